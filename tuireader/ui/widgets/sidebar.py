"""The left side: the listed posts, and the filters for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tuireader.catalog.catalog import Catalog
from tuireader.catalog.remembered import Remembered
from tuireader.catalog.selection import KnownOfPosts, Selection
from tuireader.ui.widgets.facet_list import FacetList, filter_lines
from tuireader.ui.widgets.post_list import PostList, Year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import Post, PostId
    from tuireader.library.record import ArchiveMemory

NO_POSTS = "none; x shows all"
USUAL_ORDER = "by date, newest first"
"""The order where nobody has chosen another."""
INDEXING = "still indexing"
"""The note after a query whose results may still grow."""


class Sidebar(Vertical):
    """The posts under their title, and tags, categories and years to filter by.

    A filter by read or starred posts uses the marks of the moment it was set, so that no post disappears while it is
    being read. Sorting does not change that.
    """

    class ResultsNeeded(Message):
        """The results of the filter's query are needed; pass them to `find`."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query_text = query

    def __init__(self, dates: DateForm, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._dates = dates
        self.selection = Selection()
        self._catalog = Catalog.empty()
        self._view = self.selection.view(self._catalog)
        self._known = KnownOfPosts()
        self._indexed = True
        """Whether the query was answered from a complete index, as far as known."""
        self._remembered = Remembered()
        self._counted = True
        """Whether the filters are shown with the numbers of their posts."""
        self._title = ""
        self._label = ""

    def compose(self) -> ComposeResult:
        yield Static(id="posts-title", classes="title", markup=False)
        yield PostList(self._dates, id="posts")
        yield Static(Content("Tags"), id="tags-title", classes="title", markup=False)
        yield FacetList(id="tags")

    @property
    def posts(self) -> PostList:
        return self.query_one(PostList)

    @property
    def tags(self) -> FacetList:
        """The list of tags, categories, series, years and states."""
        return self.query_one(FacetList)

    def show_catalog(self, catalog: Catalog, title: str) -> None:
        """Show the posts of `catalog`, unless it is shown already; their filters once all posts are read."""
        if catalog is not self._catalog or title != self._title or (catalog.is_read and not self._counted):
            self.show(catalog, title)

    def show(self, catalog: Catalog, title: str) -> None:
        """Show the posts of `catalog` that pass the filter; `title` is the site's."""
        self._catalog, self._title = catalog, title
        self._counted = catalog.is_read
        self._view = view = self.selection.view(catalog, self._known)
        by_year = self.selection.sort == "date"
        self.posts.show(view.posts, by_year=by_year, empty_note=NO_POSTS if view.filtered else "")
        self._show_facets()
        self._label = view.label
        self._show_title()

    def _show_facets(self) -> None:
        """Show the filters; read and starred posts with their present counts."""
        if not self._counted:
            return
        states = self._view.states(self._remembered)
        others = {facet: count for facet, count in self._view.counts.items() if facet.kind != "state"}
        self.tags.show(others | states, self.selection)

    def on_facet_list_heading_changed(self, event: FacetList.HeadingChanged) -> None:
        event.stop()
        self.query_one("#tags-title", Static).update(Content(event.heading), layout=False)

    def select(self, selection: Selection) -> None:
        """List by another selection; without the highlighted post, the first is highlighted and shown."""
        asked = selection.query == self.selection.query
        found = self._known.found if asked else None
        self._indexed = self._indexed or not asked
        same = selection.filters_as(self.selection)
        self._known = KnownOfPosts(self._known.remembered if same else self._remembered, found)
        self.selection = selection
        if selection.query:
            self.post_message(self.ResultsNeeded(selection.query))
            if found is None:
                # Its results come in a moment; no other list must flash up until then.
                self._show_title()
                return
        self._relist()

    def _relist(self) -> None:
        self.show(self._catalog, self._title)
        if self.posts.highlighted is None:
            self.posts.highlight_first()
        self.posts.show_in_context()

    def ask_again(self) -> None:
        """Ask for the results of the query again, which may have changed."""
        if self.selection.query:
            self.post_message(self.ResultsNeeded(self.selection.query))

    def find(self, query: str, found: frozenset[PostId] | None, *, indexed: bool) -> None:
        """Filter by the posts `found`, unless the query has changed since.

        A note says if not all posts are `indexed`. Without an index, `found` is None and no post is left out yet.
        """
        if query != self.selection.query:
            return
        before, self._indexed = self._known.found, indexed
        if found is not None:
            self._known = replace(self._known, found=found)
        if self._known.found is None or self._known.found != before:
            self._relist()
        else:
            self._show_title()

    @property
    def remembered(self) -> Remembered:
        """The read and starred posts when the filter was set."""
        return self._known.remembered

    @property
    def remembered_now(self) -> Remembered:
        """The read and starred posts."""
        return self._remembered

    @property
    def listed(self) -> list[Post]:
        return [row for row in self.posts.rows if not isinstance(row, Year)]

    def remember(self, memory: ArchiveMemory, since: int) -> None:
        """Show the posts that are read, starred, or new since a moment; the list stays the same."""
        self.posts.remember(memory, since)
        before, self._remembered = self._remembered, Remembered.of(memory.records)
        if self._remembered != before:
            self._show_facets()

    def begin(self, selection: Selection) -> None:
        """Restore the filter of an earlier run, before there are posts."""
        self.selection, self._known = selection, KnownOfPosts(self._remembered)
        self._indexed = False

    def renamed(self, names: Mapping[PostId, PostId]) -> None:
        self._known = self._known.renamed(names)

    def _show_title(self) -> None:
        """Show the title and the number of posts; below it the filter and the order."""
        line = self.query_one("#posts-title", Static)
        width = line.content_size.width
        room = max(width - len(self._label) - 1, 0)
        left = Content(self._title).truncate(room, ellipsis=True, pad=True)
        first = Content.assemble(left.stylize("bold"), " ", (self._label, "$muted"))
        parts = self.selection.parts
        usual = USUAL_ORDER if self._view.posts and not parts else ""
        order = self.selection.order or usual
        style = "$accent" if parts else "$muted"
        note = INDEXING if self.selection.query and not self._indexed else ""
        told = filter_lines([*parts, *((" · ", one) for one in (order, note) if one)], width)
        line.update(Content("\n").join([first, *(Content(one).stylize(style) for one in told)]), layout=False)
        line.styles.height = 1 + max(len(told), 1)

    def on_resize(self) -> None:
        self._show_title()
