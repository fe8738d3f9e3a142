"""A reader for one page of a browser: a process in a pseudo-terminal that ends with the page or the server."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import struct
import sys
import termios
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final, Self

from tuireader.configuration import SERVED_VARIABLE
from tuireader.late import dataclass

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

GRACE: Final = 0.7
"""Seconds for a reader to end in order once its terminal is gone."""
_PIECE: Final = 1 << 16
_LOCAL_FLAGS: Final = 3
"""Their index in what `termios.tcgetattr` returns."""
_SIZES: Final = range(1, 1001)
"""Columns and rows of a terminal; a page asks for them, and a screen takes memory."""
_OF_THIS_TERMINAL: Final = frozenset(
    {"TMUX", "STY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "TERM_PROGRAM", "COLORFGBG", "WT_SESSION"}
    | {"COLUMNS", "LINES"}
)
"""Variables that tell of the terminal of the server, which is not the one that the reader gets."""
_CODE: Final = "from tuireader.__main__ import main; raise SystemExit(main())"


@dataclass(slots=True, eq=False)
class ServedReader:
    """A running reader: the bytes that it paints, the addresses that it opens, and the keys that it gets."""

    process: Process
    terminal: int
    """This side of the terminal; -1 once it is closed."""
    screen: asyncio.StreamReader
    addresses: asyncio.StreamReader
    keys: asyncio.StreamWriter
    transports: Sequence[asyncio.BaseTransport]

    @classmethod
    async def start(cls, path: Path, columns: int, rows: int) -> Self:
        """A reader of `path` in a terminal of that size; raises OSError if none can be started."""
        with ExitStack() as opened, ExitStack() as inside:  # all is closed again if not all can be had
            terminal, inner = os.openpty()
            opened.callback(os.close, terminal)
            inside.callback(os.close, inner)
            telling, told = os.pipe()
            inside.callback(os.close, told)
            _set_size(terminal, columns, rows)
            _silence(inner)
            addresses, tell = await _stream(telling)
            opened.callback(tell.close)
            screen, painting = await _stream(os.dup(terminal))
            opened.callback(painting.close)
            keys = await _writer(os.dup(terminal))
            opened.callback(keys.transport.close)
            # Without -P a module in the current folder would hide those of the same name.
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-c", _CODE, os.fspath(path)),
                stdin=inner,
                stdout=inner,
                stderr=inner,
                env=_environment(os.environ, told),
                pass_fds=(told,),
                start_new_session=True,
            )
            opened.pop_all()
        return cls(process, terminal, screen, addresses, keys, (painting, tell))

    async def painted(self) -> AsyncIterator[bytes]:
        """Yield what the reader paints, until it ends."""
        with suppress(OSError):  # the way in which the system tells that a terminal is no longer used
            while piece := await self.screen.read(_PIECE):
                yield piece

    async def opened(self) -> AsyncIterator[str]:
        """Yield the addresses that the reader opens, until it ends."""
        with suppress(OSError, ValueError):  # an address of endless length is no address
            while line := await self.addresses.readline():
                yield line.decode("utf-8", "replace").rstrip("\n")

    async def type(self, text: str) -> None:
        """Type a text; returns once the reader takes more."""
        with suppress(OSError):
            self.keys.write(text.encode("utf-8", "replace"))
            await self.keys.drain()

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        if self.terminal >= 0:
            _set_size(self.terminal, columns, rows)

    async def end(self) -> None:
        """Take the terminal away, and wait until the reader has ended."""
        if self.terminal >= 0:
            os.close(self.terminal)
            self.terminal = -1
            for transport in (*self.transports, self.keys.transport):
                transport.close()
        try:
            async with asyncio.timeout(GRACE):
                await self.process.wait()
        except TimeoutError:
            # `Process.kill` would look whether it has ended, and asyncio complain that it cannot look itself.
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            await self.process.wait()


def _environment(environment: Mapping[str, str], told: int) -> Mapping[str, str]:
    """The environment of a reader whose terminal is a page."""
    kept = {name: value for name, value in environment.items() if name not in _OF_THIS_TERMINAL}
    return kept | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        SERVED_VARIABLE: str(told),
    }


def _set_size(terminal: int, columns: int, rows: int) -> None:
    rows, columns = (min(max(one, _SIZES.start), _SIZES.stop - 1) for one in (rows, columns))
    with suppress(OSError):
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _silence(terminal: int) -> None:
    """Do not echo what is typed before the reader has taken its terminal."""
    attributes = termios.tcgetattr(terminal)
    attributes[_LOCAL_FLAGS] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


async def _stream(descriptor: int) -> tuple[asyncio.StreamReader, asyncio.BaseTransport]:
    """A stream of what comes from a descriptor, which is read only as fast as the stream."""
    stream = asyncio.StreamReader(_PIECE)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(descriptor, "rb", buffering=0)
    )
    return stream, transport


async def _writer(descriptor: int) -> asyncio.StreamWriter:
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(descriptor, "wb", buffering=0)
    )
    return asyncio.StreamWriter(transport, protocol, None, loop)
