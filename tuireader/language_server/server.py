"""The language server: an editor's messages, each to the part that answers it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from functools import partial
from typing import Final, NoReturn

from lsprotocol import types
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer

from tuireader import __version__
from tuireader.failures import note, summary
from tuireader.language_server.answers import Answers
from tuireader.language_server.desk import Desk, path_of
from tuireader.language_server.problems import Checker
from tuireader.language_server.wire import EditorMessages, OneLine, say

CURSOR: Final = "tuireader/cursor"
"""The notification of an editor that tells where its cursor is."""
LOST: Final = (
    "tuireader cannot read a change of this file, and shows it as it is on disk until it is opened again"
)
"""The message about a text that is no longer known."""


def serve_editor() -> NoReturn:
    """Serve an editor on standard input and output, and end the process as soon as it has left.

    pygls's own loop (2.1.1) would wait for threads that read an archive, and for those that watch it.
    """
    tells = logging.getLogger("pygls")
    tells.addHandler(OneLine(logging.ERROR))
    tells.propagate = False
    (made, desk), writer = server(), StdoutWriter(sys.stdout.buffer)
    status = 1

    def lost(uri: str) -> None:
        if desk.lose(uri):
            told = types.ShowMessageParams(types.MessageType.Warning, f"{LOST}: {path_of(uri) or uri}")
            made.window_show_message(told)

    try:
        messages = EditorMessages(made.protocol, sys.stdin.buffer, writer, lost)
        asyncio.new_event_loop().run_until_complete(messages.serve())
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except ValueError as error:
        say(str(error))
    except Exception as error:  # noqa: BLE001 - a bug, with details in the log
        say(summary(error, "the language server", note(error, "the language server")))
    finally:
        os._exit(status)


def server() -> tuple[LanguageServer, Desk]:
    """A server with all that it can do, and what the editor has open."""
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
    return made, desk
