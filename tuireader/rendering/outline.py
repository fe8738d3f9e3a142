"""The headings of a post, as a list to go by."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from tuireader.rendering.blocks import Block

_MARKUP = frozenset("*_`[]<>&\\~!:^@\"'$")
_SIGNS = ("--", "...")
_ID = re.compile(r"[ \t]+\{#([^\s{}]+)\}[ \t]*$")
_DASHES = re.compile("---?")


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


def outline(parser: MarkdownIt, blocks: Iterable[Block]) -> tuple[OutlineEntry, ...]:
    """Every heading of `blocks`, those in quotes and lists too, in the order of the text."""
    counts: dict[str, int] = {}
    anchors: dict[str, int] = {}
    entries = []
    for block in blocks:
        for heading in block.headings:
            title = heading_title(parser, heading.content)
            counts[title] = counts.get(title, 0) + 1
            given = _ID.search(heading.content)
            anchor = heading.id or (given[1] if given else _anchor(title, anchors))
            line = block.start + heading.row
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
        return content.strip()
    inline = parser.parseInline(content, {})[0]
    return neutralise(" ".join("".join(_texts(inline.children or ())).split()))


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "image":
                yield from _texts(token.children or ())


def _anchor(title: str, used: dict[str, int]) -> str:
    """A heading's id as kramdown's GFM parser makes it, the second one of a name with `-1` and so on.

    `--` and `---` are dashes to it, and go.
    """
    title = _DASHES.sub("", title)
    kept = (char for char in title.lower() if char in "- \t" or _is_word(char))
    name = "".join("-" if char in " \t" else char for char in kept)
    count = used.get(name, 0)
    used[name] = count + 1
    return f"{name}-{count}" if count else name


def _is_word(char: str) -> bool:
    from unicodedata import category  # noqa: PLC0415 - only posts that have headings need it

    kind = category(char)
    return kind[0] in "LM" or kind in {"Nd", "Nl", "Pc"}
