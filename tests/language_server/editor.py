"""An editor: pytest-lsp's client, with a server of its own on standard input and output.

It warns, and so a test fails, where an answer holds what the editor has not said that it understands.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.protocol import default_converter
from pygls.uris import from_fs_path
from pytest_lsp import LanguageClient, client_capabilities

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from pathlib import Path

PATIENCE = 20.0
"""Seconds to wait for what is expected; only a failing test waits that long."""
SERVER = (sys.executable, "-m", "tuireader", "lsp")
KINDS = ("visual-studio-code@v1.65", "neovim@v0.11", "neovim@v0.7", "emacs@v29")
"""Editors whose capabilities pytest-lsp has; the first counts columns in UTF-16, and others offer UTF-8 and UTF-32."""


class Editor:
    """An editor of files; `server` is what its server can do."""

    server: types.ServerCapabilities

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self._versions: dict[str, int] = {}
        self._problems: dict[str, types.PublishDiagnosticsParams] = {}
        self._told = asyncio.Event()
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._take_problems))

    def _take_problems(self, params: types.PublishDiagnosticsParams) -> None:
        self._problems[params.uri] = params
        self._told.set()

    async def problems(self, path: Path, *rules: str) -> list[types.Diagnostic]:
        """Wait until the present text of a file has problems of these rules, and no others."""
        uri = self.uri(path)
        async with asyncio.timeout(PATIENCE):
            while not (
                (known := self._problems.get(uri))
                and known.version == self._versions.get(uri)
                and sorted(str(one.code) for one in known.diagnostics) == sorted(rules)
            ):
                self._told.clear()
                await self._told.wait()
        return list(known.diagnostics)

    @staticmethod
    def uri(path: Path) -> str:
        return from_fs_path(str(path)) or ""

    async def kill_server(self) -> None:
        """Kill the server's process, and wait until it has been collected."""
        server = self.client._server
        assert server is not None
        server.kill()
        await server.wait()

    def open(self, path: Path, text: str | None = None) -> None:
        """Open a file, with another text than is on disk where one is given."""
        contents = path.read_bytes().decode() if text is None else text
        item = types.TextDocumentItem(self.uri(path), "markdown", 1, contents)
        self._versions[item.uri] = 1
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: Path, line: int, column: int, text: str, erased: int = 0) -> None:
        """Put text at a place, from 0, over `erased` units behind it."""
        where = types.Range(types.Position(line, column), types.Position(line, column + erased))
        self.change(path, types.TextDocumentContentChangePartial(where, text))

    def replace(self, path: Path, text: str) -> None:
        self.change(path, types.TextDocumentContentChangeWholeDocument(text))

    def change(self, path: Path, *changes: types.TextDocumentContentChangeEvent) -> None:
        uri = self.uri(path)
        self._versions[uri] = self._versions.get(uri, 1) + 1
        document = types.VersionedTextDocumentIdentifier(version=self._versions[uri], uri=uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def save(self, path: Path, text: str) -> None:
        path.write_bytes(text.encode())
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.document(path)))

    def close(self, path: Path) -> None:
        self._versions.pop(self.uri(path), None)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(path)))

    def document(self, path: Path) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(path))

    async def offered(self, path: Path, text: str) -> dict[str, str]:
        """What may be typed at the bar in a text: each label, and the line with what it stands for."""
        before, _, after = text.partition("|")
        self.replace(path, before + after)
        line, column = before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        where = types.CompletionParams(self.document(path), types.Position(line, column))
        found = await self.client.text_document_completion_async(where)
        assert isinstance(found, types.CompletionList)
        made: dict[str, str] = {}
        for one in found.items:
            assert isinstance(one.text_edit, types.TextEdit)
            made[one.label] = edited(before + after, one.text_edit).split("\n")[line]
        return made

    def notify(self, method: str, params: object) -> None:
        self.client.protocol.notify(method, params)


def edited(text: str, edit: types.TextEdit) -> str:
    """A text after an edit whose columns are counted in UTF-16."""
    lines = text.split("\n")
    places = []
    for at in (edit.range.start, edit.range.end):
        before = lines[at.line].encode("utf-16-le")[: 2 * at.character].decode("utf-16-le")
        places.append(sum(len(line) + 1 for line in lines[: at.line]) + len(before))
    return f"{text[: places[0]]}{edit.new_text}{text[places[1] :]}"


@asynccontextmanager
async def editor(env: Mapping[str, str], kind: str = KINDS[0]) -> AsyncIterator[Editor]:
    """An editor of a kind whose server is ready."""
    # Its own factory takes what the server tells unasked, without the version of the text.
    client = LanguageClient(converter_factory=default_converter)
    typing = Editor(client)
    await client.start_io(*SERVER, env=dict(env))
    try:
        asked = types.InitializeParams(capabilities=client_capabilities(kind))
        typing.server = (await client.initialize_session(asked)).capabilities
        yield typing
    finally:
        if client._server is not None and client._server.returncode is None:
            await client.shutdown_session()
        stop: Callable[[], Awaitable[None]] = client.stop
        await stop()
