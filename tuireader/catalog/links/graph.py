"""The link graph: the resolved links of every post, and its backlinks."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tuireader.catalog.links.resolve import why_broken
from tuireader.catalog.links.syntax import parse_link
from tuireader.catalog.names import folded_name
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from tuireader.archive.post import PostId
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.links.resolve import Target

    Resolve = Callable[[str, PostId], Target]


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the post `source`, and its target."""

    source: PostId
    written: WrittenLink
    target: Target

    @property
    def reason(self) -> str:
        """Why the link is broken; empty if it is not."""
        return why_broken(self.written.href) if self.target.kind == "broken" else ""


@dataclass(frozen=True, slots=True, eq=False)
class LinkGraph:
    """The links between the posts of a catalog, immutable; made by `LinkGraph.of`."""

    _from: Mapping[PostId, tuple[Link, ...]]
    _to: Mapping[PostId, tuple[PostId, ...]]

    @classmethod
    def of(cls, written: Mapping[PostId, Iterable[WrittenLink]], resolve: Resolve) -> LinkGraph:
        """The graph of all posts at once."""
        outgoing = {source: _resolved(source, links, resolve) for source, links in written.items()}
        incoming: dict[PostId, dict[PostId, None]] = {}
        for source, links in outgoing.items():
            for target in _targets(source, links):
                incoming.setdefault(target, {})[source] = None
        return cls(
            MappingProxyType(outgoing),
            MappingProxyType({target: tuple(sorted(sources)) for target, sources in incoming.items()}),
        )

    def __iter__(self) -> Iterator[Link]:
        return (link for links in self._from.values() for link in links)

    def links_from(self, post_id: PostId) -> tuple[Link, ...]:
        """The links in a post, in the order of its text."""
        return self._from.get(post_id, ())

    def links_to(self, post_id: PostId) -> tuple[Link, ...]:
        """The links of other posts to a post or into it, ordered by their posts' ids."""
        sources = self._to.get(post_id, ())
        return tuple(link for source in sources for link in self._from[source] if link.target.id == post_id)

    def linking_to(self, post_id: PostId) -> tuple[PostId, ...]:
        """The other posts with a link to a post, in the order of their ids."""
        return self._to.get(post_id, ())

    def broken(self) -> tuple[Link, ...]:
        return tuple(link for link in self if link.target.kind == "broken")

    def with_posts(self, written: Mapping[PostId, Iterable[WrittenLink]], resolve: Resolve) -> LinkGraph:
        """The graph with the present links of some posts.

        Links of other posts keep their targets; after a change of addresses or a new post, the graph must be
        rebuilt.
        """
        outgoing, incoming = dict(self._from), dict(self._to)
        for source, links in written.items():
            now = _resolved(source, links, resolve)
            before, after = _targets(source, outgoing.pop(source, ())), _targets(source, now)
            outgoing[source] = now
            for target in before - after:
                left = tuple(one for one in incoming[target] if one != source)
                if left:
                    incoming[target] = left
                else:
                    del incoming[target]
            for target in after - before:
                incoming[target] = tuple(sorted((*incoming.get(target, ()), source)))
        return LinkGraph(MappingProxyType(outgoing), MappingProxyType(incoming))

    def retitled(self, titles: Collection[str], resolve: Resolve) -> LinkGraph:
        """The graph after posts gained or lost `titles`.

        No address of a post may have changed.
        """
        names = {folded_name(title) for title in titles}
        by_title = {
            source: [link.written for link in links]
            for source, links in self._from.items()
            if any(_is_by_name(link.written.href, names) for link in links)
        }
        return self.with_posts(by_title, resolve)


def _resolved(source: PostId, written: Iterable[WrittenLink], resolve: Resolve) -> tuple[Link, ...]:
    known: dict[str, Target] = {}
    links: list[Link] = []
    for one in written:
        target = known.get(one.href)
        if target is None:
            target = known[one.href] = resolve(one.href, source)
        links.append(Link(source, one, target))
    return tuple(links)


def _is_by_name(href: str, names: Collection[str]) -> bool:
    """Whether a link names a post by one of these names or titles."""
    # Most of the many links do not.
    if "[[" not in href and "%5" not in href:
        return False
    link = parse_link(href)
    return link.style == "name" and folded_name(link.target) in names


def _targets(source: PostId, links: Iterable[Link]) -> set[PostId]:
    return {link.target.id for link in links if link.target.id is not None and link.target.id != source}
