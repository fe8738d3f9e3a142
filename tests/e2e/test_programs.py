"""Programs that the reader runs: browsers in the terminal, and tmux for the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_reader import READER, environment
from tests.ui.archives import blog, text

if TYPE_CHECKING:
    from pathlib import Path

BODY = "One [link](https://example.org/a%20b?c=d).\n"


def program(folder: Path, name: str, script: str) -> None:
    """Put a program into a folder of programs, which notes its arguments."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{folder}/{name}.arguments"\n{script}\n')
    path.chmod(0o755)


def started(home: Path, **more: str) -> Terminal:
    archive = blog(home / "blog", {"2025-01-01-post": text("The post", BODY)})
    path = f"{home / 'bin'}:{environment(home)['PATH']}"
    return Terminal([*READER, str(archive)], {**environment(home), "PATH": path, "TMUX": "", **more})


@pytest.mark.parametrize("name", ["w3m", "lynx", "www-browser"])
def test_a_browser_in_the_terminal_has_it_until_it_ends(tmp_path: Path, name: str) -> None:
    program(tmp_path / "bin", name, 'echo the page; read -r line; echo "typed $line" >> "$0.typed"')
    with started(tmp_path, BROWSER=name, DISPLAY="", WAYLAND_DISPLAY="") as screen:
        screen.sees("One link").sees("1 post").press("enter", "tab").sees("example.org")
        screen.press("enter").sees("the page").press("words", "\n")
        screen.sees("1 post").press("?").sees("Go to the next or previous heading").press("escape")
        screen.sees(lambda shown: "Go to the next or previous heading" not in shown).press("q")
        assert screen.ends() == 0
    assert (tmp_path / "bin" / f"{name}.arguments").read_text() == "https://example.org/a%20b?c=d\n"
    assert "words" in (tmp_path / "bin" / f"{name}.typed").read_text()


def test_another_browser_is_left_running_apart_from_the_terminal(tmp_path: Path) -> None:
    program(tmp_path / "bin", "my-browser", "echo NOISE; exec sleep 60")
    with started(tmp_path, BROWSER="my-browser") as screen:
        screen.sees("One link").sees("1 post").press("enter", "tab").sees("example.org")
        screen.press("enter").sees("opened https://example.org").press("?").sees(
            "Go to the next or previous heading"
        )
    assert b"NOISE" not in screen.written


@pytest.mark.parametrize(
    ("option", "old", "said"),
    [
        ("external", "", "copied the source"),
        ("off", "", "for tmux alone"),
        ("on", "[ $2 = -w ] && exit 1", "for tmux"),
    ],
)
def test_in_tmux_a_copy_is_given_to_tmux(tmp_path: Path, option: str, old: str, said: str) -> None:
    script = f"""{old}
case $1 in
load-buffer) cat > "$0.buffer" ;;
show-options) echo {option} ;;
*) echo 256,clipboard ;;
esac"""
    program(tmp_path / "bin", "tmux", script)
    with started(tmp_path, TMUX="/tmp/socket,1,0") as screen:
        screen.sees("One link").sees("1 post").press("y").sees("s source").press("s").sees(said).press("q")
        assert screen.ends() == 0
    assert BODY in (tmp_path / "bin" / "tmux.buffer").read_text()
    assert b"\x1b]52;" not in screen.written


@pytest.mark.parametrize(
    ("more", "begin"), [({}, b"\x1b]52;c;"), ({"STY": "1.pts"}, b"\x1bP\x1b]52;c;"), ({"TERM": "linux"}, b"")]
)
def test_elsewhere_a_copy_is_given_to_the_terminal(
    tmp_path: Path, more: dict[str, str], begin: bytes
) -> None:
    said = "copied the source" if begin else "not copied"
    with started(tmp_path, **more) as screen:
        screen.sees("One link").sees("1 post").press("y").sees("s source").press("s").sees(said).press("q")
        assert screen.ends() == 0
    assert begin in screen.written
    assert (b"\x1b]52;" in screen.written) == bool(begin)
