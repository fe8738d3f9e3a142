"""`broken-anchor`: a link leads to a place in a post that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.checking.facts import Facts

RULE = "broken-anchor"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each link to a heading, or another place, that its target does not have."""
    for link in facts.graph:
        if message := facts.lost_place(link):
            yield Problem(link.source, RULE, message, "warning", link.written.line, link.written.column)
