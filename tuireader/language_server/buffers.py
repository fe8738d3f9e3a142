"""The texts that an editor has open, with its own way of counting columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol.types import Position, Range, TextDocumentContentChangePartial

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsprotocol.types import TextDocumentContentChangeEvent

_ENDS: Final = expression(r"(?<=\n)|(?<=\r)(?!\n)")
"""The ends of lines. Python's `splitlines`, and so pygls (2.1.1), parts them at form feeds and U+2028 too."""


def split(text: str) -> list[str]:
    """The lines of a text with their ends; the last has none, and may be empty."""
    if "\r" in text:
        return _ENDS.split(text)
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), last]


def without_surrogates(text: str) -> str:
    """A text of JSON without lone surrogates, which are in no file; what stands for one takes as much room."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


class ColumnUnits:
    """Columns in the units that the editor counts: `utf-8`, `utf-16` or `utf-32`."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self._encoding = {"utf-8": "utf-8", "utf-32": "utf-32-le"}.get(encoding, "utf-16-le")
        self._unit = {"utf-8": 1, "utf-32-le": 4}.get(self._encoding, 2)

    def units(self, text: str) -> int:
        """The length of a text."""
        if text.isascii():
            return len(text)
        return len(text.encode(self._encoding, "surrogatepass")) // self._unit

    def characters(self, line: str, units: int) -> int:
        """The number of characters in the first `units` of a line, without its end; a half one does not count."""
        line = line.rstrip("\r\n")
        if line.isascii():
            return min(max(units, 0), len(line))
        data = line.encode(self._encoding, "surrogatepass")[: max(units, 0) * self._unit]
        return len(data.decode(self._encoding, "ignore"))


class Buffer:
    """The text of a file in an editor, by lines with their ends."""

    def __init__(self, text: str, columns: ColumnUnits, version: int | None = None) -> None:
        text = without_surrogates(text)
        self.lines = split(text)
        self.columns = columns
        self.version = version
        self._text: str | None = text

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(self.lines)
        return self._text

    def snapshot(self) -> Buffer:
        """The buffer as it is now, for a thread."""
        made = Buffer("", self.columns, self.version)
        made._text, made.lines = self.text, list(self.lines)
        return made

    def change(self, changes: Sequence[TextDocumentContentChangeEvent]) -> int | None:
        """Take changes; the line, from 0, on which the last ends, None if the text is another as a whole."""
        line: int | None = None
        for one in changes:
            if isinstance(one, TextDocumentContentChangePartial):
                line = self._replace(one.range, without_surrogates(one.text))
            else:
                self.lines, line = split(without_surrogates(one.text)), None
            self._text = None
        return line

    def _replace(self, where: Range, text: str) -> int:
        start, end = self.place(where.start), self.place(where.end)
        end = max(start, end)
        # A carriage return before may end its line together with a line feed in the text.
        above = 1 if start[0] and self.lines[start[0] - 1].endswith("\r") else 0
        first = start[0] - above
        before = "".join([*self.lines[first : start[0]], self.lines[start[0]][: start[1]]])
        lines = split(f"{before}{text}{self.lines[end[0]][end[1] :]}")
        if end[0] + 1 < len(self.lines):
            # What follows the end of the last line is the next one.
            lines.pop()
        self.lines[first : end[0] + 1] = lines
        return min(first + len(split(f"{before}{text}")), len(self.lines)) - 1

    def place(self, position: Position) -> tuple[int, int]:
        """The line and the character, both from 0, of an editor's position; the nearest place for one outside."""
        if position.line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        line = max(position.line, 0)
        return line, self.columns.characters(self.lines[line], position.character)

    def position(self, line: int, character: int) -> Position:
        """The editor's position of a place."""
        line = min(max(line, 0), len(self.lines) - 1)
        return Position(line, self.columns.units(self.lines[line].rstrip("\r\n")[:character]))

    def range(self, line: int, start: int, end: int) -> Range:
        """The editor's range of characters in a line."""
        return Range(self.position(line, start), self.position(line, end))
