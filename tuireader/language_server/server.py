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
from tuireader.failures import note
from tuireader.language_server.answers import Answers
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
    except Exception as error:  # noqa: BLE001 - a bug, with details in the log
        note(error, "the language server")
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
    made.feature(CURSOR)(partial(desk.note_cursor))
    for feature, answer, options in Answers(desk).all():
        made.feature(feature, options)(partial(answer))
    return made
