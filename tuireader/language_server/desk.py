"""What an editor has open: its texts, the archives around them, and the readers that show them as they are typed."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path

from tuireader.language_server.archives import Archives
from tuireader.language_server.buffers import Buffer, ColumnUnits
from tuireader.session.preview.messages import change
from tuireader.session.preview.sender import PreviewSender

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import PostId
    from tuireader.language_server.archives import Draft, ServedArchive


class OpenFile(NamedTuple):
    """A file in the editor: its text now, its archive, and its id there."""

    uri: str
    buffer: Buffer
    served: ServedArchive
    id: PostId


class Desk:
    """The files of an editor, by their addresses.

    `encoding` returns how the editor counts columns. `changed` is called with the address of a file whose text, or
    whose archive, has changed; `closed` with that of one that is no longer open.
    """

    def __init__(
        self, encoding: Callable[[], str], changed: Callable[[str], None], closed: Callable[[str], None]
    ) -> None:
        self.archives = Archives(self._archive_changed)
        self._encoding = encoding
        self._changed = changed
        self._closed = closed
        self._buffers: dict[str, Buffer] = {}
        self._lost: set[str] = set()
        """Open files whose text is known no longer."""
        self._drafts: dict[str, tuple[object, asyncio.Task[Draft | None]]] = {}
        self._preview = PreviewSender()

    @property
    def units(self) -> ColumnUnits:
        """The columns of the editor."""
        return ColumnUnits(self._encoding())

    # Texts

    def open(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        buffer = Buffer(document.text, self.units, document.version)
        self._buffers[document.uri] = buffer
        self._lost.discard(document.uri)
        path = path_of(document.uri)
        if path and (line := _first_unsaved(path, buffer.text)) is not None:
            self._preview.tell(path, buffer.text)
            self._preview.move(path, line + 1)
        self._changed(document.uri)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if uri in self._lost and any(
            isinstance(one, types.TextDocumentContentChangeWholeDocument) for one in params.content_changes
        ):
            self._lost.discard(uri)
            self._buffers[uri] = Buffer("", self.units)
        buffer, path = self._buffers.get(uri), path_of(uri)
        if buffer is None or path is None:
            return
        line = buffer.change(params.content_changes)
        buffer.version = params.text_document.version
        self._preview.tell(path, buffer.text)
        if line is not None:
            self._preview.move(path, line + 1)
        self._changed(uri)

    def save(self, params: types.DidSaveTextDocumentParams) -> None:
        if path := path_of(params.text_document.uri):
            self._preview.close(path)

    def lose(self, uri: str) -> bool:
        """Show what is on disk after a change that cannot be read, until the whole text comes; whether it was known.

        No message asks an editor for its text, and one change missing would put all later ones at wrong places.
        """
        known = uri in self._buffers
        if known:
            self.close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
            self._lost.add(uri)
        return known

    def close(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        self._lost.discard(uri)
        self._buffers.pop(uri, None)
        self._drafts.pop(uri, None)
        self._closed(uri)
        if path := path_of(uri):
            self._preview.close(path)
        # What was typed in it counts no longer, as for the links of others to it.
        for other in self._buffers:
            self._changed(other)

    # The cursor

    def follow(self, uri: str, position: types.Position) -> None:
        """Keep the line of the cursor in sight in the readers."""
        if (path := path_of(uri)) and uri in self._buffers:
            self._preview.move(path, position.line + 1)

    def note_cursor(self, params: object) -> None:
        """Take the notification of an editor, with the fields of any request that has a position."""
        uri = getattr(getattr(params, "textDocument", None), "uri", None)
        line = getattr(getattr(params, "position", None), "line", None)
        if isinstance(uri, str) and isinstance(line, int) and 0 <= line < 1 << 31:
            self.follow(uri, types.Position(line, 0))

    # What answers are made of

    def file(self, uri: str) -> OpenFile | None:
        """An open file; None for one that is in no archive."""
        buffer, path = self._buffers.get(uri), path_of(uri)
        found = self.archives.of(path) if buffer and path else None
        return OpenFile(uri, buffer.snapshot(), *found) if buffer and found else None

    async def draft(self, file: OpenFile) -> Draft | None:
        """The present text of a file as a post, made once for all that ask for it; None if it would not be a post."""
        key = file.buffer.text, file.served.version, file.served.catalog
        known = self._drafts.get(file.uri)
        if known is None or not _is_same(known[0], key):
            known = key, asyncio.create_task(file.served.draft(file.id, file.buffer.text))
            self._drafts[file.uri] = known
        return await asyncio.shield(known[1])

    async def whole_draft(self, file: OpenFile) -> Draft | None:
        """The same beside the texts of the other files of its archive, so that their lines are those of the editor."""
        others = self.texts_of(file.served)
        others.pop(file.id, None)
        if not others:
            return await self.draft(file)
        return await file.served.draft(file.id, file.buffer.text, others)

    def texts_of(self, served: ServedArchive) -> dict[PostId, str]:
        """The texts that the editor has of an archive."""
        files = (self.file(uri) for uri in self._buffers)
        return {one.id: one.buffer.text for one in files if one and one.served is served}

    def linking_to(self, draft: Draft, served: ServedArchive) -> list[str]:
        """The addresses of the open files with links to a post."""
        linking = set(draft.links.facts.graph.linking_to(draft.id))
        files = (self.file(uri) for uri in self._buffers)
        return [one.uri for one in files if one and one.served is served and one.id in linking]

    def _archive_changed(self, root: Path) -> None:
        for uri in list(self._buffers):
            path = path_of(uri)
            if path and (found := self.archives.of(path)) and found[0].root == root:
                self._changed(uri)


def path_of(uri: str) -> str | None:
    """The path of a file by its address; None for what is no file."""
    try:
        path = to_fs_path(uri)
        if path and "\ufffd" in path and os.name == "posix":
            # A name that is no UTF-8.
            path = os.fsdecode(unquote_to_bytes(urlsplit(uri).path))
        return None if not path or b"\0" in os.fsencode(path) else path
    except ValueError:
        return None


def _is_same(known: object, key: tuple[object, ...]) -> bool:
    """Whether a draft is one of the same objects; to compare catalogs would take too long."""
    return isinstance(known, tuple) and all(one is other for one, other in zip(known, key, strict=True))


def _first_unsaved(path: str, text: str) -> int | None:
    """The first line, from 0, that differs from what is on disk; None if none does, or if no file can be there."""
    try:
        state = Path(path).stat()
        if not stat.S_ISREG(state.st_mode):
            return None
        # A longer file than the text can be differs from it, and need not be read.
        saved = Path(path).read_bytes().decode("utf-8", "replace") if state.st_size <= 4 * len(text) else ""
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    return None if saved == text else text.count("\n", 0, change("", saved, text).start)
