"""Where code stands in a Markdown text that has not been parsed: an estimate from its lines alone.

Templates come before Markdown, so that nothing better than the shape of lines is to be had. The shapes are
those of CommonMark 0.31: fences (4.5), indented code (4.4) and code spans (6.1).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Region = tuple[int, int]

_FENCE: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*\Z)|~{3,})")
_LIST_ITEM: Final = re.compile(r"[ >]*(?:[-*+]|\d{1,9}[.)])(?:\s|\Z)")
_TICKS: Final = re.compile(r"`+")
_LIQUID_CODE: Final = ("{% highlight ", "{%highlight ", "{%- highlight ")
_LIQUID_CODE_END: Final = re.compile(r"\{%-?\s*endhighlight\b")


@dataclass(frozen=True, slots=True)
class CodeRegions:
    """Parts of a text that are code, as offsets, in order and without overlaps."""

    regions: tuple[Region, ...]

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self.regions, (offset, 1 << 62)) - 1
        return at >= 0 and self.regions[at][0] <= offset < self.regions[at][1]


def code_regions(text: str, *, indented: bool) -> CodeRegions:
    """Return where fences and code spans are; with `indented`, code without fences too. Takes linear time."""
    return CodeRegions(tuple(_regions(text, indented=indented)))


def _regions(text: str, *, indented: bool) -> Iterator[Region]:
    fence = ""
    began = at = 0
    prose: Region | None = None
    state = _Indentation(indented)
    liquid = False
    for line in text.split("\n"):
        end = at + len(line)
        blank = not line.strip()
        if liquid:
            liquid = not _LIQUID_CODE_END.search(line)
        elif fence:
            if _closes(line, fence):
                yield (began, end)
                fence = ""
        elif (match := _FENCE.match(line)) or state.is_code(line) or blank:
            if prose:
                yield from _spans(text, *prose)
                prose = None
            if match:
                fence, began = match[1], at
            elif not blank:
                yield (at, end)
        else:
            prose = (prose[0] if prose else at, end)
            liquid = line.lstrip().startswith(_LIQUID_CODE) and not _LIQUID_CODE_END.search(line)
        at = end + 1
    if fence:
        yield (began, len(text))
    elif prose:
        yield from _spans(text, *prose)


class _Indentation:
    """Tells indented code from what is indented because it belongs to a list."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._open = True
        self._in_list = False

    def is_code(self, line: str) -> bool:
        if not line.strip():
            self._open = True
            return False
        if line.startswith(("    ", "\t")):
            return self._wanted and self._open and not self._in_list
        self._in_list = _LIST_ITEM.match(line) is not None or (self._in_list and line.startswith(" "))
        self._open = False
        return False


def _closes(line: str, fence: str) -> bool:
    mark = line.strip(" \t>")
    return len(mark) >= len(fence) and not mark.strip(fence[0])


def _spans(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the code spans of a paragraph; a run of backticks closes at the next one as long."""
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    closer: dict[int, int] = {}
    following = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        following[index] = closer.get(length, -1)
        closer[length] = index
    index = 0
    while index < len(runs):
        last = following[index]
        if last >= 0 and text[runs[index][0] - 1 : runs[index][0]] != "\\":
            yield (runs[index][0], runs[last][1])
            index = last
        index += 1
