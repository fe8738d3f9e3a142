"""The requests of an editor, each with what answers it in a thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, TypeVar

from lsprotocol import types

from tuireader.language_server.actions import actions
from tuireader.language_server.desk import path_of
from tuireader.language_server.headings import folds, renamed, symbols, title_range
from tuireader.language_server.moves import moved, rename_in
from tuireader.language_server.navigation import definition, document_links, hover, posts_named, references

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence

    from tuireader.language_server.archives import Draft, ServedArchive
    from tuireader.language_server.buffers import Buffer
    from tuireader.language_server.desk import Desk
    from tuireader.language_server.moves import Rename

    Answer = Callable[[Any], Coroutine[Any, Any, object]]

T = TypeVar("T")
TRIGGERS: Final = '[(#/^@",'
"""The characters after which an editor asks what may follow."""


class Answers:
    """What answers each request."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> Iterator[tuple[str, Answer, object]]:
        """Yield each request with what answers it, and with its options."""
        offered = types.CompletionOptions(trigger_characters=list(TRIGGERS))
        mending = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        yield types.TEXT_DOCUMENT_COMPLETION, self._complete, offered
        yield types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, self._highlight, None
        yield types.TEXT_DOCUMENT_DEFINITION, self._definition, None
        yield types.TEXT_DOCUMENT_REFERENCES, self._references, None
        yield types.TEXT_DOCUMENT_HOVER, self._hover, None
        yield types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self._symbols, None
        yield types.TEXT_DOCUMENT_DOCUMENT_LINK, self._links, None
        yield types.TEXT_DOCUMENT_FOLDING_RANGE, self._folds, None
        yield types.TEXT_DOCUMENT_CODE_ACTION, self._actions, mending
        yield types.TEXT_DOCUMENT_PREPARE_RENAME, self._prepare_rename, None
        yield types.TEXT_DOCUMENT_RENAME, self._rename, types.RenameOptions(prepare_provider=True)
        yield types.WORKSPACE_SYMBOL, self._posts, None
        moving = types.FileOperationRegistrationOptions(
            [
                _pattern("**/*.{md,markdown,mdx}", types.FileOperationPatternKind.File),
                _pattern("**", types.FileOperationPatternKind.Folder),
            ]
        )
        yield types.WORKSPACE_WILL_RENAME_FILES, self._move, moving

    async def _of_draft(self, uri: str, answer: Callable[..., T], *arguments: object) -> T | None:
        """What a function makes of a file as a post; None if it is not a post."""
        file = self._desk.file(uri)
        draft = await self._desk.draft(file) if file else None
        if draft is None or file is None:
            return None
        return await asyncio.to_thread(answer, draft, file.buffer, *arguments)

    async def _of_archive(self, uri: str, answer: Callable[..., T], *arguments: object) -> T | None:
        """The same with the links of all posts, which are waited for, and with all that is open in the editor."""
        file = self._desk.file(uri)
        if file is None or not await file.served.gathered():
            return None
        draft = await self._desk.whole_draft(file)
        return await asyncio.to_thread(answer, draft, file.buffer, *arguments) if draft else None

    async def _at(
        self,
        params: types.DefinitionParams | types.HoverParams,
        answer: Callable[[Draft, Buffer, int, int], T],
    ) -> T | None:
        """What a function makes of a place in a post, with all that is open in the editor."""
        file = self._desk.file(params.text_document.uri)
        draft = await self._desk.whole_draft(file) if file else None
        if draft is None or file is None:
            return None
        return await asyncio.to_thread(answer, draft, file.buffer, *file.buffer.place(params.position))

    # Where the cursor is

    async def _highlight(self, params: types.DocumentHighlightParams) -> None:
        """Highlight nothing; most editors ask for it whenever the cursor moves."""
        self._desk.follow(params.text_document.uri, params.position)

    async def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        uri = params.text_document.uri
        self._desk.follow(uri, params.range.start)
        if not params.context.diagnostics:
            return []
        return await self._of_draft(uri, actions, uri, params.context.diagnostics)

    async def _complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        file = self._desk.file(params.text_document.uri)
        links = await file.served.links() if file else None
        if file is None or links is None:
            return None
        line, column = file.buffer.place(params.position)
        if "#" in file.buffer.lines[line][:column] and (draft := await self._desk.whole_draft(file)):
            # Headings as they are typed, in this file and in others.
            links = draft.links
        items = file.served.completion.items
        return await asyncio.to_thread(items, links, file.buffer, file.id, line, column)

    # Links

    async def _definition(self, params: types.DefinitionParams) -> types.Location | None:
        return await self._at(params, definition)

    async def _references(self, params: types.ReferenceParams) -> list[types.Location] | None:
        uri = params.text_document.uri
        file = self._desk.file(uri)
        place = file.buffer.place(params.position) if file else (0, 0)
        return await self._of_archive(uri, references, *place)

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        return await self._at(params, hover)

    async def _links(self, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        return await self._of_draft(params.text_document.uri, document_links)

    async def _posts(self, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
        found: list[types.SymbolInformation] = []
        for served in self._desk.archives.all():
            await served.ready()
            named = posts_named(served.catalog, str(served.root), params.query)
            found += await asyncio.to_thread(list, named)
        return found

    async def _move(self, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        """The edits for all of the files and folders, made as if all had been renamed at once."""
        renames: dict[ServedArchive, list[Rename]] = {}
        for one in params.files:
            old, new = path_of(one.old_uri), path_of(one.new_uri)
            if old and new and (found := rename_in(self._desk.archives, old, new)):
                renames.setdefault(found[0], []).append(found[1])
        changes: dict[str, Sequence[types.TextEdit]] = {}
        for served, wanted in renames.items():
            typed = self._desk.texts_of(served)
            if links := await served.edited(typed):
                changes |= await asyncio.to_thread(moved, links, self._desk.units, wanted, typed)
        return types.WorkspaceEdit(changes=changes) if renames else None

    # Headings

    async def _symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        return await self._of_draft(params.text_document.uri, symbols)

    async def _folds(self, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        return await self._of_draft(params.text_document.uri, folds)

    async def _prepare_rename(self, params: types.PrepareRenameParams) -> types.Range | None:
        return await self._of_draft(params.text_document.uri, title_range, params.position.line)

    async def _rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        # A link that is not known yet would break.
        return await self._of_archive(
            params.text_document.uri, renamed, params.position.line, params.new_name
        )


def _pattern(glob: str, kind: types.FileOperationPatternKind) -> types.FileOperationFilter:
    return types.FileOperationFilter(types.FileOperationPattern(glob, matches=kind), scheme="file")
