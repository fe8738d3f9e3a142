"""The preview: what is typed in an editor, and where its cursor is, before anything is saved."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Final

from tuireader.session.open_post import Jump
from tuireader.session.preview.unsaved import guessed_post, post_id_of, unsaved_post, unsaved_text
from tuireader.ui.article.post_pane_saves import TypedText
from tuireader.ui.working import begin, lasting, later, restart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.session.preview.listener import EditorConnection
    from tuireader.session.preview.messages import Message
    from tuireader.session.preview.unsaved import UnsavedPost, UnsavedTexts
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.live import LiveStatus
    from tuireader.ui.reader.navigator import Navigator

SAVE_GRACE: Final = 0.25
"""Seconds after an editor has let go of a text until that on disk is shown: news of its save may still arrive."""


FINISH_DELAY: Final = 0.1
"""Seconds after the last key until all else than the text follows it: outline, problems, number of words."""


class EditorPreview:
    """The texts and the cursors of editors, shown in the open post; the newest text goes before all others.

    With `on`, editors can connect as soon as a post is shown.
    """

    def __init__(
        self,
        context: ReaderContext,
        navigator: Navigator,
        live: LiveStatus,
        unsaved: UnsavedTexts,
        *,
        on: bool,
    ) -> None:
        self._context = context
        self._reading = context.reading
        self._navigator = navigator
        self._live = live
        self._unsaved = unsaved
        self._waits = on and not context.from_input
        """Whether nobody listens for editors yet."""
        self._news = asyncio.Event()
        self._cursor: tuple[PostId, int] | None = None
        """The post and the line that the cursor was moved to last, until it is shown."""
        self._left: PostId | None = None
        """The post shown before one that was never saved."""
        self._finish: Callable[[], Awaitable[None]] | None = None
        """What is left to be done for the text shown last."""

    def note_shown(self) -> None:
        """Listen for editors, once the first post is shown; show what is typed in this one."""
        if self._waits:
            self._waits = False
            lasting(self._context.screen, self._listen, "listening for editors")
            lasting(self._context.screen, self._keep_showing, "showing unsaved text")
        self._news.set()

    async def _listen(self) -> None:
        # In a thread: what it imports would keep a key waiting.
        listen = await asyncio.to_thread(_listener)
        await listen(self._context.live_archive.root, self._connected)

    def _connected(self, editor: EditorConnection) -> None:
        begin(self._context.screen, partial(self._serve, editor), "serving an editor")

    async def _serve(self, editor: EditorConnection) -> None:
        try:
            async with aclosing(editor.messages()) as messages:
                async for message in messages:
                    self._take(editor, message)
        finally:
            editor.close()
            # The editor may have ended, and what it had open with it.
            self._unsaved.leave(editor)
            self._news.set()

    def _take(self, editor: EditorConnection, message: Message) -> None:
        from tuireader.session.preview.messages import BufferClosed, BufferText, CursorMoved

        match message:
            case BufferText(path=path, text=text):
                if post := post_id_of(self._context.live_archive.root, path):
                    self._unsaved.put(editor, post, text)
                    self._follow(post, text)
                    self._news.set()
            case BufferClosed(path=path):
                if post := post_id_of(self._context.live_archive.root, path):
                    self._unsaved.drop(editor, post)
                    later(self._context.screen, SAVE_GRACE, self._news.set)
            case CursorMoved(path=path, line=line, opens=opens):
                post = post_id_of(self._context.live_archive.root, path)
                if opens:
                    editor.answer(self._open(post, path, line))
                elif post:
                    self._cursor = post, line
                    self._news.set()

    def _follow(self, post: PostId, text: str) -> None:
        """Show the post that an editor types in, if saves are followed."""
        wanted = self._reading.wanted
        if not self._live.saves.following or (wanted and wanted.id == post):
            return
        if post in self._context.posts.catalog:
            self._navigator.show_id(post)
        else:
            restart(self._context.screen, partial(self._follow_new, post, text), "showing a new post")

    async def _follow_new(self, post: PostId, text: str) -> None:
        """Show a post that is not on disk yet."""
        archive = self._context.archive
        found = await asyncio.to_thread(unsaved_text, archive, post, text) if archive else None
        if found and self._unsaved.of(post) is not None:
            wanted = self._reading.wanted
            if wanted and wanted.id in self._context.posts.catalog:
                self._left = wanted.id
            self._navigator.show_post(found.post, unsaved=found.source)

    def _open(self, post_id: PostId | None, path: str, line: int) -> str:
        """Show a line of a post, whichever is open; why that is impossible, or nothing."""
        post = self._context.posts.get(post_id)
        if post is None:
            return f"{path} is not a post of this archive"
        wanted = self._reading.wanted
        if wanted is None or wanted.id != post.id:
            self._navigator.open_at(post, Jump(post.id, line))
        else:
            self._cursor = post.id, line
            self._news.set()
        return ""

    # Showing

    async def _keep_showing(self) -> None:
        """Show the newest text, then the newest by then: what comes meanwhile is not queued."""
        while True:
            try:
                async with asyncio.timeout(FINISH_DELAY if self._finish else None):
                    await self._news.wait()
            except TimeoutError:
                await self.finish()
                continue
            self._news.clear()
            await self._reading.opener.settled()
            await self._show()

    async def finish(self) -> None:
        """Do what is left to be done for the text that was shown last."""
        left, self._finish = self._finish, None
        if left:
            await left()

    async def _show(self) -> None:
        wanted, archive = self._reading.wanted, self._context.archive
        if wanted is None or archive is None:
            return
        text, line = self._unsaved.of(wanted.id), self._line_in(wanted.id)
        if text is not None and text != self._reading.shown.unsaved:
            await self._show_text(archive, wanted, text)
        elif text is None and self._reading.shown.unsaved is not None:
            if disk := self._context.posts.get(wanted.id):
                self._reading.saves.revise(archive, disk)
            elif self._left and self._left in self._context.posts.catalog:
                # It was never saved, and is no longer anywhere.
                self._navigator.show_id(self._left)
            else:
                self._reading.opener.open(archive, wanted)
        elif line is not None:
            self._cursor = None
            self._reading.shown.follow_cursor(line)

    def _line_in(self, post: PostId) -> int | None:
        """The line of the cursor in a post, if it was moved."""
        return self._cursor[1] if self._cursor and self._cursor[0] == post else None

    async def _show_text(self, archive: Archive, wanted: Post, text: str) -> None:
        open_post = self._reading.shown.open_post
        disk = self._context.posts.get(wanted.id) or wanted
        unsaved: UnsavedPost | None = None
        if open_post and open_post.post is wanted:
            unsaved = await asyncio.to_thread(guessed_post, wanted, open_post.loaded.source, text)
        if unsaved is None:
            unsaved = await asyncio.to_thread(unsaved_post, archive, wanted, disk, text)
        if self._reading.wanted is not wanted or self._reading.opener.is_opening:
            self._news.set()
            return
        line, self._cursor = self._line_in(wanted.id), None
        await self._reading.saves.show_typed(archive, TypedText(unsaved, text, line))

        async def finish() -> None:
            await self._reading.saves.finish_typed()
            # The head was guessed; to count words takes as long as all else.
            whole = await asyncio.to_thread(unsaved_post, archive, wanted, disk, text)
            if self._reading.shown.unsaved == text and self._reading.wanted is wanted:
                self._reading.saves.update_head(whole.post)

        self._finish = finish if unsaved.guessed else self._reading.saves.finish_typed


def _listener() -> Callable[[Path, Callable[[EditorConnection], object]], Awaitable[None]]:
    from tuireader.session.preview.listener import listen

    return listen
