"""Work that outlasts the call that started it: workers, timers, and calls after others or after painting.

All of it starts here and ends with its widget: work that returns from a wait after its widget was removed, or its
screen left, stops. A failure costs only the work that failed; see `tuireader.ui.resilient`.

Workers get a description, since Textual would log their arguments instead, even the text of a whole file.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.app import App
from textual.dom import DOMNode, NoScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

    from textual.message_pump import MessagePump
    from textual.timer import Timer
    from textual.worker import Worker

    Work = Callable[[], Coroutine[Any, Any, object]]
    Call = Callable[[], object]

PAINTING: Final = 0.5
"""Most seconds to wait for a painting."""
PAUSES: Final = (1.0, 5.0, 30.0)
"""Seconds before lasting work is restarted after its first, second and later failures."""


def has_gone(node: MessagePump) -> bool:
    """Whether a widget was removed, or its screen or the app was left."""
    if isinstance(node, App):
        return node._exit  # noqa: SLF001 - Textual tells it nowhere else
    if not isinstance(node, DOMNode) or node._pruning or not node.is_attached:  # noqa: SLF001 - likewise
        return True
    try:
        return getattr(node.screen, "left", False)
    except NoScreen:
        return True


def begin(node: DOMNode, work: Work, group: str) -> Worker[None]:
    """Start `work` for a node, beside other work of its `group`; the group's name is used to report failures."""
    return node.run_worker(partial(_run, node, [work]), group=group, description=group)


def restart(node: DOMNode, work: Work, group: str) -> Worker[None]:
    """Start `work` for a node, replacing other work of its `group`.

    `work` is a function, because a coroutine cancelled before its turn would never be awaited.
    """
    return node.run_worker(partial(_run, node, [work]), group=group, description=group, exclusive=True)


def lasting(node: DOMNode, work: Work, group: str) -> Worker[None]:
    """Start `work` that lasts as long as the node; after a failure it is restarted."""
    return node.run_worker(partial(_last, node, work, group, 0), group=group, description=group)


def later(node: MessagePump, seconds: float, call: Call) -> Timer:
    """Call something once after some seconds."""
    return node.set_timer(seconds, partial(_called, node, call))


def every(node: MessagePump, seconds: float, call: Call) -> Timer:
    """Call something again and again."""
    return node.set_interval(seconds, partial(_called, node, call))


def soon(node: MessagePump, call: Call) -> bool:
    """Call something after the node's earlier messages; False if the node receives no more messages."""
    return node.call_later(partial(_called, node, call))


def when_painted(node: MessagePump, call: Call) -> None:
    """Call something once the present state is painted."""
    node.call_after_refresh(partial(_called, node, call))


async def painted(node: DOMNode) -> None:
    """Wait until the present state is painted, or for a moment.

    The node's messages are handled first, up to the app, which may hold painting back for them. Textual (8.2.8) reports
    paintings to the screen on top, which may be left before it paints; then nothing is reported.
    """
    done = asyncio.Event()
    with suppress(TimeoutError):
        async with asyncio.timeout(PAINTING):
            for pump in node.ancestors_with_self:
                heard = asyncio.Event()
                soon(pump, heard.set)
                await heard.wait()
            when_painted(node, done.set)
            await done.wait()


def in_turn(node: DOMNode, *calls: Call) -> None:
    """Call one after the other; a failure costs only the call that failed."""
    for call in calls:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - whatever it is
            node.app._handle_exception(error)  # noqa: SLF001 - as for a handler of its own


def _called(node: MessagePump, call: Call) -> object:
    return None if has_gone(node) else call()


async def _run(node: DOMNode, held: list[Work]) -> None:
    """Do the held work, and drop its reference.

    A worker of Textual (8.2.8) and its task refer to one another until garbage is collected, which goes by the number
    of objects: of each key typed in an editor, a few objects with the whole text would stay.
    """
    try:
        await _WhileThere(node, held.pop())
    except asyncio.CancelledError as error:
        # Its worker keeps the error, and a traceback all that the work knew.
        raise error.with_traceback(None) from None


async def _last(node: DOMNode, work: Work, group: str, failed: int) -> None:
    try:
        await _WhileThere(node, work)
    except Exception:
        again = partial(_last_again, node, work, group, failed + 1)
        later(node, PAUSES[min(failed, len(PAUSES) - 1)], again)
        raise


def _last_again(node: DOMNode, work: Work, group: str, failed: int) -> Worker[None]:
    return node.run_worker(partial(_last, node, work, group, failed), group=group, description=group)


class _WhileThere:
    """Work that is cancelled if it returns from a wait after its node was removed."""

    def __init__(self, node: DOMNode, work: Work) -> None:
        self._node = node
        self._work = work

    def __await__(self) -> Generator[Any, Any, None]:
        if has_gone(self._node):
            return
        steps = self._work().__await__()
        step: Callable[[], Any] = partial(next, steps)
        told = False
        while True:
            try:
                waited_for = step()
            except StopIteration:
                return
            try:
                answer = yield waited_for
            except BaseException as error:  # noqa: BLE001 - exceptions thrown in belong to the work
                step = partial(steps.throw, error)
            else:
                # Cancelled only once: cleaning up may need to wait.
                stops = not told and has_gone(self._node)
                told = told or stops
                step = (
                    partial(steps.throw, asyncio.CancelledError()) if stops else partial(steps.send, answer)
                )
