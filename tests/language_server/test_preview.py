"""What is typed in an editor, on the screens of readers; both are processes, as they are for people."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import PATIENCE, Terminal
from tests.e2e.test_reader import READER, environment
from tests.language_server.editor import editor
from tests.ui.archives import blog, sections, text, three

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG = "2025-01-01-long"


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder for sockets: the system allows only short paths for them."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def prepared(home: Path, runtime: Path) -> tuple[dict[str, str], Path, Path]:
    """An environment with the folder for sockets, an archive, and its newest post."""
    root = blog(three(home), {LONG: text("Long", sections(12))})
    return environment(home) | {"XDG_RUNTIME_DIR": str(runtime)}, root, root / "_posts" / f"{LONG}.md"


def listens(runtime: Path, readers: int) -> None:
    """Wait until so many readers listen for editors."""
    end = monotonic() + PATIENCE
    while len(list(runtime.glob("tuireader/*.sock"))) < readers:
        assert monotonic() < end, "nobody listens"
        sleep(0.01)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def sees(screen: Terminal, *wanted: str | Callable[[str], bool]) -> None:
    for one in wanted:
        await asyncio.to_thread(screen.sees, one)


def lacks(word: str) -> Callable[[str], bool]:
    return lambda shown: word not in shown


async def test_what_is_typed_is_shown_and_goes_with_the_editor(tmp_path: Path, runtime: Path) -> None:
    env, root, post = prepared(tmp_path, runtime)
    before = post.read_bytes()
    with Terminal([*READER, str(root)], env) as screen, Terminal([*READER, str(root)], env) as other:
        await sees(screen, "Section 1", "4 posts")
        await sees(other, "Section 1", "4 posts")
        await asyncio.to_thread(listens, runtime, 2)
        (first, _other) = sorted((runtime / "tuireader").iterdir())
        assert first.stat().st_mode & 0o777 == 0o600
        async with editor(env) as typing:
            typing.open(post)
            line = post.read_text().split("\n").index("## Section 1") + 2
            typing.type(post, line, 0, "Typed 🌊 here. ")
            await sees(screen, "Typed 🌊 here.", "unsaved")
            await sees(other, "Typed 🌊 here.", "unsaved")
            # The wave counts as two in UTF-16.
            typing.type(post, line, 8, " ebb")
            await sees(screen, "Typed 🌊 ebb here.")
            assert post.read_bytes() == before
            typing.save(
                post, before.decode().replace("## Section 1\n\n", "## Section 1\n\nTyped 🌊 ebb here. ")
            )
            await sees(screen, lacks("unsaved"), "saved")
            typing.type(post, line, 0, "Gone ")
            await sees(screen, "Gone Typed", "unsaved")
            await typing.kill_server()
            await sees(screen, lacks("Gone"), lacks("unsaved"), "Typed 🌊 ebb here.")
        await sees(other, lacks("unsaved"))
        assert b"Gone" not in post.read_bytes()
        screen.press("q")
        assert await asyncio.to_thread(screen.ends) == 0
        assert len(list((runtime / "tuireader").iterdir())) == 1


async def test_the_reader_goes_where_it_is_told(tmp_path: Path, runtime: Path) -> None:
    env, root, post = prepared(tmp_path, runtime)
    at = [sys.executable, "-m", "tuireader", "at"]

    def run(place: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*at, place], env=env, capture_output=True, text=True, check=False, timeout=60)

    for given in ("-1", "x", ""):
        done = await asyncio.to_thread(run, f"{post}:{given}")
        assert done.returncode == 2
        assert (
            f"{given or 'nothing'} is not the number of a line, which is 1 or more: {post}:1" in done.stderr
        )
    done = await asyncio.to_thread(run, f"{post}:9")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no running reader" in done.stderr
    with Terminal([*READER, str(root)], env) as screen:
        await sees(screen, "Section 1", "4 posts")
        await asyncio.to_thread(listens, runtime, 1)
        line = post.read_text().split("\n").index("## Section 11") + 1
        assert (await asyncio.to_thread(run, f"{post}:{line}")).returncode == 0
        await sees(screen, "Section 11")
        assert (
            await asyncio.to_thread(run, f"{root / '_posts' / '2023-03-20-spring.md'}:1:2")
        ).returncode == 0
        await sees(screen, "Rain on leaves.")
        stray = root / "notes.txt"
        stray.write_text("no post")
        done = await asyncio.to_thread(run, str(stray))
        assert (done.returncode, "is not a post of this archive" in done.stderr) == (1, True)


async def test_the_reader_follows_cursor_and_editor_through_all_that_is_half_typed(
    tmp_path: Path, runtime: Path
) -> None:
    env, root, post = prepared(tmp_path, runtime)
    spring, lines = root / "_posts" / "2023-03-20-spring.md", post.read_text().split("\n")
    with Terminal([*READER, str(root)], env) as screen:
        await sees(screen, "Section 1", "4 posts")
        await asyncio.to_thread(listens, runtime, 1)
        async with editor(env) as first, editor(env) as second:
            first.open(post)
            far = lines.index("## Section 9")
            where = {"textDocument": {"uri": first.uri(post)}, "position": {"line": far, "character": 0}}
            first.notify("tuireader/cursor", where)
            await sees(screen, "Section 9")
            # What is typed brings its line into sight, at the height of the line before.
            first.type(post, lines.index("## Section 4"), 3, "Typed ")
            await sees(screen, "Typed Section 4")
            # A head that cannot be read for the moment costs nothing.
            first.type(post, 1, 0, "title: [")
            await sees(screen, "⚠ line", "Typed Section 4")
            first.type(post, 1, 0, "", erased=8)
            first.type(post, 1, 7, "Very ")
            await sees(screen, "Very Long", lacks("⚠"))
            # Of two editors the one that typed last is shown; with what it leaves, the other.
            second.open(post, post.read_text().replace("\n", "\r\n").replace("Long", "Windows", 1))
            await sees(screen, "Windows", lacks("Very"))
            second.close(post)
            await sees(screen, "Very Long")
            screen.press("F")
            await sees(screen, "following")
            second.open(spring)
            second.type(spring, 5, 0, "Following ")
            await sees(screen, "Following Rain on leaves.", "unsaved")
            second.close(spring)
            await sees(screen, lacks("Following"), lacks("unsaved"))
            # A post that was never saved is shown all the same, and goes with its buffer.
            new = root / "_posts" / "2026-01-01-new.md"
            second.open(new, text("Never saved", "Not on disk."))
            second.type(new, 5, 0, "Still ")
            await sees(screen, "Still Not on disk.", "unsaved", "4 posts")
            second.close(new)
            await sees(screen, lacks("Still Not on disk."), "Rain on leaves.")
        screen.press("q")
        assert await asyncio.to_thread(screen.ends) == 0
    assert post.read_text().split("\n") == lines
    written = await asyncio.to_thread(contents, tmp_path)
    assert any(path.name == "library.db" for path in written)
    unsaved = (b"Typed", b"Very Long", b"Windows", b"Following", b"Never saved", b"2026-01-01-new")
    assert [path for path, data in written.items() if any(word in data for word in unsaved)] == []
