"""The links of an archive at one moment, and what can be asked about them. Slow: everything here runs in a thread."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tuireader.catalog.link_graph import LinkGraph
from tuireader.catalog.related import Relations
from tuireader.checking.collecting import Resolution, written_links
from tuireader.checking.facts import Facts
from tuireader.ui.following.gathering import in_lots
from tuireader.ui.following.leads import Lead, lead_of
from tuireader.ui.following.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog, CatalogChange
    from tuireader.settings import Settings
    from tuireader.ui.following.surroundings import Section

    Written = Mapping[PostId, tuple[WrittenLink, ...]]


class Links:
    """The links of `archive` as `written`, or, while that is None, only what its catalog tells."""

    def __init__(
        self,
        archive: Archive,
        catalog: Catalog,
        written: Written | None = None,
        *,
        known: tuple[Resolution, LinkGraph] | None = None,
    ) -> None:
        self._written = written
        self._resolution = known[0] if known else Resolution(archive, catalog, written or {})
        graph = known[1] if known else LinkGraph.of(written or {}, self._resolution.resolve)
        self._facts = Facts(archive, catalog, graph)

    @property
    def complete(self) -> bool:
        """Whether the links of all posts are known."""
        return self._written is not None

    def leads(self, hrefs: Iterable[str], source: PostId) -> dict[str, Lead]:
        """Return where links of the post `source` lead, by their addresses as they are written."""
        return {
            href: lead_of(self._facts, self._resolution.resolve(href, source), href, source) for href in hrefs
        }

    def whole(self, text: str, source: PostId) -> str:
        """Return Markdown from the post `source` with its links as they lead there from anywhere."""
        from tuireader.ui.following.quoting import with_whole_links  # noqa: PLC0415 - only when asked for

        post = self._facts.catalog.get(source)
        return with_whole_links(self._facts, self._resolution.resolve, post, text) if post else text

    def links_to(self, post_id: PostId) -> int:
        """Return how many links of other posts lead to a post."""
        return len(self._facts.graph.links_to(post_id))

    @cached_property
    def _relations(self) -> Relations:
        return Relations(self._facts.catalog, self._facts.graph)

    def around(self, post_id: PostId) -> tuple[Section, ...]:
        """Return what is around a post."""
        return surroundings(self._facts, self._relations if self.complete else None, post_id)

    def problems(self, post_id: PostId, settings: Settings) -> tuple[Problem, ...]:
        """Return what is wrong with a post by the rules that the settings leave on."""
        from tuireader.checking.of_post import problems_of_post  # noqa: PLC0415 - only when asked for

        facts = self._facts
        if not self.complete:
            written = written_links(facts.archive, [post_id])
            graph = LinkGraph.of(written, self._resolution.resolve)
            facts = Facts(facts.archive, facts.catalog, graph)
        return problems_of_post(facts, post_id, settings.checks_off)

    def changed(self, archive: Archive, catalog: Catalog, change: CatalogChange) -> Links:
        """Return the links after a change of some posts; those of all others are not read again."""
        read: dict[PostId, tuple[WrittenLink, ...]] = {}
        for lot in in_lots((*change.added, *change.updated)):
            read.update(written_links(archive, lot))
        written = {post: links for post, links in (self._written or {}).items() if post in catalog} | read
        before = self._facts
        if archive != before.archive or not _leads_the_same(before.catalog, catalog, change):
            return Links(archive, catalog, written)
        resolution, graph = self._resolution, before.graph
        if titles := _other_titles(before.catalog, catalog, change):
            resolution = resolution.retitled(catalog)
            graph = graph.retitled(titles, resolution.resolve)
        now = {post_id: read.get(post_id, ()) for post_id in change.updated}
        return Links(archive, catalog, written, known=(resolution, graph.with_posts(now, resolution.resolve)))


def _leads_the_same(before: Catalog, after: Catalog, change: CatalogChange) -> bool:
    """Whether addresses lead where they led: no post came, went or got another. Titles are no addresses."""
    return not (change.added or change.removed) and all(
        _addresses(before.get(post_id)) == _addresses(after.get(post_id)) for post_id in change.updated
    )


def _addresses(post: Post | None) -> tuple[object, ...] | None:
    return None if post is None else (post.kind, post.date, post.slug, post.permalink, post.aliases)


def _other_titles(before: Catalog, after: Catalog, change: CatalogChange) -> set[str]:
    """The titles that posts came by, or lost."""
    pairs = ((before.get(post_id), after.get(post_id)) for post_id in change.updated)
    changed = (pair for pair in pairs if pair[0] and pair[1] and pair[0].title != pair[1].title)
    return {post.title for pair in changed for post in pair if post}
