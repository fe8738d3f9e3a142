"""The reader: what it does when the archive changes and when its panes have something to say."""

from __future__ import annotations

from contextlib import aclosing
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from tuireader.archive.disk.filenames import recency
from tuireader.archive.text import on_one_line
from tuireader.catalog.order import newest_published
from tuireader.library.record import last_run
from tuireader.rendering.page.head import minutes
from tuireader.session.live_archive import Changed, FilesTouched, Unavailable
from tuireader.ui.arrangement import Pane, arrangement_of, measure_of, selection_of
from tuireader.ui.commands import bindings
from tuireader.ui.reader.links import FollowingReader
from tuireader.ui.widgets.facet_list import FacetList
from tuireader.ui.widgets.outline_list import OutlineList
from tuireader.ui.widgets.post_list import PostList
from tuireader.ui.working import lasting, when_painted
from tuireader.watching.batches import Liveness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import Event, Shelf
    from tuireader.session.memory import Keeper
    from tuireader.settings import Settings
    from tuireader.ui.app import ReaderApp
    from tuireader.ui.commands import Command
    from tuireader.ui.widgets.article import Article
    from tuireader.ui.widgets.finding_pane import FindingPane
    from tuireader.ui.widgets.reading_pane import ReadingPane
    from tuireader.ui.widgets.row_list import RowList

PATIENCE = 1.0
"""Seconds for which a post that may not be the newest is held back: its name does not tell its date."""
NOTHING = "There is nothing to read here"
ADVICE = (
    "Start the reader in the folder that holds your posts, or name it:  tuireader PATH\n"
    "Posts are Markdown files; Jekyll keeps them in _posts, Hugo in content. In doubt, any folder of .md files will do."
)


class ReaderScreen(FollowingReader):
    """The whole of the reader, but for what opens above it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    AUTO_FOCUS = None

    def __init__(
        self, shelf: Shelf, theme: Theme, settings: Settings, commands: Sequence[Command], keeper: Keeper
    ) -> None:
        super().__init__(shelf, theme, commands, keeper, settings)
        self._last = last_run(keeper.memory.state)
        self._began = monotonic()
        self._chosen = False
        """Whether a person has chosen what to read; until then the newest post is shown."""

    def on_mount(self) -> None:
        """Begin to read the archive."""
        self.reading.article.measure = measure_of(self._last, self._width)
        self.sidebar.remember(self.keeper.memory)
        self.sidebar.begin(selection_of(self._last))
        opening = arrangement_of(self._last, self.size.width)
        self.show_panes(opening.focused(Pane.ARTICLE) if self.shelf.named else opening)
        when_painted(self, cast("ReaderApp", self.app).endure)
        lasting(self, self._attend, "following the archive")

    # The archive

    async def _attend(self) -> None:
        async with aclosing(self.shelf.run()) as events:
            async for event in events:
                try:
                    self._hear(event)
                except Exception as error:  # noqa: BLE001 - the next change is to be shown all the same
                    cast("ReaderApp", self.app).fail(error, "showing a change")

    def _hear(self, event: Event) -> None:
        match event:
            case Changed():
                self._take(event)
            case Liveness():
                self.take_liveness(event)
            case FilesTouched():
                self.reading.look_at_images(event.paths)
            case Unavailable():
                self.reading.say(NOTHING, f"{event.problem.message}.\n\n{ADVICE}")

    def _take(self, event: Changed) -> None:
        self.indexing.take(event)
        event = self.as_shown(event)
        self.linking.take(event)
        self.sidebar.show(event.catalog, event.archive.site.title or on_one_line(event.archive.root.name))
        self._say_progress(event)
        self.take_names(event)
        if not self._chosen:
            self._show_newest(event)
        self.take_saves(event)
        if self.reading.wanted is None and not event.scanning and not len(event.catalog):
            self.reading.say(NOTHING, f"No Markdown posts were found in {self.shelf.root}.\n\n{ADVICE}")

    def _say_progress(self, event: Changed) -> None:
        if event.scanning:
            self.say(f"reading the archive: {event.done:,} of {event.total:,}", of="reading", stays=True)
        else:
            self.status.end("reading")

    def _show_newest(self, event: Changed) -> None:
        """Show the newest published post, or the one that was named, until a person chooses another."""
        if self.shelf.first and (named := event.catalog.get(self.shelf.first)):
            self._chosen = True
            self.show_post(named)
            return
        wanted = self.reading.wanted
        if wanted is not None and event.scanning:
            return
        newest = newest_published(event.catalog)
        if newest is None and not event.scanning:
            newest = next(iter(event.catalog), None)
        if newest and event.scanning and not (recency(newest.id) or monotonic() > self._began + PATIENCE):
            return
        if newest and (wanted is None or wanted.id != newest.id):
            self.show_post(newest)
        self._chosen = not event.scanning and newest is not None

    # What the panes say

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the post that is highlighted."""
        if isinstance(event.row_list, PostList) and (post_id := event.row_list.selected):
            self._chosen = True
            self.show_id(post_id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go into the article, to the heading, or add the facet to the filter."""
        match event.row_list:
            case PostList():
                self.enter(Pane.ARTICLE)
            case OutlineList() as outline:
                self.go_to_heading(outline.chosen.line)
                self.enter(Pane.ARTICLE)
            case FacetList() as facets:
                facets.action_toggle_facet()

    def on_facet_list_toggled(self, event: FacetList.Toggled) -> None:
        """Filter by what was chosen."""
        self.sidebar.select(self.sidebar.selection.toggled(event.facet))

    def on_reading_pane_outlined(self, event: ReadingPane.Outlined) -> None:
        """Show the headings of the post."""
        self.show_headings(event.entries, complete=event.complete)

    def on_finding_pane_found(self, event: FindingPane.Found) -> None:
        """Say how the search stands."""
        if event.summary:
            self.say(event.summary, of="finding", stays=True)
        else:
            self.status.end("finding")

    def on_article_moved(self, event: Article.Moved) -> None:
        """Mark the heading that is being read, and say how far through the post that is."""
        if not self.outline.has_focus:
            self.outline.follow(self.reading.line)
        if post := self.reading.post:
            self.status.reading = f"{post.words:,} words · {minutes(post.words)} min · {event.share:.0%}"
