"""The parts of the reader, put together: the target of the commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tuireader.late import dataclass
from tuireader.session.link_service import LinkService
from tuireader.session.preview.unsaved import UnsavedTexts
from tuireader.session.search import SearchService
from tuireader.ui.looks import Looks
from tuireader.ui.reader.clipboard import Clipboard
from tuireader.ui.reader.context import Background
from tuireader.ui.reader.editor.handover import EditorHandover
from tuireader.ui.reader.editor.new_post import PostWriter
from tuireader.ui.reader.editor.preview import EditorPreview
from tuireader.ui.reader.labels import LabelMode
from tuireader.ui.reader.layout import Keyboard, Layout
from tuireader.ui.reader.links import LinkChooser, LinkHints
from tuireader.ui.reader.list_filter import ListFilter
from tuireader.ui.reader.live import Following, LiveStatus
from tuireader.ui.reader.memory import ReadingMemory
from tuireader.ui.reader.navigator import Navigator
from tuireader.ui.reader.panels import ActionPalette, ReaderPanels
from tuireader.ui.reader.search import PostSearch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from tuireader.ui.article.article_overlay import Label
    from tuireader.ui.keys import Command
    from tuireader.ui.reader.context import Program, ReaderContext, ReaderSetup


@dataclass(frozen=True, slots=True)
class ReaderParts:
    """The parts of one reader; each part gets the earlier parts it needs."""

    context: ReaderContext
    program: Program
    background: Background
    link_service: LinkService
    layout: Layout
    looks: Looks
    memory: ReadingMemory
    navigator: Navigator
    keyboard: Keyboard
    search: PostSearch
    filter: ListFilter
    live: LiveStatus
    preview: EditorPreview
    hints: LinkHints
    labels: LabelMode
    links: LinkChooser
    panels: ReaderPanels
    palette: ActionPalette
    clipboard: Clipboard
    editing: EditorHandover
    writer: PostWriter

    @classmethod
    def of(
        cls, context: ReaderContext, setup: ReaderSetup, right: Widget, commands: Sequence[Command[Any]]
    ) -> ReaderParts:
        """The parts of a reader with this setup; `right` is the side with the outline."""
        settings, program = setup.settings, setup.program
        link_service, search_service = LinkService(), _search_service(setup)
        layout = Layout(context, right)
        memory = ReadingMemory(context, setup.memory_service, settings.width, lambda: layout.arrangement)
        navigator = Navigator(context, link_service, memory.opening, layout.enter_article)
        hints, unsaved = LinkHints(context, link_service), UnsavedTexts()
        following = Following(settings.follow, setup.timings.together)
        live = LiveStatus(context, navigator, search_service.body_before_save, unsaved, following)
        labels = LabelMode(context, _marking(context, layout), hints.explain_choices)
        search = PostSearch(context, search_service, setup.memory_service, navigator, layout)
        looks = Looks(context, setup.look_service, program.apply_theme)
        editing = EditorHandover(context, memory.note, program.lend)
        return cls(
            context=context,
            program=program,
            background=Background(context, program.pressed, setup.timings.quiet),
            link_service=link_service,
            layout=layout,
            looks=looks,
            memory=memory,
            navigator=navigator,
            keyboard=Keyboard(context, layout, navigator),
            search=search,
            filter=ListFilter(context, layout),
            live=live,
            preview=EditorPreview(context, navigator, live, unsaved, on=settings.preview),
            hints=hints,
            labels=labels,
            links=LinkChooser(context, labels, hints, navigator),
            panels=ReaderPanels(context, link_service, navigator, settings, commands),
            palette=ActionPalette(context, commands, search, looks),
            clipboard=Clipboard(context, labels, hints, link_service, program.copy),
            editing=editing,
            writer=PostWriter(context, editing.open),
        )


def _search_service(setup: ReaderSetup) -> SearchService:
    return SearchService(
        setup.live_archive.root,
        kept=setup.settings.kept and setup.settings.search_index,
        early=setup.settings.search_index,
        pressed=setup.program.pressed,
        timings=setup.timings.search,
    )


def _marking(context: ReaderContext, layout: Layout) -> Callable[[tuple[Label, ...]], None]:
    """A function that shows labels over the article and focuses it, or removes them."""

    def mark(labels: tuple[Label, ...]) -> None:
        if labels:
            layout.enter_article()
        article = context.article
        article.marks = replace(article.marks, labels=labels)

    return mark
