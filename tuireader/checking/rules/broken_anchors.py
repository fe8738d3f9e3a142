"""`broken-anchor`: a link leads to a missing place in a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.checking.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Severity
    from tuireader.checking.facts import Facts

NAME: Final = "broken-anchor"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each link to a heading, or another place, that its target lacks."""
    for link in facts.graph:
        if message := facts.lost_place(link):
            # An include, a shortcode or another program of the site may make the place.
            target = link.target.id
            made = facts.is_reworked(link) or (target is not None and facts.is_made_in_part(target))
            severity: Severity = "info" if made else "warning"
            yield Problem(link.source, NAME, message, severity, link.written.line, link.written.column)


RULE: Final = Rule((NAME,), check)
