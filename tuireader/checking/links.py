"""The links of all posts of an archive, written and resolved."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

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
from tuireader.late import expression
from tuireader.other_process import Helper
from tuireader.rendering.body.parsed_start import markdown_of, may_hold_templates
from tuireader.rendering.dialects import WIKILINKS
from tuireader.rendering.templates.liquid.documents import SiteDocuments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.archive.site import Site
    from tuireader.archive.source import Body
    from tuireader.archive.written_link import WrittenLink
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.resolve import Target
    from tuireader.rendering.parsing.markdown import Parsers

    Written = Mapping[PostId, tuple[WrittenLink, ...]]
    Read = dict[PostId, tuple[WrittenLink, ...]]

_ASKS: Final = expression(r"\{%-?\s{0,9}include|\bsite\.|\bpage\.(?:next|previous)\b")
_NUMBERED: Final = expression(r"\[\[[ \t]*\d")
_CODE: Final = expression(r"\{\{[^{}\n]{1,400}\}\}|\{%[^{}\n]{1,400}%\}")


class PostLinks(NamedTuple):
    """The links of a post, and its file's stamp if they depend on nothing else."""

    links: tuple[WrittenLink, ...]
    stamp: Stamp | None


class LinkReader:
    """Reads the links of an archive's posts; files of posts in `texts` are not read.

    `documents` are those that templates may ask for.
    """

    def __init__(
        self, archive: Archive, texts: SavedTexts | None = None, documents: SiteDocuments | None = None
    ) -> None:
        self._archive = archive
        self._documents = documents or SiteDocuments()
        self._bodies = BodyReader(archive)
        self._texts = SavedTexts() if texts is None else texts

    @cached_property
    def _parsers(self) -> Parsers:
        from tuireader.rendering.parsing.markdown import Parsers

        return Parsers()

    def read(self, post_id: PostId) -> PostLinks | None:
        """The links of a post, with their lines in the file, from 1; None if it cannot be read."""
        saved = self._texts.get(self._archive, post_id)
        read = (saved.source.body_only, saved.source.stamp) if saved else self._bodies.read(post_id)
        if read is None:
            return None
        body, stamp = read
        engine = self._archive.site_for(post_id).engine
        # Whether `[[1]]` is a link depends on other files.
        kept = None if not engine.is_known and _NUMBERED.search(body.text) else stamp
        if not may_hold_templates(body.text, mdx=body.mdx):
            return PostLinks(self._all_of(post_id, body.text, body.line), kept)
        evaluated = self._evaluated(post_id, saved) or body.text
        links = self._all_of(post_id, evaluated, body.line)
        # Templates may use the metadata of folders, and other files of the site.
        asks = bool(self._archive.site_for(post_id).root) and _ASKS.search(body.text)
        kept = None if engine.inherits or asks else kept
        return PostLinks(tuple(_placed(links, body, evaluated)), kept)

    def links_of(self, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
        """The links of a post's body, which begins on that line of its file."""
        from tuireader.rendering.links.link_list import links_of
        from tuireader.rendering.links.numbered import numbered_dialect

        engine = self._archive.site_for(post_id).engine
        parsers = self._parsers.of(
            engine, asked=numbered_dialect(engine, str(self._archive.root), post_id, body)
        )
        return links_of(parsers, body, wikilinks=WIKILINKS in engine.dialects, first=line)

    def _all_of(self, post_id: PostId, body: str, line: int) -> tuple[WrittenLink, ...]:
        """The links of a body, including those without a definition."""
        links = self.links_of(post_id, body, line)
        if "][" not in body:
            return links
        from tuireader.rendering.links.link_list import undefined_links

        if not (
            undefined := undefined_links(self._parsers.of(self._archive.site_for(post_id).engine), body, line)
        ):
            return links
        return tuple(sorted((*links, *undefined), key=lambda link: (link.line, link.column)))

    def _evaluated(self, post_id: PostId, saved: SavedText | None) -> str | None:
        """The body of a post with its templates evaluated, with the same number of lines."""
        site = self._archive.site_for(post_id)
        if saved:
            return markdown_of(saved.source, site, saved.post, self._documents)
        source = open_source(self._archive, post_id)
        if not isinstance(source, Source):
            return None
        post = read(self._archive, post_id, datetime.now(UTC))
        return markdown_of(source, site, post, self._documents)


def _placed(links: tuple[WrittenLink, ...], body: Body, evaluated: str) -> Iterator[WrittenLink]:
    """The links with their columns in the written text, as far as templates allow."""
    written, made = body.text.split("\n"), evaluated.split("\n")
    row = behind = 0
    for link in links:
        number = link.line - body.line
        if number != row:
            row, behind = number, 0  # the characters of the line up to the text of the link before
        before = written[number] if number < len(written) else ""
        if not link.href and f"[{link.text}]()" not in before and (code := _CODE.search(before)):
            link = replace(link, href=code[0])  # noqa: PLW2901 - its value is unknown
        at = before.find(f"[{link.text}]", behind)
        if at < 0 and link.href in before:
            at = before.find("[", behind)  # of a text with marks in it
        in_tag = at > link.column and before.startswith("{%", link.column - 1)
        if (
            number >= len(made)
            or before == made[number]
            or (before.startswith(made[number][: link.column - 1]) and not in_tag)
        ):
            placed = link
        else:
            placed = replace(link, column=(at if at >= 0 else len(before) - len(before.lstrip())) + 1)
        behind = placed.column
        yield placed


PROCESS_FROM: Final = 2_000
"""Posts from which a second process saves more time than it costs."""
CACHE_FROM: Final = 500
"""Posts from which looking up links is faster than finding them again."""
_LOT: Final = 300


def link_graph(archive: Archive, catalog: Catalog, written: Written) -> LinkGraph:
    return LinkGraph.of(written, Resolution(archive, catalog, written).resolve)


def written_links(  # noqa: PLR0913 - what a run has at hand
    archive: Archive,
    posts: Iterable[PostId],
    *,
    cache_from: int | None = CACHE_FROM,
    process_from: int = PROCESS_FROM,
    texts: SavedTexts | None = None,
    documents: SiteDocuments | None = None,
) -> Read:
    """The links of each readable post; their lines are counted in the file, from 1.

    From `cache_from` posts on (None for never) they are kept in the user's cache folder, and only changed posts are
    read; from `process_from` posts on, a second process helps. Files of posts in `texts` are not read. `documents` are
    those that templates may ask for; without them they are looked for once.
    """
    ids = list(posts)
    documents = documents or SiteDocuments()
    kept = cache_from is not None and len(ids) >= cache_from
    found: Read = {}
    if kept:
        with cache_of(archive) as cache:
            for lot in in_lots(ids):
                found.update(_known(archive, cache, lot))
            cache.keep_only(set(ids))
    unknown = [post_id for post_id in ids if post_id not in found]
    if len(unknown) >= process_from:
        found.update(_shared_out(archive, unknown, documents, kept=kept))
    else:
        for lot in in_lots(unknown):
            found.update(_read_lot(archive, lot, documents, kept=kept, texts=texts))
    return {post_id: found[post_id] for post_id in ids if post_id in found}


def links_in_lots(archive: Archive, posts: Iterable[PostId], *, kept: bool = True) -> Iterator[Read]:
    """Yield the links of a few hundred posts at a time, like `written_links`, in this process."""
    documents = SiteDocuments()
    for lot in in_lots(list(posts)):
        known: Read = {}
        if kept:
            with cache_of(archive) as cache:
                known = _known(archive, cache, lot)
        yield known | _read_lot(archive, [one for one in lot if one not in known], documents, kept=kept)


class Resolution:
    """Resolves links of an archive by the site of each post."""

    def __init__(self, archive: Archive, catalog: Catalog, written: Written) -> None:
        self._archive = archive
        sites = {site.base: site for site in (*archive.sites, archive.site)}
        root = str(archive.root)
        self._resolvers = {base: _resolver(site, catalog, written, root) for base, site in sites.items()}

    def retitled(self, catalog: Catalog) -> Resolution:
        """The resolution for a catalog with new titles, but otherwise the same."""
        return self._with({base: one.retitled(catalog) for base, one in self._resolvers.items()})

    def moved(self, catalog: Catalog, posts: Collection[tuple[Post, Post]]) -> Resolution:
        """The resolution for a catalog in which posts have become others, each given as it was and as it is."""
        return self._with({base: one.moved(catalog, posts) for base, one in self._resolvers.items()})

    def _with(self, resolvers: dict[str, Resolver]) -> Resolution:
        other = copy(self)
        other._resolvers = resolvers  # noqa: SLF001 - the copy's
        return other

    def resolve(self, href: str, source: PostId) -> Target:
        """The target of a link in a post."""
        return self._resolvers[self._archive.site_for(source).base].resolve(href, source)


def _resolver(site: Site, catalog: Catalog, written: Written, root: str) -> Resolver:
    likely = not site.config or any(map(site.computes_address_of, catalog))
    hosts: Collection[str] = ()
    if not site.url:
        addresses = (link.href for links in written.values() for link in links)
        hosts = LikelyPlaces(catalog).own_hosts(addresses)
    contents = [site.base + folder for folder in site.content]
    return Resolver(catalog, site.url, site.baseurl, hosts=hosts, likely=likely, root=root, contents=contents)


def in_lots(ids: Sequence[PostId]) -> Iterator[Sequence[PostId]]:
    """Posts, a few hundred at a time: too few for `written_links` to cache, or to use another process."""
    return (ids[at : at + _LOT] for at in range(0, len(ids), _LOT))


def cache_of(archive: Archive) -> LinkCache:
    """The cached links of an archive."""
    root = str(archive.root)
    read_from = [
        (site.base, site.engine.name, [(name, stamp_of(root, name)) for name in site.config])
        for site in (*archive.sites, archive.site)
    ]
    return LinkCache.of(archive.root, f"{__version__} {root} {read_from}")


def _known(archive: Archive, cache: LinkCache, ids: Iterable[PostId]) -> Read:
    root = str(archive.root)
    return cache.known({post_id: stamp for post_id in ids if (stamp := stamp_of(root, post_id))})


def _shared_out(archive: Archive, ids: Sequence[PostId], documents: SiteDocuments, *, kept: bool) -> Read:
    """The links of posts; another process starts from the end, this one from the beginning."""
    lots = list(in_lots(ids))
    found: Read = {}
    with Helper(_read_there, str(archive.root), lots[::-1], kept, nice=0) as helper:
        while lots:
            for done in helper.answers(wait=len(lots) == 1):
                found.update(done)
                del lots[-1:]
            if lots and (len(lots) > 1 or helper.ended):
                found.update(_read_lot(archive, lots.pop(0), documents, kept=kept))
    for lot in lots:
        found.update(_read_lot(archive, lot, documents, kept=kept))
    return found


def _read_there(root: str, lots: Sequence[Sequence[PostId]], kept: bool) -> Iterator[Read]:
    """Yield the links of lots of posts, in the other process."""
    archive = open_archive(Path(root))
    documents = SiteDocuments()
    if isinstance(archive, Archive):
        for lot in lots:
            yield _read_lot(archive, lot, documents, kept=kept)


def _read_lot(
    archive: Archive,
    ids: Sequence[PostId],
    documents: SiteDocuments,
    *,
    kept: bool,
    texts: SavedTexts | None = None,
) -> Read:
    reader = LinkReader(archive, texts, documents)
    read = {post_id: found for post_id in ids if (found := reader.read(post_id))}
    if kept:
        with cache_of(archive) as cache:
            cache.keep({post_id: (one.stamp, one.links) for post_id, one in read.items() if one.stamp})
    return {post_id: one.links for post_id, one in read.items()}
