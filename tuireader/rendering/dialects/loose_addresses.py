"""Links and images as kramdown and Python-Markdown read them.

`loose_addresses`: what is between balanced parentheses is the address, up to a title; it may hold blanks, and a
backslash is a part of it (kramdown 2.4.0, `parser/kramdown/link.rb`).

`spaced_references`: blanks or the end of a line may be between the text and the label, `[text] [label]` (the same
file, `LINK_INLINE_ID_RE`; Python-Markdown 3.10, `inlinepatterns.py`, `ReferenceInlineProcessor.RE_LINK`, for which it
is one blank).

`spaced_definitions`: what is after the colon of a definition, up to the end of the line, is the address, so that
`[Note]: some words` shows nothing (kramdown 2.5.2, `link.rb`, `parse_link_definition`).

`exact_labels`: a label with blanks at its ends names nothing, so that it is text (Python-Markdown 3.11, the same).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from markdown_it.common.utils import normalizeReference

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_ANGLE: Final = expression(r"\(<(.*?)>")
_STOP: Final = expression(r"(\()|(\))|\s(?=['\"])")
_TITLE: Final = expression(r"\s*?(?P<mark>[\"'])(?P<title>.+?)(?P=mark)\s*?\)", re.DOTALL)
_ENTITY: Final = expression(r"&#?\w{1,32};")
_SPACED: Final = expression(
    r"!?\[(?!\^)((?:[^\[\]\\]|\\.){1,2000}+)\](\s{1,99}+)\[([^\[\]]{0,999})\]", re.DOTALL
)
_MOST_BLANKS: Final = "blanks before a label"
"""The option of a parser for the number of them."""
_LABEL: Final = expression(r"\s?\[([^\[\]]{0,999})\]")
SPACED: Final = "spaced"
"""The `info` of the last token of such a link."""
_BOX: Final = frozenset(" xX")
"""What is in the brackets of a task, which are no text of a link."""
_DEFINITION: Final = expression(r"\[([^\n\]]+)\]:[ \t]*([^\s<]\S*(?:[ \t]++(?!['\"])\S++)+)[ \t]*$")
"""A definition whose address holds blanks, none of them before a quotation mark."""
_MAX_ADDRESS: Final = 2_000
"""Characters within which an address and its title must end: kramdown would look on to the end of the text."""


def enable_loose_addresses(parser: MarkdownIt) -> None:
    """Make `parser` find links and images with such addresses."""
    parser.inline.ruler.before("link", "loose_addresses", _link)


def enable_spaced_references(parser: MarkdownIt, most: str = "99") -> None:
    """Make `parser` find links and images whose label is apart from their text, by so many blanks at most."""
    options: MutableMapping[str, Any] = parser.options
    options[_MOST_BLANKS] = int(most)
    parser.inline.ruler.before("link", "spaced_references", _spaced)


def enable_spaced_definitions(parser: MarkdownIt) -> None:
    """Make `parser` take any words for the address of a definition."""
    parser.block.ruler.before("reference", "spaced_definitions", _definition)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's
    found = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if found is None or silent or state.is_code_block(start):
        return False
    label, href = normalizeReference(found[1]), state.md.normalizeLink(found[2])
    rows = [start, start + 1]
    state.line = start + 1
    token = state.push("definition", "", 0)
    token.meta, token.map = {"id": label, "title": "", "url": href, "label": found[1]}, rows
    state.env.setdefault("references", {})[label] = {"title": "", "href": href, "map": rows}
    return True


def enable_exact_labels(parser: MarkdownIt) -> None:
    """Make `parser` leave as text what names a label with blanks at its ends."""
    parser.inline.ruler.before("link", "exact_labels", _exact)


def _exact(state: StateInline, silent: bool) -> bool:
    start = state.pos + state.src.startswith("![", state.pos)
    if not state.src.startswith("[", start) or state.src.startswith("[^", start):
        return False
    end = state.md.helpers.parseLinkLabel(state, start, start == state.pos)
    if end < 0 or state.src.startswith("(", end + 1):
        return False
    said = _LABEL.match(state.src, end + 1, state.posMax)
    label = (said and said[1]) or state.src[start + 1 : end]
    if label == label.strip():
        return False
    if not silent:
        state.pending += state.src[state.pos : start + 1]
    state.pos = start + 1
    return True


def _spaced(state: StateInline, silent: bool) -> bool:
    found = _SPACED.match(state.src, state.pos, state.posMax)
    is_image = state.src[state.pos] == "!"
    if found is None or (state.linkLevel and not is_image) or (not state.pos and found[1] in _BOX):
        return False
    if len(found[2]) > state.md.options[_MOST_BLANKS]:
        return False
    definition = state.env.get("references", {}).get(normalizeReference(found[3] or found[1]))
    if definition is None:
        return False
    if not silent:
        address = {"src" if is_image else "href": definition["href"]}
        title = {"title": definition["title"]} if definition["title"] else {}
        _push(state, found.start(1), found.end(1), address | title)
        state.tokens[-1].info = SPACED
    state.pos = found.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    start = state.pos + state.src.startswith("![", state.pos)
    if not state.src.startswith("[", start) or state.src.startswith("[^", start):
        return False
    is_image = start > state.pos
    end = state.md.helpers.parseLinkLabel(state, start, not is_image)
    if end < 0 or not state.src.startswith("(", end + 1) or end + 1 >= state.posMax:
        return False
    found = _address(state.src[end + 1 : min(state.posMax, end + 1 + _MAX_ADDRESS)])
    if found is None:
        # This is text, where CommonMark might take a part of it for an address.
        if not silent:
            state.pending += state.src[state.pos : start + 1]
        state.pos = start + 1
        return True
    href, title, length = found
    if not silent:
        _push(
            state, start + 1, end, {"src" if is_image else "href": href} | ({"title": title} if title else {})
        )
    state.pos = end + 1 + length
    return True


def _address(text: str) -> tuple[str, str, int] | None:
    """The address and the title in the parentheses that begin a text, and the number of characters that they take."""
    if angle := _ANGLE.match(text):
        href, at = angle[1], angle.end()
        if text.startswith(")", at):
            return _plain(href), "", at + 1
    else:
        depth = at = 0
        while stop := _STOP.search(text, at):
            at = stop.end()
            depth += bool(stop[1]) - bool(stop[2])
            if not (stop[1] or (stop[2] and depth)):
                break
        href = text[1 : at - 1].strip()
        if depth == 0 and at:
            return _plain(href), "", at
    title = _TITLE.match(text, at)
    return (_plain(href), _plain(title["title"]), title.end()) if title else None


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def _push(state: StateInline, start: int, end: int, attributes: dict[str, str]) -> None:
    if "src" in attributes:
        children: list[Token] = []
        content = state.src[start:end]
        state.md.inline.parse(content, state.md, state.env, children)
        image = state.push("image", "img", 0)
        image.attrs, image.content, image.children = {**attributes, "alt": ""}, content, children
        return
    maximum = state.posMax
    state.pos, state.posMax = start, end
    state.push("link_open", "a", 1).attrs = dict(attributes)
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = maximum
