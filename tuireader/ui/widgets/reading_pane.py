"""The pane in which a post is read: opens it, goes on parsing it, shows it as asked, and finds in it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tuireader.archive.post import Post, Problem
from tuireader.rendering.drawer import Drawer
from tuireader.rendering.head import draw_head, draw_notice
from tuireader.rendering.manuscript import settled
from tuireader.rendering.page import Page
from tuireader.rendering.place import TOP
from tuireader.rendering.source_view import source_blocks
from tuireader.rendering.tokens import References
from tuireader.ui.finding import Finder
from tuireader.ui.opening import Opened, Parsers, following, open_post, whole_outline
from tuireader.ui.widgets.article import Article
from tuireader.ui.widgets.article_marks import Marks
from tuireader.ui.widgets.find_bar import FindBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from tuireader.archive.archive import Archive
    from tuireader.rendering.blocks import Block, Definition
    from tuireader.rendering.drawing import Drawing
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.theme import Theme


class ReadingPane(Vertical):
    """An article, and under it, when asked for, the bar to find in it."""

    class Outlined(Message):
        """The headings of the post are known, as far as it has been parsed."""

        def __init__(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
            super().__init__()
            self.entries = entries
            self.complete = complete

    class Found(Message):
        """How the search in the post stands; empty when there is none."""

        def __init__(self, summary: str) -> None:
            super().__init__()
            self.summary = summary

    def __init__(self, theme: Theme, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.post: Post | None = None
        self.wanted: Post | None = None
        """The post that is being opened; `post` is the one that is open."""
        self.shows_source = False
        self._shows_front_matter = False
        self._theme = theme
        self._parsers = Parsers.make()
        self._opened: Opened | None = None
        self._blocks: list[Block] = []
        self._references = References()
        self._finder: Finder | None = None

    def compose(self) -> ComposeResult:
        """The article and the find bar."""
        yield Article(id="article")
        yield FindBar(id="find")

    @property
    def article(self) -> Article:
        """The article."""
        return self.query_one(Article)

    # Opening

    def read(self, archive: Archive, post: Post, line: int = 0) -> None:
        """Show a post from line `line` of its body on."""
        self.wanted = post
        self.run_worker(self._read(archive, post, line), group="read", exclusive=True)

    async def _read(self, archive: Archive, post: Post, line: int) -> None:
        opened = await asyncio.to_thread(open_post, self._parsers, archive, post.id)
        self.post = post
        self.forget_matches()
        if isinstance(opened, Problem):
            self._opened, self._blocks = None, []
            self.say(post.title, opened.message)
            return
        self._opened, self._references = opened, opened.text.references
        self._blocks = list(opened.text.window.blocks)
        at, definitions = opened.text.window.next, list(opened.text.window.definitions)
        if at <= line:
            at = await self._parse(opened, at, definitions, until=line)
        self._lay(line)
        self.post_message(self.Outlined(opened.outline, complete=opened.text.complete))
        if not opened.text.complete:
            await self._parse(opened, at, definitions)
            await self._settle(opened, definitions)

    async def _parse(
        self, opened: Opened, at: int, definitions: list[Definition], until: int | None = None
    ) -> int:
        """Parse on from line `at`, showing what comes of it, to the end or beyond line `until`."""
        end = len(opened.text.lines) if until is None else min(until + 1, len(opened.text.lines))
        while at < end:
            window = await asyncio.to_thread(following, self._parsers, opened.text, at)
            at = window.next
            self._blocks.extend(window.blocks)
            definitions.extend(window.definitions)
            if until is None and not self.shows_source and self.article.page:
                self.article.page.extend(window.blocks)
                self.article.grew()
        return at

    async def _settle(self, opened: Opened, definitions: list[Definition]) -> None:
        """Put right what only the whole body could tell."""
        entries = await asyncio.to_thread(whole_outline, self._parsers, self._blocks)
        self.post_message(self.Outlined(entries, complete=True))
        if references := settled(opened.text, definitions):
            self._references = references
            if self.article.page and not self.shows_source:
                self.article.replace(self.article.page.redraw(self.article.page.drawer.knowing(references)))

    # Showing

    def say(self, title: str, message: str) -> None:
        """Show a message in place of an article."""
        self.article.show(Page((), partial(_notice, title, message), self._drawer()))
        self.post_message(self.Outlined((), complete=True))

    def _drawer(self) -> Drawer:
        return Drawer(self._parsers.full, self._theme, self.article.text_width, self._references)

    def _head(self, drawer: Drawer) -> Drawing:
        front_matter = None
        if self._shows_front_matter and self._opened:
            front_matter = self._opened.source.front_matter.raw or "(no front matter)"
        assert self.post is not None
        return draw_head(self.post, drawer.theme, drawer.width, front_matter)

    def _page(self) -> Page | None:
        if self._opened is None:
            return None
        if self.shows_source:
            lines = self._opened.source.text.split("\n")
            page = Page(lines, self._head, self._drawer())
            page.extend(source_blocks(lines))
        else:
            page = Page(self._opened.text.lines, self._head, self._drawer())
            page.extend(self._blocks)
        return page

    def _lay(self, line: int) -> None:
        if page := self._page():
            self.article.show(page, page.place_of_source(line) if line > 0 else TOP)

    @property
    def line(self) -> int:
        """The line of the body at the top of the window; 0 at the very top."""
        article = self.article
        if article.page is None or article.place == TOP or article.place.block == 0:
            return 0
        line = article.page.source_at(article.place)
        return max(line - self._body_line, 0) if self.shows_source else line

    @property
    def _body_line(self) -> int:
        return self._opened.source.body_line - 1 if self._opened else 0

    def toggle_source(self) -> None:
        """Show the source in place of the article, at the same text, or the article again."""
        line = self.line
        self.shows_source = not self.shows_source
        self.forget_matches()
        self._lay(line + self._body_line if self.shows_source and line else line)

    def toggle_front_matter(self) -> None:
        """Show or hide the front matter under the title."""
        self._shows_front_matter = not self._shows_front_matter
        if self.article.page and self._opened:
            self.article.show(self.article.page.redraw(self.article.page.drawer, self._head), TOP)

    def ink(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self.article.page:
            self.article.replace(self.article.page.redraw(self.article.page.drawer.inked(theme)))

    def go_to_line(self, line: int) -> None:
        """Show line `line` of the body at the top of the window."""
        page = self.article.page
        if page:
            source = line + self._body_line if self.shows_source else line
            self.article.jump(page.place_of_source(source))

    # Finding

    def open_find_bar(self) -> None:
        """Ask for what to find."""
        bar = self.query_one(FindBar)
        bar.display = True
        bar.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self.run_worker(self._find(event.value), group="find", exclusive=True)

    async def _find(self, query: str) -> None:
        page = self.article.page
        if not query.strip() or page is None:
            self.forget_matches()
            return
        finder = Finder(page, query, self.article.place.block)
        self._finder = finder
        revealed = False
        async for _ in finder.search():
            self._show_matches(reveal=not revealed)
            revealed = revealed or finder.current is not None

    def _show_matches(self, *, reveal: bool) -> None:
        if self._finder is None:
            return
        self.article.marks = Marks(self._finder.by_place, self._finder.current)
        if reveal and (place := self._finder.place):
            self.article.reveal(place)
        self.post_message(self.Found(self._finder.summary))

    def step_match(self, steps: int) -> None:
        """Go to the next or the previous match."""
        if self._finder:
            self._finder.step(steps)
            self._show_matches(reveal=True)

    @property
    def has_matches(self) -> bool:
        """Whether a search is marked in the article."""
        return self._finder is not None

    def forget_matches(self) -> None:
        """Mark no matches any more."""
        if self._finder:
            self._finder = None
            self.article.marks = Marks()
            self.post_message(self.Found(""))

    def on_find_bar_left(self, event: FindBar.Left) -> None:
        """Close the bar."""
        event.stop()
        bar = self.query_one(FindBar)
        bar.display = False
        self.article.focus()
        if not event.keep:
            self.workers.cancel_group(self, "find")
            self.forget_matches()

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        """Go to another match from within the bar."""
        event.stop()
        self.step_match(event.steps)


def _notice(title: str, message: str, drawer: Drawer) -> Drawing:
    return draw_notice(title, message, drawer.theme, drawer.width)
