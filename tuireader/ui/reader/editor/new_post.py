"""A new post from the reader: its title, its file, and the editor."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.ui.editor import EditorCommand, EditorProblem, editor_command
from tuireader.ui.working import restart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.ui.reader.context import ReaderContext


class PostWriter:
    """Writes new posts; `open_editor` runs the editor, or says why there is none."""

    def __init__(
        self, context: ReaderContext, open_editor: Callable[[EditorCommand | EditorProblem], None]
    ) -> None:
        self._context = context
        self._open_editor = open_editor

    def ask(self) -> None:
        """Ask for the title of a new post."""
        if self._context.refuses():
            return
        if self._context.archive is None or self._context.from_input:
            self._context.say("there is no archive for a new post")
        else:
            from tuireader.ui.widgets.query_input import TitleScreen

            self._context.screen.app.push_screen(TitleScreen(), self._take)

    def _take(self, title: str | None) -> None:
        archive = self._context.archive
        if title and archive:
            restart(self._context.screen, partial(self._write, archive, title), "writing a new post")

    async def _write(self, archive: Archive, title: str) -> None:
        made = await asyncio.to_thread(_written, archive, title)
        if isinstance(made, Problem):
            self._context.say(made.message)
        else:
            self._open_editor(editor_command(os.environ, *made))


def _written(archive: Archive, title: str) -> tuple[Path, int] | Problem:
    """Write a new post; its path and the line to begin at, or why nothing was written."""
    from tuireader.archive.new_post.new_post import create_post, prepare_post, request_post

    request = request_post(title)
    if isinstance(request, Problem):
        return request
    post = prepare_post(archive, request, datetime.now(UTC))
    if isinstance(post, Problem):
        return post
    made = create_post(archive, post)
    return made if isinstance(made, Problem) else (made, post.last_line)
