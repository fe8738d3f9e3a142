"""Going from post to post: by the list, by links, back and forward."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.archive.text import on_one_line
from tuireader.catalog.catalog import Catalog
from tuireader.rendering.outline import OutlineEntry, anchor_line
from tuireader.rendering.page.page import TOP, Place
from tuireader.session.history import History, Stay, Visit
from tuireader.session.links import Linking
from tuireader.ui.reader.layout import ReaderLayout
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.links.resolve import Target
    from tuireader.library.record import Bookmark
    from tuireader.rendering.theme import Theme
    from tuireader.session.live_archive import Shelf
    from tuireader.ui.commands import Command

FOOTNOTE = "fn:"
"""What the anchors of footnotes begin with."""
CITATION = "fnref:"
"""What the anchors of their citations begin with."""
OPENED_OUTSIDE = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Sought:
    """A heading that a link leads to, while it is not known where it stands.

    `place` is where the reader waits for it. `departs` says that the link is of the same post, so that there is a
    place to go back to.
    """

    anchor: str
    place: Place
    departs: bool = False


class ReaderNavigation(ReaderLayout):
    """The reader with a shelf of posts to go through."""

    def __init__(self, shelf: Shelf, theme: Theme, commands: Sequence[Command]) -> None:
        super().__init__(theme, commands)
        self.shelf = shelf
        self.catalog = Catalog.empty()
        """The posts as they are shown: those of the shelf, but for what is being typed."""
        self.linking = Linking()
        self.history = History()
        self.headings: tuple[OutlineEntry, ...] = ()
        self._outlined = False
        """Whether `headings` are all of the post's."""
        self._sought: Sought | None = None
        self._stay: Stay | None = None

    def show_post(self, post: Post, spot: Bookmark | None = None, anchor: str = "") -> None:
        """Show a post from `spot` on, or from a heading, and highlight it in the list."""
        if self.shelf.archive is None:
            return
        self.history = self.history.moved(post.id)
        self.sidebar.posts.select(post.id)
        self._sought = Sought(anchor, TOP) if anchor else None
        self._outlined = False
        self.reading.read(self.shelf.archive, post, spot)

    def show_id(self, post_id: PostId) -> None:
        """Show the post of that id, unless it is shown already, as one moves on in the list."""
        post = self.catalog.get(post_id)
        if post and (self.reading.wanted is None or self.reading.wanted.id != post_id):
            self.history = self._departure().passed(post_id, settled=self._has_settled)
            self.show_post(post)

    def on_reading_pane_shown(self) -> None:
        """Take notice of when, and where, the reader came to the post."""
        if post := self.reading.post:
            self._stay = Stay(post.id, monotonic(), self.reading.article.place)

    @property
    def _has_settled(self) -> bool:
        """Whether the post that is open was read, and not only gone past."""
        stay, here = self._stay, self.history.here
        known = stay and here and stay.id == here.id
        return bool(known and stay and stay.is_settled(monotonic(), self.reading.article.place))

    def show_headings(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        """Show the outline, and go to the heading that a link asked for as soon as it is known."""
        self.headings, self._outlined = entries, complete
        self.outline.show(entries)
        self.outline.follow(self.reading.line)
        if self._sought:
            self._go_on_seeking(self._sought)

    def follow(self, href: str) -> None:
        """Go where a link of the open post leads: to a post, a heading, or out of the program."""
        if self.reading.post is None:
            return
        if href.startswith("#"):
            from tuireader.catalog.links.syntax import decoded_fragment

            self._go_within(decoded_fragment(href[1:]))
        else:
            latest(self, partial(self._follow, href, self.reading.post.id), "following the link")

    async def _follow(self, href: str, source: PostId) -> None:
        lead = (await self.linking.leads([href], source)).get(href)
        if lead is None or self.reading.post is None or self.reading.post.id != source:
            return
        target = lead.target
        match target.kind:
            case "heading":
                self._go_within(target.fragment)
            case "post" | "page":
                self._travel_to(target)
            case "external":
                self._open_outside(target.path)
            case "asset":
                self.say(lead.reason or f"{target.path} is a file, not a post")
            case _:
                self.say(lead.reason or lead.text)

    def _travel_to(self, target: Target) -> None:
        post = self.catalog.get(target.id) if target.id else None
        if post is None:
            self.say(f"{target.id} is no longer in the archive")
            return
        if self.reading.post and post.id == self.reading.post.id:
            self._go_within(target.fragment)
            return
        self.history = self._departure().visited(Visit(post.id))
        self.show_post(post, anchor=target.fragment)

    def go_to_heading(self, line: int) -> None:
        """Go to line `line` of the open post; the way back leads to where the reader was."""
        departure = self._departure()
        if departure.here:
            self.history = departure.visited(Visit(departure.here.id))
        self.reading.go_to_line(line)

    def _go_within(self, anchor: str) -> None:
        self._sought = Sought(anchor, self.reading.article.place, departs=True)
        self._go_on_seeking(self._sought)

    def _go_on_seeking(self, sought: Sought) -> None:
        """Go to what is sought if that is known by now, and the reader has not gone elsewhere."""
        departure = self._departure()
        if sought.place != self.reading.article.place:
            self._sought = None
        elif self._go_to_anchor(sought.anchor):
            self._sought = None
            if sought.departs and departure.here:
                self.history = departure.visited(Visit(departure.here.id))
        elif self._outlined:
            latest(self, partial(self._seek_other, sought), "finding")
        elif sought.departs:
            self.say(f"looking for #{sought.anchor} …")

    async def _seek_other(self, sought: Sought) -> None:
        """Go to what is sought that is no heading, or say that it is nowhere."""
        spot = await self.reading.spot_of(sought.anchor)
        departure = self._departure()
        if self._sought is not sought or sought.place != self.reading.article.place:
            return
        self._sought = None
        if spot is None or spot.instead:
            nearest = f"; this is the nearest: “{spot.instead}”" if spot else ""
            self.say(f"there is no heading #{sought.anchor.partition(':~:')[0]} in this post{nearest}")
        if spot is None:
            return
        self.reading.go_to_line(spot.line - 1)
        if sought.departs and departure.here:
            self.history = departure.visited(Visit(departure.here.id))

    def _departure(self) -> History:
        """The history with the place noted in the post that is being left, if it was ever shown."""
        post, here = self.reading.post, self.history.here
        return self.history.left(self.reading.spot) if post and here and post.id == here.id else self.history

    def travel(self, steps: int) -> None:
        """Go back, or forward, to where the reader was."""
        history = self._departure().travelled(steps)
        if history is None or history.here is None:
            self.say("nothing further back" if steps < 0 else "nothing further forward")
            return
        self.history = history
        if self._return(history.here):
            return
        if post := self.catalog.get(history.here.id):
            self.show_post(post, history.here.spot)
        else:
            self.say(f"{history.here.id} is no longer in the archive")

    def _return(self, visit: Visit) -> bool:
        """Go to where a visit left the post that is open, which stays as it is; tell whether it was that post."""
        post, wanted = self.reading.post, self.reading.wanted
        if not (post and wanted and visit.spot and post.id == wanted.id == visit.id):
            return False
        self._sought = None
        return self.reading.return_to(visit.spot)

    def _go_to_anchor(self, anchor: str) -> bool:
        if not anchor:
            self.reading.article.go_to_top()
            return True
        line = anchor_line(self.headings, anchor)
        if line is None and anchor.startswith(FOOTNOTE):
            line = self.reading.footnote_line(anchor.removeprefix(FOOTNOTE))
        if line is None and anchor.startswith(CITATION):
            return self.reading.go_to_citation(anchor.removeprefix(CITATION))
        if line is not None:
            self.reading.go_to_line(line)
        return line is not None

    def _open_outside(self, address: str) -> None:
        if address.partition(":")[0].lower() in OPENED_OUTSIDE:
            self.app.open_url(address)
            self.say(f"opened {address}")
        else:
            self.say(f"{address} is not opened: only web and mail addresses are")

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message in the status line for a moment, or, with `stays`, until the state it is said `of` ends."""
        self.status.say(on_one_line(message), of=of, stays=stays)
