"""Lines of HTML in runs that can be read alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.late import expression
from tuireader.rendering.dialects.html.extents import SHAPING, Scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROW: Final = expression(r"\s{0,99}<tr[\s>]", re.IGNORECASE)
_HIDDEN: Final = expression(r"<(?:!--|(?:script|style)(?:\s|>|$))", re.IGNORECASE)
_ENDS: Final = ("-->", "</script", "</style")
_HIDDEN_AT_ONCE: Final = 20
"""The length up to which a comment or a script stays whole, as a multiple of the size of a piece."""


class LineRun(NamedTuple):
    """Lines `start` to `end` of a block, which are read as if `prefix` were above them."""

    start: int
    end: int
    prefix: str = ""


def is_hidden(lines: Sequence[str], start: int, end: int) -> bool:
    """Tell whether lines are a closed comment, script or style sheet, and so show nothing."""
    return bool(_HIDDEN.match(lines[start].lstrip())) and any(
        mark in lines[end - 1].lower() for mark in _ENDS
    )


def runs_of_html(lines: Sequence[str], start: int, end: int, aim: int) -> Iterator[LineRun]:
    """The lines `start` to `end` in runs of some `aim` characters, twice that where they cannot be cut well."""
    scan = Scan(SHAPING)
    prefix = ""
    first, size = start, 0
    for line in range(start, end):
        text = lines[line]
        whole = _HIDDEN_AT_ONCE * aim if scan.hides else 2 * aim
        if size and (size + len(text) > whole or (size + len(text) > aim and _between(scan, text))):
            yield LineRun(first, line, prefix)
            first, size, prefix = line, 0, _prefix(scan)
        if line + 1 < end:
            scan.line(text, 0, after_blank=False)
        size += len(text) + 1
    if size:
        yield LineRun(first, end, prefix)


def _between(scan: Scan, text: str) -> bool:
    if scan.verbatim:
        return True
    return scan.in_text and (not scan.opened or (scan.opened[-1].name == "table" and bool(_ROW.match(text))))


def _prefix(scan: Scan) -> str:
    if scan.verbatim:
        return scan.verbatim
    return "<table>" if any(one.name == "table" for one in scan.opened) else ""
