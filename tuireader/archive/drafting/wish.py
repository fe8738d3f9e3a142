"""What is to be written, and what it comes to as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import PostId


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: a title and tags, each one line of text."""

    title: str
    tags: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to be written: its id and its whole text, which ends with the line to write on."""

    id: PostId
    text: str

    @property
    def last_line(self) -> int:
        """The line of the file, from 1, on which the writing begins."""
        return self.text.count("\n") + 1
