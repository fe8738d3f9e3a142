"""What a body most likely defines for its first screen: links, footnotes and the like that come much later.

The first screen is drawn from the first window of lines, and a link's target may stand on the last line. So the
lines that look like definitions are looked for with a pattern, and read by the parser. What only looks like one
(in a code block) is put right when the whole body has been parsed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tuireader.rendering.body.blocks import Definition
from tuireader.rendering.body.windows import parse_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt

_DEFINITION = re.compile(r"[ \t>]*\*?\[[^\]\n]+\]:")
_CITED = re.compile(r"\[\^([^\]\s]{1,999})\]")
_CONTENTS = re.compile(
    r"^[ \t]*(?:\{:[^}\n]{0,200}\btoc\b[^}\n]{0,200}\}|\[TOC\]|\[\[_?TOC_?\]\]|\$\{TOC\})",
    re.IGNORECASE | re.MULTILINE,
)
_CONTENTS_RULES = frozenset({"contents", "attributes"})
"""The rules of the parser that make lists of contents."""
_HEADING = re.compile(r"^#{1,6}[ \t].*|^(?:```|~~~)", re.MULTILINE)
_LABELLED = frozenset({"link", "footnote", "abbreviation"})
_LONGEST = 2_000
_MOST = 100_000
_MOST_HEADINGS = 1_000


def likely_definitions(parser: MarkdownIt, text: str) -> tuple[Definition, ...]:
    """The definitions that lines of `text` seem to make, the first ones if there are very many.

    Lines count from the first of `text`.
    """
    found: list[Definition] = []
    line = at = done = 0
    parsed = 0
    for start in _definition_starts(text):
        if start < done:
            continue
        line, at = line + text.count("\n", at, start), start
        chunk, done = _paragraph(text, start)
        definitions = parse_all(parser, chunk.split("\n")).definitions
        found.extend(replace(one, line=line + one.line) for one in definitions if one.kind in _LABELLED)
        parsed += len(chunk)
        if parsed > _MOST:
            break
    return (*found, *_likely_contents(parser, text))


def _likely_contents(parser: MarkdownIt, text: str) -> Iterator[Definition]:
    """A list of contents and what it names, if there seems to be one: the headings outside of fences."""
    if _CONTENTS_RULES.isdisjoint(parser.get_active_rules()["block"]):
        return
    mark = _CONTENTS.search(text)
    if mark is None:
        return
    yield Definition("contents", "", text.count("\n", 0, mark.end()))
    in_fence, line, at = False, 0, 0
    for found in islice(_HEADING.finditer(text), _MOST_HEADINGS):
        if found[0][0] != "#":
            in_fence = not in_fence
        elif not in_fence:
            line, at = line + text.count("\n", at, found.start()), found.start()
            for one in parse_all(parser, [found[0]]).definitions:
                yield replace(one, line=line)


def cited_footnotes(text: str) -> Iterator[str]:
    """The labels of the footnotes that `text` cites, in order, with repeats."""
    at = text.find("[^")
    while at >= 0:
        if (found := _CITED.match(text, at)) and not (
            text.startswith(":", found.end()) and not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t>")
        ):
            yield found[1]
        at = text.find("[^", at + 2)


def _definition_starts(text: str) -> Iterator[int]:
    """Where the lines begin that look like definitions."""
    at = text.find("]:")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        if _DEFINITION.match(text, start, at + 2):
            yield start
        end = text.find("\n", at)
        at = text.find("]:", end) if end >= 0 else -1


def _paragraph(text: str, start: int) -> tuple[str, int]:
    end = text.find("\n\n", start)
    end = min(len(text) if end < 0 else end, start + _LONGEST)
    return text[start:end], end
