"""What a site has beside its posts: pages of HTML, redirections, and the places that its templates make on every page.

It is asked only where a link leads to no post: the files are looked for at the first question.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.archive.filenames import GENERATED, is_kept_by_tools
from tuireader.catalog.paths import path_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES: Final = (".html", ".htm")
_TEMPLATES: Final = (*_PAGES, ".njk", ".liquid", ".hbs", ".ejs", ".astro", ".jsx", ".tsx", ".vue", ".webc")
_LAYOUTS: Final = frozenset(
    {"_layouts", "_includes", "_partials", "layouts", "layout", "templates", "partials", "components"}
)
"""Folders in which engines look for templates."""
_REDIRECTS: Final = frozenset({"_redirects", "netlify.toml"})
_LONGEST: Final = 1 << 18
"""Bytes of a file that are looked at."""

_ADDRESS: Final = re.compile(
    r"""^(?:permalink|[ ]{0,4}-|redirect_from):?[ \t]+["']?(/[^"'\s]*)""", re.MULTILINE
)
_ID: Final = re.compile(r"""(?<=\s)id=(?:"([^"{}<>\s]{1,200})"|'([^'{}<>\s]{1,200})'|([^\s"'{}<>]{1,200}))""")
_RULE: Final = re.compile(r"""^[ \t]*(?:from[ \t]*=[ \t]*["'])?(/[^\s"'#]+)""", re.MULTILINE)
_WILD: Final = re.compile(r"\*|:[A-Za-z_]\w*")
_COMMENT: Final = re.compile(
    r"(?:comments?|respond|disqus|isso|utterances|giscus)(?:[-_]?\w+)?", re.IGNORECASE
)


class _Names(NamedTuple):
    """Paths of files: pages, templates, and lists of redirections."""

    pages: tuple[str, ...]
    templates: tuple[str, ...]
    redirects: tuple[str, ...]


class SiteFiles:
    """The files of the archive in a folder that make pages or parts of pages."""

    def __init__(self, root: str) -> None:
        self._root = root

    def has_page(self, path: str) -> bool:
        """Tell whether an HTML file says that it is at a path of the site, or something there leads elsewhere."""
        return path_key(path) in self._addresses or any(rule.fullmatch(path) for rule in self._redirects)

    def has_place(self, anchor: str) -> bool:
        """Tell whether templates give a place on pages that name, or a service for comments may."""
        return _COMMENT.fullmatch(anchor) is not None or anchor in self._ids

    @cached_property
    def _names(self) -> _Names:
        pages, templates, redirects = [], [], []
        for folder, folders, files in os.walk(self._root):
            folders[:] = [name for name in folders if not is_kept_by_tools(name) and name not in GENERATED]
            in_layouts = not _LAYOUTS.isdisjoint(folder[len(self._root) :].split("/"))
            for name in files:
                if in_layouts and name.endswith(_TEMPLATES):
                    templates.append(f"{folder}/{name}")
                elif name.endswith(_PAGES):
                    pages.append(f"{folder}/{name}")
                elif name in _REDIRECTS:
                    redirects.append(f"{folder}/{name}")
        return _Names(tuple(pages), tuple(templates), tuple(redirects))

    @cached_property
    def _addresses(self) -> frozenset[str]:
        found: set[str] = set()
        for page in self._names.pages:
            text = _beginning(page)
            matter = text[4:].partition("\n---")[0] if text.startswith("---\n") else ""
            found.update(path_key(match[1]) for match in _ADDRESS.finditer(matter))
        return frozenset(found - {""})

    @cached_property
    def _redirects(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of the paths from which Netlify and others lead on; one that takes every path says nothing."""
        rules = {
            match[1].rstrip("/")
            for file in self._names.redirects
            for match in _RULE.finditer(_beginning(file))
        }
        return tuple(re.compile(pattern) for rule in sorted(rules) if (pattern := _pattern(rule)))

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(
            next(group for group in match.groups() if group)
            for file in self._names.templates
            for match in _ID.finditer(_beginning(file))
        )


def _pattern(rule: str) -> str:
    """Return the pattern of a rule in which `*` stands for any rest and `:name` for a part; none for `/*`."""
    fixed = [re.escape(part) for part in _WILD.split(rule)]
    wild = [".*" if mark[0] == "*" else "[^/]+" for mark in _WILD.findall(rule)]
    if not "".join(fixed).strip("/"):
        return ""
    return "".join(_alternating(fixed, [*wild, ""])) + "/?"


def _alternating(fixed: list[str], wild: list[str]) -> Iterator[str]:
    for part, mark in zip(fixed, wild, strict=True):
        # `/old/*` is `/old` too.
        yield part.removesuffix("/") + "(?:/.*)?" if mark == ".*" and part.endswith("/") else part + mark


def _beginning(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a plain path
            return file.read(_LONGEST).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""
