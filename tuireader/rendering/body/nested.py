"""Pieces of what is large within a block: of one item, of one definition, of a quote within a quote.

A piece begins with a block inside those around it, so its first line has to open these again: the marks of items,
which are on other lines, take the place of the blanks by which it is set in. The rest of its lines are as written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from tuireader.late import expression
from tuireader.rendering.body.blocks import TAB, Block, ListRun, Part, headings, size_of
from tuireader.rendering.body.html_runs import runs_of_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BEGINNINGS: Final = {"fence": 1, "table_open": 2, "code_block": 0}
"""The lines with which code and tables begin, without which the others say something else."""
_LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open"})
_QUOTE: Final = expression(r" {0,3}> ?")
_MARK: Final = expression(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?: {1,4}(?=[^ ])| ?)")
_DEFINED: Final = expression(r" {0,3}: ")
_MARKS: Final = expression(r"(?:[ \t>]|(?:[-+*:]|\d{1,9}[.)])(?=[ \t]))*")
_MAX_BLANKS: Final = 4
"""Blanks after the mark of an item that do not make code of what follows (CommonMark, list items)."""
_RULE: Final = expression(r"\s*([-*_])(?:\s*\1){2,}\s*")
_BEGINS_HTML: Final = expression(rf"</?(?:{'|'.join(block_names)})(?:[\s/>]|$)", re.IGNORECASE)
_BEGINS_TEXT: Final = expression(r"[^\W\d_]")


Span = tuple[int, int]


class _Container(NamedTuple):
    """A quote, whose mark is on every line, or an item or a definition with the `mark` of its first line."""

    mark: str = ""
    run: ListRun | None = None


class _Unit(NamedTuple):
    """Lines that are not cut further, the containers that their first line must open, and the list that they are of.

    `tight` says that no blank line parts them from what is above. Lines of a table or of code are below those `above`,
    with which these begin; of `code` they say the number of the first, and how many there are in all.
    """

    start: int
    end: int
    tokens: Sequence[Token]
    around: tuple[_Container, ...]
    run: ListRun | None
    listed: int
    tight: bool
    above: Span | None = None
    code: Span | None = None

    def rows(self, start: int) -> Iterator[int]:
        """The lines that a piece of these begins with, from line `start` on, and the unit's own."""
        return chain(range(start, self.above[1] if self.above else start), range(self.start, self.end))


class _Inside(NamedTuple):
    """The lines of a body and the one that tokens are mapped from, and the characters that a piece aims at."""

    lines: Sequence[str]
    at: int
    aim: int

    def line(self, row: int) -> str:
        """A line with its tabs as blanks up to where its text begins."""
        line = self.lines[row]
        if "\t" not in line or (found := _MARKS.match(line)) is None:
            return line
        return found[0].expandtabs(TAB) + line[found.end() :]


def pieces(whole: Block, child: Sequence[Token], lines: Sequence[str], at: int, aim: int) -> Iterator[Block]:
    """The pieces, of some `aim` characters, of `whole`, which is one `child` of a large block.

    Tokens are mapped from line `at` on. The parts have what that of `whole` has; their numbers follow its own.
    """
    part = whole.part or Part(0, tight=False)
    inside = _Inside(lines, at, aim)
    around = (_Container(),) if whole.kind in {"blockquote", "alert"} else ()
    run = part.lists[-1] if part.lists else None
    first = _Unit(whole.start, whole.end, child, around, run, 0, part.tight)
    for index, units in enumerate(_joined(_units(first, inside), inside), part.index):
        begins, end = units[0], units[-1].end
        while not units[-1].code and end > begins.start + 1 and not lines[end - 1].strip(" \t>"):
            end -= 1
        lists = [one.run for one in begins.around if one.run] + ([begins.run] if begins.run else [])
        found = [heading for one in units for heading in headings(one.tokens, begins.start - at)]
        opening = _opening(begins, inside) if begins.around else ""
        ordinal = begins.code[0] if begins.code else None
        code = begins.code or units[-1].code
        yield Block(
            whole.kind,
            begins.start,
            end,
            size_of(lines, begins.start, end),
            tuple(found),
            replace(
                part,
                index=index,
                tight=begins.tight,
                ordinal=ordinal,
                last=code[1] if code else None,
                info=begins.tokens[0].info if begins.code else part.info,
                opening=opening or "",
                lists=tuple(lists),
                above=begins.above,
            ),
        )


def _joined(units: Iterator[_Unit], inside: _Inside) -> Iterator[Sequence[_Unit]]:
    """Units that make one piece: those of one place up to some size, and those that cannot begin a piece."""
    kept: list[_Unit] = []
    size = 0
    for unit in units:
        length = size_of(inside.lines, unit.start, unit.end)
        alike = bool(kept) and _place(kept[0], inside) == _place(unit, inside)
        if kept and not (alike and size + length <= inside.aim) and _opening(unit, inside) is not None:
            yield kept
            kept, size = [], 0
        kept.append(unit)
        size += length
    if kept:
        yield kept


def _place(unit: _Unit, inside: _Inside) -> tuple[object, ...]:
    """What units must have in common to be in one piece."""
    line = inside.line(unit.start)
    return unit.around, unit.listed, _set_in(line, _end_of(unit.around, line) or 0), unit.above, unit.code


def _opening(unit: _Unit, inside: _Inside) -> str | None:
    """What is in place of the beginning of a piece's first line; None if it would then be read otherwise."""
    start = unit.above[0] if unit.above else unit.start
    line = inside.line(start)
    at = _end_of(unit.around, line)
    if at is None and unit.above and _begins_with_mark(unit.around, line):
        return _opening(unit._replace(around=unit.around[:-1]), inside)
    if at is None or not line[at:].strip():
        return None
    if unit.tokens[0].type == "code_block" and unit.code:
        return _opening_of_code(unit, line)
    if line.startswith("    ", at):
        return None
    if (further := _set_in(line, at)) and not _may_be_set_in(unit, inside, at + further, further):
        return None
    return _opened(unit.around, line)


def _opened(around: Sequence[_Container], line: str) -> str | None:
    """The marks of `around` in place of the beginning of a line; None if that would be a rule."""
    opened = ""
    for one in around:
        opened += one.mark or line[len(opened) : _end_of((one,), line[len(opened) :])]
    return None if _RULE.fullmatch(opened + line[len(opened) :]) else opened


def _opening_of_code(unit: _Unit, line: str) -> str | None:
    """What opens a piece that begins with indented code: one blank after the mark of an item, the others before it.

    No code begins after the mark of a definition.
    """
    *outer, inner = unit.around
    if _DEFINED.fullmatch(inner.mark):
        return None
    if inner.mark:
        blanks = len(inner.mark) - len(mark := inner.mark.strip()) - 1
        before = len(outer[-1].mark) - len(outer[-1].mark.rstrip()) if outer and outer[-1].mark else 1
        if before + blanks > _MAX_BLANKS:
            return None
        inner = inner._replace(mark=f"{' ' * blanks}{mark} ")
    return _opened((*outer, inner), line)


def _set_in(line: str, at: int) -> int:
    """The blanks of a line from a column on."""
    return len(line) - at - len(line[at:].lstrip(" "))


def _may_be_set_in(unit: _Unit, inside: _Inside, column: int, further: int) -> bool:
    """Whether a unit may begin `further` blanks in, at `column`: the item around it then begins there, too."""
    if not unit.around or not (mark := unit.around[-1].mark):
        return not any(one.mark for one in unit.around)
    blanks = further + len(mark) - len(mark.rstrip())
    inner = all(
        not inside.line(row)[:column].strip() for row in unit.rows(unit.above[0] if unit.above else 0)
    )
    return blanks <= _MAX_BLANKS and inner and all(one.mark for one in unit.around)


def _units(whole: _Unit, inside: _Inside) -> Iterator[_Unit]:
    """`whole` itself or, where it is larger than a piece, the units in it."""
    kind = whole.tokens[0].type
    if size_of(inside.lines, whole.start, whole.end) <= inside.aim:
        yield whole
    elif kind in _LISTS:
        yield from _items(whole, inside)
    elif kind in {"list_item_open", "dd_open", "blockquote_open"}:
        yield from _contents(whole, inside)
    else:
        yield from _leaves(whole, inside)


def _items(whole: _Unit, inside: _Inside) -> Iterator[_Unit]:
    opening = whole.tokens[0]
    items = _children(whole.tokens)
    tight = all(
        token.hidden
        for token in whole.tokens
        if token.type == "paragraph_open" and token.level == opening.level + 2
    )
    first = int(opening.attrs.get("start", 1)) if opening.type == "ordered_list_open" else None
    last = None if first is None else first + len(items) - 1
    for number, item in enumerate(items):
        run = ListRun(None if first is None else first + number, last, tight)
        unit = _within(item, inside, whole.around, tight=tight if number else whole.tight)
        yield from _units(unit._replace(run=run, listed=id(opening)), inside)


def _contents(whole: _Unit, inside: _Inside) -> Iterator[_Unit]:
    """The blocks in an item, a definition or a quote."""
    kind, children = whole.tokens[0].type, _children(whole.tokens)
    container = _container(whole, inside.line(whole.start))
    if container is None or not children:
        yield whole
        return
    around, tight = (*whole.around, container), bool(container.run and container.run.tight)
    for number, child in enumerate(children):
        unit = _within(child, inside, around, tight=tight)
        if number or kind == "blockquote_open":
            yield from _units(unit._replace(tight=tight if number else whole.tight), inside)
        else:
            # It begins with the mark, after which nothing that holds others is looked into.
            first, *others = _leaves(unit, inside)
            yield whole._replace(end=first.end, tokens=first.tokens, code=first.code)
            yield from others


def _container(whole: _Unit, line: str) -> _Container | None:
    """What an item, a definition or a quote is to the blocks in it."""
    at, kind = _end_of(whole.around, line), whole.tokens[0].type
    if at is None or kind == "blockquote_open":
        return None if at is None else _Container()
    found = (_DEFINED if kind == "dd_open" else _MARK).match(line, at)
    if found is None:
        return None
    mark = found[0] if line[found.end() :].strip() else f"{found[0].rstrip()} "
    return _Container(mark, replace(whole.run, continued=True) if whole.run else None)


def _end_of(around: Sequence[_Container], line: str) -> int | None:
    """The column at which a line begins within what is around it; None where it is not set in as that asks."""
    at = 0
    for one in around:
        if one.mark:
            if line[at : at + len(one.mark)].strip(" "):
                return None
            at += len(one.mark)
        elif found := _QUOTE.match(line, at):
            at = found.end()
        else:
            return None
    return at


def _begins_with_mark(around: Sequence[_Container], line: str) -> bool:
    """Whether the mark of the innermost item is on a line itself."""
    at = _end_of(around[:-1], line) if around else None
    return at is not None and bool(around[-1].mark) and line.startswith(around[-1].mark, at)


def _leaves(unit: _Unit, inside: _Inside) -> Iterator[_Unit]:
    """Runs of the lines of HTML, of a paragraph, of code or of a table; anything else as it is."""
    kind = unit.tokens[0].type
    if kind in _BEGINNINGS:
        yield from _runs_below(unit, _BEGINNINGS[kind], inside)
        return
    cuts = list(_cuts(unit, inside)) if kind in {"html_block", "paragraph_open"} else []
    if not cuts:
        yield unit
        return
    for number, (start, end) in enumerate(pairwise([unit.start, *cuts, unit.end])):
        html = "\n".join(inside.lines[start:end])
        token = Token(kind, "", 0, content=html, map=[start - inside.at, end - inside.at])
        yield unit._replace(start=start, end=end, tokens=[token], tight=bool(number) or unit.tight)


def _runs_below(unit: _Unit, rows: int, inside: _Inside) -> Iterator[_Unit]:
    """Runs of the lines of a table or of code, all but the first below the `rows` that it begins with."""
    above = (unit.start, unit.start + rows) if rows else None
    if above and _opening(unit._replace(above=above), inside) is None:
        yield unit
        return
    token = unit.tokens[0]
    count = token.content.count("\n")
    end = unit.start + rows + count if token.type == "fence" else unit.end
    starts, size = [unit.start], 0
    for row in range(unit.start + rows, end):
        length = len(inside.lines[row]) + 1
        if size and size + length > inside.aim and (above or inside.lines[row].strip(" \t>")):
            starts.append(row)
            size = 0
        size += length
    for start, stop in pairwise([*starts, unit.end]):
        run = unit._replace(start=start, end=stop, tokens=unit.tokens[:1])
        if len(starts) > 1 and token.type != "table_open":
            run = run._replace(code=(max(start - unit.start + 1 - rows, 1), count))
        yield run if start == unit.start else run._replace(above=above, tight=True)


def _cuts(unit: _Unit, inside: _Inside) -> Iterator[int]:
    """The lines before which HTML or a paragraph can be cut, some `aim` characters apart."""
    begins, starts = _BEGINS_TEXT, frozenset(range(unit.start + 1, unit.end))
    if unit.tokens[0].type == "html_block":
        runs = runs_of_html(inside.lines, unit.start, unit.end, inside.aim)
        begins, starts = _BEGINS_HTML, frozenset(run.start for run in runs if not run.prefix) - {unit.start}
    size = 0
    for row in range(unit.start, unit.end):
        line = inside.line(row)
        if row in starts and size + len(line) >= inside.aim:
            at = _end_of(unit.around, line)
            if at is not None and begins.match(line, at):
                yield row
                size = 0
        size += len(line) + 1


def _within(child: Sequence[Token], inside: _Inside, around: tuple[_Container, ...], *, tight: bool) -> _Unit:
    start, end = child[0].map or (0, 0)
    return _Unit(start + inside.at, end + inside.at, child, around, None, 0, tight)


def _children(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    level = tokens[0].level + 1
    opened = [
        i for i, token in enumerate(tokens) if token.level == level and token.nesting >= 0 and token.map
    ]
    return [tokens[first:last] for first, last in pairwise([*opened, len(tokens)])]
