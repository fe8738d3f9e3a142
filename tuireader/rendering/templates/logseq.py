"""Logseq's references to blocks and its macros: `((id))`, `{{embed ((id))}}`, `{{query …}}`, `{{video …}}`.

`[label]([[page]])` is a link to a page.

A reference shows what the block says, an embedded one also the blocks below it (docs.logseq.com, "The difference
between block embeds and block references"). A block has its id in a property, `id:: …`, wherever in the graph it is.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file, stamp_of
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import decode
from tuireader.late import dataclass, expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.liquid.documents import SiteDocuments
from tuireader.rendering.templates.writer import placeholder

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from tuireader.archive.post import Stamp
    from tuireader.archive.site import Site
    from tuireader.rendering.templates.context import Context

_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_REFERENCE: Final = rf"(?<!\]\()\(\(({_ID})\)\)(?!\))"
_MARK: Final = expression(rf"{_REFERENCE}|\{{\{{(\w[\w-]{{0,60}})([^{{}}\n]{{0,2000}})\}}\}}")
_LABELLED: Final = expression(r"(?<!!)\[([^\[\]\n|]{1,300})\]\(\[\[([^\[\]\n|]{1,300})\]\]\)")
_EMBEDDED: Final = expression(rf"\(\(({_ID})\)\)")
_BLOCK: Final = expression(r"^([ \t]*)-(?:[ \t]+|$)")
_PROPERTY: Final = expression(r"[ \t]*[A-Za-z][\w./-]{0,60}::(?:[ \t]|$)")
_NAMED: Final = expression(rf"[ \t]*id::[ \t]+({_ID})[ \t]*$")
_HEADING: Final = expression(r"#{1,6}[ \t]+")
_FENCES: Final = ("```", "~~~")
_FOLDERS: Final = ("pages", "journals")
_MOST_FILES: Final = 3_000
"""Pages that are looked through for blocks; in a larger graph references stay as they are typed."""
_MAX_BYTES: Final = 200_000
_MOST_BELOW: Final = 40
_LONGEST: Final = 4_000
_MOST: Final = 400_000
"""Characters of a block's text, and of all such texts on a page."""
_MAX_DEPTH: Final = 3
_VIDEOS: Final = frozenset({"video", "youtube", "vimeo", "bilibili"})
_POSTS: Final = frozenset({"tweet", "twitter"})


@dataclass(frozen=True, slots=True)
class GraphBlock:
    """What a block says, with those below it: pairs of how deep each is, and its text."""

    text: str
    below: tuple[tuple[int, str], ...] = ()


def translate_logseq(body: str, context: Context) -> str:
    """The body with the text of blocks in the place of references to them, and of macros what they show."""
    code = code_regions(body, indented=False)
    body = _LABELLED.sub(
        lambda match: match[0] if match.start() in code else f"[[{match[2]}|{match[1]}]]", body
    )
    code, page = code_regions(body, indented=False), _Page(context)
    return _MARK.sub(lambda match: match[0] if match.start() in code else page.shown(match, 0), body)


class _Page:
    """What the marks of a page show, each text made once, and all of them together no more than a page can hold."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made: dict[tuple[str, bool, int], str | None] = {}
        self._left = _MOST

    def shown(self, match: re.Match[str], depth: int) -> str:
        if match[1]:
            return self._of_block(match, match[1], depth)
        name, given = match[2].lower(), match[3].strip()
        if name == "embed" and (found := _EMBEDDED.match(given)):
            return self._of_block(match, found[1], depth, whole=True)
        if name == "embed":
            return f"{placeholder('embed')} {given}"
        if name == "cloze":
            return given
        if name in _VIDEOS and given:
            return cards.embedded(given) if "://" in given else cards.video(name, given)
        return cards.tweet("", given) if name in _POSTS and given else placeholder(f"{name} {given}")

    def _of_block(self, match: re.Match[str], name: str, depth: int, *, whole: bool = False) -> str:
        key = name, whole, depth
        if key not in self._made:
            self._made[key] = self._text(name, depth, whole=whole)
        made = self._made[key]
        if made is None or len(made) > self._left:
            return match[0]
        self._left -= 0 if depth else len(made)
        return made

    def _text(self, name: str, depth: int, *, whole: bool) -> str | None:
        block = _block(self._context, name) if depth < _MAX_DEPTH else None
        if block is None:
            return None
        text = _whole(block) if whole else block.text
        return _MARK.sub(lambda inner: self.shown(inner, depth + 1), text)[:_LONGEST]


def _whole(block: GraphBlock) -> str:
    """The text of a block and of those below it, on one line."""
    below = (f"<br>{'&emsp;' * depth}• {text}" for depth, text in block.below)
    return "".join((block.text, *below))


def _block(context: Context, name: str) -> GraphBlock | None:
    if context.home is None:
        return None
    return (context.documents or SiteDocuments()).blocks(context.home).get(name)


def blocks_of(site: Site) -> Mapping[str, GraphBlock]:
    """Return the blocks of a graph that have ids; files that are as they were at the last call are not read again."""
    paths = sorted(_paths(site))
    if len(paths) > _MOST_FILES:
        return {}
    files = (PostId(site.base + path) for path in paths)
    return _read(site.root, tuple((file, stamp_of(site.root, file)) for file in files))


def _paths(site: Site) -> Iterator[str]:
    for top in _FOLDERS:
        for folder, _, names in os.walk(f"{site.root}/{site.base}{top}"):
            below = folder[len(f"{site.root}/{site.base}") :]
            yield from (f"{below}/{name}" for name in names if name.endswith(".md"))


@lru_cache(maxsize=2)
def _read(root: str, files: tuple[tuple[PostId, Stamp | None], ...]) -> Mapping[str, GraphBlock]:
    found: dict[str, GraphBlock] = {}
    for file, _ in files:
        contents = read_file(root, file, _MAX_BYTES)
        if not isinstance(contents, Problem) and b"id::" in contents.data:
            found.update(_named(decode(contents.data, file).text))
    return found


def _named(text: str) -> Iterator[tuple[str, GraphBlock]]:
    """Yield the blocks of a page that have ids, with these."""
    blocks: list[tuple[int, list[str]]] = []
    for line in text.split("\n"):
        if match := _BLOCK.match(line):
            blocks.append((len(match[1].expandtabs(2)), [line[match.end() :]]))
        elif blocks:
            blocks[-1][1].append(line)
    for at, (indent, lines) in enumerate(blocks):
        for line in lines:
            if match := _NAMED.match(line):
                yield (
                    match[1],
                    GraphBlock(_said(lines), tuple(_below(blocks[at + 1 : at + 1 + _MOST_BELOW], indent))),
                )


def _below(blocks: Sequence[tuple[int, list[str]]], indent: int) -> Iterator[tuple[int, str]]:
    around: list[int] = []
    for inner, lines in blocks:
        if inner <= indent:
            return
        while around and around[-1] >= inner:
            around.pop()
        around.append(inner)
        yield len(around), _said(lines)


def _said(lines: Sequence[str]) -> str:
    """The text of a block without its properties, on one line; of one with code, what stands above that."""
    said: list[str] = []
    for line in lines:
        if line.strip().startswith(_FENCES):
            break
        if line.strip() and not _PROPERTY.match(line):
            said.append(_HEADING.sub("", line.strip(), count=1))
    return "<br>".join(said)[:_LONGEST]
