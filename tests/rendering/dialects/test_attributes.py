"""Attribute lists: what is one, what it belongs to, and what comes of it."""

from __future__ import annotations

import pytest

from tests.rendering.dialects.pages import drawn
from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.body.blocks import BlockHeading
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.outline import outline
from tuireader.rendering.parsing.markdown import Parsers

JEKYLL = Parsers(ENGINES["jekyll"])


def headings(markdown: str, engine: str = "jekyll") -> list[BlockHeading]:
    blocks = parse_all(Parsers(ENGINES[engine]).blocks, markdown.split("\n")).blocks
    return [heading for block in blocks for heading in block.headings]


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("text\n{: .a}", ["text"]),
        ("text\n{: #a .b.c k=\"v w\" k='v' k=v name }", ["text"]),
        ("text\n   {:.a}  \n\nmore", ["text", "", "more"]),
        ("text\n    {: .a}", ["text {: .a}"]),
        ("text\n{:?}", ["text {:?}"]),
        ("text\n{: a", ["text {: a"]),
        ("{:name: .b}", []),
        ("- a\n- b\n{: .x}", ["• a", "• b"]),
        ("> a\n{: .x}\nb", ["▎ a", "", "b"]),
        ("| a | b |\n|---|---|\n| c | d |\n{: .x}", ["a  b", "─  ─", "c  d"]),
        ("a {: .b} c", ["a {: .b} c"]),
        ("*a*{: .b} `c`{: .d} **e**{:.f}, [g](h){:.i}", ["a c e, g"]),
        ("`{: .a}` in code", ["{: .a} in code"]),
        ("a [b{: .c}](d)", ["a b{: .c}"]),
    ],
)
def test_lists_are_hidden_and_nothing_else(markdown: str, lines: list[str]) -> None:
    assert drawn(markdown, "jekyll") == lines


@pytest.mark.parametrize("block", ["text", "> text", "- text", "## text", "```\ntext\n```", "text\n===="])
def test_a_class_makes_a_callout_of_any_block_but_a_heading(block: str) -> None:
    above, below = drawn(f"{{: .warning}}\n{block}", "jekyll"), drawn(f"{block}\n{{: .warning}}", "jekyll")
    titled = block[0] != "#" and "==" not in block
    assert (below[0] == "▎ Warning") == titled
    if titled:
        assert above == below
        assert "text" in below[1]


def test_the_quote_that_is_a_callout_has_one_bar() -> None:
    assert drawn("> text\n{: .prompt-tip }", "jekyll") == ["▎ Tip", "▎ text"]


@pytest.mark.parametrize(
    ("markdown", "heading"),
    [
        ("# T {#own}", BlockHeading(0, 1, "T", "own")),
        ("# T {: #own .x}", BlockHeading(0, 1, "T {: #own .x}")),
        ("# T { #own }", BlockHeading(0, 1, "T { #own }")),
        ("# T {.x}", BlockHeading(0, 1, "T {.x}")),
        ("T {#own}\n===", BlockHeading(0, 1, "T", "own")),
        ("# T\n{: #own}", BlockHeading(0, 1, "T", "own")),
        ("{: #own}\n# T", BlockHeading(1, 1, "T", "own")),
        ("# T\n{:.no_toc #own}", BlockHeading(0, 1, "T", "own", listed=False)),
        ("# T{#x}", BlockHeading(0, 1, "T{#x}")),
        ("# T {x}", BlockHeading(0, 1, "T {x}")),
        ("# T {#x} y", BlockHeading(0, 1, "T {#x} y")),
    ],
)
def test_headings_are_given_their_id(markdown: str, heading: BlockHeading) -> None:
    assert headings(markdown) == [heading]


def test_headings_of_other_engines_end_in_lists_of_any_kind() -> None:
    for markdown in ("# T {: #own .x}", "# T { #own }", "# T {.x #own}"):
        assert headings(markdown, "pelican") == [BlockHeading(0, 1, "T", "own")]


def test_the_outline_has_the_given_id() -> None:
    blocks = parse_all(JEKYLL.blocks, ["# A *b* {#own}", "", "# C", "{: #other}"]).blocks
    assert [(entry.title, entry.anchor) for entry in outline(JEKYLL.full, blocks)] == [
        ("A b", "own"),
        ("C", "other"),
    ]


def test_lists_without_a_colon_belong_to_those_that_have_them() -> None:
    assert drawn("text\n{.note}", "pelican") == ["▎ Note", "▎ text"]
    assert drawn("text\n{.note}", "jekyll") == ["text {.note}"]
    assert drawn("![a](b){.wide}!", "eleventy")[0].endswith("a!")
    assert drawn("{.note}\n\ntext", "hugo") == ["{.note}", "", "text"]


def test_a_large_fence_does_not_show_its_list() -> None:
    code = "\n".join(f"line {number} of the code" for number in range(900))
    shown = drawn(f"```\n{code}\n```\n{{: .nolineno}}\n\nend", "jekyll")
    assert "{: .nolineno}" not in shown
    assert shown[-1] == "end"
    assert not any("```" in line for line in shown)


@pytest.mark.parametrize("engine", ["hugo", "pelican", "eleventy", "jekyll", "zola", "plain"])
@pytest.mark.parametrize("text", ["sum_{i=1}^n", "sum*{.x}", "x{i=1}", "a_{#b}", "a {.b} c", "x**{i=1}"])
def test_braces_that_no_span_ends_before_are_text(text: str, engine: str) -> None:
    assert drawn(text, engine) == [text]


def test_braces_behind_spans_are_text_where_only_blocks_have_attributes() -> None:
    assert drawn("*a*{.x} `b`{#y} [c](/d){e=f}", "hugo") == ["a{.x} b{#y} c{e=f}"]


@pytest.mark.parametrize("engine", ["pelican", "eleventy"])
def test_pairs_alone_belong_to_links_and_images(engine: str) -> None:
    assert drawn("[c](/d){e=f} *a*{e=f} *a*{.x} **a**{.x e=f}", engine) == ["c a{e=f} a a"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ('![a](/a.png "Title text"){: .right}', ["▏ ▣ a · /a.png", "▏ Title text"]),
        ("![a](/a.png){: .right}\n*A caption*", ["▏ ▣ a · /a.png", "▏ A caption"]),
        ("[![a](/a.png){: .x}](/b.png){: .y}", ["▏ ▣ a · /a.png"]),
    ],
)
@pytest.mark.parametrize("engine", ["jekyll", "pelican", "plain"])
def test_an_image_with_attributes_stands_alone(body: str, lines: list[str], engine: str) -> None:
    assert [line.replace("\xa0", " ") for line in drawn(body, engine)] == lines
