"""The text of a post to be searched for open parts, and its lines of code."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import PostId, Severity
    from tuireader.archive.site import Site
    from tuireader.rendering.parsing.markdown import Parsers

FENCE: Final = expression(r"(?:[ \t>*+-]|\d{1,9}[.)][ \t]){0,40}(`{3,}|~{3,})([^\n]*)")
"""A line that opens or closes a fence, after the marks of quotes and lists."""
_TICKS: Final = expression(r"`+|(?P<end>\n[ \t]*\n)")
"""The marks of code spans, and the ends of paragraphs, at which spans end."""


@dataclass(frozen=True, slots=True)
class Text:
    """The body of a post: its lines, from line `first` of the file, and the post's `site`.

    `parsers` are those of the site's engine. `metadata` is the front matter, None if it is still to be read.
    """

    post: PostId
    lines: Sequence[str]
    first: int
    site: Site
    root: str
    parsers: Parsers
    metadata: Mapping[str, Value] | None = None

    def problem(self, rule: str, message: str, line: int, severity: Severity = "error") -> Problem:
        """A problem at a line of the body, counted from 0."""
        return Problem(self.post, rule, message, severity, self.first + line, 1)


def line_counter(text: str) -> Callable[[int], int]:
    """A function from an offset in the text to its line, from 0; the text is searched once."""
    ends = [match.start() for match in re.finditer("\n", text)]
    return lambda offset: bisect_left(ends, offset)


def outside_code(lines: Sequence[str]) -> list[str]:
    """The lines, with those in fences blank."""
    found: list[str] = []
    opened = ""
    for line in lines:
        mark = FENCE.match(line)
        if opened:
            if mark and mark[1].startswith(opened) and not mark[2].strip():
                opened = ""
            found.append("")
        elif mark and (mark[1][0] == "~" or "`" not in mark[2]):
            opened = mark[1]
            found.append("")
        else:
            found.append(line)
    return found


def without_code(lines: Sequence[str]) -> str:
    """The text with blanks for fenced code and code spans, of the same length."""
    text = "\n".join(outside_code(lines))
    found: list[str] = []
    done = 0
    for start, end in _code_spans(text):
        found += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
        done = end
    return "".join((*found, text[done:]))


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of code spans: from some backticks to as many in the same paragraph."""
    ticks: list[tuple[int, int]] = []
    for mark in (*_TICKS.finditer(text), None):
        if mark and not mark["end"]:
            ticks.append(mark.span())
            continue
        yield from _pairs(ticks)
        ticks = []


def _pairs(ticks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places of the code spans made by the backticks of one paragraph."""
    closed_by: dict[int, int] = {}
    last: dict[int, int] = {}
    for number in reversed(range(len(ticks))):
        start, end = ticks[number]
        if (closing := last.get(end - start)) is not None:
            closed_by[number] = closing
        last[end - start] = number
    number = 0
    while number < len(ticks):
        closing = closed_by.get(number, number)
        if closing > number:
            yield ticks[number][0], ticks[closing][1]
        number = closing + 1
