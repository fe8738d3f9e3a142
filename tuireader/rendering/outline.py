"""The headings of a post, as a list to go by."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.text import neutralise
from tuireader.rendering.dialects.placeholders import OPEN, bracketed, legible
from tuireader.rendering.heading_ids import HeadingIds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from tuireader.archive.engines.facts import HeadingIdRule
    from tuireader.rendering.body.blocks import Block

_MARKUP = frozenset(f"*_`[]<>&\\~!:^@\"'$=%#{OPEN}")
_SIGNS = ("--", "...")
_BESIDE = "\ufdd9"
"""Stands after the text of an image."""
_RUN_ON = re.compile(f"{_BESIDE}(?=\\w)")
_ID = re.compile(r"[ \t]+\{#([^\s{}]+)\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading: its plain `title`, `anchor` (unique in the post), and 0-based `line` of the body.

    `ordinal` counts the headings of the same title, from 1.
    """

    level: int
    title: str
    anchor: str
    line: int
    ordinal: int = 1


def outline(
    parser: MarkdownIt, blocks: Iterable[Block], ids: HeadingIdRule = "kramdown-gfm"
) -> tuple[OutlineEntry, ...]:
    """Every heading of `blocks`, those in quotes and lists too, in the order of the text; `ids` rules the anchors."""
    counts: dict[str, int] = {}
    anchors = HeadingIds(ids)
    entries = []
    for block in blocks:
        for heading in block.headings:
            title = heading_title(parser, heading.content)
            counts[title] = counts.get(title, 0) + 1
            given = _ID.search(heading.content)
            own = heading.id or (given[1] if given else "")
            read = _as_read(parser, heading.content, title)
            anchor = anchors.take(own) if own else anchors.next(read, heading.content)
            line = block.start + heading.row
            if title:
                entries.append(OutlineEntry(heading.level, title, anchor, line, counts[title]))
    return tuple(entries)


def current(entries: Sequence[OutlineEntry], line: int) -> int | None:
    """The index of the entry that line `line` of the body stands under, or None above the first."""
    above = bisect_right(entries, line, key=lambda entry: entry.line)
    return above - 1 if above else None


def anchor_line(entries: Iterable[OutlineEntry], anchor: str) -> int | None:
    """The line of the heading that `anchor` means: an id, or the heading's own words; None if there is none."""
    wanted = anchor.casefold()
    for entry in entries:
        if wanted in {entry.anchor.casefold(), entry.title.casefold()}:
            return entry.line
    return None


def heading_title(parser: MarkdownIt, content: str) -> str:
    """The text of a heading without its markup, and without the id that is written after it."""
    content = _ID.sub("", content)
    if _MARKUP.isdisjoint(content) and not any(sign in content for sign in _SIGNS):
        content = content.strip()
        return " ".join(content.split()) if "\n" in content or "\t" in content else content
    inline = parser.parseInline(content, {})[0]
    text = _RUN_ON.sub(" ", "".join(_texts(inline.children or ()))).replace(_BESIDE, "")
    return neutralise(legible(" ".join(text.split())))


def _as_read(parser: MarkdownIt, content: str, title: str) -> str:
    """What an id is made from: a heading's text, in which an image's stands right beside the word after it."""
    if "![" not in content:
        return title
    inline = parser.parseInline(_ID.sub("", content), {})[0]
    text = "".join(_texts(inline.children or ())).replace(_BESIDE, "")
    return neutralise(legible(" ".join(text.split())))


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special" | "math_inline" | "tag_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "placeholder":
                yield bracketed(token.content)
            case "image":
                yield from _texts(token.children or ())
                yield _BESIDE
