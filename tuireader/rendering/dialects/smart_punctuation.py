"""Smart punctuation: dashes, ellipses, guillemets and curly quotes for straight signs.

The rules are kramdown's (`parser/kramdown/smart_quotes.rb`, `typographic_symbol.rb`), which goldmark's
typographer agrees with on all but rare cases. Code, HTML, mathematics and addresses are other tokens than text, and
stay as written.
"""

from __future__ import annotations

import re
from string import punctuation
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_SMART: Final = re.compile(r"---?|\.\.\.|<< ?| ?>>|[\"']")
_ANY: Final = re.compile(r"[\"']|--|\.\.\.|<<|>>")
_QUOTED: Final = re.compile(r"<<[^<>\n]{1,400}>>")
_SIGNS: Final = {
    "---": "—",
    "--": "–",
    "...": "…",
    "<<": "«",
    "<< ": "«\xa0",
    ">>": "»",
    " >>": "\xa0»",
}
_OPENING: Final = {'"': "“", "'": "‘"}
_CLOSING: Final = {'"': "”", "'": "’"}
_PUNCTUATION: Final = frozenset(punctuation)
_OPENS_AFTER: Final = frozenset(" \\\t\r\n[{(-–—“‘«\xa0")
_DECADE: Final = re.compile(r"\d\ds")
_POSSESSIVE: Final = re.compile(r"s\b")


def enable_smart_punctuation(parser: MarkdownIt) -> None:
    """Make `parser` set punctuation smartly."""
    parser.core.ruler.before("text_join", "smart_punctuation", _smarten)
    parser.inline.ruler.before("html_inline", "guillemets", _guillemets)


def enable_smartypants(parser: MarkdownIt) -> None:
    """Make `parser` set punctuation as hexo-renderer-marked does (7.0.1, `lib/renderer.js`): what opens, it opens."""
    parser.core.ruler.before("text_join", "smartypants", _set_as_marked_does)


_AS_MARKED: Final = (
    (re.compile("---"), "—"),
    (re.compile("--"), "–"),
    (re.compile(r"(?:(?<=[-—/(\[{\"\s])|\A)'"), "‘"),
    (re.compile("'"), "’"),
    (re.compile(r"(?:(?<=[-—/(\[{‘\s])|\A)\""), "“"),
    (re.compile('"'), "”"),
    (re.compile(r"\.{3}"), "…"),
)


def _set_as_marked_does(state: StateCore) -> None:
    for token in state.tokens:
        if not token.children or not _ANY.search(token.content):
            continue
        before, addresses = "", 0
        for child in token.children:
            if child.type != "text":
                before = "\n" if child.type in {"softbreak", "hardbreak"} else ""
                addresses += child.nesting if child.info == "auto" else 0
            elif not addresses:
                text = before + child.content
                for sign, set_so in _AS_MARKED:
                    text = sign.sub(set_so, text)
                child.content = text[len(before) :]
                before = text[-1:] if text[-1:] not in ".'\"-" else " " if text[-1:] == "-" else "x"


def _guillemets(state: StateInline, silent: bool) -> bool:
    """`<<word>>`, where `<word>` is no tag."""
    if not state.src.startswith("<<", state.pos) or not _QUOTED.match(state.src, state.pos, state.posMax):
        return False
    if not silent:
        state.pending += "<<"
    state.pos += 2
    return True


def _smarten(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and _ANY.search(token.content):
            _set(token.children)


def _set(tokens: Sequence[Token]) -> None:
    before, addresses = "", 0
    for index, token in enumerate(tokens):
        if token.type in {"text", "text_special"}:
            if token.type == "text" and not addresses and _ANY.search(token.content):
                token.content = _smart(token.content, before, _following(tokens, index + 1))
            before = token.content[-1:]
        elif token.type in {"softbreak", "hardbreak"}:
            before = "\n"
        else:
            before = ""
            addresses += token.nesting if token.info == "auto" else 0


def _following(tokens: Sequence[Token], index: int) -> str:
    """The beginning of the token at `index` as the rules see it: its text, or a character in its place."""
    if index == len(tokens):
        return "\n"
    token = tokens[index]
    if token.type in {"text", "text_special"}:
        return token.content[:4]
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return ")" if token.nesting < 0 or token.content.startswith("</") else "x"


def _smart(text: str, before: str, after: str) -> str:
    pieces: list[str] = []
    done = 0
    context = text + after
    for found in _SMART.finditer(text):
        pieces.append(text[done : found.start()])
        last = (
            context[found.start() - 1]
            if found.start() > done
            else pieces[-2][-1:]
            if len(pieces) > 1
            else before
        )
        sign = found[0]
        pieces.append(_SIGNS.get(sign) or _quote(sign, last, context[found.end() : found.end() + 4]))
        done = found.end()
    return "".join((*pieces, text[done:]))


def _quote(quote: str, before: str, after: str) -> str:
    """The curly form of a straight quote between `before` and `after`."""
    if _ends_something(after) or (quote == "'" and _DECADE.match(after)):
        return _CLOSING[quote]
    if before.isspace() and after and _is_word(after[0]):
        return _OPENING[quote]
    if before and before not in _OPENS_AFTER:
        return _CLOSING[quote]
    if not after or after[0].isspace() or _POSSESSIVE.match(after):
        return _CLOSING[quote]
    return _OPENING[quote]


def _ends_something(after: str) -> bool:
    if not after or after[0] not in _PUNCTUATION or after[1:3] == "..":
        return False
    return len(after) < 2 or not _is_word(after[1])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
