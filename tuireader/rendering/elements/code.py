"""Code: a bar at its left, its language above, its lines whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import unescapeAll
from rich.segment import Segment

from tuireader.archive.text import neutralise
from tuireader.rendering.elements.flow import clean, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pygments.lexer import Lexer
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.theme import Theme

HIGHLIGHTED: Final = 60_000
"""Characters of code up to which it is highlighted."""
_LONG_LINE: Final = 2_000
_BAR: Final = "▏ "


def draw_fence(canvas: Canvas, at: int) -> int:
    """Draw fenced code."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    entered = canvas.enter_bar(_BAR, canvas.theme.code_bar, source, scrolls=True)
    info = clean(unescapeAll(token.info)).strip()
    if info and not (canvas.ink.continues and token.level == 0):
        canvas.row(rows_of([Segment(info, canvas.theme.code_label)]), source)
    code = expanded(token.content)
    put_lines(canvas, highlighted(code, info, canvas.theme), source + (token.markup != ""))
    canvas.leave(entered, source)
    return at + 1


def draw_code_block(canvas: Canvas, at: int) -> int:
    """Draw indented code."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    entered = canvas.enter_bar(_BAR, canvas.theme.code_bar, source, scrolls=True)
    put_lines(canvas, [(canvas.theme.code_block, expanded(token.content))], source)
    canvas.leave(entered, source)
    return at + 1


def put_lines(canvas: Canvas, pieces: Sequence[tuple[Style, str]], source: int) -> None:
    """Put down styled text line by line, each as long as it is."""
    segments: list[Segment] = []
    line = 0
    for style, text in pieces:
        first, *others = text.split("\n")
        if first:
            segments.append(Segment(first, style))
        for other in others:
            canvas.row(rows_of(segments), source + line)
            line += 1
            segments = [Segment(other, style)] if other else []
    canvas.row(rows_of(segments), source + line)


def highlighted(code: str, info: str, theme: Theme) -> Sequence[tuple[Style, str]]:
    """`code` in pieces of one style each, by the language that the info string names first."""
    plain = [(theme.code_block, code)]
    language = info.split(maxsplit=1)[0].strip("{}.").partition("{")[0].partition(",")[0] if info else ""
    if not language or len(code) > HIGHLIGHTED or max(map(len, code.split("\n"))) > _LONG_LINE:
        return plain
    lexer = _lexer(language)
    if lexer is None:
        return plain
    pieces = list(_styled(lexer, code, theme))
    return pieces if "".join(text for _, text in pieces) == code else plain


def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - slow to import, and only code needs it
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as above

    try:
        return get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _styled(lexer: Lexer, code: str, theme: Theme) -> Iterator[tuple[Style, str]]:
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 - as above

    styles: dict[object, Style] = {}
    for kind, text in lexer.get_tokens(code):
        if kind not in styles:
            styles[kind] = _style(STANDARD_TYPES.get(kind, ""), theme.syntax, theme.code_block)
        yield styles[kind], text


def _style(name: str, syntax: Mapping[str, Style], plain: Style) -> Style:
    """Return the style of a token type, or of the nearest that it is a kind of (names grow at the end)."""
    for end in range(len(name), 0, -1):
        if name[:end] in syntax:
            return plain + syntax[name[:end]]
    return plain


def expanded(code: str) -> str:
    """Return `code` made safe, its tabs as spaces, without its last line feed."""
    code = neutralise(code).removesuffix("\n")
    return "\n".join(line.expandtabs(4) for line in code.split("\n")) if "\t" in code else code
