"""The texts of posts as the reader opened them, against which changes are told."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import PostId
    from tuireader.rendering.body.blocks import Parsed

KEPT = 16
"""Posts whose opening text is remembered as it was parsed."""
CHARACTERS = 8_000_000
"""Of the texts that are remembered besides."""


class Baselines:
    """The texts of the posts as they were when they were opened, for as long as the reader runs."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[PostId, Parsed] = OrderedDict()
        self._texts: OrderedDict[PostId, tuple[Sequence[str], int]] = OrderedDict()
        self._size = 0

    def get(self, post: PostId) -> Parsed | None:
        """The text of a post as it was opened, if that is remembered as it was parsed."""
        return self._parsed.get(post)

    def lines(self, post: PostId) -> Sequence[str] | None:
        """The text of a post as it was opened, if that is remembered as mere lines."""
        found = self._texts.get(post)
        return found[0] if found else None

    def keep(self, post: PostId, text: Parsed) -> None:
        """Remember a text as it was parsed; of too many, the one that was remembered longest is kept as mere lines."""
        self._take(post)
        self._parsed[post] = text
        if len(self._parsed) > KEPT:
            oldest, parsed = self._parsed.popitem(last=False)
            self.note(oldest, parsed.lines)

    def note(self, post: PostId, lines: Sequence[str]) -> None:
        """Remember a text, unless one is remembered; of too many, what was remembered longest is forgotten."""
        if post in self._parsed or post in self._texts:
            return
        size = sum(map(len, lines)) + len(lines)
        self._texts[post] = lines, size
        self._size += size
        while self._size > CHARACTERS and len(self._texts) > 1:
            self._take(next(iter(self._texts)))

    def forget(self, post: PostId) -> None:
        """From now on, changes are told against the text as it is then."""
        self._parsed.pop(post, None)
        self._take(post)

    def rename(self, old: PostId, new: PostId) -> None:
        """The file of a post has another name now."""
        if old in self._parsed:
            self._parsed[new] = self._parsed.pop(old)
        elif (lines := self._take(old)) is not None:
            self.note(new, lines)

    def _take(self, post: PostId) -> Sequence[str] | None:
        lines, size = self._texts.pop(post, (None, 0))
        self._size -= size
        return lines
