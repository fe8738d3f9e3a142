"""The top-level blocks of a body, found cheaply and a window of lines at a time.

At the start of a top-level block the block parser is in its fresh state. So a window of lines can be parsed on
its own: every block but the last one in it is final, and parsing goes on from the start of the last. What looks
further ahead (`dialects.html_containers`) learns that the text goes on, and then fills the window. The first
screen of any post is had from its first lines; the rest follows when there is time. Inline parsing, which costs
more, waits until a block is drawn (`tuireader.rendering.body.blocks`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.body.blocks import LARGE_BLOCK, SOLE, Block, Cut, Definition, headings, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FIRST_WINDOW = 60
"""Lines in the first window: about as many as a tall terminal shows."""
LONG_WINDOW = 2_000
"""Lines in a window from which a list, a quote or a table that fills it is cut."""
_CHILDREN = {
    "bullet_list_open": 1,
    "ordered_list_open": 1,
    "blockquote_open": 1,
    "alert_open": 1,
    "dl_open": 1,
    "table_open": 2,
}
"""The level of the children between which a block can be cut."""


@dataclass(frozen=True, slots=True)
class Window:
    """The final blocks and definitions of a range of lines; parsing goes on at line `next`, with the `cut` block."""

    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    next: int
    cut: Cut | None = None


def parse_window(
    parser: MarkdownIt, lines: Sequence[str], at: int, count: int = FIRST_WINDOW, cut: Cut | None = None
) -> Window:
    """The blocks that lines from `at` on hold, at least one unless the body ends; `at` starts a block.

    `count` is a wish: the window grows until a block is known to have ended. A list, a quote or a table that does not
    end in a very large window is cut between two of its children. The rest follows as one that begins there, or,
    where it would differ from that, with the window's `cut`, which the next call must be given.
    """
    head = lines[slice(*cut.head)] if cut and cut.head else ()
    first = at - len(head)
    while True:
        stop = min(at + count, len(lines))
        tokens = parser.parse("\n".join([*head, *lines[at:stop]]), {"goes_on": stop < len(lines)})
        groups = list(_top_level(tokens))
        if stop == len(lines):
            return _window(groups, lines, first, stop, cut)
        final = _final(groups, lines, first)
        if final > 0 and (following := _first_line(groups[final])) > 0:
            return _window(groups[:final], lines, first, first + following, cut)
        if count >= LONG_WINDOW and len(groups) == 1 and (kept := _begun(groups[0])):
            return _cut_window(kept, lines, first, cut)
        count *= 4


def parse_all(parser: MarkdownIt, lines: Sequence[str]) -> Window:
    """All blocks of a body at once."""
    return parse_window(parser, lines, 0, len(lines))


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    starts = [i for i, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start:end]


def _final(groups: Sequence[Sequence[Token]], lines: Sequence[str], at: int) -> int:
    """The number of `groups` that stay as they are whatever follows them: all but the last.

    A definition's title may end on a line beyond the window; a paragraph is in its place then.
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


def _begun(group: Sequence[Token]) -> tuple[Sequence[Token], Token] | None:
    """The tokens of a block up to the last of its children, which may not be final; None if it cannot be cut there."""
    opening = group[0]
    level = _CHILDREN.get(opening.type)
    children = [
        i for i, token in enumerate(group) if token.level == level and token.nesting >= 0 and token.map
    ]
    last = group[children[-1]] if len(children) > 2 else None
    if last is None or last.map is None or opening.map is None:
        return None
    if any(token.type == "definition" for token in group[children[-2] : children[-1]]):
        return None
    opening.map = [opening.map[0], last.map[0]]
    return group[: children[-1]], last


def _cut_window(
    kept: tuple[Sequence[Token], Token], lines: Sequence[str], at: int, cut: Cut | None
) -> Window:
    """The window of a block that is cut before its child `last`."""
    from tuireader.rendering.body.large import first_ordinal, head_of

    group, last = kept
    window = _window([group], lines, at, at + _first_line([last]), cut)
    block, ordinal = _block(group, lines, at), first_ordinal(group, cut)
    head = head_of(block, group, cut) if block else None
    if ordinal is not None:
        ordinal += sum(token.level == 1 and token.nesting > 0 for token in group[1:])
    if head is None and (ordinal is None or last.info == str(ordinal)):
        return window
    return replace(window, cut=Cut((cut.index if cut else 0) + len(window.blocks), head, ordinal))


def _first_line(group: Sequence[Token]) -> int:
    return group[0].map[0] if group[0].map else 0


def _window(
    groups: Sequence[Sequence[Token]], lines: Sequence[str], at: int, following: int, cut: Cut | None
) -> Window:
    blocks: list[Block] = []
    definitions: list[Definition] = []
    for group in groups:
        if not (block := _block(group, lines, at)):
            continue
        definitions.extend(_definitions(group, at))
        definitions.extend(_macros(group, lines, at))
        definitions.extend(
            Definition("heading", "", block.start + one.row, heading=replace(one, row=0))
            for one in block.headings
        )
        if group[0].type != "definition":
            blocks.extend(_pieces(block, group, lines, at, cut if group is groups[0] else None))
    return Window(tuple(blocks), tuple(definitions), following)


def _pieces(
    block: Block, group: Sequence[Token], lines: Sequence[str], at: int, cut: Cut | None
) -> tuple[Block, ...]:
    """`block` itself, or its pieces where it is large or follows a cut."""
    if block.size < LARGE_BLOCK and cut is None:
        return (block,)
    from tuireader.rendering.body.large import split

    return split(block, group, lines, at, cut)


def _block(group: Sequence[Token], lines: Sequence[str], at: int) -> Block | None:
    opening = group[0]
    if opening.map is None:
        return None
    start, end = opening.map[0] + at, opening.map[1] + at
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    found, size = headings(group, opening.map[0]), size_of(lines, start, end)
    return Block(opening.type.removesuffix("_open"), start, end, size, found, reach=_reach(group))


def _reach(group: Sequence[Token]) -> int:
    """Lines, from the first, that tell how a block is parsed, where they are more than its own."""
    first = _first_line(group)
    return max(
        (_first_line([token]) - first + token.meta["reach"] for token in group if "reach" in token.meta),
        default=0,
    )


def _definitions(group: Sequence[Token], at: int) -> Iterator[Definition]:
    for token in group:
        if token.type == "definition" and token.map:
            meta = token.meta
            yield Definition("link", meta["id"], at + token.map[0], meta["url"], meta["title"])
        elif token.type == "footnote_reference_open" and token.map:
            yield Definition("footnote", token.meta["label"], at + token.map[0])
        elif token.type == "abbreviations" and token.map:
            for line, (label, meaning) in enumerate(token.meta["defined"], at + token.map[0]):
                yield Definition("abbreviation", label, line, title=meaning)
        elif token.type == "contents" and token.map:
            label = SOLE if "items" in token.meta else ""
            yield Definition("contents", label, at + token.map[0])


_DEFINES: Final = expression(r"\\(?:(?:re)?newcommand|providecommand|def\\|DeclareMathOperator)")


def _macros(group: Sequence[Token], lines: Sequence[str], at: int) -> Iterator[Definition]:
    """The macros for formulas that a block defines, which may be in HTML that is not shown."""
    rows = group[0].map
    if rows is None or group[0].type in {"fence", "code_block"}:
        return
    first, last = rows[0] + at, rows[1] + at
    if not any("\\" in line and _DEFINES.search(line) for line in lines[first:last]):
        return
    from tuireader.rendering.tex.macros import macros_in

    text = "\n".join(lines[first:last])
    for start, macro in macros_in(text):
        yield Definition("macro", macro.name, first + text.count("\n", 0, start), macro=macro)
