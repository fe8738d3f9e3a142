"""The files of a site other than posts that make pages or parts of pages, and lists of redirections."""

from __future__ import annotations

import os
import re
from functools import cached_property
from posixpath import splitext
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.archive.disk.filenames import GENERATED, is_kept_by_tools
from tuireader.archive.disk.files import first_bytes
from tuireader.archive.engines.facts import ENGINES
from tuireader.catalog.links.paths import path_key
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES: Final = (".html", ".htm")
_INDEX: Final = expression(r"(?:(?<=/)|\A)index\Z")
_TEMPLATES: Final = (*_PAGES, ".njk", ".liquid", ".hbs", ".ejs", ".astro", ".jsx", ".tsx", ".vue", ".webc")
_LAYOUTS: Final = frozenset(name for one in ENGINES.values() for name in one.template_folders)
"""Folders of templates."""
_REDIRECTS: Final = frozenset({"_redirects", "netlify.toml", "vercel.json"})
_MAX_BYTES: Final = 1 << 18
"""Most bytes read of a file."""
_HEAD: Final = 2_000

_ADDRESS: Final = expression(
    r"""^(?:permalink|[ ]{0,4}-|redirect_from):?[ \t]+["']?(/[^"'\s]*)""", re.MULTILINE
)
_ID: Final = expression(r"""(?<=\s)id=(?:"([^"{}<>\s]{1,200})"|'([^'{}<>\s]{1,200})'|([^\s"'{}<>]{1,200}))""")
_RULE: Final = expression(
    r"""^[ \t{]*(?:from[ \t]*=[ \t]*["']|"source"[ \t]*:[ \t]*")?(/[^\s"'#]+)""", re.MULTILINE
)
_WILD: Final = expression(r"\*|:[A-Za-z_]\w*")
_OPEN_ENDED: Final = 2
_TOP: Final = "_top"
"""The place that Starlight gives to the title of each page."""
_COMMENT: Final = expression(
    r"(?:comments?|respond|disqus|isso|utterances|giscus)(?:[-_]?\w+)?", re.IGNORECASE
)


_OTHER_MARKUP: Final = (".rst", ".rest", ".adoc", ".asciidoc", ".org", ".textile", ".ipynb")
_NOTEBOOK: Final = ".ipynb"
_CELL_LINE: Final = expression(r'^[ \t]*"|(?:\\n)?",?[ \t]*$', re.MULTILINE)
_HEADED: Final = expression(r"(?:\A|\n)(?:<!--\s*)?\.\. (?:title|slug):")
"""The head of a post of Nikola, which HTML and plain text may have."""
_SLUG: Final = expression(r"^(?:\.\. slug:|:slug:|slug:)[ \t]*(\S+)", re.MULTILINE)
_PERMALINK: Final = expression(r"""^permalink:[ \t]*["']?(/?[^"'\s{][^"'\n]*)""", re.MULTILINE)
_FILLED_IN: Final = expression(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}")


class _Names(NamedTuple):
    """Paths of pages, pages made by templates, templates, lists of redirections, and pages in other markup."""

    pages: tuple[str, ...]
    made: tuple[str, ...]
    templates: tuple[str, ...]
    redirects: tuple[str, ...]
    others: tuple[str, ...]


class SiteFiles:
    """The files in the archive's folder that make pages or parts of pages."""

    def __init__(self, root: str) -> None:
        self._root = root

    def has_page(self, path: str) -> bool:
        """Whether an HTML file or one in other markup has this path on the site, or a redirection leads on from it."""
        key = path_key(path)
        return (
            key in self._addresses
            or key.rpartition("/")[2].removesuffix(".html") in self._in_other_markup
            or any(rule.fullmatch(path) for rule in self._redirects)
        )

    def has_place(self, anchor: str) -> bool:
        """Whether templates make an anchor of that name on pages, or a theme or a comment service may."""
        return anchor == _TOP or _COMMENT.fullmatch(anchor) is not None or anchor in self._ids

    @cached_property
    def _names(self) -> _Names:
        pages, made, templates, redirects, others = [], [], [], [], []
        for folder, folders, files in os.walk(self._root):
            folders[:] = [name for name in folders if not is_kept_by_tools(name) and name not in GENERATED]
            in_layouts = not _LAYOUTS.isdisjoint(folder[len(self._root) :].split("/"))
            for name in files:
                if in_layouts and name.endswith(_TEMPLATES):
                    templates.append(f"{folder}/{name}")
                elif name.endswith(_PAGES):
                    pages.append(f"{folder}/{name}")
                elif name.endswith(_OTHER_MARKUP):
                    others.append(f"{folder}/{name}")
                elif name in _REDIRECTS:
                    redirects.append(f"{folder}/{name}")
                elif name.endswith(_TEMPLATES):
                    made.append(f"{folder}/{name}"[len(self._root) + 1 :])
        return _Names(tuple(pages), tuple(made), tuple(templates), tuple(redirects), tuple(others))

    @cached_property
    def made(self) -> frozenset[str]:
        """The paths from the root of what templates make pages of, without the ends of their names."""
        paths = (splitext(path)[0] for path in self._names.made)
        return frozenset(_INDEX.sub("", path).rstrip("/") for path in paths)

    @cached_property
    def _in_other_markup(self) -> frozenset[str]:
        """The names and slugs of pages in markup other than Markdown, whose folders on the site only a build knows."""
        found = set[str]()
        for path in (*self._names.others, *self._names.pages):
            head = _beginning(path, _HEAD)
            if path.endswith(_OTHER_MARKUP) or _HEADED.search(head):
                found.add(path_key(splitext(path)[0]).rpartition("/")[2])
                found.update(path_key(match[1]) for match in _SLUG.finditer(head))
        return frozenset(found - {""})

    def notebooks(self) -> Iterator[str]:
        """Yield the lines of the cells of each notebook in Jupyter's form, as far as one is read."""
        for path in self._names.others:
            if path.endswith(_NOTEBOOK):
                yield _CELL_LINE.sub("", _beginning(path))

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
        """Patterns of paths that are redirected (Netlify, Vercel), or that templates give to pages.

        Those that match every path are left out.
        """
        rules = {
            match[1].rstrip("/")
            for file in self._names.redirects
            for match in _RULE.finditer(_beginning(file))
        }
        for path in self._names.made:
            matter = _beginning(f"{self._root}/{path}", _HEAD)
            given = _PERMALINK.search(matter) if matter.startswith("---") else None
            rules |= {"/" + _FILLED_IN.sub("*", given[1]).strip("/")} if given else set()
        return tuple(re.compile(pattern) for rule in sorted(rules) if (pattern := _pattern(rule)))

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(
            next(group for group in match.groups() if group)
            for file in self._names.templates
            for match in _ID.finditer(_beginning(file))
        )


def _pattern(rule: str) -> str:
    """The pattern of a rule with `*` for any rest and `:name` for a part; empty for `/*`.

    It is also empty for more than a few of them that could end anywhere: no service has such rules, and matching would
    take too long.
    """
    fixed = [re.escape(part) for part in _WILD.split(rule)]
    marks = _WILD.findall(rule)
    parts = [mark[0] == ":" and after[:1] in {"", "/"} for mark, after in zip(marks, fixed[1:], strict=True)]
    wild = [
        "[^/]++" if part else ".*" if mark[0] == "*" else "[^/]+"
        for mark, part in zip(marks, parts, strict=True)
    ]
    if not "".join(fixed).strip("/") or parts.count(False) > _OPEN_ENDED:
        return ""
    return "".join(_alternating(fixed, [*wild, ""])) + "/?"


def _alternating(fixed: list[str], wild: list[str]) -> Iterator[str]:
    for part, mark in zip(fixed, wild, strict=True):
        # `/old/*` includes `/old`.
        yield part.removesuffix("/") + "(?:/.*)?" if mark == ".*" and part.endswith("/") else part + mark


def _beginning(path: str, most: int = _MAX_BYTES) -> str:
    try:
        return first_bytes(path, most).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""
