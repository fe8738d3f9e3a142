"""Parsers are shared by texts of the same dialects, and only so many are kept."""

from __future__ import annotations

import gc
from itertools import combinations
from weakref import ref

from tuireader.rendering.parsing.markdown import Parsers


def test_texts_of_the_same_dialects_share_parsers() -> None:
    parsers = Parsers("jekyll")
    one = parsers.of("jekyll", "A *word*")
    assert one is parsers.of("jekyll", "Other words") is one.of("jekyll", "Words")
    assert one is not parsers.of("jekyll", "A `word`{: .a}")
    assert one.full is parsers.of("jekyll", "More").full
    assert parsers.of("jekyll") is parsers
    assert parsers.of("hugo") is one.of("hugo")


def test_parsers_that_were_not_used_for_long_are_dropped() -> None:
    parsers = Parsers("obsidian")
    marks = ("==", "%%", "[[", "$", "~", ":a:", " #a")
    texts = [" ".join(some) for count in (2, 3) for some in combinations(marks, count)]
    kept = parsers.of("obsidian", "always in use")
    met = set()
    for text in texts:
        met.add(ref(parsers.of("obsidian", text)))
        assert parsers.of("obsidian", "in use always") is kept
    gc.collect()
    alive = [one for one in met if one()]
    assert len(met) > 40
    assert 8 <= len(alive) <= 20
    last = alive[0]()
    assert last is not None
    assert last.of("obsidian", "and in use here") is kept
