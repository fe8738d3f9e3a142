"""The reader that tells where the links in sight lead, and marks those that lead nowhere."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tuireader.ui.reader.labels import LABELS
from tuireader.ui.reader.search import SeekingReader
from tuireader.ui.working import begin, lasting, later, latest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from tuireader.archive.post import PostId
    from tuireader.rendering.theme import Theme
    from tuireader.session.link_info import Lead
    from tuireader.session.live_archive import Shelf
    from tuireader.session.memory import Keeper
    from tuireader.settings import Settings
    from tuireader.ui.commands import Command
    from tuireader.ui.reader.labels import Choice
    from tuireader.ui.widgets.article import Article

REST = 0.08
"""Seconds after which the links that came into sight are looked into, so that moving on is not held up."""
LINK = "link"
"""The state of which is said where the current link leads."""


class TellingReader(SeekingReader):
    """A reader that knows where the links in sight lead."""

    def __init__(
        self, shelf: Shelf, theme: Theme, commands: Sequence[Command], keeper: Keeper, settings: Settings
    ) -> None:
        super().__init__(shelf, theme, commands, keeper, settings)
        self._settings = settings
        self._leads: dict[str, Lead | None] = {}
        """Where links of one post lead, as far as they were looked into."""
        self._leads_of: PostId | None = None
        self._resting: Timer | None = None
        self._learning = False

    def on_mount(self) -> None:
        """Gather the links of the archive as soon as it has been read."""
        keeping_up = partial(
            self.linking.run, self._take_linked, self._is_busy, self._is_opening, kept=self._settings.cache
        )
        lasting(self, keeping_up, "gathering links")

    # The links in sight

    def _take_linked(self) -> None:
        """Look again where links lead."""
        self._leads_of = None
        self._look_into_links()

    def on_article_moved(self, event: Article.Moved) -> None:
        """Look into the links that came into sight; one that is out of sight is no longer current."""
        del event
        article = self.reading.article
        if article.links.current and article.sight and article.links.current not in dict(article.sight.links):
            article.make_current(None)
        if not article.marks.labels:
            self.status.end(LABELS)
        if self._resting is None:
            self._resting = later(self, REST, self._look_into_links)

    def _look_into_links(self) -> None:
        if self._resting:
            self._resting.stop()
            self._resting = None
        if self._learning or not self.linking.settled:
            # What is being learnt is marked when it is known; until then less may be known than is marked.
            return
        if self._unknown():
            self._learning = True
            begin(self, self._learn, "looking up links")
        else:
            self._mark_broken()

    def _unknown(self) -> list[str]:
        """The addresses in sight that were not looked into since links may have come to lead elsewhere."""
        post, sight = self.reading.post, self.reading.article.sight
        if post is None or sight is None:
            return []
        if self._leads_of != post.id:
            self._leads, self._leads_of = {}, post.id
        return [href for href in sight.hrefs if href not in self._leads]

    async def _learn(self) -> None:
        try:
            while (unknown := self._unknown()) and self._leads_of:
                known, source = self._leads, self._leads_of
                # An address that nothing is known of is not asked for again.
                known.update(dict.fromkeys(unknown) | await self.linking.leads(unknown, source))
        finally:
            self._learning = False
        self._mark_broken()
        if (href := self.reading.article.current_link) and self.status.notice == href:
            self._tell(href)

    def _mark_broken(self) -> None:
        article = self.reading.article
        broken = frozenset(href for href, lead in self._leads.items() if lead and lead.broken)
        article.links = replace(article.links, broken=broken)

    # Where a link leads

    def on_article_link_hovered(self, event: Article.LinkHovered) -> None:
        """Say where the link leads."""
        self._tell(event.href)

    def on_article_link_chosen(self, event: Article.LinkChosen) -> None:
        """Follow the link."""
        self.follow(event.href)

    def _tell(self, href: str) -> None:
        """Say where a link leads as soon as that is known, and until then what is written."""
        known = (
            self._leads.get(href) if self.reading.post and self._leads_of == self.reading.post.id else None
        )
        self._say_lead(known.text if known else href)
        if href and not known and self.linking.settled:
            self._ask(href, lambda lead: self._tell_late(href, lead))

    def _tell_late(self, href: str, lead: Lead) -> None:
        if self.reading.article.current_link == href:
            self._say_lead(lead.text)

    def _say_lead(self, text: str) -> None:
        if text:
            self.say(text, of=LINK, stays=True)
        else:
            self.status.end(LINK)

    def on_reading_pane_shown(self) -> None:
        """Forget the link that was spoken of in the post before."""
        self.status.end(LINK)

    def _ask(self, href: str, answered: Callable[[Lead], None]) -> None:
        """Find out where a link of the open post leads."""
        post = self.reading.post
        if post is not None:
            latest(self, partial(self._answer, href, post.id, answered), "looking up a link")

    async def _answer(self, href: str, source: PostId, answered: Callable[[Lead], None]) -> None:
        lead = (await self.linking.leads([href], source)).get(href)
        if lead and self.reading.post and self.reading.post.id == source:
            answered(lead)

    def _narrowed(self, choices: Sequence[Choice]) -> None:
        """Say where the links lead whose labels begin as was typed."""
        leads = (self._leads.get(one.href) for one in choices if one.href)
        self.say(" · ".join(lead.text for lead in leads if lead), of=LABELS, stays=True)

    # Links by the keyboard

    def action_pane(self, steps: int) -> None:
        """In the article go to the next link in sight; after the last, or elsewhere, to the next pane."""
        article = self.reading.article
        if not (article.has_focus and article.step_link(steps)):
            article.make_current(None)
            super().action_pane(steps)

    def action_enter(self) -> None:
        """Follow the current link, or choose what is highlighted."""
        article = self.reading.article
        if article.has_focus and article.links.current:
            self.follow(article.current_link)
        else:
            super().action_enter()

    def action_step_back(self) -> None:
        """Leave the current link, or whatever was entered."""
        if self.reading.article.links.current and not self.get_selected_text():
            self.reading.article.make_current(None)
        else:
            super().action_step_back()
