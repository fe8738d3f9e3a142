"""Handing a post over to the user's own editor, and taking the terminal back."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from textual.app import SuspendNotSupported

from tuireader.ui.editor import EditorCommand, EditorProblem, editor_command, ended, not_started, start_window
from tuireader.ui.reader.navigation import ReaderNavigation
from tuireader.ui.working import every, latest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from subprocess import Popen

    from textual.timer import Timer

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import Shelf
    from tuireader.ui.app import ReaderApp
    from tuireader.ui.commands import Command

_LOOK: Final = 0.5
"""Seconds between two looks at an editor that is left running."""


class ReaderEditing(ReaderNavigation):
    """The reader with an editor beside it."""

    def __init__(self, shelf: Shelf, theme: Theme, commands: Sequence[Command]) -> None:
        super().__init__(shelf, theme, commands)
        self._editors: dict[Popen[bytes], EditorCommand] = {}
        """The editors that were left running."""
        self._looking: Timer | None = None

    def note(self) -> None:
        """Remember where the reader is, where that is remembered."""

    def action_edit(self) -> None:
        """Open the post in the editor, at the line that is being read."""
        archive, post = self.shelf.archive, self.reading.post or self.reading.wanted
        if archive is None or post is None:
            self.say("there is no post to edit")
            return
        path = archive.root / post.id
        if not os.path.isfile(path):  # noqa: PTH113 - false as well where the folder cannot be looked into
            self.say("the file of this post cannot be reached now, so there is nothing to edit")
            return
        command = editor_command(os.environ, path, self.reading.file_line)
        if isinstance(command, EditorProblem):
            self.say(command.message)
        elif command.window:
            self._leave_running(command)
        else:
            # What an editor takes long for is not lost, whatever becomes of this process meanwhile.
            self.note()
            latest(self, partial(self._hand_over, command), "opening the editor")

    async def _hand_over(self, command: EditorCommand) -> None:
        """Give the terminal to an editor until it ends."""
        try:
            problem = ended(command, await cast("ReaderApp", self.app).lend(command.argv))
        except SuspendNotSupported:
            problem = EditorProblem("this terminal cannot be handed over to an editor")
        except (OSError, ValueError) as error:
            problem = not_started(command, error)
        if problem:
            self.say(problem.message)
        elif not self.shelf.watches:
            latest(self, self._read_again, "reading the post again")

    async def _read_again(self) -> None:
        """Show what the editor has saved, where nothing else would notice."""
        archive, post = self.shelf.archive, self.reading.post
        if archive and post:
            self.reading.revise(archive, await asyncio.to_thread(_as_it_is, archive, post))

    def _leave_running(self, command: EditorCommand) -> None:
        """Start an editor that has a window of its own."""
        started = start_window(command)
        if isinstance(started, EditorProblem):
            self.say(started.message)
            return
        self.say(f"opened in {command.name}")
        self._editors[started] = command
        if self._looking is None:
            self._looking = every(self, _LOOK, self._look)

    def _look(self) -> None:
        """Say which editors have failed, and forget those that have ended."""
        for process, command in list(self._editors.items()):
            status = process.poll()
            if status is not None:
                del self._editors[process]
                if problem := ended(command, status):
                    self.say(problem.message)
        if not self._editors and self._looking:
            self._looking.stop()
            self._looking = None


def _as_it_is(archive: Archive, post: Post) -> Post:
    """The post as its file is now, or as it was where that is no post any more."""
    from tuireader.archive.scan import read

    return read(archive, post.id, datetime.now(UTC)) or post
