"""The texts of posts as the reader opened them, against which changes are told."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.rendering.body.blocks import Parsed

KEPT = 16
"""Posts whose opening text is remembered."""


class Baselines:
    """The texts of the posts that were revised last, as they were when they were opened."""

    def __init__(self) -> None:
        self._texts: OrderedDict[PostId, Parsed] = OrderedDict()

    def get(self, post: PostId) -> Parsed | None:
        """The text of a post as it was opened, if that is remembered."""
        return self._texts.get(post)

    def keep(self, post: PostId, text: Parsed) -> None:
        """Remember a text; the one that was remembered longest is forgotten."""
        self._texts[post] = text
        if len(self._texts) > KEPT:
            self._texts.popitem(last=False)

    def forget(self, post: PostId) -> None:
        """From now on, changes are told against the text as it is then."""
        self._texts.pop(post, None)

    def rename(self, old: PostId, new: PostId) -> None:
        """The file of a post has another name now."""
        if old in self._texts:
            self._texts[new] = self._texts.pop(old)
