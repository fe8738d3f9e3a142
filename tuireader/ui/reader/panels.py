"""The panels over the reader: the posts around the open post, its problems, the help, and the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tuireader.session.open_post import Jump
from tuireader.ui.keys import key_display
from tuireader.ui.working import begin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.session.link_service import LinkService
    from tuireader.settings import Settings
    from tuireader.ui.keys import Command
    from tuireader.ui.looks import Looks
    from tuireader.ui.panels.lists import Chosen
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.navigator import Navigator
    from tuireader.ui.reader.search import PostSearch
    from tuireader.ui.widgets.found_lists import ActionRow


class ReaderPanels:
    """The panels over the reader; what is chosen in one is opened."""

    def __init__(
        self,
        context: ReaderContext,
        link_service: LinkService,
        navigator: Navigator,
        settings: Settings,
        commands: Sequence[Command[Any]],
    ) -> None:
        self._context = context
        self._reading = context.reading
        self._link_service = link_service
        self._navigator = navigator
        self.settings = settings
        self.commands = commands

    def show_help(self) -> None:
        from tuireader.ui.panels.help import HelpScreen

        self._context.screen.app.push_screen(HelpScreen(self.commands))

    def show_backlinks(self) -> None:
        """List the posts that link here, and other posts nearby."""
        if post := self._reading.post:
            from tuireader.ui.panels.lists import Backlinks

            panel = Backlinks(self._reading, self._link_service, post, self._reading.shown.view.dates)
            self._context.screen.app.push_screen(panel, self._take_chosen)
        else:
            self._context.say("no post is open yet")

    def show_problems(self) -> None:
        """List the problems of the post."""
        archive, post = self._context.archive, self._reading.post or self._reading.wanted
        if post and archive:
            from tuireader.ui.panels.lists import Problems

            panel = Problems(self._reading, self._link_service, archive, post, self.settings)
            self._context.screen.app.push_screen(panel, self._take_chosen)
        else:
            self._context.say("no post is open yet")

    def _take_chosen(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        post = self._context.posts.get(chosen.post)
        if post is None:
            self._context.say(f"{chosen.post} is no longer in the archive")
        else:
            self._navigator.open_at(post, Jump(post.id, chosen.line or 1))


class ActionPalette:
    """The palette, which lists the likeliest actions first."""

    def __init__(
        self, context: ReaderContext, commands: Sequence[Command[Any]], search: PostSearch, looks: Looks
    ) -> None:
        self.commands = commands
        self._context = context
        self._search = search
        self._looks = looks
        self._used: list[str] = []
        """The names of the commands that were chosen in it, the latest first."""

    def show(self) -> None:
        self._search.go_to((*map(self._row_of, sorted(self.commands, key=self._rarity)), *self._themes()))

    def _rarity(self, command: Command[Any]) -> tuple[int, int]:
        """The place of a command: first those chosen lately, then those of the bottom line; moves come last."""
        if command.name in self._used:
            return 0, self._used.index(command.name)
        return (1 if command.footer else 3 if command.group == "Moving" else 2), 0

    def _row_of(self, command: Command[Any]) -> ActionRow:
        from tuireader.ui.widgets.found_lists import ActionRow

        title = command.name.replace("-", " ").capitalize()
        keys = " ".join(map(key_display, command.keys))
        return ActionRow(title, command.does, keys, partial(self._run, command))

    def _themes(self) -> list[ActionRow]:
        from tuireader.ui.widgets.found_lists import ActionRow

        return [
            ActionRow(f"Theme {name}", "", "", partial(self._looks.take, name))
            for name in self._looks.names()
        ]

    def _run(self, command: Command[Any]) -> None:
        self._used = [command.name, *(name for name in self._used if name != command.name)]
        screen = self._context.screen
        begin(screen, partial(screen.run_action, command.action), "running a command")
