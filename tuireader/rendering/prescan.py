"""What a body most likely defines for its first screen: links and footnotes whose definitions come much later.

The first screen is drawn from the first window of lines, and a link's target may stand on the last line. So the
lines that look like definitions are looked for with a pattern, and read by the parser. What only looks like one
(in a code block) is put right when the whole body has been parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuireader.rendering.blocks import Definition
from tuireader.rendering.windows import parse_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt

_DEFINITION = re.compile(r"^[ \t>]*\[[^\]\n]+\]:", re.MULTILINE)
_CITED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_LONGEST = 2_000


def likely_definitions(parser: MarkdownIt, text: str) -> tuple[Definition, ...]:
    """The definitions that lines of `text` seem to make; lines count from its first."""
    if "]:" not in text:
        return ()
    starts = [found.start() for found in _DEFINITION.finditer(text)]
    found: list[Definition] = []
    line, at = 0, 0
    done = -1
    for start in starts:
        if start < done:
            continue
        line, at = line + text.count("\n", at, start), start
        chunk, done = _paragraph(text, start)
        for one in parse_all(parser, chunk.split("\n")).definitions:
            found.append(Definition(one.kind, one.label, line + one.line, one.href, one.title))
    return tuple(found)


def cited_footnotes(text: str) -> Iterator[str]:
    """The labels of the footnotes that `text` cites, in order, with repeats."""
    if "[^" in text:
        for found in _CITED.finditer(text):
            yield found[1]


def _paragraph(text: str, start: int) -> tuple[str, int]:
    end = text.find("\n\n", start)
    end = min(len(text) if end < 0 else end, start + _LONGEST)
    return text[start:end], end
