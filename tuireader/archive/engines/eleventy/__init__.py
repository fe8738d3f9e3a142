"""Eleventy: an input folder, data that folders hand down, dates in paths."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import split_extension, words
from tuireader.archive.disk.files import folders_to, text_of
from tuireader.archive.document import Folder
from tuireader.archive.engines.base import MODIFIED_KEYS, Engine, NewPostCustoms
from tuireader.archive.engines.eleventy.data import (
    data_of_files,
    data_of_folder,
    is_data,
    merged,
    problems_of_data,
    with_list_of_tags,
)
from tuireader.archive.engines.eleventy.links import of_file, of_template, stripped, without_short_folder
from tuireader.archive.engines.eleventy.settings import settings_of
from tuireader.archive.engines.facts import ELEVENTY
from tuireader.archive.front_matter.gray_matter import gray_matter
from tuireader.archive.front_matter.handler import EOL
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES, DateRules, parse_date
from tuireader.archive.metadata.js_dates import yaml_moment
from tuireader.archive.metadata.values import Scalar, as_bool, as_js_text, as_text
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from tuireader.archive.document import Document, Role
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_DATED: Final = expression(r"\d{4}-\d{2}-\d{2}")
_ORDINAL: Final = expression(r"(\d{4})-(\d{3})|(\d{4})-W(\d\d)(?:-([1-7]))?")
_ON_DISK: Final = frozenset({"last modified", "git last modified", "created", "git created"})
_DATA: Final = "data of the folders"
_FILES: Final = "data of files"
_PLAIN: Final = "no deep merge"


def _moment(value: Scalar, zone: tzinfo) -> datetime | None:
    """Return the moment of a date: js-yaml's, else what Luxon takes for one, and all that a build stops at."""
    del zone
    stamp = yaml_moment(value)
    if stamp is not None:
        return stamp
    if match := _ORDINAL.fullmatch(value.text):
        try:
            if match[1]:
                return datetime(int(match[1]), 1, 1, tzinfo=UTC) + timedelta(days=int(match[2]) - 1)
            day = date.fromisocalendar(int(match[3]), int(match[4]), int(match[5] or 1))
        except ValueError:
            return None
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return parse_date(value, LENIENT_DATES, UTC)


class Eleventy(Engine):
    """Eleventy 2 and 3."""

    facts = ELEVENTY
    front_matter = gray_matter(ELEVENTY.title, TomlHandler(rf"(?P<mark>---)[ \t]*toml{EOL}"))
    """gray-matter: the language may follow the opening mark."""
    dates = DateRules(reader=_moment)
    waits_for_date = False
    titles_are_text = True
    modified_keys = MODIFIED_KEYS
    excerpt_keys = ("excerpt", "summary", "description")
    alias_keys = ("redirect_from", "aliases")
    new_posts = NewPostCustoms(shared_tags=True, in_sections=True, section="posts")

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site whose folders the configuration's text names; nothing of it is run."""
        config = read_config(root, base, ELEVENTY.markers)
        found = settings_of(root, base, config)
        ignored = (
            *_lines(root, base + ".eleventyignore"),
            *_lines(root, base + ".gitignore"),
            *found.ignored,
        )
        every = tuple(one.strip("/") for one in (*found.left_out, *ignored) if one.strip("/"))
        site = Site(
            engine=found.facts,
            timezone=UTC,
            base=base,
            content=(found.source,),
            exclude=tuple(one for one in every if "*" not in one),
            exclude_globs=tuple(one for one in every if "*" in one),
            line_breaks=found.line_breaks,
            settings={
                **({"markdown": found.templates} if found.templates else {}),
                **({} if found.deep else {_PLAIN: "yes"}),
            },
            config=config.files,
            values=config.values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is input, or on the way there."""
        return site.reaches(folder) and super().enters(site, folder) and not _ignored(site, folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return what a file is, or None where it is ignored."""
        return None if _ignored(site, path) else super().role(site, path)

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return what the data files of this folder and those above it say, and those of single posts in it."""
        found: Mapping[str, Value] = {}
        files: Mapping[str, Value] = {}
        problems: list[Problem] = []
        deep = _PLAIN not in site.settings
        for above in folders_to(folder):
            if above.startswith(site.content[0]):
                owner = _owner(site, above.rstrip("/"))
                said = data_of_folder(root, site.base + above, owner, deep=deep)
                found = merged(found, said, deep=deep)
                problems += problems_of_data(root, site.base + above, owner)
                if above.rstrip("/") == folder:
                    files = data_of_files(root, site.base + above, owner, deep=deep)
        given = {**({_DATA: found} if found else {}), **({_FILES: files} if files else {})}
        return Folder(given, problems=tuple(problems))

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether a file is one that `folder` reads."""
        return path.startswith(site.content[0]) and is_data(path.rpartition("/")[2])

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return a document's metadata put together with what data files hand down to it."""
        del role
        own = {key: value for key, value in metadata.items() if key not in {_DATA, _FILES}}
        stem = split_extension(path.rpartition("/")[2])[0]
        given = (fields.nested(metadata, _DATA), fields.nested(fields.nested(metadata, _FILES), stem))
        found: Mapping[str, Value] = {}
        for said in (*given, with_list_of_tags(own)):
            found = merged(found, said, deep=_PLAIN not in site.settings)
        return found

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the first date anywhere in the path, and the file's slug."""
        path = split_extension(document.path.removeprefix(document.site.content[0]))[0]
        folder, _, name = without_short_folder(path).rpartition("/")
        slug = stripped(name)
        if slug == "index":
            slug = stripped(folder.rpartition("/")[2])
        match = _DATED.search(document.path)
        return match[0] if match else None, slug

    def slug(self, document: Document, named: str) -> str:
        """Return the slug of the file: one in the front matter means nothing to Eleventy."""
        del document
        return named

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the front matter's date, which may be the file's own, else the path's."""
        if (fields.text(document.metadata, "date") or "").lower() in _ON_DISK:
            return document.modified
        return super().date(document, named, problems)

    def is_dated_entry(self, document: Document) -> bool:
        """Tell whether a document is in the collections of its site."""
        excluded = as_bool(document.metadata.get("eleventyExcludeFromCollections"))
        return not excluded and super().is_dated_entry(document)

    def hidden(self, document: Document) -> bool:
        """Tell whether no page is written (`permalink: false`)."""
        return as_bool(document.metadata.get("permalink")) is False

    def title(self, document: Document, slug: str) -> str:
        """Return the title as JavaScript prints it, else the first heading's, else the name's words."""
        title = " ".join((as_js_text(document.metadata.get("title")) or "").split())
        return title or fields.heading(document.body) or words(slug)

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags as they are; a single text is parted at its commas."""
        return fields.unique(_labels(document.metadata.get("tags")))

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the address that `permalink` gives, else the file's; None where it is computed."""
        del categories
        site, metadata = document.site, document.metadata
        own = fields.nested(metadata, "eleventyComputed").get("permalink") or metadata.get("permalink")
        written = as_text(own if not isinstance(own, dict) else own.get("build"))
        path = split_extension(document.path.removeprefix(site.content[0]))[0]
        if not written or (isinstance(own, Scalar) and own.plain and own.text.lower() == "true"):
            return None if self.hidden(document) else of_file(path)
        if self.hidden(document):
            return None
        folder, slash, name = without_short_folder(path).rpartition("/")
        names: dict[str, str | datetime] = {
            "page.fileSlug": slug,
            "page.filePathStem": f"/{folder}{slash}{stripped(name)}",
            "page.inputPath": f"./{document.path}",
            **({"page.date": date, "date": date} if date else {}),
        }
        language = (
            as_text(metadata.get("templateEngineOverride")) or site.settings.get("markdown", "")
        ).split(",")[0]
        return of_template(written, names, metadata, nunjucks=language == "njk")


def _labels(value: Value | None) -> tuple[str, ...]:
    items = value if isinstance(value, tuple) else (value,)
    return tuple(label for item in items if (label := as_js_text(item)))


def _owner(site: Site, folder: str) -> str:
    """Return the name of a folder, "" where the archive is it."""
    return folder.rpartition("/")[2] or site.base.rstrip("/").rpartition("/")[2]


def _lines(root: str, path: str) -> tuple[str, ...]:
    lines = (line.strip().removeprefix("./") for line in text_of(root, path).splitlines())
    return tuple(line for line in lines if line and not line.startswith(("#", "!")))


def _ignored(site: Site, path: str) -> bool:
    parts = path.split("/")
    if any(
        path == one or path.startswith(one + "/") or ("/" not in one and one in parts) for one in site.exclude
    ):
        return True
    return any(fnmatchcase(path, one) or fnmatchcase(parts[-1], one) for one in site.exclude_globs)
