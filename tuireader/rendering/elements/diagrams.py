"""Fences, of which those with a diagram are drawn: its lines or picture under a fold, which closed shows its source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import unescapeAll
from rich.segment import Segment

from tuireader.archive.text import neutralise
from tuireader.rendering.dialects.placeholders import legible
from tuireader.rendering.elements import code
from tuireader.rendering.elements.code_options import CodeOptions, code_options
from tuireader.rendering.elements.flow import Flow, clean, rows_of

if TYPE_CHECKING:
    from tuireader.rendering.diagrams.diagram import Diagram
    from tuireader.rendering.elements.canvas import Canvas

MERMAID: Final = "mermaid"
"""The language of diagrams that are drawn."""
_BEING_DRAWN: Final = "being drawn"


def draw_fence(canvas: Canvas, at: int) -> int:
    """Draw fenced code, or the diagram that it stands for."""
    token = canvas.tokens[at]
    piece = token.level == 0 and canvas.context.piece
    if MERMAID not in token.info.lower() or piece:
        return code.draw_fence(canvas, at)
    options = code_options(clean(unescapeAll(token.info)))
    if options.language.lower() != MERMAID:
        return code.draw_fence(canvas, at)
    if begun := _begun_by(token.info):
        options = replace(options, title="")
    draw_diagram(canvas, begun + token.content, options, canvas.line_of(at), marks=token.markup != "")
    return at + 1


def _begun_by(info: str) -> str:
    """The first line of a diagram whose kind is after its language, as in a tag of Hexo."""
    from tuireader.rendering.diagrams.source import BOXES, CHARTS

    _, *words = clean(unescapeAll(info)).split()
    return " ".join(words) + "\n" if words and words[0] in BOXES | CHARTS else ""


def draw_diagram(canvas: Canvas, written: str, options: CodeOptions, source: int, *, marks: bool) -> None:
    """Draw a diagram whose source is `written`; one that cannot be drawn is shown as that, with the reason.

    `source` is the line of the diagram, or, with `marks`, of the mark above it.
    """
    text = neutralise(legible(written)).removesuffix("\n")
    diagram = canvas.context.options.diagram(text, canvas.width)
    size = _picture_size(canvas, diagram)
    if diagram is None or not (diagram.lines or size):
        reason = diagram.problem if diagram else _BEING_DRAWN
        titled = replace(options, title=" · ".join(filter(None, (options.title, clean(reason)))))
        code.draw_code(canvas, written, code.LineNumbers(titled), source, marks=marks)
        return
    start, title = canvas.count, Flow()
    named = "" if size else clean(diagram.title)  # the picture has its title
    words = (options.label, named, clean(diagram.problem))
    title.text(" · ".join(filter(None, words)), canvas.theme.code_label)
    if canvas.fold(title, source, opened=True):
        if size and diagram.picture:
            canvas.picture(diagram.picture, size, source)
        else:
            _put(canvas, diagram, source)
        canvas.code(text, start, MERMAID)
    else:
        unnamed = replace(options, language="", title="")
        code.draw_code(canvas, written, code.LineNumbers(unnamed), source, marks=marks)


def _picture_size(canvas: Canvas, diagram: Diagram | None) -> tuple[int, int] | None:
    """The columns and rows of a diagram's picture; None if its lines are shown."""
    if diagram is None or diagram.picture is None:
        return None
    from tuireader.rendering.diagrams.picture import picture_extent

    return picture_extent(diagram.picture, canvas.room, canvas.context.options, legible=bool(diagram.lines))


def _put(canvas: Canvas, diagram: Diagram, source: int) -> None:
    styles, first = canvas.theme.diagram, canvas.count
    for line in diagram.lines:
        canvas.row(rows_of([Segment(piece.text, styles[piece.role]) for piece in line]), source)
    canvas.slide_from(first)
