"""`tuireader serve` as a process, and its pages as a browser opens them: the screen is read as a person would."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Self

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.e2e.test_reader import environment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from pathlib import Path

PATIENCE = 20.0
"""Seconds to wait for what is expected; only a failing test waits that long."""


class Server:
    """A server that has said where its page is."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    @property
    def socket(self) -> str:
        """The address that the page talks to."""
        return self.address.replace("http:", "ws:") + "ws"


@contextmanager
def served(archive: Path, home: Path) -> Iterator[Server]:
    """A server of an archive, for a user with that home; it is ended afterwards."""
    command = (sys.executable, "-m", "tuireader", "serve", str(archive), "--port", "0")
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
        text=True,
    ) as process:
        assert process.stdout
        try:
            yield Server(process, process.stdout.readline().strip())
        finally:
            process.kill()


class Page:
    """The page of a reader; `messages` are what it was told besides its screen."""

    def __init__(self, socket: ClientWebSocketResponse, columns: int, rows: int) -> None:
        self.messages: list[object] = []
        self.socket = socket
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    @property
    def footer(self) -> str:
        return self._screen.display[-1].rstrip()

    async def press(self, keys: str) -> Self:
        await self.socket.send_str(json.dumps(["stdin", keys]))
        return self

    async def resize(self, columns: int, rows: int) -> Self:
        self._screen.resize(rows, columns)
        await self.socket.send_str(json.dumps(["resize", {"width": columns, "height": rows}]))
        return self

    async def sees(self, wanted: str) -> Self:
        """Wait until the screen shows `wanted`."""
        return await self.until(lambda: wanted in self.text)

    async def says(self, wanted: str) -> Self:
        """Wait until the last line says `wanted`."""
        return await self.until(lambda: wanted in self.footer)

    async def until(self, holds: Callable[[], bool]) -> Self:
        """Wait until something holds; raises AssertionError if it never does."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    assert await self._take(), f"closed with:\n{self.text}"
        except TimeoutError:
            raise AssertionError(f"never held of:\n{self.text}") from None
        return self

    async def closes(self) -> None:
        """Wait until the reader has ended."""
        async with asyncio.timeout(PATIENCE):
            while await self._take():
                pass

    async def _take(self) -> bool:
        message = await self.socket.receive()
        if message.type is WSMsgType.BINARY:
            self._stream.feed(message.data)
        elif message.type is WSMsgType.TEXT:
            self.messages.append(json.loads(message.data))
        return message.type in {WSMsgType.BINARY, WSMsgType.TEXT}


@asynccontextmanager
async def opened(
    server: Server, columns: int = 120, rows: int = 36, headers: Mapping[str, str] | None = None
) -> AsyncIterator[Page]:
    """A page of a server."""
    address = f"{server.socket}?width={columns}&height={rows}"
    async with ClientSession() as session, session.ws_connect(address, headers=headers) as socket:
        yield Page(socket, columns, rows)
