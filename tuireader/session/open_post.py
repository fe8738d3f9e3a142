"""An open post: read, parsed as far as its first screen, then to its end, and set as pages.

Most of a very long post is parsed in another process, since keys would have to wait for a parsing thread.

Imports are made on first use, so that the interface is on the screen before the parsers are loaded.
"""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.post import Post, Problem
from tuireader.late import dataclass
from tuireader.rendering.body.blocks import ParsedBody, References
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.disk.images import ImageFile, ImageFiles
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.post import PostId
    from tuireader.archive.source import Source
    from tuireader.rendering.anchors import Spot
    from tuireader.rendering.body.blocks import Block, Definition
    from tuireader.rendering.body.parsed_start import ParsedStart
    from tuireader.rendering.body.windows import Window
    from tuireader.rendering.drawing import Drawing
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.page.find import Pattern
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.rendering.theme import Theme


def open_parts_of(archive: Archive, open_post: OpenPost) -> tuple[Problem, ...]:
    """The parts left open in a post parsed to its end; takes milliseconds, for a thread."""
    from tuireader.checking.open_parts import open_parts
    from tuireader.checking.open_text import Text

    post = open_post.post
    site = archive.site_for(post.id)
    loaded = open_post.loaded
    # The source: in evaluated text, the contents of `raw` would look like templates.
    lines = loaded.source.body.split("\n")
    first = open_post.lines_above_body + 1
    parsers, metadata = loaded.parsers.of(site.engine), loaded.source.front_matter.metadata
    text = Text(post.id, lines, first, site, str(archive.root), parsers, metadata)
    return tuple(open_parts(text, lambda: open_post.blocks))


@dataclass(frozen=True, slots=True)
class Jump:
    """A line of a post's file to go to, from 1, and a pattern to mark from there on.

    With `at_top` the line goes to the top of the window, otherwise a third down.
    """

    post: PostId
    line: int
    pattern: Pattern | None = None
    at_top: bool = False


LINES_IN_THREAD: Final = 8_000
"""Lines parsed in a thread first: as many as it parses while a process starts."""
WORTH_A_PROCESS: Final = 50_000
"""Fewest further lines for which a process is started."""


async def rest(
    loaded: LoadedPost, window: Window, *, here: int = LINES_IN_THREAD, process_from: int = WORTH_A_PROCESS
) -> AsyncGenerator[Window, None]:
    """Yield the windows of a body after `window`.

    A process parses them if more than `process_from` lines follow the first `here`.
    """
    import asyncio

    total = len(loaded.text.lines)
    there = window.next + here if total - window.next - here >= process_from else total
    while window.next < total:
        if window.next >= there:
            there = total
            async with aclosing(_rest_elsewhere(loaded, window)) as windows:
                async for found in windows:
                    yield (window := found)
        else:
            yield (window := await asyncio.to_thread(following, loaded, window))


async def _rest_elsewhere(loaded: LoadedPost, window: Window) -> AsyncGenerator[Window, None]:
    """Yield the windows after `window`, parsed in another process, as long as that runs."""
    from tuireader.session.worker import in_process

    parsers, body = loaded.parsers, "\n".join(loaded.text.lines)
    try:
        async with aclosing(
            in_process(windows, parsers.engine, parsers.dialects, body, window, nice=0)
        ) as found:
            async for one in found:
                yield one
    except ChildProcessError:
        pass


def windows(engine: EngineFacts, dialects: tuple[str, ...], body: str, window: Window) -> Iterator[Window]:
    """Yield the windows of `body` after `window`, parsed in an engine's `dialects`."""
    from tuireader.rendering.body.parsed_start import next_window
    from tuireader.rendering.parsing.markdown import Parsers

    parser, lines = Parsers(engine, dialects).blocks, body.split("\n")
    while window.next < len(lines):
        window = next_window(parser, lines, window)
        yield window


@dataclass(frozen=True, slots=True)
class View:
    """How posts are shown: the theme, source or article, with front matter or without, and the form of dates."""

    theme: Theme
    dates: DateForm = field(default_factory=DateForm)
    source: bool = False
    front_matter: bool = False
    options: DrawOptions = field(default_factory=DrawOptions)

    @property
    def plain(self) -> View:
        """The view of another post in the same look."""
        return View(self.theme, self.dates)


@dataclass(frozen=True, slots=True)
class OpenPost:
    """An open post, as far as it is parsed.

    `references` are the known targets of the body's links and footnotes.
    """

    post: Post
    loaded: LoadedPost
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    references: References
    window: Window
    """The window parsed last."""

    @classmethod
    def of(cls, post: Post, loaded: LoadedPost) -> OpenPost:
        """The post with the first window of its body."""
        window = loaded.text.window
        return cls(post, loaded, window.blocks, window.definitions, loaded.text.references, window)

    def grown(self, window: Window) -> OpenPost:
        return replace(
            self,
            blocks=(*self.blocks, *window.blocks),
            definitions=(*self.definitions, *window.definitions),
            window=window,
        )

    @property
    def complete(self) -> bool:
        """Whether the body is parsed to its end."""
        return self.window.next >= len(self.loaded.text.lines)

    @property
    def parsed(self) -> ParsedBody:
        return ParsedBody(self.loaded.text.lines, self.blocks, self.definitions)

    @property
    def written(self) -> Sequence[str]:
        """The lines of the body as the file has them: those of its text were made of, one by one, by templates."""
        from tuireader.rendering.body.parsed_start import may_hold_templates

        source = self.loaded.source
        if may_hold_templates(source.body, mdx=source.mdx):
            return source.body.split("\n")
        return self.loaded.text.lines

    def head(self, drawer: Drawer, view: View) -> Drawing:
        from tuireader.rendering.page.head import draw_head

        shown = view.front_matter and not view.source  # the source has it anyway
        front_matter = (self.loaded.source.front_matter.raw or "no front matter") if shown else None
        return draw_head(self.post, drawer.theme, drawer.width, view.dates, front_matter)

    def head_drawer(self, view: View) -> Callable[[Drawer], Drawing]:
        """A function that draws the head of the article."""
        return lambda by: self.head(by, view)

    def page(self, view: View, width: int) -> Page:
        """The post as a page, `width` columns wide."""
        drawer = Drawer(self.loaded.parsers, view.theme, width, self.references, self.options(view.options))
        lines: Sequence[str] = self.loaded.text.lines
        blocks: Iterable[Block] = self.blocks
        if view.source:
            from tuireader.rendering.page.source import source_blocks

            lines = self.loaded.source.text.split("\n")
            blocks = source_blocks(lines)
        page = Page(lines, self.head_drawer(view), drawer)
        page.extend(blocks)
        return page

    def options(self, options: DrawOptions) -> DrawOptions:
        """The options of drawing with those that depend on the post."""
        return replace(options, picture=self.picture, title=self.post.title, raised=self.loaded.text.raised)

    def picture(self, address: str) -> ImageFile | None:
        """The known facts of an image in the post."""
        return self.loaded.pictures.of(self.post, address)

    @property
    def lines_above_body(self) -> int:
        """Lines of the file above the body."""
        return self.loaded.source.body_line - 1


def notice(parsers: Parsers, view: View, width: int, title: str, message: str) -> Page:
    from tuireader.rendering.page.head import draw_notice

    drawer = Drawer(parsers, view.theme, width, References())
    return Page((), lambda by: draw_notice(title, message, by.theme, by.width), drawer)


@dataclass(frozen=True, slots=True)
class LoadedPost:
    """A post's file, and the beginning of its text."""

    source: Source
    text: ParsedStart
    parsers: Parsers
    """The parsers of the post's dialects."""
    pictures: ImageFiles


def load_post(
    parsers: Parsers, archive: Archive, post: Post, unsaved: Source | None = None
) -> LoadedPost | Problem:
    """The post as it is on disk or, `unsaved`, in an editor; or the problem of reading it."""
    from tuireader.archive.disk.images import ImageFiles
    from tuireader.archive.source import open_source
    from tuireader.rendering.body.parsed_start import markdown_of, parsed_start
    from tuireader.rendering.dialects.asked import asked_dialects

    source = unsaved or open_source(archive, post.id)
    if isinstance(source, Problem):
        return source
    site = archive.site_for(post.id)
    body = markdown_of(source, site, post)
    if "mermaid" in body:
        from tuireader.rendering.diagrams.diagram import load

        load()
    parsers = parsers.of(site.engine, body, asked=asked_dialects(site, str(archive.root), source, body))
    text = parsed_start(parsers.blocks, body)
    return LoadedPost(source, text, parsers, ImageFiles(archive).prepare())


def load_outlined(
    parsers: Parsers, archive: Archive, post: Post, unsaved: Source | None = None
) -> tuple[LoadedPost, tuple[OutlineEntry, ...]] | Problem:
    """The post as `load_post` has it with the outline of its beginning, or the problem of reading it."""
    loaded = load_post(parsers, archive, post, unsaved)
    if isinstance(loaded, Problem):
        return loaded
    return loaded, whole_outline(loaded.parsers, loaded.text.window.blocks)


def following(loaded: LoadedPost, window: Window) -> Window:
    from tuireader.rendering.body.parsed_start import next_window

    return next_window(loaded.parsers.blocks, loaded.text.lines, window)


def load_elements() -> None:
    """Load the code that draws rare elements, so that the next post need not wait for it."""
    from tuireader.rendering.elements.draw import load

    load()


def whole_outline(parsers: Parsers, blocks: Iterable[Block]) -> tuple[OutlineEntry, ...]:
    from tuireader.rendering.outline import outline

    return outline(parsers.full, blocks, parsers.ids, parsers.id_prefix)


def find_fragment(loaded: LoadedPost, fragment: str) -> Spot | None:
    """The target of a link's fragment in the body, a heading or anything else; None if missing."""
    from tuireader.rendering import anchors

    parsers = loaded.parsers
    return anchors.spot_of(parsers, "\n".join(loaded.text.lines), parsers.ids, fragment)


def settled_references(text: ParsedStart, definitions: Iterable[Definition]) -> References | None:
    """The references of the whole body; None if the first screen had them right."""
    from tuireader.rendering.body.parsed_start import settled

    return settled(text, definitions)
