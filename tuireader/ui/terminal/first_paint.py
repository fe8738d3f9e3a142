"""The newest post, painted before the interface is loaded, in the place where the interface will show it.

Loading the interface takes several times as long as loading the code that reads, parses and draws a post, which the
interface needs as well. So that comes first, and the interface later paints the same text in the same place.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from tuireader.late import dataclass
from tuireader.ui.arrangement import SCROLL_BAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tuireader.archive.post import PostId
    from tuireader.library.record import ArchiveMemory, Bookmark
    from tuireader.session.open_post import OpenPost, View
    from tuireader.settings import Settings
    from tuireader.themes.palette import Palette

ALTERNATE_SCREEN = "\x1b[?1049h"
WITHOUT_CURSOR = "\x1b[?25l"
TIMEOUT = 1.0
"""Most seconds that the interface waits for the first paint."""
WRITE_TIMEOUT = 0.25
"""Seconds for a terminal to take a screen, if it takes anything."""
STATUS = 1
"""Rows below the article."""


class FirstPaint:
    """The first screen, made by `screen` and painted in a thread, because a post may take long.

    After `cancel` no painting starts. A terminal that takes nothing blocks only the thread, and later output follows
    its output.
    """

    def __init__(self, screen: Callable[[], str]) -> None:
        self.painted = False
        """Whether it is painted, or being painted."""
        self._screen = screen
        self._out = self._entered = False
        self._lock = Lock()
        self._thread = Thread(target=self._paint, name="first-paint", daemon=True)

    def paint(self, timeout: float = TIMEOUT) -> None:
        """Paint the screen if it is ready within `timeout` seconds."""
        try:
            self._thread.start()
        except RuntimeError:  # no thread to be had; the interface paints soon
            return
        self._thread.join(timeout)
        self.cancel()

    def _paint(self) -> None:
        try:
            data = self._screen().encode()
        except Exception:  # noqa: BLE001 - the interface will report the failure
            return
        with self._lock:
            self.painted = self._entered = bool(data) and not self._out
        with suppress(OSError):
            while self.painted and data:
                data = data[os.write(1, data) :]

    def cancel(self) -> bool:
        """Start no painting from now on; whether the alternate screen was entered and not yet taken over."""
        with self._lock:
            self._out = True
        if self.painted:
            # Later output must come after it, unless the terminal takes nothing.
            self._thread.join(WRITE_TIMEOUT)
        return self._entered

    def entered(self) -> bool:
        """Whether the terminal is in the alternate screen already; true once at most."""
        entered, self._entered = self._entered, False
        return entered


def first_paint(settings: Settings, root: Path, named: PostId | None) -> FirstPaint | None:
    """The painter of the first screen; None for a terminal without support."""
    if not sys.stdout.isatty() or not _is_plain(os.environ):
        return None
    return FirstPaint(lambda: _screen(settings, root, named))


def _is_plain(environment: Mapping[str, str]) -> bool:
    """Whether the interface will use the terminal as it is: its size, and all its colours."""
    odd = any(environment.get(name) for name in ("NO_COLOR", "COLUMNS", "LINES"))
    # Rich assumes 80 columns for terminals of these names.
    odd = odd or environment.get("TERM", "").lower() in {"dumb", "unknown"}
    return not odd and environment.get("COLORTERM") in {"truecolor", "24bit"}


@dataclass(frozen=True, slots=True)
class Painter:
    """The lines of the screen: `left` columns of the side, `room` for the article, and the rest."""

    palette: Palette
    columns: int
    left: int
    room: int
    margin: int

    def line(self, text: Sequence[Segment]) -> str:
        """A line with `text` in place of the article."""
        page = Style(color=self.palette.foreground, bgcolor=self.palette.background)
        side = Style(bgcolor=self.palette.surface)
        article = [Segment(" " * self.margin), *text]
        right = self.columns - self.left - self.room - SCROLL_BAR
        segments = [
            Segment(" " * self.left, side),
            *Segment.apply_style(Segment.adjust_line_length(article, self.room + SCROLL_BAR), page),
            Segment(" " * right, side),
        ]
        return "".join(
            segment.style.render(segment.text, color_system=ColorSystem.TRUECOLOR)
            for segment in segments
            if segment.style
        )

    def bottom(self) -> str:
        """The last line of the screen, empty."""
        page = Style(bgcolor=self.palette.background)
        return page.render(" " * self.columns, color_system=ColorSystem.TRUECOLOR)


def _screen(settings: Settings, root: Path, named: PostId | None) -> str:
    """The output for the first screen; empty without a post."""
    from tuireader.archive.metadata.dates import DateForm
    from tuireader.library.record import last_run
    from tuireader.rendering.drawing import DrawOptions
    from tuireader.rendering.theme import theme
    from tuireader.session.open_post import View
    from tuireader.themes.look import LookService
    from tuireader.ui.arrangement import (
        arrangement_of,
        article_room,
        measure_of,
        picture_rows,
        text_box,
        top_margin,
    )

    memory = _memory(settings, root)
    last = last_run(memory.state)
    post = _opened(settings, root, last.post, named)
    if post is None:
        return ""
    columns, rows = os.get_terminal_size(1)
    palette = LookService(settings.theme, settings.themes, settings.library, os.environ).palette
    headings = not post.complete or any(block.headings for block in post.blocks)
    arrangement = replace(arrangement_of(last, columns), headings=headings)
    left, room = article_room(columns, arrangement.panes(columns))
    box = text_box(room + SCROLL_BAR, measure_of(last, settings.width))
    painter = Painter(palette, columns, left, room, box.margin)
    margin = top_margin(rows)
    view = View(
        theme(palette),
        DateForm(settings.dates),
        options=DrawOptions(picture_rows=picture_rows(rows) * (settings.images != "off")),
    )
    text = _text(post, memory.of(post.post.id).bookmark, view, (box.width, rows - margin - STATUS))
    blank = [()] * (rows - STATUS - margin - len(text))
    lines = [painter.line(segments) for segments in (*[()] * margin, *text, *blank)]
    return ALTERNATE_SCREEN + WITHOUT_CURSOR + "\x1b[H" + "\r\n".join([*lines, painter.bottom()])


def _opened(settings: Settings, root: Path, last: PostId | None, named: PostId | None) -> OpenPost | None:
    """The post that the reader opens: the one named, else the last one read, else the newest."""
    wanted = named or last
    post = _first_post(root, [wanted]) if wanted else None
    if post is None and not named:
        post = _first_post(root, _newest(settings, root), newest=True)
    return post


def _memory(settings: Settings, root: Path) -> ArchiveMemory:
    """The memory of earlier runs."""
    from tuireader.library.record import ArchiveMemory

    if not settings.library:
        return ArchiveMemory()
    from tuireader.library.store import LibraryStore

    return LibraryStore(settings.library, root).peek()


def _text(
    post: OpenPost, bookmark: Bookmark | None, view: View, size: tuple[int, int]
) -> list[Sequence[Segment]]:
    """The rows of a post visible at `bookmark`, in a window of `size` (columns, rows)."""
    from tuireader.library.record import START
    from tuireader.rendering.page.page import TOP
    from tuireader.session.open_post import following

    width, height = size
    bookmark = bookmark.found_in(post.loaded.text.lines) if bookmark and bookmark != START else None
    while bookmark and post.window.next <= bookmark.line and not post.complete:
        post = post.grown(following(post.loaded, post.window))
    page = post.page(view, width)
    place = page.move(page.place_of_source(bookmark.line), bookmark.rows) if bookmark else TOP
    rows = page.rows(place, height)
    if len(rows) < height and place != TOP:
        rows = page.rows(page.last_top(height), height)
    return [row.line.segments for row in rows]


def _newest(settings: Settings, root: Path) -> Iterator[PostId]:
    """The posts of a folder, the newest first: as the last run knew them, then by the dates in their names."""
    if settings.kept:
        from tuireader.catalog.kept.cache import PostCache

        with PostCache.of(root) as cache:
            yield from cache.newest()
    from tuireader.archive.archive import Archive, open_archive
    from tuireader.archive.scan import newest

    archive = open_archive(root)
    if isinstance(archive, Archive):
        yield from newest(archive)


def _first_post(root: Path, likely: Iterable[PostId], *, newest: bool = False) -> OpenPost | None:
    """The first of the likely posts that there is; of the newest ones, the first that is published."""
    from tuireader.archive.archive import open_archive
    from tuireader.archive.post import Problem
    from tuireader.archive.scan import read
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.session.open_post import OpenPost, load_post

    archive = open_archive(root)
    if isinstance(archive, Problem):
        return None
    now = datetime.now(UTC)
    # Without dates in file names, the newest post is known only when all are read.
    found = (read(archive, post_id, now) for post_id in likely)
    post = next((post for post in found if post and (post.is_published or not newest)), None)
    if post is None:
        return None
    loaded = load_post(Parsers(), archive, post)
    return None if isinstance(loaded, Problem) else OpenPost.of(post, loaded)
