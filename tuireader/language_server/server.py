"""The language server: an editor's messages, each to the part that answers it."""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Final, NoReturn

from lsprotocol import types
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async
from pygls.lsp.server import LanguageServer

from tuireader import __version__
from tuireader.language_server.desk import Desk
from tuireader.language_server.problems import Checker

CURSOR: Final = "tuireader/cursor"
"""The notification of an editor that tells where its cursor is."""
TRIGGERS: Final = '[(#/^@",'
"""The characters after which an editor asks what may follow."""


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
