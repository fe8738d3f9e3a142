"""Text on its way to being lines: runs of one style each, with the links that run through them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression
from tuireader.rendering.dialects.placeholders import legible
from tuireader.rendering.elements.wrapping import is_cjk, longest, spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

_SPACES: Final = expression("[ \t\n]{2,}|[\t\n]")
_STRAY_JOINERS: Final = expression("(?<![^ ])[\u200d\ufe0e\ufe0f]+|\u200d+(?= |$)")

NO_LINK: Final = -1


class StyledRun(NamedTuple):
    """Text in one style, where a line feed breaks the line; `link` is an index in the flow, or `NO_LINK`."""

    text: str
    style: Style
    link: int


class LinkPiece(NamedTuple):
    """The place of a link in a row: cells `start` to `end` (exclusive)."""

    link: int
    start: int
    end: int


@dataclass(slots=True)
class FlowRow:
    """A line that has no place yet: its segments and the links in them; `at` is its offset in the flow.

    `indent` is the width of the space that aligns it.
    """

    segments: list[Segment]
    width: int
    at: int = 0
    joins: bool = False
    glued: bool = False
    links: list[LinkPiece] = field(default_factory=list)
    indent: int = 0

    def moved(self, cells: int) -> FlowRow:
        if cells <= 0 or not self.segments:
            return self
        links = [LinkPiece(link, start + cells, end + cells) for link, start, end in self.links]
        segments = [Segment(" " * cells), *self.segments]
        return FlowRow(segments, self.width + cells, self.at, self.joins, self.glued, links, cells)


class Flow:
    """Runs of text being gathered; `feeds` are the offsets at which the source goes on to its next line."""

    def __init__(self) -> None:
        self.runs: list[StyledRun] = []
        self.links: list[str] = []
        self.feeds: list[int] = []
        self._length = 0
        self._soft = False

    def text(self, text: str, style: Style, link: int = NO_LINK) -> None:
        """Add text of the source or of its entities: made safe, its white space collapsed."""
        if text.startswith(" ") and self.runs and self.runs[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text.isprintable():
            text = clean(text)
        elif "  " in text:
            text = _SPACES.sub(" ", text)
        self.verbatim(text, style, link)

    def verbatim(self, text: str, style: Style, link: int = NO_LINK) -> None:
        """Add text that is known to be safe, as it is."""
        if not text:
            return
        if self._soft:
            self._resolve(text[0], style, link)
        self.runs.append(StyledRun(text, style, link))
        self._length += len(text)

    @property
    def extent(self) -> tuple[int, int]:
        """The number of runs, and of the characters in them."""
        return len(self.runs), self._length

    def insert(self, index: int, at: int, run: StyledRun) -> None:
        """Put a run before the one that has `index`, which begins at offset `at`."""
        self.runs.insert(index, run)
        self._length += len(run.text)
        self.feeds = [feed + len(run.text) if feed > at else feed for feed in self.feeds]

    @property
    def spaced(self) -> bool:
        """Whether the next space would be at the start of a line, or beside another."""
        return self._soft or not self.runs or self.runs[-1].text.endswith((" ", "\n"))

    def trimmed(self) -> Flow:
        """This flow without breaks and spaces at either end; without any run if it shows nothing."""
        if not self.plain().strip():
            self.runs.clear()
            return self
        while not self.runs[-1].text.strip(" \n"):
            self._length -= len(self.runs.pop().text)
        blank = 0
        while not self.runs[blank].text.strip(" \n"):
            blank += 1
        cut = sum(len(run.text) for run in self.runs[:blank])
        del self.runs[:blank]
        self.feeds = [max(at - cut, 0) for at in self.feeds]
        self._length -= cut
        return self

    def soft_break(self) -> None:
        """End a line of the source: a space, or nothing between Chinese or Japanese characters."""
        self.feeds.append(self._length)
        self._soft = True

    def feed(self, lines: int) -> None:
        """Go on `lines` further down in the source, where that shows nothing."""
        self.feeds.extend([self._length] * lines)

    def hard_break(self, style: Style, *, in_source: bool = True) -> None:
        """End the line, here and, unless a tag or the like ends it, in the source."""
        self._soft = False
        self.runs.append(StyledRun("\n", style, NO_LINK))
        self._length += 1
        if in_source:
            self.feeds.append(self._length)

    def link(self, href: str) -> int:
        """The number of a new link to `href`, for its runs."""
        self.links.append(href if href.isprintable() else clean(href))
        return len(self.links) - 1

    def link_texts(self) -> list[str]:
        texts: list[list[str]] = [[] for _ in self.links]
        for run in self.runs:
            if run.link != NO_LINK:
                texts[run.link].append(run.text)
        return [" ".join("".join(parts).split()) for parts in texts]

    def plain(self) -> str:
        """The text without styles."""
        return "".join(run.text for run in self.runs)

    def rows(self, width: int, first: int | None = None) -> Iterator[FlowRow]:
        """Wrap the text to `width` cells, the first line to `first`."""
        text = self.plain()
        cursor, offset = 0, 0
        for start, end, joins, glued in spans(text, width, width if first is None else first):
            row = FlowRow([], 0, start, joins, glued)
            while cursor < len(self.runs) and offset + len(self.runs[cursor].text) <= start:
                offset += len(self.runs[cursor].text)
                cursor += 1
            index, at = cursor, offset
            while index < len(self.runs) and at < end:
                run = self.runs[index]
                _add(row, run, run.text[max(start - at, 0) : end - at])
                at += len(run.text)
                index += 1
            yield row

    def line_of(self, at: int) -> int:
        """The number of source lines above the text at offset `at`."""
        return bisect_right(self.feeds, at)

    def measure(self) -> tuple[int, int]:
        """The narrowest width that splits no word, and the width at which nothing wraps."""
        text = self.plain()
        return longest(text), max(cell_len(line.rstrip(" ")) for line in text.split("\n"))

    def _resolve(self, following: str, style: Style, link: int) -> None:
        self._soft = False
        if not self.runs or self.runs[-1].text.endswith((" ", "\n")):
            return
        before = self.runs[-1]
        if not (is_cjk(before.text[-1]) and is_cjk(following)):
            together = link != NO_LINK and before.link == link
            self.runs.append(
                StyledRun(" ", style if together else before.style, link if together else NO_LINK)
            )
            self._length += 1


def _add(row: FlowRow, run: StyledRun, text: str) -> None:
    if not text:
        return
    cells = cell_len(text)
    if row.segments and row.segments[-1].style is run.style:
        row.segments[-1] = Segment(row.segments[-1].text + text, run.style)
    else:
        row.segments.append(Segment(text, run.style))
    if run.link != NO_LINK:
        last = row.links[-1] if row.links else None
        if last and last.link == run.link and last.end == row.width:
            row.links[-1] = LinkPiece(run.link, last.start, row.width + cells)
        else:
            row.links.append(LinkPiece(run.link, row.width, row.width + cells))
    row.width += cells


def clean(text: str) -> str:
    """`text` on one line, without controls, and without joiners that join nothing."""
    text = neutralise(legible(text))
    if "\u200d" in text or "\ufe0f" in text or "\ufe0e" in text:
        text = _STRAY_JOINERS.sub("", text)
    return _SPACES.sub(" ", text)


def rows_of(segments: list[Segment], at: int = 0) -> FlowRow:
    return FlowRow(segments, sum(cell_len(segment.text) for segment in segments), at)
