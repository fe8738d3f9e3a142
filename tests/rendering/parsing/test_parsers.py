"""Parsers are shared by texts of the same dialects, and only so many are kept."""

from __future__ import annotations

import gc
from itertools import combinations
from weakref import ref

from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.parsing.markdown import Parsers


def test_texts_of_the_same_dialects_share_parsers() -> None:
    parsers = Parsers(ENGINES["jekyll"])
    one = parsers.of(ENGINES["jekyll"], "A *word*")
    assert one is parsers.of(ENGINES["jekyll"], "Other words") is one.of(ENGINES["jekyll"], "Words")
    assert one is not parsers.of(ENGINES["jekyll"], "A `word`{: .a}")
    assert one.full is parsers.of(ENGINES["jekyll"], "More").full
    assert parsers.of(ENGINES["jekyll"]) is parsers
    assert parsers.of(ENGINES["hugo"]) is one.of(ENGINES["hugo"])


def test_parsers_that_were_not_used_for_long_are_dropped() -> None:
    parsers = Parsers(ENGINES["obsidian"])
    marks = ("==", "%%", "[[", "$", "~", ":a:", " #a")
    texts = [" ".join(some) for count in (2, 3) for some in combinations(marks, count)]
    kept = parsers.of(ENGINES["obsidian"], "always in use")
    met = set()
    for text in texts:
        met.add(ref(parsers.of(ENGINES["obsidian"], text)))
        assert parsers.of(ENGINES["obsidian"], "in use always") is kept
    gc.collect()
    alive = [one for one in met if one()]
    assert len(met) > 40
    assert 8 <= len(alive) <= 20
    last = alive[0]()
    assert last is not None
    assert last.of(ENGINES["obsidian"], "and in use here") is kept
