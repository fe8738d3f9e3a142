"""What goes on after the call that began it: workers, timers, and what waits for its turn or for a painting.

All of it is begun here and ends with what it is for: what comes back from a wait finds its widget taken away, or the
screen of its widget left, and stops. What it raises costs its result alone; see `tuireader.ui.enduring`.

Workers get a description, for Textual would write out what they work on in its place, be it the text of a whole file.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.app import App
from textual.dom import DOMNode, NoScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

    from textual.message_pump import MessagePump
    from textual.timer import Timer
    from textual.worker import Worker

    Work = Callable[[], Coroutine[Any, Any, None]]
    Call = Callable[[], object]

PAUSES: Final = (1.0, 5.0, 30.0)
"""Seconds until lasting work that has failed is begun again: for the first time, the second, and from then on."""


def has_gone(node: MessagePump) -> bool:
    """Whether a widget was taken away, is being taken away, or is on a screen that was left; or the app is left."""
    if isinstance(node, App):
        return node._exit  # noqa: SLF001 - Textual tells it nowhere else
    if not isinstance(node, DOMNode) or node._pruning or not node.is_attached:  # noqa: SLF001 - likewise
        return True
    try:
        return getattr(node.screen, "left", False)
    except NoScreen:
        return True


def begin(node: DOMNode, work: Work, group: str) -> Worker[None]:
    """Begin `work` for a node, beside what its `group` is at; `group` names what is said to have failed."""
    return node.run_worker(partial(_run, node, work), group=group, description=group)


def restart(node: DOMNode, work: Work, group: str) -> Worker[None]:
    """Begin `work` for a node in the place of what its `group` is at.

    It is a function, for a coroutine that was given up before its turn would never have been awaited.
    """
    return node.run_worker(partial(_run, node, work), group=group, description=group, exclusive=True)


def lasting(node: DOMNode, work: Work, group: str) -> Worker[None]:
    """Begin `work` for as long as there is the node: where it fails, it is begun again after a while."""
    return node.run_worker(partial(_last, node, work, group, 0), group=group, description=group)


def later(node: MessagePump, seconds: float, call: Call) -> Timer:
    """Call something after a while."""
    return node.set_timer(seconds, partial(_called, node, call))


def every(node: MessagePump, seconds: float, call: Call) -> Timer:
    """Call something again and again."""
    return node.set_interval(seconds, partial(_called, node, call))


def soon(node: MessagePump, call: Call) -> bool:
    """Call something when the node has done what it was told before; false where it is told nothing any more."""
    return node.call_later(partial(_called, node, call))


def when_painted(node: MessagePump, call: Call) -> None:
    """Call something when what is shown now is on the screen."""
    node.call_after_refresh(partial(_called, node, call))


async def painted(node: MessagePump) -> None:
    """Wait until what is shown now is on the screen."""
    done = asyncio.Event()
    when_painted(node, done.set)
    await done.wait()


def in_turn(node: DOMNode, *calls: Call) -> None:
    """Call one after the other; what one of them raises costs its result alone."""
    for call in calls:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - whatever it is
            node.app._handle_exception(error)  # noqa: SLF001 - as for a handler of its own


def _called(node: MessagePump, call: Call) -> object:
    return None if has_gone(node) else call()


async def _run(node: DOMNode, work: Work) -> None:
    await _WhileThere(node, work)


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
    """Work that is cancelled where it comes back from a wait and its node has gone."""

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
            except BaseException as error:  # noqa: BLE001 - what is thrown in here is the work's
                step = partial(steps.throw, error)
            else:
                # Told once: it may have to wait for what is to be put in order.
                stops = not told and has_gone(self._node)
                told = told or stops
                step = (
                    partial(steps.throw, asyncio.CancelledError()) if stops else partial(steps.send, answer)
                )
