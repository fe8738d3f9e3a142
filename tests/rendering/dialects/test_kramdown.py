"""What kramdown and its like have, where golden pairs would tell too little."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rendering.dialects.pages import drawn, drawn_lines, page
from tests.rendering.dialects.windowed import in_windows
from tests.rendering.links.parsed import all_parsed
from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.body.blocks import ParsedBody, references
from tuireader.rendering.body.parsed_start import parsed_start, settled
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.links.link_list import links_of
from tuireader.rendering.outline import outline
from tuireader.rendering.parsing.markdown import Parsers

JEKYLL = Parsers(ENGINES["jekyll"])
DATA = Path(__file__).parent.parent.parent / "data"


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("a\n: b", ["a", "    b"]),
        ("a\nb\n\n: c\n\n: d", ["a", "b", "", "    c", "", "    d"]),
        ("a\n: b\nlazy", ["a", "    b lazy"]),
        ("a\n: b\n\n  c", ["a", "    b", "", "    c"]),
        ("a\n\n\n: b", ["a", "", ": b"]),
        ("a\n:b", ["a :b"]),
        (": a", [": a"]),
        ("# a\n: b", ["a", "─", "", ": b"]),
        ("a\n- b\n: c", ["a", "", "• b : c"]),
    ],
)
def test_definitions_stand_below_terms(markdown: str, lines: list[str]) -> None:
    assert drawn(markdown, "jekyll") == lines


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("a | b", ["a  b"]),
        ("| a |", ["| a |"]),
        ("a \\| b", ["a | b"]),
        ("`a|b` c", ["a|b c"]),
        ("a | b\nc", ["a | b c"]),
        ("a | b\n- c", ["a  b", "", "• c"]),
        ("- a | b", ["• a  b"]),
        ("{{ a | b }} c", ["{{ a | b }} c"]),
        ("a | b\n-:|---\nccc | d\n---|---\ne | f", ["  a  b", "───  ─", "ccc  d", "  e  f"]),
    ],
)
def test_bars_make_a_table_of_a_block(markdown: str, lines: list[str]) -> None:
    assert drawn(markdown, "jekyll") == lines


def test_bars_make_no_table_elsewhere() -> None:
    assert drawn("a | b", "plain") == drawn("a | b", "hugo") == ["a | b"]


def test_abbreviations_reach_all_blocks_and_are_told_apart_from_words() -> None:
    body = "*[AB]: alpha beta\n*[AB C]: more\n\nAB ABC xAB `AB` [AB](x) AB C AB."
    assert drawn(body, "jekyll")[2:] == ["", "AB ABC xAB AB AB AB C AB."]
    underlined = [
        segment.text
        for segment in drawn_lines(body, "jekyll")[-1].segments
        if segment.style and segment.style.underline
    ]
    assert underlined == ["AB", "AB", "AB C", "AB"]


def test_abbreviations_are_explained_where_notes_are_shown() -> None:
    body = "AB and AB.\n\n*[AB]: alpha\n"
    assert drawn(body, "plain", options=DrawOptions(notes=True))[0] == "AB (alpha) and AB."


@pytest.mark.parametrize("mark", ["* x\n{:toc}", "1. x\n{: toc}", "{:toc}\n* x"])
def test_contents_are_linked_to_their_headings(mark: str) -> None:
    body = f"{mark}\n\n# A b\n\n## C {{#own}}\n\n### A b\n{{:.no_toc}}\n\n# A b\n"
    made = page(body, "jekyll")
    links = [span.href for index in range(1, len(made)) for span in made.drawing(index).links]
    assert links == ["#a-b", "#own", "#a-b-2"]


def test_one_list_of_contents_is_made_of_a_post() -> None:
    body = "* TOC\n{:toc}\n\n# A\n\n1. one\n2. two\n{:toc}\n\ntext\n"
    assert drawn(body, "jekyll") == ["• A", "", "A", "─", "", "• one", "• two", "", "text"]


def test_contents_of_a_long_body_are_foreseen() -> None:
    sections = "\n\n".join(f"## Section {number}\n\ntext\n\n```\n# not one\n```" for number in range(100))
    text = parsed_start(JEKYLL.blocks, f"* x\n{{:toc}}\n\n{sections}\n")
    assert not text.complete
    assert [heading.content for heading in text.references.headings] == [f"Section {n}" for n in range(100)]
    assert settled(text, parse_all(JEKYLL.blocks, text.lines).definitions) is None


def test_what_was_not_foreseen_is_put_right() -> None:
    sections = "\n\n".join(f"Section {number}\n---\n\ntext" for number in range(200))
    text = parsed_start(JEKYLL.blocks, f"* x\n{{:toc}}\n\n{sections}\n")
    found = settled(text, parse_all(JEKYLL.blocks, text.lines).definitions)
    assert found is not None
    assert len(found.headings) == 200


def test_a_body_that_asks_for_no_contents_keeps_no_headings() -> None:
    assert parsed_start(JEKYLL.blocks, "# A\n\n# B").references.headings == ()


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("a\n^\nb", ["a", "", "b"]),
        ("a ^\n^b", ["a ^ ^b"]),
        ("{::comment}\nx\n{:/comment}\na", ["a"]),
        ("{::comment}\nx\n{:/}\na", ["a"]),
        ("{::comment}\nx\n{:/other}", ["{::comment} x {:/other}"]),
        ("a {::comment}x{:/}b", ["a b"]),
        ("a {::comment}x b", ["a {::comment}x b"]),
        ("{:/}\na", ["{:/} a"]),
        ('{::options a="b" /}\na', ["a"]),
        ("- {::comment}\n  x\n  {:/}\n- a", ["•", "• a"]),
    ],
)
def test_extensions_hide_what_they_should(markdown: str, lines: list[str]) -> None:
    assert drawn(markdown, "jekyll") == lines


@pytest.mark.parametrize(
    ("engine", "shown"),
    [
        ("jekyll", "H~2~O ~x~ gone ~/a b~"),
        ("pelican", "H~2~O ~x~ gone ~/a b~"),
        ("obsidian", "H~2~O ~x~ gone ~/a b~"),
        ("plain", "H2O x gone /a b"),
    ],
)
def test_single_tildes_are_text_where_they_strike_nothing(engine: str, shown: str) -> None:
    assert drawn("H~2~O ~x~ ~~gone~~ ~/a b~", engine) == [shown]


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("- ```a\n- b\n```", ["• ```a", "• b", "", "```"]),
        ("- a\n  - ```b\n    c\n- d\n  ```", ["• a", "  ◦ ```b c", "• d", "  ```"]),
        ("- a\n  ```\n- b\n\n  ```", ["• a", "  ```", "• b", "", "  ```"]),
        ("- ```\n-a\n```", ["• ▏ -a"]),
    ],
)
def test_code_of_an_item_ends_before_the_next_one(markdown: str, lines: list[str]) -> None:
    assert [line for line in drawn(markdown, "jekyll") if line] == [line for line in lines if line]


@pytest.mark.parametrize(
    ("first", "others"), [("- ", "  "), ("- a\n\n  ", "  "), ("> ", "> "), ("t\n: ", "  ")]
)
def test_long_code_within_is_code_in_each_of_its_pieces(first: str, others: str) -> None:
    code = "\n".join(["```", *["some *code* of many words"] * 1_200, "```"])
    body = first + code.replace("\n", f"\n{others}")
    assert len(page(body, "jekyll")) > 3
    assert sum("*code*" in line for line in drawn(body, "jekyll")) == 1_200


def test_markdown_in_html_has_a_depth() -> None:
    depth = 2_000
    body = '<div markdown="1">\n' * depth + "*word*\n" + "</div>\n" * depth
    assert "word" in "\n".join(drawn(body, "jekyll"))


def test_two_backslashes_break_a_line() -> None:
    assert drawn("a\\\\\n  b `c\\\\\nd` e\\\\ f", "jekyll") == ["a", "b c\\\\ d e\\ f"]
    assert drawn("a\\\\\nb", "plain") == ["a\\ b"]


@pytest.mark.parametrize("engine", ["jekyll", "hugo"])
def test_guillemets_need_no_spaces(engine: str) -> None:
    assert drawn("<<guil>>, <<a b>>. `<<c>>`", engine) == ["«guil», «a b». <<c>>"]
    assert drawn("<<guil>>", "plain") == ["<<guil>>"]


@pytest.mark.parametrize("code", ["    puts 1", "```\nputs 1\n```", "~~~~\nputs 1\n~~~~"])
def test_an_attribute_list_gives_code_its_language(code: str) -> None:
    assert drawn(f"{code}\n{{: .x .language-ruby}}", "jekyll") == ["▏ ruby", "▏ puts 1"]
    assert drawn(f"{code}\n{{: .ruby}}", "jekyll") == ["▏ puts 1"]


def test_a_language_that_code_names_itself_stays() -> None:
    assert drawn("```python\n1\n```\n{: .language-ruby}", "jekyll") == ["▏ python", "▏ 1"]


def test_the_pieces_of_long_code_have_the_language_of_its_attributes() -> None:
    lines = "    puts :word\n" * 2_000
    shown = drawn(f"{lines}{{: .language-ruby}}", "jekyll")
    assert shown[0] == "▏ ruby"
    assert len(shown) == 2_001


DUPLICATE = "[a] and [b].\n\n[a]: /first\n[b]: /b\n[a]: /last\n"


@pytest.mark.parametrize(("engine", "leads"), [("jekyll", "/last"), ("pelican", "/last"), ("hugo", "/first")])
def test_one_of_two_definitions_counts(engine: str, leads: str) -> None:
    made = page(DUPLICATE, engine)
    links = [span.href for index in range(1, len(made)) for span in made.drawing(index).links]
    assert links == [leads, "/b"]
    parsers = Parsers(ENGINES[engine])
    assert [link.href for link in links_of(parsers, DUPLICATE)] == links
    assert [link.href for link in all_parsed(parsers.full, DUPLICATE)] == links


ADDRESSES = json.loads((DATA / "links" / "kramdown-addresses.json").read_text(encoding="utf-8"))["pairs"]


@pytest.mark.parametrize(("markdown", "links"), ADDRESSES, ids=[pair[0] for pair in ADDRESSES])
def test_addresses_are_kramdowns(markdown: str, links: list[list[str]]) -> None:
    children = [child for token in JEKYLL.full.parse(markdown) for child in token.children or ()]
    found = [
        [child.tag, child.attrGet("href") or child.attrGet("src") or "", child.attrGet("title") or ""]
        for child in children
        if child.type in {"link_open", "image"}
    ]
    assert found == links
    assert [link.href for link in links_of(JEKYLL, markdown)] == [
        link.href for link in all_parsed(JEKYLL.full, markdown)
    ]


NOTES = "x[^a] and[^b]\n\n[^a]: first\n\n    more\n\n[^b]: B\n\n[^a]: last\n\ntext"


@pytest.mark.parametrize(
    ("engine", "notes"),
    [("jekyll", ["[2] B\xa0↩", "[1] last\xa0↩"]), ("pelican", ["[2] B\xa0↩", "[1] last\xa0↩"])],
)
def test_the_last_of_two_notes_is_shown_alone(engine: str, notes: list[str]) -> None:
    assert [line for line in drawn(NOTES, engine) if "↩" in line or "more" in line] == notes


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("x[^a]\n\n> q\n>\n> [^a]: in it\n\n[^a]: last", ["▎ q", "[1] last\xa0↩"]),
        ("x[^a]\n\n[^a]: first\n\n> q\n>\n> [^a]: in it", ["▎ q", "▎ [1] in it\xa0↩"]),
        ("x[^a]\n\n> [^a]: in it\n\n> [^a]: in it", ["▎ [1] in it\xa0↩"]),
        ("x[^a]\n\n- i\n\n  [^a]: in it\n      goes on\n\n[^a]: last", ["• i", "[1] last\xa0↩"]),
        ("x[^a]\n\n- i\n\n  > [^a]: deep\n\n[^a]: last", ["• i", "[1] last\xa0↩"]),
        ("x[^a]\n\n> [^a]: early\n\n- [^a]: late", ["• [1] late\xa0↩"]),
        (
            "x[^a][^b]\n\n[^a]: one\n\n    [^b]: within\n\n[^b]: last",
            ["[1] one", "    ↩", "[2] last\xa0↩"],
        ),
        (
            "x[^a]\n\n" + "> q\n>\n> [^a]: in it\n>\n" * 900 + "\n[^a]: last",
            ["▎ q"] * 900 + ["[1] last\xa0↩"],
        ),
    ],
)
def test_of_notes_of_one_label_the_last_counts_wherever_the_others_stand(body: str, lines: list[str]) -> None:
    shown = [line.rstrip() for line in drawn(body, "jekyll") if line.strip(" ▎")]
    assert shown[0] == "x[1][2]" if "[^b]" in body else "x[1]"
    assert shown[1:] == lines


def test_a_note_below_that_is_taken_away_brings_back_the_one_above() -> None:
    before = references(parse_all(JEKYLL.blocks, NOTES.split("\n")).definitions, ("a", "b"), last_counts=True)
    rest = NOTES.replace("[^a]: last", "last")
    after = references(parse_all(JEKYLL.blocks, rest.split("\n")).definitions, ("a", "b"), last_counts=True)
    assert not before.same_targets(after)


@pytest.mark.parametrize("count", [1, 3, 5, 60])
@pytest.mark.parametrize(
    "body",
    [
        "<p>one</p>\n<pre>\na\n\n# no heading\n\n</pre>\nafter",
        "<p>\n<pre>\na\n\n# no heading\n\n</pre> *after*\nmore\n</p>\n# Heading",
        "<p>\n<pre>\na\n\n# a heading, since nothing is closed\n\ntext",
        "<div>x</div>\n*read*\n# Heading\n\n<!-- a --> text\nmore\n\ntext",
        "- <div>x</div>\n  text\n- <p><pre>\n\n  a\n\n# Heading\n</pre>",
    ],
)
def test_html_is_parted_alike_in_windows(body: str, count: int) -> None:
    lines = body.split("\n")
    whole = parse_all(JEKYLL.blocks, lines)
    blocks, _ = in_windows(JEKYLL.blocks, lines, count)
    assert blocks == list(whole.blocks)


def test_an_end_that_is_typed_far_below_changes_what_opens_above() -> None:
    before = ["<p>", "<pre>", "a", "", "# a heading until then", "", *["text", ""] * 40]
    after = [*before[:-1], "</pre>", ""]
    for old, new in ((before, after), (after, before)):
        parsed = parse_all(JEKYLL.blocks, old)
        revised = revise(JEKYLL.blocks, ParsedBody(old, parsed.blocks, parsed.definitions), new).parsed
        assert list(revised.blocks) == list(parse_all(JEKYLL.blocks, new).blocks)


@pytest.mark.parametrize(("engine", "title"), [("jekyll", "##"), ("hugo", "")])
def test_a_heading_without_words_has_no_place_in_the_outline(engine: str, title: str) -> None:
    parsers = Parsers(ENGINES[engine])
    blocks = parse_all(
        parsers.blocks, ["##", "", "## ![Alt](x.png)Words", "", "## ![Alt](x.png), and"]
    ).blocks
    assert [entry.title for entry in outline(parsers.full, blocks)] == ["Alt Words", "Alt, and"]
    assert drawn("##", engine) == [title]


def test_cells_beyond_what_can_be_shown_stand_in_the_last_column() -> None:
    rows = "\n".join(["|a|b|"] * 2_000)
    wide = "|".join("cdefghijklmnop")
    shown = drawn(f"|a|b|\n|-|-|\n{rows}\n|{wide}|", "jekyll", 200)
    assert set("cdefghijklmnop") <= set(shown[-1])
