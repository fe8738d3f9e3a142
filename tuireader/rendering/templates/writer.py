"""What a translation is written with: it keeps lines in step with the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from tuireader.rendering.templates.tree import Node

_TAIL: Final = 400
_DESTINATION: Final = re.compile(
    r"""(?:\]\([ \t]*<?|\b(?:href|src|poster|action)[ \t]*=[ \t]*["']?|\A[ >]{0,9}\[[^\]]{1,200}\]:[ \t]*<?)"""
    r"""[^\s()<>"']*\Z""",
    re.IGNORECASE,
)
_MARKS: Final = ("](", "=", "]:")
_SAFE: Final = "/#?&=:@~,;!._-"


class Writer:
    """The translation of a part of `source`, as far as it is written."""

    def __init__(self, source: str, before: str = "") -> None:
        self._source = source
        self._parts: list[str] = []
        self._line = before

    def put(self, text: str) -> None:
        """Write text whose line breaks are the source's."""
        if text:
            self._parts.append(text)
            line = text if "\n" in text else self._line + text
            self._line = line[max(line.rfind("\n") + 1, len(line) - _TAIL) :]

    def stand_in(self, node: Node, text: str) -> None:
        """Write text, on one line, in the place of a tag or block; its own lines stay, empty."""
        self.put(text.replace("\n", " ") + "\n" * self._source.count("\n", node.start, node.end))

    def leave(self, node: Node) -> None:
        """Write a tag or block as it stands in the source."""
        self.put(self._source[node.start : node.end])

    def drop(self, start: int, end: int) -> None:
        """Write of a part of the source the line breaks only."""
        self.put("\n" * self._source.count("\n", start, end))

    def text(self) -> str:
        """Return all that was written."""
        return "".join(self._parts)

    def line(self) -> str:
        """Return what is written of the line so far, of a long one the end."""
        return self._line

    def in_destination(self) -> bool:
        """Tell whether what comes next belongs to the destination of a link or image."""
        line = self._line
        return any(mark in line for mark in _MARKS) and _DESTINATION.search(line) is not None


def as_destination(template: str) -> str:
    """Return template code as a destination without blanks, which the links' resolver decodes again."""
    return quote(" ".join(template.split()), safe=_SAFE)
