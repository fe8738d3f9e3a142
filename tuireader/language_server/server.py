"""The language server: an editor's messages, each to the part that answers it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Final, NoReturn

from lsprotocol import types
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async
from pygls.lsp.server import LanguageServer

from tuireader import __version__
from tuireader.language_server.archives import settings_of
from tuireader.language_server.desk import Desk
from tuireader.language_server.problems import diagnostics, problems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

CURSOR: Final = "tuireader/cursor"
"""The notification of an editor that tells where its cursor is."""
TRIGGERS: Final = '[(#/^@",'
"""The characters after which an editor asks what may follow."""
QUIET: Final = 0.3
"""Seconds after the last change until problems are looked for."""


class Checker:
    """Tells an editor the problems of its files, once nothing was typed in them for a moment."""

    def __init__(self, publish: Callable[[types.PublishDiagnosticsParams], None]) -> None:
        self._publish = publish
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._checking: dict[str, asyncio.Task[None]] = {}

    def soon(self, desk: Desk, uri: str) -> None:
        """Check a file in a moment."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().call_later(QUIET, self._start, desk, uri)

    def forget(self, uri: str) -> None:
        """Take the problems of a file back."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._publish(types.PublishDiagnosticsParams(uri, []))

    def _start(self, desk: Desk, uri: str) -> None:
        self._waiting.pop(uri, None)
        if uri in self._checking:
            # One at a time: the newest text goes next.
            self.soon(desk, uri)
            return
        task = asyncio.create_task(guarded(self._check(desk, uri), "checking"))
        self._checking[uri] = task
        task.add_done_callback(lambda _: self._checking.pop(uri, None))

    async def _check(self, desk: Desk, uri: str) -> None:
        file = desk.file(uri)
        draft = await desk.draft(file) if file else None
        if file is None or draft is None:
            return
        version, settings = file.buffer.version, settings_of(file.served.root)
        problems = await asyncio.to_thread(problems_of, draft, settings)
        now = desk.file(uri)
        if now and now.buffer is file.buffer and now.buffer.version == version:
            self._publish(types.PublishDiagnosticsParams(uri, diagnostics(problems, now.buffer), version))


def serve_editor() -> NoReturn:
    """Serve an editor on standard input and output, and end the process as soon as it has left.

    pygls's own loop (2.1.1) would wait for threads that read an archive, and for those that watch it.
    """
    made = server()
    made.protocol.set_writer(StdoutWriter(sys.stdout.buffer))
    reading = ThreadPoolExecutor(1)
    status = 1
    try:
        reader = StdinAsyncReader(sys.stdin.buffer, reading)
        asyncio.new_event_loop().run_until_complete(
            run_async(Event(), reader, made.protocol, error_handler=made.report_server_error)
        )
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    finally:
        os._exit(status)


async def guarded(work: Coroutine[Any, Any, None], doing: str) -> None:
    """Do some work that nobody waits for; a failure costs only that."""
    try:
        await work
    except Exception:
        logging.getLogger(__name__).exception("%s failed", doing)


def server() -> LanguageServer:
    """A server with all that it can do."""
    made = LanguageServer("tuireader", __version__)
    checker = Checker(made.text_document_publish_diagnostics)
    desk = Desk(
        lambda: str(made.workspace.position_encoding or ""),
        lambda uri: checker.soon(desk, uri),
        checker.forget,
    )
    # In place of pygls's own (2.1.1), whose texts are parted where editors part none.
    built_in = made.protocol.fm.add_builtin_feature
    built_in(types.TEXT_DOCUMENT_DID_OPEN, desk.open)
    built_in(types.TEXT_DOCUMENT_DID_CHANGE, desk.change)
    built_in(types.TEXT_DOCUMENT_DID_CLOSE, desk.close)
    # It puts a mark on each function, which a method does not take.
    made.feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(desk.save))
    made.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)(partial(_highlight, desk))
    made.feature(CURSOR)(partial(desk.note_cursor))
    offered = types.CompletionOptions(trigger_characters=list(TRIGGERS))
    made.feature(types.TEXT_DOCUMENT_COMPLETION, offered)(partial(_complete, desk))
    return made


def _highlight(desk: Desk, params: types.DocumentHighlightParams) -> None:
    """Highlight nothing; most editors ask for it whenever the cursor moves."""
    desk.follow(params.text_document.uri, params.position)


async def _complete(desk: Desk, params: types.CompletionParams) -> types.CompletionList | None:
    file = desk.file(params.text_document.uri)
    links = await file.served.links() if file else None
    if file is None or links is None:
        return None
    line, column = file.buffer.place(params.position)
    if "#" in file.buffer.lines[line][:column] and (draft := await desk.draft(file)):
        # Its own headings as they are typed.
        links = draft.links
    completion = file.served.completion
    return await asyncio.to_thread(completion.items, links, file.buffer, file.id, line, column)
