"""Code: what its info string asks for, its colours, its rows, and what copying it gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.rendering.drawings import THEME, drawn, style_of, texts
from tuireader.rendering.body.blocks import References
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.drawing import Drawing, DrawOptions
from tuireader.rendering.elements.code import cuts, expanded_tabs
from tuireader.rendering.elements.code_options import CodeOptions, code_options
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page, whole_code
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.ui.article.article_text import copied

WRAPPED = DrawOptions(wrap_code=True)


def page_of(body: str, width: int = 60, options: DrawOptions | None = None) -> Page:
    parsers = Parsers()
    lines = tuple(body.split("\n"))
    page = Page(lines, lambda _: Drawing(), Drawer(parsers, THEME, width, References(), options))
    page.extend(parse_all(parsers.blocks, lines).blocks)
    return page


@pytest.mark.parametrize(
    ("info", "options"),
    [
        ("", CodeOptions()),
        ("python", CodeOptions("python")),
        ("language-python", CodeOptions("python")),
        ("lang:js", CodeOptions("js")),
        ("c++", CodeOptions("c++")),
        (".bashrc", CodeOptions(".bashrc")),
        ("{.python}", CodeOptions("python")),
        ("{python}", CodeOptions("python")),
        ("{r, echo=FALSE}", CodeOptions("r")),
        ("python {1,3-4}", CodeOptions("python", marked=((1, 1), (3, 4)))),
        ("python{2}", CodeOptions("python", marked=((2, 2),))),
        ('jsx title="a b.js" {1} showLineNumbers', CodeOptions("jsx", "a b.js", numbered=True, marked=((1, 1),))),
        ("go {linenos=false}", CodeOptions("go")),
        ('go {linenos=inline,hl_lines=[2,"5-7"],linenostart=199}',
         CodeOptions("go", numbered=True, first=199, marked=((2, 2), (5, 7)))),
        ("{linenos=table}", CodeOptions(numbered=True)),
        ("{1,3-4}", CodeOptions(marked=((1, 1), (3, 4)))),
        ('py hl_lines="2 5-7" linenums="3"', CodeOptions("py", numbered=True, first=3, marked=((2, 2), (5, 7)))),
        ("rust,linenos,linenostart=20,hl_lines=3-4 8-9",
         CodeOptions("rust", numbered=True, first=20, marked=((3, 4), (8, 9)))),
        ("ruby linenos mark_lines=1,3", CodeOptions("ruby", numbered=True, marked=((1, 1), (3, 3)))),
        ('ruby mark_lines="1 3" startline=5', CodeOptions("ruby", numbered=True, first=5, marked=((1, 1), (3, 3)))),
        ('{#id .python .numberLines startFrom="5"}', CodeOptions("python", numbered=True, first=5)),
        ("js app.js", CodeOptions("js", "app.js")),
        ("ruby:lib/app.rb", CodeOptions("ruby", "lib/app.rb")),
        ("js first_line:5 mark:6", CodeOptions("js", numbered=True, first=5, marked=((2, 2),))),
        ("js:line-numbers", CodeOptions("js", numbered=True)),
        ("js:no-line-numbers", CodeOptions("js")),
        ("js/0,3-4", CodeOptions("js", marked=((1, 1), (4, 5)))),
        ("python=101", CodeOptions("python", numbered=True, first=101)),
        ("python=", CodeOptions("python", numbered=True)),
        ("rust,ignore", CodeOptions("rust", "ignore")),
        ("py hl_lines=1-99999999999999999999", CodeOptions("py", marked=((1, 999999999), (99999999999, 99999999999)))),
    ],
)  # fmt: skip
def test_info_strings(info: str, options: CodeOptions) -> None:
    if "999" in info:
        assert code_options(info).language == "py"
    else:
        assert code_options(info) == options


@given(st.text(max_size=60) | st.text(alphabet="{}[]=:,\"' -linenos12/.#", max_size=60))
def test_any_info_string_is_read(info: str) -> None:
    options = code_options(" ".join(info.split()))
    assert options.first < 10**9


def test_options_that_only_look_decoded_are_safe() -> None:
    shown = "".join(texts('```&#27;]0;x&#7; title="&#x202e;y"\ncode\n```'))
    assert shown.replace("\xa0", " ").isprintable()
    assert "\u202e" not in shown


@pytest.mark.parametrize("name", ["app.js", "src/app.js", "JS", "mjs", ".js", "language-js"])
def test_languages_have_many_names(name: str) -> None:
    assert style_of(drawn(f"```{name}\nconst x = 1\n```"), "const").color == THEME.syntax["k"].color


def test_what_diffs_add_and_take_is_coloured() -> None:
    for name in ("diff", "patch", "diff-js"):
        drawing = drawn(f"```{name}\n- old\n+ new\n  same\n```")
        assert style_of(drawing, "+ new").color == THEME.syntax["gi"].color
        assert style_of(drawing, "- old").color == THEME.syntax["gd"].color


def test_marked_lines_have_a_background_as_wide_as_the_page() -> None:
    drawing = drawn("```py {2}\nx\ny\n```", 20)
    assert [line.text for line in drawing.lines] == ["▏ py", "▏ x", f"{'▌ y':<20}"]
    assert drawing.lines[2].width == 20
    marked = THEME.code_marked.bgcolor
    assert {segment.style.bgcolor for segment in drawing.lines[2].segments[1:] if segment.style} == {marked}
    assert not any(segment.style and segment.style.bgcolor for segment in drawing.lines[1].segments)


def test_numbers_are_no_part_of_the_text() -> None:
    drawing = drawn("```py linenos\nx\ny\n```")
    assert [line.text[line.margin :] for line in drawing.lines] == ["py", "x", "y"]
    assert [line.source for line in drawing.lines] == [0, 1, 2]


def test_copying_gives_what_was_written() -> None:
    drawing = drawn("before\n\n```py linenos\nif x:\n\ty\n```\n\n> ~~~\n> z\n> ~~~\n\n    indented\n")
    assert [code.text for code in drawing.codes] == ["if x:\n\ty", "z", "indented"]
    first = drawing.codes[0]
    assert [line.text for line in drawing.lines[first.start : first.end]] == [
        "▏ py",
        "▏ 1  if x:",
        "▏ 2      y",
    ]


@pytest.mark.parametrize("kind", ["fence", "code_block", "one line"])
def test_pieces_of_code_are_copied_whole_and_numbered_through(kind: str) -> None:
    lines = (
        [f"x = {number}\t# why" for number in range(1500)] if kind != "one line" else ["x = 1 " * 5_000, "y"]
    )
    code = "\n".join(lines)
    body = (
        f"```py linenos\n{code}\n```" if kind != "code_block" else "\n".join(f"    {line}" for line in lines)
    )
    page = page_of(body)
    assert len(page) > 3
    for index in (1, 2, len(page) - 1):
        assert whole_code(page, index, page.drawing(index).codes[0]) == code
    if kind == "fence":
        rows = [
            row.line.text for index in range(1, len(page)) for row in page.rows_of(index) if row.line.text
        ]
        assert rows[:2] == ["▏ py", "▏    1  x = 0   # why"]
        assert [int(row[2:7]) for row in rows[1:]] == list(range(1, 1501))
    if kind == "one line":
        rows = [
            row.line.text for index in range(1, len(page)) for row in page.rows_of(index) if row.line.text
        ]
        assert [row[2:4] for row in rows] == ["py", "1 ", *["  "] * (len(rows) - 3), "2 "]


def test_marks_go_on_through_the_pieces() -> None:
    code = "\n".join(f"x = {number}" for number in range(3000))
    page = page_of(f"```py {{2500}}\n{code}\n```")
    rows = [row.line.text for index in range(1, len(page)) for row in page.rows_of(index)]
    assert [row.rstrip() for row in rows if "▌" in row] == ["▌ x = 2499"]


def test_long_lines_wrap_if_asked() -> None:
    long = "value = call(first_argument, second_argument, third)"
    drawing = drawn(f"```py linenos {{1}}\n{long}\nx\n```", 34, options=WRAPPED)
    assert [line.text.rstrip() for line in drawing.lines] == [
        "▏ py",
        "▌ 1  value = call(first_argument,",
        "▌    ↪ second_argument, third)",
        "▏ 2  x",
    ]
    assert [(line.joins, line.glued) for line in drawing.lines] == [(False, False)] * 2 + [
        (True, False),
        (False, False),
    ]
    assert copied(drawing.lines[1:3], None, None) == long
    assert {line.width for line in drawing.lines[1:3]} == {34}
    assert texts("```\n" + "x" * 100 + "\n```", 30)[0] == "▏ " + "x" * 100


@given(
    st.lists(st.sampled_from(["a", "b", " ", "日", "é", "👩‍🚀"]), max_size=80).map("".join),
    st.integers(2, 30),
    st.integers(2, 30),
)
@example("日日b éaa", 8, 2)
@example("日日b éa日", 8, 3)
def test_rows_of_wrapped_code_hold_it_all(text: str, first: int, following: int) -> None:
    rows = list(cuts(text, first, following))
    joined = "".join(
        ("" if glued or not index else " ") + text[start:end]
        for index, (start, end, glued) in enumerate(rows)
    )
    assert joined == text
    for index, (start, end, _) in enumerate(rows):
        assert cell_len(text[start:end]) <= (following if index else first)


def test_tabs_stop_every_four_cells() -> None:
    assert expanded_tabs("\ta\tb\nabcd\te") == "    a   b\nabcd    e"
    assert expanded_tabs("日\tx\t") == "日  x   "


INFOS = st.sampled_from(["", "py", "py linenos {1-2}", "js {2} linenostart=998", "diff"])


@given(INFOS, st.text(alphabet="ab  \t日é(){}'\n", max_size=120), st.integers(1, 40))
def test_wrapped_rows_add_up(info: str, code: str, width: int) -> None:
    drawing = drawn(f"```{info}\n{code}\n```", width, options=WRAPPED)
    for line in drawing.lines:
        assert sum(cell_len(segment.text) for segment in line.segments) == line.width
        assert line.width <= max(width, 24)
    assert [found.text for found in drawing.codes] == [code]
