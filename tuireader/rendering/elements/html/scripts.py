"""What is raised or lowered, `<sup>` and `<sub>`, in text that has one size: so that `x<sub>10</sub>` is not `x10`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.flow import NO_LINK, Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.rendering.elements.flow import Flow

_SMALL: Final = {
    "sup": str.maketrans("0123456789+-−=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ"),
    "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_SIGNS: Final = {"sup": "^", "sub": "_"}
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th", "er", "re", "ème", "eme"})
_FEW: Final = 3
"""Characters up to which letters are read with ease when small."""


def set_script(flow: Flow, name: str, first: int, at: int) -> None:
    """Raise or lower what a flow holds from run `first`, at offset `at`, to its end.

    What has no such form is put after `^` or `_` where it would else be glued to the word before it.
    """
    text = "".join(run.text for run in flow.runs[first:])
    shown = text.strip(" ")
    if not shown or "\n" in text or (shown in _ORDINALS and _before(flow, first).isdigit()):
        return
    table = _table(name, shown)
    if all(ord(char) in table for char in shown):
        flow.runs[first:] = [run._replace(text=run.text.translate(table)) for run in flow.runs[first:]]
        return
    if (text[0].isalnum() or text[0] in "+-−") and not _before(flow, first).isspace():
        _mark(flow, name, first, at, alone=len(shown) == 1)


def _mark(flow: Flow, name: str, first: int, at: int, *, alone: bool) -> None:
    """Say by a sign that what follows is raised or lowered, and by brackets how far."""
    style = flow.runs[first].style
    brackets = ("", "") if alone else ("(", ")")
    flow.insert(first, at, Run(_SIGNS[name] + brackets[0], style, NO_LINK))
    flow.verbatim(brackets[1], style)


def _before(flow: Flow, index: int) -> str:
    return flow.runs[index - 1].text[-1:] if index else " "


def _table(name: str, text: str) -> Mapping[int, int | str]:
    if len(text) > _FEW:
        return _SMALL[name]
    from tuireader.rendering.tex.symbols import SUBSCRIPTS, SUPERSCRIPTS  # noqa: PLC0415 - few posts need it

    return {**(SUPERSCRIPTS if name == "sup" else SUBSCRIPTS), **_SMALL[name]}
