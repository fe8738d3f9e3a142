"""A body in pieces that can each be parsed alone, with the lines of code taken out.

A line that begins at the margin after a blank one begins a block of its own, whatever was before it (CommonMark
0.31, 5.2 and 5.1: nothing but indentation or a mark lets a line go on with a list or a quote after a blank line).
That does not hold within a fence or an HTML block that blank lines do not end, so those are found first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.rendering.links.looks import begins_html

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING: Final = (
    r"( {0,3})(?:(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*"
    r"|<(?P<html>!--|\?|![A-Za-z]|!\[CDATA\[|(?:pre|script|style|textarea)(?=[\s>])))"
)
_VERBATIM: Final = re.compile(_OPENING, re.MULTILINE | re.IGNORECASE)
_NEXT_VERBATIM: Final = re.compile(f"\n{_OPENING}", re.MULTILINE | re.IGNORECASE)
_ENDS: Final = {"!--": "-->", "?": "?>", "![cdata[": "]]>"}
_HTML_END: Final = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_MARKS: Final = ("[", "<", "://", "www.")
_START: Final = re.compile(r"\n[ \t]*+\n(?=\S)")
_AT_MARGIN: Final = re.compile(r"\n\S")


def _closing(mark: str) -> str:
    return rf"\n {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*(?=\n|\Z)"


_CLOSING: Final = {mark: re.compile(_closing(mark)) for mark in ("```", "~~~")}


class Region(NamedTuple):
    """A piece of the body: its text and the number of its first line, from 1."""

    text: str
    line: int


def regions(body: str) -> list[Region] | None:
    """The pieces of a body that may hold a link, in order, or None where it cannot be told cheaply where they begin.

    The lines of fenced code at the margin are empty in them.
    """
    kept: list[tuple[int, int]] = []
    if "```" in body or "~~~" in body or "<" in body:
        without = _without_code(body)
        if without is None:
            return None
        body, kept = without
    starts = [match.end() for match in _START.finditer(body)] if not kept else list(_boundaries(body, kept))
    starts.insert(0, 0)
    found: list[Region] = []
    line, counted = 1, 0
    for index in _linking(body, starts):
        start = starts[index]
        line += body.count("\n", counted, start)
        counted = start
        found.append(Region(body[start : starts[index + 1] if index + 1 < len(starts) else len(body)], line))
    return found


def _linking(body: str, starts: list[int]) -> list[int]:
    """The numbers of the pieces that hold what every link has one of."""
    found: set[int] = set()
    for mark in _MARKS:
        at = body.find(mark)
        while at >= 0:
            index = bisect_right(starts, at)
            found.add(index - 1)
            at = body.find(mark, starts[index]) if index < len(starts) else -1
    return sorted(found)


def _boundaries(body: str, kept: list[tuple[int, int]]) -> Iterator[int]:
    """Where pieces begin, none of them within a span that is to be kept whole."""
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
    """Whether a fence may stand in HTML that goes on to the next blank line; that began from `at` on."""
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
    """Where the line of the closing fence ends, or the body."""
    mark = match["fence"]
    pattern = _CLOSING.get(mark) or re.compile(_closing(mark))
    closing = pattern.search(body, match.end())
    return closing.end() if closing else len(body)
