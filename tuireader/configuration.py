"""Settings as the user and the archive give them: a file each, variables, flags; and where each value comes from."""

from __future__ import annotations

import os
import re
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from tuireader.late import dataclass
from tuireader.settings import RULES, SETTINGS, KeyTable, Settings, SettingsProblem, Value, written
from tuireader.themes.own import PaletteProblem, Themes
from tuireader.themes.palette import AUTO

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG_VARIABLE = "TUIREADER_CONFIG"
LIBRARY_VARIABLE = "TUIREADER_LIBRARY"
SERVED_VARIABLE = "TUIREADER_SERVED"
"""The variable by which `tuireader serve` tells its readers `Settings.page`."""
ARCHIVE_FILE = ".tuireader.toml"
"""The settings file of an archive, in its folder."""
LARGEST_OF_ARCHIVE = 65_536
"""Most bytes of an archive's settings file, which anybody may have written."""
LARGEST = 1 << 20
"""Most bytes of the user's settings file."""


@dataclass(frozen=True, slots=True)
class ResolvedSettings:
    """Settings, and the origins of those that differ from the default: by name, or as `keys.NAME` or `check.off`."""

    settings: Settings
    origins: Mapping[str, str]


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


def load_settings(  # noqa: PLR0913 - those of `resolve_settings`, and one
    environment: Mapping[str, str],
    flags: Mapping[str, Value],
    config: str | None = None,
    table: KeyTable | None = None,
    archive: Path | None = None,
    *,
    themed: bool = True,
) -> Settings | SettingsProblem:
    """The settings alone; see `resolve_settings`. What has no use for the theme (`themed`) ignores an error in it."""
    resolve = resolve_settings if themed else _resolved
    found = resolve(environment, flags, config, table, archive)
    return found.settings if isinstance(found, ResolvedSettings) else found


def resolve_settings(
    environment: Mapping[str, str],
    flags: Mapping[str, Value],
    config: str | None = None,
    table: KeyTable | None = None,
    archive: Path | None = None,
) -> ResolvedSettings | SettingsProblem:
    """The settings, or the first error in them.

    Flags override variables, these override the archive's file, and that overrides the user's. `flags` are those of the
    command line, None for those not given. `config` names the user's file, `archive` the archive's folder. `table`
    holds the known actions and keys; None skips their check.
    """
    found = _resolved(environment, flags, config, table, archive)
    if isinstance(found, SettingsProblem):
        return found
    themes, theme = found.settings.themes, found.settings.theme
    return _theme_problem(themes, theme, found.origins.get("theme", "")) or found


def _resolved(
    environment: Mapping[str, str],
    flags: Mapping[str, Value],
    config: str | None,
    table: KeyTable | None,
    archive: Path | None,
) -> ResolvedSettings | SettingsProblem:
    path, named = settings_file(environment, config)
    found = _from_file(path, named=named, key_table=table)
    if isinstance(found, SettingsProblem):
        return found
    if archive is not None:
        own = _from_file(archive / ARCHIVE_FILE, named=False, key_table=None, of_archive=True)
        if isinstance(own, SettingsProblem):
            return own
        found = found.with_archive(own)
    variables = {f"TUIREADER_{name.upper()}": name for name in SETTINGS}
    given: list[tuple[str, str, Value]] = [
        (variable, name, environment.get(variable)) for variable, name in variables.items()
    ]
    given += [(f"--{name}", name, value) for name, value in flags.items()]
    values, origins = dict(found.values), dict(found.origins)
    for where, name, value in given:
        if value is not None:
            values[name], origins[name] = value, where
            if problem := _check(values, name, where):
                return problem
    themes = Themes(path.parent / "themes")
    settings = Settings(**values, themes=themes, keys=MappingProxyType(found.keys), checks_off=found.off)  # type: ignore[arg-type]  # each was checked
    return ResolvedSettings(settings, MappingProxyType(origins))


def _theme_problem(themes: Themes, name: str, origin: str) -> SettingsProblem | None:
    """The error if a setting of that origin names an unknown theme, or one with an error in its file."""
    found = themes.palette(name) if name != AUTO and origin else None
    if not isinstance(found, PaletteProblem):
        return None
    file, _, line = origin.rpartition(":")
    where, number = (file, int(line)) if file and line.isdecimal() else (origin, None)
    if found.where:
        where, number = found.where, found.line
    return SettingsProblem(where, found.message, number, found.column)


@dataclass(frozen=True, slots=True)
class _File:
    """The contents of a settings file, and their lines."""

    values: dict[str, Value] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    origins: dict[str, str] = field(default_factory=dict)

    def with_archive(self, own: _File) -> _File:
        """These settings with those of the archive, which override values and switch off more rules."""
        return _File(self.values | own.values, self.keys, self.off | own.off, self.origins | own.origins)


def _from_file(
    path: Path, *, named: bool, key_table: KeyTable | None, of_archive: bool = False
) -> _File | SettingsProblem:
    where = os.fspath(path)
    try:
        text = _bytes(where, of_archive=of_archive).decode("utf-8-sig")  # as some editors begin a file
    except (FileNotFoundError, NotADirectoryError):
        return SettingsProblem(where, "there is no such file") if named else _File()
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
    return _checked_table(table, where, text, key_table, of_archive=of_archive)


def _bytes(path: str, *, of_archive: bool) -> bytes:
    """The bytes of a settings file; raises OSError for a pipe, a device or a file that is too large.

    The user may name the null device, or what another command writes: `--config <(…)`.
    """
    if not of_archive and (path == os.devnull or path.startswith(("/dev/fd/", "/proc/self/fd/"))):
        return Path(path).read_bytes()
    from tuireader.archive.disk.files import regular_bytes

    return regular_bytes(path, LARGEST_OF_ARCHIVE if of_archive else LARGEST)


def _checked_table(
    table: dict[str, object], where: str, text: str, key_table: KeyTable | None, *, of_archive: bool
) -> _File | SettingsProblem:
    known = {name: one for name, one in SETTINGS.items() if one.harmless or not of_archive}
    tables = ("check",) if of_archive else ("keys", "check")
    found = _File()
    keys, off = found.keys, found.off
    for name, value in table.items():
        line = _line(text, "", name)
        if name == "keys" and name in tables:
            given = _keys(value, where, text, key_table)
            if isinstance(given, SettingsProblem):
                return given
            keys = given
            found.origins.update((f"keys.{key}", f"{where}:{_line(text, name, key)}") for key in given)
        elif name == "check":
            rules = rules_off(value)
            line = _line(text, "check", "off")
            if isinstance(rules, str):
                return SettingsProblem(where, rules, line)
            off = rules
            found.origins["check.off"] = f"{where}:{line}"
        elif name not in known:
            return SettingsProblem(
                where, _unknown(name, [*known, *(f"[{one}]" for one in tables)], of_archive), line
            )
        elif problem := _taken(found, name, value, where, line):
            return problem
    return _File(found.values, keys, off, found.origins)


def _unknown(name: str, known: list[str], of_archive: bool) -> str:
    if of_archive and (name in SETTINGS or name == "keys"):
        return f"an archive cannot set {name}; it can set {', '.join(known)}"
    return f"there is no setting {name}; the settings are {', '.join(known)}"


def _taken(found: _File, name: str, value: object, where: str, line: int | None) -> SettingsProblem | None:
    setting = SETTINGS[name]
    if type(value) not in setting.types:
        return SettingsProblem(where, f"{name} is {setting.asked}, not {written(value)}", line)
    found.values[name], found.origins[name] = cast("Value", value), f"{where}:{line}"
    return _check(found.values, name, where, line)


def rules_off(table: object) -> frozenset[str] | str:
    """The rules that a table switches off, or its error: `off = ["skipped-heading"]`."""
    if not isinstance(table, dict):
        return "check is a table: [check]"
    unknown = next((name for name in table if name != "off"), None)
    if unknown is not None:
        return f"there is no setting {unknown} in [check]; the only one is off"
    rules = table.get("off", [])
    if not (isinstance(rules, list) and all(isinstance(rule, str) for rule in rules)):
        return "off takes a list of rules, in quotes"
    wrong = next((rule for rule in rules if rule not in RULES), None)
    if wrong is not None:
        return f"there is no rule {wrong}; the rules are {', '.join(RULES)}"
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
        values[name] = SETTINGS[name].read(name, values[name])
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
