"""The reader as a person has it: keys, the mouse, the screen. Waits for what is expected, never for time."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events

from tests.ui.pilot import PromptPilot, painted_for_nobody, threads_of_this_loop
from tuireader.session.memory import MemoryService
from tuireader.settings import Settings
from tuireader.ui.app import ReaderApp
from tuireader.ui.reader.context import Timings
from tuireader.ui.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.strip import Strip
    from textual.widget import Widget

    from tuireader.archive.post import PostId
    from tuireader.library.store import LibraryStore
    from tuireader.session.live_archive import LiveArchive
    from tuireader.ui.article.article import Article
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.parts import ReaderParts

PATIENCE = 20.0
"""Seconds to wait for what is expected; only a failing test waits that long."""
SOON, LATER = 0.002, 0.03
"""Seconds between the first two looks at what is expected, and between later ones."""
UNWATCHED = Settings(watch=False)
USUAL = Timings(look=3600.0)
"""What was looked at for a while counts as read: how far a slow machine has come must not decide that."""


class Reader:
    """A running reader."""

    def __init__(self, app: ReaderApp, pilot: PromptPilot) -> None:
        self.app = app
        self.pilot = pilot
        self.opened: list[str] = []
        """The addresses that went to the web browser."""
        app.open_url = self._open_url  # type: ignore[method-assign]  # no test may start a browser

    # What is on the screen

    @property
    def strips(self) -> list[Strip]:
        """What is painted, line by line."""
        return self.pilot.strips

    @property
    def text(self) -> str:
        """The screen as it is now."""
        return "\n".join(strip.text for strip in self.strips)

    def pane(self, name: str) -> list[str]:
        """The lines of the widget of that id, as they are painted, without scroll bar and blanks at their ends."""
        widget = self.screen.query_one(f"#{name}")
        region, bar = widget.region, widget.scrollbar_size_vertical * widget.show_vertical_scrollbar
        rows = self.strips[region.y : region.bottom]
        return [strip.crop(region.x, region.right - bar).text.rstrip() for strip in rows]

    def shown(self, name: str) -> str:
        """The text of the widget of that id."""
        return "\n".join(self.pane(name))

    @property
    def first_line(self) -> str:
        """The topmost line of the article that is not blank, without its margin and bars."""
        return next((line.strip(" ▎▏") for line in self.pane("article") if line.strip(" ▎▏")), "")

    @property
    def highlighted(self) -> str:
        """The title that is highlighted in the list of posts."""
        return _marked(self.pane("posts"))

    @property
    def current_heading(self) -> str:
        """The heading that is marked in the outline."""
        return _marked(self.pane("outline"))

    # What holds the screen

    @property
    def screen(self) -> ReaderScreen:
        """The reader's own screen, whatever is above it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def context(self) -> ReaderContext:
        """What the parts of the reader share: panes, posts, status line."""
        return self.screen.context

    @property
    def parts(self) -> ReaderParts:
        """The parts of the reader."""
        return self.screen.parts

    @property
    def article(self) -> Article:
        return self.context.article

    @property
    def focus(self) -> str:
        """The id of what has the keyboard."""
        return (self.app.focused and self.app.focused.id) or ""

    @property
    def notice(self) -> str:
        return self.context.status.notice

    # What a person does

    async def press(self, *keys: str) -> Reader:
        """Press keys, by Textual's names."""
        await self.pilot.press(*keys)
        return self

    async def write(self, text: str) -> Reader:
        """Type a text of letters, digits and spaces."""
        return await self.press(*("space" if char == " " else char for char in text))

    async def click(self, text: str, pane: str, times: int = 1) -> Reader:
        """Click on the first character of `text` in a pane."""
        widget = self.screen.query_one(f"#{pane}")
        x, y = self.place_of(text, pane)
        await self.pilot.click(widget, offset=(x - widget.region.x, y - widget.region.y), times=times)
        return self

    async def wheel(self, notches: int, pane: str = "article", *, shift: bool = False) -> Reader:
        """Turn the wheel over a pane; up where negative."""
        x, y = self.screen.query_one(f"#{pane}").region.center
        kind = events.MouseScrollDown if notches > 0 else events.MouseScrollUp
        for _ in range(abs(notches)):
            self.app.post_message(kind(None, int(x), int(y), 0, 0, 0, shift, meta=False, ctrl=False))
        await self.pilot.pause()
        return self

    async def drag(self, start: str, end: str, pane: str = "article") -> Reader:
        """Drag from the first character of `start` to the last one of `end`."""
        x, y = self.place_of(end, pane)
        last = (x + cell_len(end[:-1]), y)
        await self.pilot.mouse_down(offset=self.place_of(start, pane))
        await self.pilot.hover(offset=last)
        await self.pilot.mouse_up(offset=last)
        return self

    async def resize(self, columns: int, rows: int = 36) -> Reader:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(columns, rows)
        return await self.until(lambda: self.app._resize_event is None, "has told of its other size")

    def place_of(self, text: str, pane: str) -> tuple[int, int]:
        """The column and row on the screen at which `text` stands in a pane."""
        region = self.screen.query_one(f"#{pane}").region
        for y, line in enumerate(self.pane(pane)):
            if (at := line.find(text)) >= 0:
                return region.x + cell_len(line[:at]), region.y + y
        raise AssertionError(f"{text!r} is not in {pane}:\n{self.text}")

    # What is expected

    async def until(self, holds: Callable[[], bool], what: str = "") -> Reader:
        """Wait until something holds; raises AssertionError with the screen when it never does."""
        end, pause = monotonic() + PATIENCE, SOON
        await self.pilot.settle()
        while not holds():
            if monotonic() > end:
                raise AssertionError(f"never: {what or holds}\nnotice: {self.notice}\n{self.text}")
            if not self.pilot.draw():
                await asyncio.sleep(pause)
                pause = min(2 * pause, LATER)
            await self.pilot.settle()
        return self

    async def sees(self, *wanted: str, pane: str | None = None) -> Reader:
        """Wait until all of `wanted` is on the screen, or in a pane of it."""
        return await self.until(
            lambda: all(one in (self.shown(pane) if pane else self.text) for one in wanted), f"sees {wanted}"
        )

    async def misses(self, *unwanted: str, pane: str | None = None) -> Reader:
        """Wait until nothing of `unwanted` is on the screen, or in a pane of it."""
        return await self.until(
            lambda: not any(one in (self.shown(pane) if pane else self.text) for one in unwanted),
            f"misses {unwanted}",
        )

    async def reads(self, title: str) -> Reader:
        """Wait until the post of that title is open, and shown."""
        return await self.until(lambda: self._is_open(title), f"reads {title}")

    def _is_open(self, title: str) -> bool:
        post, wanted = self.context.reading.post, self.context.reading.wanted
        return bool(post and wanted and post.title == title == wanted.title)

    def _open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002 - as the app calls it
        self.opened.append(url)

    def style_at(self, text: str, pane: str) -> str:
        """How the first character of `text` in a pane is painted."""
        x, y = self.place_of(text, pane)
        segment = next(iter(self.strips[y].crop(x, x + 1)))
        return str(segment.style)


def _marked(lines: list[str]) -> str:
    return next((line[1:].strip(" ●★") for line in lines if line.startswith("▌")), "")


@asynccontextmanager
async def reading(
    root: Path,
    post: PostId | None = None,
    *,
    size: tuple[int, int] = (120, 36),
    settings: Settings = UNWATCHED,
    settled: bool = True,
    timings: Timings = USUAL,
    store: LibraryStore | None = None,
    live_archive: LiveArchive | None = None,
) -> AsyncIterator[Reader]:
    """The reader at work on an archive; unless `settled` is false the archive has been read and its post shown."""
    app = ReaderApp(
        settings,
        root,
        post,
        memory_service=MemoryService(settings.library, root, start=PATIENCE, end=PATIENCE, store=store),
        live_archive=live_archive,
    )
    app.timings = timings
    threads = threads_of_this_loop()
    with painted_for_nobody():
        async with app.run_test(size=size):
            reader = Reader(app, PromptPilot(app, threads))
            if settled:
                await reader.until(lambda: _has_settled(reader), "settles")
            yield reader
            reader.pilot.draw()
            for failure in app.failures:
                raise failure


def _has_settled(reader: Reader) -> bool:
    article: Widget = reader.article
    return bool(reader.article.window) and article.is_attached and "reading the archive" not in reader.notice
