"""What golden pairs do not show: links, headings, source lines, what joins what, styles, limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.rendering.drawings import THEME, drawn, style_of, texts
from tuireader.rendering.body.blocks import ListRun
from tuireader.rendering.drawing import DrawOptions, HeadingSpot, LinkSpan
from tuireader.rendering.elements.flow import NO_LINK
from tuireader.rendering.elements.wrapping import NARROW


def test_links_know_their_place_and_keep_their_number_over_lines() -> None:
    drawing = drawn('> See [a *long* link](/to "t") and [b](<x y>).', width=20)
    assert [line.text for line in drawing.lines] == ["▎ See a long link", "▎ and b."]
    assert drawing.links == (
        LinkSpan(0, 6, 17, "/to", "a long link", 0),
        LinkSpan(1, 6, 7, "x y", "b", 1),
    )
    wrapped = drawn("See [a long link](/to) here.", width=10)
    assert [(span.row, span.start, span.end, span.number) for span in wrapped.links] == [
        (0, 4, 10, 0),
        (1, 0, 4, 0),
    ]


def test_links_of_table_cells_stand_in_their_columns() -> None:
    drawing = drawn("| [a](/a) | b |\n|---|---:|\n| one | [two](/two) [three](/three) |")
    for span in drawing.links:
        assert drawing.lines[span.row].text[span.start : span.end] == span.text
    assert [(span.href, span.number) for span in drawing.links] == [("/a", 0), ("/two", 1), ("/three", 2)]


@pytest.mark.parametrize(
    ("markdown", "href"),
    [
        ("<a href='/x?a=1&amp;b=2'>t</a>", "/x?a=1&b=2"),
        ("![alt](/i.png)", "/i.png"),
        ("[![alt](/i.png)](/page)", "/page"),
        ("[t](/日本語 'x')", "/日本語"),
        ("[t](/100%25%20sure)", "/100%25%20sure"),
        ("[t](javascript:alert)", "javascript:alert"),
        ("www.example.org", "http://www.example.org"),
        ("me@example.org", "mailto:me@example.org"),
    ],
)
def test_links_keep_what_is_written(markdown: str, href: str) -> None:
    assert [span.href for span in drawn(markdown).links] == [href]


@pytest.mark.parametrize("note", ["note", "note\n\n    more", "- list", "```\n    code"])
def test_footnotes_are_linked_both_ways(note: str) -> None:
    links = drawn(f"cited[^n]\n\n[^n]: {note}").links
    assert [(span.href, span.text) for span in links] == [("#fn:n", "[1]"), ("#fnref:n", "↩")]


def test_a_link_carries_no_control_character() -> None:
    assert drawn("[a&#x202e;b](/x&#x9b;y)").links[0].href.isprintable()
    shown = texts("`\x1b]52;c;x\x07` &#x9b; [a](&#x85;) ![&#x90;](b)")
    assert all(line.replace("\xa0", " ").isprintable() for line in shown)


def test_headings_are_found_in_quotes_and_lists() -> None:
    drawing = drawn("# One\n\n> ## Two\n\n- a\n- ### Three\n\nFour\n----")
    assert drawing.headings == (HeadingSpot(0, 0), HeadingSpot(3, 2), HeadingSpot(6, 5), HeadingSpot(8, 7))
    assert [drawing.lines[spot.row].text for spot in drawing.headings] == ["One", "▎ Two", "• Three", "Four"]


def test_lines_know_their_source() -> None:
    drawing = drawn("one\ntwo\n\n- a\n- b\n  c\n\n```py\nx\ny\n```\n\n| h |\n|---|\n| 1 |\n| 2 |", source=10)
    sources = {line.text: line.source for line in drawing.lines if line.text}
    assert sources == {
        "one two": 10, "• a": 13, "• b c": 14, "▏ py": 17, "▏ x": 18, "▏ y": 19, "h": 22, "─": 22, "1": 24, "2": 25
    }  # fmt: skip


def test_a_wrapped_line_knows_the_source_it_starts_in() -> None:
    drawing = drawn("one two\nthree four\nfive", width=10)
    assert [(line.text, line.source) for line in drawing.lines] == [
        ("one two", 0),
        ("three four", 1),
        ("five", 2),
    ]


def test_wrapped_lines_join_and_broken_ones_do_not() -> None:
    drawing = drawn("one two  \nthree\n\nunbreakable-word\n\n日本語の文章", width=6)
    assert [(line.text, line.joins, line.glued) for line in drawing.lines] == [
        ("one", False, False),
        ("two", True, False),
        ("three", False, False),
        ("", False, False),
        ("unbrea", False, False),
        ("kable-", True, True),
        ("word", True, True),
        ("", False, False),
        ("日本語", False, False),
        ("の文章", True, True),
    ]


def test_lines_know_their_margin_which_a_list_s_marker_is_no_part_of() -> None:
    drawing = drawn("- one two\n  - > three four\n\n    ```\n    x\n    ```", width=24)
    assert [(line.text, line.margin) for line in drawing.lines] == [
        ("• one two", 0),
        ("  ◦ ▎ three four", 2),
        ("", 0),
        ("    ▏ x", 6),
    ]


def test_styles_combine() -> None:
    drawing = drawn("**bold _both_** ~~gone~~ `code` [link](x) plain ==")
    assert style_of(drawing, "bold").bold
    assert style_of(drawing, "both").bold
    assert style_of(drawing, "both").italic
    assert style_of(drawing, "gone").strike
    assert style_of(drawing, "code").bgcolor == THEME.code.bgcolor
    assert style_of(drawing, "link").underline
    assert style_of(drawing, "plain") == THEME.text


def test_html_takes_effect_or_is_dimmed() -> None:
    drawing = drawn("<b>bold <i>both</i></b> after <foo>dim</foo> <!-- note -->")
    assert style_of(drawing, "both").bold
    assert style_of(drawing, "both").italic
    assert not style_of(drawing, "after").bold
    assert style_of(drawing, "<foo>") == THEME.markup
    assert style_of(drawing, "dim") == THEME.text
    assert "note" not in drawing.lines[0].text


def test_six_ranks_of_headings_are_told_apart() -> None:
    drawing = drawn("\n\n".join(f"{'#' * rank} h{rank}" for rank in range(1, 7)))
    looks = {style_of(drawing, f"h{rank}") for rank in range(1, 7)}
    assert len(looks) == 5  # the first two differ by the rule below the first
    assert drawing.lines[1].text == "──"


def test_code_is_highlighted_by_its_language_and_kept() -> None:
    code = "def f():\n\treturn 'x' # why\n"
    drawing = drawn(f"```Python\n{code}```")
    assert style_of(drawing, "def").color == THEME.syntax["k"].color
    assert style_of(drawing, "# why").italic
    assert style_of(drawn(f"```\n{code}```"), "def f():") == THEME.code_block
    assert texts("```a&#10;b\nc\n```") == ["▏ a · b", "▏ c"]
    assert texts("```html+jinja {1}\n<b>\n```")[1:] == [f"{'▌ <b>':<60}"]


def test_long_code_is_neither_wrapped_nor_cut() -> None:
    line = "x = " + "1 + " * 1000 + "1"
    for fence in ("```", "```py"):
        drawing = drawn(f"{fence}\n{line}\n```", width=20)
        assert drawing.lines[-1].text == f"▏ {line}"
        assert drawing.lines[-1].width == len(line) + 2


def test_pieces_of_a_list_keep_their_numbers_and_of_code_their_language() -> None:
    assert texts("1. x", lists=[ListRun(7, 100, tight=True)]) == ["  7. x"]
    assert texts("1. x\n   - y", lists=[ListRun(7, 100, tight=True, continued=True)]) == [
        "     x",
        "     • y",
    ]
    assert texts("```py\nx\n```", continues=True) == ["▏ x"]
    assert texts("- a\n- b", lists=[ListRun(None, None, tight=False)]) == ["• a", "", "• b"]


def test_nothing_vanishes_however_deep() -> None:
    items = "".join("  " * depth + f"- item{depth}\n" for depth in range(120)) + "\nafter\n"
    shown = " ".join(texts(items))
    assert all(f"item{depth}" in shown for depth in range(120))
    assert shown.endswith("after")
    quotes = texts(">" * 3000 + " deep text\n\nafter")
    assert "".join(quotes).endswith("deep textafter")
    assert "".join(quotes).count("▎") + "".join(quotes).count(">") >= 3000 - 100
    for width in (1, 2, 5, 16, 20):
        assert "x" in "".join(texts("- " * 40 + "x", width))


def test_the_text_column_stays_wide_enough() -> None:
    nested = "".join("  " * depth + "- some words to wrap\n" for depth in range(30))
    drawing = drawn(nested, width=40)
    longest = max(len(line.text.lstrip(" •◦▪")) for line in drawing.lines[-4:])
    assert longest >= 10
    assert all(line.width <= 40 for line in drawing.lines)


def test_a_table_too_wide_keeps_its_words() -> None:
    drawing = drawn("| a | b |\n|---|---|\n| " + "x" * 50 + " | " + "y" * 50 + " |", width=60)
    assert drawing.lines[-1].text == "x" * 50 + "  " + "y" * 50
    assert drawing.lines[-1].width == 102


def test_a_table_is_no_wider_than_the_page_if_its_words_fit() -> None:
    table = "| aaaa bbbb | cc dd cc dd cc | eeeeee e |\n|---|---|---|\n| a | b | c |"
    assert max(line.width for line in drawn(table, 16).lines) == 16
    assert max(line.width for line in drawn(table, 15).lines) > 15
    for width in range(16, 50):
        assert max(line.width for line in drawn(table, width).lines) <= width


def test_a_column_that_asks_for_little_keeps_it() -> None:
    drawing = drawn("| Nr | Text |\n|---|---|\n| 1 | " + "word " * 40 + "|", width=30)
    assert drawing.lines[1].text == "──  " + "─" * 26


def test_no_width_at_all_is_one_cell() -> None:
    assert texts("ab", width=0) == ["a", "b"]


def test_a_table_of_many_columns() -> None:
    row = "|" + "cell|" * 200
    drawing = drawn(f"{row}\n|{'---|' * 200}\n{row}", width=60)
    assert drawing.lines[-1].text.split() == ["cell"] * 200


def test_a_paragraph_of_a_hundred_kilobytes() -> None:
    drawing = drawn("wörds and [links](/to) *too* " * 4000, width=80)
    assert sum(line.text.count("links") for line in drawing.lines) == 4000
    assert len(drawing.links) >= 4000


def test_soft_breaks_between_chinese_characters_leave_no_space() -> None:
    assert texts("日本\n語 and\nmore\n文字") == ["日本語 and more 文字"]
    assert texts("한국\n어") == ["한국 어"]


@pytest.mark.parametrize("character", ["、", "。", "」", "ー", "っ", "）", "！"])
def test_a_line_does_not_start_with(character: str) -> None:
    assert texts(f"日本語{character}文", width=6)[0] == "日本"
    assert texts(f"日本語{character}文", width=6)[1].startswith(f"語{character}")


def test_a_line_does_not_end_with_an_opening_bracket() -> None:
    assert texts("日本「語文」", width=6)[:2] == ["日本", "「語"]


def test_narrow_characters_take_one_cell() -> None:
    narrow = [chr(code) for code in range(0x20, 0x3000) if NARROW.fullmatch(chr(code))]
    assert len(narrow) > 1000
    assert all(cell_len(character) == 1 for character in narrow)


def test_nothing_is_drawn_of_what_shows_nothing() -> None:
    assert drawn("").lines == ()
    assert drawn("[a]: /b").lines == ()
    assert NO_LINK == -1


def test_pygments_is_imported_only_for_code_that_names_its_language() -> None:
    script = (
        "import sys\n"
        "from tests.rendering.drawings import texts\n"
        "texts('# a\\n\\n`b` [c](d)\\n\\n```\\ne\\n```')\n"
        "assert not {'pygments', 'rich.markdown', 'rich.console'} & set(sys.modules)\n"
        "texts('```py\\nx\\n```')\n"
        "assert 'pygments' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


def test_a_heading_that_says_the_title_again_is_not_drawn() -> None:
    text = "# My *title*\n\n## My title\n\n> # My title"
    titled = DrawOptions(title="My title")
    assert texts(text, options=titled) == ["My title", "", "▎ My title", "▎ ────────"]
    assert texts("# My title", options=DrawOptions(title="Other"))[0] == "My title"
    assert texts("# My title")[0] == "My title"
    assert texts("# It's -- so", options=DrawOptions(title="It's -- so")) == []
