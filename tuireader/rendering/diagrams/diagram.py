"""A diagram as lines of text in a few roles, and why one is not drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from rich.cells import cell_len

from tuireader.late import dataclass, expression
from tuireader.rendering.diagrams.source import BOXES, CHARTS, DiagramSource, groups_first, read_source
from tuireader.rendering.diagrams.states import as_flowchart, has_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from termaid.output.styled import StyledDocument

    from tuireader.archive.disk.images import ImageFile

Role = Literal["border", "text", "edge", "label", "title"]


class DiagramPiece(NamedTuple):
    """Text of a drawing, and what it is a part of."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """The lines of a diagram, or the `problem` for which there are none. `title` is above it on the site.

    `picture` is shown in place of the lines where there is room for one that can be read.
    """

    lines: tuple[tuple[DiagramPiece, ...], ...] = ()
    title: str = ""
    problem: str = ""
    picture: ImageFile | None = None

    @property
    def width(self) -> int:
        """Cells of its longest line."""
        return max((cell_len("".join(piece.text for piece in line)) for line in self.lines), default=0)


LONGEST: Final = 12_000
"""Characters of a source up to which it is drawn."""
MOST_LINES: Final = 300
"""Lines of a source up to which it is drawn."""
LARGE: Final = "too large to be drawn"
_MANY_LINES: Final = 80
"""Lines of a source from which on it is its size that keeps it from being drawn."""
_MOST_CELLS: Final = 1_500
_PARTICIPANT: Final = expression(r"^\s*([^\s:<>-]+)\s*<?-|[->)x+]\s*([^\s:<>+-]+)\s*:", re.MULTILINE)
_SIDEWAYS: Final = expression(r"\A(\s*(?:graph|flowchart|flowchart-elk)[ \t]+)(?:LR|RL)\b")
_FRAMED: Final = "╭ mermaid: "
_ROLES: Final[tuple[Role, ...]] = ("border", "text", "edge", "label", "title")


def load() -> None:
    """Load the library that draws boxes before a diagram comes into sight."""
    import mermaid_term  # noqa: F401 - for its being there


def is_chart(written: str) -> bool:
    """Tell whether a diagram is of a kind that is drawn in another process."""
    return len(written) <= LONGEST and read_source(written).kind in CHARTS


def is_as_wide_as_told(written: str) -> bool:
    """Tell whether a chart is of a kind that is made for a width."""
    return read_source(written).kind == "gantt"


def draw_diagram_source(written: str, width: int = 0) -> Diagram:
    """A flowchart, or a state, class, entity-relationship or sequence diagram, as lines of text.

    A flowchart that goes from side to side and is wider than `width` cells goes from top to bottom if it fits then.
    """
    if len(written) > LONGEST:
        return Diagram(problem=LARGE)
    source = read_source(written)
    if not source.text:
        return Diagram(problem="empty")
    if source.kind not in BOXES:
        return Diagram(problem="this kind is not drawn")
    if _is_large(source):
        return Diagram(problem=LARGE)
    is_grouped = source.kind.startswith("state") and has_groups(source.text)
    drawing = checked(source, _lines(as_flowchart(source.text) if is_grouped else source.text))
    if drawing.lines and any(piece.text.startswith("subgraph") for piece in drawing.lines[-1]):
        source = replace(source, text=groups_first(source.text))
        drawing = checked(source, _lines(source.text))
    if (
        width
        and drawing.width > width
        and (turned := _SIDEWAYS.sub(r"\1TD", source.text, count=1)) != source.text
    ):
        upright = checked(source, _lines(turned))
        drawing = upright if 0 < upright.width <= width else drawing
    return drawing


def _is_large(source: DiagramSource) -> bool:
    """Tell whether the drawing would take long: a sequence's grows with its messages and with its participants."""
    lines = source.text.count("\n")
    if source.kind != "sequenceDiagram":
        return lines >= MOST_LINES
    participants = {name for found in _PARTICIPANT.findall(source.text) for name in found}
    return lines * len(participants) > _MOST_CELLS


def checked(source: DiagramSource, lines: Iterable[tuple[DiagramPiece, ...]]) -> Diagram:
    """The drawing of a source with `lines`, and below them what has found no place in it; nothing if that is much."""
    drawn = tuple(dropwhile(lambda line: not any(piece.text.strip() for piece in line), lines))
    shown = "\n".join("".join(piece.text for piece in line) for line in drawn)
    if not shown.strip():
        return Diagram(
            problem=LARGE if source.text.count("\n") > _MANY_LINES else "its source cannot be read"
        )
    labels = list(source.labels())
    missing = [line.strip() for line, words in labels if not all(word in shown for word in words)]
    if len(missing) > 1 + len(labels) // 4:
        return Diagram(problem="too little of it can be drawn as text")
    below = tuple((DiagramPiece("label", line),) for line in missing)
    return Diagram((*drawn, *((), *below) * bool(below)), source.title)


def _lines(text: str) -> Iterator[tuple[DiagramPiece, ...]]:
    """The lines of mermaid-term; none where it gives the source in a frame, as it does with what it cannot read."""
    from mermaid_term import MermaidStyles, Style, render

    # It knows colours as numbers alone, so each role is given one.
    styles = MermaidStyles(*(Style((number,)) for number in range(len(_ROLES))))
    try:
        art = render(text, styles)
    except Exception:  # noqa: BLE001 - a fault of the library, whatever it is, costs the drawing alone
        return
    if art is None or art.plain_lines[0].startswith(_FRAMED):
        return
    for line in art.styled_lines:
        yield tuple(
            DiagramPiece(_ROLES[span.style.sgr[0]] if span.style.sgr else "text", span.content)
            for span in line.spans
            if span.content
        )


_CHART_ROLES: Final[Mapping[str, Role]] = {
    "node": "border",
    "edge": "edge",
    "arrow": "edge",
    "subgraph": "border",
    "label": "text",
    "edge_label": "label",
    "subgraph_label": "title",
}
"""The roles of termaid's styles; all others are text."""


def draw_charts(written: Sequence[str], width: int) -> Iterator[Diagram]:
    """The drawings of termaid, one after the other; some take very long, so another process makes them.

    Gantt charts are made `width` cells wide.
    """
    for one in written:
        yield _chart(one, width)


def _chart(written: str, width: int) -> Diagram:
    source = read_source(written)
    if source.kind not in CHARTS:
        return Diagram(problem="this kind is not drawn")
    try:
        document = _document(source, width)
    except Exception:  # noqa: BLE001 - a fault of the library, whatever it is, costs the drawing alone
        return Diagram(problem="its source cannot be read")
    lines = [
        [DiagramPiece(_CHART_ROLES.get(chunk["style"], "text"), chunk["text"]) for chunk in line]
        for line in document["lines"]
    ]
    while lines and not any(piece.text.strip() for piece in lines[-1]):
        lines.pop()
    return checked(source, map(tuple, lines))


def _document(source: DiagramSource, width: int) -> StyledDocument:
    if source.kind != "gantt":
        from termaid import render_styled

        return render_styled(source.text, padding_x=1, padding_y=0, gap=2)
    # This one alone is as wide as it is told to be, and one cell more.
    from termaid.output.styled import serialize_canvas
    from termaid.parser.gantt import parse_gantt
    from termaid.renderer.gantt import render_gantt

    return serialize_canvas(render_gantt(parse_gantt(source.text), width=width - 1))
