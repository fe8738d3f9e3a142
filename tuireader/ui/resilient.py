"""An app that survives failures.

Textual ends an app with the first uncaught exception, and the task of a widget with the first one in any of its
handlers. Here a failure costs only the work that failed: it is shown in one line, the rest goes to the log, and
the app continues. Failures of a widget that has been removed meanwhile are ignored.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual._callback import invoke
from textual._context import active_message_pump
from textual.app import App
from textual.screen import Screen
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
    from textual.geometry import Region, Size
    from textual.message import Message
    from textual.message_pump import MessagePump
    from textual.widget import Widget

    Handling = Iterable[tuple[type, Callable[[Message], Awaitable[Any]]]]
    Handlers = Callable[[str, Message], Handling]

WRITTEN: Final = 3
"""How often the same failure is logged."""
SOMETHING: Final = "something"


class ResilientApp(App[None]):
    """An app that reports failures and continues; only a failure before its first screen ends it."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Textual's own options
        self.failures: list[Exception] = []
        """The failures, one for each place."""
        self.unreported_failure = ""
        """The message of the failure that ended the app."""
        self._failed: dict[tuple[str, str, int], int] = {}
        self._noted_in: Path | None = None
        self._survives = False

    def survive_failures(self) -> None:
        """Survive failures from now on: the first screen is there."""
        self._survives = True

    def say_failure(self, line: str) -> None:
        raise NotImplementedError

    # Failures

    def fail(self, error: Exception, doing: str, *, once: bool = False) -> None:
        """Log a failure and show it; with `once`, the same failure is shown only once."""
        place = failures.place(error)
        times = self._failed[place] = self._failed.get(place, 0) + 1
        if times == 1:
            self.failures.append(error)
        self._noted_in = failures.note(error, doing) if times <= WRITTEN else self._noted_in
        if times == 1 or not once:
            self.say_failure(failures.summary(error, doing, self._noted_in))

    def _handle_exception(self, error: Exception) -> None:
        """Handle a failure of a worker, timer, watcher or callback, with which Textual would end the app."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            worker = get_current_worker()
            if not has_gone(worker.node):
                self.fail(error.error, worker.group)
        elif not (self._survives and self._running):
            self._end_with(error)
        elif not has_gone(active_message_pump.get(self)):
            self.fail(error, SOMETHING)

    def panic(self, *renderables: RenderableType) -> None:
        """Handle an exception that Textual caught while it made the children of a widget."""
        del renderables
        if error := _being_handled():
            self._handle_exception(error)

    def _end_with(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            # Textual's pilot raises this in tests.
            self._exception = error
            self._exception_event.set()
            self.unreported_failure = failures.summary(error, "starting", failures.note(error, "starting"))
        self._close_messages_no_wait()

    # Sources of failures

    def on_load(self) -> None:
        """Receive failures of our own tasks and threads."""
        asyncio.get_running_loop().set_exception_handler(self._take_from_loop)

    def _take_from_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and not self._exit:
            self.fail(error, SOMETHING)
        elif error is None:
            loop.default_exception_handler(context)

    def thread_failed(self, thread: threading.ExceptHookArgs) -> None:
        """Report the failure of a thread; for `threading.excepthook`."""
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
        # Scroll bars are made this way.
        self._guard(widget)
        super()._start_widget(parent, widget)

    def _guard(self, node: Widget) -> None:
        handlers, lines = node._get_dispatch_methods, node.render_lines  # noqa: SLF001 - all messages pass here

        def guarded(method_name: str, message: Message) -> Handling:
            if isinstance(message, events.Resize) and isinstance(node, Screen):
                _take_size(message, node.app.size)
            if method_name == "on_unmount":
                # A cached method of Textual keeps the last thousand, with all that was painted.
                node._styles_cache.clear()  # noqa: SLF001 - nobody uses it any more
            return _guarded(node, handlers, method_name, message)

        def painted(crop: Region) -> list[Strip]:
            try:
                return lines(crop)
            except Exception as error:
                if not self._survives:
                    raise
                self.fail(error, "painting", once=True)
                return [Strip.blank(crop.width)] * crop.height

        node._get_dispatch_methods = guarded  # type: ignore[method-assign]  # noqa: SLF001 - likewise
        node.render_lines = painted  # type: ignore[method-assign]  # all painting passes here


class _Guarded:
    """A message handler whose failure does not reach Textual."""

    __slots__ = ("_handler", "_node")
    _param_count = 1
    """The number of parameters, which Textual would otherwise count again for each message."""

    def __init__(self, node: MessagePump, handler: Callable[[Message], Awaitable[Any]]) -> None:
        self._node = node
        self._handler = handler

    async def __call__(self, message: Message) -> None:
        try:
            await invoke(self._handler, message)
        except Exception as error:  # noqa: BLE001 - whatever it is
            self._node.app._handle_exception(error)  # noqa: SLF001 - as Textual would


def _guarded(node: MessagePump, handlers: Handlers, method_name: str, message: Message) -> Handling:
    """Yield the handlers of a message, each guarded; none for requests to a screen that was left."""
    if _is_asked(message) and has_gone(node):
        return
    for kind, handler in handlers(method_name, message):
        yield kind, _Guarded(node, handler)


def _take_size(message: events.Resize, size: Size) -> None:
    """Give a resize message the terminal's present size, whatever it was when the message was sent.

    A screen of Textual's (8.2.8) posts the size that it has taken to itself, after messages that came meanwhile. A
    different size among these would be lost, or the two would alternate forever and starve all other messages.
    """
    message.size = message.virtual_size = message.container_size = size


def _is_asked(message: Message) -> bool:
    """Whether a message is a request, and not part of a widget's life in Textual."""
    if isinstance(message, events.Event):
        return isinstance(message, events.InputEvent | events.Paste)
    return type(message).__module__ != "textual.messages"


def _being_handled() -> Exception | None:
    error = sys.exc_info()[1]
    return error if isinstance(error, Exception) else None
