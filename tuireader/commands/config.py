"""`tuireader config`: the settings in force and where each comes from; the user's settings file, made and edited."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.disk.whole_files import write_whole
from tuireader.archive.locate import locate
from tuireader.archive.text import neutralise
from tuireader.commands.command import OK, Subcommand, Terminal, add_archive, add_json, open_terminal, shown
from tuireader.configuration import (
    ARCHIVE_FILE,
    ResolvedSettings,
    library_file,
    resolve_settings,
    settings_file,
)
from tuireader.failures import NAME as LOG
from tuireader.failures import log_folder
from tuireader.late import dataclass
from tuireader.settings import SETTINGS, SettingsProblem, example_file, written
from tuireader.themes.look import LOOK_FILE
from tuireader.themes.own import Themes
from tuireader.themes.palette import AUTO

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

DEFAULT = "default"
KIB = 1024


def arguments(parser: ArgumentParser) -> None:
    add_archive(parser)
    parser.add_argument(
        "--edit", action="store_true", help="open your settings file; write one if there is none"
    )
    parser.add_argument("--config", metavar="FILE", help="settings to read instead of your own")
    add_json(parser)


def run(options: Namespace) -> int:
    """Print each setting with its origin, then the files of the program, or open the settings file."""
    terminal = open_terminal()
    path, _ = settings_file(os.environ, options.config)
    if not os.path.exists(options.archive):  # noqa: PTH110 - as it is given
        return terminal.fail(f"there is no file or folder {options.archive}")
    root, _ = locate(Path(options.archive))
    if options.edit:
        # A file that is still to be made may be named.
        failed = _make(path)
        if failed:
            return terminal.fail(failed)
    found = resolve_settings(os.environ, {}, options.config, archive=root)
    if options.edit:
        line = found.line or 1 if isinstance(found, SettingsProblem) and found.where == os.fspath(path) else 1
        return _edit(path, line, terminal)
    if isinstance(found, SettingsProblem):
        return terminal.fail(str(found))
    rows = list(_settings(found))
    if options.json:
        for row in rows:
            terminal.json({"setting": row.name, "value": row.value, "from": row.origin})
        return OK
    _print(rows, path, root, terminal)
    return OK


CONFIG = Subcommand("show the settings and where each comes from", arguments, run)


@dataclass(frozen=True, slots=True)
class _Row:
    """A setting, its value, and the file with the line, the variable or the flag that it comes from."""

    name: str
    value: object
    origin: str


def _settings(found: ResolvedSettings) -> Iterator[_Row]:
    settings, origins = found.settings, found.origins
    for name in SETTINGS:
        value = getattr(settings, name)
        yield _Row(name, False if value is None else value, origins.get(name, DEFAULT))
    for action, keys in settings.keys.items():
        yield _Row(f"keys.{action}", list(keys), origins.get(f"keys.{action}", DEFAULT))
    yield _Row("check.off", sorted(settings.checks_off), origins.get("check.off", DEFAULT))


def _print(rows: list[_Row], path: Path, root: Path, terminal: Terminal) -> None:
    values = [(row, _toml(row.value)) for row in rows]
    wide = max(len(row.name) for row in rows), min(max(len(value) for _, value in values), 24)
    for row, value in values:
        origin = shown(row.origin)
        dim = terminal.styled(origin, "dim") if row.origin == DEFAULT else origin
        terminal.line(f"{shown(row.name):{wide[0]}}  {shown(value):{wide[1]}}  {dim}")
    terminal.line()
    missing = "missing: tuireader config --edit writes it"
    files = [("settings", path, missing), ("of the archive", root / ARCHIVE_FILE, "none")]
    library = library_file(os.environ)
    files.append(("library", library or Path(), "not there yet" if library else "nothing is remembered"))
    if library:
        files.append(("look", library.with_name(LOOK_FILE), "not there yet"))
    files += [("caches", _caches(), "not there yet"), ("log of failures", log_folder() / LOG, "empty")]
    for name, file, absent in files:
        size = _size(file) if file != Path() else None
        told = absent if size is None else _readable(size)
        place = shown(str(file)) if file != Path() else "none"
        terminal.line(f"{name:15}  {place}  {terminal.styled(told, 'dim')}")
    terminal.line()
    names = ", ".join(map(shown, (AUTO, *Themes(path.parent / "themes").names())))
    terminal.line(f"{'themes':15}  {names}")


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return written(value)


def _caches() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("tuireader")


def _size(path: Path) -> int | None:
    """The bytes of a file, or of all files in a folder; None if it is not there."""
    if path.is_dir():
        total = 0
        for folder, _, names in os.walk(path):
            for name in names:
                with suppress(OSError):
                    total += Path(folder, name).lstat().st_size
        return total
    try:
        return path.stat().st_size
    except OSError:
        return None


def _readable(size: int) -> str:
    amount = float(size)
    for unit in ("B", "KiB", "MiB"):
        if amount < KIB:
            return f"{amount:.0f} {unit}"
        amount /= KIB
    return f"{amount:.1f} GiB"


def _make(path: Path) -> str:
    """Write the settings file unless there is one; the reason if that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(os.fspath(path), example_file().encode())
    except FileExistsError:
        return ""
    except OSError as error:
        return neutralise(f"{path} cannot be written: {error.strerror}")
    return ""


def _edit(path: Path, line: int, terminal: Terminal) -> int:
    """Open the settings in the editor, and check them when it is closed; the exit status."""
    from tuireader.ui.editor import EditorProblem, editor_command, run_editor

    command = editor_command(os.environ, path, line)
    if isinstance(command, EditorProblem):
        return terminal.fail(command.message)
    failure = run_editor(command)
    if failure:
        return terminal.fail(failure.message)
    found = None if command.window else resolve_settings(os.environ, {}, os.fspath(path))
    return terminal.fail(str(found)) if isinstance(found, SettingsProblem) else OK
