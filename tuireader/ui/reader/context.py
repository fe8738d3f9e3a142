"""What the parts of the reader share: the archive, the posts as they are shown, the panes and the status line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuireader.archive.text import on_one_line
from tuireader.catalog.catalog import Catalog
from tuireader.session.revise import LastGood

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.screen import Screen

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.session.live_archive import ArchiveChanged, LiveArchive
    from tuireader.session.memory import MemoryService
    from tuireader.settings import Settings
    from tuireader.ui.article.article import Article
    from tuireader.ui.article.post_pane import PostPane
    from tuireader.ui.desktop import Copied
    from tuireader.ui.widgets.outline_list import OutlineList
    from tuireader.ui.widgets.sidebar import Sidebar
    from tuireader.ui.widgets.status_line import StatusLine


@dataclass(frozen=True, slots=True)
class Program:
    """What the reader asks of the program around it.

    `copy` puts a text on the clipboard, `lend` gives the terminal to another program until it ends, `pressed` is when
    a key was pressed last, on the monotonic clock. `fail` reports a failure and what failed with it; `endure` says that
    from now on the program goes on, whatever fails.
    """

    copy: Callable[[str], Awaitable[Copied]]
    lend: Callable[[Sequence[str]], Awaitable[int]]
    pressed: Callable[[], float]
    fail: Callable[[Exception, str], None]
    endure: Callable[[], None]
    show_palette: Callable[[], None]
    suspend: Callable[[], None]
    quit: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Timings:
    """How long the reader waits, in seconds.

    `look` lies between two looks at where the reader is; for `quiet` after a key nothing is begun in the background.
    """

    look: float = 1.0
    quiet: float = 0.5


@dataclass(frozen=True, slots=True)
class ReaderSetup:
    """What a reader is made for: an archive, what is remembered of it, the settings and the program around it."""

    live_archive: LiveArchive
    memory_service: MemoryService
    settings: Settings
    program: Program
    timings: Timings


class ShownPosts:
    """The posts as they are shown: those of the archive, except for what is being typed."""

    def __init__(self) -> None:
        self.catalog = Catalog.empty()
        self._last_good = LastGood()

    def take(self, event: ArchiveChanged) -> ArchiveChanged:
        """Return the change with the posts as they are to be shown."""
        self.catalog = self._last_good.shown(self.catalog, event.catalog, event.change)
        return replace(event, catalog=self.catalog)

    def get(self, post: PostId | None) -> Post | None:
        """The post of that id, if there is one."""
        return self.catalog.get(post) if post else None


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """What each part of the reader works with.

    Work is begun for `screen`, ends with it, and panels open above it.
    """

    screen: Screen[None]
    live_archive: LiveArchive
    posts: ShownPosts
    sidebar: Sidebar
    reading: PostPane
    outline: OutlineList
    status: StatusLine

    @property
    def archive(self) -> Archive | None:
        """The archive, as soon as it is open."""
        return self.live_archive.archive

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article

    @property
    def is_up(self) -> bool:
        """Whether there still is an article: what was asked may be answered while the reader is being left."""
        return bool(self.screen.query("#article"))

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message in the status line for a moment, or, with `stays`, until the state it is said `of` ends."""
        self.status.say(on_one_line(message), of=of, stays=stays)

    def end(self, state: str) -> None:
        """Say nothing more of a state: it has ended."""
        self.status.end(state)

    def tell_obstacle(self, what: str, *, there: bool) -> None:
        """Have the status line say what is in the way, until it no longer is."""
        others = tuple(one for one in self.status.obstacles if one != what)
        self.status.obstacles = (*others, what) if there else others
