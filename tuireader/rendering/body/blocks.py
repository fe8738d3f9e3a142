"""What is known of a body before it is drawn: its top-level blocks, their headings, what it defines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = "source"
"""The kind of blocks that show the text of a file as it is written."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a block: `row` is its line counted from the block's first; `content` is Markdown.

    `id` is the one that the author gave it; `listed` tells whether a list of contents names it.
    """

    row: int
    level: int
    content: str
    id: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Which piece of a large block this is.

    `tight` says that no blank line parts it from the piece before. `info` is the fence's info string, `head` the
    lines above the piece that it needs to be understood (a table's header, an alert's kind). `clip` is the range
    of characters where one line alone is larger than a piece may be. `ordinal` numbers the first item of an
    ordered list's piece; `last` is the largest number of the whole. For code they count lines in the same way.
    """

    index: int
    tight: bool
    info: str = ""
    head: tuple[int, int] | None = None
    clip: tuple[int, int] | None = None
    ordinal: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A very large block that a window breaks off, and what the next window must know to go on with it.

    `index` is that of its next piece, `head` the lines that every piece needs, `ordinal` the number of the next item.
    """

    index: int
    head: tuple[int, int] | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: lines `start` to `end` (exclusive, 0-based) of the body, without blank lines around it.

    `kind` is the name of markdown-it's token without `_open`; `size` counts characters. `reach` is the number of
    lines, from its first, that tell how it is parsed, where they are more than its own.
    """

    kind: str
    start: int
    end: int
    size: int
    headings: tuple[Heading, ...] = ()
    part: Part | None = None
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """What a line of the body defines for the whole of it: a link's target, a footnote, an abbreviation, a heading.

    `label` is normalised as the parser compares it; `title` is an abbreviation's meaning. One of `contents` says that
    the body asks for a list of them.
    """

    kind: Literal["link", "footnote", "abbreviation", "heading", "contents"]
    label: str
    line: int
    href: str = ""
    title: str = ""
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A body that is parsed to its end."""

    lines: Sequence[str]
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]


def block_text(lines: Sequence[str], block: Block) -> str:
    """The Markdown of a block, or of a part of one with the lines that it needs to be understood."""
    text = "\n".join(lines[block.start : block.end])
    if block.part is None:
        return text
    if block.part.clip:
        start, end = block.part.clip
        return text[start:end]
    if block.part.head:
        start, end = block.part.head
        return "\n".join(lines[start:end]) + "\n" + text
    return text
