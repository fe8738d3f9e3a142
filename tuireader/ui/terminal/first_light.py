"""The newest post, painted while the interface is still being loaded.

Loading the interface takes longer than reading, parsing and drawing a post. So a child process does the latter at
the same time, and paints the post where the interface will have it; the interface then paints over it, the same
text in the same place. The child writes once, and not at all after `FirstLight.settle`.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.segment import Segment

    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark, Memory
    from tuireader.session.open_post import Look, Typesetting
    from tuireader.settings import Settings

ALTERNATE_SCREEN = "\x1b[?1049h"
WITHOUT_CURSOR = "\x1b[?25l"
PATIENCE = 0.1
"""Seconds that the interface waits for the first light: it would show as much, but later."""
STATUS = 1
"""Rows below the article."""


class FirstLight:
    """A child process that paints the first screen."""

    def __init__(self, child: int, lifeline: int | None = None) -> None:
        self.painted = False
        """Whether the screen is painted; known when it is settled."""
        self._child: int | None = child
        self._entered = self._touched = False
        self._lifeline = lifeline
        """What the child looks at to know that it is still wanted."""

    def settle(self) -> None:
        """Wait for the child, but not for long; from then on it does nothing."""
        if self._child is None:
            return
        status = self._ended()
        if status is None:
            os.kill(self._child, signal.SIGTERM)
            status = self._ended()
        if status is None:
            # It is writing to a terminal that takes nothing.
            os.kill(self._child, signal.SIGKILL)
            _, status = os.waitpid(self._child, 0)
        if self._lifeline is not None:
            os.close(self._lifeline)
        self._child = None
        self.painted = self._entered = status == 0
        self._touched = status != signal.SIGTERM

    def _ended(self) -> int | None:
        """Wait for the child, but not for long; how it ended, or None."""
        end = monotonic() + PATIENCE
        while self._child is not None:
            done, status = os.waitpid(self._child, os.WNOHANG)
            if done:
                return status
            if monotonic() > end:
                break
            sleep(0.002)
        return None

    def put_out(self) -> bool:
        """End the child now where that isn't settled; whether something of it may be on the screen then."""
        if self._child is None:
            return False
        os.kill(self._child, signal.SIGTERM)
        self.settle()
        return self._touched

    def entered(self) -> bool:
        """Whether the terminal is in the alternate screen already; true once at most."""
        entered, self._entered = self._entered, False
        return entered


def first_light(settings: Settings, root: Path, named: PostId | None) -> FirstLight | None:
    """Begin to paint the first screen; None where that cannot be done."""
    if not hasattr(os, "fork") or not sys.stdout.isatty() or not _is_plain(os.environ):
        return None
    watched, lifeline = os.pipe()
    child = os.fork()
    if child:
        os.close(watched)
        return FirstLight(child, lifeline)
    status = 1
    try:
        from tuireader.other_process import signal_at_end

        _end_by_signals()
        os.close(lifeline)
        signal_at_end(watched)
        if screen := _screen(settings, root, named):
            # From here on the parent waits.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            _write(screen.encode())
            status = 0
    except Exception:  # noqa: BLE001, S110 - whatever is wrong, the interface will say it
        pass
    finally:
        os._exit(status)


def _end_by_signals() -> None:
    """Let signals end the child as they end processes that handle none."""
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)


def _is_plain(environment: Mapping[str, str]) -> bool:
    """Whether the interface will use the terminal as it is: its size, and all of its colours."""
    odd = any(environment.get(name) for name in ("NO_COLOR", "COLUMNS", "LINES"))
    # Rich takes a terminal of these names to be 80 columns wide, whatever it says.
    odd = odd or environment.get("TERM", "").lower() in {"dumb", "unknown"}
    return not odd and environment.get("COLORTERM") in {"truecolor", "24bit"}


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]


def _screen(settings: Settings, root: Path, named: PostId | None) -> str:
    """What is to be written, or nothing."""
    from tuireader.library.record import last_run
    from tuireader.rendering.theme import themes
    from tuireader.session.open_post import Look
    from tuireader.ui.arrangement import arrangement_of, article_room, measure_of, text_box, top_margin
    from tuireader.ui.terminal.output import Painter

    memory = _memory(settings, root)
    last = last_run(memory.state)
    post = _first_post(root, named or last.post) or (None if named else _first_post(root, None))
    if post is None:
        return ""
    columns, rows = os.get_terminal_size(1)
    theme = themes()[settings.theme]
    left, room = article_room(columns, arrangement_of(last, columns).panes(columns))
    box = text_box(room, measure_of(last, settings.width))
    painter = Painter(theme.palette, columns, left, room, box.margin)
    margin = top_margin(rows)
    text = _text(post, memory.of(post.post.id).bookmark, Look(theme), (box.width, rows - margin - STATUS))
    blank = [()] * (rows - STATUS - margin - len(text))
    lines = [painter.line(segments) for segments in (*[()] * margin, *text, *blank)]
    return ALTERNATE_SCREEN + WITHOUT_CURSOR + "\x1b[H" + "\r\n".join([*lines, painter.bottom()])


def _memory(settings: Settings, root: Path) -> Memory:
    """What earlier runs knew."""
    from tuireader.library.record import Memory

    if not settings.library:
        return Memory()
    from tuireader.library.store import Store

    return Store(settings.library, root).peek()


def _text(
    post: Typesetting, spot: Bookmark | None, look: Look, size: tuple[int, int]
) -> list[Sequence[Segment]]:
    """The rows of a post that are seen at `spot`, `size` being the columns and rows that there are."""
    from tuireader.library.record import START
    from tuireader.rendering.page.page import TOP
    from tuireader.session.open_post import following

    width, height = size
    spot = spot.found_in(post.opened.text.lines) if spot and spot != START else None
    while spot and post.window.next <= spot.line and not post.complete:
        post = post.grown(following(post.opened, post.window))
    page = post.page(look, width)
    place = page.move(page.place_of_source(spot.line), spot.rows) if spot else TOP
    rows = page.rows(place, height)
    if len(rows) < height and place != TOP:
        rows = page.rows(page.last_top(height), height)
    return [row.line.segments for row in rows]


def _first_post(root: Path, named: PostId | None) -> Typesetting | None:
    """The post that the reader will show first: the one that is `named`, or the newest."""
    from tuireader.archive.archive import open_archive
    from tuireader.archive.post import Problem
    from tuireader.archive.scan import newest, read
    from tuireader.catalog.order import is_published
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.session.open_post import Typesetting, open_post

    archive = open_archive(root)
    if isinstance(archive, Problem):
        return None
    now = datetime.now(UTC)
    # Where names tell no dates, the newest post is known only when all are read.
    likely = [named] if named else newest(archive)
    found = (read(archive, post_id, now) for post_id in likely)
    post = next((post for post in found if post and (named or is_published(post))), None)
    if post is None:
        return None
    opened = open_post(Parsers(), archive, post)
    return None if isinstance(opened, Problem) else Typesetting.of(post, opened)
