"""The look of the open post: source or article, measure, theme, folds and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.theme import themes

if TYPE_CHECKING:
    from tuireader.ui.reader.context import ReaderContext

NARROWEST, WIDEST = 20, 200
"""Columns between which the measure can be set."""


class Appearance:
    """How the open post is shown, as the reader changes it."""

    def __init__(self, context: ReaderContext) -> None:
        self._context = context
        self._reading = context.reading

    def toggle_source(self) -> None:
        """Show the source, or the article again."""
        self._reading.toggle_source()

    def toggle_front_matter(self) -> None:
        """Show or hide the front matter."""
        self._reading.shown.toggle_front_matter()

    def toggle_fold(self, line: int) -> None:
        """Open or close the fold at a line of the body."""
        self._reading.folding.toggle(line)

    def toggle_nearest_fold(self) -> None:
        """Open or close the first fold in sight."""
        self._context.say(self._reading.folding.toggle_nearest())

    def toggle_folds(self) -> None:
        """Open all folds, or leave them as the author did."""
        self._context.say(self._reading.folding.toggle_all())

    def toggle_wrapping(self) -> None:
        """Wrap long lines of code, or let them scroll."""
        self._context.say(self._reading.folding.toggle_wrapping())

    def toggle_notes(self) -> None:
        """Show footnotes where they are cited, or no longer."""
        self._context.say(self._reading.folding.toggle_notes())

    def slide(self, columns: int) -> None:
        """Slide what is wider than the window."""
        self._context.article.slide(columns)

    def widen(self, columns: int) -> None:
        """Make the measure wider, or narrower where negative."""
        article = self._context.article
        article.measure = max(NARROWEST, min(article.measure + columns, WIDEST))
        self._context.say(f"measure: {article.measure} columns")

    def next_theme(self) -> None:
        """Draw everything in the next theme."""
        known, app = themes(), self._context.screen.app
        names = list(known)
        name = names[(names.index(app.theme) + 1) % len(names)]
        app.theme = name
        self._reading.shown.draw_in(known[name])
        self._context.say(f"theme: {name}")
