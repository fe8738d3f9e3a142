"""Finding text in the post that is read: the bar to type in, and the matches marked in the article."""

from __future__ import annotations

from functools import partial
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
"""Seconds after which it is said what is wrong with an expression that is being typed."""
FINDING = "finding"


class MarkedMatches:
    """The matches of what is sought in a post, marked in its article.

    `tell` is called with how the search stands, and with nothing when there is none any longer. With `folding` what
    is folded away is found as well.
    """

    def __init__(
        self, node: Widget, article: Article, tell: Callable[[str], object], folding: Folding | None = None
    ) -> None:
        self.finder: Finder | None = None
        """What is sought; None where nothing is."""
        self._node = node
        self._article = article
        self._tell = tell
        self._folding = folding

    def find(self, pattern: Pattern, start: Place | None = None) -> None:
        """Mark what is sought, and bring the first of it from the window's top, or from `start` on, into sight."""
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
        """Search a page, or what was added to it, and show what is found as it is found."""
        shown = None
        async for _ in finder.search():
            # Where nothing more was found there is nothing to paint.
            if shown != (shown := finder.summary):
                self.show(reveal=reveal)
                reveal = reveal and finder.current is None

    def show(self, *, reveal: bool) -> None:
        """Mark what has been found by now; `reveal` brings the current match into sight."""
        if self.finder is None:
            return
        self._article.marks = Marks(self.finder.by_place, self.finder.current)
        if reveal and (place := self.finder.place):
            self._article.reveal(place)
        self._tell(self.finder.summary)

    def find_again(self) -> None:
        """Find again what stands elsewhere now."""
        # After the painting: a long post takes long to search.
        when_painted(self._node, self._find_again)

    def _find_again(self) -> None:
        if finder := self.finder:
            restart(self._node, partial(self._find, finder.pattern, None, finder), FINDING)

    def find_on(self) -> None:
        """Find what is sought in what was added to the page as well."""
        if self.finder and self.finder.complete:
            search = partial(self._search, self.finder, reveal=self.finder.current is None)
            restart(self._node, search, FINDING)

    def step(self, steps: int) -> None:
        """Go to the next or the previous match."""
        if self.finder:
            self.finder.step(steps)
            self.show(reveal=True)

    def forget(self) -> None:
        """Mark no matches any more."""
        self._node.workers.cancel_group(self._node, FINDING)
        if self.finder:
            place, self.finder = self.finder.place, None
            self._article.marks = Marks()
            if self._folding:
                self._folding.fold_after_finding(place)
            self._tell("")


class FindInPost:
    """The bar to find text in the post: what is typed is found, from where the reader was when the bar opened."""

    def __init__(
        self,
        node: Widget,
        bar: FindBar,
        shown: ShownPost,
        matches: MarkedMatches,
        tell: Callable[[str], object],
    ) -> None:
        self._node = node
        self._bar = bar
        self._shown = shown
        self._matches = matches
        self._tell = tell
        self._later: Timer | None = None
        """When what is wrong with an unfinished expression is said."""
        self._began: tuple[PostId, Bookmark] | None = None
        """The post and the place in which the bar was opened."""

    def open(self) -> None:
        """Ask for what to find."""
        post = self._shown.post
        self._began = (post.id, self._shown.bookmark) if post else None
        self._bar.display = True
        # At once, so that what is typed ahead is found and not taken for commands.
        self._node.screen.set_focus(self._bar)

    def find_typed(self) -> None:
        """Find what is typed by now."""
        if self._later:
            self._later.stop()
        pattern = self._bar.pattern
        if isinstance(pattern, str):
            # What is being typed is seldom finished: the matches of what was stay, and nothing flashes.
            self._later = later(self._node, UNFINISHED, lambda: self._tell(pattern))
        elif pattern:
            self._matches.find(pattern, self._first_place)
        else:
            self._give_up()

    def leave(self, *, keep: bool) -> None:
        """Close the bar; with `keep` what was found stays in sight, else the reader is back where it was opened.

        An expression that is wrong is not taken: the bar stays, and it is said at once what is wrong.
        """
        if keep and isinstance(problem := self._bar.pattern, str):
            self._tell(problem)
            return
        self._bar.display = False
        self._node.screen.set_focus(self._shown.article)
        if not keep:
            self._give_up()

    def _give_up(self) -> None:
        """Leave everything as it was when the bar was opened."""
        if self._later:
            self._later.stop()
        if finder := self._matches.finder:
            finder.current = None
        self._matches.forget()
        self._tell("")
        page = self._shown.article.page
        if (beginning := self._beginning) and page:
            self._shown.article.go_to(self._shown.place_of(page, beginning))

    @property
    def _beginning(self) -> Bookmark | None:
        """Where in the open post the bar was opened."""
        began, post, page = self._began, self._shown.post, self._shown.article.page
        return began[1] if began and post and page and began[0] == post.id else None

    @property
    def _first_place(self) -> Place | None:
        """From where on what is typed is sought; None for the block at the window's top."""
        beginning, page = self._beginning, self._shown.article.page
        if beginning is None or page is None:
            return None
        return Place(page.move(self._shown.place_of_line(beginning.line), beginning.rows).block)
