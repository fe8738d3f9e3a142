"""A post to look at: beside the list of results, or over the article that links to it."""

from __future__ import annotations

from asyncio import sleep
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical

from tuireader.library.record import Bookmark
from tuireader.session.open_post import Jump
from tuireader.ui.article.article import Article
from tuireader.ui.article.post_opener import PostOpener
from tuireader.ui.article.post_pane_find import MarkedMatches
from tuireader.ui.article.shown_post import ShownPost
from tuireader.ui.widgets.status_line import Banner
from tuireader.ui.working import restart

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.catalog.query.words import Words
    from tuireader.rendering.theme import Theme
    from tuireader.session.open_post import View

ROOM_FOR_PREVIEW = 120
"""Columns from which a preview fits beside a list."""
PREVIEW_MEASURE = 66
"""The measure of a preview beside a list."""
PREVIEW_DELAY = 0.25
"""Seconds the highlight must rest before its post is opened."""

PREVIEWING = "previewing"


class PostPreview(Vertical, can_focus=False, can_focus_children=False):
    """The article at a place in it, with matches marked."""

    def __init__(self, view: View, *, id: str, measure: int | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.article = Article(id="article")
        self._measure = measure
        self._shown = ShownPost(self.article, Banner(id="banner"), view)
        self._matches = MarkedMatches(self, self.article, lambda _: None)
        self.opener = PostOpener(self, self._shown, self._matches)
        self._asked: tuple[Post, int, tuple[Words, ...]] | None = None

    def compose(self) -> ComposeResult:
        yield self._shown.banner
        yield self.article

    def on_mount(self) -> None:
        if self._measure:
            self.article.measure = self._measure

    def show(self, archive: Archive, post: Post, line: int, words: tuple[Words, ...]) -> None:
        """Show a post at a line of its file with `words` marked, unless another is asked for at once."""
        asked = post, line, words
        if asked == self._asked:
            return
        self._asked = asked
        restart(self, partial(self._show, archive, post, line, words), PREVIEWING)

    def draw_in(self, theme: Theme) -> None:
        self._shown.draw_in(theme)

    def clear(self) -> None:
        self._asked = None
        self.workers.cancel_group(self, PREVIEWING)
        self.article.visible = False

    async def _show(self, archive: Archive, post: Post, line: int, words: tuple[Words, ...]) -> None:
        await sleep(PREVIEW_DELAY)
        self.article.visible = True
        from tuireader.session.find import words_of

        self.opener.jump_when_open(Jump(post.id, line, words_of(words)))
        self.opener.open(archive, post, Bookmark(line))

    def on_article_redrawn(self, event: Article.Redrawn) -> None:
        event.stop()
        self._matches.find_again()
