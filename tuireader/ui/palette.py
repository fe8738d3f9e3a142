"""The commands of the reader, for the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from tuireader.ui.bindings import Command, key_display
from tuireader.ui.leaving import LeftOnce
from tuireader.ui.screens.layout import ReaderLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.types import IgnoreReturnCallbackType


class Palette(CommandPalette, LeftOnce[None]):
    """The command palette; what comes after its choice comes to nothing."""


class ReaderCommands(Provider):
    """Every command of the table, by its name."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(_title(command), self._runner(command), help=_help(command))

    async def search(self, query: str) -> Hits:
        """The commands that match what was typed."""
        matcher = self.matcher(query)
        for command in self._commands:
            text = f"{_title(command)} {command.does}"
            if score := matcher.match(text):
                yield Hit(
                    score, matcher.highlight(_title(command)), self._runner(command), help=_help(command)
                )

    @property
    def _commands(self) -> Sequence[Command]:
        return self.screen.commands if isinstance(self.screen, ReaderLayout) else ()

    def _runner(self, command: Command) -> IgnoreReturnCallbackType:
        return partial(self.screen.run_action, command.action)


def _title(command: Command) -> str:
    return command.name.replace("-", " ").capitalize()


def _help(command: Command) -> str:
    keys = ", ".join(key_display(key) for key in command.keys)
    return f"{command.does}  ({keys})"
