"""Macros that posts define for their formulas."""

from __future__ import annotations

import pytest

from tests.rendering.dialects.pages import drawn
from tuireader.rendering.tex import expanded, readable
from tuireader.rendering.tex.macros import Macro, macros_in

DEFINED = r"""
\newcommand{\RR}{ \mathbb{R} }
\newcommand\norm[1]{\lVert #1 \rVert}
\newcommand{\E}[2][x]{\mathbb{E}_{#1}[ #2 ]}
\renewcommand{\phi}{\varphi}
\def\half{\frac{1}{2}}
\def\pair#1#2{(#1, #2)}
\DeclareMathOperator{\sgn}{sgn}
\DeclareMathOperator*{\best}{best}
\newcommand{\deep}[1]{\norm{\norm{#1}}}
"""
MACROS = {macro.name: macro for _, macro in macros_in(DEFINED)}


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        (r"x \in \RR^n", r"x \in  \mathbb{R} ^n"),
        (r"\norm{a + b}", r"\lVert a + b \rVert"),
        (r"\norm x", r"\lVert x \rVert"),
        (r"\E{f} + \E[z]{g}", r"\mathbb{E}_{x}[ f ] + \mathbb{E}_{z}[ g ]"),
        (r"\phi\half", r"\varphi\frac{1}{2}"),
        (r"\pair{a}\phi", r"(a, \varphi)"),
        (r"\sgn(x) \best_y", r"\operatorname{sgn}(x) \operatorname*{best}_y"),
        (r"\deep{a}", r"\lVert \lVert a \rVert \rVert"),
        (r"\RRR \unknown{a}", r"\RRR \unknown{a}"),
        (r"\norm", r"\norm"),
        (r"\newcommand{\q}{r} a\require{ams}\definecolor{x}{RGB}{1, 2, 3}", " a"),
    ],
)
def test_macros_stand_for_what_was_defined(tex: str, wanted: str) -> None:
    assert expanded(tex, MACROS) == wanted


@pytest.mark.parametrize("body", [r"\again", r"\again\again", r"x\again{#1}"])
def test_a_macro_without_end_is_left_as_it_is(body: str) -> None:
    assert expanded(r"a \again{b}", {"again": Macro("again", body)}) == r"a \again{b}"


def test_hostile_definitions_take_no_time_that_is_noticed() -> None:
    assert list(macros_in("\\newcommand{\\a}{" * 3_000)) == []
    assert list(macros_in("\\def\\a{" + "{" * 50_000)) == []
    assert list(macros_in("\\newcommand" + " " * 1_000_000 + "x")) == []


def test_definitions_after_many_without_an_end_are_not_read() -> None:
    assert [macro.name for _, macro in macros_in("\\def\\a{\n" * 99 + "\\def\\b{x}")] == ["b"]
    assert list(macros_in("\\def\\a{\n" * 100 + "\\def\\b{x}")) == []


def test_a_post_defines_macros_for_its_formulas_wherever_they_are_written() -> None:
    body = (
        'Before $$\\RR$$ and $$\\other$$.\n\n<div style="display: none">\n$$\n\\newcommand{\\RR}{\\mathbb{R}}\n'
        "$$\n</div>\n\n$$\n\\def\\two{2}\n$$\n\nAfter $$x^\\two$$.\n\n```\n\\newcommand{\\other}{O}\n```\n"
    )
    shown = drawn(body, "jekyll")
    assert [line for line in shown if line][:2] == ["Before ℝ and \\other.", "After x²."]


def test_a_bold_letter_keeps_its_accent() -> None:
    assert readable(r"\mathbf{\hat y} + {a \atop b}", display=True) == ("𝐲̂ + a", "    b")
