"""A block's tokens, inline ones included: what is needed to draw it, and what it takes from the rest of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markdown_it import MarkdownIt

    from tuireader.rendering.blocks import Block, Definition

_INDENT: Final = re.compile(r"^(?: {4}| {0,3}\t)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class References:
    """What a body's links and footnotes refer to: links by normalised label, footnotes with their number."""

    links: Mapping[str, Definition] = field(default_factory=dict)
    footnotes: Mapping[str, int] = field(default_factory=dict)

    def environment(self) -> dict[str, object]:
        """The parser's `env`, in which a block on its own finds what the rest of the body defines."""
        return {
            "references": {
                label: {"href": found.href, "title": found.title, "map": [found.line, found.line + 1]}
                for label, found in self.links.items()
            },
            "footnotes": {"refs": {f":{label}": -1 for label in self.footnotes}, "list": {}},
        }


def references(definitions: Iterable[Definition], cited: Iterable[str]) -> References:
    """The references that `definitions` make; footnotes are numbered in the order they are `cited`, by label.

    The first definition of a label counts (CommonMark, link reference definitions). Notes that nothing cites
    are numbered last.
    """
    links: dict[str, Definition] = {}
    notes: dict[str, None] = {}
    for definition in definitions:
        if definition.kind == "link":
            links.setdefault(definition.label, definition)
        else:
            notes.setdefault(definition.label)
    order = dict.fromkeys(label for label in cited if label in notes) | notes
    return References(links, {label: number for number, label in enumerate(order, 1)})


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


def block_tokens(parser: MarkdownIt, block: Block, text: str, env: dict[str, object]) -> list[Token]:
    """The tokens of `text`, which is the block's own (`block_text`)."""
    if block.part is None or block.kind not in {"paragraph", "fence", "code_block", "html_block"}:
        return parser.parse(text, env)
    rows = [0, block.end - block.start]
    if block.kind == "paragraph":
        inline = parser.parseInline(text.strip(), env)
        inline[0].map = rows
        opening, closing = Token("paragraph_open", "p", 1, map=rows), Token("paragraph_close", "p", -1)
        return [opening, *inline, closing]
    if block.kind == "code_block" and not (block.part.clip and block.part.clip[0]):
        text = _INDENT.sub("", text)
    return [Token(block.kind, "", 0, content=text + "\n", info=block.part.info, map=rows, block=True)]
