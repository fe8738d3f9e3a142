"""What the index knows at one moment: which posts have words, how well they fit, and their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuireader.archive.post import PostId
from tuireader.catalog.search.integrity import damaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

IN_HEAD = "select rowid from heads where heads match ?"
IN_BODY = "select rowid from texts where texts match ?"
HEAD_FIT = "select rowid, -bm25(heads, 10.0, 5.0, 3.0) from heads where heads match ?"
BODY_FIT = "select rowid, -bm25(texts) from texts where texts match ?"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A post's text: title and labels with parts between them, and the body, which begins at `line` of the file."""

    head: str
    line: int
    body: str


class View:
    """One moment of the index; not to be kept. `ids` remembers which post a row is, from view to view."""

    def __init__(self, connection: Connection, ids: dict[int, PostId]) -> None:
        self._connection = connection
        # Rows are never used again, so what was learnt stays true.
        new = connection.execute("select row, id from posts where row > ?", (next(reversed(ids), 0),))
        ids.update((row, own_id(kept)) for row, kept in new)
        self.ids: Mapping[int, PostId] = ids
        (version,) = connection.execute("pragma data_version").fetchone()
        self.version: int = version
        """Another number when another connection has written meanwhile."""

    def in_body(self, expression: str) -> list[tuple[int]]:
        """Return the rows of the posts whose body has what an FTS5 expression of words asks for."""
        return self._rows(IN_BODY, expression)

    def in_head(self, expression: str, columns: str) -> list[tuple[int]]:
        """Return the rows of the posts that have it in one of the columns `title`, `labels` or `headings`."""
        return self._rows(IN_HEAD, f"{{{columns}}} : ({expression})")

    def head_fits(self, expression: str) -> list[tuple[int, float]]:
        """Return the rows of the posts that have it in title, labels or headings, and how well they fit."""
        return self._rows(HEAD_FIT, expression)

    def body_fits(self, expression: str) -> list[tuple[int, float]]:
        """Return the rows of the posts that have it in the body, and how well they fit."""
        return self._rows(BODY_FIT, expression)

    def _rows(self, select: str, expression: str) -> list[Any]:
        return self._connection.execute(select, (expression,)).fetchall()

    def text(self, post_id: PostId) -> KeptText | None:
        """Return the text of a post, or None where the index has none."""
        found = self._connection.execute(
            "select head, line, body from posts join bodies using (row) where id = ?", (kept_id(post_id),)
        ).fetchone()
        if found is not None and not (isinstance(found[0], str) and isinstance(found[2], str)):
            raise damaged("a post's text is no text")
        return None if found is None else KeptText(*found)


def kept_id(post_id: PostId) -> bytes:
    """Return the id as it is kept; a file's name may hold what is no text."""
    return post_id.encode("utf-8", "surrogatepass")


def own_id(kept: bytes) -> PostId:
    """Return the id that was kept; raises `sqlite3.DatabaseError` where it is none."""
    try:
        return PostId(kept.decode("utf-8", "surrogatepass"))
    except (UnicodeDecodeError, AttributeError) as error:
        raise damaged("a post's name is none") from error
