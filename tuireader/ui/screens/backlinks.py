"""What links to a post, and what else is near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.ui.screens.list_panel import Chosen, ListPanel
from tuireader.ui.widgets.near_list import NearList, Row
from tuireader.ui.working import begin, every

if TYPE_CHECKING:
    from textual.widget import Widget

    from tuireader.archive.post import Post
    from tuireader.ui.following.linking import Linking
    from tuireader.ui.following.surroundings import Section

LOOK = 0.3
"""Seconds between two looks at whether more is known of links, or they lead elsewhere."""
HINT = "Enter goes there · H comes back · Esc closes"


class Backlinks(ListPanel[Row]):
    """The posts around one, in sections."""

    def __init__(self, over: Widget, linking: Linking, post: Post) -> None:
        super().__init__(over, f"Around {post.title}", HINT)
        self._linking = linking
        self._post = post
        self._complete = False
        self._version = 0
        """Of the links, those that are told of."""
        self._looking = False

    def list_of_rows(self) -> NearList:
        """The posts in sections."""
        return NearList(id="near")

    def on_mount(self) -> None:
        """Look what is around the post, again until all is known, and whenever that changes."""
        self._look()
        every(self, LOOK, self._look)

    def _look(self) -> None:
        # A look that takes longer than the time between two is not given up for the next: it would never end.
        if not self._looking and not (self._complete and self._version == self._linking.version):
            self._looking = True
            begin(self, self._fill, "looking for related posts")

    async def _fill(self) -> None:
        self._version, complete = self._linking.version, self._linking.complete
        try:
            sections = await self._linking.around(self._post.id)
        finally:
            self._looking = False
        self._complete = complete
        self._show(sections)

    def _show(self, sections: tuple[Section, ...]) -> None:
        rows: list[Row] = []
        for section in sections:
            rows.append(section)
            rows.extend((section.title, near) for near in section.near)
        done, total = self._linking.progress
        unfinished = f" · {done:,} of {total:,} posts read for links"
        finished = self._complete or done >= total
        self.show(rows, f"Around {self._post.title}{'' if finished else unfinished}")

    def chosen(self) -> Chosen | None:
        """The post that is highlighted, at the link if it links here."""
        near = self.query_one(NearList).chosen
        return Chosen(near.post.id, near.line) if near else None
