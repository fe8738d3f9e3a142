"""Going from post to post: by the list, by links, back and forward."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.late import dataclass
from tuireader.library.record import Bookmark
from tuireader.rendering.outline import OutlineEntry, anchor_line, current
from tuireader.rendering.page.page import TOP, Place
from tuireader.session.history import History, Stay, Visit
from tuireader.ui.working import restart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.post import Post, PostId
    from tuireader.archive.source import Source
    from tuireader.catalog.links.resolve import Target
    from tuireader.session.link_service import LinkService
    from tuireader.session.open_post import Jump
    from tuireader.ui.reader.context import ReaderContext

FOOTNOTE = "fn:"
"""The prefix of anchors of footnotes."""
CITATION = "fnref:"
"""The prefix of anchors of their citations."""
OPENED_OUTSIDE = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class PendingAnchor:
    """A heading to go to, once its place is known.

    `place` is the reading place meanwhile. `departs` says that the link is within the same post, so that going back
    returns to this place.
    """

    anchor: str
    place: Place
    departs: bool = False


class Navigator:
    """The way through the posts, and its history.

    `opening` is called with each post about to be shown, and returns the place where it was left. `enter_article`
    focuses the article.
    """

    def __init__(
        self,
        context: ReaderContext,
        link_service: LinkService,
        opening: Callable[[Post], Bookmark | None],
        enter_article: Callable[[], None],
    ) -> None:
        self.history = History()
        self.headings: tuple[OutlineEntry, ...] = ()
        self._context = context
        self._reading = context.reading
        self._link_service = link_service
        self._opening = opening
        self._enter_article = enter_article
        self._outlined = False
        """Whether `headings` are complete."""
        self._pending: PendingAnchor | None = None
        self._stay: Stay | None = None

    # Showing a post

    def show_post(
        self, post: Post, bookmark: Bookmark | None = None, anchor: str = "", unsaved: Source | None = None
    ) -> None:
        """Show a post at `bookmark`, at a heading, or where it was left, and highlight it in the list.

        `unsaved` is its text in an editor, if it is not on disk yet.
        """
        left = self._opening(post)
        archive = self._context.archive
        if archive is None:
            return
        self.history = self.history.moved(post.id)
        self._context.sidebar.posts.select(post.id)
        self._context.outline.unfold()
        self._pending = PendingAnchor(anchor, TOP) if anchor else None
        self._outlined = False
        self._reading.read(archive, post, bookmark or (None if anchor else left), unsaved)

    def show_id(self, post_id: PostId) -> None:
        """Show a post, unless it is shown already, as a move in the list."""
        post, wanted = self._context.posts.get(post_id), self._reading.wanted
        if post and (wanted is None or wanted.id != post_id):
            self.history = self._departure().passed(post_id, settled=self._has_settled)
            self.show_post(post)

    def step_post(self, steps: int) -> None:
        """Show the post below or above in the list."""
        if post_id := self._context.sidebar.posts.neighbour(steps):
            self.show_id(post_id)

    def step_unread(self, steps: int, is_unread: Callable[[PostId], bool]) -> None:
        """Show the next unread post of the list, or the previous one."""
        found = self._context.sidebar.posts.neighbour(steps, is_unread)
        if found:
            self.show_id(found)
        else:
            self._context.say("no unread post further down" if steps > 0 else "no unread post further up")

    def open_at(self, post: Post, jump: Jump) -> None:
        """Open a post at a line of its file; going back returns to this place."""
        self._reading.opener.jump_when_open(jump)
        self.visit(post, Bookmark(max(jump.line - 1, 0)))

    def visit(self, post: Post, bookmark: Bookmark | None = None) -> None:
        """Open a post at `bookmark`, or where it was left; going back returns to this place."""
        if self._reading.wanted is not None:
            self.history = self._departure().visited(Visit(post.id))
        self.show_post(post, bookmark)
        self._enter_article()

    def note_arrival(self) -> None:
        """Note when and where the reader came to the post."""
        if post := self._reading.post:
            self._stay = Stay(post.id, monotonic(), self._reading.article.place)

    @property
    def _has_settled(self) -> bool:
        """Whether the open post was read, and not only passed by."""
        stay, here = self._stay, self.history.here
        known = stay and here and stay.id == here.id
        return bool(known and stay and stay.is_settled(monotonic(), self._reading.article.place))

    # Headings

    def show_headings(self, entries: tuple[OutlineEntry, ...], *, complete: bool) -> None:
        """Show the outline, and go to the heading of a link as soon as it is known."""
        self.headings, self._outlined = entries, complete
        self._context.outline.show(entries)
        self._context.outline.follow(self._reading.shown.line)
        if self._pending:
            self._resolve_pending(self._pending)

    def mark_heading(self) -> None:
        """Mark the heading being read in the outline, unless the outline has the focus."""
        if not self._context.outline.has_focus:
            self._context.outline.follow(self._reading.shown.line)

    def step_heading(self, steps: int) -> None:
        reading, here = self._reading, self._reading.article.here
        at = current(self.headings, reading.shown.line) or 0
        if steps > 0:
            places = (reading.shown.place_of_line(heading.line) for heading in self.headings[at:])
            wanted = next((place for place in places if place > here), None)
        else:
            places = (
                reading.shown.place_of_line(heading.line) for heading in reversed(self.headings[: at + 1])
            )
            wanted = next((place for place in places if place < here), TOP)
        if wanted is not None:
            reading.article.go_to(wanted)

    def go_to_heading(self, line: int) -> None:
        """Go to a line of the open post; going back returns to this place."""
        self._note_departure(self._departure())
        self._reading.shown.go_to_line(line)

    # Links

    def follow(self, href: str) -> None:
        """Follow a link of the open post: to a post, a heading, or out of the program."""
        if self._reading.post is None:
            return
        if href.startswith("#"):
            from tuireader.catalog.links.syntax import decoded_fragment

            self._go_within(decoded_fragment(href[1:]))
        else:
            following = partial(self._follow, href, self._reading.post.id)
            restart(self._context.screen, following, "following the link")

    async def _follow(self, href: str, source: PostId) -> None:
        info = (await self._link_service.explain([href], source)).get(href)
        if info is None or self._reading.post is None or self._reading.post.id != source:
            return
        target = info.target
        match target.kind:
            case "heading":
                self._go_within(target.fragment)
            case "post" | "page":
                self._travel_to(target)
            case "external":
                self._open_outside(target.path)
            case "asset" | "broken" if path := self._picture_path(href):
                await self._open_picture(path)
            case "asset":
                self._context.say(info.reason or f"{target.path} is a file, not a post")
            case _:
                self._context.say(info.reason or info.text)

    def _picture_path(self, href: str) -> str:
        """The file of a picture of the post; empty for any other address."""
        open_post = self._reading.shown.open_post
        file = open_post.picture(href) if open_post else None
        return file.path if file and file.width else ""

    async def _open_picture(self, path: str) -> None:
        if self._context.refuses():
            return
        from tuireader.ui.desktop import open_picture

        reason = await asyncio.to_thread(open_picture, path, os.environ)
        name = os.path.basename(path)  # noqa: PTH119 - a name, not a file
        self._context.say(f"{name} cannot be opened: {reason}" if reason else f"opened {name}")

    def _travel_to(self, target: Target) -> None:
        post = self._context.posts.get(target.id)
        if post is None:
            self._context.say(f"{target.id} is no longer in the archive")
            return
        if self._reading.post and post.id == self._reading.post.id:
            self._go_within(target.fragment)
            return
        self.history = self._departure().visited(Visit(post.id))
        self.show_post(post, anchor=target.fragment)

    def _go_within(self, anchor: str) -> None:
        self._pending = PendingAnchor(anchor, self._reading.article.place, departs=True)
        self._resolve_pending(self._pending)

    def _resolve_pending(self, pending: PendingAnchor) -> None:
        """Go to the pending anchor if it is known by now, unless the reader has moved."""
        departure = self._departure()
        if pending.place != self._reading.article.place:
            self._pending = None
        elif self._go_to_anchor(pending.anchor):
            self._pending = None
            if pending.departs:
                self._note_departure(departure)
        elif self._outlined:
            restart(self._context.screen, partial(self._find_in_body, pending), "finding")
        elif pending.departs:
            self._context.say(f"looking for #{pending.anchor} …")

    async def _find_in_body(self, pending: PendingAnchor) -> None:
        """Find an anchor that is not a heading, or say that there is none."""
        bookmark = await self._reading.shown.find_fragment(pending.anchor)
        if (bookmark is None or bookmark.instead) and await self._is_elsewhere(pending):
            return
        departure = self._departure()
        if self._pending is not pending or pending.place != self._reading.article.place:
            return
        self._pending = None
        if bookmark is None or bookmark.instead:
            nearest = f"; this is the nearest: “{bookmark.instead}”" if bookmark else ""
            self._context.say(
                f"there is no heading #{pending.anchor.partition(':~:')[0]} in this post{nearest}"
            )
        if bookmark is None:
            return
        self._reading.shown.go_to_line(bookmark.line - 1)
        if pending.departs:
            self._note_departure(departure)

    async def _is_elsewhere(self, pending: PendingAnchor) -> bool:
        """Go to the other post in which the engine finds an anchor that this one has not; False if there is none."""
        here = self._reading.post
        if here is None or not pending.departs:
            return False
        href = f"#{pending.anchor}"
        info = (await self._link_service.explain([href], here.id)).get(href)
        post = self._context.posts.get(info.target.id) if info else None
        if info is None or post is None or post.id == here.id or self._pending is not pending:
            return False
        self.history = self._departure().visited(Visit(post.id))
        self.show_post(post, Bookmark(info.line - 1))
        return True

    def _go_to_anchor(self, anchor: str) -> bool:
        reading = self._reading
        if not anchor:
            reading.article.go_to_top()
            return True
        line = anchor_line(self.headings, anchor)
        if line is None and anchor.startswith(FOOTNOTE):
            line = reading.shown.footnote_line(anchor.removeprefix(FOOTNOTE))
        if line is None and anchor.startswith(CITATION):
            return reading.shown.go_to_citation(anchor.removeprefix(CITATION))
        if line is not None:
            reading.shown.go_to_line(line)
        return line is not None

    def _open_outside(self, address: str) -> None:
        if address.partition(":")[0].lower() in OPENED_OUTSIDE:
            self._context.screen.app.open_url(address)
            self._context.say(f"opened {address}")
        else:
            self._context.say(f"{address} is not opened: only web and mail addresses are")

    # Back and forward

    def _departure(self) -> History:
        """The history with the present place noted in the post being left, if it was ever shown."""
        post, here = self._reading.post, self.history.here
        return (
            self.history.left(self._reading.shown.bookmark)
            if post and here and post.id == here.id
            else self.history
        )

    def _note_departure(self, departure: History) -> None:
        """Make going back return to the place left in the same post."""
        if departure.here:
            self.history = departure.visited(Visit(departure.here.id))

    def travel(self, steps: int) -> None:
        """Go back, or forward."""
        history = self._departure().travelled(steps)
        if history is None or history.here is None:
            self._context.say("nothing further back" if steps < 0 else "nothing further forward")
            return
        self.history = history
        if self._return(history.here):
            return
        if post := self._context.posts.get(history.here.id):
            self.show_post(post, history.here.bookmark)
        else:
            self._context.say(f"{history.here.id} is no longer in the archive")

    def _return(self, visit: Visit) -> bool:
        """Go to a place in the post that is open already; False if the visit is of another post."""
        post, wanted = self._reading.post, self._reading.wanted
        if not (post and wanted and visit.bookmark and post.id == wanted.id == visit.id):
            return False
        self._pending = None
        return self._reading.shown.return_to(visit.bookmark)

    def rename(self, old: PostId, new: PostId) -> None:
        """Use the new name of a post."""
        self.history = self.history.renamed(old, new)
