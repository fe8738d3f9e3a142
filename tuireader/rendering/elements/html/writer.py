"""A tree of HTML written onto a canvas, element by element, as deep as it may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tuireader.rendering.elements.flow import Flow, rows_of
from tuireader.rendering.elements.html.alignment import alignment, put_aligned
from tuireader.rendering.elements.html.names import HIDDEN, SPACED
from tuireader.rendering.elements.html.spans import closes, opens, style_span
from tuireader.rendering.elements.html.text import add_text
from tuireader.rendering.elements.html.tree import RUN
from tuireader.rendering.elements.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas, Entered

_BLANKS: Final = " \t\r\f\n"


@dataclass(slots=True)
class Frame:
    """A block that is open: what to leave when it ends, and what holds around it."""

    base: Style
    align: float
    fresh: bool
    entered: Entered | None = None
    count: int = 0


class Writer:
    """Writes what a tree holds; `source` is its first line, `runs` are the runs of Markdown tokens in it.

    Text gathers in `inline` until a block begins or ends. `due` says that a blank line is to come before what is
    put down next, `fresh` that nothing stands yet in the item, quote or the like that is open. `base` is the style
    of plain text, `rank` that of the heading that is open.
    """

    def __init__(self, canvas: Canvas, source: int, runs: Sequence[tuple[int, int]] = ()) -> None:
        self.canvas = canvas
        self.line = self._at = self._source = source
        self.base = canvas.theme.text
        self.align = 0.0
        self.due = False
        self.fresh = True
        self.rank = 0
        self.markers: dict[_Element, Iterator[str]] = {}
        self.runs = runs
        self._frames: list[Frame] = []
        self._spans: list[_Element] = []
        self.inline = Inline(Flow(), canvas.ink, self.base)

    def write(self, root: _Element, blocks: Mapping[str, Begin]) -> None:
        """Write all that `root` holds; `blocks` begin the elements that are blocks."""
        from lxml.etree import iterwalk  # noqa: PLC0415 - slow to load, and only posts with HTML need it

        walker = iterwalk(root, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "start" and not self._begin(element, blocks):
                self.text(element.text)
            elif event == "start":
                walker.skip_subtree()
            elif event == "end":
                self._end(element, blocks)
                self.text(element.tail)
            else:
                self._comment(element)
                self.text(element.tail)
        self.flush()

    def text(self, text: str | None) -> None:
        """Add text to what gathers."""
        if not text:
            return
        feeds = text.count("\n")
        if not self.inline.flow.runs:
            shown = text.lstrip(_BLANKS)
            leading = text.count("\n", 0, len(text) - len(shown))
            self._at = self.line + leading
            text = shown
        self.line += feeds
        if text:
            add_text(self.inline, text)

    def flush(self) -> None:
        """Put down what has gathered."""
        flow = self.inline.flow
        while flow.runs and not flow.runs[-1].text.strip(" \n"):
            self.due |= flow.runs.pop().text == "\n" and not flow.runs
        if flow.runs:
            self.put_gap()
            self._put(flow)
        self.inline = Inline(Flow(), self.canvas.ink, self.base)
        for element in self._spans:
            style_span(self.inline, str(element.tag), _attributes(element))

    def put_gap(self) -> None:
        """Make ready for something to be put down: leave the blank line that is due."""
        if self.due and not self.fresh:
            self.canvas.gap()
        self.due = self.fresh = False

    def enter_bar(self, bar: str, style: Style) -> None:
        """Put `bar` before every line of the block that begins."""
        self.put_gap()
        self._entered(self.canvas.enter_bar(bar, style, self.line))

    def enter_item(self, marker: str, style: Style) -> None:
        """Put `marker` before the first line of the block that begins."""
        self.put_gap()
        self._entered(self.canvas.enter_item(marker, style, self.line))

    def restyle(self, style: Style) -> None:
        """Let plain text have `style` until the block that begins ends."""
        self.base = style
        self.flush()

    def line_of(self, element: _Element) -> int:
        """The line on which an element's first tag ends."""
        return self._source + (element.sourceline or 1) - 1

    def _entered(self, entered: Entered) -> None:
        self._frames[-1].entered = entered
        self._frames[-1].count = self.canvas.count
        self.fresh = True

    def _put(self, flow: Flow) -> None:
        canvas = self.canvas
        if self.rank:
            canvas.heading(self._at)
        width = put_aligned(canvas, flow, self._at, self.align) if self.align else canvas.flow(flow, self._at)
        if self.rank == 1:
            rule = Segment("─" * min(width, canvas.width), canvas.theme.rule)
            canvas.row(rows_of([rule]), self._at)

    def _begin(self, element: _Element, blocks: Mapping[str, Begin]) -> bool:
        """Begin an element; tell whether what it holds is to be left out."""
        name = str(element.tag)
        self._go_to(element)
        if name in HIDDEN:
            return True
        if begin := blocks.get(name):
            self.flush()
            self.due |= name in SPACED
            self._frames.append(Frame(self.base, self.align, self.fresh))
            self.align = alignment(name, element, self.align)
            return begin(self, element)
        if not self.inline.flow.runs:
            self._at = self.line
        attributes = _attributes(element)
        opens(self.inline, name, attributes)
        self._spans.append(element)
        return name in _EMBEDDED and not attributes.keys().isdisjoint(("src", "data"))

    def _end(self, element: _Element, blocks: Mapping[str, Begin]) -> None:
        name = str(element.tag)
        if name in blocks and self._frames:
            self.flush()
            self._leave(self._frames.pop())
            self.due |= name in SPACED
        elif self._spans and self._spans[-1] is element:
            self._spans.pop()
            closes(self.inline, name)

    def _leave(self, frame: Frame) -> None:
        if frame.entered:
            self.canvas.leave(frame.entered, self.line)
            self.fresh = frame.fresh and self.canvas.count == frame.count
        if self.base is not frame.base:
            self.base = frame.base
            self.flush()
        self.align = frame.align

    def _comment(self, element: _Element) -> None:
        said = element.text or ""
        if said.startswith(RUN):
            self.flush()
            self.due = True
            self.put_gap()
            self.canvas.draw_children(*self.runs[int(said[1:])])
            self.due = True
        self.line += said.count("\n")

    def _go_to(self, element: _Element) -> None:
        """Go to the line on which an element's first tag ends."""
        passed = self.line_of(element) - self.line
        if passed > 0:
            self.line += passed
            if self.inline.flow.runs:
                self.inline.flow.feed(passed)


Begin = Callable[[Writer, "_Element"], bool]
"""Begins a block; tells whether what it holds has been drawn, or is not to be."""

_EMBEDDED: Final = frozenset({"iframe", "video", "audio", "embed", "object"})
"""Elements whose text browsers show only where they cannot show what is embedded."""


def _attributes(element: _Element) -> Mapping[str, str]:
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if element.tag in {"video", "audio"} and "src" not in attributes:
        source = element.find("source")
        if source is not None:
            attributes["src"] = str(source.get("src", ""))
    return attributes
