"""The messages of an editor, one after the other; what is no message is answered or told in a line, and dropped."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from lsprotocol.types import EXIT, INITIALIZE, TEXT_DOCUMENT_DID_CHANGE
from pygls.exceptions import JsonRpcException

from tuireader.archive.text import neutralise
from tuireader.failures import note, summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pygls.io_ import StdoutWriter
    from pygls.protocol import JsonRPCProtocol

MOST_BYTES: Final = 128 << 20
"""Most bytes of a message."""
HEADER: Final = 8_192
"""Most bytes of a line of a header."""
NOT_JSON, NOT_A_REQUEST, WRONG_PARAMS, BROKEN, NOT_READY = -32700, -32600, -32602, -32603, -32002
"""Codes of errors, as JSON-RPC and the Language Server Protocol number them."""


def body_of_next(stream: BinaryIO) -> bytes | None:
    """The body of the next message; None at the end of the stream. Raises `ValueError` for one that is too long."""
    length = 0
    while line := stream.readline(HEADER):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        elif length and not line.strip():
            if length > MOST_BYTES:
                raise ValueError(f"a message of {length:,} bytes is too long")
            body = stream.read(length)
            return body if len(body) == length else None
    return None


class EditorMessages:
    """Hands the messages of an editor to `protocol`, which answers them.

    `lost` is called with the address of a file of which a change could not be taken.

    pygls's own loop (2.1.1) leaves requests with wrong parameters without an answer, knows headers in one spelling
    only, and prints tracebacks.
    """

    def __init__(
        self, protocol: JsonRPCProtocol, stream: BinaryIO, writer: StdoutWriter, lost: Callable[[str], None]
    ) -> None:
        protocol.set_writer(writer)
        self._protocol = protocol
        self._writer = writer
        self._stream = stream
        self._lost = lost
        self._greeted = self._leaving = False

    async def serve(self) -> None:
        """Take messages until the editor ends, or sends one that is too long."""
        thread, loop = ThreadPoolExecutor(1), asyncio.get_running_loop()
        while (body := await loop.run_in_executor(thread, body_of_next, self._stream)) is not None:
            self._take(body)
        if not self._greeted:
            say("`tuireader lsp` is started by an editor, and no editor has greeted it")

    def _take(self, body: bytes) -> None:
        try:
            fields = json.loads(body)
        except (ValueError, RecursionError):
            self._refuse(None, NOT_JSON, "a message is not JSON")
            return
        if not isinstance(fields, dict) or fields.get("jsonrpc") != "2.0":
            self._refuse(None, NOT_A_REQUEST, "a message is not one of JSON-RPC 2.0")
            return
        asked, method = fields.get("id"), fields.get("method", "")
        if not isinstance(method, str) or isinstance(asked, bool) or not isinstance(asked, int | str | None):
            self._refuse(None, NOT_A_REQUEST, "a message has no valid id or method")
        elif not method:
            self._hand_over(fields, None)
        elif method != EXIT and (wrong := self._out_of_turn(method)):
            self._refuse(asked, *wrong)
        else:
            self._leaving |= method == "shutdown"
            self._greeted |= method == INITIALIZE
            self._hand_over(fields, asked)

    def _out_of_turn(self, method: str) -> tuple[int, str] | None:
        if self._leaving:
            return NOT_A_REQUEST, f"{method} comes after the end"
        if not self._greeted and method != INITIALIZE:
            return NOT_READY, f"{method} comes before {INITIALIZE}"
        return (NOT_A_REQUEST, f"{method} comes twice") if self._greeted and method == INITIALIZE else None

    def _hand_over(self, fields: dict[str, Any], asked: int | str | None) -> None:
        method = fields.get("method", "an answer")
        try:
            self._protocol.handle_message(self._protocol.structure_message(fields))
        except JsonRpcException:
            self._refuse(asked, WRONG_PARAMS, f"the parameters of {method} are wrong")
        except Exception as error:  # noqa: BLE001 - a bug, with details in the log
            self._refuse(asked, BROKEN, summary(error, method, note(error, method)))
        else:
            return
        if method == TEXT_DOCUMENT_DID_CHANGE:
            changed = fields.get("params")
            document = changed.get("textDocument") if isinstance(changed, dict) else None
            uri = document.get("uri") if isinstance(document, dict) else None
            if isinstance(uri, str):
                self._lost(uri)

    def _refuse(self, asked: int | str | None, code: int, why: str) -> None:
        """Answer a request with an error; tell of all else in a line."""
        if asked is None:
            say(why)
            return
        error = {"code": code, "message": why}
        answer = json.dumps({"jsonrpc": "2.0", "id": asked, "error": error}).encode()
        self._writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(answer), answer))


class OneLine(logging.Handler):
    """Tells of failures of pygls in a line each, with the details in the program's log."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not isinstance(error, JsonRpcException | BrokenPipeError):
            doing = "answering an editor"
            say(summary(error, doing, note(error, doing)))


def say(line: str) -> None:
    """Tell the user a line, where the editor shows what its servers say."""
    sys.stderr.write(f"tuireader: {neutralise(line)}\n")
    sys.stderr.flush()
