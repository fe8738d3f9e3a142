"""The links of all posts of an archive, written and resolved."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader import __version__
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.files import stamp_of
from tuireader.catalog.likely_places import LikelyPlaces
from tuireader.catalog.link_cache import LinkCache
from tuireader.catalog.link_graph import LinkGraph
from tuireader.catalog.links import Resolver
from tuireader.checking.reading import LinkReader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links import Target

    Written = Mapping[PostId, tuple[WrittenLink, ...]]

_WORTH_A_PROCESS: Final = 2_000
"""Posts from which a second process saves more time than it takes to start."""
_PROCESSES: Final = 2
_WORTH_KEEPING: Final = 500
"""Posts from which it is faster to look up their links than to find them again."""
_LOT: Final = 200


def link_graph(archive: Archive, catalog: Catalog, written: Written) -> LinkGraph:
    """Return the graph of an archive's links."""
    return LinkGraph.of(written, Resolution(archive, catalog, written).resolve)


def written_links(archive: Archive, posts: Iterable[PostId]) -> dict[PostId, tuple[WrittenLink, ...]]:
    """Return the links of each post that can be read; their lines are counted in the file, from 1.

    Those of many posts are kept in the user's cache folder, and posts are read only if they changed since.
    """
    ids = list(posts)
    if len(ids) < _WORTH_KEEPING:
        reader = LinkReader(archive)
        return {post_id: one.links for post_id in ids if (one := reader.read(post_id))}
    found: dict[PostId, tuple[WrittenLink, ...]] = {}
    with _cache(archive) as cache:
        for lot in _lots(ids):
            found.update(_known(archive, cache, lot))
        cache.keep_only(set(ids))
    unknown = [post_id for post_id in ids if post_id not in found]
    if len(unknown) >= _WORTH_A_PROCESS:
        found.update(_in_processes(archive, unknown))
    for links in links_in_lots(archive, [post_id for post_id in unknown if post_id not in found]):
        found.update(links)
    return {post_id: found[post_id] for post_id in ids if post_id in found}


def links_in_lots(
    archive: Archive, posts: Iterable[PostId]
) -> Iterator[dict[PostId, tuple[WrittenLink, ...]]]:
    """Yield the links of a few hundred posts at a time, as `written_links` gives them, all in this process."""
    ids = list(posts)
    if not ids:
        return
    with _cache(archive) as cache:
        reader = LinkReader(archive)
        for lot in _lots(ids):
            links = _known(archive, cache, lot)
            read = {
                post_id: found for post_id in lot if post_id not in links and (found := reader.read(post_id))
            }
            cache.keep({post_id: (one.stamp, one.links) for post_id, one in read.items() if one.stamp})
            yield links | {post_id: one.links for post_id, one in read.items()}


def post_links(archive: Archive, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
    """Return the links of one body, which begins on that line of its file, its templates left as they are."""
    return LinkReader(archive).links_of(post_id, body, line)


class Resolution:
    """Resolves links of an archive by the site that each post belongs to."""

    def __init__(self, archive: Archive, catalog: Catalog, written: Written) -> None:
        self._archive = archive
        self._resolvers = {
            site.base: _resolver(site, catalog, written) for site in (*archive.sites, archive.site)
        }

    def resolve(self, href: str, source: PostId) -> Target:
        """Return what a link that stands in a post leads to."""
        site = self._archive.site_of(source) or self._archive.site
        return self._resolvers[site.base].resolve(href, source)


def _resolver(site: Site, catalog: Catalog, written: Written) -> Resolver:
    likely = not site.config
    hosts: Collection[str] = ()
    if not site.url:
        addresses = (link.href for links in written.values() for link in links)
        hosts = LikelyPlaces(catalog).own_hosts(addresses)
    return Resolver(catalog, site.url, site.baseurl, hosts=hosts, likely=likely)


def _lots(ids: Sequence[PostId]) -> Iterator[Sequence[PostId]]:
    return (ids[at : at + _LOT] for at in range(0, len(ids), _LOT))


def _cache(archive: Archive) -> LinkCache:
    root = str(archive.root)
    read_from = [
        (site.base, site.engine, [(name, stamp_of(root, name)) for name in site.config])
        for site in (*archive.sites, archive.site)
    ]
    return LinkCache.of(archive.root, f"{__version__} {root} {read_from}")


def _known(
    archive: Archive, cache: LinkCache, ids: Iterable[PostId]
) -> dict[PostId, tuple[WrittenLink, ...]]:
    root = str(archive.root)
    return cache.known({post_id: stamp for post_id in ids if (stamp := stamp_of(root, post_id))})


def _in_processes(archive: Archive, ids: Sequence[PostId]) -> dict[PostId, tuple[WrittenLink, ...]]:
    """Return the links of posts, read by several processes; of fewer posts where one of those was ended."""
    found: dict[PostId, tuple[WrittenLink, ...]] = {}
    parts = [ids[number::_PROCESSES] for number in range(_PROCESSES)]
    try:
        with ProcessPoolExecutor(_PROCESSES, get_context("spawn")) as pool:
            for part in pool.map(_written_below, [str(archive.root)] * _PROCESSES, parts):
                found.update(part)
    except BrokenProcessPool:
        pass
    return found


def _written_below(root: str, ids: Sequence[PostId]) -> dict[PostId, tuple[WrittenLink, ...]]:
    """Return the links of posts, in a process of its own."""
    archive = open_archive(Path(root))
    found: dict[PostId, tuple[WrittenLink, ...]] = {}
    if isinstance(archive, Archive):
        for links in links_in_lots(archive, ids):
            found.update(links)
    return found
