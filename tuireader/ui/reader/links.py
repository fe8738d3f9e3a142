"""Links in the reader: where those in sight lead, which of them lead nowhere, and the panels that tell more."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tuireader.session.open_post import Jump
from tuireader.ui.article import article_overlay
from tuireader.ui.reader.labels import LABELS, Choice
from tuireader.ui.working import begin, lasting, later, restart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from tuireader.archive.post import PostId
    from tuireader.rendering.drawing import LinkSpan
    from tuireader.session.link_info import LinkInfo
    from tuireader.session.link_service import LinkService
    from tuireader.settings import Settings
    from tuireader.ui.panels.lists import Chosen
    from tuireader.ui.reader.appearance import Appearance
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.labels import LabelMode
    from tuireader.ui.reader.navigator import Navigator
    from tuireader.ui.reader.search import Background

REST = 0.08
"""Seconds after which the links that came into sight are looked into, so that moving on is not held up."""
LINK = "link"
"""The state of which is said where the current link leads."""


class LinkHints:
    """Where the links in sight lead; those that lead nowhere are marked."""

    def __init__(self, context: ReaderContext, link_service: LinkService) -> None:
        self._context = context
        self._reading = context.reading
        self._link_service = link_service
        self._infos: dict[str, LinkInfo | None] = {}
        """Where links of one post lead, as far as they were looked into."""
        self._infos_of: PostId | None = None
        self._resting: Timer | None = None
        self._learning = False

    def start(self, background: Background, *, kept: bool) -> None:
        """Gather the links of the archive as soon as it has been read; what is gathered is `kept` for the next run."""
        keeping_up = partial(
            self._link_service.run, self.take_linked, background.is_busy, background.is_opening, kept=kept
        )
        lasting(self._context.screen, keeping_up, "gathering links")

    # The links in sight

    def take_linked(self) -> None:
        """Look again where links lead."""
        self._infos_of = None
        self.look()

    def note_moved(self) -> None:
        """Look into the links that came into sight; one that is out of sight is no longer current."""
        article = self._context.article
        if article.links.current and article.sight and article.links.current not in dict(article.sight.links):
            article.make_current(None)
        if not article.marks.labels:
            self._context.end(LABELS)
        if self._resting is None:
            self._resting = later(self._context.screen, REST, self.look)

    def look(self) -> None:
        """Look into the links in sight that nothing is known of yet."""
        if self._resting:
            self._resting.stop()
            self._resting = None
        if self._learning or not self._link_service.settled:
            # What is being learnt is marked when it is known; until then less may be known than is marked.
            return
        if self._unknown():
            self._learning = True
            begin(self._context.screen, self._learn, "looking up links")
        else:
            self._mark_broken()

    def _unknown(self) -> list[str]:
        """The addresses in sight that were not looked into since links may have come to lead elsewhere."""
        post, sight = self._reading.post, self._context.article.sight
        if post is None or sight is None:
            return []
        if self._infos_of != post.id:
            self._infos, self._infos_of = {}, post.id
        return [href for href in sight.hrefs if href not in self._infos]

    async def _learn(self) -> None:
        try:
            while (unknown := self._unknown()) and self._infos_of:
                known, source = self._infos, self._infos_of
                # An address that nothing is known of is not asked for again.
                known.update(dict.fromkeys(unknown) | await self._link_service.explain(unknown, source))
        finally:
            self._learning = False
        self._mark_broken()
        if (href := self._context.article.current_link) and self._context.status.notice == href:
            self.tell(href)

    def _mark_broken(self) -> None:
        article = self._context.article
        broken = frozenset(href for href, info in self._infos.items() if info and info.broken)
        article.links = replace(article.links, broken=broken)

    # Where a link leads

    def tell(self, href: str) -> None:
        """Say where a link leads as soon as that is known, and until then what is written."""
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
        """Forget the link that was spoken of in the post before."""
        self._context.end(LINK)

    def tell_choices(self, choices: Sequence[Choice]) -> None:
        """Say where the links lead whose labels begin as was typed."""
        leads = (self._infos.get(one.href) for one in choices if one.href)
        self._context.say(" · ".join(info.text for info in leads if info), of=LABELS, stays=True)

    def ask(self, href: str, answered: Callable[[LinkInfo], None]) -> None:
        """Find out where a link of the open post leads, and call `answered` with it."""
        post = self._reading.post
        if post is not None:
            answering = partial(self._answer, href, post.id, answered)
            restart(self._context.screen, answering, "looking up a link")

    async def _answer(self, href: str, source: PostId, answered: Callable[[LinkInfo], None]) -> None:
        info = (await self._link_service.explain([href], source)).get(href)
        if info and self._reading.post and self._reading.post.id == source:
            answered(info)


class LinkChooser:
    """The links in sight, to be followed or looked behind by their labels."""

    def __init__(
        self,
        context: ReaderContext,
        labels: LabelMode,
        hints: LinkHints,
        navigator: Navigator,
        appearance: Appearance,
    ) -> None:
        self._context = context
        self._labels = labels
        self._hints = hints
        self._navigator = navigator
        self._appearance = appearance

    @property
    def _links(self) -> list[tuple[int, LinkSpan]]:
        article = self._context.article
        return list(article_overlay.links_in_view(article.page, article.window)) if article.page else []

    def label(self) -> None:
        """Label the links and the folds in sight."""
        article = self._context.article
        links = [
            Choice(y, span.start, partial(self._navigator.follow, span.href), span.href)
            for y, span in self._links
        ]
        folds = [
            Choice(one.y, one.start, partial(self._appearance.toggle_fold, one.line))
            for one in (article_overlay.folds_in_view(article.page, article.window) if article.page else ())
        ]
        if not links and not folds:
            self._context.say("no links in sight")
            return
        what = "follow its link" if links else "open or close its fold"
        choices = sorted([*links, *folds], key=lambda one: one[:2])
        self._labels.offer(choices, f"type a label to {what}; Esc to leave")

    def preview(self) -> None:
        """Show where the current link leads without going there; without one, ask for a link."""
        links = self._links
        if href := self._context.article.current_link or (links[0][1].href if len(links) == 1 else ""):
            self._preview(href)
        elif links:
            choices = [
                Choice(y, span.start, partial(self._preview, span.href), span.href) for y, span in links
            ]
            self._labels.offer(choices, "type a label to see where its link leads; Esc to leave")
        else:
            self._context.say("no links in sight")

    def _preview(self, href: str) -> None:
        self._hints.ask(href, partial(self._show_preview, href))

    def _show_preview(self, href: str, info: LinkInfo) -> None:
        archive, post = self._context.archive, self._context.posts.get(info.target.id)
        if archive is None or post is None or info.broken:
            self._context.say(info.text)
            return
        from tuireader.ui.panels.link_preview import LinkPreview

        reading = self._context.reading
        panel = LinkPreview(reading, archive, post, info, reading.shown.view.theme)
        self._context.screen.app.push_screen(
            panel, lambda goes: self._navigator.follow(href) if goes else None
        )


class PostPanels:
    """The panels about the open post: what is around it, and what is wrong with it."""

    def __init__(
        self, context: ReaderContext, link_service: LinkService, navigator: Navigator, settings: Settings
    ) -> None:
        self._context = context
        self._reading = context.reading
        self._link_service = link_service
        self._navigator = navigator
        self._settings = settings

    def show_backlinks(self) -> None:
        """List what links here and what else is near."""
        if post := self._reading.post:
            from tuireader.ui.panels.lists import Backlinks

            panel = Backlinks(self._reading, self._link_service, post)
            self._context.screen.app.push_screen(panel, self._take_chosen)
        else:
            self._context.say("no post is open yet")

    def show_problems(self) -> None:
        """List what is wrong with the post, or with the archive."""
        archive, post = self._context.archive, self._reading.post or self._reading.wanted
        if post and archive:
            from tuireader.ui.panels.lists import Problems

            panel = Problems(self._reading, self._link_service, archive, post, self._settings)
            self._context.screen.app.push_screen(panel, self._take_chosen)
        else:
            self._context.say("no post is open yet")

    def _take_chosen(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        post = self._context.posts.get(chosen.post)
        if post is None:
            self._context.say(f"{chosen.post} is no longer in the archive")
        else:
            self._navigator.open_at(post, Jump(post.id, chosen.line or 1))
