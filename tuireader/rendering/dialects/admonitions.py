"""Admonitions: `!!! note "Title"` over indented text (Python-Markdown, MkDocs), `:::note[Title]` to `:::` (Docusaurus).

`???` folds what it holds away, `???+` lets it be folded (pymdownx.details). Of the second kind there are those of
VuePress (`::: tip Title`), Starlight, MyST (`:::{note}`) and pandoc (`::: {.callout-tip title="Title"}`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from tuireader.late import expression
from tuireader.rendering.dialects.obsidian import INTERRUPTS, push_title
from tuireader.rendering.parsing.rule_parts import leaves_block, line_text

if TYPE_CHECKING:
    import re
    from collections.abc import MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_MAX_LEVEL: Final = 20
"""Levels of nesting down to which they are found, so that the search for their ends stays cheap."""
_INDENTED: Final = expression(
    r"""(?P<mark>!!!|\?\?\?\+?)(?=[ \w"])[ ]?(?P<kind>[\w-]+)?"""
    r"""(?P<words>(?:[ ]+[\w-]+)*)(?:[ ]*"(?P<title>[^\n]*)")?[ \t]*$"""
)
_FENCED: Final = expression(
    r"(?P<mark>:{3,})[ \t]*(?:\{(?:#[\w:.-]+(?=[ \t}]))?[ \t]*(?:\.?(?P<class>[\w-]+))?(?P<more>[^}\n]*)\}"
    r"|(?P<kind>[A-Za-z][\w-]*))"
    r"(?:\[(?P<label>[^\n]*)\])?(?:\{(?P<attributes>[^}\n]*)\})?[ \t]*(?P<rest>[^\n]*)$"
)
_TITLE: Final = expression(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_CALLOUT: Final = "callout-"
"""The beginning of the classes that make callouts in Quarto."""
_COLLAPSE: Final = expression(r"""\bcollapse=["']?(true|false)""")
_HEADING: Final = expression(r"#{1,6}[ \t]+(\S[^\n]{0,500}?)(?:[ \t]+#+)?[ \t]*\Z")
_CLOSING: Final = expression(r":{3,}[ \t]*$")
_CODE: Final = expression(r"`{3,}|~{3,}")


def enable_admonitions(parser: MarkdownIt) -> None:
    """Make `parser` find admonitions: `alert_open` tokens as callouts have them.

    Colons may hold anything, such as `:::table-wrapper`: `meta["bare"]` says that there is no title.
    """
    parser.block.ruler.before("table", "admonition", _admonition, INTERRUPTS)


TITLED: Final = "admonition_titles"
"""The option of a parser for which words after the kind are the title, without quotes too."""


def enable_titled_admonitions(parser: MarkdownIt) -> None:
    """Make `parser`, which finds admonitions, take words after the kind as the title, not as classes."""
    options: MutableMapping[str, Any] = parser.options
    options[TITLED] = True


_KINDS: Final = "kinds of containers"
"""The option of a parser for the kinds between colons that there are, where there are no others."""


_TITLES: Final = "titles of containers"
"""The option of a parser for the titles of those kinds that have one."""


def enable_containers(parser: MarkdownIt, *kinds: str) -> None:
    """Make `parser` find what is between colons as markdown-it-container does, of these kinds alone."""
    options: MutableMapping[str, Any] = parser.options
    options[_KINDS] = frozenset(kinds)
    enable_admonitions(parser)


def enable_container_titles(parser: MarkdownIt, *titles: str) -> None:
    """Make `parser` name what has no title of its own: `titles` are written as in `tip=A%20tip`."""
    options: MutableMapping[str, Any] = parser.options
    options[_TITLES] = {kind: unquote(title) for kind, _, title in (one.partition("=") for one in titles)}


def _admonition(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - markdown-it's names
    at = state.bMarks[startLine] + state.tShift[startLine]
    first = state.src[at : at + 3]
    if first not in {"!!!", "???", ":::"} or state.is_code_block(startLine) or state.level >= _MAX_LEVEL:
        return False
    match = (_FENCED if first == ":::" else _INDENTED).match(state.src, at, state.eMarks[startLine])
    if match is None or not (first == ":::" or match["kind"] or match["title"]):
        return False
    kinds = state.md.options.get(_KINDS)
    if kinds and not (first == ":::" and match["kind"] in kinds):
        return False
    if not silent:
        _push(state, match, startLine, endLine)
    return True


def _push(state: StateBlock, match: re.Match[str], start: int, end: int) -> None:
    fenced = match["mark"].startswith(":")
    kind, title, folded = _fenced(match) if fenced else _indented(match, titled=TITLED in state.md.options)
    if _KINDS in state.md.options:
        inside = _first_closing(state, start, end, len(match["mark"]))
    else:
        inside = (
            closing_colons(state, start, end, len(match["mark"])) if fenced else _dedented(state, start, end)
        )
    first, titled = start + 1, start
    if title is None and fenced and (match["class"] or "").startswith(_CALLOUT):
        title, titled = _heading(state, first, inside)
        first = titled + 1 if title else first
    opening = state.push("alert_open", "div", 1)
    opening.info, opening.meta = kind.upper(), {"folded": folded, "bare": fenced and title is None}
    push_title(state, state.md.options.get(_TITLES, {}).get(kind) if title is None else title, titled)
    tokenize_lines(state, first, inside, 0 if fenced else 4)
    state.line = inside + (fenced and inside < end and not leaves_block(state, inside))
    opening.map = [start, state.line]
    state.push("alert_close", "div", -1)


def _indented(match: re.Match[str], *, titled: bool) -> tuple[str, str | None, bool | None]:
    folded = {"???": True, "???+": False}.get(match["mark"])
    title = match["title"] or (match["words"].strip() if titled else "") or match["title"]
    return match["kind"] or ("note" if folded is None else "details"), title, folded


def _fenced(match: re.Match[str]) -> tuple[str, str | None, bool | None]:
    kind = (match["class"] or match["kind"] or "div").removeprefix(_CALLOUT)
    named = _TITLE.search(match["more"] or match["attributes"] or "")
    title = match["label"] or (named and (named[1] or named[2])) or match["rest"].strip()
    collapse = _COLLAPSE.search(match["more"] or "")
    folded = collapse[1] == "true" if collapse else True if kind == "details" else None
    return kind, title or None, folded


def _heading(state: StateBlock, start: int, end: int) -> tuple[str | None, int]:
    """The text of a heading that a callout of Quarto begins with, its title, and its line."""
    line = next((at for at in range(start, end) if not state.isEmpty(at)), end)
    match = _HEADING.match(line_text(state, line)) if line < end and not state.is_code_block(line) else None
    return (match[1], line) if match else (None, start)


def _dedented(state: StateBlock, start: int, end: int) -> int:
    """The line after the last indented one."""
    last = start
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent + 4:
            break
        last = line
    return last + 1


def _first_closing(state: StateBlock, start: int, end: int, colons: int) -> int:
    """The first line that could close the fence on line `start`, in code and in other fences too.

    So does markdown-it-container 4 (`index.mjs`), to which what is within has no meaning yet.
    """
    for line in range(start + 1, end):
        at = state.bMarks[line] + state.tShift[line]
        if leaves_block(state, line):
            return line
        marked = state.src.startswith(":" * colons, at) and not state.is_code_block(line)
        if marked and _CLOSING.match(state.src, at, state.eMarks[line]):
            return line
    return end


def closing_colons(state: StateBlock, start: int, end: int, colons: int) -> int:
    """The line that closes the fence on line `start`: it has as many colons, and closes no inner fence."""
    opened = [colons]
    code = ""
    for line in range(start + 1, end):
        at = state.bMarks[line] + state.tShift[line]
        if leaves_block(state, line):
            return line
        first = state.src[at : at + 3]
        if code:
            code = "" if first == code[:3] and state.src.startswith(code, at) else code
        elif first in {"```", "~~~"} and (fence := _CODE.match(state.src, at)):
            code = fence[0]
        elif first == ":::" and not _counted(state, at, state.eMarks[line], opened):
            return line
    return end


def _counted(state: StateBlock, at: int, end: int, opened: list[int]) -> bool:
    """Count a line of colons; False if it ends the first of those that are open."""
    if _CLOSING.match(state.src, at, end):
        length = state.skipCharsStr(at, ":") - at
        while opened and length > opened[-1] and len(opened) > 1:
            opened.pop()
        if length >= opened[-1]:
            opened.pop()
    elif len(opened) < _MAX_LEVEL and (match := _FENCED.match(state.src, at, end)):
        opened.append(len(match["mark"]))
    return bool(opened)


def tokenize_lines(state: StateBlock, start: int, end: int, indent: int = 0) -> None:
    """Add the blocks of lines that a container holds, which are indented by so much."""
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax = "admonition", end
    state.blkIndent += indent
    if start < end:
        state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax, state.blkIndent = before
