"""JSON front matter: an object at the top of the file, or the members of one between fences."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from tuireader.archive.front_matter.handler import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SALVAGED,
    TOO_COMPLEX,
    Fault,
    FaultError,
    FencedHandler,
    FrontMatterBlock,
    Handler,
    NotAMappingError,
    ParsedMetadata,
    places,
    skip_blank_lines,
    unquoted,
)
from tuireader.archive.metadata.values import Scalar, Value
from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping
    from json import JSONDecoder

_UNKNOWN: Final = "this cannot be read as JSON: check quotes, commas and brackets"
_ESCAPE: Final = "a `\\` in a string begins no known escape: write it twice"
_ADVICE: Final[Mapping[str, str]] = {
    "Expecting ',' delimiter": "a comma is missing before this, or a bracket is not closed",
    "Expecting property name": "a key in double quotes belongs here; the last entry has no comma after it",
    "Illegal trailing comma": "there is no comma after the last entry: remove it",
    "Expecting ':' delimiter": "a `:` is missing between the key and its value",
    "Expecting value": "a value is missing or lacks quotes: only numbers, true, false and null need none",
    "Unterminated string": "a quotation mark is not closed",
    "Invalid control character": "a string contains a line break or a tab: write `\\n` or `\\t`",
    "Invalid \\escape": _ESCAPE,
    "Invalid \\uXXXX": _ESCAPE,
    "Extra data": "there is something after the closing `}`: remove it",
}
"""The advice for each error of the json module, by its beginning (Python 3.11 to 3.14)."""
_OPENING: Final = expression(r"\s*(?P<brace>\{)")
_LIKE: Final = expression(r"\{\s*(?:\"[^\"\n]*\"\s*:|\})")
_TOKEN: Final = expression(r"[{}]|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\"?")
_ASSIGNMENT: Final = expression(r"\"([^\"\\\n]*)\"\s*:\s*")
_END: Final = expression(r"[ \t]*(?:\n|\Z)")
_ENTRY: Final = expression(r"^[ \t{,]*\"(?P<key>[^\"\n]+)\"[ \t]*:[ \t]*(?P<value>[^\s{\[].*)$", re.MULTILINE)


class _Literal(str):
    """A value without quotes in the document: a number."""

    __slots__ = ()


class JsonHandler(Handler):
    """A JSON object at the very top; the body begins on the line after its brace closes."""

    syntax = "json"
    key_like = expression(r"\s*\"")

    def __init__(self) -> None:
        super().__init__(_OPENING)

    def find(self, text: str) -> FrontMatterBlock | Literal["unclosed"] | None:
        """Return the extent of the object; `unclosed` if it begins as an object of keys and has no end."""
        opened = _OPENING.match(text)
        if not opened:
            return None
        start = opened.start("brace")
        if not _LIKE.match(text, start):
            return None
        end = _end_of_object(text, start)
        if end is None:
            return "unclosed"
        after = _END.match(text, end)
        if not after:
            return None
        return FrontMatterBlock(start, end, skip_blank_lines(text, after.end()))

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the metadata of the object."""
        return _values(raw, line, raw)

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return every one-line entry of a broken object."""
        return _salvage(raw, line, fault)


class FencedJsonHandler(FencedHandler):
    """JSON between marks; with `braces=False` its outermost braces are left out, as Hexo's `;;;` has it."""

    syntax = "json"

    def __init__(self, opening: str, closers: tuple[str, ...] = (), *, braces: bool = True) -> None:
        super().__init__(opening, closers)
        self._braces = braces

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the metadata of the block."""
        return _values(raw if self._braces else f"{{{raw}}}", line, raw)

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return every one-line entry of a broken block."""
        return _salvage(raw, line, fault)


def _end_of_object(text: str, start: int) -> int | None:
    """Return the offset after the object that begins at `start`, or None where no brace closes it."""
    depth = 0
    for token in _TOKEN.finditer(text, start, start + 2 * MAX_CHARACTERS):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if not depth:
                return token.end()
    return None


def _decoder() -> JSONDecoder:
    import json

    return json.JSONDecoder(parse_int=_Literal, parse_float=_Literal, parse_constant=_Literal)


def _values(source: str, line: int, raw: str) -> dict[str, Value]:
    try:
        loaded = _decoder().decode(source)
    except RecursionError as error:
        message = f"objects are nested more than {MAX_DEPTH} deep"
        raise FaultError(Fault(message, line, 1, TOO_COMPLEX)) from error
    except ValueError as error:
        raise FaultError(_fault(error, line)) from error
    if not isinstance(loaded, dict):
        raise NotAMappingError
    reader = _Reader(raw, line)
    return {neutralise(key): reader.entry(key, value) for key, value in loaded.items()}


def _fault(error: ValueError, line: int) -> Fault:
    at = getattr(error, "lineno", 1)
    column = getattr(error, "colno", 1)
    said = str(getattr(error, "msg", error))
    advice = next((words for begun, words in _ADVICE.items() if said.startswith(begun)), _UNKNOWN)
    return Fault(advice, line + at - 1, column)


class _Reader:
    """Turns decoded JSON into values, within the limits of depth and number."""

    def __init__(self, raw: str, line: int) -> None:
        self._first = line
        self._places = places(raw, _ASSIGNMENT, line)
        self._nodes = MAX_NODES

    def entry(self, key: str, value: object) -> Value:
        return self._value(value, *self._places.get(key, (self._first, 1)), 0)

    def _value(self, value: object, line: int, column: int, depth: int) -> Value:
        self._nodes -= 1
        if depth > MAX_DEPTH or self._nodes < 0:
            raise FaultError(Fault("the object is too deep or too large", line, column, TOO_COMPLEX))
        if isinstance(value, dict):
            return {
                neutralise(key): self._value(item, line, column, depth + 1) for key, item in value.items()
            }
        if isinstance(value, list):
            return tuple(self._value(item, line, column, depth + 1) for item in value)
        if isinstance(value, str):
            return Scalar(neutralise(value), isinstance(value, _Literal), line, column)
        return Scalar("null" if value is None else str(value).lower(), plain=True, line=line, column=column)


def _salvage(raw: str, line: int, fault: Fault) -> ParsedMetadata:
    metadata: dict[str, Value] = {}
    where = places(raw, _ASSIGNMENT, line)
    for entry in islice(_ENTRY.finditer(raw), MAX_SALVAGED):
        text = entry["value"].rstrip().removesuffix(",")
        at, column = where.get(entry["key"], (line, 1))
        metadata[entry["key"]] = Scalar(unquoted(text), plain=text[:1] != '"', line=at, column=column)
    return ParsedMetadata(metadata, (fault,))
