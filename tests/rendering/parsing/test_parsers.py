"""Parsers are shared by texts of the same dialects, and only so many are kept."""

from __future__ import annotations

import gc
import sys
from itertools import combinations
from typing import TYPE_CHECKING
from weakref import ref

from markdown_it.ruler import Ruler

from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from types import FrameType


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


def test_what_threads_share_is_put_together_before() -> None:
    parsers = Parsers(ENGINES["jekyll"])
    parser, blocks, late = parsers.full, parsers.blocks, []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is Ruler.__compile__.__code__:
            late.append(frame.f_back)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        parser.parse("# A *word*")
        blocks.parse("# A *word*")
    finally:
        sys.setprofile(before)
    assert late == []
