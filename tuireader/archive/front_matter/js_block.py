"""Front matter in JavaScript, as Eleventy reads it: an object, or statements that name values. Nothing is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.front_matter.handler import (
    MAX_FAULTS,
    MAX_SALVAGED,
    UNSUPPORTED,
    Fault,
    FaultError,
    FencedHandler,
    ParsedMetadata,
)
from tuireader.archive.javascript import NAME, NotLiteralError, closing, literal, skip_blanks
from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.metadata.values import Value

_STATEMENT: Final = expression(rf"^(?:const|let|var)[ \t]+({NAME})\s*=(?!=)", re.MULTILINE)
_FUNCTION: Final = expression(r"\s*(?:async\s+)?(?:function\b|\([^()\n]*\)\s*=>|[\w$]+\s*=>)")
_KEY: Final = expression(rf"(?:({NAME})|\"([^\"\\\n]*)\"|'([^'\\\n]*)')\s*(:)?")
_OUTSIDE: Final = expression(
    r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|\\.|//[^\n]*|/\*(?:.*?\*/)?|[{(\[`]|[,}]", re.DOTALL
)


class JavaScriptHandler(FencedHandler):
    """JavaScript between marks: values that are written out are read; the others are reported."""

    syntax = "js"
    key_like = expression(r"\s*(?:\{|(?:const|let|var)\s|//|/\*)")

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the values, all of which are written out."""
        metadata, faults = _read(raw, line)
        if faults:
            raise FaultError(faults[0])
        return metadata

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return the values that are written out, with a fault for each that is computed."""
        metadata, faults = _read(raw, line)
        return ParsedMetadata(metadata, tuple(faults) or (fault,))


def _read(raw: str, line: int) -> tuple[dict[str, Value], list[Fault]]:
    """Return the values that are written out, and a fault for each that is computed."""
    start = skip_blanks(raw, 0)
    entries = members(raw, start + 1) if raw.startswith("{", start) else _statements(raw)
    metadata: dict[str, Value] = {}
    faults: list[Fault] = []
    for count, (name, at) in enumerate(entries):
        if count >= MAX_SALVAGED:
            break
        try:
            metadata[neutralise(name)] = literal(raw, at, line).value
        except NotLiteralError as error:
            if not _FUNCTION.match(raw, at) and len(faults) < MAX_FAULTS:
                faults.append(_fault(raw, error.at, line, name))
    return metadata, faults


def _fault(raw: str, at: int, line: int, name: str) -> Fault:
    number = line + raw.count("\n", 0, at)
    column = at - raw.rfind("\n", 0, at)
    message = f"`{neutralise(name)}` is computed, and no program is run: write its value out to have it read"
    return Fault(message, number, column, UNSUPPORTED)


def _statements(raw: str) -> Iterator[tuple[str, int]]:
    for match in _STATEMENT.finditer(raw):
        yield match[1], match.end()


def members(raw: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the keys of an object, and where the value of each begins."""
    while key := _KEY.match(raw, at := skip_blanks(raw, at)):
        if key[4]:
            yield key[1] or key[2] or key[3] or "", key.end()
        at = _after_value(raw, key.end())
        if not raw.startswith(",", at):
            return
        at += 1


def _after_value(raw: str, at: int) -> int:
    """Return the position of the comma or the brace that ends the value at an offset, else the end."""
    while step := _OUTSIDE.search(raw, at):
        if step[0] in {",", "}"}:
            return step.start()
        at = closing(raw, step.start(), len(raw)) if step[0] in "{([`" else step.end()
        if at < 0:
            break
    return len(raw)
