"""The headings of posts, to find posts by and to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.excerpts import plain_line
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Stamp

HEADING = expression(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
FENCE = expression(r" {0,3}(`{3,}|~{3,})")
_MARKUP: Final = expression(r"[`*_\[<&{~\\]")
_ATTRIBUTES: Final = expression(r"[ \t]+\{:?[ \t]*[#.][^{}]*\}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that begins with `#`, as plain text, on `line` of the file, from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a post whose file had this stamp."""

    stamp: Stamp
    headings: tuple[Heading, ...]


def headings(body: str, first: int) -> Iterator[Heading]:
    """Yield the headings of a body that begins at line `first`, ignoring fenced code."""
    if "#" not in body:
        return
    fence = ""
    for number, line in enumerate(body.split("\n"), first):
        mark = FENCE.match(line) if "```" in line or "~~~" in line else None
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence and line.startswith("#") and (found := HEADING.match(line)) and found[2]:
            yield Heading(number, _plain(found[2]))


def _plain(written: str) -> str:
    """A heading without its markup; as it is written if it consists of nothing else."""
    if not _MARKUP.search(written):
        return written
    return plain_line(_ATTRIBUTES.sub("", written)) or written
