"""What links to a post, and what else is near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.ui.screens.list_panel import Chosen, ListPanel
from tuireader.ui.widgets.near_list import NearList, Row

if TYPE_CHECKING:
    from textual.widget import Widget

    from tuireader.archive.post import Post
    from tuireader.ui.following.linking import Linking
    from tuireader.ui.following.surroundings import Section

LOOK = 0.3
"""Seconds between two looks at whether all links have been read."""
HINT = "Enter goes there · H comes back · Esc closes"


class Backlinks(ListPanel[Row]):
    """The posts around one, in sections."""

    def __init__(self, over: Widget, linking: Linking, post: Post) -> None:
        super().__init__(over, f"Around {post.title}", HINT)
        self._linking = linking
        self._post = post
        self._complete = False

    def list_of_rows(self) -> NearList:
        """The posts in sections."""
        return NearList(id="near")

    def on_mount(self) -> None:
        """Look what is around the post, again until all is known."""
        self._look()
        self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        if not self._complete:
            self.run_worker(self._fill(), group="around", exclusive=True)

    async def _fill(self) -> None:
        complete = self._linking.complete
        sections = await self._linking.around(self._post.id)
        self._complete = complete
        self._show(sections)

    def _show(self, sections: tuple[Section, ...]) -> None:
        rows: list[Row] = []
        for section in sections:
            rows.append(section)
            rows.extend((section.title, near) for near in section.near)
        done, total = self._linking.progress
        unfinished = "" if self._complete else f" · {done:,} of {total:,} posts read for links"
        self.show(rows, f"Around {self._post.title}{unfinished}")

    def chosen(self) -> Chosen | None:
        """The post that is highlighted, at the link if it links here."""
        near = self.query_one(NearList).chosen
        return Chosen(near.post.id, near.line) if near else None
