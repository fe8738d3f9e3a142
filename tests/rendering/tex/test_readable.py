"""Formulas as readable Unicode, where nothing is lost by it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.rendering.tex import LONGEST, readable

FORMULAS = {
    r"E = mc^2": "E = mc²",
    r"a_{ij}^{(k)} + x''": "aᵢⱼ⁽ᵏ⁾ + x′′",
    r"x_T^{\alpha}": "x_T^α",
    r"y_{\text{max}} + z_{max, q}": "yₘₐₓ + z_(max,q)",
    r"\frac{a+b}{c}": "(a + b)/c",
    r"\frac{a}{2b}": "a/(2b)",
    r"\frac{n(n+1)}{2}": "n(n + 1)/2",
    r"\frac{\frac{a}{b}}{c}": "(a/b)/c",
    r"\frac{a}{\frac{b}{c}}": "a/(b/c)",
    r"\frac{\partial L}{\partial w_i}": "∂L/∂wᵢ",
    r"x\frac{a}{b}y": "x(a/b)y",
    r"\frac12 + \tfrac{3}{4}": "½ + ¾",
    r"\left(\frac{a}{b}\right)^n": "(a/b)ⁿ",
    r"\sqrt{2} \sqrt{x+1} \sqrt[3]{y} \sqrt[n]{z}": "√2√(x + 1)∛y ⁿ√z",
    r"\sum_{i=0}^n x_i": "∑ᵢ₌₀ⁿ xᵢ",
    r"\int_0^\infty e^{-x}\,dx": "∫₀^∞ e⁻ˣ dx",
    r"\lim_{x \to 0} \sin x": "lim_(x→0) sin x",
    r"-x - -y": "−x − −y",
    r"\mathbb{R}^n \to \mathcal{L}, \mathbf{x}, \mathfrak{g}": "ℝⁿ → ℒ, 𝐱, 𝔤",
    r"\hat{y} \approx \vec v, \overline{AB}": "ŷ ≈ v⃗, A̅B̅",
    r"a \not\in B \ne c": "a ∉ B ≠ c",
    r"\operatorname{softmax}(x) \text{ if } x": "softmax(x) if x",
    r"|x| \le \|y\| \mid \{z\}": "|x| ≤ ‖y‖ ∣ {z}",
    r"1{,}000 \times 10^{-3}\%": "1,000 × 10⁻³%",
    r"\binom{n}{k}, a \bmod b, a \equiv b \pmod{n}": "(n choose k), a mod b, a ≡ b (mod n)",
    "a \\\nb": "a b",
    r"A \xrightarrow{f} B": "A →^(f) B",
    r"2\sin\theta\cos\theta": "2 sin θ cos θ",
    r"\label{eq:1} x % a comment": "x",
    r"x = 1 \tag{3}": "x = 1    (3)",
}
BLOCKS = {
    r"A = \begin{pmatrix} a & b \\ c & dd \end{pmatrix}^T": ["A = ⎛a  b ⎞T", "    ⎝c  dd⎠"],
    r"\begin{bmatrix}1\\2\\3\end{bmatrix}": ["⎡1⎤", "⎢2⎥", "⎣3⎦"],
    r"f = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}": ["f = ⎧1  x > 0", "    ⎩0  else"],
    r"\begin{aligned} f(x) &= x \\ &= y + 1 \end{aligned}": ["f(x) = x", "     = y + 1"],
    r"\begin{equation} B = \begin{vmatrix} 1 \\ 2 \end{vmatrix} \end{equation}": ["B = │1│", "    │2│"],
    r"\left[\begin{array}{cc} 1 & 2 \\[2pt] 3 & 4 \end{array}\right]": ["⎡1  2⎤", "⎣3  4⎦"],
    r"a \\ b": ["a", "b"],
}
LOST = [
    r"\unknown{x}", r"\cal x", "x^", "_", "{x", "x}", r"\frac{a}", "x_1_2", "a & b", r"\left(x",
    r"\begin{tikzcd}a\end{tikzcd}", r"\begin{cases} a", r"\begin{cases}a\end{align}", r"\text{a $x}", "", "  ", "\\",
    "a\x1bb", "a\u200bb",
]  # fmt: skip


@pytest.mark.parametrize(("tex", "shown"), FORMULAS.items())
def test_formulas_can_be_read(tex: str, shown: str) -> None:
    assert readable(tex) == (shown,)


@pytest.mark.parametrize(("tex", "lines"), BLOCKS.items())
def test_a_formula_by_itself_may_have_several_lines(tex: str, lines: list[str]) -> None:
    assert readable(tex, display=True) == tuple(lines)


def test_a_matrix_within_text_is_on_one_line() -> None:
    assert readable(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^T") == ("(a b; c d)ᵀ",)
    assert readable(r"\begin{aligned} a &= b \\ c &= d \end{aligned}") is None


def pairs() -> list[tuple[str, str]]:
    """The formulas of the table, each with its drawing."""
    text = (Path(__file__).parents[2] / "data" / "tex" / "formulas.txt").read_text(encoding="utf-8")
    return [(tex, shown) for one in text.split("====\n") for tex, _, shown in [one.partition("\n----\n")]]


@pytest.mark.parametrize(("tex", "shown"), pairs())
def test_formulas_in_two_dimensions(tex: str, shown: str) -> None:
    lines = readable(tex, display=True)
    assert "\n".join(lines or ["(as TeX)"]) + "\n" == shown


WIDE = {
    "f(x) = a + b + c = d + e": ["f(x) = a + b + c", "     = d + e"],
    "f = aaaa + bbbb + cccc + dddd": ["f = aaaa + bbbb", "    + cccc + dddd"],
    r"\frac{aaaaaaaa}{bbbbbbbb} + \frac{cccccccc}{dddddddd}": [
        "aaaaaaaa", "────────", "bbbbbbbb", "", "      cccccccc", "    + ────────", "      dddddddd",
    ],
    "aaaaaaaaaaaabbbbbbbbbbbbcccccccc": ["aaaaaaaaaaaabbbbbbbbbbbbcccccccc"],
    "aaaaaaaabbbbbbbb = c + d": ["aaaaaaaabbbbbbbb", "    = c + d"],
    r"f = \left( aaaaaaaaaaa + bbbbbbbbbb \right) = c": ["f = (aaaaaaaaaaa + bbbbbbbbbb)", "  = c"],
}  # fmt: skip


ALIGNED = r"\begin{aligned} f(x) &= aaaaaaa + bbbbbbb + ccccccc \\ &= \frac{aaaaaaa}{2} + bbbbbbbbbb + dd \end{aligned}"
BROKEN = """\
f(x) = aaaaaaa + bbbbbbb
       + ccccccc

       aaaaaaa
     = ─────── + bbbbbbbbbb + dd
          2"""


def test_rows_that_are_too_wide_are_broken_in_their_last_column() -> None:
    assert "\n".join(readable(ALIGNED, display=True, width=32) or ()) == BROKEN


@pytest.mark.parametrize(("tex", "lines"), WIDE.items())
def test_a_formula_that_is_too_wide_is_broken_where_that_is_natural(tex: str, lines: list[str]) -> None:
    assert readable(tex, display=True, width=18) == tuple(lines)


@pytest.mark.parametrize("tex", LOST)
def test_what_would_lose_something_is_left_as_it_is(tex: str) -> None:
    assert readable(tex, display=True) is None


@pytest.mark.parametrize(
    "tex",
    ["{" * LONGEST, r"\frac" * 700, "x^{" * 900, r"\left(" * 600, r"\begin{cases}" * 200, "x" * LONGEST * 2],
)
def test_hostile_formulas_are_left_as_they_are(tex: str) -> None:
    assert readable(tex, display=True) is None


TOKENS = [
    "a",
    "x",
    "12",
    "^",
    "_",
    "{",
    "}",
    " ",
    "+",
    "-",
    "=",
    r"\frac",
    r"\alpha",
    r"\sqrt",
    "(",
    ")",
    r"\left(",
    r"\right)",
]
MORE = [
    r"\mathbb",
    r"\hat",
    r"\text",
    r"\\",
    "&",
    r"\begin{cases}",
    r"\end{cases}",
    r"\sum",
    ",",
    "'",
    "|",
    r"\not",
    r"\sin",
]


@given(st.lists(st.sampled_from([*TOKENS, *MORE])).map("".join), st.booleans())
def test_every_letter_and_digit_of_a_formula_is_shown(tex: str, display: bool) -> None:
    lines = readable(tex, display=display)
    if lines is None:
        return
    assert display or len(lines) == 1
    shown = unicodedata.normalize("NFKD", "".join(lines)).replace("⁄", "")
    for sign, command in (("a", "a"), ("x", "x"), ("α", r"\alpha"), ("∑", r"\sum"), ("+", "+")):
        plain = tex
        for other in (r"\alpha", r"\frac", r"\mathbb", r"\hat", r"\text", r"\begin{cases}", r"\end{cases}"):
            plain = plain if other == command else plain.replace(other, "")
        assert shown.count(sign) >= plain.count(command), (tex, lines)
