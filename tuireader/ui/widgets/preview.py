"""A post beside the list that it was found in, at the place that was found."""

from __future__ import annotations

from asyncio import sleep
from functools import partial
from typing import TYPE_CHECKING

from tuireader.library.record import Bookmark
from tuireader.session.open_post import Landing
from tuireader.ui.widgets.opening_pane import OpeningPane
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.catalog.query.words import Words
    from tuireader.rendering.theme import Theme

ROOM_FOR_PREVIEW = 120
"""Columns from which there is room for one."""
SETTLED = 0.25
"""Seconds for which a highlight stays where it is before what is there is opened."""

PREVIEWING = "previewing"


class Preview(OpeningPane, can_focus=False, can_focus_children=False):
    """The article as it will be, but to be looked at only."""

    def __init__(self, theme: Theme, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(theme, id=id)
        self._asked: tuple[Post, int, tuple[Words, ...]] | None = None

    def on_mount(self) -> None:
        """Be narrow."""
        self.article.measure = 66

    def show(self, archive: Archive, post: Post, line: int, words: tuple[Words, ...]) -> None:
        """Show a post at a line of its file, the words marked."""
        asked = post, line, words
        if asked == self._asked:
            return
        self._asked = asked
        latest(self, partial(self._show, archive, post, line, words), PREVIEWING)

    def clear(self) -> None:
        """Show nothing."""
        self._asked = None
        self.workers.cancel_group(self, PREVIEWING)
        self.article.visible = False

    async def _show(self, archive: Archive, post: Post, line: int, words: tuple[Words, ...]) -> None:
        await sleep(SETTLED)
        self.article.visible = True
        from tuireader.session.find import words_of

        self.wanted = post
        self.land_on(Landing(post.id, line, words_of(words)))
        self._begin(partial(self._read, archive, post, Bookmark(line)))
