"""The headings in a block of HTML, found without reading it as a tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.text import neutralise
from tuireader.rendering.body.blocks import Heading
from tuireader.rendering.parsing.html_attributes import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = re.compile(
    r"""<(?:(!--)|(script|style|pre|textarea|template)(?=[\s>])"""
    r"""|h([1-6])(\s(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)?>)""",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]*+>")
_LONGEST: Final = 2_000


def html_headings(html: str, row: int) -> Iterator[Heading]:
    """The headings of `html`, whose first line is `row`; one is on the line on which its first tag ends."""
    if "<h" not in html and "<H" not in html:
        return
    at = counted = 0
    unclosed: set[str] = set()
    while match := _PIECE.search(html, at):
        at = match.end()
        if not match[3]:
            at = _after(html, at, "-->" if match[1] else f"</{match[2].lower()}", unclosed)
            continue
        end = re.compile(f"</h{match[3]}", re.IGNORECASE).search(html, at, at + _LONGEST)
        content = " ".join(html[at : end.start()].split()) if end else ""
        if _TAG.sub("", content).strip():
            row, counted = row + html.count("\n", counted, at), at
            yield Heading(row, int(match[3]), content, neutralise(attribute(match[4] or "", "id")))


def _after(html: str, at: int, wanted: str, unclosed: set[str]) -> int:
    """Where `wanted` ends next, or `at`; what was looked for in vain once is `unclosed`, and not looked for again."""
    if wanted in unclosed:
        return at
    found = re.compile(re.escape(wanted), re.IGNORECASE).search(html, at)
    if found is None:
        unclosed.add(wanted)
        return at
    return found.end()
