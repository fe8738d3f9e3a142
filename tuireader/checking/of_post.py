"""One post → what is wrong with it, without reading all others."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tuireader.catalog.catalog import Catalog
from tuireader.catalog.link_graph import LinkGraph
from tuireader.checking.check import MODULES, neutralised
from tuireader.checking.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Collection

    from tuireader.archive.post import PostId, Problem

_ALONE: Final = frozenset({"dates", "skipped_headings", "unfinished"})
"""Modules of rules that look at each post by itself."""


def problems_of_post(
    facts: Facts, post_id: PostId, off: Collection[str] = (), *, every: bool = False
) -> tuple[Problem, ...]:
    """Return the problems of one post but those of the rules that are `off`, by line and column.

    What a check of the archive tells once for many posts is told of each of them here, with `every` at each place.
    """
    post = facts.catalog.get(post_id)
    if post is None:
        return ()
    targets = {link.written.href: link.target for link in facts.graph.links_from(post_id)}
    written = [link.written for link in facts.graph.links_from(post_id)]
    graph = LinkGraph.of({post_id: written}, lambda href, _: targets[href])
    among = Facts(facts.archive, facts.catalog, graph, facts)
    alone = Facts(facts.archive, Catalog.empty().apply([post])[0], graph, facts)
    found = list(post.problems)
    for module, rules in MODULES.items():
        if not set(rules) <= set(off):
            rule = import_module(f"tuireader.checking.rules.{module}")
            check = getattr(rule, "check_each", rule.check) if every else rule.check
            found += check(alone if module in _ALONE else among)
    kept = {neutralised(problem) for problem in found if problem.id == post_id and problem.rule not in off}
    return tuple(sorted(kept, key=_place))


def _place(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line or 0, problem.column or 0, problem.rule, problem.message
