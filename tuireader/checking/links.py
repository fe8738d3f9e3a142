"""The links of all posts of an archive, written and resolved."""

from __future__ import annotations

import re
from contextlib import suppress
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from tuireader import __version__
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.disk.files import stamp_of
from tuireader.archive.saved_texts import SavedText, SavedTexts
from tuireader.archive.scan import read
from tuireader.archive.source import BodyReader, Source, open_source
from tuireader.catalog.links.cache import LinkCache
from tuireader.catalog.links.graph import LinkGraph
from tuireader.catalog.links.likely_places import LikelyPlaces
from tuireader.catalog.links.resolve import Resolver
from tuireader.other_process import OtherProcess
from tuireader.rendering.body.parsed_start import markdown_of, may_hold_templates
from tuireader.rendering.dialects import WIKILINKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import PostId, Stamp
    from tuireader.archive.site import Site
    from tuireader.archive.source import Body
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.resolve import Target
    from tuireader.rendering.parsing.markdown import Parsers

    Written = Mapping[PostId, tuple[WrittenLink, ...]]
    Read = dict[PostId, tuple[WrittenLink, ...]]

_ASKS: Final = re.compile(r"\{%-?\s{0,9}include|\bsite\.|\bpage\.(?:next|previous)\b")
_NUMBERED: Final = re.compile(r"\[\[[ \t]*\d")
_CODE: Final = re.compile(r"\{\{[^{}\n]{1,400}\}\}|\{%[^{}\n]{1,400}%\}")


class PostLinks(NamedTuple):
    """The links of a post, and the state of the file at that moment, if it is all that the links depend on."""

    links: tuple[WrittenLink, ...]
    stamp: Stamp | None


class LinkReader:
    """Reads the links of an archive's posts; the files of those whose text is among `texts` are not read."""

    def __init__(self, archive: Archive, texts: SavedTexts | None = None) -> None:
        self._archive = archive
        self._bodies = BodyReader(archive)
        self._texts = SavedTexts() if texts is None else texts

    @cached_property
    def _parsers(self) -> Parsers:
        from tuireader.rendering.parsing.markdown import Parsers

        return Parsers()

    def read(self, post_id: PostId) -> PostLinks | None:
        """Return the links of a post, their lines counted in the file, from 1; None where it cannot be read."""
        saved = self._texts.get(self._archive, post_id)
        read = (saved.source.body_only, saved.source.stamp) if saved else self._bodies.read(post_id)
        if read is None:
            return None
        body, stamp = read
        engine = self._site(post_id).engine
        # Whether `[[1]]` is a link depends on another file.
        kept = None if not engine.is_known and _NUMBERED.search(body.text) else stamp
        if not may_hold_templates(post_id, body.text):
            return PostLinks(self._all_of(post_id, body.text, body.line), kept)
        evaluated = self._evaluated(post_id, saved) or body.text
        links = self._all_of(post_id, evaluated, body.line)
        # Templates may ask for what the folders say of the posts in them, and for other files of the site.
        asks = bool(self._site(post_id).root) and _ASKS.search(body.text)
        kept = None if engine.inherits or asks else kept
        return PostLinks(tuple(_placed(links, body, evaluated)), kept)

    def links_of(self, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
        """Return the links of a body of the post, which begins on that line of its file."""
        from tuireader.rendering.links.link_list import links_of
        from tuireader.rendering.links.numbered import numbered_notes

        engine = self._site(post_id).engine
        notes = numbered_notes(engine, str(self._archive.root), post_id, body)
        parsers = self._parsers.of(engine, notes=notes)
        return links_of(parsers, body, wikilinks=WIKILINKS in engine.dialects, first=line)

    def _all_of(self, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
        """Return the links of a body, and what would be one if anything defined it."""
        links = self.links_of(post_id, body, line)
        if "][" not in body:
            return links
        from tuireader.rendering.links.link_list import undefined_links

        if not (undefined := undefined_links(self._parsers.of(self._site(post_id).engine), body, line)):
            return links
        return tuple(sorted((*links, *undefined), key=lambda link: (link.line, link.column)))

    def _site(self, post_id: PostId) -> Site:
        return self._archive.site_of(post_id) or self._archive.site

    def _evaluated(self, post_id: PostId, saved: SavedText | None) -> str | None:
        """The body of a post with its templates evaluated: as many lines."""
        if saved:
            return markdown_of(saved.source, self._site(post_id), saved.post)
        source = open_source(self._archive, post_id)
        if not isinstance(source, Source):
            return None
        return markdown_of(source, self._site(post_id), read(self._archive, post_id, datetime.now(UTC)))


def _placed(links: tuple[WrittenLink, ...], body: Body, evaluated: str) -> Iterator[WrittenLink]:
    """The links with the columns of the text as it was written, as far as templates leave them to be told."""
    written, made = body.text.split("\n"), evaluated.split("\n")
    for link in links:
        number = link.line - body.line
        before = written[number] if number < len(written) else ""
        if not link.href and f"[{link.text}]()" not in before and (code := _CODE.search(before)):
            link = replace(link, href=code[0])  # noqa: PLW2901 - nothing is known of what it is evaluated to
        at = before.find(f"[{link.text}]")
        in_tag = at > link.column and before.startswith("{%", link.column - 1)
        if (
            number >= len(made)
            or before == made[number]
            or (before.startswith(made[number][: link.column - 1]) and not in_tag)
        ):
            yield link
            continue
        yield replace(link, column=(at if at >= 0 else len(before) - len(before.lstrip())) + 1)


PROCESS_FROM: Final = 2_000
"""Posts from which a second process saves more time than it takes to start."""
CACHE_FROM: Final = 500
"""Posts from which it is faster to look up their links than to find them again."""
_LOT: Final = 300


def link_graph(archive: Archive, catalog: Catalog, written: Written) -> LinkGraph:
    """Return the graph of an archive's links."""
    return LinkGraph.of(written, Resolution(archive, catalog, written).resolve)


def written_links(
    archive: Archive,
    posts: Iterable[PostId],
    *,
    cache_from: int | None = CACHE_FROM,
    process_from: int = PROCESS_FROM,
    texts: SavedTexts | None = None,
) -> Read:
    """The links of each readable post; their lines are counted in the file, from 1.

    From `cache_from` posts on (None for never) they are kept in the user's cache folder, and only changed posts are
    read; from `process_from` posts on, a second process helps. Files of posts in `texts` are not read.
    """
    ids = list(posts)
    kept = cache_from is not None and len(ids) >= cache_from
    found: Read = {}
    if kept:
        with _cache(archive) as cache:
            for lot in in_lots(ids):
                found.update(_known(archive, cache, lot))
            cache.keep_only(set(ids))
    unknown = [post_id for post_id in ids if post_id not in found]
    if len(unknown) >= process_from:
        found.update(_shared_out(archive, unknown, kept=kept))
    else:
        for lot in in_lots(unknown):
            found.update(_read_lot(archive, lot, kept=kept, texts=texts))
    return {post_id: found[post_id] for post_id in ids if post_id in found}


def links_in_lots(archive: Archive, posts: Iterable[PostId], *, kept: bool = True) -> Iterator[Read]:
    """Yield the links of a few hundred posts at a time, as `written_links` gives them, all in this process."""
    for lot in in_lots(list(posts)):
        known: Read = {}
        if kept:
            with _cache(archive) as cache:
                known = _known(archive, cache, lot)
        yield known | _read_lot(archive, [one for one in lot if one not in known], kept=kept)


def post_links(archive: Archive, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
    """Return the links of one body, which begins on that line of its file, its templates left as they are."""
    return LinkReader(archive).links_of(post_id, body, line)


class Resolution:
    """Resolves links of an archive by the site that each post belongs to."""

    def __init__(self, archive: Archive, catalog: Catalog, written: Written) -> None:
        self._archive = archive
        sites = {site.base: site for site in (*archive.sites, archive.site)}
        root = str(archive.root)
        self._resolvers = {base: _resolver(site, catalog, written, root) for base, site in sites.items()}

    def retitled(self, catalog: Catalog) -> Resolution:
        """Return the resolution for a catalog where nothing but titles of posts is otherwise than before."""
        other = copy(self)
        other._resolvers = {base: one.retitled(catalog) for base, one in self._resolvers.items()}  # noqa: SLF001
        return other

    def resolve(self, href: str, source: PostId) -> Target:
        """Return what a link that stands in a post leads to."""
        site = self._archive.site_of(source) or self._archive.site
        return self._resolvers[site.base].resolve(href, source)


def _resolver(site: Site, catalog: Catalog, written: Written, root: str) -> Resolver:
    likely = not site.config
    hosts: Collection[str] = ()
    if not site.url:
        addresses = (link.href for links in written.values() for link in links)
        hosts = LikelyPlaces(catalog).own_hosts(addresses)
    return Resolver(catalog, site.url, site.baseurl, hosts=hosts, likely=likely, root=root)


def in_lots(ids: Sequence[PostId]) -> Iterator[Sequence[PostId]]:
    """Posts, a few hundred at a time: too few for `written_links` to cache, or to use another process."""
    return (ids[at : at + _LOT] for at in range(0, len(ids), _LOT))


def _cache(archive: Archive) -> LinkCache:
    root = str(archive.root)
    read_from = [
        (site.base, site.engine.name, [(name, stamp_of(root, name)) for name in site.config])
        for site in (*archive.sites, archive.site)
    ]
    return LinkCache.of(archive.root, f"{__version__} {root} {read_from}")


def _known(archive: Archive, cache: LinkCache, ids: Iterable[PostId]) -> Read:
    root = str(archive.root)
    return cache.known({post_id: stamp for post_id in ids if (stamp := stamp_of(root, post_id))})


def _shared_out(archive: Archive, ids: Sequence[PostId], *, kept: bool) -> Read:
    """Return the links of posts; another process begins with the last of them, this one with the first."""
    lots = list(in_lots(ids))
    found: Read = {}
    with suppress(ChildProcessError), _Helper(archive, lots[::-1], kept=kept) as helper:
        while lots:
            for done in helper.answers(wait=len(lots) == 1):
                found.update(done)
                del lots[-1:]
            if lots and (len(lots) > 1 or helper.ended):
                found.update(_read_lot(archive, lots.pop(0), kept=kept))
    for lot in lots:
        found.update(_read_lot(archive, lot, kept=kept))
    return found


class _Helper:
    """Another process that reads the links of lots of posts; used with `with`."""

    def __init__(self, archive: Archive, lots: Sequence[Sequence[PostId]], *, kept: bool) -> None:
        self.ended = False
        """Whether no answer comes any more."""
        self._process: OtherProcess[Read] = OtherProcess(_read_there, str(archive.root), lots, kept, nice=0)
        self._answers: SimpleQueue[Read | None] = SimpleQueue()
        # They are taken at once: the process would wait for room in the pipe.
        self._taking = Thread(target=self._take, daemon=True)

    def __enter__(self) -> Self:
        self._taking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._taking.join()
        self._process.close()

    def _take(self) -> None:
        with suppress(ChildProcessError):
            for read in self._process:
                self._answers.put(read)
        self._answers.put(None)

    def answers(self, *, wait: bool) -> Iterator[Read]:
        """Yield what was found since the last call, lot by lot; with `wait`, one lot that is being read as well."""
        while not self.ended and (wait or not self._answers.empty()):
            read = self._answers.get()
            self.ended = read is None
            if read is not None:
                yield read
            wait = False


def _read_there(root: str, lots: Sequence[Sequence[PostId]], kept: bool) -> Iterator[Read]:
    """Yield the links of lots of posts, in a process of its own."""
    archive = open_archive(Path(root))
    if isinstance(archive, Archive):
        for lot in lots:
            yield _read_lot(archive, lot, kept=kept)


def _read_lot(
    archive: Archive, ids: Sequence[PostId], *, kept: bool, texts: SavedTexts | None = None
) -> Read:
    """Return the links of posts, each of them read."""
    reader = LinkReader(archive, texts)
    read = {post_id: found for post_id in ids if (found := reader.read(post_id))}
    if kept:
        with _cache(archive) as cache:
            cache.keep({post_id: (one.stamp, one.links) for post_id, one in read.items() if one.stamp})
    return {post_id: one.links for post_id, one in read.items()}
