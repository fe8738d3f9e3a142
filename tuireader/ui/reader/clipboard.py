"""Copying out of the reader: code, links, the permalink, a quote, the source."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from tuireader.archive.text import neutralise
from tuireader.session.link_info import address, counted, permalink, quoted
from tuireader.ui.reader.labels import Choice, ReaderLabelling
from tuireader.ui.widgets import article_overlay
from tuireader.ui.working import latest

if TYPE_CHECKING:
    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page.page import Place
    from tuireader.ui.app import ReaderApp

QUESTION = "copy  c code · l link · p permalink · q quote · s source"


class ReaderCopying(ReaderLabelling):
    """The reader that puts things on the clipboard."""

    def action_copy(self) -> None:
        """Ask what to copy."""
        if self.reading.post is None:
            self.say("there is nothing to copy")
            return
        answers = {
            "c": self._copy_code,
            "l": self._copy_link,
            "p": self._copy_permalink,
            "q": self._copy_quote,
            "s": self._copy_source,
        }
        self.ask(answers, QUESTION)

    def copy(self, text: str, what: str) -> None:
        """Put a text on the clipboard, and say so; nothing in it commands a terminal that it is pasted into."""
        latest(self, partial(self._copy, neutralise(text), what), "copying")

    async def _copy(self, text: str, what: str) -> None:
        self.say((await cast("ReaderApp", self.app).copy(text)).said(what))

    def _copy_code(self) -> None:
        article = self.reading.article
        codes = list(article_overlay.codes_in_view(article.page, article.window)) if article.page else []
        if not codes:
            self.say("no code in sight")
        elif len(codes) == 1:
            self._copy_code_at(codes[0][1])
        else:
            choices = [Choice(y, 0, partial(self._copy_code_at, place)) for y, place in codes]
            self.offer(choices, "type a label to copy its code; Esc to leave")

    def _copy_code_at(self, place: Place) -> None:
        from tuireader.rendering.page.source import whole_code

        page = self.reading.article.page
        if page:
            code = page.drawing(place.block).codes[place.row]
            text = whole_code(page, place.block, code)
            of = f" of {code.language}" if code.language else ""
            self.copy(text, counted(text.count("\n") + 1, "line") + of)

    def _copy_link(self) -> None:
        article = self.reading.article
        links = list(article_overlay.links_in_view(article.page, article.window)) if article.page else []
        if not links:
            self.say("no links in sight")
        elif len(links) == 1:
            self._copy_address(links[0][1])
        else:
            choices = [Choice(y, span.start, partial(self._copy_address, span)) for y, span in links]
            self.offer(choices, "type a label to copy its link; Esc to leave")

    def _copy_address(self, span: LinkSpan) -> None:
        archive, post = self.shelf.archive, self.reading.post
        if archive and post:
            whole = address(archive, post, span.href)
            self.copy(whole, whole)

    def _copy_permalink(self) -> None:
        archive, post = self.shelf.archive, self.reading.post
        if archive and post:
            where = permalink(archive, post)
            self.copy(where, where)

    def _copy_quote(self) -> None:
        if text := self.get_selected_text() or self.reading.paragraph():
            self._quote(text)
        else:
            self.say("select what to quote")

    def _quote(self, text: str) -> None:
        """Copy words of the post as a quote of it."""
        archive, post = self.shelf.archive, self.reading.post
        if archive and post:
            self.copy(quoted(text, post.title, permalink(archive, post)), f"“{_beginning(text)}” as a quote")

    def _copy_source(self) -> None:
        source = self.reading.source
        self.copy(source, f"the source: {counted(source.rstrip().count(chr(10)) + 1, 'line')}")


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 30 else words[:29].rstrip() + "…"
