"""YAML front matter, read from the parser's events in one pass, and the valid part of broken YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

import yaml

from tuireader.archive.front_matter.handler import (
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_FAULTS,
    MAX_NODES,
    MAX_SALVAGED,
    REPEATED,
    SYNTAX,
    TOO_COMPLEX,
    Fault,
    FaultError,
    FencedHandler,
    NotAMappingError,
    ParsedMetadata,
    unquoted,
)
from tuireader.archive.front_matter.plain_yaml import read_plain
from tuireader.archive.metadata.values import Scalar, Value, is_null
from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.events import Event

_ENTRY: Final = expression(
    r"^(?P<key>\"[^\"\n]*\"|'[^'\n]*'|[^\s#:,\-?\[\]{}\"'&*!|>%@`][^:\n]{0,100}?)"
    r"[ \t]*:(?P<gap>[ \t\u00a0]+|$)(?P<value>.*)$",
    re.MULTILINE,
)
_ITEM: Final = expression(r"^[ \t]*-[ \t]+(?P<value>\S.*)$", re.MULTILINE)
_OPENERS: Final = frozenset("[{\"'")
_FIRST_CHARACTERS: Final = frozenset("[]{}*&!%@`|>,#")
_ESCAPE: Final = "a `\\` in double quotes begins no known escape: use single quotes"
_OTHERWISE: Final[Mapping[str, str]] = {
    "mapping values are not allowed in this context": "a `:` is not allowed here: quote the value, or fix the "
    "indentation",
    "did not find expected key": "this is not `key: value`: quote the value, or fix the indentation",
    "did not find expected ',' or ']'": "a comma or the closing `]` is missing",
    "did not find expected ',' or '}'": "a comma or the closing `}` is missing",
    "did not find expected '-' indicator": "keys and a list are mixed: each line of a list begins with `- `",
    "found unknown escape character": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "found unexpected end of stream": "a quotation mark is not closed",
    "did not find expected <document start>": "this is indented differently from the keys above: begin all keys of the "
    "block in the same column",
}
_NO_KEY: Final = "could not find expected ':'"
_UNKNOWN: Final = "this cannot be read as YAML: quote the value, or fix the indentation"
_TOO_DEEP: Final = "maximum nesting depth"
"""The error of libyaml from 0.2.6 on for nesting past a limit of its own."""


def explain(error: Exception, raw: str, line: int) -> Fault:
    """Return the fault of a YAML parser's error, with advice."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "")
    if problem == _NO_KEY:
        mark = getattr(error, "context_mark", None) or mark
    at = min(mark.line, raw.count("\n")) if mark else 0
    column = mark.column if mark else 0
    if "tab character" in problem or _begins_with_tab(raw, at):
        return Fault("a tab indents this line: YAML allows spaces only", line + at, 1)
    if _TOO_DEEP in problem:
        return Fault("lists and maps are nested too deep", line + at, column + 1, TOO_COMPLEX)
    if problem == _NO_KEY:
        # Only front matter, which begins after its mark, is to be closed.
        remedy = "is the closing `---` missing?" if line > 1 else "quote the value, or fix the indentation"
        return Fault(f"this is not `key: value`; {remedy}", line + at, 1)
    return Fault(_OTHERWISE.get(problem, _UNKNOWN), line + at, column + 1)


def _begins_with_tab(raw: str, at: int) -> bool:
    lines = raw.split("\n", at + 1)
    return len(lines) > at and "\t" in lines[at][: len(lines[at]) - len(lines[at].lstrip())]


def salvage(raw: str, line: int, fault: Fault, read: Callable[[str, int], Value | None]) -> ParsedMetadata:
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
    return ParsedMetadata(metadata, tuple(faults[:MAX_FAULTS]), mapping=bool(entries))


def _fault_of(entry: re.Match[str], fault: Fault, at: int, part: str) -> Fault:
    """Return the fault of an entry that could not be read, told by the look of its value."""
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
        return f"the value of `{key}` lacks a quotation mark, or has text after the closing one"
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


_Loader: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_A_FEW: Final = 64
_LEADING_TABS: Final = expression(r"(?<=\n)\t+")


class YamlHandler(FencedHandler):
    """YAML between marks; `as_hexo` reads tabs that indent as two spaces each, and a body behind the last mark."""

    syntax = "yaml"

    def __init__(self, opening: str, closers: tuple[str, ...] = (), *, as_hexo: bool = False) -> None:
        super().__init__(opening, closers, glued=as_hexo)
        self._expand_tabs = as_hexo

    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the metadata of the block; none if it is empty."""
        plain = read_plain(raw, line)
        if plain is not None:
            return plain
        value, repeated = self._read(raw, line)
        if repeated:
            raise FaultError(repeated[0])
        return value

    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return every entry of a broken block that can be read by itself; of one with repeated keys, the whole."""
        if fault.rule == REPEATED:
            return ParsedMetadata(*self._read(raw, line))
        reading = _Reading()
        return salvage(
            self._expanded(raw), line, fault, lambda part, at: _read(part, at, reading.or_little())
        )

    def _read(self, raw: str, line: int) -> tuple[dict[str, Value], tuple[Fault, ...]]:
        """Return the metadata of the block, and a fault for each repeated key."""
        reading = _Reading()
        value = _read(self._expanded(raw), line, reading)
        if value is None:
            return {}, ()
        if not isinstance(value, dict):
            raise NotAMappingError
        return value, tuple(reading.repeated)

    def _expanded(self, raw: str) -> str:
        return _LEADING_TABS.sub(lambda tabs: "  " * len(tabs[0]), raw) if self._expand_tabs else raw


def parse_yaml(raw: str, line: int) -> ParsedMetadata:
    """Return the metadata of a text that is YAML as a whole, and begins on this line of its file. Never raises."""
    return YamlHandler("").parse(raw, line)


def yaml_value(raw: str) -> Value | None:
    """Return what a text says that is YAML as a whole, be it a map, a list or one text; None where it is broken."""
    try:
        return _read(raw, 1, _Reading())
    except FaultError:
        return None


@dataclass(slots=True)
class _Reading:
    """What is known by now, and what may still be read: nodes count as if every alias were written out."""

    nodes: int = MAX_NODES
    aliases: int = MAX_ALIASES
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    repeated: list[Fault] = field(default_factory=list)

    def or_little(self) -> _Reading:
        """Return this, or once it is used up enough for a plain value."""
        return self if min(self.nodes, self.aliases) >= 0 else _Reading(nodes=_A_FEW, aliases=0)


def _read(raw: str, line: int, reading: _Reading) -> Value | None:
    """Return the one document of a block, or None where it is empty; raises FaultError."""
    try:
        return _Builder(raw, line, reading).document()
    except (yaml.YAMLError, ValueError) as error:
        raise FaultError(explain(error, raw, line)) from error


class _Builder:
    """Builds values from a parser's events, and stops at the first event that is past a limit."""

    def __init__(self, raw: str, line: int, reading: _Reading) -> None:
        self._next: Callable[[], Event] = _Loader(raw).get_event
        self._line = line
        self._reading = reading

    def document(self) -> Value | None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        value = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._fault(event, "a second document begins here, but front matter is one document")
        return None if is_null(value) else value

    def _node(self, event: Event, depth: int) -> Value:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self._reading.nodes
        self._spend(event, 1)
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        elif depth == MAX_DEPTH:
            raise self._fault(event, f"lists and maps are nested more than {MAX_DEPTH} deep", TOO_COMPLEX)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(depth)
        else:
            value = self._mapping(depth)
        anchor: str | None = getattr(event, "anchor", None)
        if anchor:
            self._reading.anchors[anchor] = value, before - self._reading.nodes
        return value

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        plain = event.implicit[0]
        text = event.value if plain else neutralise(event.value)
        if not text and event.tag:
            text = event.tag.partition("python/name:")[2]  # MkDocs names functions of Python so
        return Scalar(text, plain, *self._place(event))

    def _sequence(self, depth: int) -> tuple[Value, ...]:
        items: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return tuple(items)

    def _mapping(self, depth: int) -> dict[str, Value]:
        own: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        keys: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(event, "a list or map is in the place of a key: quote the value")
            self._note_repeated(key, keys)
            value = self._node(value_event := self._next(), depth + 1)
            if key.plain and key.text == "<<":
                self._merge(merged, value, value_event)
            else:
                own[key.text] = value
        return {**merged, **own} if merged else own

    def _note_repeated(self, key: Scalar, keys: dict[str, int]) -> None:
        """Note a key that its map has already; `keys` are the lines of those before it."""
        if key.text in keys and len(self._reading.repeated) < MAX_FAULTS:
            message = f"the key {key.text} is written twice, first on line {keys[key.text]}"
            self._reading.repeated.append(Fault(message, key.line, key.column, REPEATED))
        keys.setdefault(key.text, key.line)

    def _merge(self, into: dict[str, Value], value: Value, event: Event) -> None:
        """Add the entries of a merge key's maps; of two with the same key the earlier map's counts."""
        for source in value if isinstance(value, tuple) else (value,):
            if not isinstance(source, Mapping):
                raise self._fault(event, "`<<` takes the entries of a map, and this is not one")
            self._spend(event, len(source))
            for key, item in source.items():
                into.setdefault(key, item)

    def _alias(self, event: yaml.AliasEvent) -> Value:
        name = event.anchor
        if name not in self._reading.anchors:
            raise self._fault(
                event, f"there is no anchor `&{name}`: a value that begins with `*` must be quoted"
            )
        value, size = self._reading.anchors[name]
        self._reading.aliases -= 1
        if self._reading.aliases < 0:
            raise self._fault(event, f"more than {MAX_ALIASES} aliases (`*name`) are used", TOO_COMPLEX)
        self._spend(event, size)
        return value

    def _spend(self, event: Event, nodes: int) -> None:
        self._reading.nodes -= nodes
        if self._reading.nodes < 0:
            raise self._fault(event, f"there are more than {MAX_NODES:,} values", TOO_COMPLEX)

    def _fault(self, event: Event, message: str, rule: str = SYNTAX) -> FaultError:
        return FaultError(Fault(message, *self._place(event), rule))

    def _place(self, event: Event) -> tuple[int, int]:
        mark = event.start_mark
        return (self._line + mark.line, mark.column + 1) if mark else (self._line, 1)
