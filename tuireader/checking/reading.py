"""The links of one post after another, from their files: in what the site makes of a body, at the lines of the file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.archive.bodies import Bodies
from tuireader.archive.scan import read
from tuireader.archive.source import Source, open_source
from tuireader.rendering.body.site_text import may_hold_templates, site_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.archive import Archive
    from tuireader.archive.bodies import Body
    from tuireader.archive.post import PostId, Stamp
    from tuireader.archive.site import Site
    from tuireader.archive.written_link import WrittenLink
    from tuireader.rendering.parsing.parsers import Parsers

_NOTES: Final = frozenset({"obsidian", "plain"})
"""Engines in whose posts `[[Note]]` is a link."""
_HAND_DOWN: Final = frozenset({"eleventy", "hugo", "zola"})
"""Engines whose folders say something of the posts in them, which templates may ask for."""

_CODE: Final = re.compile(r"\{\{[^{}\n]{1,400}\}\}|\{%[^{}\n]{1,400}%\}")


class Found(NamedTuple):
    """The links of a post, and the state of the file at that moment, if it is all that the links depend on."""

    links: tuple[WrittenLink, ...]
    stamp: Stamp | None


class LinkReader:
    """Reads the links of an archive's posts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._bodies = Bodies(archive)

    @cached_property
    def _parsers(self) -> Parsers:
        from tuireader.rendering.parsing.parsers import Parsers  # noqa: PLC0415 - not where all links are known

        return Parsers()

    def read(self, post_id: PostId) -> Found | None:
        """Return the links of a post, their lines counted in the file, from 1; None where it cannot be read."""
        read = self._bodies.read(post_id)
        if read is None:
            return None
        body, stamp = read
        if not may_hold_templates(post_id, body.text):
            return Found(self._all_of(post_id, body.text, body.line), stamp)
        evaluated = self._evaluated(post_id) or body.text
        links = self._all_of(post_id, evaluated, body.line)
        kept = None if self._site(post_id).engine in _HAND_DOWN else stamp
        return Found(tuple(_placed(links, body, evaluated)), kept)

    def links_of(self, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
        """Return the links of a body of the post, which begins on that line of its file."""
        from tuireader.rendering.links.link_list import links_of  # noqa: PLC0415 - as the parsers

        engine = self._site(post_id).engine
        return links_of(self._parsers.of(engine), body, wikilinks=engine in _NOTES, first=line)

    def _all_of(self, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
        """Return the links of a body, and what would be one if anything defined it."""
        links = self.links_of(post_id, body, line)
        if "][" not in body:
            return links
        from tuireader.rendering.links.undefined import undefined_links  # noqa: PLC0415 - as the parsers

        if not (undefined := undefined_links(self._parsers.of(self._site(post_id).engine), body, line)):
            return links
        return tuple(sorted((*links, *undefined), key=lambda link: (link.line, link.column)))

    def _site(self, post_id: PostId) -> Site:
        return self._archive.site_of(post_id) or self._archive.site

    def _evaluated(self, post_id: PostId) -> str | None:
        """The body of a post with its templates evaluated: as many lines."""
        source = open_source(self._archive, post_id)
        if not isinstance(source, Source):
            return None
        return site_text(source, self._site(post_id), read(self._archive, post_id, datetime.now(UTC)))


def _placed(links: tuple[WrittenLink, ...], body: Body, evaluated: str) -> Iterator[WrittenLink]:
    """The links with the columns of the text as it was written, as far as templates leave them to be told."""
    written, made = body.text.split("\n"), evaluated.split("\n")
    for link in links:
        number = link.line - body.line
        before = written[number] if number < len(written) else ""
        if not link.href and f"[{link.text}]()" not in before and (code := _CODE.search(before)):
            link = replace(link, href=code[0])  # noqa: PLW2901 - nothing is known of what it is evaluated to
        if (
            number >= len(made)
            or before == made[number]
            or before.startswith(made[number][: link.column - 1])
        ):
            yield link
            continue
        at = before.find(f"[{link.text}]")
        yield replace(link, column=(at if at >= 0 else len(before) - len(before.lstrip())) + 1)
