"""An article in which text can be found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tuireader.rendering.page.page import Place
from tuireader.ui.widgets.article import Article
from tuireader.ui.widgets.article_overlay import Marks
from tuireader.ui.widgets.query_input import FindBar
from tuireader.ui.widgets.status_line import Banner
from tuireader.ui.working import later, latest, when_painted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widgets import Input

    from tuireader.rendering.page.find import Sought
    from tuireader.session.find import Finder

UNFINISHED = 0.8
"""Seconds after which it is said what is wrong with an expression that is being typed."""
FINDING = "finding"


class FindingPane(Vertical):
    """An article, and under it, when asked for, the bar to find in it."""

    class Found(Message):
        """How the search in the post stands; empty when there is none."""

        def __init__(self, summary: str) -> None:
            super().__init__()
            self.summary = summary

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._finder: Finder | None = None
        self._later: Timer | None = None
        """When what is wrong with an unfinished expression is said."""

    def compose(self) -> ComposeResult:
        """The banner, the article and the find bar."""
        yield Banner(id="banner")
        yield Article(id="article")
        yield FindBar(id="find")

    @property
    def banner(self) -> Banner:
        """The line that says what is wrong with the post."""
        return self.query_one(Banner)

    @property
    def article(self) -> Article:
        """The article."""
        return self.query_one(Article)

    def open_find_bar(self) -> None:
        """Ask for what to find."""
        self._note_beginning()
        bar = self.query_one(FindBar)
        bar.display = True
        # At once, so that what is typed ahead is found and not taken for commands.
        self.screen.set_focus(bar)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self._find_typed()

    def on_find_bar_turned(self, event: FindBar.Turned) -> None:
        """Find what is typed as an expression, or as text again."""
        event.stop()
        self._find_typed()

    def _find_typed(self) -> None:
        if self._later:
            self._later.stop()
        sought = self.query_one(FindBar).sought
        if isinstance(sought, str):
            # What is being typed is seldom finished: the matches of what was stay, and nothing flashes.
            self._later = later(self, UNFINISHED, lambda: self._tell_found(sought))
        elif sought:
            self.find(sought, self._first_place())
        else:
            self._give_up()

    def _tell_found(self, summary: str) -> None:
        self.post_message(self.Found(summary))

    def find(self, sought: Sought, start: Place | None = None) -> None:
        """Mark what is sought, and bring the first of it from the window's top, or from `start` on, into sight."""
        latest(self, partial(self._find, sought, start), FINDING)

    async def _find(self, sought: Sought, start: Place | None, again: Finder | None = None) -> None:
        if self.article.page is None:
            self.forget_matches()
            return
        self._unfold_to_find()
        from tuireader.session.find import Finder

        start = Place(self.article.place.block) if start is None else start
        current = again.current if again else None
        self._finder = Finder(self.article.page, sought, start, current)
        await self._search(self._finder, reveal=current is None)

    async def _search(self, finder: Finder, *, reveal: bool) -> None:
        """Search a page, or what was added to it, and show what is found as it is found."""
        shown = None
        async for _ in finder.search():
            # Where nothing more was found there is nothing to paint.
            if shown != (shown := finder.summary):
                self._show_matches(reveal=reveal)
                reveal = reveal and finder.current is None

    def _note_beginning(self) -> None:
        """Called as the bar opens: what is typed is sought from here on, and Esc leads back here."""

    def _first_place(self) -> Place | None:
        """From where on what is typed is sought; None for the block at the window's top."""
        return None

    def _go_to_beginning(self) -> None:
        """Go back to where the bar was opened."""

    def _unfold_to_find(self) -> None:
        """Called before a search: what is folded away is to be found as well."""

    def _fold_after_finding(self, place: Place | None) -> None:
        """Called after a search: `place` is where its current match stands."""

    def _show_matches(self, *, reveal: bool) -> None:
        if self._finder is None:
            return
        self.article.marks = Marks(self._finder.by_place, self._finder.current)
        if reveal and (place := self._finder.place):
            self.article.reveal(place)
        self.post_message(self.Found(self._finder.summary))

    def on_article_redrawn(self, event: Article.Redrawn) -> None:
        """Find again what stands elsewhere now."""
        event.stop()
        # After the painting: a long post takes long to search.
        when_painted(self, self._find_again)

    def _find_again(self) -> None:
        if finder := self._finder:
            latest(self, partial(self._find, finder.sought, None, finder), FINDING)

    def find_on(self) -> None:
        """Find what is sought in what was added to the page as well."""
        if self._finder and self._finder.complete:
            search = partial(self._search, self._finder, reveal=self._finder.current is None)
            latest(self, search, FINDING)

    def step_match(self, steps: int) -> None:
        """Go to the next or the previous match."""
        if self._finder:
            self._finder.step(steps)
            self._show_matches(reveal=True)

    @property
    def has_matches(self) -> bool:
        """Whether a search is marked in the article."""
        return self._finder is not None

    def forget_matches(self) -> None:
        """Mark no matches any more."""
        self.workers.cancel_group(self, FINDING)
        if self._finder:
            place, self._finder = self._finder.place, None
            self.article.marks = Marks()
            self._fold_after_finding(place)
            self.post_message(self.Found(""))

    def _give_up(self) -> None:
        """Leave everything as it was when the bar was opened."""
        if self._later:
            self._later.stop()
        if self._finder:
            self._finder.current = None
        self.forget_matches()
        self.post_message(self.Found(""))
        self._go_to_beginning()

    def on_find_bar_left(self, event: FindBar.Left) -> None:
        """Close the bar; what was found stays in sight, or else the reader is back where it was opened.

        An expression that is wrong is not taken: the bar stays, and it is said at once what is wrong.
        """
        event.stop()
        bar = self.query_one(FindBar)
        if event.keep and isinstance(problem := bar.sought, str):
            self.post_message(self.Found(problem))
            return
        bar.display = False
        self.screen.set_focus(self.article)
        if not event.keep:
            self._give_up()

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        """Go to another match from within the bar."""
        event.stop()
        self.step_match(event.steps)
