"""A reader's side of the preview: connections of editors, and their messages in order."""

from __future__ import annotations

import asyncio
import hmac
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tuireader.session.preview.addresses import listening
from tuireader.session.preview.messages import LONGEST_LINE, Answer, BufferText, Hello, read, written

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from tuireader.session.preview.messages import Message

GREETING: Final = 5.0
"""Seconds for an editor to tell the token."""
LONGEST_HELLO: Final = 1_024
"""Most bytes of the message with the token."""
MOST_EDITORS: Final = 64
"""Most connections at a time; what connects beyond that is sent away."""
ACCEPTED: Final = 5
"""Turns of the event loop, at most, from accepting a connection to its being made; asyncio takes three."""


class EditorConnection:
    """An editor that is connected; it has `greeting` seconds to tell the token, if there is one."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str, greeting: float
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._token = token
        self._greeting = greeting
        self._texts: dict[str, str] = {}

    async def messages(self) -> AsyncGenerator[Message, None]:
        """Yield what the editor tells, texts whole, until it leaves or says something malformed."""
        try:
            if self._token and not await self._knows_token():
                return
            while line := await self._line():
                message = read(line)
                if isinstance(message, str):
                    self.answer(message)
                    return
                if isinstance(message, BufferText):
                    text = message.applied(self._texts.get(message.path))
                    if text is None:
                        self.answer("the change belongs to another text")
                        return
                    self._texts[message.path] = text
                    message = BufferText(message.path, text)
                yield message
        finally:
            self.close()

    async def _knows_token(self) -> bool:
        """Whether the editor begins with the token; anyone on this machine can connect, and is not waited for."""
        line = b""
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(self._greeting):
                while (
                    len(line) < LONGEST_HELLO
                    and not line.endswith(b"\n")
                    and (byte := await self._reader.read(1))
                ):
                    line += byte
        message = read(line)
        return isinstance(message, Hello) and hmac.compare_digest(
            message.token.encode(), self._token.encode()
        )

    async def _line(self) -> bytes:
        """The next line; empty at the end, or if it is too long."""
        try:
            return await self._reader.readline()
        except (ValueError, ConnectionError):
            return b""

    def answer(self, refused: str = "") -> None:
        """Answer that a message was taken, or why it is refused."""
        with suppress(ConnectionError):
            self._writer.write(written(Answer(refused)))

    def close(self) -> None:
        self._writer.close()

    def abort(self) -> None:
        """Close at once, whatever is still to be sent."""
        self._writer.transport.abort()

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, and nothing is left to be sent."""
        return self._writer.is_closing() and not self._writer.transport.get_write_buffer_size()


async def listen(
    root: Path, begin: Callable[[EditorConnection], object], *, greeting: float = GREETING
) -> None:
    """Listen for editors of an archive until cancelled; `begin` is called with each that connects.

    Returns at once if there is no place for a socket. No connection outlasts this call.
    """
    with listening(root) as bound:
        if bound is None:
            return

        editors: list[EditorConnection] = []

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            editors[:] = [editor for editor in editors if not editor.is_closed]
            if len(editors) >= MOST_EDITORS:
                writer.close()
                return
            editors.append(EditorConnection(reader, writer, bound.token, greeting))
            begin(editors[-1])

        # The socket listens already, so that a server is the same for both kinds.
        server = await asyncio.start_server(connected, sock=bound.socket, limit=LONGEST_LINE)
        try:
            await asyncio.Event().wait()
        finally:
            # From Python 3.12 on, to wait for the server's end would be to wait for that of its connections.
            server.close()
            # One that has just been accepted is an editor only some turns of the event loop later.
            for _ in range(ACCEPTED):
                await asyncio.sleep(0)
            for editor in editors:
                editor.abort()
            # The event loop closes the transports in its next turn.
            await asyncio.sleep(0)
