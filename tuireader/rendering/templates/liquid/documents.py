"""The documents of a site as its templates have them: `site.posts`, `site.tags`, `page.previous`, and collections.

As Jekyll orders them (4.4.1, `collection.rb`, `drops/site_drop.rb`), and as far as a few hundred files tell. What they
make of their texts is known to the build alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import Archive, engine_of, open_archive
from tuireader.archive.disk.files import stamp_of
from tuireader.archive.metadata.values import Scalar
from tuireader.rendering.templates.context import known_of, settled_of
from tuireader.rendering.templates.liquid.values import UnknownValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.document import Role
    from tuireader.archive.post import Post, PostId, Stamp
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source

Item = dict[str, object]
"""A document: its front matter, and what an engine makes known of it besides."""

MOST: Final = 1_500
"""Files of a site that are read for its templates; of a larger one they know no documents."""
_MAX_BYTES: Final = 1 << 18


def documents_of(site: Site) -> Mapping[str, tuple[Item, ...]] | None:
    """Return the documents that are on the site by collection, the oldest first; None where they are too many."""
    from tuireader.archive.disk.walk import candidates

    archive = open_archive(Path(site.root))
    if not isinstance(archive, Archive):
        return None
    found = [
        one
        for one in candidates(archive)
        if (archive.site_of(one.id) or archive.site).base == site.base and one.role.kind != "page"
    ]
    if len(found) > MOST:
        return None
    stamps = ((one.id, one.role, stamp_of(site.root, one.id)) for one in found)
    return _read(site.root, site.base, tuple(one for one in stamps if one[2] and one[2].size <= _MAX_BYTES))


@lru_cache(maxsize=2)
def _read(
    root: str, base: str, files: tuple[tuple[PostId, Role, Stamp | None], ...]
) -> Mapping[str, tuple[Item, ...]]:
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
            site = archive.site_of(post_id) or archive.site
            name = role.collection or "posts"
            found.setdefault(name, []).append(_item(site, post, source, role, post_id.removeprefix(base)))
    return {name: tuple(sorted(items, key=_age)) for name, items in found.items()}


def _age(item: Item) -> tuple[str, str]:
    date, path = item.get("date"), item["relative_path"]
    return (date.text if isinstance(date, Scalar) else "9", path.text if isinstance(path, Scalar) else "")


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
