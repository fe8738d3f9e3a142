"""The editor takes the terminal, and the reader takes it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.e2e.test_reader import terminal
from tests.ui.archives import numbered, one

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.terminal import Terminal


def editor(home: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set an editor that writes its arguments into a file and then does what `script` says."""
    program = home / name
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{home}/argv.new"\n{script}\nmv "{home}/argv.new" "{home}/argv"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    return home / "argv"


def at_the_bottom(screen: Terminal) -> Terminal:
    screen.sees("Paragraph number 1.").sees("2 posts").sees("· 0%").press("enter", "G")
    return screen.sees("Paragraph number 60.").sees("100%")


def test_a_terminal_editor_is_given_the_line_and_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    post = archive / "_posts" / "2024-05-05-the-post.md"
    script = f'stty -a < /dev/tty > "{tmp_path}/modes"; sed -i "s/number 60/number sixty/" "$2"'
    argv = editor(tmp_path, "vim", script, monkeypatch)
    with terminal(tmp_path, archive, "--no-watch") as screen:
        at_the_bottom(screen)
        before = len(screen.written)
        screen.press("e").sees("Paragraph number sixty.")
        line, path = argv.read_text().splitlines()
        assert path == str(post)
        first = re.search(r"Paragraph number (\d+)\.", screen.text)
        assert first
        wanted = post.read_text().splitlines().index(f"Paragraph number {first[1]}.") + 1
        # The line at the very top of the window may be the blank one above.
        assert wanted - 2 <= int(line.removeprefix("+")) <= wanted
        assert re.search(r"(?<!-)icanon", (tmp_path / "modes").read_text())
        handed_over = screen.written[before:]
        for mode in (1049, 1000, 1006):
            assert handed_over.index(b"\x1b[?%dl" % mode) < handed_over.index(b"\x1b[?%dh" % mode)
        screen.press("g").sees("Paragraph number 1.").press("q")
        assert screen.ends() == 0


def test_an_editor_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    monkeypatch.setenv("VISUAL", "false")
    with terminal(tmp_path, archive) as screen:
        at_the_bottom(screen).press("e").sees("ended with status 1").press("g").sees("Paragraph number 1.")
        screen.press("q")
        assert screen.ends() == 0


@pytest.mark.parametrize(
    ("visual", "said"),
    [("/no/such/editor", "there is no editor /no/such"), ("vim 'x", "VISUAL cannot be read")],
)
def test_an_editor_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visual: str, said: str
) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    monkeypatch.setenv("VISUAL", visual)
    with terminal(tmp_path, archive) as screen:
        at_the_bottom(screen).press("e").sees(said).press("q")
        assert screen.ends() == 0


def test_with_no_editor_it_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with terminal(tmp_path, archive) as screen:
        at_the_bottom(screen).press("e").sees("no editor is set: set VISUAL or EDITOR").press("q")
        assert screen.ends() == 0


def test_an_editor_with_a_window_is_left_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    wait = f'i=0; while [ ! -e "{tmp_path}/done" ] && [ $i -lt 600 ]; do sleep 0.1; i=$((i + 1)); done'
    argv = editor(tmp_path, "code", wait, monkeypatch)
    with terminal(tmp_path, archive) as screen:
        at_the_bottom(screen).press("e").sees("opened in code").press("g").sees("Paragraph number 1.")
        assert b"\x1b[?1049l" not in screen.written
        assert not argv.exists()
        (tmp_path / "done").touch()
        screen.press("q")
        assert screen.ends() == 0


def test_a_window_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    editor(tmp_path, "code", "exit 4", monkeypatch)
    with terminal(tmp_path, archive) as screen:
        at_the_bottom(screen).press("e").sees("ended with status 4").press("q")
        assert screen.ends() == 0


def test_a_new_post_is_written_opened_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = one(tmp_path / "blog", numbered(60))
    argv = editor(tmp_path, "vim", 'echo "Typed words." >> "$2"', monkeypatch)
    with terminal(tmp_path, archive) as screen:
        screen.sees("Paragraph number 1.").sees("2 posts")
        screen.press("\x0e").sees("the title of the new post").press(*"Hail").press("enter")
        screen.sees("3 posts").sees("Hail").press("q")
        assert screen.ends() == 0
    made = next((archive / "_posts").glob("*-hail.md"))
    assert argv.read_text().splitlines()[1] == str(made)
    assert made.read_text().endswith("Typed words.\n")


def test_the_mouse_is_given_to_the_terminal_and_taken_back(tmp_path: Path) -> None:
    with terminal(tmp_path, one(tmp_path / "blog", numbered(60))) as screen:
        screen.sees("Paragraph number 1.").sees("2 posts")
        before = len(screen.written)
        screen.press("V").sees("the mouse is the terminal's")
        assert b"\x1b[?1000l" in screen.written[before:]
        before = len(screen.written)
        screen.press("V").sees(lambda shown: "the mouse is the terminal's" not in shown)
        assert b"\x1b[?1000h" in screen.written[before:]
        screen.press("V").sees("the mouse is the terminal's").press("q")
        assert screen.ends() == 0
