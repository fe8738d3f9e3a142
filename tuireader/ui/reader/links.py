"""The reader that shows what is behind a link, what links here, and what is wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuireader.session.link_info import permalink
from tuireader.session.open_post import Landing
from tuireader.ui.reader.labels import Choice
from tuireader.ui.reader.link_hints import TellingReader
from tuireader.ui.widgets import article_overlay
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.rendering.drawing import LinkSpan
    from tuireader.session.link_info import Lead
    from tuireader.ui.panels.lists import Chosen


class FollowingReader(TellingReader):
    """A reader with panels that tell what is linked."""

    # Previews

    def action_preview(self) -> None:
        """Show where the current link leads without going there; without one, ask for a link."""
        article = self.reading.article
        links = list(article_overlay.links_in_view(article.page, article.window)) if article.page else []
        if href := article.current_link or (links[0][1].href if len(links) == 1 else ""):
            self._preview(href)
        elif links:
            choices = [
                Choice(y, span.start, partial(self._preview, span.href), span.href) for y, span in links
            ]
            self.offer(choices, "type a label to see where its link leads; Esc to leave")
        else:
            self.say("no links in sight")

    def _preview(self, href: str) -> None:
        self._ask(href, partial(self._show_preview, href))

    def _show_preview(self, href: str, lead: Lead) -> None:
        archive, post = self.shelf.archive, self.catalog.get(lead.target.id) if lead.target.id else None
        if archive is None or post is None or lead.broken:
            self.say(lead.text)
            return
        from tuireader.ui.panels.link_preview import LinkPreview

        preview = LinkPreview(self.reading, archive, post, lead, self.reading.page_theme)
        self.app.push_screen(preview, lambda goes: self.follow(href) if goes else None)

    # What is around a post, and what is wrong

    def action_backlinks(self) -> None:
        """List what links here and what else is near."""
        if post := self.reading.post:
            from tuireader.ui.panels.lists import Backlinks

            self.app.push_screen(Backlinks(self.reading, self.linking, post), self._take_chosen)
        else:
            self.say("no post is open yet")

    def action_problems(self) -> None:
        """List what is wrong with the post, or with the archive."""
        post = self.reading.post or self.reading.wanted
        if post and self.shelf.archive:
            from tuireader.ui.panels.lists import Problems

            linking, archive = self.linking, self.shelf.archive
            problems = Problems(self.reading, linking, archive, post, self._settings)
            self.app.push_screen(problems, self._take_chosen)
        else:
            self.say("no post is open yet")

    def _take_chosen(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        post = self.catalog.get(chosen.post)
        if post is None:
            self.say(f"{chosen.post} is no post")
        else:
            self.land_in(post, Landing(post.id, chosen.line or 1))

    # Copying

    def _copy_link(self) -> None:
        """Copy the current link, or ask which."""
        article = self.reading.article
        current = article.current_span
        if current:
            self._copy_address(current)
        else:
            super()._copy_link()

    def _quote(self, text: str) -> None:
        """Copy words of the post as a quote whose links lead where they led."""
        if post := self.reading.post:
            latest(self, partial(self._quote_whole, text, post.id), "quoting")

    async def _quote_whole(self, text: str, source: PostId) -> None:
        whole = await self.linking.whole(text, source)
        if self.reading.post and self.reading.post.id == source:
            super()._quote(whole)

    def _copy_address(self, span: LinkSpan) -> None:
        """Copy the address of a link; that of a post of the archive as others can use it."""
        self._ask(span.href, partial(self._copy_lead, span))

    def _copy_lead(self, span: LinkSpan, lead: Lead) -> None:
        archive, target = self.shelf.archive, self.catalog.get(lead.target.id) if lead.target.id else None
        if archive is None or target is None:
            super()._copy_address(span)
            return
        anchor = f"#{lead.target.anchor}" if lead.target.anchor else ""
        whole = permalink(archive, target) + anchor
        self.copy(whole, whole)
