"""The top-level blocks of a body, found cheaply and a window of lines at a time.

At the start of a top-level block the block parser is in its fresh state. So a window of lines can be parsed on
its own: every block but the last one in it is final, and parsing goes on from the start of the last. The first
screen of any post is had from its first lines; the rest follows when there is time. Inline parsing, which costs
more, waits until a block is drawn (`tuireader.rendering.tokens`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tuireader.rendering.blocks import Block, Definition
from tuireader.rendering.parts import headings, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FIRST_WINDOW = 60
"""Lines in the first window: about what a tall terminal shows."""
LONG = 2_000
"""Lines in a window from which a list or a quote that fills it is cut."""


@dataclass(frozen=True, slots=True)
class Window:
    """The final blocks and definitions of a range of lines; parsing goes on at line `next`."""

    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    next: int


def parse_window(parser: MarkdownIt, lines: Sequence[str], at: int, count: int = FIRST_WINDOW) -> Window:
    """The blocks that lines from `at` on hold, at least one unless the body ends; `at` starts a block.

    `count` is a wish: the window grows until a block is known to have ended. A list or a quote that does not end
    in a very large window is cut between two of its children; the rest follows as one that begins there.
    """
    while True:
        stop = min(at + count, len(lines))
        tokens = parser.parse("\n".join(lines[at:stop]), {})
        groups = list(_top_level(tokens))
        if stop == len(lines):
            return _window(groups, lines, at, stop)
        final = _final(groups, lines, at)
        if final > 0 and (following := _first_line(groups[final])) > 0:
            return _window(groups[:final], lines, at, at + following)
        if count >= LONG and len(groups) == 1 and (kept := _begun(groups[0])):
            return _window([kept], lines, at, at + (kept[0].map or [0, 0])[1])
        count *= 4


def parse_all(parser: MarkdownIt, lines: Sequence[str]) -> Window:
    """All blocks of a body at once."""
    return parse_window(parser, lines, 0, len(lines))


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    starts = [i for i, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start:end]


def _final(groups: Sequence[Sequence[Token]], lines: Sequence[str], at: int) -> int:
    """How many of `groups` stay as they are whatever follows them: all but the last.

    A definition's title may end on a line beyond the window; what stands in the place of one is then a paragraph.
    """
    index = len(groups) - 1
    while index > 0 and groups[index][0].type in {"paragraph_open", "heading_open"}:
        if not lines[at + _first_line(groups[index]) - 1].strip():
            break
        before = groups[index - 1]
        if any(token.type == "definition" for token in before):
            return index - 1
        if before[0].type not in {"paragraph_open", "heading_open"}:
            break
        index -= 1
    return index


def _begun(group: Sequence[Token]) -> Sequence[Token] | None:
    """The children of a list or a quote that are final, or None where one that begins later would differ."""
    opening = group[0]
    if opening.type not in {"bullet_list_open", "ordered_list_open", "blockquote_open"}:
        return None
    children = [i for i, token in enumerate(group) if token.level == 1 and token.nesting >= 0 and token.map]
    last = group[children[-1]] if len(children) > 1 else None
    if last is None or last.map is None or opening.map is None:
        return None
    if any(token.type == "definition" for token in group[children[-2] : children[-1]]):
        return None
    number = int(opening.attrs.get("start", 1)) + len(children) - 1
    if opening.type == "ordered_list_open" and last.info != str(number):
        return None
    opening.map = [opening.map[0], last.map[0]]
    return group[: children[-1]]


def _first_line(group: Sequence[Token]) -> int:
    return group[0].map[0] if group[0].map else 0


def _window(groups: Sequence[Sequence[Token]], lines: Sequence[str], at: int, following: int) -> Window:
    blocks: list[Block] = []
    definitions: list[Definition] = []
    for group in groups:
        if not (block := _block(group, lines, at)):
            continue
        definitions.extend(_definitions(group, at))
        if group[0].type != "definition":
            blocks.extend(split(block, group, lines, at))
    return Window(tuple(blocks), tuple(definitions), following)


def _block(group: Sequence[Token], lines: Sequence[str], at: int) -> Block | None:
    opening = group[0]
    if opening.map is None:
        return None
    start, end = opening.map[0] + at, opening.map[1] + at
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    size = sum(map(len, lines[start:end])) + end - start
    return Block(opening.type.removesuffix("_open"), start, end, size, headings(group, opening.map[0]))


def _definitions(group: Sequence[Token], at: int) -> Iterator[Definition]:
    for token in group:
        if token.type == "definition" and token.map:
            meta = token.meta
            yield Definition("link", meta["id"], at + token.map[0], meta["url"], meta["title"])
        elif token.type == "footnote_reference_open" and token.map:
            yield Definition("footnote", token.meta["label"], at + token.map[0])
