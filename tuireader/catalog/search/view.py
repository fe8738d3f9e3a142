"""What the index knows at one moment: which posts have words, how well they fit, and their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

HEAD = 3.0
"""How much the fit of title, labels and headings weighs, where that of the body weighs 1."""
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
        self._ids = ids
        # Rows are never used again, so what was learnt stays true.
        new = connection.execute("select row, id from posts where row > ?", (next(reversed(ids), 0),))
        ids.update((row, own_id(kept)) for row, kept in new)

    def containing(self, expression: str, columns: str = "title labels") -> set[PostId]:
        """Return the posts that an FTS5 expression of words matches in these columns of the head, or in the body.

        With the column `title` alone, the body is left out.
        """
        found = self._rows(IN_HEAD, f"{{{columns}}} : ({expression})")
        if columns != "title":
            found += self._rows(IN_BODY, expression)
        return {self._ids[row] for (row,) in found}

    def fits(self, anywhere: str, body: str | None) -> Mapping[PostId, float]:
        """Return how well posts fit, from 0 on.

        `anywhere` is looked for in titles, labels and headings, `body` in bodies, unless it is None.
        """
        ids = self._ids
        fits = {ids[row]: HEAD * fit for row, fit in self._rows(HEAD_FIT, anywhere)}
        for row, fit in self._rows(BODY_FIT, body) if body else ():
            fits[ids[row]] = fits.get(ids[row], 0.0) + fit
        return fits

    def _rows(self, select: str, expression: str) -> list[Any]:
        return self._connection.execute(select, (expression,)).fetchall()

    def text(self, post_id: PostId) -> KeptText | None:
        """Return the text of a post, or None where the index has none."""
        found = self._connection.execute(
            "select head, line, body from posts join bodies using (row) where id = ?", (kept_id(post_id),)
        ).fetchone()
        return None if found is None else KeptText(*found)


def kept_id(post_id: PostId) -> bytes:
    """Return the id as it is kept; a file's name may hold what is no text."""
    return post_id.encode("utf-8", "surrogatepass")


def own_id(kept: bytes) -> PostId:
    """Return the id that was kept."""
    return PostId(kept.decode("utf-8", "surrogatepass"))
