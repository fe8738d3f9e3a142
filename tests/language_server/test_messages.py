"""What editors and readers tell each other, and what is refused."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.language_server.buffers import Buffer, ColumnUnits, split
from tuireader.session.preview import listener
from tuireader.session.preview.addresses import addresses_of, listening, socket_folder
from tuireader.session.preview.listener import listen
from tuireader.session.preview.messages import (
    VERSION,
    Answer,
    BufferClosed,
    BufferText,
    CursorMoved,
    Hello,
    change,
    read,
    written,
)
from tuireader.session.preview.sender import PreviewSender
from tuireader.session.preview.unsaved import UnsavedTexts, post_id_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.session.preview.listener import EditorConnection
    from tuireader.session.preview.messages import Message

types = pytest.importorskip("lsprotocol.types")

PATIENCE = 15.0
"""Seconds to wait for what is expected; only a failing test waits that long."""
TEXTS = st.text(st.sampled_from("ab\n\r🌊字"), max_size=30)


@given(TEXTS, TEXTS)
def test_a_change_makes_the_new_text_of_the_old_and_of_no_other(old: str, new: str) -> None:
    told = read(written(change("p", old, new)))
    assert isinstance(told, BufferText)
    assert told.applied(old) == new
    assert told.applied(old + "x") is None
    assert change("p", None, new).applied(None) == new


@given(TEXTS, TEXTS, st.data())
def test_a_buffer_changes_as_the_text_does(text: str, put: str, data: st.DataObject) -> None:
    # A place between the halves of CR LF is none.
    places = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
    buffer = Buffer(text, ColumnUnits())

    def position(at: int) -> object:
        above = split(text[:at])
        return types.Position(len(above) - 1, len(above[-1].encode("utf-16-le")) // 2)

    where = types.Range(position(start), position(end))
    line = buffer.change([types.TextDocumentContentChangePartial(where, put)])
    assert buffer.text == text[:start] + put + text[end:]
    assert buffer.lines == split(buffer.text)
    assert line is not None
    assert 0 <= line < len(buffer.lines)


def test_columns_are_those_of_the_editor_and_lines_those_of_the_protocol() -> None:
    line = "a🌊字é\n"
    for encoding, units in (("utf-16", 5), ("utf-8", 10), ("utf-32", 4), ("", 5)):
        columns = ColumnUnits(encoding)
        assert columns.units(line.rstrip()) == units
        assert [columns.characters(line, one) for one in (0, units, units + 9)] == [0, 4, 4]
    assert ColumnUnits().characters(line, 2) == 1
    assert split("a\u2028b\x0cc\x85d\r\ne\rf\n") == ["a\u2028b\x0cc\x85d\r\n", "e\r", "f\n", ""]
    buffer = Buffer("one\n", ColumnUnits())
    far = types.Range(types.Position(90, 90), types.Position(2, 0))
    buffer.change([types.TextDocumentContentChangePartial(far, "end")])
    assert buffer.text == "one\nend"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff",
        b"[1]",
        b"[" * 100_000,
        b'{"version": 1}',
        b'{"version": true, "kind": "closed", "path": "p"}',
        b'{"version": 2, "kind": "closed", "path": "p"}',
        b'{"version": 1, "kind": ["closed"], "path": "p"}',
        b'{"version": 1, "kind": "closed"}',
        b'{"version": 1, "kind": "closed", "path": "p", "more": 1}',
        b'{"version": 1, "kind": "closed", "path": ""}',
        b'{"version": 1, "kind": "closed", "path": "a\\u0000b"}',
        b'{"version": 1, "kind": "closed", "path": 7}',
        b'{"version": 1, "kind": "cursor", "path": "p", "line": 0}',
        b'{"version": 1, "kind": "cursor", "path": "p", "line": "1"}',
        b'{"version": 1, "kind": "cursor", "path": "p", "line": 1, "opens": 1}',
        b'{"version": 1, "kind": "text", "path": "p", "text": "\\ud800"}',
        b'{"version": 1, "kind": "text", "path": "p", "text": "x", "start": 2, "end": 1, "before": 3}',
        b'{"version": 1, "kind": "text", "path": "p", "text": "x", "start": 0, "end": 4, "before": 3}',
        b'{"version": 1, "kind": "text", "path": "p", "text": "x", "start": 0, "end": 1}',
        b'{"version": 1, "kind": "hello", "token": null}',
    ],
)
def test_what_is_malformed_is_refused(line: bytes) -> None:
    assert isinstance(read(line), str)


def test_messages_arrive_as_they_were(tmp_path: Path) -> None:
    for message in (Hello("t"), BufferClosed("p"), CursorMoved("p", 3, opens=True), Answer("no")):
        assert read(written(message)) == message
    assert json.loads(written(Answer()))["version"] == VERSION
    assert post_id_of(tmp_path, str(tmp_path / "a" / "b.md")) == "a/b.md"
    assert post_id_of(tmp_path / "a", str(tmp_path / "ab.md")) is None
    (tmp_path / "link").symlink_to(tmp_path)
    assert post_id_of(tmp_path, str(tmp_path / "link" / "b.md")) == "link/b.md"
    assert post_id_of(tmp_path / "link", str(tmp_path / "b.md")) == "b.md"


def test_of_two_editors_the_one_that_typed_last_counts() -> None:
    texts, post = UnsavedTexts(), post_id_of(Path("/r"), "/r/p.md")
    assert post is not None
    texts.put("one", post, "1")
    texts.put("two", post, "2")
    texts.put("one", post, "3")
    assert texts.of(post) == "3"
    assert texts.leave("one") == (post,)
    assert texts.of(post) == "2"
    texts.drop("two", post)
    assert texts.of(post) is None


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # The system takes no long name for a socket, such as `tmp_path` would give.
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder) / "tuireader"


def test_readers_are_found_by_their_archives_and_dead_ones_are_not(runtime: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "named").symlink_to(root)
    with listening(root), listening(root / "sub"):
        inner = addresses_of(str(root / "sub" / "p.md"))
        assert len(inner) == 2
        assert addresses_of(str(tmp_path / "named" / "p.md")) == [inner[1]]
        assert addresses_of(str(tmp_path / "p.md")) == []
        assert {file.stat().st_mode & 0o777 for file in runtime.iterdir()} == {0o600}
    assert list(runtime.iterdir()) == []
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    stale = runtime / f"{inner[0].path.name.partition('-')[0]}-{ended.pid}.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(stale))
    with listening(root):
        assert not stale.exists()
    runtime.chmod(0o755)
    assert socket_folder() is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_a_folder_that_others_could_replace_is_not_used(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The newest releases of platformdirs look after this themselves, the oldest allowed one does not.
    monkeypatch.setattr(platformdirs, "user_runtime_path", lambda _: runtime)
    assert socket_folder() == runtime
    for mode, used in ((0o777, False), (0o1777, True), (0o770, False), (0o755, True)):
        runtime.parent.chmod(mode)
        assert (socket_folder() is not None) == used
    if os.getuid() == 0:
        os.chown(runtime.parent, 1, 1)
        assert socket_folder() is None
        os.chown(runtime.parent, 0, 0)


async def test_strangers_hold_nothing(runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "AF_UNIX")
    heard: list[Message] = []
    tasks: list[asyncio.Task[None]] = []

    async def hear(editor: EditorConnection) -> None:
        heard.extend([message async for message in editor.messages()])

    task = asyncio.create_task(
        listen(tmp_path, lambda editor: tasks.append(asyncio.create_task(hear(editor))), greeting=0.05)
    )
    async with asyncio.timeout(PATIENCE):
        while not (found := addresses_of(str(tmp_path / "p.md"))):  # noqa: ASYNC110 - the socket is all that tells
            await asyncio.sleep(0)
        for said in (b"", b"{", b"x" * 1_024, written(Hello("guessed")) + written(BufferClosed("p"))):
            connected = await asyncio.to_thread(found[0].connected)
            assert connected is not None
            with connected[0] as stranger:
                stranger.sendall(said)
                stranger.setblocking(False)
                with suppress(ConnectionError):
                    assert await asyncio.get_running_loop().sock_recv(stranger, 1) == b""
        crowd = [await asyncio.to_thread(found[0].connected) for _ in range(listener.MOST_EDITORS + 1)]
        last = crowd[-1]
        assert last is not None
        last[0].setblocking(False)
        assert await asyncio.get_running_loop().sock_recv(last[0], 1) == b""
        for one in crowd:
            assert one is not None
            one[0].close()
        task.cancel()
        await asyncio.gather(task, *tasks, return_exceptions=True)
    assert heard == []


async def test_no_connection_outlasts_the_reader(runtime: Path, tmp_path: Path) -> None:
    begun = asyncio.Event()
    task = asyncio.create_task(listen(tmp_path, lambda _: begun.set()))
    await asyncio.sleep(0)
    found = addresses_of(str(tmp_path / "p.md"))
    connected = await asyncio.to_thread(found[0].connected)
    assert connected
    await asyncio.wait_for(begun.wait(), PATIENCE)
    task.cancel()
    await asyncio.wait([task])
    with connected[0] as editor:
        editor.settimeout(PATIENCE)
        assert editor.recv(1) == b""
    assert addresses_of(str(tmp_path / "p.md")) == []


async def test_a_reader_that_starts_later_follows_the_cursor(runtime: Path, tmp_path: Path) -> None:
    heard: asyncio.Queue[Message] = asyncio.Queue()
    tasks: list[asyncio.Task[None]] = []

    async def hear(editor: EditorConnection) -> None:
        async for message in editor.messages():
            heard.put_nowait(message)

    post, sender = str(tmp_path / "p.md"), PreviewSender(look=0.0)
    sender.move(post, 3)
    tasks.append(
        asyncio.create_task(listen(tmp_path, lambda editor: tasks.append(asyncio.create_task(hear(editor)))))
    )
    async with asyncio.timeout(PATIENCE):
        while not addresses_of(post):  # noqa: ASYNC110 - the socket is all that tells
            await asyncio.sleep(0)
        sender.move(post, 5)
        assert await heard.get() == CursorMoved(post, 5)
    sender.end()
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_reader_refuses_nonsense_and_goes_on(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []

    async def hear(editor: object) -> None:
        heard.extend([message async for message in editor.messages()])  # type: ignore[attr-defined]

    tasks: list[asyncio.Task[None]] = []

    async def say(*lines: bytes) -> bytes:
        (address,) = addresses_of(str(tmp_path / "p.md"))
        found = await asyncio.to_thread(address.connected)
        assert found is not None
        found[0].setblocking(False)
        reader, writer = await asyncio.open_connection(sock=found[0])
        for line in (*([written(Hello(found[1]))] if found[1] else []), *lines):
            writer.write(line)
        writer.write_eof()
        said = await reader.read()
        writer.close()
        return said

    for kind in ("unix", "loopback"):
        if kind == "loopback":
            monkeypatch.delattr(socket, "AF_UNIX")
        listening_for_editors = asyncio.create_task(
            listen(tmp_path, lambda editor: tasks.append(asyncio.create_task(hear(editor))))
        )
        async with asyncio.timeout(PATIENCE):
            while not addresses_of(str(tmp_path / "p.md")):  # noqa: ASYNC110 - the socket is all that tells
                await asyncio.sleep(0)
        heard.clear()
        assert b"refused" in await say(b"nonsense\n", written(BufferClosed("p")))
        other = written(BufferText("p", "x", 0, 1, 4))
        assert b"another text" in await say(written(BufferText("p", "abc")), other)
        assert await say(written(BufferText("p", "abc")), written(change("p", "abc", "abd"))) == b""
        assert heard == [BufferText("p", "abc"), BufferText("p", "abc"), BufferText("p", "abd")]
        (address,) = addresses_of(str(tmp_path / "p.md"))
        connected = await asyncio.to_thread(address.connected)
        assert connected is not None
        listening_for_editors.cancel()
        # An editor that stays holds nothing up.
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(listening_for_editors, *tasks, return_exceptions=True)
        connected[0].close()
        assert not addresses_of(str(tmp_path / "p.md"))


def test_without_its_packages_the_server_says_which(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-m", "tuireader", "lsp"],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "pip install 'tuireader[lsp]'" in done.stderr
