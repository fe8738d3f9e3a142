"""The Textual app: themes, keys and the reader's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from tuireader.ui.bindings import keymap
from tuireader.ui.palette import ReaderCommands
from tuireader.ui.screens.reader import ReaderScreen
from tuireader.ui.shelf import Shelf
from tuireader.ui.themes import app_theme, page_themes

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.post import PostId
    from tuireader.settings import Settings


class ReaderApp(App[None]):
    """Reads one archive."""

    TITLE = "tuireader"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar = {ReaderCommands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, settings: Settings, root: Path, post: PostId | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._page_themes = page_themes()
        for theme in self._page_themes.values():
            self.register_theme(app_theme(theme))
        self.theme = settings.theme
        self._shelf = Shelf(root, post, watch=settings.watch, poll=settings.poll)

    def get_default_screen(self) -> ReaderScreen:
        """The reader."""
        return ReaderScreen(self._shelf, self._page_themes[self.theme], self._settings.width)

    def on_mount(self) -> None:
        """Give the commands the keys that the settings name."""
        self.set_keymap(keymap(self._settings.keys))


def run(settings: Settings, root: Path, post: PostId | None) -> int:
    """Run the reader until it is quit; the exit status."""
    app = ReaderApp(settings, root, post)
    app.run()
    return app.return_code or 0
