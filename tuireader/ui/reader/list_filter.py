"""The filter of the list of posts, and its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.catalog import Facet
from tuireader.catalog.lookups import UNREAD
from tuireader.ui.arrangement import Pane

if TYPE_CHECKING:
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.layout import Layout


class ListFilter:
    """The commands that filter and sort the list of posts."""

    def __init__(self, context: ReaderContext, layout: Layout) -> None:
        self._context = context
        self._sidebar = context.sidebar
        self._layout = layout

    def choose(self) -> None:
        """Focus the tags and other filters."""
        self._layout.enter(Pane.TAGS)
        if self._sidebar.tags.highlighted is None:
            self._sidebar.tags.highlight_first()

    def toggle(self, facet: Facet) -> None:
        """Add a facet to the filter, or remove it."""
        self._sidebar.select(self._sidebar.selection.toggled(facet))

    def toggle_unread(self) -> None:
        """List only unread posts, or all again."""
        self.toggle(Facet("state", UNREAD))

    def exclude(self) -> None:
        """Hide the posts with the highlighted tag, or list them again."""
        facet = self._sidebar.tags.selected
        if self._layout.pane is Pane.TAGS and facet and facet.kind == "tag":
            self._sidebar.select(self._sidebar.selection.without_tag(facet.value))
        else:
            self._context.say("highlight a tag first, with t, to leave out its posts")

    def toggle_any_tag(self) -> None:
        """Switch between posts with any and posts with all of the chosen tags."""
        self._sidebar.select(self._sidebar.selection.with_other_mode())
        selection = self._sidebar.selection
        chosen = "chosen" if selection.tags else "you will choose"
        self._context.say(f"posts with {selection.mode} of the tags {chosen}")

    def clear(self) -> None:
        self._sidebar.select(self._sidebar.selection.cleared())

    def next_sort(self) -> None:
        self._sidebar.select(self._sidebar.selection.sorted_next())
        self._context.say(f"sorted by {self._sidebar.selection.sort}")

    def reverse(self) -> None:
        self._sidebar.select(self._sidebar.selection.reversed())
        self._context.say(f"sorted {self._sidebar.selection.order or 'by date, newest first'}")
