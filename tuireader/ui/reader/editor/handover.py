"""Handing a post to the user's editor, and taking the terminal back."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.app import SuspendNotSupported

from tuireader.ui.editor import EditorCommand, EditorProblem, editor_command, ended, not_started, start_window
from tuireader.ui.working import every, restart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from subprocess import Popen

    from textual.timer import Timer

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.ui.reader.context import ReaderContext

_POLL_INTERVAL: Final = 0.5
"""Seconds between two checks of an editor that runs in its own window."""


class EditorHandover:
    """The user's editor, in its own window or in this terminal.

    `note` saves the reading place before the terminal is given away; `lend` gives it to a program until that ends.
    """

    def __init__(
        self,
        context: ReaderContext,
        note: Callable[[], None],
        lend: Callable[[Sequence[str]], Awaitable[int]],
    ) -> None:
        self._context = context
        self._reading = context.reading
        self._note = note
        self._lend = lend
        self._editors: dict[Popen[bytes], EditorCommand] = {}
        """The editors running in windows of their own."""
        self._looking: Timer | None = None

    def edit(self) -> None:
        """Open the post in the editor, at the line being read."""
        if self._context.refuses():
            return
        archive, post = self._context.archive, self._reading.post or self._reading.wanted
        if archive is None or post is None:
            self._context.say("there is no post to edit")
            return
        if self._context.from_input:
            self._context.say("a post from standard input has no file to edit")
            return
        path = archive.root / post.id
        if not os.path.isfile(path):  # noqa: PTH113 - false for an unreadable folder too
            self._context.say("the file of this post cannot be reached, so there is nothing to edit")
            return
        self.open(editor_command(os.environ, path, self._reading.shown.file_line))

    def open(self, command: EditorCommand | EditorProblem) -> None:
        """Run an editor, or say why there is none."""
        if isinstance(command, EditorProblem):
            self._context.say(command.message)
        elif command.window:
            self._leave_running(command)
        else:
            # The process may not survive a long editing session.
            self._note()
            restart(self._context.screen, partial(self._hand_over, command), "opening the editor")

    async def _hand_over(self, command: EditorCommand) -> None:
        try:
            problem = ended(command, await self._lend(command.argv))
        except SuspendNotSupported:
            problem = EditorProblem("this terminal cannot be handed over to an editor")
        except (OSError, ValueError) as error:
            problem = not_started(command, error)
        if problem:
            self._context.say(problem.message)
        elif not self._context.live_archive.watches:
            restart(self._context.screen, self._read_again, "reading the post again")

    async def _read_again(self) -> None:
        """Read the post again, if the archive is not watched."""
        archive, post = self._context.archive, self._reading.post
        if archive is None or post is None:
            return
        saved = await asyncio.to_thread(_as_it_is, archive, post)
        wanted = self._reading.wanted
        if wanted and wanted.id == post.id:
            self._reading.saves.revise(archive, saved)

    def _leave_running(self, command: EditorCommand) -> None:
        started = start_window(command)
        if isinstance(started, EditorProblem):
            self._context.say(started.message)
            return
        self._context.say(f"opened in {command.name}")
        self._editors[started] = command
        if self._looking is None:
            self._looking = every(self._context.screen, _POLL_INTERVAL, self._look)

    def _look(self) -> None:
        """Report editors that failed, and forget those that ended."""
        for process, command in list(self._editors.items()):
            status = process.poll()
            if status is not None:
                del self._editors[process]
                if problem := ended(command, status):
                    self._context.say(problem.message)
        if not self._editors and self._looking:
            self._looking.stop()
            self._looking = None


def _as_it_is(archive: Archive, post: Post) -> Post:
    """The post as its file is now, or unchanged if that is no longer a post."""
    from tuireader.archive.scan import read

    return read(archive, post.id, datetime.now(UTC)) or post
