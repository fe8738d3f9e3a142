"""How the time that reading takes grows with hostile texts: regular expressions included, which no test can count.

python -m tests.benchmarks.growth [PART OF A NAME…]

Only what takes longer than some hundredths of a second is printed.
"""

from __future__ import annotations

import sys
from time import process_time
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import Finding, show
from tests.hostile_texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES: Final = 4
"""Times as many pieces: with the square of them it would take sixteen times as long."""
ASKED: Final = 8.0
TOLD: Final = 0.05


def findings(names: list[str]) -> Iterator[Finding]:
    """The growth of the time of each text whose name holds one of the names, of all if there is none."""
    for name, hostile in TEXTS.items():
        if names and not any(one in name for one in names):
            continue
        few, many = hostile.text(hostile.count), hostile.text(TIMES * hostile.count)
        hostile.read(hostile.text(2))
        before, after = _least(hostile.read, few), _least(hostile.read, many)
        if after > TOLD:
            times = after / max(before, TOLD / TIMES) / max(len(many) / len(few) / TIMES, 1)
            yield Finding.at_most(f"{name}, {len(many):,} characters in {after:.2f} s", times, ASKED, "×")


def _least(read: Callable[[str], object], text: str) -> float:
    seconds = []
    for turn in range(2):
        began = process_time()
        read(text + "\n" * turn)  # otherwise it may be known already
        seconds.append(process_time() - began)
    return min(seconds)


if __name__ == "__main__":
    show(findings(sys.argv[1:]))
