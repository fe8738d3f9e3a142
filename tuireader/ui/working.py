"""Work of which only the latest counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.dom import DOMNode
    from textual.worker import Worker


def latest(node: DOMNode, work: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
    """Begin `work` for a node in the place of what its `group` is at.

    It is a function, for a coroutine that was given up before its turn would never have been awaited.
    """
    return node.run_worker(work, group=group, exclusive=True)
