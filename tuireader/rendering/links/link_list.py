"""The links of a body: found by fast patterns where these are sure, by the parser where not.

A line that begins at the margin after a blank one begins a block of its own, whatever was before it (CommonMark
0.31, 5.2 and 5.1: nothing but indentation or a mark lets a line go on with a list or a quote after a blank line).
That does not hold within a fence or an HTML block that blank lines do not end, so those are found first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from markdown_it.common.utils import normalizeReference, unescapeAll

from tuireader.late import expression
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.dialects.kramdown import OPTION, SETTLED
from tuireader.rendering.links.addresses import encoded, link_at
from tuireader.rendering.links.parsed import parsed_links
from tuireader.rendering.links.scan import begins_html, holds_nothing, scanned_links
from tuireader.rendering.links.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from tuireader.archive.written_link import WrittenLink
    from tuireader.rendering.parsing.markdown import Parsers

_LIKELY: Final = expression(
    r"^(?:[ \t>*+-]|\d{1,9}[.)]|\[\^[^\]\n]{1,100}\]:)*+\[(?!\^)[^\]\n]{1,1000}\]:", re.MULTILINE
)
_PLAIN: Final = expression(
    r"\[([^\[\]\\\n^][^\[\]\\\n]{0,900})\]:[ \t]{0,99}((?:[^\s<>\\()]|\([^\s<>\\()]{0,500}\)){1,4000}+)"
    r"(?:[ \t]{1,99}\"[^\"\\\n&]{0,900}\")?[ \t]*\n+"
)

Definitions = dict[str, dict[str, object]]
"""Of each normalised label its `href` and `title`, as the parser's environment has them."""


def definitions_in(parser: MarkdownIt, pieces: Iterable[Region]) -> tuple[Definitions, list[Region]]:
    """The link definitions of a body, and its pieces without those that hold nothing else.

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
    """Take the definitions of a piece that holds nothing else, all of the plainest shape; tell whether it is one."""
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


_OPENING: Final = (
    r"( {0,3})(?:(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*"
    r"|<(?P<html>!--|\?|![A-Za-z]|!\[CDATA\[|(?:pre|script|style|textarea)(?=[\s>])))"
)
_VERBATIM: Final = expression(_OPENING, re.MULTILINE | re.IGNORECASE)
_NEXT_VERBATIM: Final = expression(f"\n{_OPENING}", re.MULTILINE | re.IGNORECASE)
_ENDS: Final = {"!--": "-->", "?": "?>", "![cdata[": "]]>"}
_HTML_END: Final = expression(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_START: Final = expression(r"\n[ \t]*+\n(?=\S)")
_AT_MARGIN: Final = expression(r"\n\S")


class Region(NamedTuple):
    """A piece of the body: its text and the number of its first line, from 1."""

    text: str
    line: int


def regions(body: str) -> list[Region] | None:
    """The pieces of a body that may hold a link, in order, or None where their beginnings cannot be told cheaply.

    The lines of fenced code at the margin are empty in them.
    """
    kept: list[tuple[int, int]] = []
    if "```" in body or "~~~" in body or "<" in body:
        without = _without_code(body)
        if without is None:
            return None
        body, kept = without
    found: list[Region] = []
    line = 1
    for start, end in pairwise((0, *_boundaries(body, kept), len(body))):
        if not holds_nothing(text := body[start:end]):
            found.append(Region(text, line))
        line += body.count("\n", start, end)
    return found


def _boundaries(body: str, kept: list[tuple[int, int]]) -> Iterator[int]:
    """The positions at which pieces begin, none of them within a span that is to be kept whole."""
    span = 0
    for match in _START.finditer(body):
        at = match.end()
        while span < len(kept) and kept[span][1] <= at:
            span += 1
        if span == len(kept) or at <= kept[span][0]:
            yield at


def _without_code(body: str) -> tuple[str, list[tuple[int, int]]] | None:
    """The body with its code blanked, and the spans of HTML that blank lines do not end; None if unsure."""
    parts: list[str] = []
    kept: list[tuple[int, int]] = []
    done = at = shift = 0
    opening = _VERBATIM.match(body) or _NEXT_VERBATIM.search(body)
    while opening:
        start = opening.start(1)
        if opening["html"]:
            at = _html_end(body, opening)
            inside = body[start:at]
            if opening[1] and "\n\n" in inside and _AT_MARGIN.search(inside):
                return None
            kept.append((start - shift, at - shift))
        else:
            if _may_be_in_html(body, at, start):
                return None
            at = _fence_end(body, opening)
            inside = body[opening.end() : at]
            if opening[1] and _AT_MARGIN.search(inside):
                return None
            # The closing fence goes too, so the opening one must: a rule ends and begins what a fence does.
            parts += [f"{body[done:start]}{opening[1]}***", "\n" * inside.count("\n")]
            shift += at - done - len(parts[-2]) - len(parts[-1])
            done = at
        opening = _NEXT_VERBATIM.search(body, at)
    parts.append(body[done:])
    return "".join(parts), kept


def _may_be_in_html(body: str, at: int, fence: int) -> bool:
    """Tell whether a fence may be in HTML that began from `at` on and goes on to the next blank line."""
    begun = body.rfind("\n\n", at, fence)
    return "<" in (before := body[max(begun, at) : fence]) and begins_html(before)


def _html_end(body: str, match: re.Match[str]) -> int:
    name = match["html"].lower()
    if name[0] in "!?":
        end = body.find(_ENDS.get(name, ">"), match.end())
    else:
        closing = _HTML_END.search(body, match.end())
        end = closing.start() if closing else -1
    line_end = body.find("\n", end) if end >= 0 else -1
    return len(body) if line_end < 0 else line_end


def _fence_end(body: str, match: re.Match[str]) -> int:
    """The end of the line of the closing fence, or of the body."""
    mark = match["fence"]
    closing = re.compile(rf"\n {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*(?=\n|\Z)").search(
        body, match.end()
    )
    return closing.end() if closing else len(body)


_TWO: Final = expression(
    r"(?<![\w\[\])!\\])\[(?P<text>[^\[\]\\{}%$^<>]{1,300})\]\[(?P<label>[^\[\]\\{}%$^<>]{0,300})\](?![\[\](:\w])"
)
"""Two pairs of brackets; after a word they are an index, as in `a[i][j]`."""
_DEFINED: Final = expression(r"^[ \t>*+-]*+\[([^\[\]\n]{1,500})\]:", re.MULTILINE)
_ELSEWHERE: Final = expression(r"\{%-?\s*(?:include|render|import|macro|from)|--8<--")
"""Code that brings definitions from other files."""
_CODE: Final = expression(r"(?<!`)(`++)[^`]*+\1(?!`)")
_NO_TEXT: Final = expression(r"[\d\W_]*+|[xX]")
"""The content of brackets around a number, a sign or the mark of a finished task."""


def undefined_links(parsers: Parsers, body: str, first: int = 1) -> list[WrittenLink]:
    """The links `[text][label]` and `[text][]` of a body without a definition; their address is `[label]`.

    `first` is the number of the body's first line.
    """
    if "][" not in body or _ELSEWHERE.search(body) or not _candidates(body):
        return []
    lines = body.split("\n")
    found: list[WrittenLink] = []
    for token in parsers.full.parse(encoded(body), {}):
        if token.type == "inline" and token.map and "][" in token.content:
            found += _in_inline(token, lines, first)
    return [replace(link, text=plain_text(parsers.full, link.text)) for link in found]


def _candidates(body: str) -> bool:
    """Tell whether any label lacks what looks like its definition; far faster than the parser."""
    defined = {normalizeReference(label) for label in _DEFINED.findall(body)}
    return any(normalizeReference(_label(match)) not in defined for match in _matches(body))


_NO_LABEL: Final = expression(r"\^?(?:[^\W_]-[^\W_])+|/.*")
"""A set of characters in a pattern, and the closing tag of a forum's code."""


def _matches(text: str) -> Iterator[re.Match[str]]:
    return (
        match
        for match in _TWO.finditer(text)
        if not _NO_TEXT.fullmatch(match["text"]) and not _NO_LABEL.fullmatch(match["label"])
    )


def _label(match: re.Match[str]) -> str:
    return match["label"].strip() or match["text"]


def _prose_of(text: str) -> str:
    return _CODE.sub(lambda match: " " * len(match[0]), text) if "`" in text else text


def _in_inline(token: Token, lines: list[str], first: int) -> Iterator[WrittenLink]:
    # The parser leaves no brackets of a link, and no text of code.
    left = "".join(child.content if child.type == "text" else "\n" for child in token.children or ())
    row, column = (token.map or [0])[0], 0
    for match in _matches(_prose_of(token.content)):
        ending = match[0][match[0].index("][") :].partition("\n")[0]
        if ending not in left:
            continue
        left = left.replace(ending, "", 1)
        start = match[0].partition("\n")[0]
        for number in range(row, min((token.map or [0, 0])[1], len(lines))):
            if (at := _prose_of(lines[number]).find(start, column if number == row else 0)) >= 0:
                row, column = number, at
                break
        label = " ".join(_label(match).split())
        yield link_at(first + row, column + 1, f"[{label}]", " ".join(match["text"].split()), "reference")
        column += 1


_MAX_PARSED: Final = 100_000
_PART_SIZE: Final = 20_000


def links_of(
    parsers: Parsers, body: str, *, wikilinks: bool = False, first: int = 1
) -> tuple[WrittenLink, ...]:
    """The links of a body in the order of the text, none of those in code: those that the parser finds, but faster.

    Bare e-mail addresses do not count. With `wikilinks`, `[[Note]]` does. `first` is the number of the first line.
    """
    if holds_nothing(body):
        return ()
    text = encoded(body)
    # An address after the mark of a note is a link if the note is defined, which may be anywhere; and the content of
    # an element with `markdown="1"` is Markdown if the element ends, which may be anywhere too.
    pieces = None if "]www." in text or " markdown=" in text else regions(text)
    if pieces is None:
        return tuple(parsed_links(parsers.full, text, {}, first, wikilinks=wikilinks))
    found: list[WrittenLink] = []
    defined, pieces = definitions_in(parsers.blocks, pieces)
    for piece in pieces:
        line = piece.line + first - 1
        links = scanned_links(parsers.full, piece.text, defined, line, wikilinks=wikilinks)
        if links is None:
            env = {"references": defined, SETTLED: True}
            for part in _parts(Region(piece.text, line)):
                found += parsed_links(parsers.full, part.text, env, part.line, wikilinks=wikilinks)
        else:
            found += links
    return tuple(found)


def _parts(piece: Region) -> Iterator[Region]:
    """The piece, or runs of its lines or characters if it is far larger than anything that people write.

    The parser's time grows faster than some texts do.
    """
    if len(piece.text) <= _MAX_PARSED:
        yield piece
        return
    start, line = 0, piece.line
    while start < len(piece.text):
        end = start + _PART_SIZE
        end = piece.text.rfind("\n", start, end) + 1 or end
        yield Region(piece.text[start:end], line)
        line += piece.text.count("\n", start, end)
        start = end
