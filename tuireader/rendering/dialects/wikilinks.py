"""Wikilinks: `[[Note#Heading|text]]`, and embeds: `![[image.png|640x480]]`, `![[Note]]`.

What may be something else is left to Markdown: `[[1]](url)`, `[[^1]]`, `[[1, 2]]`, `[[label]]` where a link of that
label is defined.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import normalizeReference

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

EMBED: Final = "▤"
_WIKILINK: Final = re.compile(
    r"(!?)\[\[(?![\s^\"'])([^\[\]\n|\\]{1,512}?)(?:\\?\|([^\[\]\n]{0,512}))?\]\](?![(\[])"
)
_NAME: Final = re.compile(r"[^\W\d_]|\d{4}")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*(?:#[^\n]*)?")
_SIZE: Final = re.compile(r"\d+(?:x\d+)?")
_IMAGE: Final = re.compile(r"\.(?:png|jpe?g|gif|bmp|svg|webp|avif|tiff?)$", re.IGNORECASE)


def enable(parser: MarkdownIt) -> None:
    """Make `parser` find wikilinks: links whose address is the whole of what is written; images of embedded ones."""
    parser.inline.ruler.before("link", "wikilink", _wikilink)


def _wikilink(state: StateInline, silent: bool) -> bool:
    first = state.src[state.pos]
    if first not in {"[", "!"} or not state.src.startswith("[[", state.pos + (first == "!")):
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel > 0 or not _links(state, match):
        return False
    if not silent:
        _push(state, match)
    state.pos = match.end()
    return True


def enable_numbered(parser: MarkdownIt) -> None:
    """Make `parser` find wikilinks to notes whose name is a number: `[[1]]`, `[[1.2]]`; `x[[1]]` is an index."""
    parser.inline.ruler.before("link", "numbered_wikilink", _numbered)


def _numbered(state: StateInline, silent: bool) -> bool:
    first = state.src[state.pos]
    if first not in {"[", "!"} or not state.src.startswith("[[", state.pos + (first == "!")):
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel > 0 or not _NUMBER.fullmatch(match[2].strip()):
        return False
    if state.pos and (before := state.src[state.pos - 1]) and (before.isalnum() or before in "_)]"):
        return False
    if not silent:
        _push(state, match)
    state.pos = match.end()
    return True


def _links(state: StateInline, match: re.Match[str]) -> bool:
    if not _NAME.search(match[2]):
        return False
    return normalizeReference(match[2]) not in state.env.get("references", {})


def _push(state: StateInline, match: re.Match[str]) -> None:
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
    """What a wikilink without a text shows: `Note#Heading` → `Note › Heading`; a block's id is left out."""
    note, *headings = (part.strip() for part in target.split("#"))
    if note:
        headings = [heading for heading in headings if not heading.startswith("^")]
    return " › ".join(part for part in (note, *headings) if part) or target
