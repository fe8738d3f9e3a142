"""The text of a post whose open parts are looked for, and which of its lines are code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import PostId, Severity
    from tuireader.archive.site import Site
    from tuireader.rendering.parsing.markdown import Parsers

FENCE: Final = re.compile(r"(?:[ \t>*+-]|\d{1,9}[.)][ \t]){0,40}(`{3,}|~{3,})([^\n]*)")
"""A line that opens or closes a fence, behind the marks of quotes and lists."""
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """The body of a post: its lines, of which the first is line `first` of the file; `site` is the post's.

    `parsers` are those of the site's engine.
    """

    post: PostId
    lines: Sequence[str]
    first: int
    site: Site
    root: str
    parsers: Parsers

    def problem(self, rule: str, message: str, line: int, severity: Severity = "error") -> Problem:
        """Return a problem with what begins on a line of the body, counted from 0."""
        return Problem(self.post, rule, message, severity, self.first + line, 1)


def outside_code(lines: Sequence[str]) -> list[str]:
    """Return the lines, those in fences left blank."""
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
    """Return the text of lines, as long as it is, with blanks for what stands in fences and code spans."""
    return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), "\n".join(outside_code(lines)))
