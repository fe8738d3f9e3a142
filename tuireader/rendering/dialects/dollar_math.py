r"""Mathematics in single dollars too, `$x$`, and in `\(x\)`: all engines but kramdown.

By GitHub's rule: no space within the dollars, no letter or digit around them. So `$5 and $6` are prices.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects import math

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_DOLLARS: Final = re.compile(r"\$(?![\s$])((?:[^$\\\n]|\\[^\n]|(?<=[^\s])\n(?=\S))+)\$(?![\w$])")
_QUOTED: Final = re.compile(r"\$`([^`\n]+)`\$")
_OPENING: Final = r"\\\[(?=[ \t]*$|.*[\\^_=].*\\\][ \t]*$)"
_PAIRS: Final = {"\\(": re.compile(r"\\[()]")}
_BRACKETS: Final = {"\\[": re.compile(r"\\[\[\]](?![(\[:])")}
_FORMULA: Final = re.compile(r"\\[A-Za-z]|\^|_\{|\b\w_\w\b|\s[=<>+-]\s")
_LONGEST: Final = 2_000
_TEX: Final = re.compile(r"[\\^_=+<>{}]")
_PROSE: Final = re.compile(r"^\d.*\s|(?<![^\W\d_])[^\W\d_]{2,}+,?\s+[^\W\d_]{2}")
_SHORT: Final = 3


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find formulas in single and double dollars."""
    math.enable_formulas(parser, f"{math.OPENING}|{_OPENING}")
    parser.inline.ruler.before("escape", "math_parenthesis", _parenthesis)
    parser.inline.ruler.before("escape", "math_bracket", _bracket)
    parser.inline.ruler.push("math_dollar", _dollars)


def _dollars(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    if state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] == "$"):
        return False
    if quoted := _QUOTED.match(state.src, state.pos, state.posMax):
        return math.push_inline(state, quoted[1], quoted.end(), silent)
    match = _DOLLARS.match(state.src, state.pos, state.posMax)
    if match is None or match[1][-1].isspace() or _is_prose(match[1]):
        return False
    return math.push_inline(state, match[1], match.end(), silent)


def _is_prose(text: str) -> bool:
    """Whether words stand between two dollars: `$5, not 6$`, `$HOME is where 1$`."""
    return not _TEX.search(text) and _PROSE.search(text) is not None


def _parenthesis(state: StateInline, silent: bool) -> bool:
    r"""`\(x\)` where it can't be brackets that somebody escaped."""
    if not state.src.startswith("\\(", state.pos):
        return False
    end = state.src.find("\\)", state.pos, state.posMax)
    inner = state.src[state.pos + 2 : min(end, state.pos + 200)] if end > 0 else ""
    if not (_TEX.search(inner) or len(inner.strip()) <= _SHORT):
        return False
    return math.between(state, _PAIRS, silent)


def _bracket(state: StateInline, silent: bool) -> bool:
    r"""`\[x^2\]` among words, by the same token: an escaped `\[snake_case\]` or `\[key=value\]` is none."""
    if not state.src.startswith("\\[", state.pos):
        return False
    end = state.src.find("\\]", state.pos, min(state.posMax, state.pos + _LONGEST))
    if end < 0 or not _FORMULA.search(state.src, state.pos + 2, end):
        return False
    return math.between(state, _BRACKETS, silent)
