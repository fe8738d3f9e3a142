"""TOML front matter, read by the standard library's parser."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from tuireader.archive.front_matter.handler import (
    MAX_DEPTH,
    MAX_SALVAGED,
    SYNTAX,
    TOO_COMPLEX,
    Fault,
    FaultError,
    FencedHandler,
    ParsedMetadata,
    places,
    unquoted,
)
from tuireader.archive.metadata.values import Scalar, Value
from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLACE: Final = expression(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_QUOTE: Final = "a quotation mark is not closed: close it on the same line"
_TWICE: Final = "this key or table is written twice: remove one"
_UNKNOWN: Final = 'this cannot be read as TOML: write `key = "value"`, and close quotes and brackets'
_ADVICE: Final[Mapping[str, str]] = {
    "Expected '=' after a key": 'a key and its value are written `key = "value"`',
    "Invalid statement": 'a key and its value are written `key = "value"`',
    "Invalid initial character for a key": "a key consists of letters, digits, `-` and `_`, or is quoted",
    "Invalid value": "a value is missing or lacks quotes: only numbers, dates, true and false need none",
    "Invalid date": "there is no such date or time",
    "Expected newline or end of document": "a value ends here, but more follows: quote the whole value",
    "Cannot overwrite": _TWICE,
    "Cannot declare": _TWICE,
    "Cannot mutate": _TWICE,
    "Cannot redefine": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Unclosed array": "a comma between two values is missing, or the closing `]`",
    "Unclosed inline table": "a comma between two values is missing, or the closing `}`",
    "Expected ']": "the name of a table is not closed: write `]` after it",
    "Unescaped '\\'": "a `\\` in double quotes begins no known escape: use single quotes",
    "Invalid hex value": "a `\\` in double quotes begins no known escape: use single quotes",
    "Escaped character": "a `\\` in double quotes begins no known escape: use single quotes",
    "Unterminated string": _QUOTE,
    "Expected \"'": _QUOTE,
    "Expected '\"": _QUOTE,
    "Illegal character '\\n'": _QUOTE,
    "Illegal character": "there is a control character here: remove it",
    "Found invalid character": "there is a control character here: remove it",
}
"""The advice for each error of tomllib, by its beginning (Python 3.11 to 3.14)."""
_AT_END: Final[Mapping[str, str]] = {
    "Invalid value": "the front matter ends here: a value is missing, or the `]` that closes a list",
    "Unterminated string": "the front matter ends here: a string that begins with three quotation marks is not closed",
    "Expected \"'": "the front matter ends here: a string that begins with three quotation marks is not closed",
    "Expected '\"": "the front matter ends here: a string that begins with three quotation marks is not closed",
}
"""The same for errors at the end of the text, which only values of several lines can reach."""
_ENTRY: Final = expression(r"^[ \t]*(?P<key>[\w-]+|\"[^\"\n]*\")[ \t]*=[ \t]*(?P<value>.*)$", re.MULTILINE)
_ASSIGNMENT: Final = expression(r"^[ \t]*(?:([\w-]+)|\"([^\"\\\n]*)\")[ \t]*=[ \t]*", re.MULTILINE)
_TABLE: Final = expression(r"^[ \t]*\[", re.MULTILINE)
_PART: Final = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+"
_LONG_KEY: Final = expression(
    rf"(?<![\w.-])(?:{_PART}){{{MAX_DEPTH}}}"
)  # tomllib takes quadratic time on these


class TomlHandler(FencedHandler):
    """TOML between lines of `+++`."""

    syntax = "toml"
    key_like = expression(r"\s*(?:[\w\"'.-]+[ \t]*=|\[)")

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the metadata of the block."""
        if _LONG_KEY.search(raw):
            raise FaultError(Fault(f"a key has more than {MAX_DEPTH} parts", line, 1, TOO_COMPLEX))
        try:
            return _values(raw, line)
        except RecursionError as error:
            raise FaultError(Fault("arrays or tables are nested too deep", line, 1, TOO_COMPLEX)) from error
        except ValueError as error:
            raise FaultError(toml_fault(error, raw, line)) from error

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return every one-line entry of a broken block before its first table."""
        table = _TABLE.search(raw)
        metadata: dict[str, Value] = {}
        where = places(raw, _ASSIGNMENT, line)
        for entry in islice(_ENTRY.finditer(raw, 0, table.start() if table else len(raw)), MAX_SALVAGED):
            key = unquoted(entry["key"])
            metadata[key] = _entry(entry["value"], *where.get(key, (line, 1)))
        return ParsedMetadata(metadata, (fault,))


def _values(raw: str, line: int) -> dict[str, Value]:
    import tomllib

    metadata: dict[str, Value] = {}
    loaded = tomllib.loads(raw)
    where = places(raw, _ASSIGNMENT, line)
    for key, value in loaded.items():
        metadata[neutralise(key)] = _value(value, *where.get(key, (line, 1)))
    return metadata


def _value(value: object, line: int, column: int) -> Value:
    if isinstance(value, dict):
        return {neutralise(key): _value(item, line, column) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_value(item, line, column) for item in value)
    if isinstance(value, str):
        return Scalar(neutralise(value), plain=False, line=line, column=column)
    isoformat: Callable[[], str] | None = getattr(value, "isoformat", None)
    text = isoformat() if isoformat else str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(text, plain=True, line=line, column=column)


def toml_fault(error: ValueError, text: str, line: int = 1) -> Fault:
    """Return in plain words what is wrong with TOML of which tomllib says `error`; it begins on `line`.

    A value still open at the end is reported where the text ends, blank lines aside.
    """
    message = neutralise(str(error))
    place = _PLACE.search(message)
    said = message[: place.start()] if place else message
    known = _ADVICE if place is None or place[1] else {**_ADVICE, **_AT_END}
    advice = next((words for begun, words in known.items() if said.startswith(begun)), _UNKNOWN)
    if place is None:
        return Fault(advice, line, 1, SYNTAX)
    if place[1]:
        return Fault(advice, line + int(place[1]) - 1, int(place[2]), SYNTAX)
    written = text.rstrip()
    return Fault(advice, line + written.count("\n"), len(written) - written.rfind("\n"), SYNTAX)


def _entry(value: str, line: int, column: int) -> Value:
    import tomllib

    try:
        return _value(tomllib.loads(f"value = {value}")["value"], line, column)
    except (ValueError, RecursionError):
        return Scalar(unquoted(value), plain=False, line=line, column=column)
