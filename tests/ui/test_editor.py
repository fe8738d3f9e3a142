"""Which editor is run, with which arguments, and who gets the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tuireader.ui.editor import ADVICE, EditorCommand, EditorProblem, editor_command, opens_window, run_editor

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = {"PATH": "/nowhere"}


def command(
    editor: str, line: int = 7, column: int = 1, path: str = "/blog/a b.md", **more: str
) -> EditorCommand:
    found = editor_command({**NOWHERE, "EDITOR": editor, **more}, path, line, column)
    assert isinstance(found, EditorCommand), found
    return found


@pytest.mark.parametrize(
    ("editor", "arguments", "with_column", "window"),
    [
        ("vi", ["+7", "P"], ["+7", "P"], False),
        ("vim", ["+7", "P"], ["+7", "P"], False),
        ("nvim", ["+7", "P"], ["+7", "P"], False),
        ("joe", ["+7", "P"], ["+7", "P"], False),
        ("kak", ["+7", "P"], ["+7:3", "P"], False),
        ("nano", ["+7", "P"], ["+7,3", "P"], False),
        ("ne", ["+7", "P"], ["+7,3", "P"], False),
        ("micro", ["+7", "P"], ["+7:3", "P"], False),
        ("emacs", ["+7", "P"], ["+7:3", "P"], False),
        ("emacsclient", ["+7", "P"], ["+7:3", "P"], True),
        ("hx", ["P:7"], ["P:7:3"], False),
        ("helix", ["P:7"], ["P:7:3"], False),
        ("gvim", ["+7", "P"], ["+7", "P"], True),
        ("zed", ["P:7"], ["P:7:3"], True),
        ("subl", ["P:7"], ["P:7:3"], True),
        ("sublime_text", ["P:7"], ["P:7:3"], True),
        ("lapce", ["P:7"], ["P:7:3"], True),
        ("code", ["--goto", "P:7"], ["--goto", "P:7:3"], True),
        ("code-insiders", ["--goto", "P:7"], ["--goto", "P:7:3"], True),
        ("codium", ["--goto", "P:7"], ["--goto", "P:7:3"], True),
        ("cursor", ["--goto", "P:7"], ["--goto", "P:7:3"], True),
        ("windsurf", ["--goto", "P:7"], ["--goto", "P:7:3"], True),
        ("idea", ["--line", "7", "P"], ["--line", "7", "--column", "3", "P"], True),
        ("pycharm", ["--line", "7", "P"], ["--line", "7", "--column", "3", "P"], True),
        ("webstorm", ["--line", "7", "P"], ["--line", "7", "--column", "3", "P"], True),
        ("mate", ["-l", "7", "P"], ["-l", "7:3", "P"], True),
        ("kate", ["-l", "7", "P"], ["-l", "7", "-c", "3", "P"], True),
        ("gedit", ["+7", "P"], ["+7:3", "P"], True),
        ("notepad++", ["-n7", "P"], ["-n7", "-c3", "P"], True),
        ("ed", ["P"], ["P"], False),
        ("my-own-thing", ["P"], ["P"], False),
    ],
)
def test_every_editor_is_told_the_line_in_its_own_way(
    editor: str, arguments: list[str], with_column: list[str], window: bool
) -> None:
    path = "/blog/a b.md"
    assert command(editor) == EditorCommand((editor, *(one.replace("P", path) for one in arguments)), window)
    assert command(editor, column=3).argv == (editor, *(one.replace("P", path) for one in with_column))


@pytest.mark.parametrize(
    ("editor", "argv"),
    [
        ("/usr/bin/vim.basic", ("/usr/bin/vim.basic", "+7", "/a.md")),
        ("vim.gtk3 -p", ("vim.gtk3", "-p", "+7", "/a.md")),
        ("emacs-29.1 -nw", ("emacs-29.1", "-nw", "+7", "/a.md")),
        ("idea64.exe", ("idea64.exe", "--line", "7", "/a.md")),
        ("pycharm-community", ("pycharm-community", "--line", "7", "/a.md")),
        ("idea.sh --wait", ("idea.sh", "--wait", "--line", "7", "/a.md")),
        ("code --wait", ("code", "--wait", "--goto", "/a.md:7")),
        ("code --wait --goto", ("code", "--wait", "--goto", "/a.md:7")),
        ("code -n --profile 'My writing'", ("code", "-n", "--profile", "My writing", "--goto", "/a.md:7")),
        ("'/opt/my editors/nano' -w", ("/opt/my editors/nano", "-w", "+7", "/a.md")),
        ("env LANG=C nano", ("env", "LANG=C", "nano", "+7", "/a.md")),
        ("vim; rm -rf $HOME `x` | y", ("vim;", "rm", "-rf", "$HOME", "`x`", "|", "y", "/a.md")),
    ],
)
def test_what_the_user_wrote_is_kept(editor: str, argv: tuple[str, ...]) -> None:
    assert command(editor, path="/a.md").argv == argv


def test_visual_goes_first_and_blank_is_nothing() -> None:
    assert command("nano", VISUAL="vim").argv[0] == "vim"
    assert command("nano", VISUAL="  ").argv[0] == "nano"


def test_a_path_is_never_an_option() -> None:
    assert command("vim", path="-c!x.md").argv == ("vim", "+7", "./-c!x.md")
    assert command("vim", path="+9").argv == ("vim", "+7", "./+9")


def test_lines_count_from_one() -> None:
    assert command("vim", line=0, path="/a").argv == ("vim", "+1", "/a")


def test_quotes_that_do_not_end_are_told() -> None:
    found = editor_command({**NOWHERE, "VISUAL": "vim 'x"}, "/a.md", 1)
    assert isinstance(found, EditorProblem)
    assert found.message.startswith("VISUAL cannot be read")


def test_without_one_the_first_that_is_installed_or_advice(tmp_path: Path) -> None:
    assert editor_command(NOWHERE, "/a.md", 3) == EditorProblem(ADVICE)
    for name in ("vi", "micro"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert editor_command({"PATH": str(tmp_path)}, "/a.md", 3) == EditorCommand(
        ("micro", "+3", "/a.md"), window=False
    )


def test_a_program_whose_path_has_blanks_need_not_be_quoted(tmp_path: Path) -> None:
    program = tmp_path / "My Editor" / "subl"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert command(str(program), path="/a.md") == EditorCommand((str(program), "/a.md:7"), window=True)


@pytest.mark.parametrize(
    ("argv", "environment", "window"),
    [
        (["emacs"], {}, False),
        (["emacs"], {"DISPLAY": ":0"}, True),
        (["emacs", "-nw"], {"DISPLAY": ":0"}, False),
        (["emacsclient", "-c"], {}, True),
        (["emacsclient", "-t"], {}, False),
        (["emacsclient", "-nw"], {"WAYLAND_DISPLAY": "x"}, False),
        (["vim", "-g"], {}, True),
        (["vim"], {"DISPLAY": ":0"}, False),
        (["kwrite"], {}, True),
        (["gnome-text-editor"], {}, True),
        (["/opt/zed/zed", "--wait"], {}, True),
        (["C:\\Program Files\\Notepad++\\notepad++.exe"], {}, True),
        ([], {}, False),
    ],
)
def test_who_opens_a_window(argv: list[str], environment: dict[str, str], window: bool) -> None:
    assert opens_window(argv, environment) is window


def python(tmp_path: Path, text: str, *, window: bool = False) -> EditorCommand:
    script = tmp_path / "editor.py"
    script.write_text(text)
    return EditorCommand((sys.executable, str(script)), window)


def test_how_it_ended(tmp_path: Path) -> None:
    assert run_editor(python(tmp_path, "")) is None
    failed = run_editor(python(tmp_path, "raise SystemExit(3)"))
    assert failed is not None
    assert failed.message.endswith("ended with status 3")
    killed = run_editor(python(tmp_path, "import os; os.kill(os.getpid(), 9)"))
    assert killed is not None
    assert "signal 9" in killed.message


@pytest.mark.parametrize("window", [False, True])
def test_what_is_not_there_or_no_program_is_told(tmp_path: Path, window: bool) -> None:
    missing = run_editor(EditorCommand(("/no/such/editor",), window))
    assert missing is not None
    assert "there is no editor /no/such/editor" in missing.message
    plain = tmp_path / "plain"
    plain.write_text("x")
    refused = run_editor(EditorCommand((str(plain),), window))
    assert refused is not None
    assert "cannot be started" in refused.message
