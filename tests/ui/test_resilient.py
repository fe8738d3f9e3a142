"""Whatever fails costs its result alone; whatever comes after its screen was left comes to nothing."""

from __future__ import annotations

import asyncio
import gc
import threading
from contextlib import ExitStack, asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING
from weakref import ref

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.worker import WorkerError

from tests.ui.archives import three
from tests.ui.driver import UNWATCHED, Reader, reading
from tuireader import failures
from tuireader.ui import working
from tuireader.ui.app import ReaderApp
from tuireader.ui.leaving import DismissedOnce

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.strip import Strip


MANY = 20
"""Messages of another size, more than two sizes make."""


class FailingError(RuntimeError):
    """What fails in these tests."""


class Told(Message):
    """Something is told."""


class Part(Widget):
    """A widget that fails in one way when it is asked to."""

    def __init__(self) -> None:
        super().__init__(id="part")
        self.done: list[str] = []

    def fail(self) -> None:
        raise FailingError("as \x1b[31mtold")

    async def work(self) -> None:
        await asyncio.sleep(0)
        self.fail()

    def on_told(self) -> None:
        self.fail()


class Over(ModalScreen[str], DismissedOnce[str]):
    """A panel with that widget in it."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part

    def compose(self) -> ComposeResult:
        yield self.part


class Unpainted(Part):
    """A widget that cannot be painted."""

    def render_line(self, y: int) -> Strip:
        raise FailingError(str(y))


class Unmade(Over):
    """A panel that cannot be made."""

    def compose(self) -> ComposeResult:
        raise FailingError
        yield self.part


WAYS: dict[str, Callable[[Part], object]] = {
    "a worker": lambda part: working.begin(part, part.work, "this work"),
    "the latest of workers": lambda part: working.restart(part, part.work, "this work"),
    "lasting work": lambda part: working.lasting(part, part.work, "this work"),
    "a timer": lambda part: working.later(part, 0.01, part.fail),
    "a timer that comes again": lambda part: working.every(part, 0.01, part.fail),
    "a turn": lambda part: working.soon(part, part.fail),
    "a painting": lambda part: working.when_painted(part, part.fail),
    "a message": lambda part: part.post_message(Told()),
    "a task of its own": lambda part: asyncio.get_running_loop().call_soon(part.fail),
}


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return failures.log_folder() / failures.NAME


def written(log: Path) -> str:
    """What is in the log, which is the user's alone."""
    assert log.stat().st_mode & 0o777 == 0o600
    return log.read_text(encoding="utf-8")


@asynccontextmanager
async def failing(root: Path) -> AsyncIterator[Reader]:
    """The reader, of which something is to fail."""
    with pytest.raises(FailingError):
        async with reading(root) as reader:
            yield reader


@pytest.mark.parametrize("way", WAYS)
async def test_what_fails_is_said_and_reading_goes_on(way: str, tmp_path: Path, log: Path) -> None:
    async with failing(three(tmp_path)) as reader:
        panel = Over(part := Part())
        await reader.app.push_screen(panel)
        WAYS[way](part)
        await reader.until(lambda: "errors.log" in reader.notice, "says where the log is")
        assert "\x1b" not in reader.notice
        assert "Part.fail" in written(log)
        panel.dismiss("")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await (await reader.press("J")).reads("Summer")


async def test_an_action_that_fails_is_said(tmp_path: Path) -> None:
    async with failing(three(tmp_path)) as reader:
        reader.parts.memory.toggle_star = Part().fail  # type: ignore[method-assign]
        await reader.press("asterisk")
        await reader.until(lambda: "failed" in reader.notice)
        await (await reader.press("J")).reads("Summer")


async def test_a_part_that_fails_keeps_no_other_from_being_told(tmp_path: Path) -> None:
    async with failing(three(tmp_path)) as reader:
        told: list[str] = []
        reader.parts.hints.note_shown = Part().fail  # type: ignore[method-assign]
        reader.parts.navigator.note_arrival = lambda: told.append("arrived")  # type: ignore[method-assign]
        await (await reader.press("J")).reads("Summer")
        await reader.until(lambda: told == ["arrived"] and "failed" in reader.notice)


async def test_a_thread_that_fails_is_said(tmp_path: Path) -> None:
    async with failing(three(tmp_path)) as reader:
        threading.excepthook, before = reader.app.thread_failed, threading.excepthook
        try:
            threading.Thread(target=Part().fail).start()
            await reader.until(lambda: "failed" in reader.notice)
        finally:
            threading.excepthook = before


@pytest.mark.parametrize("panel", [Over(Unpainted()), Unmade(Part())], ids=["painted", "made"])
async def test_what_cannot_be_made_or_painted_can_be_left(panel: Over, tmp_path: Path) -> None:
    async with failing(three(tmp_path)) as reader:
        await reader.app.push_screen(panel)
        await reader.until(lambda: "failed" in reader.notice)
        panel.dismiss("")
        await (await reader.press("J")).reads("Summer")


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"a task of its own"}))
async def test_what_comes_after_its_screen_was_left_comes_to_nothing(way: str, tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        panel = Over(part := Part())
        await reader.app.push_screen(panel)
        WAYS[way](part)
        panel.dismiss("")
        await reader.until(lambda: not part.is_running, "has gone")
        assert reader.app.failures == []


async def test_work_stops_where_it_comes_back_and_its_screen_was_left(tmp_path: Path) -> None:
    go_on, ended = asyncio.Event(), asyncio.Event()
    steps: list[str] = []

    async def work() -> None:
        try:
            await go_on.wait()
            steps.append("goes on")
        finally:
            await asyncio.sleep(0)
            ended.set()

    async with reading(three(tmp_path)) as reader:
        panel = Over(part := Part())
        await reader.app.push_screen(panel)
        working.begin(part, work, "this work")
        await reader.pilot.pause()
        panel.left = True
        go_on.set()
        await ended.wait()
        assert steps == []


async def test_a_screen_is_left_once(tmp_path: Path) -> None:
    taken: list[str | None] = []
    async with reading(three(tmp_path)) as reader:
        await reader.app.push_screen(below := Over(Part()))
        await reader.app.push_screen(panel := Over(Part()), taken.append)
        panel.dismiss("first")
        panel.dismiss("second")
        await reader.until(lambda: not panel.is_running)
        panel.dismiss("third")
        await reader.until(lambda: taken == ["first"])
        assert reader.app.screen is below


async def test_what_follows_the_choice_in_the_palette_comes_to_nothing(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        await reader.press("ctrl+p")
        await reader.write("article only")
        await reader.until(lambda: "Article only" in reader.text)
        layout, palette = reader.screen.parts.layout, reader.app.screen
        for _ in range(3):
            palette.post_message(palette_submits(reader))
        await reader.until(lambda: reader.app.screen is reader.screen and layout.arrangement.article_only)
        await reader.press("J")
        await reader.reads("Summer")


def palette_submits(reader: Reader) -> Message:
    from textual.widgets import Input

    line = reader.app.screen.query_one(Input)
    return Input.Submitted(line, line.value)


async def test_lasting_work_is_begun_again(tmp_path: Path) -> None:
    tries: list[int] = []
    again = asyncio.Event()

    async def work() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise FailingError
        again.set()

    async with failing(three(tmp_path)) as reader:
        working.lasting(reader.screen, work, "this work")
        await again.wait()
        assert "this work failed" in reader.notice


async def test_what_fails_before_the_first_screen_ends_the_reader(tmp_path: Path, log: Path) -> None:
    class Broken(ReaderApp):
        CSS_PATH = None  # type: ignore[assignment]  # it would be looked for beside this class

        def get_default_screen(self) -> object:  # type: ignore[override]
            raise FailingError

    app = Broken(UNWATCHED, three(tmp_path))
    with pytest.raises(FailingError):
        async with app.run_test():
            pass
    assert app.return_code == 1
    assert "starting failed" in app.unreported_failure
    assert "errors.log" in app.unreported_failure
    assert written(log)


def test_the_log_is_bounded(tmp_path: Path) -> None:
    for size in (0, failures.LARGEST + 1, failures.LARGEST + 1):
        (tmp_path / failures.NAME).write_bytes(b"x" * size)
        failures.note(FailingError("long " * 10_000), "this", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["errors.log", "errors.old.log"]
    assert (tmp_path / failures.NAME).stat().st_size < 10_000


def test_a_log_that_cannot_be_written_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = failures.note(FailingError("this"), "that", tmp_path / "file")
    assert log is None
    assert failures.summary(FailingError("this"), "that", log) == "that failed (FailingError: this)"


class Unspoken:
    """What may not be written out: it could be the text of a whole file."""

    def __repr__(self) -> str:
        raise FailingError


@pytest.mark.parametrize("begin", [working.begin, working.restart, working.lasting])
async def test_what_is_worked_on_is_not_written_out(
    tmp_path: Path, begin: Callable[[Widget | Screen[None], working.Work, str], object]
) -> None:
    done: list[Unspoken] = []

    async def work(on: Unspoken) -> None:
        done.append(on)

    async with reading(three(tmp_path), settings=UNWATCHED) as reader:
        begin(reader.screen, partial(work, Unspoken()), "working")
        await reader.until(lambda: bool(done))


def _nothing() -> None:
    """Stand between two sizes, so that one does not take the place of the other."""


async def test_of_sizes_that_follow_each_other_a_screen_takes_the_last(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        screen, size, done = reader.screen, reader.app.size, asyncio.Event()

        def look(_: Message) -> None:
            if not screen.message_queue_size:
                done.set()

        screen.message_signal.subscribe(screen, look, immediate=True)
        screen.post_message(Resize(Size(90, 25), Size(90, 25)))
        screen.call_later(_nothing)
        screen.post_message(Resize(size, size))
        await done.wait()
        assert screen.outer_size == size


async def test_sizes_that_follow_each_other_come_to_an_end_while_nothing_is_painted(tmp_path: Path) -> None:
    async with reading(three(tmp_path)) as reader:
        screen, size, taken = reader.screen, reader.app.size, 0

        with ExitStack() as held:

            def count(message: Message) -> None:
                nonlocal taken
                taken += isinstance(message, Resize)
                if taken > MANY:
                    # Otherwise this would never end.
                    held.close()

            screen.message_signal.subscribe(screen, count, immediate=True)
            held.enter_context(reader.app.batch_update())
            for one in (Size(90, 25), size):
                screen.post_message(Resize(one, one))
                screen.call_later(_nothing)
            reached = asyncio.Event()
            screen.call_later(reached.set)
            await reached.wait()
            await reader.until(lambda: screen.outer_size == size)
        assert taken <= MANY


class Kept:
    """Something large that work knows."""


async def test_what_finished_work_knew_is_let_go(tmp_path: Path) -> None:
    async def work(known: Kept, waits: asyncio.Event | None) -> None:
        assert known is not None
        if waits:
            await waits.wait()

    async with reading(three(tmp_path)) as reader:
        gc.collect()
        gc.disable()
        try:
            for waits in (None, asyncio.Event()):
                known = Kept()
                kept = ref(known)
                worker = working.restart(reader.app, partial(work, known, waits), "in tests")
                del known
                if waits:
                    await asyncio.sleep(0)
                    worker.cancel()
                with suppress(WorkerError):
                    await worker.wait()
                await asyncio.sleep(0)
                assert kept() is None
        finally:
            gc.enable()
