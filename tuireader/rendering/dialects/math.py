r"""Mathematics in double and single dollars, in `\(x\)`, and in `\begin{align}`.

These are what kramdown and MathJax take on every Jekyll site; a single dollar is money there (see `dollar_math`).
A formula in lines of its own ends where its mark is closed. Where a blank line comes first it is a paragraph.

An engine that knows nothing of formulas (`escaped_formulas`) takes the backslash away from each sign that it knows,
before MathJax or KaTeX see the page: `a\_1` is TeX's `a_1` there.

By GitHub's rule: no space within the dollars, no letter or digit around them. So `$5 and $6` are prices.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.dialects.obsidian import INTERRUPTS
from tuireader.rendering.parsing.rule_parts import content_of, line_text, push_paragraph
from tuireader.rendering.tex import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

OPENING: Final = (
    r"\$\$(?!\$)|\\\\\[|\\begin\{(?P<name>(?:align(?:at|ed)?|equation|gather(?:ed)?|multline|eqnarray|split|cases"
    r"|[pbvBV]?matrix|array)\*?)\}"
)
_CLOSING: Final = {"$$": "$$", "\\\\[": "\\\\]", "\\[": "\\]"}
_PAIRS: Final = {"\\\\(": expression(r"\\\\[()]"), "\\\\[": expression(r"\\\\[\[\]]")}


_CODE: Final = "$`"
"""The mark of formulas that are code, of which no backslash is taken."""
_ESCAPED: Final = "escaped_formulas"
"""The option that holds the signs that lose their backslash, and the marks of formulas in which they keep it."""
_ESCAPES: Final = expression(r"\\([!-/:-@\[-`{-~])")
_KRAMDOWN_ESCAPES: Final = expression(r"""\\([\\.*_+`<>()\[\]{}#!:|"'$=-])""")
"""Kramdown::Parser::Kramdown::ESCAPED_CHARS of kramdown 2.4."""


def enable_escaped_formulas(parser: MarkdownIt) -> None:
    """Make `parser` read formulas as CommonMark leaves them on a page."""
    parser.options[_ESCAPED] = _ESCAPES, (_CODE,)


def enable_kramdown_formulas(parser: MarkdownIt) -> None:
    """Make `parser` read formulas as kramdown leaves them on a page; it knows double dollars itself."""
    parser.options[_ESCAPED] = _KRAMDOWN_ESCAPES, ("$$", _CODE)
    parser.core.ruler.after("block", "kept_in_line", _keep_in_line)


_KEPT_IN_LINE: Final = expression(r"\\\$\$(?:[^$]++|\$(?!\$))*+\$\$[ \t]*(?:\n|\Z)")


def _keep_in_line(state: StateCore) -> None:
    """Take the backslash away that keeps a formula in its paragraph, which it begins (kramdown 2.5.2, `math.rb`)."""
    for before, token in pairwise(state.tokens):
        if before.type == "paragraph_open" and _KEPT_IN_LINE.match(token.content):
            token.content = token.content[1:]


def _on_the_page(parser: MarkdownIt, content: str, mark: str) -> str:
    """The TeX of a formula once Markdown has taken its backslashes away."""
    signs, whole = parser.options.get(_ESCAPED) or (None, ())
    return content if signs is None or mark in whole else signs.sub(r"\1", content)


def enable_math(parser: MarkdownIt) -> None:
    """Make `parser` find formulas: `math_block` and `math_inline` tokens whose content is TeX."""
    enable_formulas(parser, OPENING)


def enable_formulas(parser: MarkdownIt, opening: str) -> None:
    """Do as `enable_math`, with formulas in lines of their own that begin with a match of the expression `opening`."""
    parser.block.ruler.before("table", "math_block", _display_rule(re.compile(opening)), INTERRUPTS)
    parser.inline.ruler.before("escape", "math_escaped", _escaped)
    parser.inline.ruler.push("math_inline", _double)
    parser.core.ruler.after("block", "math_fence", _fences)


def _display_rule(opening: re.Pattern[str]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The rule of formulas in lines of their own that begin with a match of `opening`."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        if state.src[at : at + 1] not in {"$", "\\"} or state.is_code_block(start):
            return False
        match = opening.match(state.src, at, state.eMarks[start])
        if match is None:
            return False
        closing = f"\\end{{{match['name']}}}" if match.groupdict().get("name") else _CLOSING[match[0].strip()]
        found = _closes(state.src[match.end() : state.eMarks[start]], closing)
        if found is False:
            return False
        if not silent:
            _push(state, start, start if found else _closing(state, start + 1, end, closing), closing)
        return True

    return rule


def _closes(text: str, closing: str) -> bool | None:
    """Tell whether text ends with `closing`; None if it does not hold it at all."""
    where = text.find(closing)
    return None if where < 0 else where > 0 and not text[where + len(closing) :].strip()


def _closing(state: StateBlock, line: int, end: int, closing: str) -> int | None:
    """The line that closes a formula; None if something else comes first."""
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = line_text(state, line)
        if closing in text:
            return line if text.rstrip().endswith(closing) and text.count(closing) == 1 else None
        line += 1
    return None


def _push(state: StateBlock, start: int, last: int | None, closing: str) -> None:
    if last is None:
        line = start + 1
        while line < state.lineMax and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
            line += 1
        push_paragraph(state, start, line)
        state.line = line
        return
    text = content_of(state, start, last + 1)
    token = state.push("math_block", "math", 0)
    begins = text.startswith("\\begin")
    content = text if begins else text[len(closing) : -len(closing)]
    token.content = _on_the_page(state.md, content, closing)
    token.map = [start, last + 1]
    token.markup = closing
    state.line = last + 1


def _double(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("$$", state.pos):
        return False
    end = state.src.find("$$", state.pos + 2, state.posMax)
    content = state.src[state.pos + 2 : end] if end > 0 else ""
    if state.src[end + 2 : end + 3].isdecimal() and _is_prose(content):
        return False  # prices: $$5 and $$6
    return bool(content.strip("$ \n")) and push_inline(state, content, end + 2, silent, "$$")


def _escaped(state: StateInline, silent: bool) -> bool:
    r"""`\\(x\\)`, which Markdown makes `\(x\)` of for MathJax."""
    return between(state, _PAIRS, silent)


def between(state: StateInline, pairs: dict[str, re.Pattern[str]], silent: bool) -> bool:
    """Find a formula between one of the marks `pairs` and the closing mark that its pattern finds; a rule's answer."""
    if state.src[state.pos] != "\\":
        return False
    for mark, pattern in pairs.items():
        if state.src.startswith(mark, state.pos):
            end = pattern.search(state.src, state.pos + len(mark), state.posMax)
            content = state.src[state.pos + len(mark) : end.start()] if end else ""
            return bool(end and end[0] != mark and content.strip()) and push_inline(
                state, content, end.end() if end else 0, silent, mark
            )
    return False


def push_inline(state: StateInline, content: str, end: int, silent: bool, mark: str) -> bool:
    """Add a formula that begins with `mark` and ends at `end`; a rule's answer."""
    if not silent:
        state.push("math_inline", "math", 0).content = _on_the_page(state.md, content, mark)
    state.pos = end
    return True


def _fences(state: StateCore) -> None:
    """Take a fence of the language `math` for a formula, as GitHub does."""
    for token in state.tokens:
        if token.type == "fence" and token.info.strip() == "math" and len(token.content) <= LONGEST:
            token.type = "math_block"


_DOLLARS: Final = expression(r"\$(?![\s$])((?:[^$\\\n]|\\[^\n]|(?<=[^\s])\n(?=\S))+)\$(?![\w$])")
_QUOTED: Final = expression(r"\$`([^`\n]+)`\$")
_OPENING: Final = r"\\\[(?=[ \t]*$|.*[\\^_=].*\\\][ \t]*$)"
_SINGLE_PAIRS: Final = {"\\(": expression(r"\\[()]")}
_BRACKETS: Final = {"\\[": expression(r"\\[\[\]](?![(\[:])")}
_FORMULA: Final = expression(r"\\[A-Za-z]|\^|_\{|\b\w_\w\b|\s[=<>+-]\s")
_MAX_BRACKETED: Final = 2_000
_TEX: Final = expression(r"[\\^_=+<>{}]")
_PROSE: Final = expression(r"^\d.*\s|(?<![^\W\d_])[^\W\d_]{2,}+,?\s+[^\W\d_]{2}")
_MAX_SHORT: Final = 3
_ACRONYM: Final = expression(r"[A-Z]{2,}")
"""Escaped brackets hold an abbreviation more often than a formula does."""


def enable_bracket_math(parser: MarkdownIt) -> None:
    """Make `parser` find formulas in double dollars and in escaped brackets."""
    enable_formulas(parser, f"{OPENING}|{_OPENING}")
    parser.inline.ruler.before("escape", "math_parenthesis", _parenthesis)
    parser.inline.ruler.before("escape", "math_bracket", _bracket)


def enable_dollar_math(parser: MarkdownIt) -> None:
    """Make `parser` find formulas in single and double dollars and in escaped brackets."""
    enable_bracket_math(parser)
    enable_single_dollars(parser)


def enable_single_dollars(parser: MarkdownIt) -> None:
    """Make `parser` find formulas in single dollars, beside those that it finds already."""
    parser.inline.ruler.push("math_dollar", _dollars)


def _dollars(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    if state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] == "$"):
        return False
    if quoted := _QUOTED.match(state.src, state.pos, state.posMax):
        return push_inline(state, quoted[1], quoted.end(), silent, _CODE)
    match = _DOLLARS.match(state.src, state.pos, state.posMax)
    if match is None or match[1][-1].isspace() or _is_prose(match[1]):
        return False
    return push_inline(state, match[1], match.end(), silent, "$")


def _is_prose(text: str) -> bool:
    """Tell whether words are between two dollars: `$5, not 6$`, `$HOME is where 1$`."""
    return not _TEX.search(text) and _PROSE.search(text) is not None


def _parenthesis(state: StateInline, silent: bool) -> bool:
    r"""`\(x\)` where it can't be brackets that somebody escaped."""
    if not state.src.startswith("\\(", state.pos):
        return False
    end = state.src.find("\\)", state.pos, state.posMax)
    inner = state.src[state.pos + 2 : min(end, state.pos + 200)] if end > 0 else ""
    short = len(inner.strip()) <= _MAX_SHORT and not _ACRONYM.fullmatch(inner)
    if not (_TEX.search(inner) or short):
        return False
    return between(state, _SINGLE_PAIRS, silent)


def _bracket(state: StateInline, silent: bool) -> bool:
    r"""`\[x^2\]` among words, by the same token: an escaped `\[snake_case\]` or `\[key=value\]` is no formula."""
    if not state.src.startswith("\\[", state.pos):
        return False
    end = state.src.find("\\]", state.pos, min(state.posMax, state.pos + _MAX_BRACKETED))
    if end < 0 or not _FORMULA.search(state.src, state.pos + 2, end):
        return False
    return between(state, _BRACKETS, silent)
