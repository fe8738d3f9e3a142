"""The command as a process: pipes, terminals and the environment."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_archive import write_archive
from tuireader.__main__ import main

COMMAND = [sys.executable, "-W", "error", "-m", "tuireader"]


WITHOUT_POSIX = """\
import sys
sys.modules |= dict.fromkeys(["fcntl", "resource", "termios", "pty", "tty"])
from tuireader.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [[], ["serve"]])
def test_without_a_terminal_of_posix_the_reader_says_so(root: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, *words, str(root)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment(),
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "needs the terminal of Linux, macOS or WSL" in done.stderr


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "blog")


def environment(**more: str) -> dict[str, str]:
    dropped = {"NO_COLOR", "TUIREADER_CONFIG", "COLUMNS"}
    return {
        **{name: value for name, value in os.environ.items() if name not in dropped},
        "TERM": "xterm-256color",
        "XDG_CONFIG_HOME": os.devnull,
        **more,
    }


def run(*argv: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *argv],
        capture_output=True,
        check=False,
        timeout=60,
        env=environment(**more),
        input=b"# Piped\n",
    )


def on_a_terminal(*argv: str, **more: str) -> str:
    """What the command writes when its output is a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *argv], stdout=slave, stderr=slave, stdin=slave, env=environment(**more)
    ) as process:
        os.close(slave)
        chunks = list[bytes]()
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        assert process.wait(60) == 0
    os.close(master)
    return b"".join(chunks).decode()


def test_a_closed_pipe_ends_it_quietly(root: Path) -> None:
    for number in range(400):
        (root / "_posts" / f"2020-01-01-{number}.md").write_text(f"---\ntitle: {'long ' * 60}\n---\n")
    with subprocess.Popen(
        [*COMMAND, "list", str(root), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_json_is_utf_8_whatever_the_locale(root: Path) -> None:
    (root / "_posts" / "2021-01-01-kana.md").write_text("---\ntitle: 等幅\n---\n", encoding="utf-8")
    done = run("list", str(root), "--json", LC_ALL="C", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "等幅" in done.stdout.decode()


def test_colour_only_on_a_terminal_and_not_with_no_color(root: Path) -> None:
    assert b"\x1b" not in run("list", str(root)).stdout
    assert "\x1b[" in on_a_terminal("list", str(root))
    assert "\x1b" not in on_a_terminal("list", str(root), NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("list", str(root), TERM="dumb")


def test_a_list_fits_the_terminal(root: Path) -> None:
    from rich.cells import cell_len

    text = f"---\ntitle: {'等幅 wide ' * 12}\ntags: [one, two, three]\n---\n"
    (root / "_posts" / "2021-01-01-wide.md").write_text(text, encoding="utf-8")
    for columns in ("40", "79", "100"):
        lines = on_a_terminal("list", str(root), COLUMNS=columns, NO_COLOR="1").splitlines()
        assert len(lines) == 4
        assert max(cell_len(line) for line in lines) <= int(columns)


def test_show_in_colour_on_a_terminal(root: Path) -> None:
    path = str(root / "_posts" / "2024-12-27-cell.md")
    assert "\x1b[" in on_a_terminal("show", path)
    assert "\x1b" not in on_a_terminal("show", path, "--color", "never")
    assert b"\x1b[" in run("show", path, "--color", "always", NO_COLOR="1").stdout


def test_standard_input_in_a_pipe() -> None:
    done = run("show", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Piped" in done.stdout


HELD = """
import sys, time
from dataclasses import replace
from tuireader import cli
from tuireader.commands.archive_input import standard_input

def hold(options):
    with standard_input() as path:
        print(path, flush=True)
        time.sleep(60)

named = cli.command_named
cli.command_named = lambda name: replace(named(name), run=hold)
sys.exit(cli.main(["show", "-"]))
"""
"""A command that goes on reading standard input once it is imported."""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_standard_input_leaves_nothing_behind_where_a_signal_ends_it(tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    with subprocess.Popen(
        [COMMAND[0], "-W", "error", "-c", HELD],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(TMPDIR=str(tmp_path)),
    ) as process:
        assert process.stdout is not None
        assert Path(process.stdout.readline().decode().strip()).is_relative_to(tmp_path)
        assert list(tmp_path.iterdir())
        process.send_signal(number)
        _, told = process.communicate(timeout=90)
        assert (process.returncode, told) == (128 + number, b"")
    assert not list(tmp_path.iterdir())


def test_an_interruption_while_the_command_is_being_imported_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupting:
        """An import that Ctrl+C comes into."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "tuireader.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "tuireader.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    assert main() == 128 + signal.SIGINT
    assert capsys.readouterr() == ("", "")


def test_errors_are_one_line_without_a_traceback() -> None:
    done = run("list", "/no/such/folder")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_from_the_start_is_no_trouble(root: Path, closed: str) -> None:
    for words in (f"list {root}", "show -"):
        line = f"{' '.join(COMMAND)} {words} {closed}"
        done = subprocess.run(line, shell=True, capture_output=True, check=False, env=environment())
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")  # noqa: PTH110 - a name
def test_a_full_disk_is_said_in_one_line(root: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [*COMMAND, "list", str(root)], stdout=full, stderr=subprocess.PIPE, check=False, env=environment()
        )
    assert done.returncode == 2
    assert done.stderr == b"tuireader: the output cannot be written: No space left on device\n"


def test_a_post_that_is_not_there_never_was(root: Path) -> None:
    done = run("show", str(root / "none.md"))
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.endswith(b"none.md: there is no such file\n")


def test_json_escapes_what_a_terminal_would_obey_in_a_file_name(root: Path) -> None:
    unsafe = "\x1b\x9b\u061c\u202e"
    (root / "_posts" / f"2021-01-01-{unsafe}.md").write_text("x")
    line = next(
        line for line in run("list", str(root), "--json").stdout.decode().splitlines() if "2021" in line
    )
    assert not set(unsafe) & set(line)
    assert json.loads(line)["id"] == f"_posts/2021-01-01-{unsafe}.md"


def test_a_year_has_four_digits_in_the_list(root: Path) -> None:
    (root / "_posts" / "345-02-05-old.md").write_text("x")
    assert b"\n0345-02-05  Old" in run("list", str(root)).stdout
