"""The reader's screen: its panes, and the parts that receive their messages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.text import counted
from tuireader.library.record import last_run
from tuireader.rendering.outline import OutlineEntry
from tuireader.rendering.page.head import minutes
from tuireader.session.open_post import View
from tuireader.ui.arrangement import Pane, arrangement_of, measure_of, selection_of
from tuireader.ui.article.post_pane import PostPane
from tuireader.ui.article.post_pane_folds import PictureSetup
from tuireader.ui.commands import COMMANDS, with_keys
from tuireader.ui.keys import keymap
from tuireader.ui.motion import Motion
from tuireader.ui.reader.archive_feed import ArchiveFeed
from tuireader.ui.reader.context import ReaderContext, ShownPosts
from tuireader.ui.reader.live_settings import LiveSettings
from tuireader.ui.reader.parts import ReaderParts
from tuireader.ui.widgets.facet_list import FacetList
from tuireader.ui.widgets.outline_list import OutlineList
from tuireader.ui.widgets.post_list import PostList
from tuireader.ui.widgets.sidebar import Sidebar
from tuireader.ui.widgets.status_line import StatusLine
from tuireader.ui.working import in_turn, when_painted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tuireader.rendering.theme import Theme
    from tuireader.ui.article.article import Article
    from tuireader.ui.keys import Command
    from tuireader.ui.reader.context import ReaderSetup
    from tuireader.ui.reader.layout import Divider
    from tuireader.ui.widgets.row_list import RowList

MOST_TIMES = 200
"""Most repetitions of a command with a count, so that none holds up the keys; moves are combined into one."""


class ReaderScreen(Screen[None]):
    """The panes of one archive. Each message has one handler, which lists the parts to tell, in order."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in COMMANDS]
    AUTO_FOCUS = None

    def __init__(self, setup: ReaderSetup, theme: Theme) -> None:
        super().__init__()
        self.commands = with_keys(setup.settings.keys)
        self._setup = setup
        dates = DateForm(setup.settings.dates)
        self._right = Vertical(id="right")
        self.context = ReaderContext(
            self,
            setup.live_archive,
            ShownPosts(),
            Sidebar(dates, id="left"),
            PostPane(
                View(theme, dates),
                id="reading",
                pictures=PictureSetup(
                    setup.program.picture_terminal, setup.settings.images != "off", setup.settings.unfetched
                ),
            ),
            OutlineList(id="outline"),
            StatusLine(hinted(self.commands), id="status", moment=setup.timings.message),
            setup.settings.from_input,
            setup.settings.page is not None,
        )
        self.parts = ReaderParts.of(self.context, setup, self._right, self.commands)
        self._feed = ArchiveFeed(self.context, self.parts)
        self._live_settings = LiveSettings(self.context, self.parts, setup.settings, self._use_keys)

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            left, right = self.parts.layout.dividers
            yield self.context.sidebar
            yield left
            yield self.context.reading
            yield right
            with self._right:
                yield Static("Outline", id="outline-title", classes="title")
                yield self.context.outline
        yield self.context.status

    def _compositor_refresh(self) -> None:
        """Skip drawing that is not shown: Textual (8.2.8) draws the whole screen even within a batch of updates."""
        if not self.app._batch_count:  # noqa: SLF001 - Textual tells it nowhere else
            super()._compositor_refresh()

    def action_run(self, name: str) -> None:
        """Run a command by its name, repeated by the count typed before it."""
        command = next(command for command in self.commands if command.name == name)
        count = self.parts.keyboard.pop_count()
        if count is not None and name == Motion.BOTTOM.value:
            self.parts.keyboard.go_to_line(count)
            return
        motion = next((one for one in Motion if one.value == name), None)
        if count is not None and motion and command.repeats:
            self.parts.keyboard.go(motion, count)
            return
        for _ in range(min(count or 1, MOST_TIMES) if command.repeats else 1):
            command.run(self.parts)

    def _use_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Give the commands other keys, here and wherever keys are shown."""
        self.commands = self.parts.panels.commands = self.parts.palette.commands = with_keys(keys)
        self.app.set_keymap(keymap(keys))
        self.context.status.offer(hinted(self.commands))

    # Beginning and end

    def on_mount(self) -> None:
        """Restore the panes of the last run, and start the background work."""
        parts = self.parts
        in_turn(
            self,
            self._open_as_left,
            self._feed.start,
            partial(parts.hints.start, parts.background, kept=self._setup.settings.kept),
            partial(parts.search.start, parts.background),
            partial(parts.memory.start, self._setup.timings.look),
            partial(self._live_settings.start, self._setup.timings.settings),
        )

    def _open_as_left(self) -> None:
        memory_service, context = self._setup.memory_service, self.context
        last = last_run(memory_service.memory.state)
        context.article.measure = measure_of(last, self._setup.settings.width)
        context.sidebar.remember(memory_service.memory, memory_service.since)
        context.sidebar.begin(selection_of(last))
        opening = arrangement_of(last, self.size.width)
        self.parts.layout.show(opening.focused(Pane.ARTICLE) if context.live_archive.named else opening)
        when_painted(self, self._setup.program.survive_failures)

    async def on_unmount(self) -> None:
        """Close the index, and save the rest of the reading memory."""
        try:
            await self.parts.search.close()
        finally:
            await self.parts.memory.finish()

    # Keys and focus

    def on_key(self, event: events.Key) -> None:
        """Give the key to the labels, or to an open question."""
        if self.parts.labels.waits(labelled=bool(self.context.article.marks.labels)):
            event.stop()
            event.prevent_default()
            self.parts.labels.take(event.character, printable=event.is_printable)
        elif self.parts.keyboard.add_digit(event.character or ""):
            event.stop()
            event.prevent_default()

    def on_descendant_focus(self) -> None:
        self.parts.layout.note_focus()

    def on_divider_dragged(self, event: Divider.Dragged) -> None:
        self.parts.layout.drag(event.side, event.column)

    def on_resize(self) -> None:
        self.parts.layout.show(self.parts.layout.arrangement)

    # Lists

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        if isinstance(event.row_list, PostList) and (post_id := event.row_list.selected):
            self._feed.first.leave()
            self.parts.navigator.show_id(post_id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to the article or to the heading, or add the facet to the filter."""
        match event.row_list:
            case PostList():
                self.parts.layout.enter_article()
            case OutlineList(chosen=OutlineEntry(line=line)):
                self.parts.navigator.go_to_heading(line)
                self.parts.layout.enter_article()
            case FacetList() as facets:
                facets.action_toggle_facet()

    def on_facet_list_toggled(self, event: FacetList.Toggled) -> None:
        self.parts.filter.toggle(event.facet)

    def on_sidebar_results_needed(self, event: Sidebar.ResultsNeeded) -> None:
        self.parts.search.find_for_list(event.query_text)

    # The article

    def on_post_pane_shown(self) -> None:
        """Drop messages about the post before, and start watching this one."""
        parts = self.parts
        in_turn(
            self,
            parts.hints.note_shown,
            parts.live.note_shown,
            parts.preview.note_shown,
            parts.memory.note_shown,
            parts.navigator.note_arrival,
            self._feed.note_shown,
        )

    def on_post_pane_updated(self) -> None:
        self.parts.live.note_updated()

    def on_post_pane_outlined(self, event: PostPane.Outlined) -> None:
        """Fit the panes to the headings, and list them."""
        reading, there = self.context.reading, bool(event.entries)
        in_turn(
            self,
            partial(
                self.parts.layout.fit_headings,
                reading.post.id if reading.post else None,
                there=there,
                complete=event.complete,
            ),
            partial(self.parts.navigator.show_headings, event.entries, complete=event.complete),
        )

    def on_post_pane_found(self, event: PostPane.Found) -> None:
        if event.summary:
            self.context.say(event.summary, of="finding", stays=True)
        else:
            self.context.end("finding")

    def on_article_moved(self, event: Article.Moved) -> None:
        """Update outline, status line, link hints, live status and memory."""
        parts = self.parts
        in_turn(
            self,
            partial(self._mark_place, event.share),
            parts.hints.note_moved,
            self.context.reading.folding.look_for_pictures,
            parts.live.note_moved,
            partial(parts.memory.note_moved, event.share),
        )

    def _mark_place(self, share: float) -> None:
        """Mark the heading being read, and show the progress through the post."""
        self.parts.navigator.mark_heading()
        post = self.context.reading.post
        self.context.status.reading = (
            f"{counted(post.words, 'word')} · {minutes(post.words):,} min · {share:.0%}" if post else ""
        )

    def on_article_link_hovered(self, event: Article.LinkHovered) -> None:
        self.parts.hints.tell(event.href)

    def on_article_link_chosen(self, event: Article.LinkChosen) -> None:
        self.parts.navigator.follow(event.href)

    def on_article_fold_chosen(self, event: Article.FoldChosen) -> None:
        self.context.reading.folding.toggle(event.line)


def hinted(commands: Sequence[Command[ReaderParts]]) -> tuple[Command[ReaderParts], ...]:
    """The commands whose keys the status line shows."""
    return tuple(command for command in commands if command.footer)
