"""Formulas as MathML where latex2mathml understands all of them, else as the reader draws them."""

from __future__ import annotations

import re

import pytest

from tuireader.rendering.export.formulas import formula, mathml
from tuireader.rendering.export.safe_html import safe_html
from tuireader.rendering.tex import LONGEST


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{a}{b}", "ab"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a=bc=d"),
        (r"\begin{equation} E = mc^2 \label{eq:mass} \end{equation}", "E=mc2"),
        (r"a < b \text{ if } c", "a<b if c"),
        (r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", "(1001)"),
    ],
)
def test_what_is_understood_is_mathml(tex: str, words: str) -> None:
    made = mathml(tex, display=True)
    assert made.startswith("<math ")
    assert 'display="block"' in made
    shown = safe_html(made)
    assert shown.startswith("<math ")
    text = re.sub(r"<[^>]*>", "", shown).replace("&lt;", "<").replace("&nbsp;", " ")
    assert text == words
    assert shown.count("<mtr>") == made.count("<mtr>")


@pytest.mark.parametrize(
    "tex",
    [
        r"\ce{H2O}",
        r"\unknown{x}",
        r"\begin{tikzpicture} x \end{tikzpicture}",
        r"\begin{alignedat}{1} x & y \end{alignedat}",
        r"\text{for $n$}",
        r"\left( x",
        "x_",
        "{" * 2_000,
        "a+" * LONGEST,
    ],
)
def test_what_is_not_understood_is_drawn(tex: str) -> None:
    assert mathml(tex) == ""
    assert formula(tex, {}, display=True).startswith('<pre class="formula">')
    assert formula(tex, {}, display=False).startswith('<span class="formula">')


def test_nothing_in_a_formula_acts() -> None:
    made = safe_html(mathml(r"\href{javascript:alert(1)}{x} \style{background:url(//x)}{y}"))
    assert re.sub(r"<[^>]*>", "", made) == "xy"
    assert not re.search("href|url|javascript", made)
