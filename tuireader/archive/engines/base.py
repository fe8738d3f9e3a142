"""The common base of all engines, which override what they do differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.config import local_zone
from tuireader.archive.disk.filenames import GENERATED, README, loose_name, split_extension, words
from tuireader.archive.document import ANY, Folder, Role
from tuireader.archive.excerpts import count_words, said_or_lead
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.fields import plain_title
from tuireader.archive.post import Post, Problem
from tuireader.archive.site import Site
from tuireader.archive.text import neutralise
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import ClassVar

    from tuireader.archive.document import Document
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.front_matter import FrontMatterRules
    from tuireader.archive.metadata.dates import DateRules
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Stamp

_SILENT: Final = Folder()
_SCAFFOLDING: Final = frozenset({"_layouts", "_includes", "_sass", "_data", "_plugins"})
"""Folders of templates and data."""

DATE_KEYS: Final = ("date", "pubDate", "pubdate", "published_at", "publishDate", "created")
MODIFIED_KEYS: Final = ("last_modified_at", "lastmod", "updated", "modified", "updatedDate")
"""The keys of dates that people write where no engine asks for one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPostCustoms:
    """The customs of an engine for new posts, for archives without posts to learn from.

    `format` is that of front matter, which with `format_of_config` is TOML where the configuration is; `formats` are
    those that the engine reads. `date_key` is the key of the date, with `date` as an example. `draft_key` tells a
    draft; with a `draft_folder` a draft is one by its place. `layout` is the layout of posts, if they need one. Tags
    are in the table `tag_table`, if it has a name, and with `shared_tags` a site gathers its posts by a tag that all
    of them bear.

    The date begins names with `date_in_name`, and has to with `needs_date_in_name`. With `date_in_path` it may be in
    the key `path`. With `titled` the name is the title. Posts lie in `folder` below the content, or with
    `in_sections` in the first section that there is, else in `section`; where `sections_in` is given, only in content
    of that name. In titles, which are Markdown then, `title_signs` are escaped: a regular expression.
    """

    format: str = "yaml"
    format_of_config: bool = False
    formats: tuple[str, ...] = ("yaml",)
    date_key: str = "date"
    date: str = "2024-12-27"
    draft_key: str = "draft"
    draft_folder: str = ""
    layout: str = ""
    tag_table: str = ""
    shared_tags: bool = False
    date_in_name: bool = False
    needs_date_in_name: bool = False
    date_in_path: bool = False
    titled: bool = False
    folder: str = ""
    in_sections: bool = False
    section: str = ""
    sections_in: str = ""
    title_signs: str = ""


class Engine:
    """The interface of every engine, with the behaviour that most of them share.

    Engines hold no state: everything that differs between two sites is in their Site. The defaults below
    are what holds for most.
    """

    facts: ClassVar[EngineFacts]
    front_matter: ClassVar[FrontMatterRules]
    dates: ClassVar[DateRules]
    extensions: ClassVar[frozenset[str]] = frozenset({"md"})
    waits_for_date: ClassVar[bool]
    """Whether a post is published only once its date has come."""
    titles_are_text: ClassVar[bool] = False
    """Whether entities and tags in a title are shown as they are written."""
    date_keys: ClassVar[tuple[str, ...]] = ("date",)
    modified_keys: ClassVar[tuple[str, ...]]
    tag_keys: ClassVar[tuple[str, ...]] = ("tags",)
    category_keys: ClassVar[tuple[str, ...]] = ("categories", "category")
    author_keys: ClassVar[tuple[str, ...]] = ("authors", "author")
    excerpt_keys: ClassVar[tuple[str, ...]]
    alias_keys: ClassVar[tuple[str, ...]] = ()
    new_posts: ClassVar[NewPostCustoms]

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell whether a folder, given with the names in it, is the root of a site: by its configuration file."""
        del root, base
        return not names.isdisjoint(self.facts.markers)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site whose root is the folder, and the problems of its configuration."""
        del root
        return Site(engine=self.facts, timezone=local_zone(), base=base), ()

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether documents may lie in a folder, given relative to the site's base and without last slash."""
        name = folder.rpartition("/")[2]
        return (
            not name.startswith(".") and name not in GENERATED | _SCAFFOLDING and folder not in site.exclude
        )

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of the file at a path below the site's base, or None where it is no document."""
        name = path.rpartition("/")[2]
        if name.startswith(".") or name.endswith("~"):
            return None
        return ANY if split_extension(name)[1] in self.extensions and self.holds(site, path) else None

    def holds(self, site: Site, path: str) -> bool:
        """Tell whether a path lies in one of the site's content folders."""
        return any(path.startswith(folder) for folder in site.content)

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return a document's metadata with the values that the site's configuration gives it."""
        del site, path, role
        return metadata

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return the facts that a folder's own files give the documents in it; reads them."""
        del root, site, folder
        return _SILENT

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether the file at a path gives facts to the other documents in its folder; see `folder`."""
        del site, path
        return False

    def post(self, document: Document, stamp: Stamp, problems: list[Problem], checksum: int = 0) -> Post:
        """Return the post of a document; `checksum` is that of its file's text."""
        named, slug = self.named(document)
        date = self.date(document, named, problems)
        slug = self.slug(document, slug)
        title = self.shown_title(self.title(document, slug)) or neutralise(document.id.rpartition("/")[2])
        categories = self.categories(document)
        kind = document.role.kind
        if kind == "any":
            kind = "post" if date is not None and self.is_dated_entry(document) else "page"
        return Post(
            id=document.id,
            kind=kind,
            title=title,
            date=date,
            modified=fields.dated(document, self.modified_keys, self.dates, problems) or document.modified,
            slug=slug,
            permalink=self.permalink(document, slug, date, categories),
            aliases=self.aliases(document),
            tags=self.tags(document),
            categories=categories,
            authors=self.authors(document),
            series=fields.text(document.metadata, "series"),
            lang=self.lang(document),
            draft=self.draft(document),
            hidden=self.hidden(document),
            future=self.future(document, date),
            excerpt=self.excerpt(document),
            words=count_words(document.body),
            problems=(*problems, *self._undated(document, kind, date, problems)),
            stamp=stamp,
            checksum=checksum,
        )

    def _undated(
        self, document: Document, kind: str, date: datetime | None, problems: list[Problem]
    ) -> Iterator[Problem]:
        """Return the problem of a post without a date, unless its date has a problem already."""
        message = self.facts.date_needed
        if message and kind == "post" and date is None and all(one.rule != "date" for one in problems):
            yield Problem(document.id, "missing-date", message, "error")

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date as the path has it, or None, and the slug."""
        folder, _, name = document.path.rpartition("/")
        stem = split_extension(name)[0]
        if stem.lower() in {"index", "_index"} and folder:
            stem = folder.rpartition("/")[2]
        return loose_name(stem)

    def slug(self, document: Document, named: str) -> str:
        """Return the slug: the front matter's, else the name's."""
        return fields.line(document.metadata, "slug") or named

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the date: the front matter's, else the path's."""
        date = fields.dated(document, self.date_keys, self.dates, problems)
        if date is not None or named is None:
            return date
        return fields.name_date(document, named, self.dates, problems)

    def is_dated_entry(self, document: Document) -> bool:
        """Tell whether a document with a date is an entry of the blog rather than a dated page."""
        stem = document.stem.lower()
        return stem not in README or (stem == "index" and "/" in document.path)

    def title(self, document: Document, slug: str) -> str:
        """Return the title: the front matter's, else the first heading's, else the name's words."""
        return fields.text(document.metadata, "title") or fields.heading(document.body) or words(slug)

    def shown_title(self, title: str) -> str:
        """Return a title as it is shown: as text, or without the entities and tags that make HTML of it."""
        return title if self.titles_are_text else plain_title(title)

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags; a single text is parted at its commas."""
        return fields.unique(fields.split(fields.texts(document.metadata, *self.tag_keys)))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the categories; a single text is parted at its commas."""
        return fields.unique(fields.split(fields.texts(document.metadata, *self.category_keys)))

    def authors(self, document: Document) -> tuple[str, ...]:
        """Return the names of the authors, the site's where the document names none."""
        value = fields.first(document.metadata, self.author_keys)
        return fields.unique(fields.people(value, document.site.author_names)) or document.site.authors

    def lang(self, document: Document) -> str | None:
        """Return the language, the site's where the document names none."""
        return fields.text(document.metadata, "lang", "language", "locale") or document.site.lang

    def draft(self, document: Document) -> bool:
        """Tell whether this is a draft."""
        status = (fields.text(document.metadata, "status") or "").lower()
        return document.role.draft or status == "draft" or bool(fields.flag(document.metadata, "draft"))

    def hidden(self, document: Document) -> bool:
        """Tell whether the engine would leave this out for another reason than a draft or a date in the future."""
        published = fields.flag(document.metadata, "published")
        status = (fields.text(document.metadata, "status") or "").lower()
        return published is False or status in {"hidden", "skip"}

    def future(self, document: Document, date: datetime | None) -> bool:
        """Tell whether the post waits for its date, which lies in the future."""
        return self.waits_for_date and date is not None and document.is_ahead(date)

    def excerpt(self, document: Document) -> str:
        """Return the front matter's excerpt as plain text, else the body's first words."""
        written = fields.text(document.metadata, *self.excerpt_keys)
        return said_or_lead(written, document.body, document.site.excerpt_separator)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path of the post on the site, or None if it is unknown."""
        del slug, date, categories
        link = fields.text(document.metadata, "permalink", "url")
        return fields.site_path(link) if link else None

    def aliases(self, document: Document) -> tuple[str, ...]:
        """Return other paths that lead to the post."""
        links = fields.texts(document.metadata, *self.alias_keys)
        return fields.unique(path for link in links if (path := fields.site_path(link)) is not None)
