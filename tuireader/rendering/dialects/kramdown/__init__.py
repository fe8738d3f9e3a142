"""Kramdown's own rules for blocks, emphasis and definitions; Python-Markdown has some of them.

`kramdown_blocks`: extensions, ends of blocks, and two backslashes that break a line (`parser/kramdown/extensions.rb`,
`eob.rb`, `line_break.rb`). An extension that is not closed, or of another name, is text. A note is one line and the
lines below that are indented, and does not end a paragraph (kramdown 2.5.2, `footnote.rb`, `codeblock.rb`). Its name
is of letters of ASCII, digits, `_` and `-`; with another it is the definition of an address that no link can ask for.

`loose_emphasis`: CommonMark's rules of flanking ask for a space beside a mark, which Chinese and Japanese do not write.
A mark must not have a blank on its inner side, and `_` within a word is a letter (kramdown 2.4.0,
`parser/kramdown/emphasis.rb`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import category

from markdown_it.rules_block import hr, list_block
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.footnote.index import footnote_def

from tuireader.late import expression
from tuireader.rendering.dialects.kramdown.code import fenced
from tuireader.rendering.dialects.kramdown.headings import signed_heading
from tuireader.rendering.dialects.kramdown.html import goes_on
from tuireader.rendering.parsing.rule_parts import leaves_block

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.parser_inline import RuleFuncInlineType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_SCRIPT: Final = expression(r"([~^])(?![~^\[])((?:[^\s\\~^]|\\.){1,200}+)\1(?!\1)")
_START: Final = expression(r"\{::([A-Za-z][\w-]*+)(?:[ \t][^}\n/]*+(?:/(?!\})[^}\n/]*+)*+)?(/?)\}")
_STOP: Final = expression(r"\{:/([A-Za-z][\w-]*+)?\}")
_TAG: Final = expression(r"<[^<>]*+>")
_SILENT: Final = frozenset({"comment", "options"})
_KNOWN: Final = frozenset({"comment", "nomarkdown", "options"})
_OPEN: Final = "open_extension"
"""Key of `env`: an extension without an end, and the line up to which none was found for it."""
_MAX_SPAN: Final = 4_000
_INDENT: Final = 4
_ENDED: Final = ("paragraph", "reference", "blockquote", "list")


def enable_kramdown_blocks(parser: MarkdownIt) -> None:
    """Make `parser` find extensions, ends of blocks and line breaks.

    `hidden` tokens show nothing. The content of `nomarkdown` is HTML: that of a `nomarkdown` token, or of an
    `html_inline` one. An `extension` token is one whose end may be behind the end of the window.
    """
    parser.block.ruler.before("code", "extension", _extension, {"alt": [*_ENDED]})
    parser.block.ruler.before("code", "end_of_block", _end_of_block, {"alt": [*_ENDED]})
    parser.inline.ruler.after("entity", "extension", _span)
    parser.inline.ruler.before("escape", "line_break", _line_break)
    parser.block.ruler.at("footnote_def", _note, {"alt": []})
    for rule in parser.inline.ruler.__rules__:
        if rule.name == "link":
            rule.fn = _never_a_note(rule.fn)


_NOTE: Final = expression(r"\[\^\w[\w-]*+\]:", re.ASCII)


def _never_a_note(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """No link begins with a caret (`link.rb`, `LINK_START`)."""

    def found(state: StateInline, silent: bool) -> bool:
        return not state.src.startswith("[^", state.pos) and rule(state, silent)

    return found


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _NOTE.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    line_max = state.lineMax
    state.lineMax = _note_end(state, start, end)
    found = footnote_def(state, start, state.lineMax, silent)
    state.lineMax = line_max
    return found


def _note_end(state: StateBlock, start: int, end: int) -> int:
    """The line after a note; lines that are not indented continue it only right below one that is."""
    after = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        indented = state.sCount[line] >= state.blkIndent + _INDENT
        first = state.src[state.bMarks[line] + state.tShift[line]]
        if not indented and (
            line > after or line == start + 1 or first in "{^<" or leaves_block(state, line)
        ):
            break
        after = line + 1
    return after


def _line_break(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\\\\n", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += 3
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True


def _end_of_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's
    at = state.bMarks[start]
    if not state.src.startswith("^", at) or state.src[at + 1 : state.eMarks[start]].strip():
        return False
    if not silent:
        state.push("hidden", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def _extension(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{:", at) or state.is_code_block(start):
        return False
    text = state.src[at : state.eMarks[start]].rstrip()
    found = _START.fullmatch(text)
    if found is None or found[1] not in _KNOWN:
        return False
    if not silent:
        known = (state.src, state.level, found[1])
        before, until = state.env.get(_OPEN) or ((), 0)
        if not found[2] and before == known and start < until:
            return False
        stop, after = (start + 1, start + 1) if found[2] else _stop(state, start + 1, end, found[1])
        if not found[2] and stop == after and not goes_on(state, end):
            state.env[_OPEN] = known, stop
            return False
        _push(state, found[1], start, stop, after)
    return True


def _stop(state: StateBlock, line: int, end: int, name: str) -> tuple[int, int]:
    """The line after an extension's content, and the line after the extension: the next one if it is closed."""
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        at = state.bMarks[line] + state.tShift[line]
        if state.src.startswith("{:/", at):
            found = _STOP.fullmatch(state.src[at : state.eMarks[line]].rstrip())
            if found and found[1] in {None, name}:
                return line, line + 1
        line += 1
    return line, line


def _push(state: StateBlock, name: str, start: int, stop: int, after: int) -> None:
    state.line = after
    if stop == start + 1 or (name in _SILENT and after > stop):
        state.push("hidden", "", 0).map = [start, after]
        return
    token = state.push("nomarkdown" if name == "nomarkdown" else "extension", "", 0)
    token.map = [start, after]
    token.content = state.getLines(start + 1, stop, state.blkIndent, True)  # noqa: FBT003 - positional


def _span(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("{:", state.pos):
        return False
    found = _START.match(state.src, state.pos, state.posMax)
    if found is None or found[1] not in _KNOWN:
        return False
    if found[2]:
        state.push("hidden", "", 0)
        state.pos = found.end()
        return True
    stop = _stop_in(state.src, found.end(), min(state.posMax, found.end() + _MAX_SPAN), found[1])
    if stop is None:
        return False
    name, content = found[1], state.src[found.end() : stop.start()]
    token = state.push(
        "hidden" if name in _SILENT else "html_inline" if _TAG.fullmatch(content) else "extension", "", 0
    )
    token.content = "" if name in _SILENT else content
    state.pos = stop.end()
    return True


def _stop_in(text: str, start: int, end: int, name: str) -> re.Match[str] | None:
    at = text.find("{:/", start, end)
    found = _STOP.match(text, at, end) if at >= 0 else None
    return found if found and found[1] in {None, name} else None


_STARS: Final = ("* ", "- ")
_BRACKETED: Final = expression(r"\d{1,9}\)")


def enable_kramdown_rules(parser: MarkdownIt) -> None:
    """Make `parser` end no quote at a rule, and a paragraph only where that begins as an item (`PARAGRAPH_END_GFM`).

    A number has a point behind it in a list (`list.rb`).
    """
    parser.block.ruler.at("hr", _rule, {"alt": [*_ENDED]})
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    bracketed = state.src[at : at + 1].isdecimal() and _BRACKETED.match(state.src, at, state.eMarks[start])
    return not bracketed and list_block(state, start, end, silent)


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    within = state.parentType == "blockquote" or (
        state.parentType == "paragraph" and not state.src.startswith(_STARS, at)
    )
    return not (silent and within) and hr(state, start, end, silent)


def enable_whole_paragraphs(parser: MarkdownIt) -> None:
    """Make `parser` end paragraphs at blank lines, HTML, definitions and attributes alone (`PARAGRAPH_END`).

    So do sites without kramdown's parser for GFM, and those without its quirk `paragraph_end`.
    """
    for rule in parser.block.ruler.__rules__:
        if rule.name in {"blockquote", "fence", "heading", "hr", "list"}:
            rule.fn = _not_in_paragraphs(rule.fn, nests=rule.name == "list")


def _not_in_paragraphs(rule: RuleFuncBlockType, *, nests: bool) -> RuleFuncBlockType:
    """A rule that ends no paragraph, but where it `nests` the first one of an item (`list.rb`, `nested_list_found`)."""

    def found(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        around = state.blkIndent if state.ddIndent != state.blkIndent else 0
        within = silent and state.parentType == "paragraph" and state.sCount[start] >= around
        if within and nests:
            within = not state.tokens or state.tokens[-1].type != "list_item_open"
        return not within and rule(state, start, end, silent)

    return found


def enable_lists_apart(parser: MarkdownIt) -> None:
    """Make `parser` end paragraphs at no list, and break lines at no backslash.

    A number has a point behind it in a list (Python-Markdown 3.11, `blockprocessors.py`, `OListProcessor`).
    """
    parser.block.ruler.at(
        "list", _not_in_paragraphs(_list, nests=True), {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.before("escape", "backslash", _backslash)


def enable_kramdown_alone(parser: MarkdownIt) -> None:
    """Make `parser` do without what kramdown's parser for GFM adds: fences of backticks, tasks, strikes, single breaks.

    Headings need no blank behind their signs (`header.rb`, `ATX_HEADER_START`).
    """
    options: MutableMapping[str, Any] = parser.options
    options["tasklists"] = False
    enable_plain_tildes(parser)
    parser.block.ruler.at("heading", signed_heading, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("fence", _tilde_fence, {"alt": [*_ENDED]})
    parser.inline.ruler.before("escape", "backslash", _backslash)


def _tilde_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.src.startswith("~~~", state.bMarks[start]) and fenced(state, start, end, silent)


def _backslash(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\\n", state.pos):
        return False
    if not silent:
        state.pending += "\\"
    state.pos += 1
    return True


_BLANKS: Final = frozenset(" \t\n\r\f\v")
_MAX_WORD: Final = 60


def enable_loose_emphasis(parser: MarkdownIt) -> None:
    """Make `parser` find emphasis by kramdown's rules."""
    parser.inline.ruler.at("emphasis", _marks)


def _marks(state: StateInline, silent: bool) -> bool:
    start, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = after not in _BLANKS, before not in _BLANKS
    if marker == "_":
        word = state.src[max(0, start - _MAX_WORD) : start].rstrip("_").removesuffix("-")
        opens = opens and not (word and category(word[-1])[0] in "LM")
        closes = closes and not after.isalnum()
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = marker
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), end - start, at, -1, opens, closes))
    state.pos = end
    return True


OPTION: Final = "last_definitions"
"""The option of a parser for which the last definition of a label counts."""
SETTLED: Final = "settled"
"""The key in the parser's environment that says that all definitions are known, and those in the text do not count."""


def enable_last_definitions(parser: MarkdownIt) -> None:
    """Make `parser` let the last definition of a label count."""
    options: MutableMapping[str, Any] = parser.options
    options[OPTION] = True
    parser.core.ruler.after("block", OPTION, _last)


def _last(state: StateCore) -> None:
    if SETTLED not in state.env:
        for one in state.env.get("duplicate_refs", ()):
            state.env["references"][one["label"]] = {key: one[key] for key in ("title", "href", "map")}


def enable_double_tildes(parser: MarkdownIt) -> None:
    """Make `parser` keep the tildes in `H~2~O`."""
    parser.options["strikethrough_single_tilde"] = False


def enable_scripts(parser: MarkdownIt) -> None:
    """Make `parser` lower what stands between tildes and raise what stands between carets, without blanks: `H~2~O`."""
    enable_double_tildes(parser)
    parser.inline.ruler.before("strikethrough", "scripts", _script)


def _script(state: StateInline, silent: bool) -> bool:
    found = _SCRIPT.match(state.src, state.pos, state.posMax)
    if found is None or (state.pos and state.src[state.pos - 1] == found[1]):
        return False
    if not silent:
        name, maximum = "sub" if found[1] == "~" else "sup", state.posMax
        state.push("html_inline", "", 0).content = f"<{name}>"
        state.pos, state.posMax = found.start(2), found.end(2)
        state.md.inline.tokenize(state)
        state.push("html_inline", "", 0).content = f"</{name}>"
        state.posMax = maximum
    state.pos = found.end()
    return True


def enable_plain_tildes(parser: MarkdownIt) -> None:
    """Make `parser` leave tildes as they are (Hugo, `extensions.strikethrough = false`)."""
    parser.inline.ruler.disable("strikethrough")
    parser.inline.ruler2.disable("strikethrough")


def enable_tildes_in_words(parser: MarkdownIt) -> None:
    """Make `parser` leave single tildes within words as they are, as Zola's pulldown-cmark does: `H~2~O`."""
    parser.inline.ruler.before("strikethrough", "tildes_in_words", _tilde_in_word)


def _tilde_in_word(state: StateInline, silent: bool) -> bool:
    around = state.src[max(state.pos - 1, 0) : state.pos + 2]
    if len(around) != 3 or around[1] != "~" or not (around[0].isalnum() and around[2].isalnum()):
        return False
    if not silent:
        state.pending += "~"
    state.pos += 1
    return True
