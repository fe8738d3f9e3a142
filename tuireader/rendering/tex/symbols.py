"""The symbols of TeX's commands, and their kinds, which decide their spacing."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pylatexenc.macrospec import LatexContextDb

_FUNCTIONS: Final = """
    arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim
    ln log max min Pr sec sin sinh sup tan tanh
"""
FUNCTIONS: Final[Mapping[str, str]] = {
    **{name: name for name in _FUNCTIONS.split()},
    "liminf": "lim inf",
    "limsup": "lim sup",
}
LIMITS: Final = frozenset({
    "argmax", "argmin", "det", "gcd", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup",
})  # fmt: skip
"""Functions whose scripts are above and below them."""
RELATIONS: Final = frozenset(
    "=<>≤≥≠≈≡≅≃∼∝∈∉∋⊂⊃⊆⊇⊄⊈⊊≪≫≺≻⪯⪰≼≽⊢⊨⊥∥∣→←↔↦⇒⇐⇔⟹⟸⟺⟶⟵⟼↪↠≔≜≐∴∵≲≳⊑⊒↑↓≦≧⩽⩾⊧⟂≍⟷⇀⇝⇢⇌⊣∌∦≁≢≇≂≕⊲⊳⊴⊵≐⊄≮≯≰≱∤⊩↩⇓⇑"
)
BINARIES: Final = frozenset("+−±∓×÷∪∩∧∨⊕⊗⊖⊙∘∖⋆⊔⊓·∗•†")
OPERATORS: Final = frozenset("∑∏∐∫∬∭∮∯⋃⋂⋁⋀⨁⨂⨀⨄⨆")
OPENING: Final = frozenset("([{⟨⌊⌈")
CLOSING: Final = frozenset(")]}⟩⌋⌉!")
SPACES: Final[Mapping[str, str]] = {
    "\\,": " ", "\\;": " ", "\\:": " ", "\\ ": " ", "\\\n": " ", "~": " ", "\\quad": "  ", "\\qquad": "    ",
    "\\!": "", "\\thinspace": " ", "\\enspace": " ",
}  # fmt: skip
_IGNORED: Final = """
    allowbreak bf hfill it Huge huge LARGE Large large limits nobreak nolimits nonumber normalsize notag relax rm
    sf scriptscriptstyle scriptsize scriptstyle small tiny
"""
IGNORED: Final = frozenset(_IGNORED.split())
ACCENTS: Final[Mapping[str, str]] = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0305", "underline": "\u0332", "vec": "\u20d7", "overrightarrow": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
    "mathring": "\u030a",
}  # fmt: skip
ALPHABETS: Final[Mapping[str, str]] = {
    "mathbb": "DOUBLE-STRUCK", "mathds": "DOUBLE-STRUCK", "pmb": "BOLD", "Bbb": "DOUBLE-STRUCK",
    "mathbf": "BOLD", "boldsymbol": "BOLD", "bm": "BOLD", "mathcal": "SCRIPT", "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR", "mathsf": "SANS-SERIF", "mathtt": "MONOSPACE",
}  # fmt: skip
_MORE: Final = r"""
    | ‖ { { } } % % $ $ & & # # _ _ implies ⟹ impliedby ⟸ iff ⟺ land ∧ lor ∨ lnot ¬ gets ← coloneqq ≔ lvert
    | rvert | vert | lVert ‖ rVert ‖ Vert ‖ mid ∣ colon : dots … ldots … cdots ⋯ dotsc … dotsb ⋯ vdots ⋮
    ddots ⋱ degree ° prime ′ star ⋆ ast ∗ sim ∼ neg ¬ ne ≠ triangle △ models ⊨ Re ℜ Im ℑ S § P ¶ imath ı
    jmath ȷ setminus ∖ lbrace { rbrace } lbrack [ rbrack ] backslash \ cdot · bullet • square □ blacksquare
    ■ Box □ qed ∎ epsilon ϵ varepsilon ε phi ϕ varphi φ emptyset ∅ varnothing ∅ perp ⊥ parallel ∥ hbar ℏ ell
    ℓ triangleq ≜ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ langle ⟨ rangle ⟩ iint ∬ iiint ∭ oint ∮ oiint ∯ checkmark ✓
    ddagger ‡ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ leadsto ⇝ eqsim ≂ thicksim ∼ Diamond ◇ bigstar ★ owns ∋ vDash ⊨ eqqcolon
    ≕ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆ diamondsuit ♢ heartsuit ♡ clubsuit ♣ spadesuit ♠
    dashrightarrow ⇢ eth ð lt < gt > leqslant ⩽ geqslant ⩾ aleph ℵ dag † dagger † pounds £ top ⊤ bot ⊥
"""
"""Commands that pylatexenc lacks, or has otherwise."""
_LETTERS: Final = dict(
    zip(
        "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW0123456789+−=()βγδθϕχ",
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
SUPERSCRIPTS: Final = str.maketrans({**_LETTERS, "′": "′", "°": "°", "∗": "*", "∘": "°", "†": "†", "⊤": "ᵀ"})
SUBSCRIPTS: Final = str.maketrans(
    dict(zip("aehijklmnoprstuvx0123456789+−=()βγρϕχ", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵦᵧᵨᵩᵪ", strict=True))
)


@cache
def symbol(name: str) -> str | None:
    """The character that a command without arguments stands for; None if it is not known."""
    if name in _more():
        return _more()[name]
    made = getattr(_commands().get_macro_spec(name), "simplify_repl", None)
    return made if isinstance(made, str) and len(made) == 1 and not made.isspace() else None


@cache
def _more() -> Mapping[str, str]:
    words = _MORE.split()
    return dict(zip(words[::2], words[1::2], strict=True))


@cache
def _commands() -> LatexContextDb:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


def letters(text: str, alphabet: str) -> str | None:
    """`text` in another alphabet, as `DOUBLE-STRUCK`; None where Unicode lacks a letter of it."""
    made = [_letter(char, alphabet) for char in unicodedata.normalize("NFD", text)]
    return None if None in made else "".join(char or "" for char in made)


def _letter(char: str, alphabet: str) -> str | None:
    if char in "() ,.-−+=/":
        return char
    name = unicodedata.name(char, "").removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    others = "BLACK-LETTER" if alphabet == "FRAKTUR" else alphabet
    made = _named(f"MATHEMATICAL {alphabet} {name}") or _named(f"{others} {name}")
    kept = not char.isalpha() or unicodedata.category(char) in {"Lm", "Lo"}
    return made or (char if alphabet in _WEIGHTS and kept else None)


_WEIGHTS: Final = frozenset({"BOLD", "SANS-SERIF", "MONOSPACE"})
"""Alphabets that differ from the plain one in their look alone."""


def _named(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None
