"""Pelican's metadata: `Key: value` lines at the top, as Python-Markdown's meta extension reads them."""

from __future__ import annotations

from typing import Final, Literal

from tuireader.archive.front_matter.handler import (
    MAX_CHARACTERS,
    Fault,
    FrontMatterBlock,
    Handler,
    ParsedMetadata,
    skip_blank_lines,
)
from tuireader.archive.metadata.values import Scalar, Value
from tuireader.late import expression

_KEY: Final = expression(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE: Final = expression(r"[ ]{4,}(?P<value>.*)")
_BEGIN: Final = expression(r"-{3}(?:\s.*)?$")
_END: Final = expression(r"(?:-{3}|\.{3})(?:\s.*)?$")
_TELLING: Final = frozenset(
    {"date", "modified", "tags", "category", "slug", "author", "authors", "summary", "lang", "status"}
)
"""Two of these at the top of a file are metadata, and so is a title; one alone may be prose."""
_ONE_LINE: Final = frozenset(
    {"tags", "date", "modified", "status", "category", "author", "authors", "save_as", "url", "slug"}
)
"""Keys of which the first line alone counts (Pelican 4.12, readers.py, `DUPLICATES_DEFINITIONS_ALLOWED`)."""
_LINE: Final = expression(r"(?P<line>[^\n]*)(?:\n|\Z)")


class PelicanHandler(Handler):
    """Metadata without fences, or with them; it ends at a blank line or the first line that is not metadata.

    Without `any_key` a block counts only where its keys tell that it is one: prose may begin with `Note: …`.
    """

    syntax = "pelican"

    def __init__(self, *, any_key: bool = True) -> None:
        super().__init__(_KEY)
        self._any_key = any_key

    def find(self, text: str) -> FrontMatterBlock | Literal["unclosed"] | None:
        """Return the extent of the metadata; None if the first line is not metadata."""
        first = _LINE.match(text)
        start = first.end() if first and _BEGIN.match(first["line"]) else 0
        end, body, keys = _walk(text, start)
        if not keys or not (self._any_key or "title" in keys or len(keys & _TELLING) > 1):
            return None
        return FrontMatterBlock(start, end, skip_blank_lines(text, body))

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the values, all of them texts; of two with the same key the first counts."""
        entries: dict[str, Scalar] = {}
        key, repeated = "", False
        for number, source in enumerate(raw.split("\n"), line):
            if entry := _KEY.match(source):
                key = entry["key"].lower()
                repeated = key in entries
                if not repeated:
                    entries[key] = Scalar(
                        entry["value"].strip(), line=number, column=entry.start("value") + 1
                    )
            elif key and not repeated and key not in _ONE_LINE and (more := _MORE.match(source)):
                old = entries[key]
                joined = f"{old.text} {more['value'].strip()}".strip()
                entries[key] = Scalar(joined, line=old.line, column=old.column)
        return dict(entries)

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return the metadata of the lines; none of them can be faulty."""
        return ParsedMetadata(self.values(raw, line), (fault,))


def _walk(text: str, start: int) -> tuple[int, int, set[str]]:
    """Return the end of the metadata, the beginning of the body, and the keys."""
    keys: set[str] = set()
    at = start
    while at < len(text) and at - start <= MAX_CHARACTERS and (match := _LINE.match(text, at)):
        line = match["line"]
        if not line.strip() or _END.match(line):
            return at, match.end(), keys
        if entry := _KEY.match(line):
            keys.add(entry["key"].lower())
        elif not (keys and _MORE.match(line)):
            break
        at = match.end()
    return at, at, keys
