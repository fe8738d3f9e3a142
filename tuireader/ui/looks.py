"""The theme of the reader: shown, tried in a list, chosen, and following the terminal."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tuireader.rendering.theme import theme
from tuireader.ui.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuireader.rendering.theme import Theme
    from tuireader.themes.look import LookService
    from tuireader.ui.reader.context import ReaderContext


class Looks:
    """The theme of the panes and the article; `apply_theme` gives the panes theirs."""

    def __init__(
        self, context: ReaderContext, service: LookService, apply_theme: Callable[[Theme], None]
    ) -> None:
        self._context = context
        self._service = service
        self._apply_theme = apply_theme
        self._trying = ""
        """The theme being tried in the list."""

    def choose(self) -> None:
        """List the themes; the reader shows each that is highlighted."""
        from tuireader.ui.panels.themes import ThemePanel

        service = self._service
        panel = ThemePanel(self._context.reading, service.names(), service.name, service.meant, self._try)
        self._context.screen.app.push_screen(panel, self.take)

    def names(self) -> Sequence[str]:
        """The names of all themes."""
        return self._service.names()

    def _try(self, name: str) -> None:
        self._trying = name
        self._show(name)

    def take(self, name: str | None) -> None:
        """Keep the chosen theme, or restore the previous one."""
        self._trying = ""
        if name is None:
            self._show(self._service.name)
            return
        self._show(name)
        self._service.choose(name)
        self._keep()
        for_now = ", for this run: the settings name another" if self._service.is_set else ""
        self._context.say(f"theme: {name}{for_now}")

    def _keep(self) -> None:
        begin(self._context.screen, partial(asyncio.to_thread, self._service.keep), "saving the theme")

    def use(self, name: str) -> None:
        """Show the theme that the settings name now."""
        self._service.use(name)
        self.follow()

    def follow(self) -> None:
        """Show the current theme again: its file or the terminal's background may have changed."""
        self._show(self._trying or self._service.name)

    def _show(self, name: str) -> None:
        palette = self._service.named(name)
        if palette and palette != self._context.reading.shown.view.theme.palette:
            worn = theme(palette)
            self._apply_theme(worn)
            self._context.reading.shown.draw_in(worn)
            self._draw_previews_in(worn)

    def _draw_previews_in(self, worn: Theme) -> None:
        """Draw the posts in panels above the reader in a theme."""
        above = [one for one in self._context.screen.app.screen_stack if one is not self._context.screen]
        if above:
            from tuireader.ui.article.post_preview import PostPreview

            for preview in (preview for screen in above for preview in screen.query(PostPreview)):
                preview.draw_in(worn)
