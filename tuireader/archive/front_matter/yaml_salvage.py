"""What is wrong with broken YAML, in plain words, and what of it can still be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.front_matter.handler import (
    MAX_FAULTS,
    MAX_SALVAGED,
    SYNTAX,
    TOO_COMPLEX,
    Fault,
    FaultError,
    Parsed,
    unquoted,
)
from tuireader.archive.values import Scalar, Value

if TYPE_CHECKING:
    from collections.abc import Callable

_ENTRY: Final = re.compile(
    r"^(?P<key>\"[^\"\n]*\"|'[^'\n]*'|[^\s#:,\-?\[\]{}\"'&*!|>%@`][^:\n]{0,100}?)"
    r"[ \t]*:(?P<gap>[ \t\u00a0]+|$)(?P<value>.*)$",
    re.MULTILINE,
)
_ITEM: Final = re.compile(r"^[ \t]*-[ \t]+(?P<value>\S.*)$", re.MULTILINE)
_OPENERS: Final = frozenset("[{\"'")
_FIRST_CHARACTERS: Final = frozenset("[]{}*&!%@`|>,#")
_ESCAPE: Final = "double quotes hold a `\\` that escapes nothing known: use single quotes"
_OTHERWISE: Final[Mapping[str, str]] = {
    "mapping values are not allowed in this context": "a `:` stands where none can: quote the value, or mend "
    "the indentation",
    "did not find expected key": "this is not `key: value`: quote the value, or mend the indentation",
    "did not find expected ',' or ']'": "a comma or the closing `]` is missing",
    "did not find expected ',' or '}'": "a comma or the closing `}` is missing",
    "did not find expected '-' indicator": "keys and a list are mixed: each line of a list begins with `- `",
    "found unknown escape character": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "found unexpected end of stream": "a quotation mark is not closed",
    "did not find expected <document start>": "this is indented otherwise than the keys above: begin all keys of the "
    "block in the same column",
}
_NO_KEY: Final = "could not find expected ':'"
_UNKNOWN: Final = "this cannot be read as YAML: quote the value, or mend the indentation"
_TOO_DEEP: Final = "maximum nesting depth"
"""What libyaml from 0.2.6 on says of nesting past a limit of its own."""


def explain(error: Exception, raw: str, line: int) -> Fault:
    """Return the fault that a YAML parser's error means, with what to do about it."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "")
    if problem == _NO_KEY:
        mark = getattr(error, "context_mark", None) or mark
    at = min(mark.line, raw.count("\n")) if mark else 0
    column = mark.column if mark else 0
    if "tab character" in problem or _begins_with_tab(raw, at):
        return Fault("a tab indents this line: YAML wants spaces", line + at, 1)
    if _TOO_DEEP in problem:
        return Fault("lists and maps are nested too deep", line + at, column + 1, TOO_COMPLEX)
    if problem == _NO_KEY:
        # Only front matter, which begins behind its mark, is to be closed.
        remedy = "is the closing `---` missing?" if line > 1 else "quote the value, or mend the indentation"
        return Fault(f"line {line + at} is not `key: value`; {remedy}", line + at, 1)
    return Fault(_OTHERWISE.get(problem, _UNKNOWN), line + at, column + 1)


def _begins_with_tab(raw: str, at: int) -> bool:
    lines = raw.split("\n", at + 1)
    return len(lines) > at and "\t" in lines[at][: len(lines[at]) - len(lines[at].lstrip())]


def salvage(raw: str, line: int, fault: Fault, read: Callable[[str, int], Value | None]) -> Parsed:
    """Return each top-level entry of a broken block that can be read by itself, and the rest as plain text.

    `read` parses a part of the block that begins at a line of the file. Prose, which has no entries, is no
    mapping.
    """
    metadata: dict[str, Value] = {}
    faults: list[Fault] = []
    entries = list(_ENTRY.finditer(raw))
    for entry, following in zip(entries[:MAX_SALVAGED], [*entries[1:], None], strict=False):
        part = raw[entry.start() : following.start() if following else len(raw)]
        at = line + raw.count("\n", 0, entry.start())
        try:
            value = read(part, at)
        except FaultError as error:
            value, own = None, error.fault
        else:
            own = fault
        if isinstance(value, Mapping):
            metadata.update(value)
        else:
            faults.append(_fault_of(entry, own, at, part))
            metadata[unquoted(entry["key"])] = _as_written(entry, part, at)
    if fault.rule != SYNTAX or not faults:
        faults = [fault]
    return Parsed(metadata, tuple(faults[:MAX_FAULTS]), mapping=bool(entries))


def _fault_of(entry: re.Match[str], fault: Fault, at: int, part: str) -> Fault:
    """Return the fault of an entry that could not be read, told by what its value looks like."""
    if (
        fault.rule != SYNTAX
        or fault.message == _ESCAPE
        or at < fault.line < at + part.rstrip("\n").count("\n")
    ):
        return fault
    value = entry["value"]
    column = entry.start("value") - entry.start() + 1
    if fault.line > at and value[:1] in _OPENERS and value:
        message: str | None = f"what begins with `{value[0]}` is not closed: close it, or quote the value"
    elif fault.line > at and "\u00a0" not in entry["gap"]:
        message = None
    else:
        message = _advice(entry["key"], entry["gap"], value)
    return Fault(message, at, column) if message else fault


def _advice(key: str, gap: str, value: str) -> str | None:
    if "\u00a0" in gap:
        return f"the space after `{key}:` is a no-break space: type an ordinary one"
    if value[:1] in _FIRST_CHARACTERS and value:
        return f"a value that begins with `{value[0]}` must be quoted: {_quoted(key, value)}"
    if value[:1] in ("'", '"'):
        return f"the value of `{key}` has a quotation mark too few, or text after the closing one"
    if ": " in value or value.endswith(":"):
        return f"a value with `: ` in it must be quoted: {_quoted(key, value)}"
    if value.startswith("- "):
        return f"a list begins on the line after `{key}:`; a value that begins with `-` must be quoted"
    return None


def _quoted(key: str, value: str) -> str:
    shown = value if len(value) <= 40 else value[:39] + "…"
    mark = "'" if '"' in value or "\\" in value else '"'
    return f"{key}: {mark}{shown.strip()}{mark}"


def _as_written(entry: re.Match[str], part: str, at: int) -> Value:
    """Return the value's text, or the list of its items' texts where they follow it."""
    text = entry["value"].strip()
    items = list(_ITEM.finditer(part)) if not text else []
    if not items:
        return Scalar(unquoted(text), line=at, column=entry.start("value") - entry.start() + 1)
    return tuple(
        Scalar(
            unquoted(item["value"]),
            line=at + part.count("\n", 0, item.start("value")),
            column=item.start("value") - (part.rfind("\n", 0, item.start("value")) + 1) + 1,
        )
        for item in items
    )
