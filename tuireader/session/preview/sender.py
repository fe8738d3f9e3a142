"""An editor's side of the preview: its unsaved texts and its cursor, told to every reader of their archives."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tuireader.session.preview.addresses import addresses_of
from tuireader.session.preview.messages import (
    LONGEST_TEXT,
    Answer,
    BufferClosed,
    CursorMoved,
    Hello,
    change,
    read,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.session.preview.addresses import ReaderAddress

SEARCH_INTERVAL: Final = 1.0
"""Seconds between two looks for readers that have started."""
LONGEST_ANSWER: Final = 1 << 16
"""Most bytes of an answer."""
SEND_TIMEOUT: Final = 3.0
"""Seconds to wait for a reader's answer."""


class _Link:
    """A connection to one reader. Of each text only the newest is sent, once the reader has taken the one before."""

    def __init__(self) -> None:
        self._wanted: dict[str, str | None] = {}
        self._told: dict[str, str] = {}
        self._cursor: CursorMoved | None = None
        self._news = asyncio.Event()

    def set_text(self, path: str, text: str | None) -> None:
        self._wanted[path] = text
        self._news.set()

    def move(self, cursor: CursorMoved) -> None:
        self._cursor = cursor
        self._news.set()

    async def keep(self, address: ReaderAddress) -> None:
        """Send what is wanted until the reader ends."""
        found = await asyncio.to_thread(address.connected)
        if found is None:
            return
        connection, token = found
        connection.setblocking(False)  # noqa: FBT003 - as `socket` has it
        reader, writer = await asyncio.open_connection(sock=connection)
        ended = asyncio.create_task(_end_of(reader))
        sending = asyncio.create_task(self._send(writer, token))
        try:
            await asyncio.wait((ended, sending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (ended, sending):
                task.cancel()
            await asyncio.gather(ended, sending, return_exceptions=True)
            writer.close()

    async def _send(self, writer: asyncio.StreamWriter, token: str) -> None:
        if token:
            writer.write(written(Hello(token)))
        while True:
            await self._news.wait()
            self._news.clear()
            wanted, self._wanted = self._wanted, {}
            cursor, self._cursor = self._cursor, None
            if cursor:
                # Before the text, so that both are shown at once.
                writer.write(written(cursor))
            for path, text in wanted.items():
                self._write(writer, path, text)
            await writer.drain()

    def _write(self, writer: asyncio.StreamWriter, path: str, text: str | None) -> None:
        if text is None:
            writer.write(written(BufferClosed(path)))
            return
        writer.write(written(change(path, self._told.get(path), text)))
        self._told[path] = text


async def _end_of(reader: asyncio.StreamReader) -> None:
    """Wait until a reader ends; what it answers is not kept."""
    while await reader.read(4_096):
        pass


class PreviewSender:
    """The unsaved texts of one editor, sent to the readers of their archives, those that start later included."""

    def __init__(self, look: float = SEARCH_INTERVAL) -> None:
        self._look_interval = look
        self._next_look = 0.0
        """The time of the loop from which the cursor alone may look for readers again."""
        self._texts: dict[str, str] = {}
        self._links: dict[Path, tuple[_Link, asyncio.Task[None]]] = {}
        self._readers: dict[str, frozenset[Path]] = {}
        """The addresses of the readers of each file."""
        self._looking: asyncio.Task[None] | None = None

    def tell(self, path: str, text: str) -> None:
        """Show an unsaved text of a file."""
        # A lone surrogate cannot be sent.
        text = text.encode("utf-8", "replace").decode()
        if len(text) > LONGEST_TEXT:
            self.close(path)
            return
        self._texts[path] = text
        for link in self._links_of(path):
            link.set_text(path, text)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())

    def close(self, path: str) -> None:
        """Show what is on disk again."""
        if self._texts.pop(path, None) is not None:
            for link in self._links_of(path):
                link.set_text(path, None)

    def move(self, path: str, line: int) -> None:
        """Follow the cursor, in `line` from 1."""
        now = asyncio.get_running_loop().time()
        if not self._links_of(path) and now >= self._next_look:
            self._next_look = now + self._look_interval
            self._find(path)
        for link in self._links_of(path):
            link.move(CursorMoved(path, line))

    def end(self) -> None:
        """Leave all readers."""
        tasks = [task for _, task in self._links.values()]
        for task in (*tasks, *((self._looking,) if self._looking else ())):
            task.cancel()

    def _links_of(self, path: str) -> list[_Link]:
        if path not in self._readers:
            self._find(path)
        return [self._links[one][0] for one in self._readers[path] if one in self._links]

    async def _look(self) -> None:
        """Find readers that were started, as long as something is unsaved."""
        while self._texts:
            await asyncio.sleep(self._look_interval)
            for path in list(self._texts):
                self._find(path)
        self._looking = None

    def _find(self, path: str) -> None:
        """Connect to the readers of a file, and tell them what is unsaved."""
        found = addresses_of(path)
        known = self._readers.get(path, frozenset())
        self._readers[path] = frozenset(address.path for address in found)
        for address in found:
            if address.path not in self._links:
                link = _Link()
                task = asyncio.create_task(self._keep(link, address))
                self._links[address.path] = (link, task)
            elif address.path in known:
                continue
            if (text := self._texts.get(path)) is not None:
                self._links[address.path][0].set_text(path, text)

    async def _keep(self, link: _Link, address: ReaderAddress) -> None:
        try:
            with suppress(OSError):
                await link.keep(address)
        finally:
            del self._links[address.path]


def move_readers(path: str, line: int) -> str:
    """Show a line of a file in the readers of its archive; why none does, or nothing."""
    refusals = [_moved(address, path, line) for address in addresses_of(path)]
    known = [one for one in refusals if one is not None]
    if not known:
        return f"no running reader shows the archive of {path}"
    return "" if "" in known else known[0]


def _moved(address: ReaderAddress, path: str, line: int) -> str | None:
    """Why a reader does not show the line, or nothing if it does; None if it is gone."""
    found = address.connected()
    if found is None:
        return None
    connection, token = found
    with connection:
        connection.settimeout(SEND_TIMEOUT)
        try:
            if token:
                connection.sendall(written(Hello(token)))
            connection.sendall(written(CursorMoved(path, line, opens=True)))
            with connection.makefile("rb") as lines:
                answer = read(lines.readline(LONGEST_ANSWER))
        except OSError:
            return "the reader does not answer"
    return answer.refused if isinstance(answer, Answer) else None
