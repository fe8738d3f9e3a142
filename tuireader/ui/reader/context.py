"""What the parts of the reader share: the archive, the posts as shown, the panes and the status line."""

from __future__ import annotations

from dataclasses import field, replace
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.archive.text import on_one_line
from tuireader.catalog.catalog import Catalog
from tuireader.late import dataclass
from tuireader.session.revise import LastGood
from tuireader.session.search import SearchTimings
from tuireader.settings import IN_A_PAGE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.screen import Screen

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import ArchiveChanged, LiveArchive
    from tuireader.session.memory import MemoryService
    from tuireader.settings import Settings
    from tuireader.themes.look import LookService
    from tuireader.ui.article.article import Article
    from tuireader.ui.article.post_pane import PostPane
    from tuireader.ui.desktop import Copied
    from tuireader.ui.terminal.graphics import PictureTerminal
    from tuireader.ui.widgets.outline_list import OutlineList
    from tuireader.ui.widgets.sidebar import Sidebar
    from tuireader.ui.widgets.status_line import StatusLine


@dataclass(frozen=True, slots=True)
class Program:
    """The services of the program around the reader.

    `copy` puts a text on the clipboard, `lend` gives the terminal to another program until it ends, `pressed` is the
    time of the last key on the monotonic clock. `apply_theme` gives the panes the colours of a theme. `fail` reports a
    failure and the work that failed; after `survive_failures` a failure no longer ends the program. `toggle_mouse`
    releases the mouse to the terminal, or captures it again. `picture_terminal` is the terminal as pictures need it.
    """

    copy: Callable[[str], Awaitable[Copied]]
    lend: Callable[[Sequence[str]], Awaitable[int]]
    pressed: Callable[[], float]
    fail: Callable[[Exception, str], None]
    survive_failures: Callable[[], None]
    apply_theme: Callable[[Theme], None]
    picture_terminal: Callable[[], PictureTerminal]
    toggle_mouse: Callable[[], None]
    suspend: Callable[[], None]
    quit: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Timings:
    """Intervals in seconds.

    Between two checks of the reading place (`look`), after a key without background work (`quiet`), for which a message
    stays, between two looks at the files of settings, and after a save until the saves before count as one group
    (`together`).
    """

    look: float = 1.0
    quiet: float = 0.5
    message: float = 6.0
    settings: float = 1.0
    together: float = 0.25
    search: SearchTimings = field(default_factory=SearchTimings)


@dataclass(frozen=True, slots=True)
class ReaderSetup:
    """The settings and services that a reader is made with."""

    live_archive: LiveArchive
    memory_service: MemoryService
    look_service: LookService
    settings: Settings
    program: Program
    timings: Timings


class ShownPosts:
    """The posts as shown: those of the archive, except that half-typed front matter is ignored."""

    def __init__(self) -> None:
        self.catalog = Catalog.empty()
        self._last_good = LastGood()

    def apply(self, event: ArchiveChanged) -> ArchiveChanged:
        """The change with the posts as they are to be shown."""
        self.catalog = self._last_good.shown(self.catalog, event.catalog, event.change)
        return replace(event, catalog=self.catalog)

    def get(self, post: PostId | None) -> Post | None:
        return self.catalog.get(post) if post else None


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """The widgets and data that the parts work with; workers and panels belong to `screen`.

    With `from_input` the post came from standard input, and its file means nothing to the user. With `read_only` no
    program is started and no post written.
    """

    screen: Screen[None]
    live_archive: LiveArchive
    posts: ShownPosts
    sidebar: Sidebar
    reading: PostPane
    outline: OutlineList
    status: StatusLine
    from_input: bool = False
    read_only: bool = False

    @property
    def archive(self) -> Archive | None:
        """The archive, once it is open."""
        return self.live_archive.archive

    @property
    def article(self) -> Article:
        return self.reading.article

    @property
    def is_up(self) -> bool:
        """Whether the article is still there: answers may arrive while the reader is being left."""
        return bool(self.screen.query("#article"))

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message for a moment, or, with `stays`, until the state it is about (`of`) ends."""
        self.status.say(on_one_line(message), of=of, stays=stays)

    def refuses(self) -> bool:
        """Whether this is for reading only; says so."""
        if self.read_only:
            self.say(IN_A_PAGE)
        return self.read_only

    def end(self, state: str) -> None:
        """Take back the messages about a state that has ended."""
        self.status.end(state)

    def set_obstacle(self, what: str, *, there: bool) -> None:
        """Add a lasting trouble to the status line, or remove it if it is no longer `there`."""
        others = tuple(one for one in self.status.obstacles if one != what)
        self.status.obstacles = (*others, what) if there else others


class Background:
    """Whether background work may run: not while a post is being opened, nor within `quiet` seconds of a key."""

    def __init__(self, context: ReaderContext, pressed: Callable[[], float], quiet: float) -> None:
        self._reading = context.reading
        self._pressed = pressed
        self._quiet = quiet

    def is_opening(self) -> bool:
        """Whether a post is being opened or revised."""
        return self._reading.opener.is_opening

    def is_busy(self) -> bool:
        """Whether a post is being opened, or a key was just pressed."""
        return self.is_opening() or monotonic() < self._pressed() + self._quiet
