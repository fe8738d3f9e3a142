"""Finding text in the open post: the bar to type in, and the matches marked in the article."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from tuireader.rendering.page.page import Place
from tuireader.ui.article.article_overlay import Marks
from tuireader.ui.working import later, restart, when_painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer
    from textual.widget import Widget

    from tuireader.archive.post import PostId
    from tuireader.library.record import Bookmark
    from tuireader.rendering.page.find import Pattern
    from tuireader.session.find import Finder
    from tuireader.ui.article.article import Article
    from tuireader.ui.article.post_pane_folds import Folding
    from tuireader.ui.article.shown_post import ShownPost
    from tuireader.ui.widgets.query_input import FindBar

UNFINISHED = 0.8
"""Seconds before an error in a half-typed expression is shown."""
FINDING = "finding"


class MarkedMatches:
    """The matches of a pattern in a post, marked in its article.

    `report` is called with the state of the search, empty when it is over. With `folding`, closed folds are searched
    too.
    """

    def __init__(
        self, node: Widget, article: Article, report: Callable[[str], object], folding: Folding | None = None
    ) -> None:
        self.finder: Finder | None = None
        """The search; None if there is none."""
        self._node = node
        self._article = article
        self._report = report
        self._folding = folding

    def find(self, pattern: Pattern, start: Place | None = None) -> None:
        """Mark the matches of `pattern`, and reveal the first from `start`, or the window's top, on."""
        restart(self._node, partial(self._find, pattern, start), FINDING)

    async def _find(self, pattern: Pattern, start: Place | None, again: Finder | None = None) -> None:
        if self._article.page is None:
            self.forget()
            return
        if self._folding:
            self._folding.unfold_to_find()
        from tuireader.session.find import Finder

        start = Place(self._article.place.block) if start is None else start
        current = again.current if again else None
        self.finder = Finder(self._article.page, pattern, start, current)
        await self._search(self.finder, reveal=current is None)

    async def _search(self, finder: Finder, *, reveal: bool) -> None:
        """Search a page, or its new part, and show matches as they are found."""
        shown = None
        async for _ in finder.search():
            # Paint only when more was found.
            if shown != (shown := finder.summary):
                self.show(reveal=reveal)
                reveal = reveal and finder.current is None

    def show(self, *, reveal: bool) -> None:
        """Mark the matches found so far; with `reveal`, scroll to the current one."""
        if self.finder is None:
            return
        self._article.marks = Marks(self.finder.by_place, self.finder.current)
        if reveal and (place := self.finder.place):
            self._article.reveal(place)
        self._report(self.finder.summary)

    def find_again(self) -> None:
        """Search again after the article was redrawn."""
        # After painting: searching a long post takes a while.
        when_painted(self._node, self._find_again)

    def _find_again(self) -> None:
        if finder := self.finder:
            restart(self._node, partial(self._find, finder.pattern, None, finder), FINDING)

    def find_on(self) -> None:
        """Search the new part of a page too."""
        if self.finder and self.finder.complete:
            search = partial(self._search, self.finder, reveal=self.finder.current is None)
            restart(self._node, search, FINDING)

    def step(self, steps: int) -> None:
        if self.finder:
            self.finder.step(steps)
            self.show(reveal=True)

    def forget(self) -> None:
        self._node.workers.cancel_group(self._node, FINDING)
        if self.finder:
            place, self.finder = self.finder.place, None
            self._article.marks = Marks()
            if self._folding:
                self._folding.fold_after_finding(place)
            self._report("")


class FindInPost:
    """The bar to find text in the post, searched from the place where the bar was opened."""

    def __init__(
        self,
        node: Widget,
        shown: ShownPost,
        matches: MarkedMatches,
        report: Callable[[str], object],
    ) -> None:
        self._node = node
        self._shown = shown
        self._matches = matches
        self._report = report
        self._later: Timer | None = None
        """The timer that shows the error of a half-typed expression."""
        self._began: tuple[PostId, Bookmark] | None = None
        """The post and the place where the bar was opened."""

    @cached_property
    def _bar(self) -> FindBar:
        """The bar, which is there from its first use on: no start has to style an input."""
        from tuireader.ui.widgets.query_input import FindBar

        bar = FindBar(id="find")
        self._node.mount(bar)
        return bar

    def open(self) -> None:
        post = self._shown.post
        self._began = (post.id, self._shown.bookmark) if post else None
        self._bar.display = True
        # At once, so that keys typed ahead go to the bar and not to commands.
        self._node.screen.set_focus(self._bar)

    def find_typed(self) -> None:
        """Find the text typed so far."""
        if self._later:
            self._later.stop()
        pattern = self._bar.pattern
        if isinstance(pattern, str):
            # The expression is probably unfinished: keep the last matches, so that nothing flickers.
            self._later = later(self._node, UNFINISHED, lambda: self._report(pattern))
        elif pattern:
            self._matches.find(pattern, self._first_place)
        else:
            self._give_up()

    def leave(self, *, keep: bool) -> None:
        """Close the bar; with `keep` the matches stay, otherwise the reader returns to where it was opened.

        A wrong expression keeps the bar open and its error is shown at once.
        """
        if keep and isinstance(problem := self._bar.pattern, str):
            self._report(problem)
            return
        self._bar.display = False
        self._node.screen.set_focus(self._shown.article)
        if not keep:
            self._give_up()

    def _give_up(self) -> None:
        """Return to the state before the bar was opened."""
        if self._later:
            self._later.stop()
        if finder := self._matches.finder:
            finder.current = None
        self._matches.forget()
        self._report("")
        page = self._shown.article.page
        if (beginning := self._beginning) and page:
            self._shown.article.go_to(self._shown.place_of(page, beginning))

    @property
    def _beginning(self) -> Bookmark | None:
        """The place in the open post where the bar was opened."""
        began, post, page = self._began, self._shown.post, self._shown.article.page
        return began[1] if began and post and page and began[0] == post.id else None

    @property
    def _first_place(self) -> Place | None:
        """The place to search from; None for the block at the window's top."""
        beginning, page = self._beginning, self._shown.article.page
        if beginning is None or page is None:
            return None
        return Place(page.move(self._shown.place_of_line(beginning.line), beginning.rows).block)
