"""Formulas in MathML where that says all that their TeX says, else as the reader draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import escapeHtml

from tuireader.late import expression
from tuireader.rendering.elements.flow import clean
from tuireader.rendering.tex import LONGEST, expanded, readable

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from tuireader.rendering.tex.macros import Macro

WIDEST: Final = 96
"""Cells that a drawn formula may take, so that it fits on a sheet of paper."""
_ENVIRONMENT: Final = expression(r"\\begin\s*\{([^}]*)\}")
_ROWS: Final = "align align* array cases split substack"
_MATRICES: Final = "bmatrix Bmatrix matrix pmatrix smallmatrix vmatrix Vmatrix"
_KNOWN: Final = frozenset(f"{_ROWS} {_MATRICES}".split())
"""The environments that latex2mathml sets; of others it takes the marks of rows and columns for text."""
_ALIKE: Final = {"aligned": "split", "dcases": "cases", "gathered": "split"}
"""Environments that look like a known one."""
_END: Final = expression(r"\\(begin|end)\s*\{(\w+)\}")
_WHOLE: Final = expression(r"\\(?:begin|end)\s*\{equation\*?\}|\\label\s*\{[^{}]*\}|\\no(?:number|tag)\b")
"""What says how a formula is numbered."""
_UNREAD: Final = expression(r"[\\&$]")
"""Signs of TeX that are left over where it was not understood."""


def formula(written: str, macros: Mapping[str, Macro], *, display: bool, in_mathml: bool = True) -> str:
    """A formula as HTML; with signs that Unicode lacks, as TeX."""
    tex = expanded(written, macros)
    if not tex.strip():
        return ""
    if in_mathml and (found := mathml(tex, display=display)):
        return f'<div class="formula">{found}</div>\n' if display else found
    lines = readable(tex, display=True, width=WIDEST) if display else readable(tex)
    shown = escapeHtml("\n".join(lines) if lines else clean(written.strip()))
    return f'<pre class="formula">{shown}</pre>\n' if display else f'<span class="formula">{shown}</span>'


def mathml(tex: str, *, display: bool = False) -> str:
    """A formula in MathML; empty if some of it cannot be said so."""
    tex = _END.sub(_named, _WHOLE.sub("", tex)).strip()
    if len(tex) > LONGEST or not _KNOWN.issuperset(_ENVIRONMENT.findall(tex)):
        return ""
    from latex2mathml.converter import convert
    from lxml import etree

    try:
        found = convert(tex, display="block" if display else "inline")
        words = "".join(etree.fromstring(found.encode("utf-8", "replace")).itertext())
    except Exception:  # noqa: BLE001 - whatever the library meets, the formula is drawn
        return ""
    return "" if not words.strip() or _UNREAD.search(words) else str(found)


def _named(found: re.Match[str]) -> str:
    """The beginning or the end of an environment by the name that is known."""
    return f"\\{found[1]}{{{_ALIKE.get(found[2], found[2])}}}"
