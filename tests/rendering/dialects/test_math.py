"""Formulas in a post: where they begin and end, and what dollars else mean."""

from __future__ import annotations

import pytest

from tests.rendering.dialects.pages import drawn, drawn_lines, page
from tuireader.rendering.page.find import may_hold
from tuireader.rendering.theme import night

DOLLARS = ("plain", "obsidian", "astro")


def formulas(body: str, engine: str) -> list[str]:
    segments = [segment for line in drawn_lines(body, engine, width=120) for segment in line.segments]
    return [
        each.text
        for each in segments
        if each.style and each.style.color == night().math.color and each.text.strip()
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("$x$ and $y_1$.", ["x", "y₁"]),
        ("($x$), **$y$**", ["x", "y"]),
        ("$a_b$ *and* $c_d$", ["a_b", "c_d"]),
        ("$`x^2`$", ["x²"]),
        ("$a\n= b$", ["a = b"]),
        (r"$\$5$ \(z_1\) \\(w\\)", ["$5", "z₁", "w"]),
        ("$$x$$ in text", ["x"]),
        ("$5 and $6", []),
        ("$5, or 6$.", []),
        ("5$ and 6$", []),
        ("$HOME/bin:$PATH", []),
        ("$x $ and $ y$", []),
        ("a$x$ and $x$b", []),
        ("`$x$` and \\$x$", []),
        ("\\(see below\\)", []),
        ("Amazon Web Services \\(AWS\\), not \\(n\\)", ["n"]),
        (r"as \[x^2\] has, and \[a = b\].", ["x²", "a = b"]),
        (r"\[see below\] \[snake_case\] \[key=value\] \[x^2\](/link) \[x^2", []),
        ("$HOME is where my heart is, 1$", []),
    ],
)
def test_formulas_in_dollars(body: str, wanted: list[str]) -> None:
    for engine in DOLLARS:
        assert formulas(body, engine) == wanted, engine


@pytest.mark.parametrize("engine", ["hugo", "zola"])
def test_a_single_dollar_is_money_where_nothing_says_otherwise(engine: str) -> None:
    assert formulas("$x$, $5 and $6, but $$y$$, \\(z_1\\) and \\\\(w\\\\)", engine) == ["y", "w"]


def test_a_single_dollar_is_money_on_jekyll_sites() -> None:
    assert formulas("$x$ but $$y$$ and \\\\(z\\\\)", "jekyll") == ["y", "z"]


@pytest.mark.parametrize(
    ("body", "engines", "wanted"),
    [
        (r"$$a\_1 + \{b\}$$", ("zola", "hugo"), ["a₁ + b"]),
        (r"$$a\_1 + \{b\}$$", ("jekyll", "obsidian"), ["a_1 + {b}"]),
        (r"\\(a\_1\\)", ("zola", "hugo", "jekyll"), ["a₁"]),
        (r"\\(a\,b\\)", ("zola",), ["a, b"]),
        (r"\\(a\,b\\)", ("jekyll",), ["a b"]),
    ],
)
def test_formulas_are_what_markdown_leaves_of_them(
    body: str, engines: tuple[str, ...], wanted: list[str]
) -> None:
    """An escaped sign loses its backslash where the engine knows no formulas (Hugo 0.168, Zola 0.22, kramdown 2.4)."""
    for engine in engines:
        assert formulas(body, engine) == wanted, engine


@pytest.mark.parametrize(("rows", "engine"), [("\\\\\\\\", "zola"), ("\\\\", "jekyll"), ("\\\\", "obsidian")])
def test_rows_of_a_formula_are_parted_as_the_page_has_it(rows: str, engine: str) -> None:
    body = f"$$\n\\begin{{aligned}}\na &= b {rows}\nc &= d\n\\end{{aligned}}\n$$"
    assert drawn(body, engine) == ["    a = b", "    c = d"]


@pytest.mark.parametrize("engine", ["hugo", "zola", "jekyll"])
def test_rows_that_markdown_joins_are_one_row(engine: str) -> None:
    """A backslash at the end of a line is a blank (KaTeX 0.16, MathJax 3); kramdown 2.4 makes a break of two."""
    body = "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}"
    assert " ".join("".join(drawn(body, engine)).split()) == "a = b c = d"


@pytest.mark.parametrize(
    "body",
    [
        "$$\nx = y\n$$",
        "$$ x = y $$",
        "```math\nx = y\n```",
        "\\begin{equation}\nx = y\n\\end{equation}",
        "\\\\[ x = y \\\\]",
    ],
)
def test_formulas_in_lines_of_their_own(body: str) -> None:
    for engine in (*DOLLARS, "jekyll", "hugo"):
        assert drawn(f"a\n{body}\nb", engine) == ["a", "", "    x = y", "", "b"]


@pytest.mark.parametrize("body", ["$$ is a process", "$$\nnot closed", "$$ a\nb $$ c", "$$ a $$ b"])
def test_others_are_paragraphs(body: str) -> None:
    made = page(f"{body}\n\nafter", "plain")
    assert [block.kind for block in made.blocks] == ["paragraph", "paragraph"]
    assert drawn(f"{body}\n\nafter", "plain")[-1] == "after"


def test_markdown_within_a_formula_is_none() -> None:
    assert drawn("$$\na\n- b\n= c\n+ d\n$$", "plain") == ["    a − b = c + d"]


def test_an_unreadable_formula_keeps_its_lines_and_where_they_come_from() -> None:
    lines = drawn_lines("$$\n\\foo{a}\n\\bar{bcd}\n$$", "plain")
    assert [line.text.strip() for line in lines] == ["\\foo{a}", "\\bar{bcd}"]
    assert [line.source for line in lines] == [1, 2]


def test_a_formula_is_no_place_for_the_terminal_s_own_signs() -> None:
    text = "".join(drawn("$x\x1b]52;c;!\x07$ and $$\x9b1m$$", "plain"))
    assert text.isprintable()


@pytest.mark.parametrize(
    "body",
    [
        "$\\alpha$",
        "$$\n\\alpha\n$$",
        "```math\n\\alpha\n```",
        "\\(\\alpha_1\\)",
        "\\begin{align}\n\\alpha\n\\end{align}",
    ],
)
def test_what_a_formula_shows_can_be_found(body: str) -> None:
    made = page(body, "plain")
    assert "α" in "".join(line.text for line in made.drawing(1).lines)
    assert may_hold(made, 1, "α")
