"""What a link can lead to within a body: headings, named places, blocks with a name, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.headings.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.rendering.headings.heading_ids import Ids
    from tuireader.rendering.parsing.parsers import Parsers

_NAMED: Final = re.compile(
    r"""(?<=[\s"'])(?:id|name)\s{0,9}=\s{0,9}(?:"([^"\n]{1,500})"|'([^'\n]{1,500})'|([^\s"'<>]{1,500}))""",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"\{[^{}#\n]{0,300}#([^\s{}#]{1,500})")
_BLOCK: Final = re.compile(r"(?:^|[ \t])\^([A-Za-z0-9-]{1,200})[ \t]*$", re.MULTILINE)
_NOTE: Final = re.compile(r"^ {0,3}\[\^([^\]\s]{1,200})\]:", re.MULTILINE)
_NOTE_ANCHOR: Final = re.compile(r"(?:user-content-)?fn(?:ref)?[:\d-]|_ftn|footnote", re.IGNORECASE)
_UNHEEDED: Final = re.compile(r"[#|^:%\[\]\\\s]+")
_QUOTES: Final = str.maketrans("‘’“”", "''\"\"")


class Anchors:
    """The anchors of one body with the lines, from 1, that they are on."""

    def __init__(
        self,
        lines: Mapping[str, int],
        titles: Mapping[str, int],
        notes: Mapping[str, int],
        headings: Mapping[int, str],
    ) -> None:
        self._lines = lines
        self._headings = headings
        self._folded = {name.casefold(): line for name, line in reversed(tuple(lines.items()))}
        self._titles = titles
        self._notes = notes

    def line(self, anchor: str) -> int | None:
        """The line that an anchor means, by id, or as notes call headings by their words; None if there is none.

        Every page has a `top`, and a browser finds what `:~:text=` names by itself.
        """
        if anchor in {"", "top"} or anchor.startswith(":~:"):
            return 1
        for known in (self._lines.get(anchor), self._folded.get(anchor.casefold())):
            if known is not None:
                return known
        if self._notes and _NOTE_ANCHOR.match(anchor):
            label = re.split("[:-]", anchor)[-1]
            return self._notes.get(label, next(iter(self._notes.values())))
        return self._titles.get(_words(anchor.rpartition("#")[2]))

    def title(self, anchor: str) -> str:
        """The heading that an anchor means, in plain words; nothing where it means something else."""
        line = self.line(anchor)
        return self._headings.get(line, "") if anchor and line else ""


def anchors_of(parsers: Parsers, body: str, ids: Ids) -> Anchors:
    """The anchors of a body whose headings get their ids by a rule."""
    entries = outline(parsers.full, parse_all(parsers.blocks, body.split("\n")).blocks, ids)
    lines: dict[str, int] = {}
    for entry in entries:
        lines.setdefault(entry.anchor, entry.line + 1)
    for name, line in _written(body):
        lines.setdefault(name, line)
    titles = {_words(entry.title): entry.line + 1 for entry in reversed(entries)}
    notes = {match[1]: body.count("\n", 0, match.start()) + 1 for match in _NOTE.finditer(body)}
    return Anchors(lines, titles, notes, {entry.line + 1: entry.title for entry in entries})


def _written(body: str) -> Iterator[tuple[str, int]]:
    """The names that are written in a body: by HTML, in attribute lists, behind blocks."""
    for pattern, mark in ((_NAMED, ""), (_LISTED, ""), (_BLOCK, "^")):
        line, at = 1, 0
        for match in pattern.finditer(body):
            line, at = line + body.count("\n", at, match.start()), match.start()
            yield mark + next(group for group in match.groups() if group), line


def _words(title: str) -> str:
    """A heading as Obsidian compares it: what no link can hold is left out."""
    return _UNHEEDED.sub(" ", title.translate(_QUOTES)).strip().casefold()
