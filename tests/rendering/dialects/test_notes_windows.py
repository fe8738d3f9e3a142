"""Bodies with callouts, admonitions, comments and formulas, parsed in windows, after edits, and block by block."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rendering.dialects.pages import page
from tests.rendering.dialects.windowed import in_windows
from tuireader.archive.engines.facts import ENGINES as FACTS
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.page.find import may_hold
from tuireader.rendering.parsing.markdown import Parsers

ENGINES = ("obsidian", "plain", "jekyll", "astro")
PARSERS = {engine: Parsers(FACTS[engine]).blocks for engine in ENGINES}
COMMON = [
    "",
    "",
    "",
    "text",
    "more",
    "- item",
    "  of an item",
    "1. one",
    "> quoted",
    ">",
    "# Heading",
    "===",
    "---",
    "```",
]
CALLOUTS = ["> [!tip]- T", "> [!NOTE]", "> > [!odd] x", "> [!faq]+", "  > [!bug]", "> - item", "> ```"]
ADMONITIONS = [
    ":::note",
    ":::",
    "::::",
    "::: tip T",
    "::::info[T]",
    "  :::",
    "!!! note",
    "??? tip",
    "    indented",
    "        deep",
]
OTHERS = [
    "$$",
    "$$ x",
    "x $$",
    "$$ x $$",
    "\\begin{align}",
    "\\end{align}",
    "\\[",
    "\\]",
    "%%",
    "%% a",
    "a %%",
    "%% a %%",
    "==",
]
DEFINED = [
    "[a]: /x",
    "'title",
    "[^1]: note",
    "    of a note",
    "| a | b |",
    "|---|---|",
    "^id",
    "text ^id",
    "<div>",
    "</div>",
]
SHOWN = [
    "$\\alpha_1$ x",
    "\\beta",
    "```math",
    "wo==rd==s",
    "a%%b%%c",
    "pre[[N|t]]post",
    ":tada: x",
    "#tag/a",
    "![[a.png|10]]",
    "[[N#H]]",
    "??? ",
    "> [!tldr]",
]
LINES = st.lists(st.sampled_from([*COMMON, *CALLOUTS, *ADMONITIONS, *OTHERS, *DEFINED]), max_size=30)


@pytest.mark.parametrize("engine", ENGINES)
@given(LINES, st.integers(1, 9))
@example([":::note", "text", "", "- a", ":::", "after"], 2)
@example(["%%", "", "hidden", "", "%% shown", "after"], 2)
@example(["$$", "- b", "", "$$"], 1)
@settings(max_examples=150)
def test_windows_of_any_size_give_what_a_whole_parse_gives(engine: str, lines: list[str], count: int) -> None:
    whole = parse_all(PARSERS[engine], lines)
    assert in_windows(PARSERS[engine], lines, count) == (list(whole.blocks), list(whole.definitions))


@pytest.mark.parametrize("engine", ENGINES)
@given(LINES, LINES, LINES, LINES)
@settings(max_examples=100)
def test_a_revision_is_what_parsing_all_of_it_gives(
    engine: str, before: list[str], gone: list[str], come: list[str], after: list[str]
) -> None:
    parser = PARSERS[engine]
    old, new = [*before, *gone, *after, ""], [*before, *come, *after, ""]
    whole = parse_all(parser, old)
    revised = revise(parser, ParsedBody(old, whole.blocks, whole.definitions), new).parsed
    expected = parse_all(parser, new)
    assert (revised.blocks, revised.definitions) == (expected.blocks, expected.definitions)


@pytest.mark.parametrize("engine", ENGINES)
@given(LINES)
@settings(max_examples=100)
def test_a_block_parsed_alone_is_the_block_that_it_was(engine: str, lines: list[str]) -> None:
    parser = PARSERS[engine]
    for block in parse_all(parser, lines).blocks:
        alone = parse_all(parser, lines[block.start : block.end]).blocks
        assert [(one.kind, one.start, one.headings) for one in alone] == [(block.kind, 0, block.headings)]


@pytest.mark.parametrize("engine", ENGINES)
@given(st.lists(st.sampled_from([*COMMON, *CALLOUTS, *ADMONITIONS, *OTHERS, *SHOWN]), max_size=20))
@settings(max_examples=80)
def test_every_word_that_is_drawn_can_be_found(engine: str, lines: list[str]) -> None:
    made = page("\n".join(lines), engine, width=200)
    for index in range(1, len(made)):
        for line in made.drawing(index).lines:
            for word in re.findall(r"[^\W_]+", line.text[line.margin :]):
                assert may_hold(made, index, word), word
