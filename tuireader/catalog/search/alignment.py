"""Places in a folded text → places in the text that it was made of."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tuireader.catalog.search.tokens import BEYOND_ASCII, folded

if TYPE_CHECKING:
    from collections.abc import Iterator


class Alignment:
    """A text beside its folded form, `form`; made for a line or two, as it costs more than the folding."""

    def __init__(self, text: str) -> None:
        self.form = folded(text)
        self._pieces = list(_pieces(text))
        self._starts = [piece[0] for piece in self._pieces]

    def own(self, place: int) -> int:
        """Return the offset in the text; within what was folded as a whole, where that begins.

        Accents, which the form has not, belong to the character before them.
        """
        start, own, even = self._pieces[bisect_right(self._starts, place) - 1]
        return own + place - start if even else own


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each piece begins in the form and in the text, and whether its characters are one for one."""
    form = own = 0
    for run in BEYOND_ASCII.finditer(text):
        yield form, own, True
        form += run.start() - own
        own = run.start()
        for part in _parts(run[0]):
            yield form, own, False
            form += len(folded(part))
            own += len(part)
    yield form, own, True


def _parts(run: str) -> Iterator[str] | tuple[str]:
    """Return the characters of a run, or all of it where they don't fold one by one."""
    if len(run) == 1:
        return (run,)
    apart = "".join(map(folded, run)) == folded(run)
    return iter(run) if apart else (run,)
