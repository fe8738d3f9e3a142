"""Attribute lists, `{: .class #id key="value"}`, of blocks and spans, and the list of contents that one asks for.

Other text in braces (`{:?}` in an article on Rust) stays as it is, where kramdown would drop it.

As kramdown has it (`parser/kramdown/extensions.rb`): a list on the line below a block belongs to that block, one that
is free to the block on the next line, one within a line to the span right before it. Headings
also end in one, `{#id .class}` (Python-Markdown's attr_list, goldmark). An attribute list is never shown.

A list of contents is where Python-Markdown's toc extension, GitLab and markdown-it-toc have `[TOC]`, and where
kramdown has `{:toc}` below a list: both make the same token. Kramdown makes one of a post alone, and leaves other lists
as they are (2.5.2, `converter/html.rb`, `convert_ul`): `meta["items"]` has their texts.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.callout_kinds import kind_of_classes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_PAIR: Final = r"""[\w:-]++=(?:"[^"\n]*+"|'[^'\n]*+'|[^\s"'{}]++)"""
_MARKED: Final = r"[.#][\w:/%-]++"
_NAME: Final = r"[A-Za-z][\w-]*+"
_ITEM: Final = expression(rf"({_MARKED})|({_PAIR})|({_NAME})")
COLON: Final = expression(rf"\{{:[ \t]*+(?:(?:{_MARKED}|{_PAIR}|{_NAME})[ \t]*+)++\}}")
"""A list as kramdown has it."""
BARE: Final = expression(rf"\{{[ \t]*+{_MARKED}[ \t]*+(?:(?:{_MARKED}|{_PAIR})[ \t]*+)*+\}}")
"""A list without a colon, which begins with a class or an id."""
BEHIND: Final = expression(rf"\{{[ \t]*+(?:(?:{_MARKED}|{_PAIR})[ \t]*+)++\}}")
"""One right after a span, where a key and its value say enough."""
NAMED: Final = expression(r"\{:[A-Za-z][\w-]*+:[^}\n]*+\}")
"""A list that is given a name (kramdown's attribute list definition)."""
_ID: Final = expression(r"\{#[A-Za-z][A-Za-z0-9_:-]*+\}")
ID_ALONE: Final = "heading_id_alone"
"""The parser's option that says that a heading ends in no more than an id."""
_UNLISTED: Final = frozenset({"no_toc", "unlisted"})


@dataclass(frozen=True, slots=True)
class Attributes:
    """The content of attribute lists: the last id, the classes and bare names in order."""

    id: str = ""
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of callout that the classes mean; empty if they mean none."""
        names = (*self.classes, *self.names)
        alone = (kind_of_classes(name) for name in names)
        return kind_of_classes(" ".join(names)) or next((kind for kind in alone if kind), "")

    @property
    def language(self) -> str:
        """The language of the code that they belong to; empty if they name none (`.language-ruby`)."""
        return next((name[9:] for name in self.classes if name.startswith("language-")), "")

    @property
    def listed(self) -> bool:
        """Whether the heading that they belong to is named in a list of contents."""
        return _UNLISTED.isdisjoint(self.classes)


def read(lists: Iterable[str]) -> Attributes:
    """The content of several lists together; the last id counts."""
    name, classes, names = "", [], []
    for text in lists:
        for marked, _, bare in _ITEM.findall(text):
            for item in re.findall("[.#][^.#]+", marked):
                if item[0] == "#":
                    name = item[1:]
                else:
                    classes.append(item[1:])
            if bare:
                names.append(bare)
    return Attributes(name, tuple(classes), tuple(names))


_SPACE: Final = " \t"
_ENDED: Final = ("paragraph", "reference", "blockquote", "list")
"""The blocks that a list ends without a blank line."""


def enable_attributes(parser: MarkdownIt) -> None:
    """Make `parser` find attribute lists with a colon, and those that end a heading.

    A block's opening token gets `meta["id"]` and, for a heading, `meta["listed"]`; `map` covers the lists below it,
    and `meta["attribute_lines"]` counts them. What is to be drawn as a callout, and what follows a list that is
    above it, lies in an `attributed_open` token with `meta["kind"]`. A list that belongs to nothing is an `attributes`
    token.
    """
    parser.block.ruler.before("code", "attributes", _block, {"alt": [*_ENDED]})
    parser.inline.ruler.after("entity", "attributes", _span)
    enable_heading_attributes(parser)


def enable_heading_attributes(parser: MarkdownIt) -> None:
    """Make `parser` find attribute lists that end a heading."""
    parser.core.ruler.after("block", "heading_attributes", _headings)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith("{:", state.bMarks[start] + state.tShift[start]):
        return False
    if not _list_at(state, start, COLON) and not _list_at(state, start, NAMED):
        return False
    if not silent:
        _take(state, start, end, COLON)
    return True


def _bare_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _list_at(state, start, BARE) or start == 0 or state.isEmpty(start - 1):
        return False
    if not silent:
        if not _follows_block(state, start):
            return False
        _take(state, start, end, BARE)
    return True


def _list_at(state: StateBlock, line: int, pattern: re.Pattern[str]) -> str:
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if start >= end or state.src[start] != "{" or state.is_code_block(line):
        return ""
    text = state.src[start:end].rstrip()
    return text if pattern.fullmatch(text) else ""


def _take(state: StateBlock, start: int, end: int, pattern: re.Pattern[str]) -> None:
    lists, line = [], start
    while line < end and state.sCount[line] >= state.blkIndent:
        if text := _list_at(state, line, pattern):
            lists.append(text)
        elif not _list_at(state, line, NAMED):
            break
        line += 1
    line = max(line, start + 1)
    found = read(lists)
    state.line = line
    if _follows_block(state, start):
        _give(state, _opening(state), found, line - start)
    elif line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        _begin(state, found, start, end)
    else:
        state.push("attributes", "", 0).map = [start, line]


def _follows_block(state: StateBlock, line: int) -> bool:
    if not state.tokens or line == 0 or state.isEmpty(line - 1):
        return False
    before = state.tokens[-1]
    return before.level == state.level and before.nesting <= 0 and before.type != "attributes"


def _opening(state: StateBlock) -> int:
    """The index of the first token of the block that has just ended."""
    index = len(state.tokens) - 1
    if state.tokens[index].nesting < 0:
        while state.tokens[index].level != state.level or state.tokens[index].nesting <= 0:
            index -= 1
    return index


def _begin(state: StateBlock, found: Attributes, start: int, end: int) -> None:
    """Parse the block below a list, in a token that holds both."""
    opening = state.push("attributed_open", "div", 1)
    first = len(state.tokens)
    line = state.line
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end, False):  # noqa: FBT003 - positional
            break
    if first < len(state.tokens):
        _mark(state.tokens, first, found)
        opening.meta = {"kind": found.kind}
    opening.map = [start, state.line]
    state.push("attributed_close", "div", -1)


def _give(state: StateBlock, index: int, found: Attributes, rows: int) -> None:
    """Give attributes to the block whose first token is at `index` and that `rows` of lists follow."""
    tokens = state.tokens
    opening = tokens[index]
    if opening.map is None:
        return
    opening.map = [opening.map[0], state.line]
    opening.meta = {**opening.meta, "attribute_lines": opening.meta.get("attribute_lines", 0) + rows}
    opening = _mark(tokens, index, found)
    if found.kind and opening.type not in {"attributed_open", "heading_open", "contents"}:
        _wrap(state, index, found.kind)


def _mark(tokens: list[Token], index: int, found: Attributes) -> Token:
    """Put attributes on a block's first token; a list with `{:toc}` becomes a list of contents."""
    opening = tokens[index]
    if "toc" in found.names and opening.type in {"bullet_list_open", "ordered_list_open"}:
        contents = opening.copy(type="contents", tag="", nesting=0)
        items = [token.content for token in tokens[index:] if token.type == "inline"]
        contents.meta = {"ordered": opening.type.startswith("ordered"), "items": items}
        tokens[index:] = [contents]
        return contents
    if found.id:
        opening.meta = {**opening.meta, "id": found.id}
    if not found.listed:
        opening.meta = {**opening.meta, "listed": False}
    if opening.type in {"fence", "code_block"} and not opening.info:
        opening.info = found.language
    return opening


def _wrap(state: StateBlock, index: int, kind: str) -> None:
    tokens = state.tokens
    for token in tokens[index:]:
        token.level += 1
    closing = state.push("attributed_close", "div", -1)
    state.level = closing.level = tokens[index].level - 1
    opening = closing.copy(type="attributed_open", nesting=1, map=tokens[index].map, meta={"kind": kind})
    tokens.insert(index, opening)


def _headings(state: StateCore) -> None:
    """Take the list from the end of headings, and from the start of list items."""
    if "{" not in state.src:
        return
    for opening, inline in pairwise(state.tokens):
        if inline.type != "inline" or "{" not in inline.content:
            continue
        if opening.type == "heading_open":
            _strip_end(opening, inline, id_alone=ID_ALONE in state.md.options)
        elif inline.content.startswith("{:") and opening.type == "paragraph_open" and inline.level > 1:
            _strip_start(inline)


def _strip_end(opening: Token, inline: Token, *, id_alone: bool) -> None:
    text = inline.content.rstrip()
    start = text.rfind("{")
    if not text.endswith("}") or (start and text[start - 1] not in _SPACE):
        return
    if id_alone and not (start and _ID.fullmatch(text, start)):
        return
    if not BARE.fullmatch(text, start) and not COLON.fullmatch(text, start):
        return
    found = read([text[start:]])
    inline.content = text[:start].rstrip()
    opening.meta = {**opening.meta, **({"id": found.id} if found.id else {})}
    if not found.listed:
        opening.meta["listed"] = False


def _strip_start(inline: Token) -> None:
    if found := COLON.match(inline.content):
        inline.content = inline.content[found.end() :].lstrip(_SPACE)


def enable_bare_attributes(parser: MarkdownIt) -> None:
    """Make `parser`, which has the rules of `attributes`, find bare lists below blocks."""
    parser.block.ruler.before("attributes", "bare_attributes", _bare_block, {"alt": [*_ENDED]})


_MAY_HAVE_PAIRS: Final = frozenset({"link_close", "image"})
"""The spans that `{width=300}` may follow; after others a list without an id or a class is text."""
_MAX_DELIMITERS: Final = 100
"""Marks of emphasis among which the one that opens a span is looked for."""


def _span(state: StateInline, silent: bool) -> bool:
    return _behind(state, silent, COLON)


def _bare_span(state: StateInline, silent: bool) -> bool:
    linked = bool(state.tokens) and state.tokens[-1].type in _MAY_HAVE_PAIRS
    return _behind(state, silent, BEHIND if linked else BARE)


def _behind(state: StateInline, silent: bool, pattern: re.Pattern[str]) -> bool:
    if state.src[state.pos] != "{" or silent or state.pending or not _ends_span(state):
        return False
    found = pattern.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    token = state.push("attributes", "", 0)
    if name := read([found[0]]).id:
        token.meta = {"id": name}
    state.pos = found.end()
    return True


def _ends_span(state: StateInline) -> bool:
    if not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type == "text":
        return _ends_emphasis(state)
    return (
        last.type not in {"softbreak", "hardbreak", "text_special", "html_inline"} or last.content[:2] == "</"
    )


def _ends_emphasis(state: StateInline) -> bool:
    """Tell whether the last token is a mark that closes an earlier one: not the `_` in `sum_{i=1}`."""
    marks = state.delimiters
    if not marks or marks[-1].token != len(state.tokens) - 1 or not marks[-1].close:
        return False
    closed = 0
    for mark in marks[-2 : -_MAX_DELIMITERS - 2 : -1]:
        if mark.marker != marks[-1].marker:
            continue
        if mark.open and not closed:
            return True
        closed += -1 if mark.open else 1
    return False


def enable_bare_span_attributes(parser: MarkdownIt) -> None:
    """Make `parser`, which has the rules of `attributes`, find bare lists after spans."""
    parser.inline.ruler.after("attributes", "bare_attributes", _bare_span)


def enable_end_attributes(parser: MarkdownIt) -> None:
    """Make `parser` take the list from the end of any text (markdown-it-attrs)."""
    parser.core.ruler.after("block", "end_attributes", _ends)


def _ends(state: StateCore) -> None:
    if "}" not in state.src:
        return
    for opening, inline in pairwise(state.tokens):
        if inline.type != "inline" or opening.type == "heading_open" or "}" not in inline.content:
            continue
        text = inline.content.rstrip()
        start = text.rfind("{") if text.endswith("}") else -1
        if start >= 0 and (start == 0 or text[start - 1].isspace()) and BEHIND.fullmatch(text, start):
            inline.content = text[:start].rstrip()


_BRACKETED: Final = expression(r"\[([^\[\]\n]{1,500})\](?=\{)")


def enable_bracketed_spans(parser: MarkdownIt) -> None:
    """Make `parser` take words in brackets with a list right after them for these words (pandoc)."""
    parser.inline.ruler.before("link", "bracketed_span", _bracketed)


def _bracketed(state: StateInline, silent: bool) -> bool:
    match = _BRACKETED.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    found = BEHIND.match(state.src, match.end(), state.posMax) if match else None
    if match is None or found is None:
        return False
    if not silent:
        state.pos, end, state.posMax = match.start(1), state.posMax, match.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
    state.pos = found.end()
    return True


_MARKS: Final = frozenset({"[toc]", "[[toc]]", "[[_toc_]]", "${toc}"})
_MAX_MARK: Final = 12


def enable_contents(parser: MarkdownIt) -> None:
    """Make `parser` find the lines that ask for a list of contents: `contents` tokens."""
    parser.block.ruler.before("reference", "contents", _contents)


def _contents(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's
    at, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if silent or stop - at > _MAX_MARK or state.src[at] not in "[$" or state.is_code_block(start):
        return False
    if state.src[at:stop].rstrip().lower() not in _MARKS:
        return False
    token = state.push("contents", "", 0)
    token.map = [start, start + 1]
    token.meta = {"ordered": False}
    state.line = start + 1
    return True
