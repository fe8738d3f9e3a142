"""Pictures from the web: fetched when asked for, over https, bounded; nothing is fetched otherwise."""

from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from tests.archive.building import write
from tests.pictures import picture
from tests.ui.driver import reading
from tuireader.archive.disk.fetched import fetched_path, keep_fetched
from tuireader.session.pictures.fetch import MOST_BYTES, SafeRedirects, fetch_picture
from tuireader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase
    from pathlib import Path

ANSWERS = {
    "/a.png": picture(),
    "/page": b"<html>",
    "/huge.png": picture() + bytes(MOST_BYTES),
}


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if (data := ANSWERS.get(self.path)) is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
        """Print nothing."""


@contextmanager
def serving() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/a.png", ""),
        ("/page", "it is not a picture"),
        ("/none", "the server answers 404"),
        ("/huge.png", "it is over 20 MB"),
    ],
)
def test_what_is_fetched_is_kept(path: str, reason: str) -> None:
    address = f"https://pictures.example{path}"
    with serving() as port:

        def opened(request: Request, timeout: float) -> BufferedIOBase:
            assert request.full_url == address
            found: BufferedIOBase = urlopen(f"http://127.0.0.1:{port}{path}", timeout=timeout)
            return found

        assert fetch_picture(address, opened) == reason
    assert fetched_path(address).is_file() == (not reason)


def test_only_https_is_fetched_and_followed() -> None:
    def never(request: Request, timeout: float) -> BufferedIOBase:
        raise AssertionError(request.full_url)

    for address in ("http://a.example/a.png", "file:///etc/passwd", "https:", "https://[", "ftp://a/b.png"):
        assert fetch_picture(address, never) == "only https addresses are fetched"
    assert "refused" in fetch_picture("https://127.0.0.1:9/a.png")
    handler = SafeRedirects()
    request = Request("https://a.example/a.png")
    with pytest.raises(OSError, match="leads away from https"):
        handler.redirect_request(request, BytesIO(), 302, "", HTTPMessage(), "http://b.example/")
    with pytest.raises(OSError, match="leads away from https"):
        handler.redirect_request(request, BytesIO(), 302, "", HTTPMessage(), "file:///etc/passwd")


async def test_a_key_fetches_the_one_in_sight(tmp_path: Path) -> None:
    body = "![Far](https://127.0.0.1:9/a.png)\n\nThe end.\n"
    write(tmp_path, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": body})
    async with reading(tmp_path, settings=Settings(watch=False, kept=True)) as reader:
        await reader.sees("▣\xa0Far · https://127.0.0.1:9/a.png", "The end.", pane="article")
        await reader.press("D")
        await reader.sees("not fetched from 127.0.0.1: Connection refused")
        keep_fetched("https://127.0.0.1:9/a.png", picture())
        await reader.press("v", "v")
        await reader.until(lambda: "▀" in reader.shown("article"), "draws what was fetched")
        await reader.press("D")
        await reader.sees("no picture from the web in sight")
    for settings, why in (
        (Settings(watch=False, kept=True, network=False), "network is false"),
        (Settings(watch=False), "no cache folder"),
    ):
        async with reading(tmp_path, settings=settings) as reader:
            await reader.press("D")
            await reader.sees(why)
