"""Abbreviations: `*[HTML]: Hyper Text Markup Language`, as PHP Markdown Extra, kramdown and Python-Markdown have them.

A definition holds for the whole body, and stays in its place, so that its words can be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

_DEFINITION: Final = expression(r"\*\[([^\]\n]++)\]:[ \t]*+(.*)")
_MAX_LABELS: Final = 20_000
"""Characters of abbreviations that are looked for at once; the rest stay plain text."""


def enable_abbreviations(parser: MarkdownIt) -> None:
    """Make `parser` find abbreviations.

    Definitions on lines that follow each other are an `abbreviations` token; `meta["defined"]` are pairs of a label
    and its meaning. Where `env["abbreviations"]` maps labels to meanings, text that has them becomes `abbr` tokens
    with `content` and `meta["title"]`.
    """
    parser.block.ruler.before("reference", "abbreviation", _definitions)
    parser.core.ruler.after("text_join", "abbreviations", _find)


def _definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith("*[", state.bMarks[start] + state.tShift[start]):
        return False
    found = _definition(state, start)
    if found is None or silent:
        return found is not None
    defined, line = [], start
    while found is not None:
        defined.append((" ".join(found[1].split()), found[2].strip()))
        line += 1
        found = _definition(state, line) if line < end and state.sCount[line] >= state.blkIndent else None
    token = state.push("abbreviations", "", 0)
    token.map = [start, line]
    token.meta = {"defined": defined}
    state.line = line
    return True


def _definition(state: StateBlock, line: int) -> re.Match[str] | None:
    at = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("*[", at) or state.is_code_block(line):
        return None
    return _DEFINITION.fullmatch(state.src, at, state.eMarks[line])


def _find(state: StateCore) -> None:
    known = state.env.get("abbreviations")
    if not known:
        return
    pattern = state.env.get("abbreviation_pattern")
    if pattern is None:
        pattern = state.env["abbreviation_pattern"] = _pattern(known)
    for token in state.tokens:
        if token.type == "inline" and token.children and pattern.search(token.content):
            token.children = [piece for child in token.children for piece in _split(child, pattern, known)]


def _pattern(known: dict[str, str]) -> re.Pattern[str]:
    labels, room = [], _MAX_LABELS
    for label in sorted(known, key=len, reverse=True):
        room -= len(label)
        if room > 0:
            labels.append(re.escape(label))
    return re.compile(rf"(?<!\w)(?:{'|'.join(labels)})(?!\w)") if labels else re.compile("(?!)")


def _split(token: Token, pattern: re.Pattern[str], known: dict[str, str]) -> Iterator[Token]:
    if token.type != "text":
        yield token
        return
    done = 0
    for found in pattern.finditer(token.content):
        if found.start() > done:
            yield Token("text", "", 0, content=token.content[done : found.start()], level=token.level)
        meaning = {"title": known[found[0]]}
        yield Token("abbr", "", 0, content=found[0], meta=meaning, level=token.level)
        done = found.end()
    if done == 0:
        yield token
    elif done < len(token.content):
        yield Token("text", "", 0, content=token.content[done:], level=token.level)
