"""Targets of links within a body: headings, named places, footnotes, and words that a link names."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from tuireader.archive.text import on_one_line
from tuireader.late import dataclass, expression
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.heading_guesses import Guesses
from tuireader.rendering.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.archive.engines.facts import HeadingIdRule
    from tuireader.rendering.parsing.markdown import Parsers

_WORD: Final = expression(r"[^\W_]+")
_ADDRESS: Final = expression(r"\]\([^\s()]{0,2000}\)")
_MAX_DIRECTIVES: Final = 2_000


def words_named(directives: str) -> str:
    """The words that the first text of a directive begins with, as they are shown to readers."""
    return on_one_line(next((start for _, start in _texts(directives)), ""))


def text_line(body: str, directives: str) -> int | None:
    """The line, from 1, on which the first named text that the body holds begins; None if it holds none.

    `directives` follow `:~:`: `text=[prefix-,]start[,end][,-suffix]`, several of them joined by `&`.
    Neither case nor accents matter, nor the signs between words. `end` and `suffix` do not change where a text begins.
    """
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), body)
    words = [(match.start(), _folded(match[0])) for match in _WORD.finditer(plain)]
    joined = " ".join(word for _, word in words)
    starts = list(accumulate((len(word) + 1 for _, word in words), initial=0))
    for prefix, start in _texts(directives):
        before, sought = _sought(prefix), _sought(start)
        if not sought:
            continue
        at = _find(joined, f"{before} {sought}" if before else sought)
        if at is not None:
            index = bisect_right(starts, at + (len(before) + 1 if before else 0)) - 1
            return plain.count("\n", 0, words[index][0]) + 1
    return None


def _texts(directives: str) -> Iterator[tuple[str, str]]:
    """The prefix and the beginning of each text."""
    for directive in directives[:_MAX_DIRECTIVES].split("&"):
        if not directive.startswith("text="):
            continue
        parts = directive.removeprefix("text=").split(",")
        prefix = parts.pop(0)[:-1] if parts[0].endswith("-") and len(parts) > 1 else ""
        yield unquote(prefix), unquote(parts[0])


def _find(joined: str, sought: str) -> int | None:
    """The position of words, as whole words or, in a language that parts none, as they are."""
    at = f" {joined} ".find(f" {sought} ")
    if at < 0:
        at = joined.find(sought)
    return at if at >= 0 else None


def _sought(text: str) -> str:
    return " ".join(_folded(match[0]) for match in _WORD.finditer(text))


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    from unicodedata import combining, normalize

    return "".join(char for char in normalize("NFKD", word.casefold()) if not combining(char))


_NAMED: Final = expression(
    r"""(?<=[\s"'])(?:id|name)\s{0,9}=\s{0,9}(?:"([^"\n]{1,500})"|'([^'\n]{1,500})'|([^\s"'<>]{1,500}))""",
    re.IGNORECASE,
)
_LISTED: Final = expression(r"\{[^{}#\n]{0,300}#([^\s{}#]{1,500})")
_BLOCK: Final = expression(r"(?:^|[ \t])\^([A-Za-z0-9-]{1,200})[ \t]*$", re.MULTILINE)
_CELL: Final = expression(r"^[ \t]*(?:#|//|%|--)\|[ \t]*label:[ \t]*[\"']?([^\s\"']{1,200})", re.MULTILINE)
"""The label of a cell of code (Quarto), which its output has as an id."""
_NOTE: Final = expression(r"^ {0,3}\[\^([^\]\s]{1,200})\]:", re.MULTILINE)
_CITED: Final = expression(r"(\[\^[^\]\s]{1,200}\](?!:)|\^\[)")
_NOTE_ANCHOR: Final = expression(r"(?:user-content-)?fn(?:ref)?[:\d-]|_ftn|footnote", re.IGNORECASE)
_BY_GITHUB: Final = expression("(?:user-content-)+")
"""What GitHub writes before ids, which links reach without it too."""
_UNHEEDED: Final = expression(r"[#|^:%\[\]\\\s`]+")
_QUOTES: Final = str.maketrans("‘’“”", "''\"\"")


class Spot(NamedTuple):
    """A line of a body, from 1; `instead` names the target if it is only the nearest to the one asked for."""

    line: int
    instead: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """The anchors of one body with the lines, from 1, that they are on; `anchors_of` makes them.

    With `lenient` an anchor also means its `nearest` one.
    """

    lines: Mapping[str, int]
    titles: Mapping[str, int]
    notes: Mapping[str, int]
    headings: Mapping[int, str]
    folded: Mapping[str, int]
    guesses: Guesses
    lenient: bool = False

    def line(self, anchor: str) -> int | None:
        """The line that an anchor means, by id, or as notes call headings by their words; None if there is none.

        Every page has a `top`.
        """
        if anchor in {"", "top"}:
            return 1
        for known in (self.lines.get(anchor), self.folded.get(anchor.casefold())):
            if known is not None:
                return known
        if self.notes and _NOTE_ANCHOR.match(anchor):
            label = re.split("[:-]", anchor)[-1]
            return self.notes.get(label, next(iter(self.notes.values())))
        if self.lenient and (prefix := _BY_GITHUB.match(anchor)):
            return self.line(anchor[prefix.end() :])
        line = self.titles.get(_words(anchor.rpartition("#")[2]))
        if line is None:
            line = self.guesses.line(anchor)
        return self.lines.get(self.nearest(anchor)) if line is None and self.lenient else line

    def nearest(self, anchor: str) -> str:
        """The anchor that was most likely meant by a missing one; empty if there is no likely one.

        It differs by punctuation alone, by another engine's rule, or by the number before a heading; there is one only.
        """
        return self.guesses.nearest(anchor)

    def note(self, line: int) -> str:
        """The label of the footnote on a line; empty if there is none."""
        return next((label for label, at in self.notes.items() if at == line), "")

    def title(self, anchor: str) -> str:
        """The text of the heading that an anchor means; empty if it means something else."""
        line = self.line(anchor)
        return self.headings.get(line, "") if anchor and line else ""


def anchors_of(parsers: Parsers, body: str, ids: HeadingIdRule, *, lenient: bool = False) -> Anchors:
    """The anchors of a body whose headings get their ids by a rule; use `lenient` where the rule is uncertain."""
    blocks = parse_all(parsers.blocks, body.split("\n")).blocks
    everything = outline(parsers.full, blocks, ids, parsers.id_prefix, untitled=True)
    entries = [entry for entry in everything if entry.title]
    lines: dict[str, int] = {}
    for entry in everything:
        lines.setdefault(entry.anchor, entry.line + 1)
    for name, line in _written(body):
        lines.setdefault(name, line)
    if ids == "pandoc":
        for name, line in _found(_CELL, body):
            lines.setdefault(name, line)
        # Its footnotes are numbered, whatever their labels, and may be where they are cited.
        for number, (_, line) in enumerate(_found(_CITED, body), 1):
            lines |= {f"fn{number}": line, f"fnref{number}": line}
    titles = {_words(entry.title): entry.line + 1 for entry in reversed(entries)}
    notes = dict(_found(_NOTE, body))
    folded = {name.casefold(): line for name, line in reversed(tuple(lines.items()))}
    headings = {entry.line + 1: entry.title for entry in entries}
    written = body.split("\n") if entries else []
    sources = {line: written[line - 1] if line <= len(written) else "" for line in headings}
    guesses = Guesses(lines, headings, sources, ids)
    return Anchors(lines, titles, notes, headings, folded, guesses, lenient)


def spot_of(parsers: Parsers, body: str, ids: HeadingIdRule, fragment: str) -> Spot | None:
    """The target in a body of a link's fragment (decoded but for the part after `:~:`); None if there is none."""
    anchor, _, directives = fragment.partition(":~:")
    if directives and (line := text_line(body, directives)):
        return Spot(line)
    anchors = anchors_of(parsers, body, ids)
    if (line := anchors.line(anchor)) is not None:
        return Spot(line)
    nearest = anchors.nearest(anchor)
    line = anchors.line(nearest) if nearest else None
    return None if line is None else Spot(line, anchors.title(nearest) or f"#{nearest}")


def _written(body: str) -> Iterator[tuple[str, int]]:
    """The names that are written in a body: by HTML, in attribute lists, after blocks."""
    for pattern, mark in ((_NAMED, ""), (_LISTED, ""), (_BLOCK, "^")):
        for name, line in _found(pattern, body):
            yield mark + name, line


def _found(pattern: re.Pattern[str], body: str) -> Iterator[tuple[str, int]]:
    """The groups that a pattern finds in a body, each with its line from 1."""
    line, at = 1, 0
    for match in pattern.finditer(body):
        line, at = line + body.count("\n", at, match.start()), match.start()
        yield next(group for group in match.groups() if group), line


def _words(title: str) -> str:
    """A heading as Obsidian compares it: without the signs that no link can hold."""
    return _UNHEEDED.sub(" ", title.translate(_QUOTES)).strip().casefold()
