"""Logseq's references to blocks and its macros: `((id))`, `{{embed ((id))}}`, `{{query …}}`, `{{video …}}`.

`[label]([[page]])` is a link to a page.

A reference shows what the block says, an embedded one also the blocks below it (docs.logseq.com, "The difference
between block embeds and block references"). A block has its id in a property, `id:: …`, wherever in the graph it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.graph.blocks import ID, LONGEST
from tuireader.rendering.templates.liquid.documents import SiteDocuments
from tuireader.rendering.templates.writer import placeholder

if TYPE_CHECKING:
    import re

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.graph.blocks import GraphBlock

_REFERENCE: Final = rf"(?<!\]\()\(\(({ID})\)\)(?!\))"
_MARK: Final = expression(rf"{_REFERENCE}|\{{\{{(\w[\w-]{{0,60}})([^{{}}\n]{{0,2000}})\}}\}}")
_LABELLED: Final = expression(r"(?<!!)\[([^\[\]\n|]{1,300})\]\(\[\[([^\[\]\n|]{1,300})\]\]\)")
_EMBEDDED: Final = expression(rf"\(\(({ID})\)\)")
_MOST: Final = 400_000
"""Characters of the texts of blocks on a page."""
_MAX_DEPTH: Final = 3
_VIDEOS: Final = frozenset({"video", "youtube", "vimeo", "bilibili"})
_POSTS: Final = frozenset({"tweet", "twitter"})


def translate_graph(body: str, context: Context) -> str:
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
        return _MARK.sub(lambda inner: self.shown(inner, depth + 1), text)[:LONGEST]


def _whole(block: GraphBlock) -> str:
    """The text of a block and of those below it, on one line."""
    below = (f"<br>{'&emsp;' * depth}• {text}" for depth, text in block.below)
    return "".join((block.text, *below))


def _block(context: Context, name: str) -> GraphBlock | None:
    if context.home is None:
        return None
    return (context.documents or SiteDocuments()).blocks(context.home).get(name)
