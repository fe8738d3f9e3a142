"""The links of all posts of an archive, written and resolved."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.bodies import read_body
from tuireader.catalog.likely_places import LikelyPlaces
from tuireader.catalog.link_graph import LinkGraph
from tuireader.catalog.links import Resolver
from tuireader.rendering.links.link_list import links_of
from tuireader.rendering.parsers import Parsers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links import Target

    Written = Mapping[PostId, tuple[WrittenLink, ...]]

_WORTH_A_PROCESS: Final = 2_000
"""Posts from which a second process saves more time than it takes to start."""
_PROCESSES: Final = 2
_LOT: Final = 250
_NOTES: Final = frozenset({"obsidian", "plain"})
"""Engines in whose posts `[[Note]]` is a link."""


def link_graph(archive: Archive, catalog: Catalog, written: Written) -> LinkGraph:
    """Return the graph of an archive's links."""
    return LinkGraph.of(written, Resolution(archive, catalog, written).resolve)


def written_links(archive: Archive, posts: Iterable[PostId]) -> dict[PostId, tuple[WrittenLink, ...]]:
    """Return the links of each post that can be read; their lines are counted in the file, from 1."""
    ids = list(posts)
    if len(ids) < _WORTH_A_PROCESS:
        return _written(archive, ids)
    lots = [ids[at : at + _LOT] for at in range(0, len(ids), _LOT)]
    found: dict[PostId, tuple[WrittenLink, ...]] = {}
    with ProcessPoolExecutor(_PROCESSES, get_context("spawn")) as pool:
        for part in pool.map(_written_below, [str(archive.root)] * len(lots), lots):
            found.update(part)
    return found


def post_links(archive: Archive, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
    """Return the links of one body, which begins on that line of its file."""
    site = archive.site_of(post_id) or archive.site
    return _in_file(_Reading(archive), site, body, line)


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


class _Reading:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.parsers = Parsers()


def _written_below(root: str, ids: Sequence[PostId]) -> dict[PostId, tuple[WrittenLink, ...]]:
    """Return the links of posts, in a process of its own."""
    archive = open_archive(Path(root))
    return _written(archive, ids) if isinstance(archive, Archive) else {}


def _written(archive: Archive, ids: Iterable[PostId]) -> dict[PostId, tuple[WrittenLink, ...]]:
    reading = _Reading(archive)
    found: dict[PostId, tuple[WrittenLink, ...]] = {}
    for post_id in ids:
        if body := read_body(archive, post_id):
            site = archive.site_of(post_id) or archive.site
            found[post_id] = _in_file(reading, site, body.text, body.line)
    return found


def _in_file(reading: _Reading, site: Site, body: str, line: int) -> tuple[WrittenLink, ...]:
    return links_of(reading.parsers.of(site.engine), body, wikilinks=site.engine in _NOTES, first=line)
