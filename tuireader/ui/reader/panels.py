"""The panels over the reader: the posts around the open post, its problems, and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuireader.session.open_post import Jump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.session.link_service import LinkService
    from tuireader.settings import Settings
    from tuireader.ui.keys import Command
    from tuireader.ui.panels.lists import Chosen
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.navigator import Navigator


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
