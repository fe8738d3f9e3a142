"""The start of a body, parsed for the first screen, and the rest of it in batches.

The first screen is drawn from the first window of lines, and a link's target may be on the last line. So a pattern
finds the lines that look like definitions, and the parser reads them. Those that only look like one (in a code block)
are put right when the whole body has been parsed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tuireader.late import dataclass, expression
from tuireader.rendering.body.blocks import Definition, References, references
from tuireader.rendering.body.windows import FIRST_WINDOW, Window, parse_all, parse_window
from tuireader.rendering.dialects.kramdown import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt

    from tuireader.archive.post import Post
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source
    from tuireader.rendering.templates.liquid.documents import SiteDocuments


def markdown_of(source: Source, site: Site, post: Post | None, documents: SiteDocuments | None = None) -> str:
    """The body of a file with its templates evaluated, line by line: as many lines as the body has.

    Without `documents`, templates that ask for the site's are given those that there are now.
    """
    if not may_hold_templates(source.body, mdx=source.mdx):
        return source.body
    from tuireader.rendering.templates import context_of, translate

    return translate(source.body, context_of(source, site, post, documents))


def may_hold_templates(body: str, *, mdx: bool) -> bool:
    """Tell whether templates may change the body of a file before its site's Markdown parser reads it."""
    # To look for one character costs a tenth of what it costs to look for several.
    if mdx or ("<" in body and "<<<" in body) or ("@" in body and "@include" in body):
        return True
    if "(" in body and (("((" in body and _BLOCK.search(body)) or "]([[" in body):
        return True
    return "{" in body and ("{%" in body or "{{" in body or "{#" in body)


_BLOCK = expression(r"\(\([0-9a-f]{8}-")
"""The beginning of a reference to a block of Logseq."""
_DEFINITION = expression(r"[ \t>]*\*?\[[^\]\n]+\]:")
_CITED = expression(r"\[\^([^\]\s]{1,999})\]")
_CONTENTS = expression(
    r"^[ \t]*(?:\ufdd0\ufdd0|\{:[^}\n]{0,200}\btoc\b[^}\n]{0,200}\}|\[TOC\]|\[\[_?TOC_?\]\]|\$\{TOC\})",
    re.IGNORECASE | re.MULTILINE,
)
_CONTENTS_RULES = frozenset({"asked_contents", "contents", "attributes"})
"""The rules of the parser that make lists of contents."""
_HEADING = expression(r"^#{1,6}[ \t].*|^(?:```|~~~)", re.MULTILINE)
_RANKED = expression(
    r"^ {0,3}(?:(#{2,6})(?![#\n])|(```|~~~)|(-+)[ \t]*$)|<h([2-6])\b", re.IGNORECASE | re.MULTILINE
)
"""Headings below the first rank, and where fences begin and end."""
_MOST_RANKED = 200_000
_LABELLED = frozenset({"link", "footnote", "abbreviation"})
_MAX_DEFINITION = 2_000
_MAX_DEFINITIONS = 100_000
"""Characters of text that are parsed for likely definitions."""
_MAX_HEADINGS = 1_000


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
        if parsed > _MAX_DEFINITIONS:
            break
    return (*found, *_likely_contents(parser, text))


def _likely_contents(parser: MarkdownIt, text: str) -> Iterator[Definition]:
    """A list of contents and the headings that it names, those outside of fences, if there seems to be one."""
    if _CONTENTS_RULES.isdisjoint(parser.get_active_rules()["block"]):
        return
    mark = _CONTENTS.search(text)
    if mark is None:
        return
    yield Definition("contents", "", text.count("\n", 0, mark.end()))
    in_fence, line, at = False, 0, 0
    for found in islice(_HEADING.finditer(text), _MAX_HEADINGS):
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
    """The positions at which lines begin that look like definitions."""
    at = text.find("]:")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        if _DEFINITION.match(text, start, at + 2):
            yield start
        end = text.find("\n", at)
        at = text.find("]:", end) if end >= 0 else -1


def _paragraph(text: str, start: int) -> tuple[str, int]:
    end = text.find("\n\n", start)
    end = min(len(text) if end < 0 else end, start + _MAX_DEFINITION)
    return text[start:end], end


BATCH_LINES = 2_000
"""Lines parsed at a time after the first screen: some ten milliseconds' work."""
SMALL_BODY = 400
"""Lines up to which a body is parsed whole at once."""


@dataclass(frozen=True, slots=True)
class ParsedStart:
    """The lines of a body, the blocks of its first window, and its likely definitions.

    `cited` holds the labels of footnotes in the order of their numbers. `last_counts` says that of several definitions
    of a label the last counts. Headings below the first rank are to look as if they were `raised` by that many.
    """

    lines: tuple[str, ...]
    window: Window
    cited: tuple[str, ...]
    references: References
    last_counts: bool = False
    raised: int = 0

    @property
    def complete(self) -> bool:
        """Whether the first window is the whole body."""
        return self.window.next >= len(self.lines)


def parsed_start(parser: MarkdownIt, body: str, count: int = FIRST_WINDOW) -> ParsedStart:
    """A body ready for its first screen of `count` lines."""
    lines = tuple(body.split("\n"))
    window = parse_window(parser, lines, 0, max(count, len(lines) if len(lines) <= SMALL_BODY else 0))
    cited = tuple(dict.fromkeys(cited_footnotes(body)))
    complete = window.next >= len(lines)
    definitions = window.definitions if complete else likely_definitions(parser, body)
    last_counts = OPTION in parser.options
    known = references(definitions, cited, last_counts=last_counts)
    return ParsedStart(lines, window, cited, known, last_counts, ranks_unused(body))


def ranks_unused(body: str) -> int:
    """How many ranks of headings from the second on a body leaves out before the first that it uses; a quick guess.

    Of a very long body only the beginning is scanned. What only looks like a heading makes others plainer.
    """
    start = body[:_MOST_RANKED]
    if not any(mark in start for mark in ("###", "<h", "<H")):
        return 0
    strongest, fence = 0, ""
    for found in _RANKED.finditer(start):
        signs, mark, line, html = found.groups()
        if mark:
            fence = "" if fence else mark
        elif not fence:
            rank = len(signs) if signs else int(html) if html else 2
            if line and not body[body.rfind("\n", 0, found.start() - 1) + 1 : found.start()].strip():
                continue
            strongest = min(strongest or rank, rank)
            if strongest == 2:
                break
    return max(strongest - 2, 0)


def next_window(parser: MarkdownIt, lines: Sequence[str], window: Window) -> Window:
    """The blocks of a body's `lines` that follow those of `window`."""
    return parse_window(parser, lines, window.next, BATCH_LINES, window.cut)


def settled(text: ParsedStart, definitions: Iterable[Definition]) -> References | None:
    """The references that the whole body makes, or None where they were foreseen."""
    found = references(definitions, text.cited, last_counts=text.last_counts)
    return None if found.same_targets(text.references) else found
