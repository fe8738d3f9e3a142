"""What a block looks like once drawn: lines of styled text, and where its links and headings stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.segment import Segment


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a drawing.

    `segments` hold no newline and no control character. `width` is their width in cells; it exceeds the width
    asked for only where the line scrolls sideways (code, wide tables). `source` is the 0-based line of the
    body that the text comes from. `joins` says that the line goes on the paragraph of the line before it, so
    that a selection copies the two as one (with a space between, unless `glued`). `margin` is the width of what
    stands to the left of the text: indents and bars, but not a list's marker.
    """

    segments: tuple[Segment, ...]
    width: int
    source: int
    joins: bool = False
    glued: bool = False
    margin: int = 0

    @property
    def text(self) -> str:
        """The line's characters, without style."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """Where a link, or one line of it, stands: `row` in the drawing, cells `start` to `end` (exclusive).

    `number` counts the links of the drawing: the spans of a link that wraps share it.
    """

    row: int
    start: int
    end: int
    href: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class HeadingSpot:
    """Where a heading stands: `row` in the drawing, `source` its 0-based line in the body."""

    row: int
    source: int


@dataclass(frozen=True, slots=True)
class Fold:
    """A line under which something is folded away, or shown if `opened`.

    `row` is in the drawing; `source`, its 0-based line in the body, tells it from the others.
    """

    row: int
    source: int
    opened: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code: rows `start` to `end` (exclusive) of the drawing, and its text as the author wrote it."""

    start: int
    end: int
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A block drawn at a width: at least one line unless the block shows nothing."""

    lines: tuple[Line, ...] = ()
    links: tuple[LinkSpan, ...] = ()
    headings: tuple[HeadingSpot, ...] = ()
    folds: tuple[Fold, ...] = ()
    codes: tuple[Code, ...] = ()
