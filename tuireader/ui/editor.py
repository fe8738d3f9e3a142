"""The user's editor: its command, its way to name a line, and whether it needs this terminal.

Nothing here knows Textual. Commands are lists of arguments throughout: there is no shell.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ADVICE: Final = "no editor is set: set VISUAL or EDITOR, for example EDITOR=nano"
VARIABLES: Final = ("VISUAL", "EDITOR")
FALLBACKS: Final = ("nano", "micro", "nvim", "vim", "vi")
"""Editors to look for if none is set, in this order."""


@dataclass(frozen=True, slots=True)
class EditorCommand:
    """The command of an editor; `window` says that it opens its own window and leaves the terminal alone."""

    argv: tuple[str, ...]
    window: bool

    @property
    def name(self) -> str:
        """The name of the program, without its folder."""
        return os.path.basename(self.argv[0])  # noqa: PTH119 - a name, not a file


@dataclass(frozen=True, slots=True)
class EditorProblem:
    """Why there is no editor, or how it failed, in one line."""

    message: str


def _lines_with(mark: str) -> Callable[[str, int, int], tuple[str, ...]]:
    return lambda path, line, column: (f"+{line}{mark}{column}" if mark and column > 1 else f"+{line}", path)


def _after_colon(path: str, line: int, column: int) -> tuple[str, ...]:
    return (f"{path}:{line}:{column}" if column > 1 else f"{path}:{line}",)


def _goto(path: str, line: int, column: int) -> tuple[str, ...]:
    return ("--goto", *_after_colon(path, line, column))


def _long(path: str, line: int, column: int) -> tuple[str, ...]:
    return ("--line", str(line), *(("--column", str(column)) if column > 1 else ()), path)


def _mate(path: str, line: int, column: int) -> tuple[str, ...]:
    return ("-l", f"{line}:{column}" if column > 1 else str(line), path)


def _kate(path: str, line: int, column: int) -> tuple[str, ...]:
    return ("-l", str(line), *(("-c", str(column)) if column > 1 else ()), path)


def _notepad(path: str, line: int, column: int) -> tuple[str, ...]:
    return (f"-n{line}", *((f"-c{column}",) if column > 1 else ()), path)


_TERMINAL: Final = {
    _lines_with(
        ""
    ): "vi vim view nvim vimx rvim elvis nvi vis joe jmacs jstar jpico jed mg zile pico mcedit dte",
    _lines_with(","): "nano rnano ne",
    _lines_with(":"): "emacs xemacs micro kak",
    _after_colon: "hx helix",
}
_WINDOW: Final = {
    _lines_with(""): "gvim mvim gview xed pluma bbedit",
    _lines_with(":"): "emacsclient gedit",
    _after_colon: "subl sublime_text zed zeditor zedit lapce atom pulsar",
    _goto: "code code-insiders code-oss codium vscodium cursor windsurf positron",
    _long: "idea pycharm webstorm phpstorm goland clion rubymine rider rustrover dataspell writerside studio geany",
    _mate: "mate",
    _kate: "kate kwrite mousepad",
    _notepad: "notepad++",
}
_SYNTAX: Final = {
    name: syntax
    for table in (_TERMINAL, _WINDOW)
    for syntax, names in table.items()
    for name in names.split()
}
_WINDOWED: Final = frozenset(name for names in _WINDOW.values() for name in names.split()) | {
    "gnome-text-editor", "nvim-qt", "neovide", "notepad", "textedit", "macvim",
}  # fmt: skip
_IN_TERMINAL: Final = frozenset({"-nw", "-t", "-tty", "--tty", "--no-window-system", "-batch", "--batch"})
_ENDING: Final = expression(
    r"\.(?:exe|cmd|bat|sh|app|basic|tiny|nox|gtk\d?|athena|lucid|motif)$|(?<=[a-z])-?\d[\d.]*$|64$"
    r"|-(?:community|professional|ultimate|edu|ce|eap|x11|nox|gtk|lucid|pgtk)$"
)


def editor_command(
    environment: Mapping[str, str], path: str | os.PathLike[str], line: int, column: int = 1
) -> EditorCommand | EditorProblem:
    """The command that opens a file at a line and column, from 1, in the editor of the environment.

    `$VISUAL` goes before `$EDITOR`, and both before the first installed fallback. The user's arguments are kept. An
    editor without a known way to name a line gets the path alone.
    """
    words = _editor(environment)
    if isinstance(words, EditorProblem):
        return words
    shown = os.fspath(path)
    if shown.startswith(("-", "+")):
        shown = f"./{shown}"
    syntax = _SYNTAX.get(_name(words))
    place = syntax(shown, max(line, 1), max(column, 1)) if syntax else (shown,)
    given = [word for word in words if not (word == "--goto" and place[0] == "--goto")]
    return EditorCommand((*given, *place), opens_window(words, environment))


def opens_window(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    """Whether an editor, given with its arguments, opens its own window instead of using the terminal."""
    name, arguments = _name(command), set(command[1:])
    if name in {"emacs", "xemacs", "emacsclient"} and not arguments.isdisjoint(_IN_TERMINAL):
        return False
    if name in {"emacs", "xemacs"}:
        return any((environment or {}).get(display) for display in ("DISPLAY", "WAYLAND_DISPLAY"))
    if name in {"vim", "vimx"}:
        return "-g" in arguments
    return name in _WINDOWED


def run_editor(command: EditorCommand) -> EditorProblem | None:
    """Run an editor: in this terminal until it ends, or in its own window and left running; None if all is well."""
    if command.window:
        started = start_window(command)
        return started if isinstance(started, EditorProblem) else None
    try:
        status = subprocess.run(command.argv, check=False).returncode  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as error:
        return not_started(command, error)
    return ended(command, status)


def start_window(command: EditorCommand) -> subprocess.Popen[bytes] | EditorProblem:
    """Start an editor in its own window, detached from this terminal and outliving this program."""
    try:
        return subprocess.Popen(  # noqa: S603 - the user's own editor
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return not_started(command, error)


def not_started(command: EditorCommand, error: OSError | ValueError) -> EditorProblem:
    if isinstance(error, FileNotFoundError):
        return EditorProblem(neutralise(f"there is no editor {command.argv[0]}: set VISUAL or EDITOR to one"))
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return EditorProblem(neutralise(f"the editor {command.argv[0]} cannot be started: {reason}"))


def ended(command: EditorCommand, status: int) -> EditorProblem | None:
    """The meaning of an exit status; None if all went well."""
    if status == 0:
        return None
    how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
    return EditorProblem(neutralise(f"the editor {command.name} {how}"))


def _editor(environment: Mapping[str, str]) -> tuple[str, ...] | EditorProblem:
    """The editor and the user's arguments for it."""
    from shutil import which

    search = environment.get("PATH", os.defpath)
    for variable in VARIABLES:
        value = environment.get(variable, "").strip()
        if not value:
            continue
        if " " in value and which(value, path=search):
            return (value,)
        try:
            words = tuple(shlex.split(value, posix=sys.platform != "win32"))
        except ValueError as error:
            return EditorProblem(neutralise(f"{variable} cannot be read: {str(error).lower()} in {value}"))
        if words and words[0]:
            return words
    found = next((name for name in FALLBACKS if which(name, path=search)), None)
    return (found,) if found else EditorProblem(ADVICE)


def _name(command: Sequence[str]) -> str:
    """The editor's name without its folder, version and edition."""
    program = next((word for word in command if not _is_prefix(word)), "")
    name = program.replace("\\", "/").rpartition("/")[2].lower()
    while name not in _SYNTAX and (shorter := _ENDING.sub("", name)) != name:
        name = shorter
    return name


def _is_prefix(word: str) -> bool:
    """Whether a word only says how to run the next: `env`, or a variable it sets."""
    return word == "env" or word.endswith("/env") or re.match(r"[A-Za-z_]\w*=", word) is not None
