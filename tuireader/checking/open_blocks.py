"""Blocks that swallow the rest of a text: code, a comment or a formula without an end."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from tuireader.checking.open_text import FENCE, without_code
from tuireader.late import expression
from tuireader.rendering.dialects.kramdown.code import OPEN_FENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.archive.post import Problem
    from tuireader.checking.open_text import Text
    from tuireader.rendering.body.blocks import Block

_CONTAINERS: Final = frozenset(
    {"alert", "blockquote", "bullet_list", "dl", "footnote_reference", "ordered_list"}
)
_SET_IN: Final = 1
"""Columns that code outside of items is set in by chance; in one it is set in by more."""
_FORMULA: Final = "$$"
_DISPLAYED: Final = frozenset({"math", "bracket_math", "dollar_math"})
_COMMENT: Final = expression(r"^[ ]{0,3}<!--(?!-?>)", re.MULTILINE)


def open_fence(text: Text, blocks: Callable[[], Sequence[Block]]) -> Iterator[Problem]:
    """Yield a problem for code that is open at the end of the text."""
    # Most fences are closed, which the lines show; only the parser is sure about others.
    opened = _left_open(text.lines)
    known = blocks() if opened is not None else ()
    if opened is None or not known:
        return
    if "kramdown_code" in text.parsers.dialects:
        yield from _open_as_text(text)
        return
    last = known[-1]
    line = _last_fence(text, known) if last.kind == "fence" else None
    if last.kind in _CONTAINERS and last.start <= opened:
        line = _fence_within(text, last)
    if line is not None:
        yield from _not_closed(text, line)


def _open_as_text(text: Text) -> Iterator[Problem]:
    """Yield a problem for the first fence that kramdown takes for text, since nothing closes it."""
    tokens = text.parsers.blocks.parse("\n".join(text.lines))
    opened = (token.map[0] for token in tokens if token.map and OPEN_FENCE in token.meta)
    for line in islice(opened, 1):
        yield from _not_closed(text, line)


def _not_closed(text: Text, line: int) -> Iterator[Problem]:
    if mark := FENCE.match(text.lines[line]):
        message = f"the code that begins here is not closed: write {mark[1]} on a line below it"
        yield text.problem("unclosed-fence", message, line)


def _last_fence(text: Text, known: Sequence[Block]) -> int | None:
    """The first line of the last block, a fence; None if it is closed."""
    lines = text.lines
    fences = [block for block in known if block.kind == "fence"]
    start = fences[-1]
    for block in reversed(fences):
        start = block
        if block.part is None or block.part.index == 0:
            break
    line = next((at for at in range(start.start, -1, -1) if FENCE.match(lines[at])), start.start)
    mark = FENCE.match(lines[line])
    end = next((below for below in reversed(lines[line + 1 :]) if below.strip()), "").strip()
    return line if mark and not (end.startswith(mark[1]) and not end.strip(mark[1][0])) else None


def _fence_within(text: Text, block: Block) -> int | None:
    """The first line of a fence in a quote or list that takes all further text; None without one."""
    lines = text.lines[block.start :]
    tokens = text.parsers.blocks.parse("\n".join(lines))
    fence = next((token for token in reversed(tokens) if token.type == "fence"), None)
    if fence is None or fence.map is None:
        return None
    first, end = fence.map
    said = fence.content.count("\n")
    if any(line.strip() for line in lines[end:]) or end - first > said + 1:
        return None
    return block.start + first


def _left_open(lines: Iterable[str]) -> int | None:
    """The line of a fence that seems to be open, by the lines alone; None if all are closed.

    A mark to the left of an item's code does not close that, but opens other code.
    """
    opened: tuple[int, re.Match[str]] | None = None
    outside: int | None = None
    for number, line in enumerate(lines):
        if not (mark := FENCE.match(line)):
            continue
        if opened is None:
            if mark[1][0] == "~" or "`" not in mark[2]:
                opened = number, mark
        elif mark[1].startswith(opened[1][1]) and not mark[2].strip():
            outside = number if mark.start(1) < opened[1].start(1) - _SET_IN else outside
            opened = None
    return outside if opened is None else opened[0]


def open_comment(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for an HTML comment that begins a line and never ends."""
    if whole.rfind("<!--") <= whole.rfind("-->"):
        return
    plain = without_code(text.lines)
    end = plain.rfind("-->")
    found = next((one for one in _COMMENT.finditer(plain) if one.end() > end), None)
    if found:
        message = "the comment that begins here is not closed: write --> after it"
        yield text.problem("unclosed-comment", message, plain.count("\n", 0, found.start()))


def open_formula(text: Text) -> Iterator[Problem]:
    """Yield a problem for an odd `$$` on a line of its own."""
    if _DISPLAYED.isdisjoint(text.parsers.dialects):
        return
    lines = without_code(text.lines).split("\n")
    if sum(line.count(_FORMULA) for line in lines) % 2 == 0:
        return
    line = next(number for number in reversed(range(len(lines))) if _FORMULA in lines[number])
    if lines[line].strip() == _FORMULA and any(below.strip() for below in lines[line + 1 :]):
        message = "the formula that begins here is not closed: write $$ on a line below it"
        yield text.problem("unclosed-formula", message, line, "warning")
