"""The pane for reading a post while it is being written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tuireader.library.record import Bookmark
from tuireader.ui.article.article import Article
from tuireader.ui.article.post_opener import PostOpener
from tuireader.ui.article.post_pane_find import FindInPost, MarkedMatches
from tuireader.ui.article.post_pane_folds import Folding, PictureSetup
from tuireader.ui.article.post_pane_saves import CUT_TEXT_HOLD, SaveMarks
from tuireader.ui.article.shown_post import ShownPost
from tuireader.ui.widgets.status_line import Banner

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.archive.source import Source
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.session.open_post import View
    from tuireader.ui.widgets.query_input import FindBar


class PostPane(Vertical):
    """A post as an article, with its worst problem above and, on demand, the find bar below.

    `shown` maps lines of the body to places, `opener` opens posts, `find` is the bar and `matches` its results;
    `folding` is how the post is drawn, and `saves` the marks of changes.
    """

    class Shown(Message):
        """The post, or a message in its place, is shown."""

    class Outlined(Message):
        """The headings of the parsed part are known; of the whole post if `complete`."""

        def __init__(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
            super().__init__()
            self.entries = entries
            self.complete = complete

    class Updated(Message):
        """The open post was saved, and is shown as saved."""

    class Found(Message):
        """The state of the search in the post; empty when there is none."""

        def __init__(self, summary: str) -> None:
            super().__init__()
            self.summary = summary

    def __init__(
        self,
        view: View,
        *,
        id: str,  # noqa: A002 - Textual's name for it
        hold: float = CUT_TEXT_HOLD,
        pictures: PictureSetup,
    ) -> None:
        super().__init__(id=id)
        self.article = Article(id="article")
        self.article.draws_pictures = pictures.drawn
        self.shown = ShownPost(self.article, Banner(id="banner"), view)
        self.folding = Folding(self, self.shown, pictures)
        self.matches = MarkedMatches(self, self.article, self._tell_found, self.folding)
        self.find = FindInPost(self, self.shown, self.matches, self._tell_found)
        self.opener = PostOpener(self, self.shown, self.matches, self)
        self.saves = SaveMarks(
            self, self.shown, self.opener, lambda: self.post_message(self.Updated()), hold=hold
        )

    def compose(self) -> ComposeResult:
        yield self.shown.banner
        yield self.article

    @property
    def post(self) -> Post | None:
        return self.shown.post

    @property
    def wanted(self) -> Post | None:
        """The last post asked for: open, or being opened."""
        return self.opener.wanted

    def read(
        self, archive: Archive, post: Post, bookmark: Bookmark | None = None, unsaved: Source | None = None
    ) -> None:
        """Show a post from `bookmark` on, or from its top, and forget the changes of the one before."""
        self.saves.leave_post()
        self.opener.open(archive, post, bookmark, unsaved)

    def toggle_source(self) -> None:
        """Show the source at the same text, or the article again, with its changes."""
        shown = self.shown
        bookmark = Bookmark(shown.line) if shown.line else None
        shown.view = replace(shown.view, source=not shown.view.source)
        self.matches.forget()
        shown.show(bookmark)
        self.saves.mark()

    # News from the opener

    def post_shown(self) -> None:
        self.post_message(self.Shown())

    def post_outlined(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        self.post_message(self.Outlined(entries, complete=complete))

    async def post_completed(self, post: Post) -> None:
        """Show the footnotes and the changes, which need the whole post."""
        self.folding.complete_post()
        await self.saves.complete_post(post.id)

    # Finding

    def _tell_found(self, summary: str) -> None:
        self.post_message(self.Found(summary))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.find.find_typed()

    def on_find_bar_mode_changed(self, event: FindBar.ModeChanged) -> None:
        event.stop()
        self.find.find_typed()

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        event.stop()
        self.matches.step(event.steps)

    def on_find_bar_left(self, event: FindBar.Left) -> None:
        event.stop()
        self.find.leave(keep=event.keep)

    def on_article_redrawn(self, event: Article.Redrawn) -> None:
        event.stop()
        self.matches.find_again()
