"""The language server: what an editor has open, and its messages, each to what answers it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from tuireader import __version__
from tuireader.language_server.buffers import Buffer, ColumnUnits
from tuireader.session.preview.sender import PreviewSender

if TYPE_CHECKING:
    from collections.abc import Callable

CURSOR = "tuireader/cursor"
"""The notification of an editor that tells where its cursor is."""


class Desk:
    """The buffers of an editor, by their addresses; `encoding` returns how it counts columns."""

    def __init__(self, encoding: Callable[[], str]) -> None:
        self.buffers: dict[str, Buffer] = {}
        self._encoding = encoding
        self._preview = PreviewSender()

    def open(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        buffer = Buffer(document.text, ColumnUnits(self._encoding()), document.version)
        self.buffers[document.uri] = buffer
        path = to_fs_path(document.uri)
        if path and not _is_on_disk(path, buffer.text):
            self._preview.tell(path, buffer.text)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        buffer = self.buffers.get(params.text_document.uri)
        path = to_fs_path(params.text_document.uri)
        if buffer is None or path is None:
            return
        line = buffer.change(params.content_changes)
        buffer.version = params.text_document.version
        self._preview.tell(path, buffer.text)
        if line is not None:
            self._preview.move(path, line + 1)

    def save(self, params: types.DidSaveTextDocumentParams) -> None:
        if path := to_fs_path(params.text_document.uri):
            self._preview.close(path)

    def close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.buffers.pop(params.text_document.uri, None)
        if path := to_fs_path(params.text_document.uri):
            self._preview.close(path)

    # The cursor

    def follow(self, uri: str, position: types.Position) -> None:
        """Keep the line of the cursor in sight in the readers."""
        if (path := to_fs_path(uri)) and uri in self.buffers:
            self._preview.move(path, position.line + 1)

    def highlight(self, params: types.DocumentHighlightParams) -> None:
        """Highlight nothing; most editors ask for it whenever the cursor moves."""
        self.follow(params.text_document.uri, params.position)

    def note_cursor(self, params: object) -> None:
        """Take the notification of an editor, with the fields of any request that has a position."""
        uri = getattr(getattr(params, "textDocument", None), "uri", None)
        line = getattr(getattr(params, "position", None), "line", None)
        if isinstance(uri, str) and isinstance(line, int) and 0 <= line < 1 << 31:
            self.follow(uri, types.Position(line, 0))


def _is_on_disk(path: str, text: str) -> bool:
    try:
        return Path(path).read_bytes() == text.encode()
    except (OSError, ValueError):
        return False


def server() -> LanguageServer:
    """A server with all that it can do."""
    made = LanguageServer("tuireader", __version__)
    desk = Desk(lambda: str(made.workspace.position_encoding or ""))
    # In place of pygls's own (2.1.1), whose texts are parted where editors part none.
    built_in = made.protocol.fm.add_builtin_feature
    built_in(types.TEXT_DOCUMENT_DID_OPEN, desk.open)
    built_in(types.TEXT_DOCUMENT_DID_CHANGE, desk.change)
    built_in(types.TEXT_DOCUMENT_DID_CLOSE, desk.close)
    # It puts a mark on each function, which a method does not take.
    made.feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(desk.save))
    made.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)(partial(desk.highlight))
    made.feature(CURSOR)(partial(desk.note_cursor))
    return made
