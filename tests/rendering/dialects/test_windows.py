"""Bodies of dialects, parsed a window at a time and after edits: what comes of it is what a whole parse gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD
from tuireader.archive.engines.facts import ENGINES as FACTS
from tuireader.rendering.body.blocks import Block, Definition, ParsedBody
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import Window, parse_all, parse_window
from tuireader.rendering.parsing.markdown import Parsers

ENGINES = ("jekyll", "pelican", "hugo", "eleventy", "plain")
PARSERS = {engine: Parsers(FACTS[engine]) for engine in ENGINES}
LINES = st.lists(
    st.sampled_from(
        [
            *[
                "",
                "",
                "",
                "text",
                "more text",
                "- item",
                "  in an item",
                "> quoted",
                "# Heading",
                "```",
                "    code",
            ],
            *[
                "{: .note}",
                "{: .note}",
                "{: #id .warning}",
                "  {: .tip}",
                "{:toc}",
                "{:a: .b}",
                "> {: .x}",
                "{.c}",
            ],
            *[": definition", ": definition", "  : nested", ":   wide", "    of a definition", ": - item"],
            *["*[A]: b", "*[A b]:", "A and A b", "[TOC]", "[[toc]]", "^", "^ no end", "^"],
            *[
                "{::comment}",
                "{:/comment}",
                "{:/}",
                "{::nomarkdown}",
                "{::options x /}",
                "a | b",
                "| c | d |",
            ],
            *["|---|---|", "|===|", "one|", "[a]: /x", "'title", "[^1]: note", "$$", "\\|", "---", "<div>"],
        ]
    ),
    max_size=30,
)


def in_windows(engine: str, lines: list[str], count: int) -> tuple[list[Block], list[Definition]]:
    blocks: list[Block] = []
    definitions: list[Definition] = []
    window = Window((), (), 0)
    while window.next < len(lines):
        window = parse_window(PARSERS[engine].blocks, lines, window.next, count, window.cut)
        blocks.extend(window.blocks)
        definitions.extend(window.definitions)
    return blocks, definitions


@pytest.mark.parametrize("engine", ENGINES)
@given(st.one_of(LINES, AWKWARD), st.integers(1, 9))
@settings(max_examples=150)
def test_windows_of_any_size_give_what_a_whole_parse_gives(engine: str, lines: list[str], count: int) -> None:
    whole = parse_all(PARSERS[engine].blocks, lines)
    assert in_windows(engine, lines, count) == (list(whole.blocks), list(whole.definitions))


@pytest.mark.parametrize("engine", ENGINES)
@given(LINES, LINES, LINES, LINES)
@settings(max_examples=150)
def test_a_revision_is_what_parsing_all_of_it_gives(
    engine: str, before: list[str], gone: list[str], come: list[str], after: list[str]
) -> None:
    parser = PARSERS[engine].blocks
    old, new = [*before, *gone, *after, ""], [*before, *come, *after, ""]
    whole = parse_all(parser, old)
    revised = revise(parser, ParsedBody(old, whole.blocks, whole.definitions), new).parsed
    expected = parse_all(parser, new)
    assert (revised.blocks, revised.definitions) == (expected.blocks, expected.definitions)


@pytest.mark.parametrize("engine", ENGINES)
@given(LINES)
@settings(max_examples=100)
def test_a_block_parsed_alone_is_the_block_that_it_was(engine: str, lines: list[str]) -> None:
    parser = PARSERS[engine].blocks
    for block in parse_all(parser, lines).blocks:
        alone = parse_all(parser, lines[block.start : block.end]).blocks
        assert [(one.kind, one.start, one.headings) for one in alone] == [(block.kind, 0, block.headings)]


@pytest.mark.parametrize("count", range(1, 8))
def test_a_line_far_below_a_definition_makes_no_heading_of_it(count: int) -> None:
    lines = ["term", "term", ": definition", "2. more", ": definition", "text", "---", "end"]
    whole = parse_all(PARSERS["hugo"].blocks, lines)
    assert [block.kind for block in whole.blocks] == ["dl", "ordered_list", "hr", "paragraph"]
    assert in_windows("hugo", lines, count) == (list(whole.blocks), list(whole.definitions))


@pytest.mark.parametrize("line", ["===", "---", "  ="])
def test_a_heading_above_a_definition_is_no_term(line: str) -> None:
    whole = parse_all(PARSERS["hugo"].blocks, ["Title", line, ": text"])
    assert [block.kind for block in whole.blocks] == ["heading", "paragraph"]
