"""A library and caches that cannot be used: the reader reads, is left at once, and says what is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from tests.e2e.test_reader import READER, environment, terminal
from tests.ui.archives import text, three
from tuireader.library.store import LibraryStore

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = ".local/state/tuireader/library.db"


def library_of(home: Path) -> Path:
    path = home / LIBRARY
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return library_of(tmp_path)


def command(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*READER, *map(str, words)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_where_no_library_can_be_it_is_said_for_as_long_as_that_is_so(tmp_path: Path) -> None:
    homes = {tmp_path / "pipe": os.mkfifo, tmp_path / "folder": os.mkdir}
    for home, make in homes.items():
        make(library_of(home))
    with ExitStack() as stack:
        # Side by side, since the message that stands before what is said again takes its time.
        screens = [stack.enter_context(terminal(home, three(home / "blog"))) for home in homes]
        for screen in screens:
            screen.sees("Snow fell.").sees("3 posts").sees("nothing is remembered").press("*").sees(
                "· starred"
            )
        for screen in screens:
            screen.press("J").sees("nothing is remembered").press("q")
            assert screen.ends() == 0
            assert "what you read now is not remembered" in screen.written.rsplit(b"1049l", 1)[1].decode()


def test_a_damaged_library_is_said_again_at_the_end(tmp_path: Path, library: Path) -> None:
    archive = three(tmp_path / "blog")
    with closing(LibraryStore(library, archive)) as store:
        store.load()
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("update archives set state = x'fffe'")
        connection.commit()
    done = command(tmp_path, "list", "--query", "is:starred", archive)
    assert (done.returncode, "damaged" in done.stderr) == (1, True)
    with terminal(tmp_path, archive) as screen:
        screen.sees("Snow fell.").sees("3 posts").press("*").sees("starred").press("q")
        assert screen.ends() == 0
    assert "library.db.damaged" in screen.written.rsplit(b"1049l", 1)[1].decode()
    done = command(tmp_path, "list", "--query", "is:starred", archive)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("ending", ["", "-wal", "-journal", "-seal"])
def test_pipes_in_the_place_of_caches_hold_up_no_command(tmp_path: Path, ending: str) -> None:
    archive = three(tmp_path / "blog")
    words = ["search", "snow", archive]
    assert command(tmp_path, *words).returncode == 0
    (index,) = (tmp_path / ".cache/tuireader/search").glob("*.sqlite")
    pipe = index.with_name(index.name + ending)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    done = command(tmp_path, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert index.is_file()
    assert not pipe.is_fifo()


def test_pipes_in_the_place_of_what_is_remembered_hold_nothing_up(tmp_path: Path) -> None:
    archive = three(tmp_path / "blog")
    with terminal(tmp_path, archive) as screen:
        screen.sees("Snow fell.").press("*").sees("starred").press("T", "down", "enter").press("q")
        assert screen.ends() == 0
    library = tmp_path / LIBRARY
    assert library.with_name("look.json").is_file()
    for name in ("look.json", "library.db-journal"):
        pipe = library.with_name(name)
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
    done = command(tmp_path, "list", "--query", "is:starred", archive)
    assert "library.db cannot be read: what is kept beside it is not a file" in done.stderr
    with terminal(tmp_path, archive) as screen:
        screen.sees("Snow fell.").sees("nothing is remembered").press("q")
        assert screen.ends() == 0


@pytest.mark.parametrize(
    "name", [".gitignore", "_redirects", "static/_redirects", "netlify.toml", "vercel.json", "a.html"]
)
def test_pipes_in_an_archive_hold_up_no_command(tmp_path: Path, name: str) -> None:
    archive = three(tmp_path / "blog")
    (archive / "_posts" / "2024-01-01-a.md").write_text(text("A", "[gone](/gone/) [a](/a/#b) ![](gone.png)"))
    (archive / name).parent.mkdir(exist_ok=True)
    os.mkfifo(archive / name)
    for verb in ("check", "links", "list"):
        assert "gone" in command(tmp_path, verb, archive).stdout or verb == "list"


def test_nothing_is_remembered_of_standard_input(tmp_path: Path, library: Path) -> None:
    piped = ("sh", "-c", 'echo "# Piped" | "$@" -', "sh")
    with terminal(tmp_path, starter=piped) as screen:
        screen.sees("Piped").press("*").sees("· starred").press("q")
        assert screen.ends() == 0
    assert not library.exists()
