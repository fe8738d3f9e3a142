"""Copying from the reader: code, links, the permalink, a quote, the source."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuireader.archive.text import counted, neutralise
from tuireader.ui.reader.labels import Choice
from tuireader.ui.working import restart

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tuireader.archive.post import PostId
    from tuireader.rendering.drawing import LinkSpan
    from tuireader.rendering.page.page import Place
    from tuireader.session.link_info import LinkInfo
    from tuireader.session.link_service import LinkService
    from tuireader.ui.desktop import Copied
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.labels import LabelMode
    from tuireader.ui.reader.links import LinkHints

QUESTION = "copy  c code · l link · p permalink · q quote · s source"


class Clipboard:
    """The copy commands; `put` puts a text on the clipboard."""

    def __init__(
        self,
        context: ReaderContext,
        labels: LabelMode,
        hints: LinkHints,
        link_service: LinkService,
        put: Callable[[str], Awaitable[Copied]],
    ) -> None:
        self._context = context
        self._reading = context.reading
        self._labels = labels
        self._hints = hints
        self._link_service = link_service
        self._put = put

    def ask(self) -> None:
        """Ask for the thing to copy."""
        if self._reading.post is None:
            self._context.say("there is nothing to copy")
            return
        answers = {
            "c": self._copy_code,
            "l": self._copy_link,
            "p": self._copy_permalink,
            "q": self._copy_quote,
            "s": self._copy_source,
        }
        self._labels.ask(answers, QUESTION)

    def copy(self, text: str, what: str) -> None:
        """Copy a text and say so; control characters are neutralised, so pasting it into a terminal is safe."""
        restart(self._context.screen, partial(self._copy, neutralise(text), what), "copying")

    async def _copy(self, text: str, what: str) -> None:
        self._context.say((await self._put(text)).said(what))

    # Code

    def _copy_code(self) -> None:
        codes = self._context.article.sight.codes
        if not codes:
            self._context.say("no code in sight")
        elif len(codes) == 1:
            self._copy_code_at(codes[0][1])
        else:
            choices = [Choice(y, 0, partial(self._copy_code_at, place)) for y, place in codes]
            self._labels.offer(choices, "type a label to copy its code; Esc to leave")

    def _copy_code_at(self, place: Place) -> None:
        from tuireader.rendering.page.page import whole_code

        page = self._context.article.page
        if page:
            code = page.drawing(place.block).codes[place.row]
            text = whole_code(page, place.block, code)
            of = f" of {code.language}" if code.language else ""
            self.copy(text, counted(text.count("\n") + 1, "line") + of)

    # Links

    def _copy_link(self) -> None:
        """Copy the current link, or the only one in sight, or ask for one."""
        article = self._context.article
        links = article.sight.links
        if current := article.current_span:
            self._copy_address(current)
        elif not links:
            self._context.say("no links in sight")
        elif len(links) == 1:
            self._copy_address(links[0].span)
        else:
            choices = [Choice(y, span.start, partial(self._copy_address, span)) for y, _, span in links]
            self._labels.offer(choices, "type a label to copy its link; Esc to leave")

    def _copy_address(self, span: LinkSpan) -> None:
        """Copy the address of a link; for a post of the archive, its address on the web."""
        self._hints.ask(span.href, partial(self._copy_explained, span))

    def _copy_explained(self, span: LinkSpan, info: LinkInfo) -> None:
        archive, post, target = (
            self._context.archive,
            self._reading.post,
            self._context.posts.get(info.target.id),
        )
        if archive is None or post is None:
            return
        from tuireader.session.link_info import address, permalink

        if target is None or self._context.from_input:
            whole = address(archive, post, span.href)
        else:
            whole = permalink(archive, target) + (f"#{info.target.anchor}" if info.target.anchor else "")
        self.copy(whole, whole)

    # The post

    def _copy_permalink(self) -> None:
        archive, post = self._context.archive, self._reading.post
        if self._context.from_input:
            self._context.say("a post from standard input has no address and no file to copy the path of")
        elif archive and post:
            from tuireader.session.link_info import permalink

            where = permalink(archive, post)
            why = "" if "://" in where else "the file's path, since the site's address is not known: "
            self.copy(where, why + where)

    def _copy_quote(self) -> None:
        text, post = (
            self._context.screen.get_selected_text() or self._reading.shown.paragraph,
            self._reading.post,
        )
        if not text:
            self._context.say("select what to quote")
        elif post:
            restart(self._context.screen, partial(self._quote, text, post.id), "quoting")

    async def _quote(self, text: str, source: PostId) -> None:
        """Copy words of the post as a quote, with links that work anywhere."""
        from_input = self._context.from_input
        whole = text if from_input else await self._link_service.whole(text, source)
        archive, post = self._context.archive, self._reading.post
        if archive and post and post.id == source:
            from tuireader.session.link_info import permalink, quoted

            what = f"“{_beginning(whole)}” as a quote"
            where = "" if from_input else permalink(archive, post)
            self.copy(quoted(whole, post.title, where), what)

    def _copy_source(self) -> None:
        source = self._reading.shown.source
        self.copy(source, f"the source: {counted(source.rstrip().count(chr(10)) + 1, 'line')}")


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 30 else words[:29].rstrip() + "…"
