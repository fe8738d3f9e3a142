"""What a body defines for its reference links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import normalizeReference, unescapeAll

from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.dialects.last_definitions import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt

    from tuireader.rendering.links.regions import Region

_LIKELY: Final = re.compile(
    r"^(?:[ \t>*+-]|\d{1,9}[.)]|\[\^[^\]\n]{1,100}\]:)*+\[(?!\^)[^\]\n]{1,1000}\]:", re.MULTILINE
)
_PLAIN: Final = re.compile(
    r"\[([^\[\]\\\n^][^\[\]\\\n]{0,900})\]:[ \t]{0,99}((?:[^\s<>\\()]|\([^\s<>\\()]{0,500}\)){1,4000}+)"
    r"(?:[ \t]{1,99}\"[^\"\\\n&]{0,900}\")?[ \t]*\n+"
)

Definitions = dict[str, dict[str, object]]
"""Of each normalised label its `href` and `title`, as the parser's environment has them."""


def definitions_in(parser: MarkdownIt, pieces: Iterable[Region]) -> tuple[Definitions, list[Region]]:
    """The link definitions of a body, and its pieces without those that do nothing but define.

    `parser` is one of blocks. The first definition of a label counts (CommonMark 0.31, 4.7), or the last, as in
    `dialects.last_definitions`.
    """
    defined: Definitions = {}
    last_counts = OPTION in parser.options
    left: list[Region] = []
    for piece in pieces:
        if "]:" not in piece.text or not _LIKELY.search(piece.text):
            left.append(piece)
        elif not _plain(piece.text, defined, last_counts=last_counts):
            for one in parse_all(parser, piece.text.split("\n")).definitions:
                if one.kind == "link":
                    if last_counts:
                        defined.pop(one.label, None)
                    defined.setdefault(one.label, {"href": one.href, "title": one.title, "map": [0, 1]})
            left.append(piece)
    return defined, left


def _plain(text: str, defined: Definitions, *, last_counts: bool) -> bool:
    """Take over the definitions of a piece that holds nothing else, all of the plainest shape; tell whether it does."""
    found: list[tuple[str, str]] = []
    at = 0
    text += "\n"
    while match := _PLAIN.match(text, at):
        found.append((match[1], unescapeAll(match[2])))
        at = match.end()
    if at < len(text) or not all(label.strip() for label, _ in found):
        return False
    for label, href in found:
        if last_counts:
            defined.pop(normalizeReference(label), None)
        defined.setdefault(normalizeReference(label), {"href": href, "title": "", "map": [0, 1]})
    return True
