"""`skipped-heading`: a heading two or more levels below the one before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.checking.rule import Rule
from tuireader.late import expression
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post
    from tuireader.checking.facts import Facts

NAME: Final = "skipped-heading"
MARK = expression(r"^[ >]{0,12}(#{1,6})[ \t]", re.MULTILINE)


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each skipped level; the first heading may have any, since themes put the title above it."""
    for post in facts.catalog:
        yield from _in_post(facts, post)


def _in_post(facts: Facts, post: Post) -> Iterator[Problem]:
    body = facts.body(post.id)
    # Marks may be in code, so the parser decides; but it is needed only if the marks differ.
    if body is None or len({match[1] for match in MARK.finditer(body.text)}) < 2:
        return
    parsers = facts.parsers.of(facts.engine(post.id))
    above = 0
    for entry in outline(parsers.full, parse_all(parsers.blocks, body.text.split("\n")).blocks):
        if above and entry.level > above + 1:
            message = f"a heading of level {entry.level} follows one of level {above}"
            yield Problem(post.id, NAME, message, "info", body.line + entry.line, 1)
        above = entry.level


RULE: Final = Rule((NAME,), check, by_post=True, of_text=True)
