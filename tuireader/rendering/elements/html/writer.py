"""A tree of HTML, written onto a canvas element by element, as deep as it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tuireader.late import dataclass
from tuireader.rendering.elements.flow import Flow, rows_of
from tuireader.rendering.elements.html.names import EMBEDDED, HIDDEN, ROLES, SPACED
from tuireader.rendering.elements.html.spans import closes, opens, style_span
from tuireader.rendering.elements.html.text import add_text, alignment
from tuireader.rendering.elements.html.tree import attributes_of, run_of
from tuireader.rendering.elements.images import Image, draw_image

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas, Entered
    from tuireader.rendering.elements.inline import InlineWriter

_QUIET: Final = {"a", "br", "font", "picture", "source", "span", "wbr"} | ROLES.keys()
"""Elements that add nothing to an image beside them."""


class LineImages:
    """The images since a line began, if nothing else is in it, with the line of the source of each."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Image, int]] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, attributes: Mapping[str, str], spans: Sequence[_Element], line: int) -> None:
        """Let an image wait, which is the text of a link if that is among the `spans` that are open."""
        link = next((one for one in reversed(spans) if one.tag == "a"), None)
        href = str(link.get("href", "")) if link is not None else ""
        alt, source, title = (attributes.get(key, "") for key in ("alt", "src", "title"))
        self._waiting.append((Image(alt, source, title, href), line))

    def minds(self, name: str) -> bool:
        """Tell whether an element that comes next puts the images among text."""
        return bool(self._waiting) and name not in _QUIET

    def put(self, canvas: Canvas, caption: Flow | None = None) -> None:
        """Put down the images, the last one over its caption."""
        waiting, self._waiting = self._waiting, []
        for index, (image, line) in enumerate(waiting):
            draw_image(canvas, image, line, caption if index == len(waiting) - 1 else None)

    def run_on(self, inline: InlineWriter) -> int:
        """Add the images to the text that follows them; return the line of the first."""
        waiting, self._waiting = self._waiting, []
        markup, flow = inline.markup, inline.flow
        for image, _ in waiting:
            markup.push("img", None, flow.link(image.href) if image.href else None)
            inline.image(image.alt, image.source, image.title)
            markup.pop("img")
            flow.text(" ", markup.style)
        return waiting[0][1]


_WHITE_SPACE: Final = " \t\r\f\n"


@dataclass(slots=True)
class Frame:
    """An open block: the margin to leave at its end, and the state to restore.

    One that `titles` another has no blank line below it.
    """

    base: Style
    aligned: tuple[float, int]
    fresh: bool
    entered: Entered | None = None
    count: int = 0
    titles: bool = False


class HtmlWriter:
    """Writes the content of a tree; `source` is its first line, `runs` are the runs of Markdown tokens in it.

    Text gathers in `inline` until a block begins or ends. `due` says that a blank line comes before the next
    row, `fresh` that the open item, quote or the like is still empty. `base` is the style
    of plain text, `rank` that of the heading that is open, on line `heading_at`.
    """

    def __init__(self, canvas: Canvas, source: int, runs: Sequence[tuple[int, int]] = ()) -> None:
        self.canvas = canvas
        self.line = self._at = self._source = source
        self.base = canvas.theme.text
        self.due = False
        self.fresh = True
        self.rank = self.heading_at = 0
        self.pictures = LineImages()
        self.markers: dict[_Element, Iterator[str]] = {}
        self.runs = runs
        self._frames: list[Frame] = []
        self._spans: list[_Element] = []
        self.inline = canvas.inline(self.base)

    def write(self, root: _Element, blocks: Mapping[str, Begin]) -> None:
        """Write all that `root` holds; `blocks` begin the elements that are blocks."""
        from lxml.etree import iterwalk

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
        if not text:
            return
        if self.pictures and text.strip(_WHITE_SPACE):
            self._at = self.pictures.run_on(self.inline)
        feeds = text.count("\n")
        if not self.inline.flow.runs:
            shown = text.lstrip(_WHITE_SPACE)
            leading = text.count("\n", 0, len(text) - len(shown))
            self._at = self.line + leading
            text = shown
        self.line += feeds
        if text:
            add_text(self.inline, text)

    def flush(self) -> None:
        """Put down the gathered text."""
        self.put_images()
        flow = self.inline.flow
        self.due |= bool(flow.runs) and flow.runs[0].text == "\n"
        if flow.trimmed().runs:
            self.put_gap()
            self._put(flow)
        self.inline = self.canvas.inline(self.base)
        for element in self._spans:
            style_span(self.inline, str(element.tag), attributes_of(element))

    def put_images(self, caption: Flow | None = None) -> None:
        """Put down the images that stand by themselves, the last one over its caption."""
        if self.pictures:
            self.put_gap()
            self.pictures.put(self.canvas, caption)

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

    def title(self) -> None:
        """Leave no blank line below the block that begins."""
        self._frames[-1].titles = True

    def _entered(self, entered: Entered) -> None:
        self._frames[-1].entered = entered
        self._frames[-1].count = self.canvas.count
        self.fresh = True

    def _put(self, flow: Flow) -> None:
        canvas = self.canvas
        if self.rank:
            canvas.heading(self.heading_at)
        width = canvas.flow(flow, self._at)
        if self.rank == 1:
            rule = Segment("─" * min(width, canvas.width), canvas.theme.rule)
            canvas.row(canvas.placed(rows_of([rule])), self._at)
        self.rank = 0

    def _begin(self, element: _Element, blocks: Mapping[str, Begin]) -> bool:
        """Begin an element; tell whether its content is to be left out."""
        name = str(element.tag)
        self._go_to(element)
        if name in HIDDEN:
            return True
        if begin := blocks.get(name):
            if name != "figcaption" or not self.pictures:
                self.flush()
            self.due |= name in SPACED
            frame = Frame(self.base, self.canvas.aligned, self.fresh)
            self._frames.append(frame)
            share = alignment(name, element, frame.aligned[0])
            if share != frame.aligned[0]:
                self.canvas.aligned = (share, self.canvas.context.width - self.canvas.width)
            return begin(self, element)
        attributes = attributes_of(element)
        if not self.inline.flow.runs:
            if self._stands(name, attributes):
                return True
            self._at = self.line
        opens(self.inline, name, attributes)
        self._spans.append(element)
        return name in EMBEDDED and not attributes.keys().isdisjoint(("src", "data"))

    def _stands(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether a tag at the start of a line is an image, which may stand by itself, or a break below one."""
        if name == "img":
            self.pictures.add(attributes, self._spans, self.line)
        elif self.pictures.minds(name):
            self._at = self.pictures.run_on(self.inline)
        return name == "img" or (name == "br" and bool(self.pictures))

    def _end(self, element: _Element, blocks: Mapping[str, Begin]) -> None:
        name = str(element.tag)
        if name in blocks and self._frames:
            self.flush()
            frame = self._frames.pop()
            self._leave(frame)
            self.rank = 0
            self.due = not frame.titles and (self.due or name in SPACED)
            self.fresh |= frame.titles
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
        self.canvas.aligned = frame.aligned

    def _comment(self, element: _Element) -> None:
        if (run := run_of(element)) is not None:
            self.flush()
            self.due = True
            self.put_gap()
            self.canvas.draw_children(*self.runs[run])
            self.due = True
        self.line += (element.text or "").count("\n")

    def _go_to(self, element: _Element) -> None:
        """Go to the line on which an element's first tag ends."""
        passed = self.line_of(element) - self.line
        if passed > 0:
            self.line += passed
            if self.inline.flow.runs:
                self.inline.flow.feed(passed)


Begin = Callable[[HtmlWriter, "_Element"], bool]
"""Begins a block; tells whether its content is drawn already or left out."""
