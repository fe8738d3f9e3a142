"""An app that goes on when something in it fails.

Textual ends an app with the first exception that nobody caught, and the task of a widget with the first one from any of
its handlers. Here each costs its result alone: one line is said, the rest is in the log, and all else goes on. What
fails because its widget has gone meanwhile is not worth a word.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual._callback import invoke
from textual._context import active_message_pump
from textual.app import App
from textual.strip import Strip
from textual.worker import WorkerFailed, get_current_worker

from tuireader import failures
from tuireader.ui.working import has_gone

if TYPE_CHECKING:
    import threading
    from collections.abc import Awaitable, Callable, Iterable
    from pathlib import Path

    from rich.console import RenderableType
    from textual.dom import DOMNode
    from textual.geometry import Region
    from textual.message import Message
    from textual.message_pump import MessagePump
    from textual.widget import Widget

    Handling = Iterable[tuple[type, Callable[[Message], Awaitable[Any]]]]
    Handlers = Callable[[str, Message], Handling]

WRITTEN: Final = 3
"""How often the same failure is written to the log."""
SOMETHING: Final = "something"


class EnduringApp(App[None]):
    """An app that says what fails, and goes on; it ends only with what fails before its first screen is there."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Textual's own options
        self.failures: list[Exception] = []
        """What has failed, each place once."""
        self.unreported_failure = ""
        """What there is to say of the failure that ended the app."""
        self._failed: dict[tuple[str, str, int], int] = {}
        self._noted_in: Path | None = None
        self._endures = False

    def endure(self) -> None:
        """Go on from now on, whatever fails: the first screen is there."""
        self._endures = True

    def say_failure(self, line: str) -> None:
        """Say that something failed."""
        raise NotImplementedError

    # What fails

    def fail(self, error: Exception, doing: str, *, once: bool = False) -> None:
        """Write a failure to the log and say it; what is tried all the time is said `once`."""
        place = failures.place(error)
        times = self._failed[place] = self._failed.get(place, 0) + 1
        if times == 1:
            self.failures.append(error)
        self._noted_in = failures.note(error, doing) if times <= WRITTEN else self._noted_in
        if times == 1 or not once:
            self.say_failure(failures.told(error, doing, self._noted_in))

    def _handle_exception(self, error: Exception) -> None:
        """Take what Textual would end the app with: of workers, timers, watchers and callbacks."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            worker = get_current_worker()
            if not has_gone(worker.node):
                self.fail(error.error, worker.group)
        elif not (self._endures and self._running):
            self._end_with(error)
        elif not has_gone(active_message_pump.get(self)):
            self.fail(error, SOMETHING)

    def panic(self, *renderables: RenderableType) -> None:
        """Take what Textual has caught where it makes the children of a widget."""
        del renderables
        if error := _being_handled():
            self._handle_exception(error)

    def _end_with(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            # What Textual's pilot raises in the tests.
            self._exception = error
            self._exception_event.set()
            self.unreported_failure = failures.told(error, "starting", failures.note(error, "starting"))
        self._close_messages_no_wait()

    # Whence it comes

    def on_load(self) -> None:
        """Hear of what fails in tasks and threads of our own."""
        asyncio.get_running_loop().set_exception_handler(self._take_from_loop)

    def _take_from_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and not self._exit:
            self.fail(error, SOMETHING)
        elif error is None:
            loop.default_exception_handler(context)

    def take_from_thread(self, thread: threading.ExceptHookArgs) -> None:
        """Take what a thread failed with; for `threading.excepthook`."""
        if isinstance(thread.exc_value, Exception) and self._loop and not self._exit:
            self._loop.call_soon_threadsafe(self.fail, thread.exc_value, SOMETHING)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # noqa: BLE001 - a key's action may do anything
            self._handle_exception(error)

    def _get_dispatch_methods(self, method_name: str, message: Message) -> Handling:
        return _guarded(self, super()._get_dispatch_methods, method_name, message)

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        self._guard(child)
        super()._register_child(parent, child, before, after)

    def _start_widget(self, parent: Widget, widget: Widget) -> None:
        # Scroll bars come to be this way.
        self._guard(widget)
        super()._start_widget(parent, widget)

    def _guard(self, node: Widget) -> None:
        handlers, lines = node._get_dispatch_methods, node.render_lines  # noqa: SLF001 - where all messages go

        def guarded(method_name: str, message: Message) -> Handling:
            if method_name == "on_unmount":
                # A cached method of theirs keeps the last thousand of these, and in them all that was painted.
                node._styles_cache.clear()  # noqa: SLF001 - nobody else has a use for it now
            return _guarded(node, handlers, method_name, message)

        def painted(crop: Region) -> list[Strip]:
            try:
                return lines(crop)
            except Exception as error:
                if not self._endures:
                    raise
                self.fail(error, "painting", once=True)
                return [Strip.blank(crop.width)] * crop.height

        node._get_dispatch_methods = guarded  # type: ignore[method-assign]  # noqa: SLF001 - likewise
        node.render_lines = painted  # type: ignore[method-assign]  # and where all is painted


class _Guarded:
    """A handler that is not Textual's end; to be called with the message."""

    __slots__ = ("_handler", "_node")
    _param_count = 1
    """Textual counts the parameters of what it calls, and would count these anew each time."""

    def __init__(self, node: MessagePump, handler: Callable[[Message], Awaitable[Any]]) -> None:
        self._node = node
        self._handler = handler

    async def __call__(self, message: Message) -> None:
        try:
            await invoke(self._handler, message)
        except Exception as error:  # noqa: BLE001 - whatever it is
            self._node.app._handle_exception(error)  # noqa: SLF001 - as Textual would


def _guarded(node: MessagePump, handlers: Handlers, method_name: str, message: Message) -> Handling:
    """Yield the handlers of a message, each guarded; none for what comes after its screen was left."""
    if _is_asked(message) and has_gone(node):
        return
    for kind, handler in handlers(method_name, message):
        yield kind, _Guarded(node, handler)


def _is_asked(message: Message) -> bool:
    """Whether a message asks for something to be done, and is not of Textual's own life of a widget."""
    if isinstance(message, events.Event):
        return isinstance(message, events.InputEvent | events.Paste)
    return type(message).__module__ != "textual.messages"


def _being_handled() -> Exception | None:
    error = sys.exc_info()[1]
    return error if isinstance(error, Exception) else None
