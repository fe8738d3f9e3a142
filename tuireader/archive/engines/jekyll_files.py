"""Which files of a Jekyll site are read: its entry filter, posts, drafts, collections and pages."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.document import Role
from tuireader.archive.filenames import MARKDOWN, PROSE, jekyll_name, split_extension

if TYPE_CHECKING:
    from tuireader.archive.site import Collection, Site

DEFAULT_EXCLUDES: Final = (
    ".sass-cache", ".jekyll-cache", ".ruby-lsp", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
    "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/",
)  # fmt: skip

# None of them is Jekyll's own rule; none holds what an author wrote.
_INSTALLED: Final = frozenset({"node_modules", "bower_components", "site-packages", "venv", "__pycache__"})
_SPECIAL: Final = (".", "_", "#", "~")
_ASSETS: Final = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "mp3", "mp4", "m4a", "ogg", "wav",
     "webm", "mov", "pdf", "zip", "gz", "tar", "css", "scss", "sass", "js", "ts", "json", "xml", "csv", "tsv", "yml",
     "yaml", "toml", "psd", "ai", "ttf", "woff", "woff2", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "bak", "swp",
     "tmp", "orig", "lock", "log"}
)  # fmt: skip
_POST: Final = Role("post")
_DRAFT: Final = Role("post", draft=True)
_PAGE: Final = Role("page", needs_front_matter=True)


def enters(site: Site, folder: str) -> bool:
    """Tell whether Jekyll, or a reader that shows drafts, looks into a folder (reader.rb, entry_filter.rb)."""
    if is_excluded(site, folder + "/"):
        return False
    name = folder.rpartition("/")[2]
    if name.startswith(".") and not is_included(site, folder):
        return False
    area = _area(site, folder)
    if area is not None:
        return not area[1].startswith(_SPECIAL) or is_included(site, area[1])
    if folder + "/" == site.collections_dir or name in {"_posts", "_drafts"}:
        return True
    if name in _INSTALLED:
        return False
    return not name.startswith(_SPECIAL) or is_included(site, folder)


def role(site: Site, path: str) -> Role | None:
    """Return what a file is to Jekyll, or None where it is no document."""
    name = path.rpartition("/")[2]
    if name.startswith(_SPECIAL) or name.endswith("~"):
        if not is_included(site, path):
            return None
    elif is_excluded(site, path) and not is_included(site, path):
        return None
    extension = split_extension(name)[1]
    area = _area(site, path)
    if area is None:
        return _PAGE if extension in site.markdown_ext else None
    label, inner = area
    if inner.startswith(_SPECIAL) and not is_included(site, inner):
        return None
    if label in {"_posts", "_drafts"}:
        return _in_posts(site, path, label, extension)
    return Role("any", label, needs_front_matter=True) if extension in PROSE else None


def _in_posts(site: Site, path: str, label: str, extension: str) -> Role | None:
    if not path.startswith(site.collections_dir) or not extension or extension in _ASSETS:
        return None
    if label == "_drafts":
        return _DRAFT if extension in PROSE else None
    dated = jekyll_name(path)[0] is not None
    return _POST if dated or extension in MARKDOWN else None


def collection_of(site: Site, path: str) -> Collection | None:
    """Return the collection that a path lies in, or None."""
    return next((one for one in site.collections if path.startswith(one.folder)), None)


def _area(site: Site, path: str) -> tuple[str, str] | None:
    """Return the label of the posts, drafts or collection that a path is in, and its path there."""
    for magic in ("_posts", "_drafts"):
        start = 0 if path.startswith(magic + "/") else path.find(f"/{magic}/")
        if start >= 0:
            return magic, path[start:].lstrip("/")[len(magic) + 1 :]
    if site.collections:
        for collection in site.collections:
            if path.startswith(collection.folder):
                return collection.name, path[len(collection.folder) :]
            if path + "/" == collection.folder:
                return collection.name, ""
    return None


def is_excluded(site: Site, path: str) -> bool:
    """Tell whether the site excludes a path: by a prefix of it or by a pattern."""
    if site.exclude and path.startswith(site.exclude):
        return True
    return any(fnmatchcase(path.rstrip("/"), pattern) for pattern in site.exclude_globs)


def is_included(site: Site, path: str) -> bool:
    """Tell whether the site includes a path, or its last part, by name."""
    name = path.rpartition("/")[2]
    return any(
        one in {path, name} or path.startswith(one) or fnmatchcase(path, one) or fnmatchcase(name, one)
        for one in site.include
    )
