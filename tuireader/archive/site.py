"""Sites: the settings in their configuration for reading their posts."""

from __future__ import annotations

import re
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Post, PostId


OWN_FOLDERS: Final = "posts have folders"
"""The setting that files in the folder of a post's name lie at the post's address."""


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_values() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Collection:
    """A named group of documents; `folder` is below the site's source and ends with a slash."""

    name: str
    folder: str
    output: bool = True
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """Front matter that files take over where they say nothing themselves (Jekyll's `defaults`).

    `path` is a prefix or a glob of paths below the source, `type` the name of a collection or "".
    """

    path: str
    type: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site as its configuration describes it, with the engine's defaults where it is silent.

    `engine` holds the facts about the engine of the site. `base` is the site's folder below the archive's root, ""
    or ending with a slash; `root` is that root where templates of the site may ask for files. `content` are the folders
    below the base that hold the documents, in the same form. `config` are the files that it was read from.
    `permalink` is the engine's template for posts, `permalinks` others by section. `settings` keeps the few
    values that only one engine knows. `exclude` are prefixes of paths, `exclude_globs` patterns with wildcards.
    `line_breaks` tells that a line's end within a paragraph is one on the site, too.
    `made` are the addresses of the pages that the build makes beside those of posts, `{slug}` for any name in them.
    `reworked` tells that programs of the site's own rework its Markdown or its links, so that nothing else knows where
    these lead. `values` is the configuration as it is written, which templates in posts may ask for. `beside` are sites
    for the folders outside its own whose posts belong to it.
    """

    engine: EngineFacts
    timezone: tzinfo
    base: str = ""
    root: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    baseurl: str = ""
    lang: str | None = None
    languages: tuple[str, ...] = ()
    permalink: str = ""
    permalinks: Mapping[str, str] = field(default_factory=_nothing)
    content: tuple[str, ...] = ("",)
    pages: tuple[str, ...] = ()
    collections: tuple[Collection, ...] = ()
    collections_dir: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_globs: tuple[str, ...] = ()
    defaults: tuple[Defaults, ...] = ()
    excerpt_separator: str = "\n\n"
    line_breaks: bool = False
    made: tuple[str, ...] = ()
    reworked: bool = False
    markdown_ext: frozenset[str] = frozenset({"md", "markdown"})
    unpublished: bool = False
    author_names: Mapping[str, str] = field(default_factory=_nothing)
    settings: Mapping[str, str] = field(default_factory=_nothing)
    config: tuple[PostId, ...] = ()
    values: Mapping[str, Value] = field(default_factory=_no_values)
    beside: tuple[Site, ...] = ()

    def computes_address_of(self, post: Post) -> bool:
        """Tell whether only programs of the site know the address of one of its posts."""
        return self.engine.computes_addresses and post.permalink is None and post.is_published

    def reaches(self, folder: str) -> bool:
        """Tell whether a folder is one of the content folders, in one of them, or on the way to one."""
        inner = folder + "/"
        return any(inner.startswith(one) or one.startswith(inner) for one in self.content)

    def makes(self, path: str) -> bool:
        """Tell whether the build makes a page at a path of the site besides those of posts."""
        plain = path.strip("/").removesuffix("index.html").rstrip("/")
        return any(re.fullmatch(_pattern(one), plain) for one in self.made)


def _pattern(address: str) -> str:
    plain = address.strip("/").removesuffix("index.html").rstrip("/")
    return "[^/]+".join(map(re.escape, re.split(r"\{[^{}]*\}", plain)))
