"""Unfinished parts of a text: fences, template blocks, merge conflicts and footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.checking.open_parts import open_parts
from tuireader.checking.open_text import Text
from tuireader.checking.rule import Rule
from tuireader.rendering.body.windows import parse_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post, Problem
    from tuireader.checking.facts import Facts


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each open part of a post, at its first line."""
    for post in facts.catalog:
        yield from _in_post(facts, post)


def _in_post(facts: Facts, post: Post) -> Iterator[Problem]:
    body = facts.body(post.id)
    if body is None:
        return
    lines = body.text.split("\n")
    site = facts.archive.site_for(post.id)
    parsers = facts.parsers.of(site.engine)
    text = Text(post.id, lines, body.line, site, str(facts.archive.root), parsers)
    yield from open_parts(text, lambda: parse_all(parsers.blocks, lines).blocks)


_NAMES: Final = (
    "conflict-markers", "unclosed-comment", "unclosed-fence", "unclosed-formula", "unclosed-liquid",
    "unclosed-shortcode", "uncited-footnote", "undefined-footnote", "unknown-liquid-tag",
)  # fmt: skip
RULE: Final = Rule(_NAMES, check, by_post=True, of_text=True)
