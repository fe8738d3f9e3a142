"""Docusaurus: blogs whose dates and addresses are those of their paths, beside documentation and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from posixpath import normpath
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import split_extension
from tuireader.archive.disk.files import text_of
from tuireader.archive.document import Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.docusaurus.settings import (
    BLOG,
    DOCS,
    collections_of,
    names_of,
    site_values,
    templates_of,
)
from tuireader.archive.engines.facts import DOCUSAURUS
from tuireader.archive.excerpts import lead, said_or_lead
from tuireader.archive.front_matter.gray_matter import gray_matter
from tuireader.archive.javascript import written_objects
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.js_dates import js_moment, yaml_moment
from tuireader.archive.metadata.values import as_text
from tuireader.archive.permalinks import escape
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Scalar, Value
    from tuireader.archive.post import Problem
    from tuireader.archive.site import Collection

# plugin-content-blog 3.10.2, blogUtils.ts, DATE_FILENAME_REGEX and parseBlogFileName
_DATED: Final = expression(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?", re.DOTALL
)
# the same, options.ts, truncateMarker
_TRUNCATE: Final = expression(r"<!--\s*truncate\s*-->|\{/\*\s*truncate\s*\*/\}")
# utils 3.10.2, markdownUtils.ts, parseMarkdownContentTitle
_TITLED: Final = expression(
    r"\s*+(?:import\s(?:[^\n]|\n(?!\n))*+\n{2,}\s*+)*+(?:#[ \t]+(\S[^\n]*)|([^\n]+)\n=+[ \t]*(?:\n|\Z))"
)
_AFTER_TITLE: Final = expression(r"\s*(?:\{#*[\w-]+\}|#+)\Z")
_TICKS: Final = expression(r"`([^`]*)`")
# plugin-content-docs 3.10.2, numberPrefix.ts
_NUMBERS: Final = expression(r"\d+[-_.]\d+")
_NUMBERED: Final = expression(r"\d+\s*[-_.]+\s*([^-_.\s].*)", re.DOTALL)
_SLASHES: Final = expression("/{2,}")
_NO_SLASH: Final = expression("/(?=[?&])")
"""A slash that is left out of an address (utils-common 3.10.2, `normalizeUrl`)."""
_LABEL: Final = "label of "
_SLASHED: Final = "addresses end in a slash"


def _moment(value: Scalar, zone: tzinfo) -> datetime | None:
    """Return the moment of a date: js-yaml's, else what JavaScript makes of a text, but for one with a small z."""
    return yaml_moment(value) or (None if value.text.endswith("z") else js_moment(value, zone))


class Docusaurus(Engine):
    """Docusaurus 2 and 3."""

    facts = DOCUSAURUS
    front_matter = gray_matter(DOCUSAURUS.title)
    dates = DateRules(reader=_moment)
    extensions = frozenset({"md", "mdx"})
    waits_for_date = False
    titles_are_text = True
    modified_keys = ("last_update",)
    category_keys = ()
    excerpt_keys = ("description",)
    new_posts = NewPostCustoms(date_in_name=True)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that the literals of its configuration describe; nothing of it is run."""
        config = read_config(root, base, DOCUSAURUS.markers)
        text = "\n".join(text_of(root, name) for name in config.files)
        values = site_values(written_objects(text))
        every = collections_of(text)
        collections = tuple(one for one in every if not one.folder.startswith("../"))
        named = names_of(root, base, text, collections)
        dialects = (*DOCUSAURUS.dialects, *(("dollar_math",) if "remark-math" in text else ()))
        settings = {_LABEL + key: label for key, label in named.tags.items()}
        if fields.flag(values, "trailingSlash"):
            settings[_SLASHED] = "yes"
        site = Site(
            engine=replace(DOCUSAURUS, dialects=dialects, templates=templates_of(text)),
            timezone=UTC,
            base=base,
            title=fields.text(values, "title") or "",
            url=(fields.text(values, "url") or "").rstrip("/"),
            baseurl=(fields.text(values, "baseUrl") or "").rstrip("/"),
            content=tuple(one.folder for one in collections),
            collections=collections,
            author_names=named.authors,
            settings=settings,
            config=(*config.files, *(name for one in named.files for name in one.files)),
            values=values,
        )
        site = replace(site, beside=tuple(_beside(site, every)))
        return site, (*config.problems, *(problem for one in named.files for problem in one.problems))

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is content, or on the way there; those with an underscore hold parts of others."""
        name = folder.rpartition("/")[2]
        hidden = name.startswith((".", "_")) or name == "node_modules"
        return not hidden and site.reaches(folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return a post of a blog, or a page of the documentation or the site; one with an underscore is neither."""
        name = path.rpartition("/")[2]
        if split_extension(name)[1] not in self.extensions or name.startswith(("_", ".")):
            return None
        place = _place(site, path)
        if place is None or "/_" in "/" + path.removeprefix(place.folder):
            return None
        return Role("post" if place.name == BLOG else "page", collection=place.folder)

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return a document's metadata, with the date alone of its last update."""
        del site, path, role
        update = metadata.get("last_update")
        return (
            {**metadata, "last_update": update["date"]}
            if isinstance(update, Mapping) and "date" in update
            else {key: value for key, value in metadata.items() if key != "last_update"}
        )

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the last date in the path below the blog, and what follows it, else the name."""
        inside = _inside(document)
        match = _DATED.fullmatch(inside) if document.role.kind == "post" else None
        if match:
            return match["date"].replace("/", "-"), match["text"]
        return None, inside.removesuffix("/index").rpartition("/")[2]

    def title(self, document: Document, slug: str) -> str:
        """Return the title: the front matter's, else the first level's heading at the beginning, else the name.

        A heading is the title as it is written, without the ticks of code alone.
        """
        written = fields.text(document.metadata, "title")
        if written is None and (match := _TITLED.match(document.body[:2000])):
            said = _AFTER_TITLE.sub("", match[1].strip()) if match[1] else match[2]
            written = " ".join(_TICKS.sub(r"\1", said).split())
        return written or " ".join(self.named(document)[1].split()) or slug

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the labels of the tags: those of their own, else those of `tags.yml`."""
        return fields.unique(_labels(document))

    def authors(self, document: Document) -> tuple[str, ...]:
        """Return the names of the authors, which may be keys into `authors.yml`."""
        names = document.site.author_names
        value = fields.first(document.metadata, self.author_keys)
        return fields.unique(_people(value, names))

    def draft(self, document: Document) -> bool:
        """Tell whether `draft` is true."""
        return bool(fields.flag(document.metadata, "draft"))

    def hidden(self, document: Document) -> bool:
        """Tell whether this is in no list of the site."""
        return bool(fields.flag(document.metadata, "unlisted"))

    def excerpt(self, document: Document) -> str:
        """Return the text before the mark `truncate`, else the description, else the first words."""
        title = _TITLED.match(document.body[:2000])
        body = document.body[title.end() :] if title else document.body
        if match := _TRUNCATE.search(body):
            return lead(body[: match.start()], "")
        return said_or_lead(fields.text(document.metadata, "description"), body)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the route of the blog with the slug, which is the date of the path and the rest of the path."""
        del slug, date, categories
        place = _place(document.site, document.path)
        if place is None:
            return None
        inside = _inside(document)
        own = as_text(document.metadata.get("slug"))
        if place.name == BLOG:
            match = _DATED.fullmatch(inside)
            dated = f"{match['date'].replace('-', '/')}/{match['folder']}{match['text']}" if match else ""
            address = own or dated or inside.removesuffix("/index")
        elif place.name == DOCS:
            address = _of_document(inside, document.metadata)
        else:
            address = f"/{inside}".removesuffix("/index")
        end = "/" if _SLASHED in document.site.settings else ""
        return escape(_NO_SLASH.sub("", _SLASHES.sub("/", f"{place.permalink}/{address}{end}")))


def _beside(site: Site, collections: tuple[Collection, ...]) -> Iterator[Site]:
    """Yield a site for each folder beside the site's own that is content of it, as far as it is in the archive."""
    for one in collections:
        base = normpath(site.base + one.folder) + "/"
        if one.folder.startswith("../") and not base.startswith((".", "/")):
            static = "../" * base.count("/") + site.base + "static/"
            yield replace(site, base=base, content=("", static), collections=(replace(one, folder=""),))


def _place(site: Site, path: str) -> Collection | None:
    """Return the collection that a path lies in, the nearest of several."""
    found = (one for one in site.collections if path.startswith(one.folder))
    return max(found, key=lambda one: len(one.folder), default=None)


def _inside(document: Document) -> str:
    """Return the path below the collection, without its extension."""
    place = _place(document.site, document.path)
    return split_extension(document.path[len(place.folder) if place else 0 :])[0]


def _of_document(inside: str, metadata: Mapping[str, Value]) -> str:
    """Return the address of a page of the documentation below its route (plugin-content-docs 3.10.2, slug.ts)."""
    folder, _, name = inside.rpartition("/")
    own = fields.text(metadata, "slug")
    above = "".join(_unnumbered(part) + "/" for part in folder.split("/") if part)
    if own:
        return own if own.startswith("/") else above + own
    if name.lower() in {"index", "readme", folder.rpartition("/")[2].lower()}:
        return above
    return above + (fields.text(metadata, "id") or _unnumbered(name))


def _unnumbered(name: str) -> str:
    """Return a name without the number that orders it."""
    match = None if _NUMBERS.match(name) else _NUMBERED.fullmatch(name)
    return match[1] if match else name


def _labels(document: Document) -> Iterator[str]:
    tags = document.metadata.get("tags")
    for tag in tags if isinstance(tags, tuple) else (tags,):
        if isinstance(tag, Mapping):
            yield fields.text(tag, "label") or ""
        elif named := as_text(tag):
            yield document.site.settings.get(_LABEL + named, named)


def _people(value: Value | None, names: Mapping[str, str]) -> Iterator[str]:
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Mapping):
            key = fields.text(one, "key") or ""
            yield fields.text(one, "name") or names.get(key, key)
        elif named := as_text(one):
            yield names.get(named, named)
