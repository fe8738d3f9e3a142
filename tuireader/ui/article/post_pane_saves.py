"""The saves of the open post: each is shown in place, with its changes marked."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tuireader.archive.post import Post, PostId, Problem
from tuireader.late import dataclass
from tuireader.rendering.page.page import TOP
from tuireader.session.open_post import open_parts_of
from tuireader.session.revise import (
    Baselines,
    changes_since,
    parsed_body,
    reparsed,
    revise_post,
    revised_outline,
)
from tuireader.ui.article.article_overlay import ChangeGutter
from tuireader.ui.working import painted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.widget import Widget

    from tuireader.archive.archive import Archive
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.source import Source
    from tuireader.rendering.body.blocks import ParsedBody
    from tuireader.rendering.page.drawer import Drawer
    from tuireader.rendering.page.page import Page, Place
    from tuireader.rendering.page.places import Anchor
    from tuireader.session.open_post import OpenPost
    from tuireader.session.preview.unsaved import UnsavedPost
    from tuireader.session.revise import Revised
    from tuireader.ui.article.post_opener import PostOpener
    from tuireader.ui.article.shown_post import ShownPost

CUT_TEXT_HOLD = 2.0
"""Seconds to wait before showing a file cut off above the reading place: the rest may follow."""


@dataclass(frozen=True, slots=True)
class TypedText:
    """The unsaved `text` of an editor, and the post that it makes.

    `line` is the line of the file that the cursor is in, from 1, if the editor tells it.
    """

    unsaved: UnsavedPost
    text: str
    line: int | None


class SaveMarks:
    """The open post after each save, with the changes since it was first opened marked.

    `tell_updated` is called when a save is shown.
    """

    def __init__(
        self,
        node: Widget,
        shown: ShownPost,
        opener: PostOpener,
        tell_updated: Callable[[], object],
        *,
        hold: float = CUT_TEXT_HOLD,
    ) -> None:
        self._node = node
        self._shown = shown
        self._article = shown.article
        self._opener = opener
        self._tell_updated = tell_updated
        self._hold = hold
        self._held: float | None = None
        """The time since which a cut-off text has been held back, on the monotonic clock."""
        self._anchor: Anchor | None = None
        """The text that stays at the top of the window while the post is edited."""
        self._baselines = Baselines()
        self._recalled: tuple[Archive, PostId, str] | None = None
        """The body of a post before the save that made the reader go to it."""
        self._since = ChangeGutter()
        """The changes since the open post was first opened."""
        self._latest = ChangeGutter()
        """The changes of its last save."""
        self._change: int | None = None
        """The change last gone to."""
        self._unseen: tuple[range, ...] = ()
        """The lines changed by the last save that have not been in sight since."""
        self._is_revealed = False
        """Whether the first change of the last save has been scrolled to."""
        self._left: Anchor | None = None
        """The text at the top of the window before that; None once the reader has moved on."""
        self._unfinished: Callable[[], Coroutine[None, None, None]] | None = None
        """What is left to be done for a text that was typed."""

    # Opening

    def leave_post(self) -> None:
        """Forget the changes of the open post, before another is opened."""
        self._since, self._latest, self._change, self._unseen = ChangeGutter(), ChangeGutter(), None, ()
        self._anchor = self._held = self._unfinished = self._left = None
        self._is_revealed = False
        self._shown.forget_cursor()
        open_post = self._shown.open_post
        if open_post and open_post.complete:
            self._baselines.note(open_post.post.id, open_post.parsed.lines)

    def recall(self, archive: Archive, post: PostId, body: str) -> None:
        """Note the body of a post before the save that makes the reader go to it, to mark the difference."""
        self._recalled = archive, post, body

    def renamed(self, old: PostId, post: Post) -> None:
        """Continue with a post whose file was renamed."""
        self._baselines.rename(old, post.id)
        open_post = self._shown.open_post
        if open_post and open_post.post.id == old:
            self._shown.open_post = replace(open_post, post=post)
            self._opener.wanted = post

    async def complete_post(self, post: PostId) -> None:
        """Mark the changes since the post was first opened, or since the save that led to it."""
        open_post = self._shown.open_post
        if open_post is None:
            return
        before = await self._before_save(open_post)
        baseline = await self._baseline(open_post) or before
        if baseline is None:
            return
        self._baselines.keep(post, baseline)
        self._since = await _gutter(baseline, open_post)
        self.mark()
        if before is not None:
            self._latest = await _gutter(before, open_post)
            self._unseen = _lines_of(self._latest, open_post)
            self._tell_updated()

    async def _baseline(self, now: OpenPost) -> ParsedBody | None:
        """The text of the open post as first opened, if remembered."""
        lines = self._baselines.lines(now.post.id)
        if lines is None:
            return self._baselines.get(now.post.id)
        return await asyncio.to_thread(reparsed, now, lines)

    async def _before_save(self, now: OpenPost) -> ParsedBody | None:
        """The text of a post before the save that led to it, if known."""
        recalled, self._recalled = self._recalled, None
        if recalled is None or recalled[1] != now.post.id:
            return None
        return await asyncio.to_thread(parsed_body, recalled[0], now, recalled[2])

    # Revising

    def revise(self, archive: Archive, post: Post, saved: SavedText | None = None) -> None:
        """Show the open post after a save, with the text in the window in place."""
        self._opener.wanted = post
        self._opener.begin(partial(self._revise, archive, post, saved))

    async def show_typed(self, archive: Archive, typed: TypedText) -> None:
        """Show the unsaved text of an editor in the open post, as a save is shown; return once it is painted.

        Outline and banner stay as they were until `finish_typed`: the next key goes first.
        """
        post, source = typed.unsaved.post, typed.unsaved.source
        self._opener.wanted = post
        self._opener.begin(partial(self._revise, archive, post, source, typed))
        await self._opener.settled()

    async def finish_typed(self) -> None:
        """Update outline and banner to the text that `show_typed` has shown last."""
        if self._unfinished:
            self._opener.begin(self._unfinished)
            await self._opener.settled()

    async def _revise(
        self, archive: Archive, post: Post, saved: SavedText | Source | None, typed: TypedText | None = None
    ) -> None:
        self._unfinished = None
        before = self._shown.open_post
        if before is None or before.post.id != post.id:
            await self._opener.open_again(archive, post)
            return
        baseline = await self._baseline(before)
        revised = await asyncio.to_thread(revise_post, archive, post, before, baseline, saved)
        if isinstance(revised, Problem):
            self._shown.banner.show(post.problems)
            return
        if typed is None:
            await self._hold_back(revised)
        self._baselines.keep(post.id, baseline or revised.before.parsed)
        self._shown.open_post, self._shown.unsaved = revised.open_post, typed.text if typed else None
        self._show_revised(revised)
        if typed and typed.line is not None:
            self._shown.follow_cursor(typed.line)
        self._tell_updated()
        await painted(self._node)
        self._unfinished = partial(self._finish, archive, post, revised)
        if typed is None:
            await self._unfinished()

    async def _finish(self, archive: Archive, post: Post, revised: Revised) -> None:
        """Update outline and banner to a text that is shown."""
        self._unfinished = None
        outlined, open_post = self._opener.outlined or revised.before, revised.open_post
        texts = outlined.parsed, open_post.parsed
        parsers = open_post.loaded.parsers
        entries = await asyncio.to_thread(revised_outline, parsers, self._opener.entries, *texts)
        self._opener.outline(entries, open_post, complete=True)
        left_open = await asyncio.to_thread(open_parts_of, archive, open_post)
        self._shown.banner.show((*post.problems, *left_open))

    def update_head(self, post: Post) -> None:
        """Show the title, the number of words and all else that is known of the open post by now."""
        open_post, page = self._shown.open_post, self._article.page
        if open_post is None or page is None or post == open_post.post:
            return
        before = open_post.post
        self._opener.wanted = post
        self._shown.open_post = open_post = replace(open_post, post=post)
        if replace(before, words=post.words, excerpt=post.excerpt, problems=post.problems) != post:
            self._article.replace(page.redraw(page.drawer, open_post.head_drawer(self._shown.view)))
            self.mark()
        else:
            self._article.post_message(self._article.Moved(self._article.share))

    async def _hold_back(self, revised: Revised) -> None:
        """Wait for the rest of a file cut off above the reading place; the next save ends the wait."""
        old, new = (one.loaded.source.text for one in (revised.before, revised.open_post))
        is_cut = len(new) < len(old) and old.startswith(new.rstrip())
        if not is_cut or self._shown.line < len(revised.open_post.parsed.lines):
            self._held = None
            return
        self._held = monotonic() if self._held is None else self._held
        if (left := self._held + self._hold - monotonic()) > 0:
            await asyncio.sleep(left)
        self._held = None

    def _show_revised(self, revised: Revised) -> None:
        page, blocks = self._article.page, len(revised.open_post.blocks)
        self._since = ChangeGutter.of(revised.changes, blocks)
        if not revised.is_same:
            self._latest, self._is_revealed = ChangeGutter.of(revised.latest, blocks), False
            self._change, self._unseen = None, _lines_of(self._latest, revised.open_post)
        if page is None:
            self._shown.show(None)
        elif self._shown.view.source:
            self._show_revised_source(revised, page)
        else:
            self._show_revised_article(revised, page)

    def _show_revised_source(self, revised: Revised, page: Page) -> None:
        from tuireader.rendering.page.places import anchored_in_source

        new = revised.open_post.page(self._shown.view, page.drawer.width)
        self._keep_place(revised, page, new, lambda anchor: anchored_in_source(anchor, page, new))

    def _show_revised_article(self, revised: Revised, page: Page) -> None:
        from tuireader.rendering.page.places import anchored

        drawer, open_post = _drawer_after_save(page.drawer), revised.open_post
        # A save interrupts opening, so the page may hold only the beginning.
        page.extend(revised.before.blocks[len(page) - 1 :])
        if open_post.references is not revised.before.references:
            drawer = drawer.changed(references=open_post.references)
        drawer = drawer.changed(parsers=open_post.loaded.parsers)
        drawer = drawer.with_options(open_post.options(drawer.options))
        revision, written = revised.revision, open_post.written
        new = page.revised(revision, open_post.head_drawer(self._shown.view), drawer)
        self._keep_place(revised, page, new, lambda anchor: anchored(anchor, page, new, written, revision))
        self._article.changes = self._since

    def _keep_place(self, revised: Revised, page: Page, new: Page, move: Callable[[Anchor], Anchor]) -> None:
        """Show `new` in the place of `page`; `move` moves anchors to it."""
        article, left = self._article, self._unmoved(self._left)
        anchor = self._unmoved(self._anchor) or self._anchor_here(page, revised.before)
        anchor, left = move(anchor), move(left) if left else None
        article.revise(new, anchor.placed)
        # Stay at the end of a growing post; but a short post is always at its end, wherever it is edited.
        if anchor.at_end and (anchor.placed != TOP or not revised.revision.after):
            article.reach_end()
        self._anchor = replace(anchor, seen=article.place)
        self._left = replace(left, seen=article.place) if left else None

    def _anchor_here(self, page: Page, open_post: OpenPost) -> Anchor:
        """The anchor of the line at the top of the window."""
        from tuireader.rendering.page.places import Anchor

        article, source = self._article, self._shown.view.source
        written = page.lines if source else open_post.written
        return Anchor.at(page, article.place, written, at_end=article.share >= 1.0, source=source)

    def _unmoved(self, anchor: Anchor | None) -> Anchor | None:
        """An anchor, if the window is still where it was left for it."""
        place, source = self._article.place, self._shown.view.source
        return anchor if anchor and anchor.holds(place, source=source) else None

    # Changes

    def mark(self) -> None:
        """Mark the changes in the article; the source has no marks."""
        if not self._shown.view.source:
            self._article.changes = self._since

    def step(self, steps: int) -> str:
        """Go to the next or previous change since the post was opened; the message for it."""
        places = self._places(self._since)
        if not places:
            return "nothing has changed since this post was opened"
        self._change = at = self._change_from(steps, len(places))
        self._since = replace(self._since, current=self._since.blocks[at])
        self.mark()
        self._article.reveal(places[at])
        return f"change {at + 1} of {len(places)}"

    def _change_from(self, steps: int, count: int) -> int:
        if self._change is None:
            return 0 if steps > 0 else count - 1
        return (self._change + steps) % count

    @property
    def out_of_sight(self) -> tuple[int, int]:
        """The numbers of changes of the last save above and below the window, without those already seen."""
        rows = [row for row in self._article.window if row.place.block and row.line.segments]
        if not rows or not self._unseen:
            return 0, 0
        first, last = (rows[end].source - self._shown.line_on_page(0) for end in (0, -1))
        self._unseen = tuple(one for one in self._unseen if one.stop <= first or one.start > last)
        above = sum(one.stop <= first for one in self._unseen)
        return above, len(self._unseen) - above

    def reveal_latest(self) -> None:
        """Scroll to the first change of the last save, unless it is visible; once for each save."""
        places, page, open_post = self._places(self._latest), self._article.page, self._shown.open_post
        if self._is_revealed or not places or page is None or open_post is None:
            return
        self._is_revealed = True
        left = self._unmoved(self._left) or self._anchor_here(page, open_post)
        self._article.reveal(places[0])
        self._left = replace(left, seen=self._article.place)

    def stay_at_latest(self) -> None:
        """Forget the place that was left for a change."""
        self._left = None

    def return_from_latest(self) -> None:
        """Go back to the place that was left for a change, unless the reader has moved on."""
        left, self._left = self._unmoved(self._left), None
        if left:
            self._article.go_to(left.placed)

    def _places(self, gutter: ChangeGutter) -> list[Place]:
        """The beginnings of the changes, in the article or in its source."""
        page, open_post = self._article.page, self._shown.open_post
        if page is None or open_post is None:
            return []
        if not self._shown.view.source:
            return gutter.places(page)
        starts = (open_post.blocks[block - 1].start if block else 0 for block in gutter.blocks)
        return [self._shown.place_of_line(start) for start in starts]

    def forget(self) -> None:
        """Unmark all changes; from now on, changes count from the present text."""
        self._article.changes = self._since = ChangeGutter()
        self._change, self._unseen = None, ()
        if post := self._shown.post:
            self._baselines.forget(post.id)


def _drawer_after_save(drawer: Drawer) -> Drawer:
    """The drawer after a save: blocks with footnotes are redrawn, since the notes may have changed."""
    return drawer.with_options(drawer.options) if drawer.options.notes else drawer


async def _gutter(before: ParsedBody, now: OpenPost) -> ChangeGutter:
    changes = await asyncio.to_thread(changes_since, before, now.parsed)
    return ChangeGutter.of(changes, len(now.blocks))


def _lines_of(changes: ChangeGutter, now: OpenPost) -> tuple[range, ...]:
    """The lines of the body in each change, at least one."""
    blocks = (now.blocks[number - 1] for number in changes.blocks if 0 < number <= len(now.blocks))
    return tuple(range(block.start, max(block.end, block.start + 1)) for block in blocks)
