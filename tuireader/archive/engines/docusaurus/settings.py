"""The configuration of a Docusaurus site: its blogs and documentation, and who and what their posts may name."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.javascript import written_objects
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import as_text
from tuireader.archive.site import Collection
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tuireader.archive.config import Config
    from tuireader.archive.engines.facts import TemplateLanguage
    from tuireader.archive.javascript import WrittenObject
    from tuireader.archive.metadata.values import Value

BLOG: Final = "blog"
DOCS: Final = "docs"
PAGES: Final = "pages"
"""The names of the collections that a site may have, those of blogs first."""

_KEYS: Final = {
    BLOG: frozenset(
        {"path", "routeBasePath", "authorsMapPath", "tags", "id", "postsPerPage", "showReadingTime"}
    ),
    DOCS: frozenset({"path", "routeBasePath", "sidebarPath", "id"}),
    PAGES: frozenset({"path", "routeBasePath"}),
}
"""The options by which those of a plugin are told from other objects in them."""
_DEFAULTS: Final = {BLOG: ("blog", "blog"), DOCS: ("docs", "docs"), PAGES: ("src/pages", "/")}
"""The folder and the route of each plugin, unless its options say others."""
_LISTS: Final = {"authorsMapPath": "authors.yml", "tags": "tags.yml"}


@dataclass(frozen=True, slots=True)
class Named:
    """The names of authors by their keys, the labels of tags by theirs, and the files that say them."""

    authors: Mapping[str, str]
    tags: Mapping[str, str]
    files: tuple[Config, ...]


def site_values(objects: Sequence[WrittenObject]) -> Mapping[str, Value]:
    """Return the entries of the configuration itself: of the last object that has those which every site needs."""
    needed = ("baseUrl", "url", "title")
    return next((one.entries for one in reversed(objects) if any(key in one.entries for key in needed)), {})


def templates_of(text: str) -> TemplateLanguage:
    """Return what files are: MDX, all or none or, where a site says `detect`, those of that name (3.10.2)."""
    settings = (one.entries for one in written_objects(text) if one.name == "markdown")
    said = {as_text(one.get("format")) for one in settings}
    return "none" if "md" in said else "unknown" if "detect" in said else "mdx"


def collections_of(text: str) -> tuple[Collection, ...]:
    """Return the collections of a site by the text of its configuration; `permalink` is the route of each.

    The folder of one that lies beside the site begins with `../`.
    """
    objects = written_objects(text)
    found = [one for kind in (BLOG, DOCS, PAGES) for one in _of_kind(kind, objects)]
    return tuple({one.folder: one for one in reversed(found)}.values())[::-1]


def _of_kind(kind: str, objects: Sequence[WrittenObject]) -> Iterator[Collection]:
    off = any(as_text(one.entries.get(kind)) == "false" for one in objects if "presets" in one.names)
    plugins = {f"@docusaurus/plugin-content-{kind}", f"content-{kind}"}
    added = [
        one.entries for one in objects if one.name in plugins and not _KEYS[kind].isdisjoint(one.entries)
    ]
    if not off:
        options: dict[str, Value] = {}
        for one in objects:
            if one.name == kind and ("presets" in one.names or not _KEYS[kind].isdisjoint(one.entries)):
                options.update(one.entries)
        added.insert(0, options)
    for entries in added:
        folder, route = _DEFAULTS[kind]
        written = fields.text(entries, "path") or folder
        place = normpath(written.strip()) + "/"
        if not place.startswith(("/", "./")):
            route = as_text(entries.get("routeBasePath")) or route
            yield Collection(kind, place, permalink="/" + route.strip("/"))


def names_of(root: str, base: str, text: str, collections: Sequence[Collection]) -> Named:
    """Return the names that the files beside the posts give authors and tags."""
    options: dict[str, Value] = {}
    for one in written_objects(text):
        options.update((key, one.entries[key]) for key in _LISTS if key in one.entries and one.name)
    authors: dict[str, str] = {}
    tags: dict[str, str] = {}
    files: list[Config] = []
    for place in collections:
        if place.name != BLOG:
            continue
        for key, usual in _LISTS.items():
            name = fields.text(options, key) or usual
            config = read_config(root, base + place.folder, (name,)) if ".." not in name else None
            if config is None:
                continue
            files.append(config)
            if key == "tags":
                tags |= {tag: _label(config, tag) for tag in config.values}
            else:
                authors |= {author: _name(config, author) for author in config.values}
    return Named(authors, tags, tuple(files))


def _name(config: Config, key: str) -> str:
    return fields.text(config.nested(key), "name") or key


def _label(config: Config, key: str) -> str:
    return fields.text(config.nested(key), "label") or key[:1].upper() + key[1:].lower()
