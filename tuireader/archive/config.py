"""Configuration files of sites, read as metadata: YAML, TOML, JSON, and the literals of Python and JavaScript."""

from __future__ import annotations

import os
from dataclasses import field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file
from tuireader.archive.front_matter.handler import REPEATED, Fault, ParsedMetadata
from tuireader.archive.front_matter.yaml_block import parse_yaml
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import zone_of
from tuireader.archive.metadata.values import Scalar, as_text, as_texts
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import among_settings, decode, neutralise
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.metadata.values import Value

MAX_BYTES: Final = 1 << 20

_SETTING: Final = expression(
    r"""\b(input|output|includes|data|site|base|srcDir)\s*:\s*(["'`])([^"'`\n]*)\2"""
)
_DOCUMENT: Final = expression(r"\A---[^\n]*\n")


@dataclass(frozen=True, slots=True)
class Config:
    """The values of configuration files together, and their problems; later files win."""

    values: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    files: tuple[PostId, ...] = ()

    def text(self, key: str, default: str = "") -> str:
        return as_text(self.values.get(key)) or default

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the texts under a key, or the default where the key is missing."""
        return as_texts(self.values[key]) if key in self.values else default

    def flag(self, key: str) -> bool:
        """Tell whether a key says yes."""
        return bool(fields.flag(self.values, key))

    def nested(self, key: str) -> Mapping[str, Value]:
        """Return the mapping under a key, or an empty one."""
        return fields.nested(self.values, key)


def read_config(root: str, base: str, names: tuple[str, ...], *, lists: bool = False) -> Config:
    """Return the first of the files below `root`/`base` that exists; of a broken one, the values that can be saved.

    With `lists` it may hold a list, of which nothing is read, in place of settings.
    """
    for name in names:
        file = PostId(base + name)
        contents = read_file(root, file, MAX_BYTES)
        if isinstance(contents, Problem):
            if not os.path.lexists(f"{root}/{file}"):
                continue
            return Config(problems=(contents,), files=(file,))
        decoded = decode(contents.data, file)
        problems = () if decoded.problem is None else (among_settings(decoded.problem),)
        parsed = _parse(name, decoded.text)
        if not (parsed.mapping or parsed.faults or lists):
            fault = Fault("these are not settings: write each as `key: value`, on a line of its own", 1, 1)
            parsed = ParsedMetadata(faults=(fault,))
        faults = tuple(
            Problem(file, "config-syntax", fault.message, "error", fault.line, fault.column)
            for fault in parsed.faults
            if fault.rule != REPEATED
        )
        return Config(parsed.metadata, problems + faults, (file,))
    return Config()


def _parse(name: str, text: str) -> ParsedMetadata:
    extension = name.rpartition(".")[2]
    if extension == "toml":
        from tuireader.archive.front_matter.toml_block import TomlHandler

        return TomlHandler("").parse(text, 1)
    if extension == "json":
        from tuireader.archive.front_matter.json_block import JsonHandler

        return JsonHandler().parse(text, 1)
    if extension == "py":
        return _python(text)
    if extension in {"yml", "yaml"}:
        opened = _DOCUMENT.match(text)
        return parse_yaml(text[opened.end() :], 2) if opened else parse_yaml(text, 1)
    return _javascript(text)


def _javascript(text: str) -> ParsedMetadata:
    from tuireader.archive.javascript import misplaced

    found: dict[str, Value] = {}
    for match in _SETTING.finditer(text):
        found.setdefault(match[1], Scalar(match[3]))
    if (at := misplaced(text)) is None:
        return ParsedMetadata(found)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    said = (
        f"this `{text[at]}` closes nothing"
        if text[at] in "})]"
        else f"what begins with `{text[at]}` is not closed: close it"
    )
    return ParsedMetadata(found, (Fault(said, line, column),))


def _python(text: str) -> ParsedMetadata:
    """Return the names that a Python file gives literals at its top level; nothing of it is run."""
    import ast

    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        said = neutralise(f"this is not Python: {error.msg}")
        return ParsedMetadata(faults=(Fault(said, error.lineno or 1, max(error.offset or 1, 1)),))
    except (ValueError, RecursionError, MemoryError) as error:
        return ParsedMetadata(faults=(Fault(neutralise(f"this is not Python: {error}"), 1, 1),))
    found: dict[str, Value] = {}
    for node in tree.body:
        if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
            continue
        try:
            value = _value(ast.literal_eval(node.value), node.value.lineno, node.value.col_offset + 1)
        except (ValueError, TypeError, RecursionError, MemoryError):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        found.update((target.id, value) for target in targets if isinstance(target, ast.Name))
    return ParsedMetadata(found)


def _value(literal: object, line: int, column: int) -> Value:
    """Return a literal as a value; what is in it has the place of the whole."""
    if isinstance(literal, dict):
        return {str(key): _value(value, line, column) for key, value in literal.items()}
    if isinstance(literal, (list, tuple, set)):
        return tuple(_value(item, line, column) for item in literal)
    if isinstance(literal, str):
        return Scalar(neutralise(literal), line=line, column=column)
    return Scalar("null" if literal is None else str(literal), plain=True, line=line, column=column)


_LOCALTIME: Final = "/etc/localtime"


def local_zone() -> tzinfo:
    """Return the machine's zone with its changes over the year, or its present offset where they are not known."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and (zone := zone_of(named)) is not None:
        return zone
    if not named:
        target = os.path.realpath(_LOCALTIME)
        _, found, name = target.partition("/zoneinfo/")
        if found and (zone := zone_of(name)) is not None:
            return zone
    return datetime.now().astimezone().tzinfo or UTC


def site_zone(config: Config, key: str, default: tzinfo | None = None) -> tuple[tzinfo, Problem | None]:
    """Return the zone that a configuration names under a key, else the default, else the machine's zone."""
    name = config.text(key)
    zone = zone_of(name) if name else None
    if zone is not None:
        return zone, None
    problem = None
    if name:
        file = config.files[0] if config.files else PostId("")
        message = f"there is no time zone “{name}”: write a name such as Europe/Berlin"
        value = config.values[key]
        place = (value.line, value.column) if isinstance(value, Scalar) else (1, 1)
        problem = Problem(file, "config-timezone", message, "error", *place)
    return default or local_zone(), problem
