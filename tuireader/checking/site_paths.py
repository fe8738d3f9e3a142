"""The paths of a site: which files and pages it has, whatever the way in which a link names them.

Files are searched only when a link leads to no post.
"""

from __future__ import annotations

import os
from functools import cached_property
from posixpath import dirname, join, normpath, splitext
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tuireader.archive.disk.filenames import folded_name, is_kept_by_tools
from tuireader.archive.disk.files import on_disk
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.site import OWN_FOLDERS
from tuireader.checking.site_files import SiteFiles

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.resolve import Target

_STATIC: Final = (
    "",
    *(f"{name}/" for name in sorted({name for one in ENGINES.values() for name in one.published})),
    "docs/",
    "src/content/",
    "src/pages/",
    *(f"{folder}.vuepress/public/" for folder in ("", "docs/", "src/")),
)
"""Folders whose contents engines put at the root of the site."""
_TEXTS: Final = (".md", ".markdown")


class SitePaths:
    """The paths of the sites of an archive, as seen from its posts."""

    def __init__(self, archive: Archive, catalog: Catalog) -> None:
        self.archive = archive
        self.catalog = catalog
        self.files = SiteFiles(str(archive.root))
        """The files other than posts that make pages or parts of pages."""

    @cached_property
    def _file_names(self) -> frozenset[str]:
        names: set[str] = set()
        for _, folders, files in os.walk(self.archive.root):
            folders[:] = [folder for folder in folders if not is_kept_by_tools(folder)]
            names.update(map(folded_name, files))
        return frozenset(names)

    def is_named(self, name: str) -> bool:
        """Whether any file of the archive has that name, in any folder."""
        return folded_name(name) in self._file_names

    def exists(self, path: str, source: PostId) -> bool:
        """Whether a file has this path, from the root of the archive or of its site."""
        return any(map(os.path.exists, self._places(path, source)))

    def unfit_picture(self, target: Target, source: PostId) -> str:
        """Return why the target of an image is not a file; empty if it is a file or does not exist."""
        there = [place for place in self._places(target.path, source) if os.path.exists(place)]  # noqa: PTH110 - a plain path
        if target.kind != "asset" or not there or any(map(os.path.isfile, there)):
            return ""
        return f"{target.path} is {'a folder' if any(map(os.path.isdir, there)) else 'not a file'}"

    def has_page(self, path: str, source: PostId) -> bool:
        """Whether the site has a page other than a post at a path, or the path leads out of the archive."""
        folder = os.path.dirname(f"{self.archive.root}/{source}")  # noqa: PTH120 - a plain path
        below = self.from_page(path, source).strip("/")
        site = self.archive.site_for(source)
        if site.makes(below or path):
            return True
        if self.files.has_page(path) or (below and self.files.has_page(f"/{below}")):
            return True
        if self._makes(below or path, site) or self._is_seen_from_folder(path, source):
            return True
        if path.startswith(".."):
            return any(os.path.exists(on_disk(start, path)) for start in (folder, str(self.archive.root)))  # noqa: PTH110 - a plain path
        plain = path.strip("/")
        names: tuple[str, ...] = (
            plain,
            f"{plain}.html",
            f"{plain}/index.html",
            f"{plain.removesuffix('.html')}/index.html",
        )
        beside = () if path.startswith("/") else (f"{folder}/{plain}",)
        post = self.catalog.get(source)
        if post is not None and post.permalink is None and any(map(os.path.exists, beside)):
            # A text without a page, as a README, is read where it is: its links lead to files and folders.
            return True
        if below:
            names = (*names, below, f"{below}.html", f"{below}/index.html")
        # Texts that are no pages are files of the site where it has its whole folder.
        pages = (".html", *_TEXTS) if "" in site.engine.published and "/_" not in f"/{path}" else ".html"
        return any(
            place.endswith(pages) and os.path.isfile(place)  # noqa: PTH113 - a plain path
            for place in (*beside, *(place for name in names for place in self._places(name, source)))
        )

    def _makes(self, path: str, site: Site) -> bool:
        """Whether a template in a folder of pages makes the page at a path of the site."""
        plain = path.strip("/").removesuffix("index.html").removesuffix(".html").rstrip("/")
        roots = {"", *(site.base + folder for folder in (*_STATIC, *site.content))}
        return bool(plain) and not self.files.made.isdisjoint(f"{root}{plain}" for root in roots)

    def from_page(self, path: str, source: PostId) -> str:
        """The path on the site as seen from a post's page; empty for one from the root."""
        post = self.catalog.get(source)
        if post is None or post.permalink is None or not path or path.startswith("/"):
            return ""
        page = post.permalink if post.permalink.endswith("/") else dirname(post.permalink)
        return normpath(join("/", page, unquote(path)))

    def has_folder(self, path: str, source: PostId) -> bool:
        first = path.strip("/").partition("/")[0]
        return any(os.path.isdir(place) for place in self._places(first, source))  # noqa: PTH112 - a plain path

    def _places(self, path: str, source: PostId) -> list[str]:
        below = (f"{root}{path.strip('/')}" for root in self._roots(source))
        return [on_disk(str(self.archive.root), one) for one in below]

    def _roots(self, source: PostId) -> list[str]:
        """The folders, from that of the archive, whose contents the site of a post has at its own root."""
        site = self.archive.site_for(source)
        return list(dict.fromkeys(["", *(site.base + folder for folder in (*_STATIC, *site.content))]))

    def is_beside_page(self, path: str) -> bool:
        """Whether a file has this path on the site since it lies beside the source of a page, as engines put it."""
        folder, _, name = unquote(path).rpartition("/")
        page = self.catalog.by_permalink(f"{folder}/") if folder.startswith("/") else None
        if page is None:
            return False
        own = OWN_FOLDERS in self.archive.site_for(page.id).settings
        beside = f"{splitext(page.id)[0] if own else dirname(page.id)}/{name}"
        return os.path.isfile(on_disk(str(self.archive.root), beside))  # noqa: PTH113 - a plain path

    def _is_seen_from_folder(self, path: str, source: PostId) -> bool:
        """Whether a path leads on if the engine, which is not known, has a folder for each page, as MkDocs does."""
        if self.archive.site_for(source).engine.is_known or path.startswith("/"):
            return False
        found = normpath(f"{self.archive.root}/{splitext(source)[0]}/{path}")
        return any(map(os.path.exists, (found, f"{found}.md")))
