"""What is known of the lines of HTML up to the next blank line, found out once for all elements that begin in them.

Where the end tag of an element ends its HTML, each line of a long run may begin an element. To go through what follows
for each of them would cost the square of their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock

    Key = tuple[str, int, int, int]

_RUN: Final = "html_run"
_END: Final = "html_end"
"""Keys of `env`, which outlives a text: what is kept names the text that it is true of."""


@dataclass(frozen=True, slots=True)
class HtmlRun:
    """The lines from `first` to `stop` (exclusive), where HTML ends if the run is `whole`.

    `clean` are those before which no element is open, `shaped` tells of each whether one that shapes is open after it.
    """

    key: Key
    first: int
    stop: int
    whole: bool
    clean: frozenset[int]
    shaped: tuple[bool, ...]

    def tells(self, start: int, most: int) -> bool:
        """Whether it is known what is open where the HTML from line `start` on ends, or after `most` lines."""
        return start in self.clean and (self.whole or start + most <= self.stop)

    def is_plain(self, start: int, most: int) -> bool:
        """Whether nothing that shapes is open there; the run must tell that."""
        return not self.shaped[min(start + most, self.stop) - 1 - self.first]


def is_plain(state: StateBlock, start: int, end: int, most: int, scanned: Callable[[], HtmlRun]) -> bool:
    """Whether nothing that shapes is open where the HTML from line `start` on ends, told by a run known or `scanned`.

    False where that is not known.
    """
    run: HtmlRun | None = state.env.get(_RUN)
    if run is None or run.key != key_of(state, end) or not run.tells(start, most):
        state.env[_RUN] = run = scanned()
    return run.tells(start, most) and run.is_plain(start, most)


def key_of(state: StateBlock, end: int) -> Key:
    """What lines are told apart by, besides their numbers: the text and the block that they are in."""
    return state.src, state.level, state.blkIndent, end


def html_end(state: StateBlock, start: int, end: int) -> int:
    """The line on which HTML that begins on line `start` ends for CommonMark: the next blank one (types 6 and 7)."""
    known: tuple[Key, int, int] | None = state.env.get(_END)
    key = key_of(state, end)
    if known and known[0] == key and known[1] <= start < known[2]:
        return known[2]
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    state.env[_END] = (key, start, line)
    return line
