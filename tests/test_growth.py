"""What reading costs grows with the length of a text, whatever stands in it."""

from __future__ import annotations

from functools import partial

import pytest

from tests.effort import lines_run
from tests.hostile_texts import TEXTS

GROWTH = 1.3
"""Times more that the work may grow than the text or its pieces; with a square it would be nearly twice as much."""
PART, MOST = 40, 250
"""A small part of each text, of so many pieces at most, shows as much as the whole, and sooner.

Where each of 250 pieces takes 100 lines and one more for each piece before it, twice the pieces take 3.1 times as much.
"""
LIMITED = ("MDX, sums", "MDX, templates in", "TeX, ", "dollars, ", "template, loops in loops")
"""Texts of which all is left as it is written beyond some limit: half of them is beyond it, a small part is not."""

SAME = ("template, loops in loops, eleventy", "template, loops in loops, plain")
"""Loops are those of Jekyll there, and as much is read of them before their limit."""


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in SAME])
def test_the_lines_that_are_run_grow_with_the_text(name: str) -> None:
    hostile = TEXTS[name]
    part = hostile.count // 2 if name.startswith(LIMITED) else max(min(hostile.count // PART, MOST), 2)
    few, many = (hostile.text(part * times) for times in (1, 2))
    hostile.read(hostile.text(part + 1))  # what is loaded once
    before, after = (lines_run(partial(hostile.read, text)) for text in (few, many))
    assert after / before <= GROWTH * max(len(many) / len(few), 2)
