"""Nikola's metadata: lines `.. key: value` at the top of a file, bare or in an HTML comment."""

from __future__ import annotations

from typing import Final, Literal

from tuireader.archive.front_matter.handler import (
    MAX_CHARACTERS,
    MAX_FAULTS,
    REPEATED,
    UNSUPPORTED,
    Fault,
    FaultError,
    FrontMatterBlock,
    Handler,
    ParsedMetadata,
    skip_blank_lines,
)
from tuireader.archive.metadata.values import Scalar, Value
from tuireader.late import expression

_ENTRY: Final = expression(r"\s*\.\. (?P<key>[^\n]*?): (?P<value>[^\n]*)")
_BEGIN: Final = expression(
    r"\s*(?:<!--[ \t]*\n\s*)?\.\. [^\n]*?(?<!:):(?: |\n|\Z)"
    # Nikola finds it anywhere in the first paragraph, the rest of which is shown nowhere.
    r"|(?:[^\n]+\n){1,20}?[ \t]*\.\. (?:title|slug|date|tags|category|status|author|link|description|type): "
)
_LAST: Final = expression(r"[ \t]*(?:\.\. |-->)")
_MEANT: Final = expression(r"\s*\.\.\s*\w[\w -]*(?::(?!:)|\Z)")


class NikolaHandler(Handler):
    """Metadata up to the first blank line (`metadata_extractors.py`, `NikolaMetadata`, of Nikola 8.3).

    Without a blank line Nikola prints the metadata as text besides; here the body begins after it all the same.
    """

    syntax = "nikola"
    key_like = expression(r"\s*(?:<!--\s*)?\.\. ")

    def __init__(self) -> None:
        super().__init__(_BEGIN)

    def find(self, text: str) -> FrontMatterBlock | Literal["unclosed"] | None:
        """Return the extent of the metadata; None where the text does not begin with a line of it."""
        if not self.opening.match(text[:MAX_CHARACTERS]):
            return None
        start = skip_blank_lines(text, 0)
        blank = text.find("\n\n", start)
        end = blank + 1 if blank >= 0 else _end_of_lines(text, start)
        return FrontMatterBlock(start, end, skip_blank_lines(text, end))

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the values, all of them strings, without empty ones. Raises FaultError for a line that is not read."""
        found, faults = _read(raw, line)
        if faults:
            raise FaultError(faults[0])
        return found

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return the values of the lines that can be read, and a fault for each other one."""
        del fault
        found, faults = _read(raw, line)
        return ParsedMetadata(found, faults)


def _end_of_lines(text: str, start: int) -> int:
    """Return the end of the last line of metadata, or of its comment, in a text without a blank line."""
    end = at = start
    for line in text[start : start + MAX_CHARACTERS].splitlines(keepends=True):
        at += len(line)
        if _LAST.match(line):
            end = at
            if line.lstrip().startswith("-->"):
                break
    return end


def _read(raw: str, line: int) -> tuple[dict[str, Value], tuple[Fault, ...]]:
    found: dict[str, Value] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for number, source in enumerate(raw.split("\n"), line):
        entry = _ENTRY.match(source)
        if entry is None:
            if len(faults) < MAX_FAULTS and _MEANT.match(source) and not source.rstrip().endswith(":"):
                message = (
                    "Nikola does not read this line: write `.. key: value`, with a space after `..` and `:`"
                )
                faults.append(Fault(message, number, 1, UNSUPPORTED))
            continue
        key, value = entry["key"], entry["value"].strip()
        if not value:
            continue
        if key in lines and len(faults) < MAX_FAULTS:
            message = f"the key {key} is written twice, first on line {lines[key]}"
            faults.append(Fault(message, number, source.index("..") + 4, REPEATED))
        lines.setdefault(key, number)
        found[key] = Scalar(value, line=number, column=entry.start("value") + 1)
    return found, tuple(faults)
