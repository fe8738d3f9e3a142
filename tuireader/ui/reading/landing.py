"""Where to land in a post that is opened for something in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.rendering.page.find import Sought


@dataclass(frozen=True, slots=True)
class Landing:
    """Where to go in a post: a line of its file, from 1, and what is to be marked from there on.

    With `at_top` the line goes to the top of the window, else a third down.
    """

    post: PostId
    line: int
    sought: Sought | None = None
    at_top: bool = False
