"""The links of the archive: as written in its posts, and resolved.

Links of many posts are gathered in other processes.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.saved_texts import SavedTexts
from tuireader.catalog.links.graph import LinkGraph
from tuireader.catalog.links.related import Relations
from tuireader.checking.facts import Facts
from tuireader.checking.links import Resolution, in_lots, links_in_lots, written_links
from tuireader.session.around import surroundings
from tuireader.session.link_info import LinkInfo, link_info
from tuireader.session.worker import in_process

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog, CatalogChange
    from tuireader.catalog.links.resolve import Target
    from tuireader.session.around import Section
    from tuireader.settings import Settings

    Gathered = dict[PostId, tuple[WrittenLink, ...]]

    Written = Mapping[PostId, tuple[WrittenLink, ...]]

WORTH_A_PROCESS: Final = 1_000
"""Posts from which another process takes less of the reader's time than a thread."""
PROCESSES: Final = 2


async def gather(
    archive: Archive,
    ids: Sequence[PostId],
    gathered: Callable[[int], None],
    *,
    kept: bool = False,
    process_from: int = WORTH_A_PROCESS,
) -> Gathered:
    """The links of posts as written; `gathered` is called with the number of posts done.

    From `process_from` posts on, other processes gather them, with `kept` into the user's cache folder for the next
    run.
    """
    found: Gathered = {}
    if len(ids) < process_from:
        await _gather_here(archive, ids, found, gathered)
        return found
    try:
        async with asyncio.TaskGroup() as group:
            for number in range(PROCESSES):
                group.create_task(_gather_there(archive, ids[number::PROCESSES], found, gathered, kept))
    except* ChildProcessError:
        await _gather_here(archive, [one for one in ids if one not in found], found, gathered)
    return found


async def _gather_here(
    archive: Archive, ids: Sequence[PostId], found: Gathered, gathered: Callable[[int], None]
) -> None:
    for lot in in_lots(ids):
        found.update(await asyncio.to_thread(written_links, archive, lot))
        gathered(len(found))


async def _gather_there(
    archive: Archive, ids: Sequence[PostId], found: Gathered, gathered: Callable[[int], None], kept: bool
) -> None:
    async with aclosing(in_process(written_in_lots, str(archive.root), list(ids), kept)) as lots:
        # The answers hold copies of the ids.
        own = dict(zip(ids, ids, strict=True))
        async for lot in lots:
            found.update((own[post_id], links) for post_id, links in lot.items())
            gathered(len(found))


def written_in_lots(root: str, ids: Sequence[PostId], kept: bool) -> Iterator[Gathered]:
    """Yield the links of posts, a few hundred posts at a time."""
    archive = open_archive(Path(root))
    if isinstance(archive, Archive):
        yield from links_in_lots(archive, ids, kept=kept)


async def check_archive(
    root: Path, off: Collection[str], *, kept: bool = False
) -> tuple[Problem, ...] | None:
    """The problems that `tuireader check` finds; None if the archive cannot be checked."""
    try:
        async with aclosing(in_process(problems_in, str(root), frozenset(off), kept)) as answers:
            async for problems in answers:
                return problems
    except ChildProcessError:
        pass
    return None


def problems_in(root: str, off: frozenset[str], kept: bool) -> Iterator[tuple[Problem, ...]]:
    """Yield the problems of an archive, once."""
    from datetime import UTC, datetime

    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.kept.cache import PostCache
    from tuireader.catalog.kept.scan import KeptScan
    from tuireader.checking.check import problems_of
    from tuireader.checking.facts import Facts
    from tuireader.checking.links import link_graph

    archive = open_archive(Path(root))
    if not isinstance(archive, Archive):
        return
    cache = PostCache.of(archive.root) if kept else None
    catalog, _ = Catalog.empty().apply(KeptScan(archive, datetime.now(UTC), cache).posts())
    # `written_links` would start another process for many posts at once.
    written: Gathered = {}
    for lot in written_in_lots(root, list(catalog.ids), kept):
        written.update(lot)
    yield problems_of(Facts(archive, catalog, link_graph(archive, catalog, written)), off)


class LinkSnapshot:
    """The links of `archive` as `written`, or, while that is None, only what its catalog tells."""

    def __init__(
        self,
        archive: Archive,
        catalog: Catalog,
        written: Written | None = None,
        *,
        known: tuple[Resolution, LinkGraph] | None = None,
        texts: SavedTexts | None = None,
    ) -> None:
        self._written = written
        self.texts = SavedTexts() if texts is None else texts
        """The texts of posts just saved, whose files need not be read again."""
        self._resolution = known[0] if known else Resolution(archive, catalog, written or {})
        graph = known[1] if known else LinkGraph.of(written or {}, self._resolution.resolve)
        self._facts = Facts(archive, catalog, graph, texts=self.texts)

    @property
    def complete(self) -> bool:
        """Whether the links of all posts are known."""
        return self._written is not None

    def explain(self, hrefs: Iterable[str], source: PostId) -> dict[str, LinkInfo]:
        """The targets of links in the post `source`, by their written addresses."""
        return {
            href: link_info(self._facts, self._resolution.resolve(href, source), href, source)
            for href in hrefs
        }

    def whole(self, text: str, source: PostId) -> str:
        """Markdown from the post `source` with its links made absolute."""
        from tuireader.session.link_info import with_whole_links

        post = self._facts.catalog.get(source)
        return with_whole_links(self._facts, self._resolution.resolve, post, text) if post else text

    @property
    def facts(self) -> Facts:
        """The archive with its posts and links, as rules ask for them."""
        return self._facts

    def resolve(self, href: str, source: PostId) -> Target:
        return self._resolution.resolve(href, source)

    def with_unsaved(self, unsaved: Sequence[SavedText]) -> LinkSnapshot:
        """The links with the unsaved texts of some posts; addresses of posts stay as they are on disk."""
        facts, texts = self._facts, SavedTexts(unsaved)
        posts = [one.post for one in unsaved]
        ids = [post.id for post in posts]
        written = written_links(facts.archive, ids, cache_from=None, process_from=sys.maxsize, texts=texts)
        catalog, _ = facts.catalog.apply(posts)
        graph = facts.graph.with_posts({one: written.get(one, ()) for one in ids}, self._resolution.resolve)
        return self._with((self._resolution, graph), catalog, self._written, texts)

    def with_moved(self, moved: Mapping[PostId, Post]) -> LinkSnapshot:
        """Where links lead after posts have become others, with other paths; those written are told as before."""
        facts = self._facts
        catalog, _ = facts.catalog.apply(moved.values(), moved)
        written = dict(self._written or {})
        links = {post.id: written.pop(old, ()) for old, post in moved.items()}
        written |= links
        pairs = [(before, post) for old, post in moved.items() if (before := facts.catalog.get(old))]
        return self._with((self._resolution.moved(catalog, pairs), facts.graph), catalog, written)

    def _with(
        self,
        known: tuple[Resolution, LinkGraph],
        catalog: Catalog,
        written: Written | None,
        texts: SavedTexts | None = None,
    ) -> LinkSnapshot:
        """Other links of the same archive; the parsers, which take long to be made, are shared."""
        made = LinkSnapshot(self._facts.archive, catalog, written, known=known, texts=texts)
        made.facts.parsers = self._facts.parsers
        return made

    @cached_property
    def _relations(self) -> Relations:
        return Relations(self._facts.catalog, self._facts.graph)

    def around(self, post_id: PostId) -> tuple[Section, ...]:
        return surroundings(self._facts, self._relations if self.complete else None, post_id)

    def problems(self, post_id: PostId, settings: Settings) -> tuple[Problem, ...]:
        """The problems of a post by the rules that the settings leave on."""
        from tuireader.checking.check import problems_of_post

        facts = self._facts
        if not self.complete:
            written = written_links(facts.archive, [post_id])
            graph = LinkGraph.of(written, self._resolution.resolve)
            facts = Facts(facts.archive, facts.catalog, graph)
        return problems_of_post(facts, post_id, settings.checks_off)

    def changed(
        self, archive: Archive, catalog: Catalog, change: CatalogChange, texts: SavedTexts | None = None
    ) -> LinkSnapshot:
        """The links after a change of some posts; only these are read again.

        Files of posts in `texts` are not read.
        """
        read: dict[PostId, tuple[WrittenLink, ...]] = {}
        for lot in in_lots((*change.added, *change.updated)):
            read.update(written_links(archive, lot, texts=texts))
        written = {post: links for post, links in (self._written or {}).items() if post in catalog} | read
        before = self._facts
        if archive != before.archive or not _leads_the_same(before.catalog, catalog, change):
            return LinkSnapshot(archive, catalog, written, texts=texts)
        resolution, graph = self._resolution, before.graph
        if titles := _other_titles(before.catalog, catalog, change):
            resolution = resolution.retitled(catalog)
            graph = graph.retitled(titles, resolution.resolve)
        now = {post_id: read.get(post_id, ()) for post_id in change.updated}
        known = resolution, graph.with_posts(now, resolution.resolve)
        return LinkSnapshot(archive, catalog, written, known=known, texts=texts)


def _leads_the_same(before: Catalog, after: Catalog, change: CatalogChange) -> bool:
    """Whether addresses still lead to the same posts: none was added, removed, moved, published or withdrawn."""
    return not (change.added or change.removed) and all(
        _addresses(before.get(post_id)) == _addresses(after.get(post_id)) for post_id in change.updated
    )


def _addresses(post: Post | None) -> tuple[object, ...] | None:
    if post is None:
        return None
    unseen = post.draft, post.hidden, post.future
    return (post.kind, post.date, post.slug, post.permalink, post.aliases, unseen)


def _other_titles(before: Catalog, after: Catalog, change: CatalogChange) -> set[str]:
    """The titles that posts gained or lost."""
    pairs = ((before.get(post_id), after.get(post_id)) for post_id in change.updated)
    changed = (pair for pair in pairs if pair[0] and pair[1] and pair[0].title != pair[1].title)
    return {post.title for pair in changed for post in pair if post}
