"""What the rules ask about: an archive with its posts and links, and what is read from files when it is asked for."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tuireader.archive.bodies import Body, read_body
from tuireader.archive.source import Source, open_source
from tuireader.rendering.body.site_text import site_text
from tuireader.rendering.headings.anchors import Anchors, anchors_of
from tuireader.rendering.headings.heading_ids import IDS_OF_ENGINE
from tuireader.rendering.parsing.parsers import Parsers

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.link_graph import Link, LinkGraph
    from tuireader.rendering.headings.heading_ids import Ids

_STATIC: Final = ("", "static/", "assets/", "public/", "source/", "src/", "content/", "docs/", "src/content/")
"""Folders of which engines put the contents at the root of the site."""
_SKIPPED: Final = frozenset({".git", "node_modules", "_site", ".obsidian", ".trash"})


class Facts:
    """An archive, its catalog and its link graph."""

    def __init__(self, archive: Archive, catalog: Catalog, graph: LinkGraph) -> None:
        self.archive = archive
        self.catalog = catalog
        self.graph = graph
        self.parsers = Parsers()
        self._anchors: dict[PostId, Anchors | None] = {}

    def engine(self, post_id: PostId) -> str:
        """Return the name of the engine that a post is written for."""
        return (self.archive.site_of(post_id) or self.archive.site).engine

    def ids(self, post_id: PostId) -> Ids:
        """Return the rule by which the post's headings get their ids."""
        return IDS_OF_ENGINE.get(self.engine(post_id), "github")

    def body(self, post_id: PostId) -> Body | None:
        """Return the body of a post."""
        return read_body(self.archive, post_id)

    def anchors(self, post_id: PostId) -> Anchors | None:
        """Return the anchors of a post, None where it cannot be read."""
        if post_id not in self._anchors:
            text = self._text(post_id)
            parsers = self.parsers.of(self.engine(post_id))
            self._anchors[post_id] = None if text is None else anchors_of(parsers, text, self.ids(post_id))
        return self._anchors[post_id]

    def _text(self, post_id: PostId) -> str | None:
        """Return the body of a post with its templates evaluated, which may make headings."""
        body = self.body(post_id)
        if body is None or not ("{%" in body.text or "{{" in body.text):
            return None if body is None else body.text
        source = open_source(self.archive, post_id)
        site = self.archive.site_of(post_id) or self.archive.site
        return site_text(source, site, self.catalog.get(post_id)) if isinstance(source, Source) else None

    def leads_nowhere(self, link: Link) -> str:
        """Return why a link leads nowhere, or to no place in its post; nothing where it does lead there."""
        target = link.target
        if target.kind == "broken":
            return link.reason
        if not target.anchor or target.id is None:
            return ""
        anchors = self.anchors(target.id)
        if anchors is None or anchors.line(target.anchor) is not None:
            return ""
        where = "this post" if target.id == link.source else target.id
        return f"{where} has no heading or other place with the id {target.anchor}"

    def key_line(self, post_id: PostId, *keys: str) -> int | None:
        """Return the line of the file that gives one of `keys` a value in the front matter."""
        source = open_source(self.archive, post_id)
        if not isinstance(source, Source):
            return None
        pattern = re.compile(rf"""["']?(?:{"|".join(map(re.escape, keys))})["']?[ \t]*[:=]""", re.IGNORECASE)
        lines = source.text.split("\n", source.body_line)[: source.body_line - 1]
        return next((number for number, line in enumerate(lines, 1) if pattern.match(line.strip())), None)

    def is_configured(self, post_id: PostId) -> bool:
        """Tell whether the configuration of the post's site is there, so that its addresses are known."""
        return bool((self.archive.site_of(post_id) or self.archive.site).config)

    @cached_property
    def _file_names(self) -> frozenset[str]:
        names: set[str] = set()
        for _, folders, files in os.walk(self.archive.root):
            folders[:] = [folder for folder in folders if folder not in _SKIPPED]
            names.update(name.casefold() for name in files)
        return frozenset(names)

    def is_named(self, name: str) -> bool:
        """Tell whether any file of the archive has that name, whatever its folder."""
        return name.casefold() in self._file_names

    def exists(self, path: str, source: PostId) -> bool:
        """Tell whether a path, from the root of the archive or of its site, is one of a file."""
        return any(os.path.exists(place) for place in self._places(path, source))  # noqa: PTH110 - a plain path

    def has_folder(self, path: str, source: PostId) -> bool:
        """Tell whether the archive has the folder that a path begins with."""
        first = path.strip("/").partition("/")[0]
        return any(os.path.isdir(place) for place in self._places(first, source))  # noqa: PTH112 - a plain path

    def _places(self, path: str, source: PostId) -> list[str]:
        site = self.archive.site_of(source) or self.archive.site
        roots = ["", *(site.base + folder for folder in (*_STATIC, *site.content))]
        return [f"{self.archive.root}/{root}{path.strip('/')}" for root in dict.fromkeys(roots)]
