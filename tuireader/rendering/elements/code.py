"""Code blocks: a bar at the left, the language above, lines whole or wrapped, numbered or marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from markdown_it.common.utils import unescapeAll
from rich.cells import cell_len
from rich.segment import Segment

from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression
from tuireader.rendering.dialects.placeholders import legible
from tuireader.rendering.elements.code_options import CodeOptions, code_options, spoken_options
from tuireader.rendering.elements.flow import FlowRow, clean, rows_of
from tuireader.rendering.elements.wrapping import NARROW, graphemes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from markdown_it.token import Token
    from pygments.lexer import Lexer
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas, Entered
    from tuireader.rendering.theme import Theme

    Piece = tuple[Style, str]

Look = TypeVar("Look")
_MAX_HIGHLIGHTED: Final = 60_000
"""Characters of code up to which it is highlighted."""
_MAX_LINE: Final = 2_000
"""Characters of a line of code up to which the code is highlighted."""
_ALIASES: Final = {
    "astro": "html",
    "cjs": "javascript",
    "cmd": "bat",
    "csproj": "xml",
    "dotenv": "ini",
    "env": "ini",
    "gql": "graphql",
    "jsonc": "json",
    "kt": "kotlin",
    "mdx": "markdown",
    "mjs": "javascript",
    "patch": "diff",
    "sh-session": "console",
    "shellsession": "console",
    "svelte": "html",
    "vimscript": "vim",
}
"""Names of languages in fences that Pygments does not know."""
_PLAIN: Final = frozenset({"text", "txt", "plain", "plaintext", "none", "nohighlight", "output"})
_FILE: Final = expression(r"(?:[^\s/]+/)*(?:[^\s/]*\.[A-Za-z0-9_+-]+|[A-Z][a-z]+file)\Z")


def kinds_of(code: str, language: str) -> Sequence[tuple[str, str]]:
    """`code` in pieces, each with Pygments' short name of what it is; `language` is a name, or that of a file in it.

    Code in no known language, or too much of it, is one piece without a name.
    """
    plain = [("", code)]
    if not language or len(code) > _MAX_HIGHLIGHTED or max(map(len, code.split("\n"))) > _MAX_LINE:
        return plain
    lexer = _lexer(language)
    if lexer is None:
        return plain
    from pygments.token import STANDARD_TYPES

    pieces = [(STANDARD_TYPES.get(kind, ""), text) for kind, text in lexer.get_tokens(code)]
    return pieces if "".join(text for _, text in pieces) == code else plain


def _highlighted(code: str, language: str, theme: Theme) -> Iterator[Piece]:
    styles: dict[str, Style] = {}
    for kind, text in kinds_of(code, language):
        if kind not in styles:
            known = known_kind(kind, theme.syntax)
            styles[kind] = theme.code_block + theme.syntax[known] if known else theme.code_block
        yield styles[kind], text


def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
    from pygments.util import ClassNotFound

    name = language.lower().lstrip(".")
    if name in _PLAIN:
        return None
    if name.startswith("diff-"):
        name = "diff"
    try:
        return get_lexer_by_name(_ALIASES.get(name, name), stripnl=False, ensurenl=False)
    except ClassNotFound:
        pass
    if not _FILE.match(language):
        return None
    try:
        return get_lexer_for_filename(language.rpartition("/")[2], stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def known_kind(name: str, kinds: Collection[str]) -> str:
    """The kind of token of that name, or the nearest one above it: a name grows at its end. Empty if there is none."""
    return next((name[:end] for end in range(len(name), 0, -1) if name[:end] in kinds), "")


BAR: Final = "▏ "
_MARKED_BAR: Final = "▌ "
_GOES_ON: Final = "↪ "
_TAB: Final = 4
_NARROWEST: Final = 12
"""Cells that wrapped code has at least."""


@dataclass(frozen=True, slots=True)
class LineNumbers:
    """The line numbers and marks of code: `above` lines are in pieces before these, `count` in the whole block.

    `begun` says that a piece before this one has named the language, `midline` that the first line here goes on with
    one that has its number already. `hidden` are the indices of lines that are not shown, of the code as it is written.
    """

    options: CodeOptions
    above: int = 0
    count: int = 1
    begun: bool = False
    midline: bool = False
    hidden: tuple[int, ...] = ()

    @property
    def digits(self) -> int:
        """Cells of the largest number; 0 where lines have none."""
        options = self.options
        return len(str(options.first + max(self.count, 1) - 1)) if options.numbered else 0

    def written(self, index: int) -> int:
        """The index of a line that is shown, of the code as it is written."""
        for line in self.hidden:
            index += line <= index
        return index

    def beside(self, index: int) -> _Beside:
        """The number and the mark beside the line of that index."""
        line = self.above + index
        marked = bool(self.options.marked) and self.options.is_marked(line + 1)
        if not self.digits:
            return _Beside("", marked)
        number = "" if self.midline and index == 0 else str(self.options.first + line)
        return _Beside(f"{number:>{self.digits}}  ", marked)


class _Beside(NamedTuple):
    """A line's number, and whether the line is marked."""

    number: str
    marked: bool

    @property
    def below(self) -> _Beside:
        """The number and the mark beside the rows that go on with the line."""
        return _Beside(" " * len(self.number), self.marked)


def _put_code(canvas: Canvas, pieces: Iterable[Piece], source: int, gutter: LineNumbers) -> None:
    """Put down styled text line by line, a bar before each; `source` is the line of the first."""
    first = canvas.count
    if gutter.digits or gutter.options.marked or canvas.context.options.wrap_code:
        for index, line in enumerate(lines_of(pieces)):
            _put_line(canvas, line, source + gutter.written(index), gutter.beside(index))
        canvas.slide_from(first)
        return
    entered = canvas.enter_bar(BAR, canvas.theme.code_bar, source, scrolls=True)
    for index, line in enumerate(lines_of(pieces)):
        canvas.row(_row(line), source + gutter.written(index))
    canvas.slide_from(first)
    canvas.leave(entered, source)


def _put_line(canvas: Canvas, line: Sequence[Piece], source: int, beside: _Beside) -> None:
    """Put down a line of code, in several rows if it is long and the reader wants that."""
    entered = _enter(canvas, source, beside)
    room = max(canvas.width, _NARROWEST)
    row = _row(line)
    if not canvas.context.options.wrap_code or row.width <= room:
        canvas.row(_marked(row, canvas) if beside.marked else row, source)
    else:
        text = "".join(text for _, text in line)
        for start, end, glued in cuts(text, room, room - len(_GOES_ON)):
            if start:
                canvas.leave(entered, source)
                _enter(canvas, source, beside.below)
                canvas.enter_bar(_GOES_ON, canvas.theme.markup, source, scrolls=True)
            row = _row(_between(line, start, end))
            row.joins, row.glued = start > 0, glued
            canvas.row(_marked(row, canvas) if beside.marked else row, source)
    canvas.leave(entered, source)


def _enter(canvas: Canvas, source: int, beside: _Beside) -> Entered:
    theme = canvas.theme
    bar, style = (_MARKED_BAR, theme.marker) if beside.marked else (BAR, theme.code_bar)
    entered = canvas.enter_bar(bar, style, source, scrolls=True)
    if beside.number:
        canvas.enter_bar(beside.number, theme.markup, source, scrolls=True)
    return entered


def lines_of(pieces: Iterable[tuple[Look, str]]) -> Iterator[list[tuple[Look, str]]]:
    line: list[tuple[Look, str]] = []
    for style, text in pieces:
        first, *others = text.split("\n")
        if first:
            line.append((style, first))
        for other in others:
            yield line
            line = [(style, other)] if other else []
    yield line


def _row(line: Sequence[Piece]) -> FlowRow:
    return FlowRow([Segment(text, style) for style, text in line], sum(cell_len(text) for _, text in line))


def _marked(row: FlowRow, canvas: Canvas) -> FlowRow:
    """`row` on the background of marked lines, as wide as the page."""
    background = canvas.theme.code_marked
    segments = [Segment(text, style + background if style else background) for text, style, _ in row.segments]
    free = max(canvas.width - row.width, 0)
    if free:
        segments.append(Segment(" " * free, background))
    return FlowRow(segments, row.width + free, row.at, row.joins, row.glued)


def _between(line: Sequence[Piece], start: int, end: int) -> list[Piece]:
    parts = []
    at = 0
    for style, text in line:
        if part := text[max(start - at, 0) : max(end - at, 0)]:
            parts.append((style, part))
        at += len(text)
    return parts


def cuts(text: str, first: int, following: int) -> Iterator[tuple[int, int, bool]]:
    """The rows of a long line of code: start, end, and whether nothing is dropped before it.

    A row ends at a single space in its last third, where the next row has room for the rest of that third; else at its
    edge. The space is dropped. Only a character that alone is wider than a row exceeds it.
    """
    start = used = 0
    room, glued = first, False
    space, through = -1, 0
    for begin, _, cells in graphemes(text):
        while used + cells > room and begin > start:
            spaced = start < space and used - through <= following
            yield start, space if spaced else begin, glued
            start, used = (space + 1, used - through) if spaced else (begin, 0)
            room, glued, space = following, not spaced, -1
        used += cells
        if text[begin] == " " and used > room * 2 // 3 and text[begin - 1 : begin + 2].count(" ") == 1:
            space, through = begin, used
    yield start, len(text), glued


def expanded_tabs(code: str) -> str:
    """`code` with its tabs as spaces, up to the next column that is a multiple of four."""
    if "\t" not in code:
        return code
    return "\n".join(_expanded(line) if "\t" in line else line for line in code.split("\n"))


def _expanded(line: str) -> str:
    if NARROW.fullmatch(line.replace("\t", " ")):
        return line.expandtabs(_TAB)
    shown, *parts = line.split("\t")
    cells = cell_len(shown)
    for part in parts:
        fill = _TAB - cells % _TAB
        shown += " " * fill + part
        cells += fill + cell_len(part)
    return shown


def draw_fence(canvas: Canvas, at: int) -> int:
    """Draw fenced code."""
    token = canvas.tokens[at]
    options = code_options(clean(unescapeAll(token.info)))
    _draw(canvas, token, token.content, options, marks=token.markup != "")
    return at + 1


def draw_code_block(canvas: Canvas, at: int) -> int:
    """Draw indented code."""
    token = canvas.tokens[at]
    options, taken, text = CodeOptions(), 0, token.content
    if token.info:
        options = code_options(clean(unescapeAll(token.info)))
    elif text.startswith((":", "#!")) and not _goes_on(canvas, token):
        options, taken = spoken_options(text)
    if taken:
        text = text.partition("\n")[2]
    _draw(canvas, token, text, options, marks=taken > 0)
    return at + 1


def _begins_piece(canvas: Canvas, token: Token) -> bool:
    return token.level == 0 or (token.map is not None and token.map[0] <= -canvas.context.source)


def _goes_on(canvas: Canvas, token: Token) -> bool:
    """Whether the code of a token began in a piece before."""
    context = canvas.context
    if token.level == 0:
        return context.continues
    return (context.ordinal or 0) > 1 and _begins_piece(canvas, token)


def _draw(canvas: Canvas, token: Token, text: str, options: CodeOptions, *, marks: bool) -> None:
    """Draw the code of a token, which may be a piece of a larger block (see `BlockContext`)."""
    context, height = canvas.context, text.removesuffix("\n").count("\n") + 1
    gutter = LineNumbers(options, 0, height)
    begun = _goes_on(canvas, token)
    if _begins_piece(canvas, token) and context.ordinal is not None:
        above = context.ordinal - 1
        gutter = LineNumbers(options, above, max(context.last or 0, above + height), begun, context.midline)
    elif token.level == 0:
        gutter = LineNumbers(options, 0, height, begun)
    if hidden := token.meta.get("hidden"):
        gutter = replace(gutter, hidden=hidden)
    draw_code(canvas, text, gutter, token.map[0] if token.map else 0, marks=marks)


def draw_code(canvas: Canvas, text: str, gutter: LineNumbers, source: int, *, marks: bool) -> None:
    """Draw code with the numbers and marks of `gutter`.

    `source` is the line of the code, or, with `marks`, of the mark above it. What is copied is the text as it was
    written, with its tabs.
    """
    text = neutralise(legible(text)).removesuffix("\n")
    start = canvas.count
    if gutter.options.label and not gutter.begun:
        entered = canvas.enter_bar(BAR, canvas.theme.code_bar, source, scrolls=True)
        canvas.row(rows_of([Segment(gutter.options.label, canvas.theme.code_label)]), source)
        canvas.leave(entered, source)
    pieces = _highlighted(expanded_tabs(text), gutter.options.language, canvas.theme)
    _put_code(canvas, pieces, source + (marks and text != ""), gutter)
    canvas.code(text, start, gutter.options.language)
