"""The bodies of posts as written, for rules about many links in a row."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.archive.source import BodyReader
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.archive.saved_texts import SavedTexts
    from tuireader.archive.source import Body
    from tuireader.archive.written_link import WrittenLink

KEPT_BODIES: Final = 4
"""Bodies to keep: a post's links are checked in a row."""
MOST: Final = 100_000_000
"""Most characters of a body to search for links that are not at their places."""
_MADE_BY: Final = expression(r"\{\{[<%]|\{%-?\s*include|\{[{%]-?\s*\w+\(")
_TAG_THAT_MAKES: Final = expression(r"\{\{[<%](?:(?![>%]\}\}).)*|\{%-?\s*include(?:(?!%\}).)*")


class WrittenBody:
    """A body to look up links in; any number of lookups takes bounded time."""

    def __init__(self, body: Body, *, most: int = MOST) -> None:
        self.text = body.text
        self._first = body.line
        self._left = most
        self._making: dict[int, bool] = {}

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def has_templates(self) -> bool:
        """Whether it may contain templates."""
        return "{{" in self.text or "{%" in self.text

    def holds(self, link: WrittenLink) -> bool:
        """Whether it contains the address of a link, at the link's place or anywhere."""
        line = self._line(link)
        return line.startswith(link.href, self._after(link, line)) or self._finds(self.text, link.href)

    def makes(self, link: WrittenLink) -> bool:
        """Whether a template on a link's line makes its address."""
        line = self._line(link)
        at = self._after(link, line) - 2
        if (at >= 0 and line.startswith(f"]({link.href}", at)) or self._finds(line, f"]({link.href}"):
            return self._is_given(line, f"]({link.href}")
        number = link.line
        if number not in self._making:
            self._making[number] = _MADE_BY.search(line) is not None
        return self._making[number]

    @staticmethod
    def _is_given(line: str, written: str) -> bool:
        """Whether the Markdown is an argument of a tag, which decides where to put it."""
        places = [found.start() for found in re.finditer(re.escape(written), line)]
        tags = [tag.span() for tag in _TAG_THAT_MAKES.finditer(line)] if places else []
        return bool(tags) and all(any(start < place < end for start, end in tags) for place in places)

    def _line(self, link: WrittenLink) -> str:
        number = link.line - self._first
        return self._lines[number] if 0 <= number < len(self._lines) else ""

    def _after(self, link: WrittenLink, line: str) -> int:
        """The beginning of a link's address in its line, if it is written `[text](address)`."""
        return line.find("](", link.column - 1, link.column + len(link.text) + 8) + 2

    def _finds(self, text: str, words: str) -> bool:
        """Whether a text contains words; assumed after too many lookups."""
        self._left -= len(text)
        return self._left < 0 or words in text


class KeptBodies:
    """The bodies of an archive's posts, with the last few cached.

    Files of posts in `texts` are not read.
    """

    def __init__(self, archive: Archive, texts: SavedTexts) -> None:
        self._archive = archive
        self._texts = texts
        self._files = BodyReader(archive)
        self.of: Callable[[PostId], Body | None] = lru_cache(KEPT_BODIES)(self._read)
        """The body of a post; None if it cannot be read."""
        self.written: Callable[[PostId], WrittenBody | None] = lru_cache(KEPT_BODIES)(self._written)
        """The body of a post to look up links in."""

    def _read(self, post_id: PostId) -> Body | None:
        saved = self._texts.get(self._archive, post_id)
        return saved.source.body_only if saved else self._files.of(post_id)

    def _written(self, post_id: PostId) -> WrittenBody | None:
        body = self.of(post_id)
        return None if body is None else WrittenBody(body)
