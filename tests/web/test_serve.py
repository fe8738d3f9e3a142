"""The reader in a browser: pages that read and do nothing else, for those alone who know their address."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.processes import children, eventually, gone
from tests.ui.archives import blog, one, three
from tuireader.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

aiohttp = pytest.importorskip("aiohttp")

from tests.web.pages import Server, opened, served  # noqa: E402 - which needs it
from tuireader.web.served_reader import ServedReader  # noqa: E402 - as above
from tuireader.web.server import WebServer, listen  # noqa: E402 - as above

READS = "in a browser, this reader only reads"


def written(folder: Path) -> dict[str, bytes]:
    """The files of a folder that a user would call theirs."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_a_page_shows_the_reader_and_obeys_its_keys(tmp_path: Path) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        async with opened(server) as page:
            await (await page.sees("Snow fell.")).sees("3 posts")
            await (await page.press("J")).sees("Long light.")
            await (await page.resize(60, 20)).until(lambda: page.footer.endswith("t tags  ? help"))
            await page.press("q")
            await page.closes()


async def test_keys_typed_before_the_first_picture_take_effect_and_are_not_echoed(tmp_path: Path) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        async with opened(server) as page:
            await page.press("J")
            first = await page.socket.receive()
            assert first.data.startswith(b"\x1b")
            await page.sees("Long light.")


async def test_a_page_starts_no_program_and_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    archive = one(tmp_path / "blog", "![far](https://pictures.example/far.png)\n\n![](a.png)")
    before = written(archive)
    with served(archive, home) as server:
        async with opened(server) as page:
            await page.sees("2 posts")
            for key, answer in (("e", READS), ("\x0e", READS), ("D", READS), ("*", "starred"), ("r", "read")):
                await (await page.press(key)).says(answer)
                # The next key ends a message.
                await (await page.press("g")).says("live")
            await (await page.press("T")).sees("Theme: auto")
            await (await page.press("\x1b[B\r")).sees("theme: night")
            await page.press("q")
            await page.closes()
    assert written(archive) == before
    assert written(home) == {}


async def test_the_browser_opens_what_a_link_names(tmp_path: Path) -> None:
    with served(one(tmp_path / "blog", "[far](https://far.example/a?b=c)"), tmp_path / "home") as server:
        async with opened(server) as page:
            await page.sees("2 posts")
            await (await page.press("\r\t")).sees("https://far.example")
            await page.press("\r")
            asked = ["open_url", {"url": "https://far.example/a?b=c", "new_tab": True}]
            await page.until(lambda: asked in page.messages)


async def test_a_page_that_is_closed_ends_its_reader_alone(tmp_path: Path) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        async with opened(server) as staying:
            await staying.sees("3 posts")
            (reader,) = children(server.process.pid)
            async with opened(server) as page:
                await page.sees("3 posts")
                (other,) = set(children(server.process.pid)) - {reader}
            assert gone(other)
            await (await staying.press("J")).sees("Long light.")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
async def test_the_readers_end_with_the_server(tmp_path: Path, name: str) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        async with opened(server) as page, opened(server) as early:
            await page.sees("3 posts")
            assert eventually(lambda: len(children(server.process.pid)) == 2)
            readers = children(server.process.pid)
            server.process.send_signal(getattr(signal, name))
            await page.closes()
            await early.closes()
        assert server.process.wait() == (-signal.SIGKILL if name == "SIGKILL" else 0)
        assert all(gone(reader) for reader in readers)


def lowest_free() -> int:
    """The lowest number that no open file of this process has."""
    found = os.open(os.devnull, os.O_RDONLY)
    os.close(found)
    return found


@contextmanager
def files_below(number: int) -> Iterator[None]:
    """Let this process open no files but those whose numbers are below `number`."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (number, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


async def test_a_reader_that_cannot_be_started_leaves_nothing_open(tmp_path: Path) -> None:
    archive, free = three(tmp_path), lowest_free()
    for more in range(8):
        with files_below(free + more), pytest.raises(OSError, match=r"open files|devices"):
            await ServedReader.start(archive, 80, 24)
        await asyncio.sleep(0)  # in which a loop closes what it was told to close
        assert lowest_free() == free
    reader = await ServedReader.start(archive, 80, 24)
    await reader.end()


async def test_more_connections_than_can_be_open_are_passed_over(tmp_path: Path) -> None:
    with ExitStack() as ended:
        with files_below(most := lowest_free() + 20):
            server = ended.enter_context(served(three(tmp_path / "blog"), tmp_path / "home"))
        writers = [(await asyncio.open_connection("127.0.0.1", server.port))[1] for _ in range(most)]
        for writer in writers:
            writer.close()
            await writer.wait_closed()
        async with aiohttp.ClientSession() as session, session.get(server.address) as answer:
            assert answer.status == 200
        server.process.send_signal(signal.SIGINT)
        assert server.process.stderr
        assert server.process.stderr.read().count("\n") == 1


async def test_other_failures_of_the_loop_are_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    listening = listen(0)
    assert isinstance(listening, socket.socket)
    loop = asyncio.get_running_loop()

    def ready() -> None:
        loop.call_exception_handler({"message": "a disk is full", "exception": OSError()})
        loop.call_exception_handler({"message": "a number is wrong", "exception": ValueError()})
        signal.raise_signal(signal.SIGINT)

    await WebServer(tmp_path, listening).run(ready)
    assert [one.message.splitlines()[0] for one in caplog.records] == ["a disk is full", "a number is wrong"]


def addresses(server: Server) -> dict[str, tuple[str, dict[str, str]]]:
    """Addresses and headers that are not those of a page of the server."""
    page, port = server.address, server.port
    token = page.split("/")[3]
    return {
        "no token": (f"http://127.0.0.1:{port}/", {}),
        "half a token": (page.replace(token, token[:-1]), {}),
        "another token": (page.replace(token, token[::-1]), {}),
        "a name of another's": (page, {"Host": f"rebound.example:{port}"}),
        "another port": (page, {"Host": "127.0.0.1:1"}),
        "a page of another's": (page, {"Origin": "https://elsewhere.example"}),
        "another server here": (page, {"Origin": "http://127.0.0.1:1"}),
        "a file": (page, {"Origin": "null"}),
    }


async def test_nobody_else_is_answered(tmp_path: Path) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        async with aiohttp.ClientSession() as session:
            for what, (address, headers) in addresses(server).items():
                for path in ("", "ws", "static/js/textual.js"):
                    async with session.get(address + path, headers=headers) as answer:
                        assert answer.status == 403, (what, path)
                with pytest.raises(aiohttp.WSServerHandshakeError):
                    await session.ws_connect(address.replace("http:", "ws:") + "ws", headers=headers)
            own = {"Host": f"localhost:{server.port}", "Origin": f"http://localhost:{server.port}"}
            async with session.get(server.address, headers=own) as answer:
                assert answer.status == 200
        assert children(server.process.pid) == []


MALFORMED = (
    b"\x1b[31mred\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\x01b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
)


async def test_malformed_requests_are_refused_without_a_word(tmp_path: Path) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        for request in MALFORMED:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(request)
            assert re.match(rb"HTTP/1\.\d 40[03] ", await reader.readline())
            writer.close()
            await writer.wait_closed()
        server.process.send_signal(signal.SIGINT)
        assert server.process.stderr
        assert server.process.stderr.read() == (
            "tuireader: open this address in a browser on this machine; Ctrl+C ends the server\n"
        )


async def test_the_page_asks_nothing_of_others(tmp_path: Path) -> None:
    with served(blog(tmp_path / 'a<"b&', {}), tmp_path / "home") as server:
        async with aiohttp.ClientSession() as session, session.get(server.address) as answer:
            page, headers = await answer.text(), answer.headers
            asked = re.findall(r"""(?:src|href)="([^"]*)"|url\("([^"]*)"\)""", page)
            names = {name for pair in asked for name in pair if name and not name.startswith("data:")}
            assert names
            for name in names:
                async with session.get(server.address + name) as part:
                    assert part.status == 200, name
    assert "<title>a&lt;&quot;b&amp; – tuireader</title>" in page
    assert server.socket in page
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["font-src"] == "'self'"
    assert policy["connect-src"] == f"ws://127.0.0.1:{server.port}"
    assert (headers["Cross-Origin-Opener-Policy"], headers["Referrer-Policy"]) == (
        "same-origin",
        "no-referrer",
    )


async def test_what_no_page_says_is_passed_over(tmp_path: Path) -> None:
    with served(three(tmp_path / "blog"), tmp_path / "home") as server:
        async with opened(server) as page:
            for message in (
                "",
                "{",
                "[" * 100_000,
                '["resize", {"width": "a"}]',
                '["resize", {"width": -5, "height": 0}]',
            ):
                await page.socket.send_str(message)
            await (await page.resize(120, 36)).sees("3 posts")
            await page.socket.send_str('["ping", "7"]')
            await page.until(lambda: ["pong", "7"] in page.messages)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line with which the command refuses."""
    assert main(["serve", *words]) == 2
    found = capsys.readouterr()
    assert (found.out, found.err.count("\n")) == ("", 1)
    return found.err


def test_a_port_that_cannot_be_used_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(three(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert said(capsys, archive, "--port", str(port)) == (
            f"tuireader: port {port} is taken: name another with --port\n"
        )
    for wrong in ("65536", "-1", "http"):
        assert f"a number up to 65535, not {wrong}" in said(capsys, archive, f"--port={wrong}")
    assert "no file or folder" in said(capsys, str(tmp_path / "gone"))
    (tmp_path / ".tuireader.toml").write_text("width = 3\n", encoding="utf-8")
    assert ".tuireader.toml:1: width is" in said(capsys, archive)


def test_without_its_packages_the_command_says_which(tmp_path: Path) -> None:
    (tmp_path / "aiohttp.py").write_text("raise ModuleNotFoundError(name='aiohttp')")
    done = subprocess.run(
        [sys.executable, "-m", "tuireader", "serve", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "pip install 'tuireader[web]'" in done.stderr
