"""The pane in which a post is read while it is being written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tuireader.library.record import Bookmark
from tuireader.ui.article.article import Article
from tuireader.ui.article.post_opener import PostOpener
from tuireader.ui.article.post_pane_find import FindInPost, MarkedMatches
from tuireader.ui.article.post_pane_folds import Folding
from tuireader.ui.article.post_pane_saves import HOLD, SaveMarks
from tuireader.ui.article.shown_post import ShownPost
from tuireader.ui.widgets.query_input import FindBar
from tuireader.ui.widgets.status_line import Banner

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.theme import Theme


class PostPane(Vertical):
    """A post as an article, over it what is wrong with the post, and under it, when asked for, the bar to find in it.

    `shown` knows where its lines stand, and `opener` opens another; `find` is the bar, and `matches` what it found;
    `folding` is how the post is drawn, and `saves` what they change in it.
    """

    class Shown(Message):
        """The post, or a message in its place, is shown."""

    class Outlined(Message):
        """The headings of the post are known, as far as it has been parsed, or `complete`."""

        def __init__(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
            super().__init__()
            self.entries = entries
            self.complete = complete

    class Updated(Message):
        """The open post was saved, and is shown as it is now."""

    class Found(Message):
        """How the search in the post stands; empty when there is none."""

        def __init__(self, summary: str) -> None:
            super().__init__()
            self.summary = summary

    def __init__(self, theme: Theme, *, id: str, hold: float = HOLD) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.article = Article(id="article")
        self._bar = FindBar(id="find")
        self.shown = ShownPost(self.article, Banner(id="banner"), theme)
        self.folding = Folding(self, self.shown)
        self.matches = MarkedMatches(self, self.article, self._tell_found, self.folding)
        self.find = FindInPost(self, self._bar, self.shown, self.matches, self._tell_found)
        self.opener = PostOpener(self, self.shown, self.matches, self)
        self.saves = SaveMarks(
            self, self.shown, self.opener, lambda: self.post_message(self.Updated()), hold=hold
        )

    def compose(self) -> ComposeResult:
        """The banner, the article and the find bar."""
        yield self.shown.banner
        yield self.article
        yield self._bar

    @property
    def post(self) -> Post | None:
        """The post that is open."""
        return self.shown.post

    @property
    def wanted(self) -> Post | None:
        """The post that was asked for last; it is being opened, or open."""
        return self.opener.wanted

    def read(self, archive: Archive, post: Post, bookmark: Bookmark | None = None) -> None:
        """Show a post from `bookmark` on, or from its top, and forget what changed in the one before."""
        self.saves.leave_post()
        self.opener.open(archive, post, bookmark)

    def toggle_source(self) -> None:
        """Show the source in place of the article, at the same text, or the article again, with its changes."""
        shown = self.shown
        bookmark = Bookmark(shown.line) if shown.line else None
        shown.view = replace(shown.view, source=not shown.view.source)
        self.matches.forget()
        shown.lay(bookmark)
        self.saves.mark()

    # What the opening of a post tells

    def post_shown(self) -> None:
        """Tell that the post is shown."""
        self.post_message(self.Shown())

    def post_outlined(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        """Tell the headings of the post."""
        self.post_message(self.Outlined(entries, complete=complete))

    async def post_completed(self, post: Post) -> None:
        """Show what only the whole post tells: its notes, and what has changed in it."""
        self.folding.take_end()
        await self.saves.take_end(post.id)

    # Finding

    def _tell_found(self, summary: str) -> None:
        self.post_message(self.Found(summary))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self.find.find_typed()

    def on_find_bar_turned(self, event: FindBar.Turned) -> None:
        """Find what is typed as an expression, or as text again."""
        event.stop()
        self.find.find_typed()

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        """Go to another match from within the bar."""
        event.stop()
        self.matches.step(event.steps)

    def on_find_bar_left(self, event: FindBar.Left) -> None:
        """Close the bar."""
        event.stop()
        self.find.leave(keep=event.keep)

    def on_article_redrawn(self, event: Article.Redrawn) -> None:
        """Find again what stands elsewhere now."""
        event.stop()
        self.matches.find_again()
