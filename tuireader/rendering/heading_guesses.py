"""Guesses at the target of a link whose anchor a body lacks; each goes through the body's anchors once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuireader.archive.engines.facts import HeadingIdRule

_NOTHING: Final = expression(r"[\W_]+")
_NUMBERED: Final = expression(r"\A\d+(?=\D)")


class Guesses:
    """Guesses about one body: `lines` by their ids, `headings` and the `sources` of their lines by line.

    The indexes are made at the first question, as few links lead nowhere, and a post may hold very many anchors.
    """

    def __init__(
        self,
        lines: Mapping[str, int],
        headings: Mapping[int, str],
        sources: Mapping[int, str],
        ids: HeadingIdRule,
    ) -> None:
        self._lines = lines
        self._headings = headings
        self._sources = sources
        self._ids = ids

    def line(self, anchor: str) -> int | None:
        """The line of a heading that gets that id by another version or setting of the engine."""
        from tuireader.rendering.heading_ids import counted

        for name, number in ((anchor, 0), counted(anchor)):
            found = sorted({at for one in {name, unquote(name)} for at in self._by_other_id.get(one, ())})
            if number < len(found):
                return found[number]
        return None

    def nearest(self, anchor: str) -> str:
        """The one anchor that differs by punctuation alone, by another engine's rule, or by a number before it."""
        for key, names in ((_letters, self._by_letters), (_unnumbered, self._by_unnumbered)):
            wanted = key(anchor)
            if wanted and (name := names.get(wanted)):
                return name
        return ""

    @cached_property
    def _by_other_id(self) -> Mapping[str, list[int]]:
        from tuireader.rendering.heading_ids import other_ids

        found: dict[str, list[int]] = {}
        for line, title in self._headings.items():
            for name in other_ids(title, self._sources[line], self._ids):
                found.setdefault(name, []).append(line)
        return found

    @cached_property
    def _by_letters(self) -> Mapping[str, str]:
        return self._names_by(_letters)

    @cached_property
    def _by_unnumbered(self) -> Mapping[str, str]:
        return self._names_by(_unnumbered)

    def _names_by(self, key: Callable[[str], str]) -> Mapping[str, str]:
        """The names by a key, if all names with that key mean one line."""
        places: dict[str, tuple[int, str]] = {}
        several: set[str] = set()
        for name, line in self._lines.items():
            alike = key(name)
            if alike in places and places[alike][0] != line:
                several.add(alike)
            places[alike] = line, name
        return {alike: name for alike, (_, name) in places.items() if alike not in several}


def _letters(name: str) -> str:
    """A name without the signs that engines treat differently."""
    return _NOTHING.sub("", name).casefold()


def _unnumbered(name: str) -> str:
    return _NUMBERED.sub("", _letters(name))
