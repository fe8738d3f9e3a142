"""The documents of a site as its templates have them: `site.posts`, `site.tags`, `page.previous`, and collections.

As Jekyll orders them (4.4.1, `collection.rb`, `drops/site_drop.rb`), and as far as a few hundred files tell. What they
make of their texts is known to the build alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import Archive, engine_of, open_archive
from tuireader.archive.disk.files import stamp_of
from tuireader.archive.metadata.values import Scalar
from tuireader.rendering.templates.known import known_of, settled_of
from tuireader.rendering.templates.liquid.values import UnknownValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuireader.archive.document import Role
    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source
    from tuireader.rendering.templates.graph.blocks import GraphBlock

Item = dict[str, object]
"""A document: its front matter, and what an engine makes known of it besides."""

MOST: Final = 1_500
"""Files of a site that are read for its templates; of a larger one they know no documents."""
_MAX_BYTES: Final = 1 << 18


Documents = Mapping[str, tuple[Item, ...]]
"""The documents that are on a site by collection, the oldest first."""


class SiteDocuments:
    """The documents of an archive's sites for a run over many posts: those of each site are looked for once.

    `look` looks for those of a site; None where they are too many.
    """

    def __init__(self, look: Callable[[Site], Documents | None] | None = None) -> None:
        self._look = look or documents_of
        self._found: dict[tuple[str, str], Documents | None] = {}
        self._blocks: dict[tuple[str, str], Mapping[str, GraphBlock]] = {}
        self._places: dict[tuple[str, str], Mapping[str, tuple[str, int]]] = {}

    def of(self, site: Site) -> Documents | None:
        """Return the documents of a site; None where they are too many."""
        key = site.root, site.base
        if key not in self._found:
            self._found[key] = self._look(site)
        return self._found[key]

    def blocks(self, site: Site) -> Mapping[str, GraphBlock]:
        """Return the blocks of a graph of Logseq that have ids."""
        from tuireader.rendering.templates.graph.blocks import blocks_of

        key = site.root, site.base
        if key not in self._blocks:
            self._blocks[key] = blocks_of(site)
        return self._blocks[key]

    def beside(self, site: Site, path: str, step: int) -> Item | None:
        """Return the document so many steps after the one at a path in its collection, or None."""
        found = self.of(site) or {}
        key = site.root, site.base
        if key not in self._places:
            self._places[key] = {
                _path(item): (name, at) for name, items in found.items() for at, item in enumerate(items)
            }
        name, at = self._places[key].get(path, ("", 0))
        items = found.get(name, ())
        return items[at + step] if 0 <= at + step < len(items) else None


def documents_of(site: Site) -> Documents | None:
    """Return the documents of a site as they are now; None where they are too many.

    Files that have not changed since the last call, nor their configuration, are not read again.
    """
    from tuireader.archive.disk.walk import candidates

    archive = open_archive(Path(site.root))
    if not isinstance(archive, Archive):
        return None
    found = [
        one
        for one in candidates(archive)
        if archive.site_for(one.id).base == site.base and one.role.kind != "page"
    ]
    if len(found) > MOST:
        return None
    stamps = ((one.id, one.role, stamp_of(site.root, one.id)) for one in found)
    config = tuple((name, stamp_of(site.root, name)) for name in archive.config)
    files = tuple(one for one in stamps if one[2] and one[2].size <= _MAX_BYTES)
    return _read(site.root, site.base, config, files)


@lru_cache(maxsize=2)
def _read(
    root: str,
    base: str,
    config: tuple[tuple[PostId, Stamp | None], ...],
    files: tuple[tuple[PostId, Role, Stamp | None], ...],
) -> Documents:
    del config  # tells one state of the site from another
    from tuireader.archive.scan import PostReader
    from tuireader.archive.source import Source, open_source

    archive = open_archive(Path(root))
    found: dict[str, list[Item]] = {}
    if not isinstance(archive, Archive):
        return {}
    now = datetime.now(UTC)
    reader = PostReader(archive, now)
    for post_id, role, _ in files:
        post, source = reader.post(post_id, role), open_source(archive, post_id)
        undated = post is not None and post.date is None and not role.collection
        if post is not None and post.is_published and not undated and isinstance(source, Source):
            site = archive.site_for(post_id)
            name = role.collection or "posts"
            found.setdefault(name, []).append(_item(site, post, source, role, post_id.removeprefix(base)))
    return {name: tuple(sorted(items, key=_age)) for name, items in found.items()}


def _age(item: Item) -> tuple[str, str]:
    date = item.get("date")
    return date.text if isinstance(date, Scalar) else "9", _path(item)


def _path(item: Item) -> str:
    path = item.get("relative_path")
    return path.text if isinstance(path, Scalar) else ""


def _item(site: Site, post: Post, source: Source, role: Role, path: str) -> Item:
    given = engine_of(site).completed(site, path, role, source.front_matter.metadata)
    unknown: Item = {name: UnknownValue(f"post.{name}") for name in ("content", "output", "next", "previous")}
    return {**unknown, **known_of(post, path, role.collection), **given, **settled_of(post, labels=True)}


def by_label(items: Iterable[Item], key: str) -> dict[str, object]:
    """Return the documents of each tag or category, the newest first."""
    found: dict[str, list[Item]] = {}
    for item in items:
        labels = item.get(key)
        for label in labels if isinstance(labels, tuple) else ():
            found.setdefault(label.text if isinstance(label, Scalar) else str(label), []).insert(0, item)
    return dict(found)
