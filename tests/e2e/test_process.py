"""The reader as a process: signals, a terminal that is gone, stopped or slow, and what it was started with."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys
import termios
from contextlib import closing
from pathlib import Path
from platform import libc_ver
from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_reader import READER, environment, terminal
from tests.processes import children, eventually, gone
from tests.ui.archives import blog, sections, text, three

if TYPE_CHECKING:
    from collections.abc import Sequence

MODES = (1049, 1000, 1003, 1006, 2004, 1004)


def left_on(written: bytes) -> list[int]:
    """The modes of the terminal that were turned on and not off again."""
    return [mode for mode in MODES if written.rfind(b"\x1b[?%dh" % mode) > written.rfind(b"\x1b[?%dl" % mode)]


def is_cooked(screen: Terminal) -> bool:
    """Whether the terminal echoes and gathers lines."""
    flags = termios.tcgetattr(screen.descriptor)[3]
    return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)


def starred(home: Path) -> list[str]:
    store = home / ".local/state/tuireader/library.db"
    if not store.exists():
        return []
    with closing(sqlite3.connect(store)) as connection:
        return [post for (post,) in connection.execute("select post from posts where starred")]


def shell(home: Path, line: str, *words: object, **more: str) -> Terminal:
    """A shell that runs `line` with the reader's command and `words` as its arguments."""
    command = ["sh", "-c", line, "sh", *READER, *map(str, words)]
    return Terminal(command, {**environment(home), **more})


AT_WORK = """
import atexit, sys, threading, time
from tuireader.cli import main
threading.Thread(target=time.sleep, args=(300,)).start()
atexit.register(print, "taken apart")
sys.exit(main(sys.argv[1:]))
"""


def test_what_is_still_at_work_is_not_waited_for_when_it_is_left(tmp_path: Path) -> None:
    command = [sys.executable, "-c", AT_WORK, str(three(tmp_path / "blog"))]
    with Terminal(command, environment(tmp_path)) as screen:
        screen.sees("Snow fell.").press("q")
        assert screen.ends() == 0
        assert not left_on(screen.written)
        assert b"taken apart" not in screen.written


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1", "SIGUSR2"])
def test_a_signal_ends_it_as_q_does(tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    with terminal(tmp_path, three(tmp_path / "blog")) as screen:
        screen.sees("Snow fell.").sees("3 posts").press("*").sees("starred")
        others = children(screen.process)
        os.kill(screen.process, number)
        assert screen.ends() == 128 + number
        assert not left_on(screen.written)
        assert b"Traceback" not in screen.written
    assert all(map(gone, others))
    assert starred(tmp_path) == ["_posts/2024-12-21-winter.md"]


def test_a_signal_remembers_the_place(tmp_path: Path) -> None:
    archive = blog(tmp_path / "blog", {"2025-01-01-long": text("Long", sections(9))})
    with terminal(tmp_path, archive) as screen:
        screen.sees("Section 1").sees("1 post").press("enter", "}", "}", "}").sees(
            lambda shown: "Section 3" in shown.split("\n")[2]
        )
        place = screen.text.split("\n")[2]
        os.kill(screen.process, signal.SIGTERM)
        screen.ends()
    with terminal(tmp_path, archive) as screen:
        screen.sees("1 post").sees(lambda shown: shown.split("\n")[2] == place).press("q").ends()


@pytest.mark.parametrize("ignored", ["", "trap '' HUP; "])
def test_a_terminal_that_is_gone_is_the_end(tmp_path: Path, ignored: str) -> None:
    with shell(tmp_path, f'{ignored}exec "$@"', three(tmp_path / "blog")) as screen:
        screen.sees("Snow fell.").sees("3 posts").press("*").sees("starred")
        screen.hang_up()
        assert gone(screen.process)
    assert starred(tmp_path)


@pytest.mark.parametrize("line", ['"$@" </dev/null 2>&-', '"$@" <&- 2>/dev/null', 'echo | xargs "$@"'])
def test_streams_that_lead_elsewhere(tmp_path: Path, line: str) -> None:
    with shell(tmp_path, line, three(tmp_path / "blog")) as screen:
        screen.sees("Snow fell.").sees("3 posts").press("?").sees("Go to the next or previous heading").press(
            "escape"
        )
        screen.sees(lambda shown: "Go to the next or previous heading" not in shown).press("q")
        assert screen.ends() == 0


@pytest.mark.parametrize(
    ("line", "more", "why"),
    [
        ('setsid "$@" </dev/null', {}, "no keyboard"),
        ('exec "$@"', {"TERM": "dumb"}, "TERM is dumb"),
        ('ulimit -n 20; exec "$@"', {}, "ulimit -n"),
        ('ulimit -v 300000; exec "$@"', {}, "ulimit -v"),
        ('mkdir gone; cd gone; rmdir ../gone; exec "$@" .', {}, "current folder"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    tmp_path: Path, line: str, more: dict[str, str], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words: Sequence[object] = () if " ." in line else (three(tmp_path / "blog"),)
    with shell(tmp_path, line, *words, **more) as screen:
        assert screen.ends() == 2
    assert screen.written.count(b"\n") == 1
    assert screen.written.startswith(b"tuireader: ")
    assert why.encode() in screen.written


@pytest.mark.parametrize("how", ["key", "signal", "hard"])
def test_it_is_stopped_and_goes_on(tmp_path: Path, how: str) -> None:
    # Without a shell that could go on with it, it is not stopped by the key.
    with terminal(tmp_path, three(tmp_path / "blog"), starter=("bash", "-ic", '"$@"; fg', "bash")) as screen:
        screen.sees("Snow fell.").sees("3 posts")
        reader = next(one for one in children(screen.process))
        before = len(screen.written)
        if how == "key":
            screen.press("\x1a")
        else:
            os.kill(reader, signal.SIGTSTP if how == "signal" else signal.SIGSTOP)
        screen.until(lambda written: written.rfind(b"\x1b[?1049h") > before)
        screen.until(lambda _: not is_cooked(screen))
        if how != "hard":
            assert screen.written.find(b"\x1b[?1049l", before) < screen.written.rfind(b"\x1b[?1049h")
        screen.sees("Snow fell.").sees("3 posts").press("?").sees("Go to the next or previous heading").press(
            "escape"
        )
        screen.sees(lambda shown: "Go to the next or previous heading" not in shown).press("q")
        assert screen.ends() == 0


def test_keys_typed_while_the_terminal_is_reacquired_are_all_acted_upon(tmp_path: Path) -> None:
    with terminal(tmp_path, three(tmp_path / "blog")) as screen:
        screen.sees("Snow fell.").sees("3 posts").press("s").sees("Enter opens")
        for end in range(1, 7):
            # As after a stop that left no time to give the terminal back.
            os.kill(screen.process, signal.SIGCONT)
            screen.press("winter"[end - 1]).sees("winter"[:end])


def test_where_nobody_could_go_on_with_it_it_is_not_stopped(tmp_path: Path) -> None:
    with terminal(tmp_path, three(tmp_path / "blog")) as screen:
        screen.sees("Snow fell.").sees("3 posts").press("\x1a", "?").sees(
            "Go to the next or previous heading"
        )


def test_a_slow_terminal_is_shown_the_newest_frame_alone(tmp_path: Path) -> None:
    archive = blog(tmp_path / "blog", {"2025-01-01-long": text("Long", sections(30))})
    with terminal(tmp_path, archive) as screen:
        screen.sees("Section 1").sees("1 post").press("enter").sees("· 0%")
        before = len(screen.written)
        # Nobody reads meanwhile: that the keys are acted upon can be seen in what is remembered.
        screen.press(*"}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}*")
        assert eventually(lambda: bool(starred(tmp_path)))
        screen.press("G").sees("100%").sees("Section 30")
        everything = len(screen.written) - before
        screen.press("g").sees("· 0%")
        one = len(screen.written) - before - everything
        assert everything < 15 * one
        screen.press("q")
        assert screen.ends() == 0


@pytest.mark.parametrize("key", ["q", ""])
def test_a_terminal_that_takes_nothing_does_not_keep_it(tmp_path: Path, key: str) -> None:
    archive = blog(tmp_path / "blog", {"2025-01-01-long": text("Long", sections(30))})
    with terminal(tmp_path, archive) as screen:
        screen.sees("Section 1").sees("1 post").press("enter", *"}}}}}}}}}}}}}}}}G", key)
        if not key:
            os.kill(screen.process, signal.SIGTERM)
        assert gone(screen.process)
        assert is_cooked(screen)
        screen.ends()
    assert not left_on(screen.written)


@pytest.mark.parametrize(("keys", "seen"), [("JJ", "Rain on leaves."), ("?", "previous heading")])
def test_what_is_typed_at_once_is_acted_upon_and_not_echoed(tmp_path: Path, keys: str, seen: str) -> None:
    with terminal(tmp_path, three(tmp_path / "blog")) as screen:
        screen.until(lambda _: not is_cooked(screen)).press(*keys).sees(seen)
        assert not re.search(r"JJ|\^", screen.text)
        assert screen.written.count(b"\x1b[?1049h") == 1


@pytest.mark.parametrize(("key", "status"), [("q", 0), ("\x03", 130)])
def test_it_can_be_left_at_once(tmp_path: Path, key: str, status: int) -> None:
    with terminal(tmp_path, three(tmp_path / "blog")) as screen:
        screen.until(lambda _: not is_cooked(screen)).press(key)
        assert screen.ends() == status
        assert is_cooked(screen)
    assert not left_on(screen.written)
    assert b"Traceback" not in screen.written


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="only there each thread has an arena of its own")
def test_threads_share_their_memory_arenas(tmp_path: Path) -> None:
    with terminal(tmp_path, three(tmp_path / "blog")) as screen:
        screen.sees("live")
        threads = len(list(Path(f"/proc/{screen.process}/task").iterdir()))
        maps = Path(f"/proc/{screen.process}/maps").read_text(encoding="utf-8").splitlines()
        # An arena starts at a multiple of 64 MiB, its size.
        starts = [int(line.partition("-")[0], 16) for line in maps if " rw-p 00000000 00:00 0" in line]
        arenas = sum(start % (64 << 20) == 0 for start in starts)
        # Threads that take the terminal and paint on it start before.
        assert arenas <= 3 < threads - 2
