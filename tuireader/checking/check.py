"""The problems of an archive, or of one post."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import islice
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from tuireader.archive.archive import engine_of
from tuireader.archive.text import on_one_line
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.graph import LinkGraph
from tuireader.checking import rules as folder
from tuireader.checking.bodies import KEPT_BODIES
from tuireader.checking.facts import Facts
from tuireader.checking.links import CACHE_FROM, link_graph, written_links
from tuireader.rendering.templates.liquid.documents import SiteDocuments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId, Problem
    from tuireader.checking.rule import Rule
    from tuireader.checking.sound import SoundPosts


@cache
def rules() -> tuple[Rule, ...]:
    """All rules: `RULE` of every module in the folder of rules."""
    names = sorted(module.name for module in iter_modules(folder.__path__, f"{folder.__name__}."))
    return tuple(import_module(name).RULE for name in names)


def problems_by(facts: Facts, rule: Rule, *, every: bool) -> Iterable[Problem]:
    """The problems of a rule; with `every`, one for each place."""
    return rule.check_each(facts) if every and rule.check_each else rule.check(facts)


def facts_of(
    archive: Archive, catalog: Catalog, documents: SiteDocuments | None = None, *, kept: bool = True
) -> Facts:
    """The facts for the rules; reads every post. `documents` are those that templates may ask for.

    With `kept`, the links of many posts are cached in the user's cache folder.
    """
    documents = documents or SiteDocuments()
    written = written_links(
        archive, (post.id for post in catalog), documents=documents, cache_from=CACHE_FROM if kept else None
    )
    return Facts(archive, catalog, link_graph(archive, catalog, written), documents=documents)


def problems_of(
    facts: Facts, off: Collection[str] = (), *, every: bool = False, sound: SoundPosts | None = None
) -> tuple[Problem, ...]:
    """All problems except those of the rules that are `off`, by file, line and column.

    With `every`, one for each place; otherwise a missing folder of images has only one. The texts of `sound` posts are
    not read.
    """
    found = [*facts.archive.problems, *_of_folders(facts)]
    found += [problem for post in facts.catalog for problem in post.problems]
    wanted = [rule for rule in rules() if not set(rule.names) <= set(off)]
    for rule in wanted:
        if not rule.of_text:
            found += problems_by(facts, rule, every=every)
    found += _of_texts(facts, [rule for rule in wanted if rule.of_text], sound)
    kept = {neutralised(problem) for problem in found if problem.rule not in off}
    return tuple(sorted(kept, key=_place))


def _of_folders(facts: Facts) -> Iterator[Problem]:
    """Yield the problems in the files by which folders give facts to the posts in them."""
    asked: set[tuple[str, str]] = set()
    for post in facts.catalog:
        site = facts.archive.site_for(post.id)
        folder = post.id[len(site.base) :].rpartition("/")[0]
        if (site.base, folder) not in asked:
            asked.add((site.base, folder))
            yield from engine_of(site).folder(str(facts.archive.root), site, folder).problems


def _of_texts(facts: Facts, wanted: Sequence[Rule], sound: SoundPosts | None) -> Iterator[Problem]:
    """Yield the problems in the texts of posts that are not known to be sound, and keep which proved to be."""
    all_asked = all(rule in wanted for rule in rules() if rule.of_text)
    posts = (post for post in facts.catalog if not sound or post.id not in sound.known)
    # A few posts at a time, so that each body is read once for all rules.
    while wanted and (some := tuple(islice(posts, KEPT_BODIES))):
        part = facts.part(some)
        found = [problem for rule in wanted for problem in rule.check(part)]
        yield from found
        faulty = {problem.id for problem in found}
        for post in some:
            if sound and all_asked and post.id not in faulty and (body := part.body(post.id)):
                sound.learn(post, body.text)
    if sound:
        sound.keep()


def neutralised(problem: Problem) -> Problem:
    """The problem with its message on one line, as it may contain file names and decoded addresses."""
    message = on_one_line(problem.message)
    return problem if message == problem.message else replace(problem, message=message)


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.id, problem.line or 0, problem.column or 0, problem.rule, problem.message


def problems_of_post(
    facts: Facts, post_id: PostId, off: Collection[str] = (), *, every: bool = False
) -> tuple[Problem, ...]:
    """The problems of one post except those of the rules that are `off`, by line and column.

    A problem reported once for many posts of an archive is reported for each of them here, with `every` at each place.
    """
    post = facts.catalog.get(post_id)
    if post is None:
        return ()
    targets = {link.written.href: link.target for link in facts.graph.links_from(post_id)}
    written = [link.written for link in facts.graph.links_from(post_id)]
    graph = LinkGraph.of({post_id: written}, lambda href, _: targets[href])
    among = Facts(facts.archive, facts.catalog, graph, facts, facts.texts)
    alone = Facts(facts.archive, Catalog.empty().apply([post])[0], graph, facts, facts.texts)
    found = list(post.problems)
    for rule in rules():
        if not set(rule.names) <= set(off):
            found += problems_by(alone if rule.by_post else among, rule, every=every)
    kept = {neutralised(problem) for problem in found if problem.id == post_id and problem.rule not in off}
    return tuple(sorted(kept, key=_place))
