"""The user's settings: defaults, settings file, environment and flags, read once and passed on."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

THEMES = ("night", "paper")
WIDTHS = range(20, 1001)
POLL_SECONDS = 1.0

Value = str | int | float | bool | None


def _theme(value: Value) -> str:
    if value not in THEMES:
        msg = f"there is no theme {value}; there are {', '.join(THEMES)}"
        raise ValueError(msg)
    return str(value)


def _width(value: Value) -> int:
    number = str(value)
    if isinstance(value, bool) or not number.isdecimal() or len(number) > 6 or int(number) not in WIDTHS:
        msg = f"width is a number of columns from {WIDTHS.start} to {WIDTHS.stop - 1}, not {value}"
        raise ValueError(msg)
    return int(number)


def _watch(value: Value) -> bool:
    return _yes_or_no("watch", value)


def _follow(value: Value) -> bool:
    return _yes_or_no("follow", value)


def _yes_or_no(name: str, value: Value) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in words:
        msg = f"{name} is true or false, not {value}"
        raise ValueError(msg)
    return words[str(value).lower()]


def _poll(value: Value) -> float | None:
    if str(value).lower() in {"true", "false"}:
        return POLL_SECONDS if str(value).lower() == "true" else None
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and 0 < seconds <= 86_400):
        msg = f"poll is a number of seconds, not {value}"
        raise ValueError(msg)
    return seconds


CHECKS: Mapping[str, Callable[[Value], Value]] = MappingProxyType(
    {"theme": _theme, "width": _width, "watch": _watch, "follow": _follow, "poll": _poll}
)
"""Settings by name, each with a function that returns its value or raises ValueError with the error."""

KINDS: Mapping[str, tuple[tuple[type, ...], str]] = MappingProxyType(
    {
        "theme": ((str,), "a name in quotes"),
        "width": ((int,), "a whole number of columns, without quotes"),
        "watch": ((bool,), "true or false, without quotes"),
        "follow": ((bool,), "true or false, without quotes"),
        "poll": ((bool, int, float), "true, false or a number of seconds, without quotes"),
    }
)
"""The TOML types of each setting, and their names in plain words."""


RULES = (
    "broken-anchor", "broken-link", "config-syntax", "config-timezone", "conflict-markers", "date", "dateless-name",
    "duplicate-permalink", "encoding", "front-matter-ignored", "front-matter-missing", "front-matter-not-a-mapping",
    "front-matter-syntax", "front-matter-too-complex", "front-matter-too-large", "front-matter-unclosed",
    "front-matter-unsupported", "future-date", "link-to-unpublished", "missing-date", "missing-image", "missing-title",
    "not-a-file", "outside-archive", "repeated-key", "similar-tags", "skipped-heading", "too-large", "uncited-footnote",
    "unclosed-comment", "unclosed-fence", "unclosed-formula", "unclosed-liquid", "unclosed-shortcode",
    "undefined-footnote", "unknown-liquid-tag", "unreadable",
)  # fmt: skip
"""The rules that can be switched off: those of `tuireader.checking.rules`, and those of reading files."""

CONFIG_VARIABLE = "TUIREADER_CONFIG"
LIBRARY_VARIABLE = "TUIREADER_LIBRARY"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the reader.

    `width` is the measure of the article in columns. With `follow`, each saved post is shown. `poll` is the seconds
    between two checks of the file system, or None to receive events. `keys` gives actions, by name, other keys.
    `library` is the file for the memory between runs, None for no memory. With `cache`, the search index and the links
    of large archives are kept in the user's cache folder, otherwise in memory. With `from_input` the post came from
    standard input, and its file is a copy that goes with the reader.
    """

    theme: str = "night"
    width: int = 80
    watch: bool = True
    follow: bool = False
    poll: float | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    checks_off: frozenset[str] = frozenset()
    library: Path | None = None
    cache: bool = False
    from_input: bool = False


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The names of the actions that can have keys; `named` returns a key from its spelling, None if there is none."""

    actions: Collection[str]
    named: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """An error in a setting, and its place: in a file, a variable or a flag."""

    where: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part)
        return neutralise(f"{place}: {self.message}").replace("\n", " ")


def settings_file(environment: Mapping[str, str], flag: str | None = None) -> tuple[Path, bool]:
    """The settings file, and whether the user named it; a named file must exist."""
    named = flag or environment.get(CONFIG_VARIABLE)
    if named:
        return Path(named).expanduser(), True
    from platformdirs import user_config_path

    return user_config_path("tuireader") / "config.toml", False


def library_file(environment: Mapping[str, str]) -> Path | None:
    """The file of the memory: in the user's state folder unless another is named.

    None if the variable is set and empty: then nothing is remembered.
    """
    named = environment.get(LIBRARY_VARIABLE)
    if named is not None:
        return Path(named).expanduser() if named else None
    from platformdirs import user_state_path

    return user_state_path("tuireader") / "library.db"


def load_settings(
    environment: Mapping[str, str],
    flags: Mapping[str, Value],
    config: str | None = None,
    table: KeyTable | None = None,
) -> Settings | SettingsProblem:
    """The settings, or the first error in them.

    `flags` are those of the command line, None for those not given. `config` names the file. `table` holds the known
    actions and keys; None skips their check.
    """
    path, named = settings_file(environment, config)
    found = _from_file(path, named, table)
    if isinstance(found, SettingsProblem):
        return found
    values: dict[str, Value] = dict(found[0])
    variables = {name: f"TUIREADER_{name.upper()}" for name in CHECKS}
    for name, variable in variables.items():
        if variable in environment:
            values[name] = environment[variable]
            if problem := _check(values, name, variable):
                return problem
    for name, value in flags.items():
        if value is not None:
            values[name] = value
            if problem := _check(values, name, f"--{name}"):
                return problem
    known = {name: value for name, value in values.items() if name in CHECKS}
    return Settings(**known, keys=MappingProxyType(found[1]), checks_off=found[2])  # type: ignore[arg-type]  # each was checked


Table = tuple[dict[str, Value], dict[str, tuple[str, ...]], frozenset[str]]


def _from_file(path: Path, named: bool, key_table: KeyTable | None) -> Table | SettingsProblem:
    where = os.fspath(path)
    try:
        text = path.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return SettingsProblem(where, "there is no such file") if named else ({}, {}, frozenset())
    except OSError as error:
        return SettingsProblem(where, error.strerror or "cannot be read")
    except UnicodeDecodeError:
        return SettingsProblem(where, "is not UTF-8 text")
    import tomllib

    try:
        table = tomllib.loads(text)
    except ValueError as error:
        from tuireader.archive.front_matter.toml_block import toml_fault

        fault = toml_fault(error, text)
        return SettingsProblem(where, fault.message, fault.line, fault.column)
    except RecursionError:
        return SettingsProblem(where, "arrays or tables are nested too deep")
    return _checked_table(table, where, text, key_table)


def _checked_table(
    table: dict[str, object], where: str, text: str, key_table: KeyTable | None
) -> Table | SettingsProblem:
    values: dict[str, Value] = {}
    keys: dict[str, tuple[str, ...]] = {}
    off: frozenset[str] = frozenset()
    for name, value in table.items():
        if name == "keys":
            given = _keys(value, where, text, key_table)
            if isinstance(given, SettingsProblem):
                return given
            keys = given
        elif name == "check":
            rules = rules_off(value)
            if isinstance(rules, str):
                return SettingsProblem(where, rules, _line(text, "check", "off"))
            off = rules
        elif name not in CHECKS:
            known = ", ".join([*CHECKS, "[keys]", "[check]"])
            return SettingsProblem(
                where, f"there is no setting {name}; there are {known}", _line(text, "", name)
            )
        else:
            line = _line(text, "", name)
            kinds, asked = KINDS[name]
            if type(value) not in kinds:
                return SettingsProblem(where, f"{name} is {asked}, not {_written(value)}", line)
            values[name] = cast("Value", value)
            if problem := _check(values, name, where, line):
                return problem
    return values, keys, off


def _written(value: object) -> str:
    """A value roughly as in TOML."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float() if abs(value) < 1e15:
            return str(value)
        case str():
            return f'"{value}"'
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return "a number" if isinstance(value, int | float) else "a date or time"


def rules_off(table: object) -> frozenset[str] | str:
    """The rules that a table switches off, or its error: `off = ["skipped-heading"]`."""
    if not isinstance(table, dict):
        return "check is a table: [check]"
    unknown = next((name for name in table if name != "off"), None)
    if unknown is not None:
        return f"there is no setting {unknown} in [check]; there is off"
    rules = table.get("off", [])
    if not (isinstance(rules, list) and all(isinstance(rule, str) for rule in rules)):
        return "off takes a list of rules, in quotes"
    wrong = next((rule for rule in rules if rule not in RULES), None)
    if wrong is not None:
        return f"there is no rule {wrong}; there are {', '.join(RULES)}"
    return frozenset(rules)


def _keys(
    table: object, where: str, text: str, key_table: KeyTable | None
) -> dict[str, tuple[str, ...]] | SettingsProblem:
    if not isinstance(table, dict):
        return SettingsProblem(where, "keys is a table: [keys]", _line(text, "", "keys"))
    keys: dict[str, tuple[str, ...]] = {}
    for action, value in table.items():
        names = [value] if isinstance(value, str) else value
        if not (isinstance(names, list) and all(isinstance(name, str) and name for name in names)):
            message = f"{action} takes a key or a list of keys, in quotes"
        elif key_table is None:
            keys[action] = tuple(names)
            continue
        else:
            given = _keys_given(action, names, keys, key_table)
            if not isinstance(given, str):
                keys[action] = given
                continue
            message = given
        return SettingsProblem(where, message, _line(text, "keys", action))
    return keys


def _keys_given(
    action: str, names: list[str], before: Mapping[str, tuple[str, ...]], table: KeyTable
) -> tuple[str, ...] | str:
    """The keys of an action, or their error; `before` are those of earlier actions."""
    if action not in table.actions:
        return (
            f"there is no action {action}; its name is written in lower case with hyphens, such as half-down"
        )
    given: list[str] = []
    for name in names:
        key = table.named(name)
        if key is None:
            return f"there is no key {name}; keys are written as in the help, such as Ctrl+D"
        if other := next((one for one, keys in before.items() if key in keys), None):
            return f"the key {name} is given to {other} already"
        given.append(key)
    return tuple(dict.fromkeys(given))


def _check(
    values: dict[str, Value], name: str, where: str, line: int | None = None
) -> SettingsProblem | None:
    """The value of a setting in its type, or its error."""
    try:
        values[name] = CHECKS[name](values[name])
    except (ValueError, OverflowError) as error:
        return SettingsProblem(where, str(error), line)
    return None


def _line(text: str, table: str, name: str) -> int | None:
    """The line that sets `name` in the table ("" is the top), which TOML's parser does not report."""
    current = ""
    given = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[.=]""")
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]*?)\s*\]", line):
            current = header[1].strip("\"'")
            if not table and current.split(".")[0] == name:
                return number
        elif (
            given.match(line) if current == table else (not current and re.match(_dotted(table, name), line))
        ):
            return number
    return _line(text, "", table) if table else None


def _dotted(table: str, name: str) -> str:
    """A pattern for a line that sets `name` in a table without a header."""
    return rf"""\s*["']?{re.escape(table)}["']?\s*(?:\.\s*|=.*?[{{,]\s*)["']?{re.escape(name)}["']?\s*[.=]"""
