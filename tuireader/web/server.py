"""The server of the pages, for browsers on this machine and for those who know its address alone.

A page of another site can make a browser ask anything here, under a name of its own even (DNS rebinding), so what is
asked must name this server as its host, come from its own pages, and have the token in its address.
"""

from __future__ import annotations

import asyncio
import errno
import json
import signal
from contextlib import suppress
from functools import partial
from html import escape
from importlib.resources import files
from logging import Logger, NullHandler, getLogger
from secrets import compare_digest, token_urlsafe
from socket import create_server
from typing import TYPE_CHECKING, Final

import textual_serve
from aiohttp import WSMsgType, web

from tuireader.failures import note, summary
from tuireader.web.served_reader import ServedReader

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path
    from socket import socket

HOST: Final = "127.0.0.1"
_NAMES: Final = (HOST, "localhost")
_HTTP: Final = 80
"""The port that addresses need not name."""
_HEARTBEAT: Final = 15.0
"""Seconds between two signs of life of a page; after half of it without an answer the page is gone."""
_USUAL: Final = {"width": 80, "height": 24}
"""The columns and rows for a page that does not say how many it has."""
_OPENED: Final = ("https://", "http://", "mailto:")
_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def listen(port: int) -> socket | str:
    """A socket that listens at a port of this machine, or why there is none."""
    try:
        return create_server((HOST, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"port {port} is taken: name another with --port"
        return f"port {port} cannot be used: {error.strerror}"


class WebServer:
    """Serves readers of `path` at a listening socket; each page has one of its own."""

    def __init__(self, path: Path, listening: socket) -> None:
        self._path = path
        self._listening = listening
        port = listening.getsockname()[1]
        self._hosts = frozenset(name if port == _HTTP else f"{name}:{port}" for name in _NAMES)
        self._token = token_urlsafe(16)
        self.address = f"http://{HOST}:{port}/{self._token}/"
        """The address of the page, new with each server."""
        self._readers: set[ServedReader] = set()

    async def run(self, ready: Callable[[], object]) -> None:
        """Serve until a signal asks for the end; `ready` is called once pages can be opened."""
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.set_exception_handler(self._tell_failure)
        for number in _ENDING:
            loop.add_signal_handler(number, stop.set)
        runner = web.AppRunner(self._app(), access_log=None, logger=_silent(), shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.SockSite(runner, self._listening).start()
            ready()
            await stop.wait()
        finally:
            await runner.cleanup()

    def _app(self) -> web.Application:
        # aiohttp marks a middleware, which a method itself does not let it do.
        app = web.Application(middlewares=[web.middleware(partial(self._guarded))])
        app.router.add_get(f"/{self._token}/", self._page)
        app.router.add_get(f"/{self._token}/ws", self._terminal)
        app.router.add_get(f"/{self._token}/page.js", _script)
        app.router.add_static(f"/{self._token}/static", str(files(textual_serve) / "static"))
        app.on_response_prepare.append(self._closed_to_others)
        app.on_shutdown.append(self._end_readers)
        return app

    async def _guarded(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer what comes from a page of this server, or asks for one by its whole address."""
        token = request.path.removeprefix("/").partition("/")[0]
        known = request.host in self._hosts and compare_digest(token.encode(), self._token.encode())
        own = f"http://{request.host}"
        if not known or request.headers.get("Origin", own) != own:
            return web.Response(
                status=403, text="This is not the address that tuireader has printed, or not for this page.\n"
            )
        try:
            return await handler(request)
        except (web.HTTPException, ConnectionError):  # an answer, and a page that is gone
            raise
        except Exception as error:  # noqa: BLE001 - a bug, with details in the log
            return web.Response(status=500, text=summary(error, "the server", note(error, "the server")))

    async def _closed_to_others(self, request: web.Request, response: web.StreamResponse) -> None:
        """Let the page load nothing from elsewhere, appear in no other page, and tell nobody its address."""
        response.headers.update(
            {
                "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                f"font-src 'self'; img-src 'self' data:; connect-src ws://{request.host}; base-uri 'none'; "
                "form-action 'none'; frame-ancestors 'none'",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            }
        )

    async def _page(self, request: web.Request) -> web.Response:
        page = _own("page.html")
        for name, value in (("socket", f"ws://{request.host}/{self._token}/ws"), ("title", self._path.name)):
            page = page.replace(f"[[{name}]]", escape(value))
        return web.Response(text=page, content_type="text/html")

    async def _terminal(self, request: web.Request) -> web.WebSocketResponse:
        """A reader for a page, until either is closed."""
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await page.prepare(request)
        columns, rows = (_number(request.query.get(name, ""), usual) for name, usual in _USUAL.items())
        try:
            reader = await ServedReader.start(self._path, columns, rows)
        except OSError as error:
            await page.send_bytes(f"tuireader: no reader can be started: {error.strerror}\r\n".encode())
            await page.close()
            return page
        self._readers.add(reader)
        showing = [asyncio.create_task(_show(reader, page)), asyncio.create_task(_open(reader, page))]
        try:
            async for message in page:
                if message.type is WSMsgType.TEXT:
                    await _obey(reader, page, message.data)
        finally:
            await reader.end()
            self._readers.discard(reader)
            await asyncio.gather(*showing, return_exceptions=True)
        return page

    def _tell_failure(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        """Tell of what fails in asyncio, but for connections that find no descriptor left, a hundred times a second.

        asyncio tells their `socket`, and listens again a second later, when the server may be closed.
        """
        closed = self._listening.fileno() < 0 and isinstance(context.get("exception"), ValueError)
        if "socket" not in context and not closed:
            loop.default_exception_handler(context)

    async def _end_readers(self, _: web.Application) -> None:
        await asyncio.gather(*(reader.end() for reader in self._readers))


async def _script(_: web.Request) -> web.Response:
    return web.Response(text=_own("page.js"), content_type="text/javascript")


def _own(name: str) -> str:
    """The text of a file beside this module."""
    return (files("tuireader.web") / name).read_text(encoding="utf-8")


def _silent() -> Logger:
    """A log of malformed requests that nobody reads: anybody on this machine may send any."""
    log = getLogger(__name__)
    log.addHandler(NullHandler())
    return log


def _number(text: str, usual: int) -> int:
    """A number of columns or rows that a page asks for."""
    return int(text) if text.isdecimal() and len(text) < 5 else usual


async def _show(reader: ServedReader, page: web.WebSocketResponse) -> None:
    """Show what the reader paints; once it ends, close the page."""
    with suppress(ConnectionError):
        async for piece in reader.painted():
            await page.send_bytes(piece)
    await page.close()


async def _open(reader: ServedReader, page: web.WebSocketResponse) -> None:
    """Let the page open addresses in a tab beside it."""
    with suppress(ConnectionError):
        async for address in reader.opened():
            if address.startswith(_OPENED):
                await page.send_str(json.dumps(["open_url", {"url": address, "new_tab": True}]))


async def _obey(reader: ServedReader, page: web.WebSocketResponse, message: str) -> None:
    """Do what a page asks for: type keys, or give the terminal another size."""
    try:
        asked = json.loads(message)
    except (ValueError, RecursionError):
        return
    match asked:
        case ["stdin", str(text)]:
            await reader.type(text)
        case ["resize", {"width": int(columns), "height": int(rows)}]:
            reader.resize(columns, rows)
        case ["ping", str(sent)]:
            await page.send_str(json.dumps(["pong", sent]))
