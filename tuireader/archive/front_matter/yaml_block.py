"""YAML front matter, read from the parser's events in one pass that no document can make long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

from tuireader.archive.front_matter.handler import (
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_NODES,
    SYNTAX,
    TOO_COMPLEX,
    Fault,
    FaultError,
    FencedHandler,
    Parsed,
)
from tuireader.archive.text import neutralise
from tuireader.archive.values import Scalar, Value, is_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.events import Event

_Loader: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_A_FEW: Final = 64
_LEADING_TABS: Final = re.compile(r"(?<=\n)\t+")


class YamlHandler(FencedHandler):
    """YAML between marks; `expand_tabs` reads a tab that indents as two spaces, as Hexo does."""

    syntax = "yaml"

    def __init__(self, opening: str, closers: tuple[str, ...] = (), *, expand_tabs: bool = False) -> None:
        super().__init__(opening, closers)
        self._expand_tabs = expand_tabs

    def parse(self, raw: str, line: int) -> Parsed:
        """Return what the block says, and of a broken one every entry that can be read by itself."""
        if self._expand_tabs:
            raw = _LEADING_TABS.sub(lambda tabs: "  " * len(tabs[0]), raw)
        return parse_yaml(raw, line)


def parse_yaml(raw: str, line: int) -> Parsed:
    """Return what a block of YAML says; `line` is the line of the file that it begins on. Never raises."""
    try:
        value = _read(raw, line, _Reading())
    except FaultError as error:
        from tuireader.archive.front_matter.yaml_salvage import salvage  # noqa: PLC0415 - only broken blocks need it

        reading = _Reading()
        return salvage(raw, line, error.fault, lambda part, at: _read(part, at, reading.or_little()))
    if value is None:
        return Parsed()
    if isinstance(value, Mapping):
        return Parsed(value)
    return Parsed(mapping=False)


@dataclass(slots=True)
class _Reading:
    """What is known by now, and what may still be read: nodes count as if every alias were written out."""

    nodes: int = MAX_NODES
    aliases: int = MAX_ALIASES
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)

    def or_little(self) -> _Reading:
        """Return this, or once it is used up enough for a plain value."""
        return self if min(self.nodes, self.aliases) >= 0 else _Reading(nodes=_A_FEW, aliases=0)


def _read(raw: str, line: int, reading: _Reading) -> Value | None:
    """Return the one document of a block, or None where it is empty; raises FaultError."""
    try:
        return _Builder(raw, line, reading).document()
    except (yaml.YAMLError, ValueError) as error:
        from tuireader.archive.front_matter.yaml_salvage import explain  # noqa: PLC0415 - only broken blocks need it

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
            raise self._fault(event, "a second document begins here: front matter is a single one")
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
        return Scalar(text, plain, *self._place(event))

    def _sequence(self, depth: int) -> tuple[Value, ...]:
        items: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return tuple(items)

    def _mapping(self, depth: int) -> dict[str, Value]:
        own: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(event, "a list or map stands where a key belongs: quote the value")
            value = self._node(value_event := self._next(), depth + 1)
            if key.plain and key.text == "<<":
                self._merge(merged, value, value_event)
            else:
                own[key.text] = value
        return {**merged, **own} if merged else own

    def _merge(self, into: dict[str, Value], value: Value, event: Event) -> None:
        """Add the entries of a merge key's maps; of two with the same key the earlier map's counts."""
        for source in value if isinstance(value, tuple) else (value,):
            if not isinstance(source, Mapping):
                raise self._fault(event, "`<<` takes the entries of a map, and this is none")
            self._spend(event, len(source))
            for key, item in source.items():
                into.setdefault(key, item)

    def _alias(self, event: yaml.AliasEvent) -> Value:
        name = event.anchor
        if name not in self._reading.anchors:
            raise self._fault(
                event, f"nothing is named `&{name}`: a value that begins with `*` must be quoted"
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
