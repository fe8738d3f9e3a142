"""Obsidian's rules: callouts, wikilinks, comments, highlights, tags in the text, names of blocks.

GitHub's five, which have neither titles nor folds, are markdown-it's own alerts.

Doubtful wikilinks are left to Markdown: `[[1]](url)`, `[[^1]]`, `[[1, 2]]`, `[[label]]` where a link of that label is
defined.

A comment that begins a line and does not end on it runs to the next `%%`, whatever lies between. One that is never
closed is text; a long one is shown as it is written, which can be drawn piece by piece.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import paragraph
from markdown_it.rules_inline.state_inline import Delimiter

from tuireader.late import expression
from tuireader.rendering.parsing.rule_parts import leaves_block, line_text, push_content, push_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_CALLOUT: Final = expression(r"\[!([^\[\]\n|]{1,64})(?:\|[^\[\]\n]{0,64})?\]([+-]?)(?:[ \t]+|$)")

INTERRUPTS: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""The options of a rule whose blocks end these without a blank line."""


def enable_callouts(parser: MarkdownIt) -> None:
    """Make `parser` take quotes for callouts that begin with any `[!kind]`: `alert_open` tokens.

    `info` is the kind in capitals, `meta["folded"]` whether it is folded (None if it does not fold). A title of its
    own is between `alert_title_open` and `alert_title_close`.
    """
    parser.options["alerts"] = False
    parser.block.ruler.before("table", "callout", _callout)


def enable_plain_notes(parser: MarkdownIt) -> None:
    """Make `parser` leave footnotes as text."""
    parser.disable(["footnote_ref", "footnote_def", "footnote_inline"])


def enable_plain_tasks(parser: MarkdownIt) -> None:
    """Make `parser` leave the boxes of tasks as text."""
    parser.options["tasklists"] = False


def _callout(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: ARG001, N803 - markdown-it's names
    """The first line of a quote, which makes a callout of it."""
    if silent or state.parentType != "blockquote" or not state.tokens:
        return False
    opening = state.tokens[-1]
    if opening.type != "blockquote_open" or not opening.map or opening.map[0] != startLine:
        return False
    at, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    mark = _CALLOUT.match(state.src, at, end) if state.sCount[startLine] - state.blkIndent < 4 else None
    if mark is None or not mark[1].strip():
        return False
    opening.type, opening.tag, opening.info = "alert_open", "div", mark[1].strip().upper()
    opening.meta = {"folded": mark[2] == "-" if mark[2] else None}
    push_title(state, state.src[mark.end() : end].strip() or None, startLine)
    state.line = startLine + 1
    return True


def push_title(state: StateBlock, title: str | None, line: int) -> None:
    """Add the tokens of a callout's own title; one without text leaves its kind unnamed."""
    if title is None:
        return
    state.push("alert_title_open", "p", 1)
    push_content(state, title, line, line + 1)
    state.push("alert_title_close", "p", -1)


EMBED: Final = "▤"
WIKILINK: Final = expression(
    r"(!?)\[\[(?![\s^\"'])([^\[\]\n|\\]{1,512}?)(?:\\?\|([^\[\]\n]{0,512}))?\]\](?![(\[])"
)
_NAME: Final = expression(r"[^\W\d_]|\d{4}|[^\x00-\x7f]")
_NUMBER: Final = expression(r"\d+(?:[.,_-]\d+)*(?:#[^\n]*)?")
_SIZE: Final = expression(r"\d+(?:x\d+)?")
_IMAGE: Final = expression(r"\.(?:png|jpe?g|gif|bmp|svg|webp|avif|tiff?)$", re.IGNORECASE)


def enable_wikilinks(parser: MarkdownIt) -> None:
    """Make `parser` find wikilinks: links with all of their source as the address; images for embedded ones."""
    parser.inline.ruler.before("link", "wikilink", _wikilink)


def _wikilink(state: StateInline, silent: bool) -> bool:
    match = _wikilink_at(state)
    if match is None or not names_note(match):
        return False
    return normalizeReference(match[2]) not in state.env.get("references", {}) and _taken(
        state, match, silent
    )


def enable_numbered_wikilinks(parser: MarkdownIt, *names: str) -> None:
    """Make `parser` find wikilinks to notes whose name is a number: `[[1]]`, `[[1.2]]`, `[[1-2]]`; `x[[1]]` is no link.

    With `names`, only to those.
    """

    def rule(state: StateInline, silent: bool) -> bool:
        return _numbered(state, silent, names)

    parser.inline.ruler.before("link", "numbered_wikilink", rule)


def numbered(text: str) -> list[str]:
    """The names that are numbers in the wikilinks of a text, each once."""
    names = (match[2].strip().partition("#")[0] for match in WIKILINK.finditer(text))
    return list(dict.fromkeys(name for name in names if _NUMBER.fullmatch(name)))


def _numbered(state: StateInline, silent: bool, names: tuple[str, ...]) -> bool:
    match = _wikilink_at(state)
    if match is None or not _NUMBER.fullmatch(target := match[2].strip()):
        return False
    if names and target.partition("#")[0] not in names:
        return False
    if state.pos and (before := state.src[state.pos - 1]) and (before.isalnum() or before in "_)]"):
        return False
    return _taken(state, match, silent)


def _wikilink_at(state: StateInline) -> re.Match[str] | None:
    if state.src[state.pos] not in "[!" or state.linkLevel > 0:
        return None
    return WIKILINK.match(state.src, state.pos, state.posMax)


def _taken(state: StateInline, match: re.Match[str], silent: bool) -> bool:
    if not silent:
        _push_wikilink(state, match)
    state.pos = match.end()
    return True


def names_note(match: re.Match[str]) -> bool:
    """Tell whether a match of `WIKILINK` names a note, and not a place in a list of sources: `[[1, 2]]`."""
    return _NAME.search(match[2]) is not None


def _push_wikilink(state: StateInline, match: re.Match[str]) -> None:
    target, label = match[2].strip(), (match[3] or "").strip()
    if match[1] and _SIZE.fullmatch(label.rpartition("|")[2].strip()):
        label = label.rpartition("|")[0].strip()
    if match[1] and _IMAGE.search(target):
        image = state.push("image", "img", 0)
        image.attrs = {"src": target, "alt": ""}
        image.content = label
        image.children = []
        return
    state.push("link_open", "a", 1).attrs = {"href": match[0].replace("\\|", "|")}
    shown = label or name_of(target)
    state.push("text", "", 0).content = f"{EMBED}\xa0{shown}" if match[1] else shown
    state.push("link_close", "a", -1)


def name_of(target: str) -> str:
    """The text of a wikilink without one: `Note#Heading` → `Note › Heading`; a block's id is left out."""
    note, *headings = (part.strip() for part in target.split("#"))
    if note:
        headings = [heading for heading in headings if not heading.startswith("^")]
    return " › ".join(part for part in (note, *headings) if part) or target


_SIZE_AT_END: Final = expression(r"(?:^|\|)[ \t]*\d{1,5}(?:x\d{1,5})?[ \t]*$")


def enable_image_sizes(parser: MarkdownIt) -> None:
    """Make `parser` leave sizes out of the text of images."""
    parser.core.ruler.push("image_sizes", _leave_out)


def _leave_out(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type != "image" or not child.children or child.children[-1].type != "text":
                continue
            last = child.children[-1]
            # A second size is before the first where one is given in pieces.
            while (text := _SIZE_AT_END.sub("", last.content)) != last.content:
                last.content = text
            child.content = _SIZE_AT_END.sub("", _SIZE_AT_END.sub("", child.content))


def enable_highlights(parser: MarkdownIt) -> None:
    """Make `parser` find highlights: text between `mark_open` and `mark_close`."""
    parser.inline.ruler.push("highlight", _delimiter)
    parser.inline.ruler2.before("emphasis", "highlight", _pair)


def _delimiter(state: StateInline, silent: bool) -> bool:
    """Two signs, which open and close by the rules of emphasis; more or fewer are text."""
    if state.src[state.pos] != "=" or silent:
        return False
    found = state.scanDelims(state.pos, True)  # noqa: FBT003 - positional
    state.push("text", "", 0).content = "=" * found.length
    if found.length == 2:
        at = len(state.tokens) - 1
        state.delimiters.append(
            Delimiter(marker=ord("="), length=0, token=at, end=-1, open=found.can_open, close=found.can_close)
        )
    state.pos += found.length
    return True


def _pair(state: StateInline) -> None:
    _mark(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _mark(state, meta["delimiters"])


def _mark(state: StateInline, delimiters: list[Delimiter]) -> None:
    for opening in delimiters:
        if opening.marker != ord("=") or opening.end < 0:
            continue
        for index, kind, nesting in (
            (opening.token, "mark_open", 1),
            (delimiters[opening.end].token, "mark_close", -1),
        ):
            token = state.tokens[index]
            token.type, token.tag, token.markup, token.content = kind, "mark", "==", ""
            token.nesting = 1 if nesting > 0 else -1


_COMMENT: Final = "%%"
_LARGE_COMMENT: Final = 10_000


def enable_comments(parser: MarkdownIt) -> None:
    """Make `parser` find comments: those within a paragraph leave no token, others are `comment_open` ones."""
    parser.inline.ruler.push("comment", _within)
    parser.block.ruler.before("table", "comment", _lines, INTERRUPTS)


def _within(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - a rule's
    if not state.src.startswith(_COMMENT, state.pos):
        return False
    end = state.src.find(_COMMENT, state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    return True


def _lines(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - markdown-it's names
    at, stop = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    if not state.src.startswith(_COMMENT, at, stop) or state.is_code_block(startLine):
        return False
    end = state.src.find(_COMMENT, at + 2, stop)
    if end >= 0 and state.src[end + 2 : stop].strip():
        return False
    if not silent:
        closing = startLine if end >= 0 else _closing(state, startLine + 1, endLine)
        _push_comment(state, startLine, closing, closing < endLine and _COMMENT in _line(state, closing))
    return True


def _closing(state: StateBlock, line: int, end: int) -> int:
    while line < end and not (_COMMENT in _line(state, line) or leaves_block(state, line)):
        line += 1
    return line


def _line(state: StateBlock, line: int) -> str:
    return "" if leaves_block(state, line) else line_text(state, line)


def _push_comment(state: StateBlock, start: int, closing: int, closed: bool) -> None:
    state.line = closing + 1 if closed else closing
    if not closed:
        _push_text(state, start, closing)
        return
    state.push("comment_open", "", 1).map = [start, closing + 1]
    rest = _line(state, closing).rpartition(_COMMENT)[2].strip()
    if rest and closing > start:
        push_paragraph(state, closing, closing + 1, rest)
    state.push("comment_close", "", -1)


def _push_text(state: StateBlock, start: int, end: int) -> None:
    """Add text that begins like a comment and never ends."""
    if state.eMarks[end - 1] - state.bMarks[start] > _LARGE_COMMENT:
        token = state.push("code_block", "code", 0)
        token.content = state.getLines(start, end, state.blkIndent, True)  # noqa: FBT003 - positional
        token.map = [start, end]
        return
    state.push("comment_open", "", 1).map = [start, end]
    line_max, state.lineMax = state.lineMax, end
    paragraph(state, start, end, False)  # noqa: FBT003 - positional
    state.md.block.tokenize(state, state.line, end)
    state.lineMax = line_max
    state.line = end
    state.push("comment_close", "", -1)


_TAG: Final = expression(r"#((?:[\w/\-\u200d\ufe0f]|[^\x00-\u2bff\ud800-\ufaff\ufe00-\uffff])+)")
_LETTER: Final = expression(r"[^\d/\s]")


def enable_inline_tags(parser: MarkdownIt) -> None:
    """Make `parser` find tags: `tag_inline` tokens, with the number sign in their content."""
    parser.inline.ruler.push("tag", _tag)


def _tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or state.linkLevel > 0:
        return False
    if state.pos and not state.src[state.pos - 1].isspace():
        return False
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None or not _LETTER.search(match[1]):
        return False
    if not silent:
        state.push("tag_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True


BLOCK_ID: Final = expression(r"(?:(?<=[ \t])|^)\^([A-Za-z0-9-]{1,64})[ \t]*$")


def enable_block_ids(parser: MarkdownIt) -> None:
    """Make `parser` take the names of blocks out of their text, into `meta["block_id"]` of their `inline` tokens."""
    parser.core.ruler.after("text_join", "block_ids", _block_ids)


def _block_ids(state: StateCore) -> None:
    emptied = [
        at
        for at, token in enumerate(state.tokens)
        if token.type == "inline" and token.children and "^" in token.content[-66:] and _empties(token)
    ]
    for at in reversed(emptied):
        if state.tokens[at - 1].type == "paragraph_open":
            del state.tokens[at - 1 : at + 2]


def _empties(inline: Token) -> bool:
    """Take a name out of a text; tell whether that was all there was."""
    children = inline.children or []
    last = children[-1]
    found = BLOCK_ID.search(last.content, max(0, len(last.content) - 70)) if last.type == "text" else None
    if found is None or not inline.content.rstrip().endswith(found[0].rstrip()):
        return False
    if found.start() == 0 and len(children) > 1 and children[-2].type != "softbreak":
        return False
    inline.meta["block_id"] = found[1]
    last.content = last.content[: found.start()].rstrip()
    if not last.content:
        del children[-2 if len(children) > 1 else -1 :]
    return not children


_PROPERTY: Final = expression(
    r"[ \t]*(?:id|collapsed|card-[\w-]+|background-color|heading|logseq\.[\w.-]+)::[ \t]"
)


_BREAKS: Final = frozenset({"softbreak", "hardbreak"})


def enable_block_properties(parser: MarkdownIt) -> None:
    """Make `parser` leave out the lines that say how Logseq shows a block, and what it calls it."""
    parser.core.ruler.after("text_join", "block_properties", _block_properties)


def _block_properties(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and ":: " in token.content:
            token.children = list(_without_properties(token.children))


def _without_properties(children: list[Token]) -> Iterator[Token]:
    shown, break_before = True, None
    for at, child in enumerate(children):
        if at == 0 or children[at - 1].type in _BREAKS:
            shown = child.type != "text" or not _PROPERTY.match(child.content)
            if shown and break_before:
                yield break_before
        if child.type in _BREAKS:
            break_before = child if shown or break_before else None
        elif shown:
            yield child


def enable_line_breaks(parser: MarkdownIt) -> None:
    """Make `parser` break lines where the source does."""
    parser.core.ruler.push("line_breaks", _break)


def _break(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
