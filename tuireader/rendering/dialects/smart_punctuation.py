"""Smart punctuation: dashes, ellipses, guillemets and curly quotes for straight signs.

The rules are kramdown's (`parser/kramdown/smart_quotes.rb`, `typographic_symbol.rb`), which goldmark's
typographer agrees with on all but rare cases. Code, HTML, mathematics and addresses are other tokens than text, and
stay as written.
"""

from __future__ import annotations

from string import punctuation
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    _Quote = Callable[[str, str, str], str]
    """What a sign is set as, by the character before it and what is after it."""

_SMART: Final = expression(r"---?|\.\.\.|<< ?| ?>>|[\"']")
_ANY: Final = expression(r"[\"']|--|\.\.\.|<<|>>")
_QUOTED: Final = expression(r"<<[^<>\n]{1,400}>>")
_SIGNS: Final = {
    "---": "—", "--": "–", "...": "…", "<<": "«", "<< ": "«\xa0", ">>": "»", " >>": "\xa0»",
}  # fmt: skip
_OPENING: Final = {'"': "“", "'": "‘"}
_CLOSING: Final = {'"': "”", "'": "’"}
_PUNCTUATION: Final = frozenset(punctuation)
_OPENS_AFTER: Final = frozenset(" \\\t\r\n[{(-–—“‘«\xa0")
_DECADE: Final = expression(r"\d\ds")
_POSSESSIVE: Final = expression(r"s\b")


def enable_smart_punctuation(parser: MarkdownIt) -> None:
    """Make `parser` set punctuation smartly."""
    parser.core.ruler.before("text_join", "smart_punctuation", _smarten)
    parser.inline.ruler.before("html_inline", "guillemets", _less_than_twice)


def _less_than_twice(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<<", state.pos):
        return False
    if not silent:
        state.pending += "<<"
    state.pos += 2
    return True


def enable_smartypants(parser: MarkdownIt) -> None:
    """Make `parser` set punctuation as hexo-renderer-marked does (7.0.1, `lib/renderer.js`): what opens, it opens."""
    parser.core.ruler.before("text_join", "smartypants", _set_as_marked_does)


_AS_MARKED: Final = (
    (expression("---"), "—"),
    (expression("--"), "–"),
    (expression(r"(?:(?<=[-—/(\[{\"\s])|\A)'"), "‘"),
    (expression("'"), "’"),
    (expression(r"(?:(?<=[-—/(\[{‘\s])|\A)\""), "“"),
    (expression('"'), "”"),
    (expression(r"\.{3}"), "…"),
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
    return bool(_QUOTED.match(state.src, state.pos, state.posMax)) and _less_than_twice(state, silent)


def enable_typographer(parser: MarkdownIt) -> None:
    """Make `parser` set punctuation as goldmark's typographer does (1.7, `extension/typographer.go`)."""
    parser.core.ruler.before("text_join", "typographer", _set_as_goldmark_does)
    parser.inline.ruler.before("html_inline", "guillemets", _guillemets)


def _set_as_goldmark_does(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and _ANY.search(token.content):
            _set(token.children, _Typographer().quote, "\n")


STRAIGHT: Final = "straight_quotes"
"""The option of a parser that leaves quotes as they are typed."""
TYPED: Final = "typed_symbols"
"""The option of a parser that leaves dashes, ellipses and guillemets as they are typed."""

LONG: Final = "long_dashes"
"""The option of a parser for which two hyphens are a long dash."""


def enable_long_dashes(parser: MarkdownIt) -> None:
    """Make `parser` set a long dash for two hyphens (smartypants 2.0.2, `convert_dashes`)."""
    options: MutableMapping[str, Any] = parser.options
    options[LONG] = True


def enable_straight_quotes(parser: MarkdownIt) -> None:
    """Make `parser` leave quotes as they are typed (kramdown, `smart_quotes: apos,apos,quot,quot`)."""
    options: MutableMapping[str, Any] = parser.options
    options[STRAIGHT] = True


def enable_typed_symbols(parser: MarkdownIt) -> None:
    """Make `parser` leave signs but quotes as they are typed (kramdown, `typographic_symbols`)."""
    options: MutableMapping[str, Any] = parser.options
    options[TYPED] = True


def _smarten(state: StateCore) -> None:
    straight, typed, long = (option in state.md.options for option in (STRAIGHT, TYPED, LONG))

    def put(sign: str, before: str, after: str) -> str:
        if sign in _SIGNS:
            return sign if typed else sign.replace("--", "—") if long and sign[0] == "-" else _SIGNS[sign]
        return sign if straight else _quote(sign, before, after)

    for token in state.tokens:
        if token.children and _ANY.search(token.content):
            _set(token.children, put)


def _set(tokens: Sequence[Token], quote: _Quote, before: str = "") -> None:
    addresses = 0
    for index, token in enumerate(tokens):
        if token.type in {"text", "text_special"}:
            if token.type == "text" and not addresses and _ANY.search(token.content):
                token.content = _smart(token.content, before, _following(tokens, index + 1), quote)
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


def _smart(text: str, before: str, after: str, quote: _Quote) -> str:
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
        pieces.append(quote(sign, last, context[found.end() : found.end() + 4]))
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


class _Typographer:
    """Sets the quotes of a paragraph; a quote closes only what was opened."""

    def __init__(self) -> None:
        self._open = {'"': 0, "'": 0}  # of single ones none need be open

    def quote(self, sign: str, before: str, after: str) -> str:
        """The form of a sign; a quote stays as it is where nothing is open, as in `6'2"`."""
        if sign in _SIGNS:
            return _SIGNS[sign]
        before, after = before or ")", after or " "
        opens = not after[0].isspace() and (not _is_sign(after[0]) or before.isspace() or _is_sign(before))
        closes = not before.isspace() and (not _is_sign(before) or after[0].isspace() or _is_sign(after[0]))
        if sign == "'" and _is_apostrophe(before, after, alone=opens and not closes):
            return _CLOSING[sign]
        if opens and not closes:
            if sign == "'" and _SHORTENED.match(after):
                return _CLOSING[sign]
            self._open[sign] += 1
            return _OPENING[sign]
        inches = sign == '"' and after[0] == '"' and before.isdigit()
        if closes and not opens and not inches and (sign == "'" or self._open[sign]):
            self._open[sign] -= 1
            return _CLOSING[sign]
        return sign


_SHORTENED: Final = expression(r"(?:[smtd]|ve|ll|re)(?!\w)")
_YEARS: Final = expression(r"\d\ds(?!\w)")


def _is_apostrophe(before: str, after: str, *, alone: bool) -> bool:
    """Tell whether a letter or a number was left out: `'90s`, `'tis`, `it's`."""
    if alone and _YEARS.match(after):
        return True
    if (before.isspace() or _is_sign(before)) and after[0] in "tenl":
        return True
    return before.isalnum() and after[0].isalpha()


def _is_sign(char: str) -> bool:
    return char in _PUNCTUATION or category(char)[0] in "PS"
