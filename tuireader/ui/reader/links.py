"""Links in the reader: their targets, and which are broken."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tuireader.ui.reader.labels import LABELS, Choice
from tuireader.ui.working import begin, lasting, later, restart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from tuireader.archive.post import PostId
    from tuireader.session.link_info import LinkInfo
    from tuireader.session.link_service import LinkService
    from tuireader.ui.reader.context import Background, ReaderContext
    from tuireader.ui.reader.labels import LabelMode
    from tuireader.ui.reader.navigator import Navigator

LOOKUP_DELAY = 0.08
"""Seconds of rest before links that came into sight are looked up, so that scrolling is not slowed down."""
LINK = "link"
"""The state during which the target of the current link is shown."""


class LinkHints:
    """The targets of the links in sight; broken ones are marked."""

    def __init__(self, context: ReaderContext, link_service: LinkService) -> None:
        self._context = context
        self._reading = context.reading
        self._link_service = link_service
        self._infos: dict[str, LinkInfo | None] = {}
        """The links of one post that were looked up; None for those without an answer."""
        self._infos_of: PostId | None = None
        self._resting: Timer | None = None
        self._looking_up = False

    def start(self, background: Background, *, kept: bool) -> None:
        """Gather the links of the archive once it is read; with `kept`, cache them for the next run."""
        keeping_up = partial(
            self._link_service.run, self.links_changed, background.is_busy, background.is_opening, kept=kept
        )
        lasting(self._context.screen, keeping_up, "gathering links")

    # The links in sight

    def links_changed(self) -> None:
        """Look up all links again."""
        self._infos_of = None
        self.look()

    def note_moved(self) -> None:
        """Look up links that came into sight; a link out of sight is no longer current."""
        article = self._context.article
        if article.links.current and article.current_span is None:
            article.make_current(None)
        if not article.marks.labels:
            self._context.end(LABELS)
        if self._resting is None:
            self._resting = later(self._context.screen, LOOKUP_DELAY, self.look)

    def look(self) -> None:
        """Look up the links in sight that are not known yet."""
        if self._resting:
            self._resting.stop()
            self._resting = None
        if self._looking_up or not self._link_service.settled:
            # Links that are being looked up are marked afterwards; less may be known now than is marked.
            return
        if self._unknown():
            self._looking_up = True
            begin(self._context.screen, self._learn, "looking up links")
        else:
            self._mark_broken()

    def _unknown(self) -> list[str]:
        """The addresses in sight that have not been looked up since links last changed."""
        post = self._reading.post
        if post is None:
            return []
        if self._infos_of != post.id:
            self._infos, self._infos_of = {}, post.id
        hrefs = dict.fromkeys(link.span.href for link in self._context.article.sight.links)
        return [href for href in hrefs if href not in self._infos]

    async def _learn(self) -> None:
        try:
            while (unknown := self._unknown()) and self._infos_of:
                known, source = self._infos, self._infos_of
                # Addresses without an answer are not asked for again.
                known.update(dict.fromkeys(unknown) | await self._link_service.explain(unknown, source))
        finally:
            self._looking_up = False
        self._mark_broken()
        if (href := self._context.article.current_link) and self._context.status.notice == href:
            self.tell(href)

    def _mark_broken(self) -> None:
        article = self._context.article
        broken = frozenset(href for href, info in self._infos.items() if info and info.broken)
        article.links = replace(article.links, broken=broken)

    # Where a link leads

    def tell(self, href: str) -> None:
        """Show the target of a link once it is known, and its address until then."""
        post = self._reading.post
        known = self._infos.get(href) if post and self._infos_of == post.id else None
        self._say(known.text if known else href)
        if href and not known and self._link_service.settled:
            self.ask(href, lambda info: self._tell_late(href, info))

    def _tell_late(self, href: str, info: LinkInfo) -> None:
        if self._context.article.current_link == href:
            self._say(info.text)

    def _say(self, text: str) -> None:
        if text:
            self._context.say(text, of=LINK, stays=True)
        else:
            self._context.end(LINK)

    def note_shown(self) -> None:
        """Forget the link shown for the post before."""
        self._context.end(LINK)

    def explain_choices(self, choices: Sequence[Choice]) -> None:
        """Show the targets of the links whose labels match the typed letters."""
        leads = (self._infos.get(one.href) for one in choices if one.href)
        self._context.say(" · ".join(info.text for info in leads if info), of=LABELS, stays=True)

    def ask(self, href: str, answered: Callable[[LinkInfo], None]) -> None:
        """Look up a link of the open post, and call `answered` with the result."""
        post = self._reading.post
        if post is not None:
            answering = partial(self._answer, href, post.id, answered)
            restart(self._context.screen, answering, "looking up a link")

    async def _answer(self, href: str, source: PostId, answered: Callable[[LinkInfo], None]) -> None:
        info = (await self._link_service.explain([href], source)).get(href)
        if info and self._reading.post and self._reading.post.id == source:
            answered(info)


class LinkChooser:
    """The links in sight, to be followed or previewed by label."""

    def __init__(
        self, context: ReaderContext, labels: LabelMode, hints: LinkHints, navigator: Navigator
    ) -> None:
        self._context = context
        self._labels = labels
        self._hints = hints
        self._navigator = navigator

    def label(self) -> None:
        """Label the links and folds in sight."""
        sight = self._context.article.sight
        links = [
            Choice(y, span.start, partial(self._navigator.follow, span.href), span.href)
            for y, _, span in sight.links
        ]
        folds = [
            Choice(one.y, one.start, partial(self._context.reading.folding.toggle, one.line))
            for one in sight.folds
        ]
        if not links and not folds:
            self._context.say("no links in sight")
            return
        what = "follow its link" if links else "open or close its fold"
        choices = sorted([*links, *folds], key=lambda one: one[:2])
        self._labels.offer(choices, f"type a label to {what}; Esc to leave")

    def preview(self) -> None:
        """Preview the target of the current link, or of one to be chosen."""
        article = self._context.article
        links = article.sight.links
        if href := article.current_link or (links[0].span.href if len(links) == 1 else ""):
            self._preview(href)
        elif links:
            choices = [
                Choice(y, span.start, partial(self._preview, span.href), span.href) for y, _, span in links
            ]
            self._labels.offer(choices, "type a label to see where its link leads; Esc to leave")
        else:
            self._context.say("no links in sight")

    def open_page(self) -> None:
        """Open the page of the post on its site in the browser."""
        archive, post = self._context.archive, self._context.reading.post
        if archive is None or post is None or self._context.from_input:
            self._context.say("there is no page to open")
            return
        from tuireader.session.link_info import permalink

        address = permalink(archive, post)
        if address.startswith(("http://", "https://")):
            self._context.screen.app.open_url(address)
            self._context.say(f"opening {address}")
        else:
            self._context.say("the site's configuration does not say where it is on the web")

    def _preview(self, href: str) -> None:
        self._hints.ask(href, partial(self._show_preview, href))

    def _show_preview(self, href: str, info: LinkInfo) -> None:
        archive, post = self._context.archive, self._context.posts.get(info.target.id)
        if archive is None or post is None or info.broken:
            self._context.say(info.text)
            return
        from tuireader.ui.panels.link_preview import LinkPreview

        reading = self._context.reading
        panel = LinkPreview(reading, archive, post, info, reading.shown.view.plain)
        self._context.screen.app.push_screen(
            panel, lambda goes: self._navigator.follow(href) if goes else None
        )
