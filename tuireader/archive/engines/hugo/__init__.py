"""Hugo: content sections, bundles, and keys whose case does not matter."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from posixpath import normpath
from typing import TYPE_CHECKING, ClassVar, Final

from tuireader.archive.config import Config, read_config, site_zone
from tuireader.archive.disk.filenames import as_prefix, split_extension
from tuireader.archive.disk.files import exists
from tuireader.archive.document import ANY, PAGE, Folder, Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import HUGO
from tuireader.archive.engines.hugo.cascade import cascades_of, handed_down
from tuireader.archive.engines.hugo.languages import (
    contents,
    folder_of,
    folders_by_language,
    language_of,
    mounted,
    settings_of,
)
from tuireader.archive.engines.hugo.links import (
    UGLY,
    Names,
    address,
    expanded,
    filled,
    of_names,
    of_slug,
    plural_title,
)
from tuireader.archive.engines.hugo.settings import (
    DATES,
    facts_of,
    line_breaks,
    reworks_links,
    settings_of_site,
    templates_of,
    with_parts,
)
from tuireader.archive.excerpts import lead, said_or_lead
from tuireader.archive.front_matter import FrontMatterRules, front_matter_of
from tuireader.archive.front_matter.handler import BLANK, TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.json_block import JsonHandler
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.values import Scalar, as_bool, as_labels, as_text, as_texts
from tuireader.archive.permalinks import joined
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_NAMES: Final = tuple(f"hugo.{ending}" for ending in ("toml", "yaml", "yml", "json"))
_OLD_NAMES: Final = tuple(f"config.{ending}" for ending in ("toml", "yaml", "yml", "json"))
_CONFIG: Final = (*_NAMES, *(f"config/_default/{name}" for name in (*_NAMES, *_OLD_NAMES)), *_OLD_NAMES)
_NUMBER: Final = expression(r"[-+]?[\d.]")
_NO_PAGE: Final = frozenset({"never", "false", "link"})
_MORE: Final = "<!--more-->"
_SECTION: Final = "the section that this is in"
_SLUGS: Final = "the slugs of its sections"
_CASCADES: Final = "what sections hand down"
"""Keys of the facts that a folder gives its documents, beside those of front matter."""
_DATED: Final = expression(r"(\d{4}-\d{2}-\d{2})(T\d{2}-\d{2}-\d{2})?[ _-]*(.*)\Z", re.DOTALL)
_TRUE: Final = frozenset({"1", "t", "T", "TRUE", "true", "True"})
"""Go, `strconv.ParseBool`."""
_MAX_LANGUAGES: Final = 64
"""Languages whose sections are read for cascades; each is a file to look for in each folder above a post."""
_LANGUAGE: Final = expression(r"\.([a-z]{2,8}(?:[-_][a-z0-9]{1,8}){0,3})\Z", re.IGNORECASE)


_UNDATED: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The date of an undated post: the zero of Go, which Hugo puts into permalinks."""


class Hugo(Engine):
    """Hugo 0.111 and later."""

    facts = HUGO
    front_matter = FrontMatterRules(
        HUGO.title,
        (YamlHandler(BLANK + YAML_FENCE), TomlHandler(BLANK + TOML_FENCE), JsonHandler()),
        fold_keys=True,
        unique_keys=True,
    )
    dates = DateRules(seconds=True, without_zone_names=True)
    extensions = frozenset({"md", "mdown", "markdown"})
    waits_for_date = True
    date_keys: ClassVar[tuple[str, ...]] = (
        "date",
        "publishdate",
        "pubdate",
        "published",
        "lastmod",
        "modified",
    )
    modified_keys: ClassVar[tuple[str, ...]] = ("lastmod", "modified")
    category_keys = ("categories",)
    excerpt_keys = ("summary",)
    alias_keys = ("aliases",)
    unread: ClassVar[tuple[str, ...]] = (".", "#")
    new_posts = NewPostCustoms(
        format_of_config=True,
        formats=("yaml", "toml", "json"),
        date="2024-12-27T20:00:00+01:00",
        in_sections=True,
        section="posts",
    )

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by a configuration of Hugo's and its content folder, or by a content section's `_index.md`."""
        if not names.isdisjoint(_NAMES):
            return True
        if "content" not in names:
            return False
        known = not names.isdisjoint(_OLD_NAMES) or exists(root, f"{base}config/_default")
        return known or exists(root, f"{base}content/_index.md")

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that Hugo's configuration describes."""
        read = read_config(root, base, _CONFIG)
        config = with_parts(root, base, read)
        zone, problem = site_zone(config, "timezone", UTC)
        params = fields.folded(config.nested("params"))
        folders, files = folders_by_language(root, base, config)
        of_languages, content = mounted(config)
        folders |= of_languages
        templates = templates_of(root, base, config)
        default = config.text("defaultcontentlanguage", "en")
        settings = {"first language": default, **settings_of(folders), **settings_of_site(config)}
        if config.flag("defaultcontentlanguageinsubdir"):
            settings["all below folders"] = "yes"
        site = Site(
            engine=facts_of(config, templates),
            timezone=zone,
            base=base,
            title=config.text("title"),
            authors=fields.unique(
                fields.people(fields.first({**params, **config.values}, ("author", "authors")), {})
            ),
            url=config.text("baseurl").rstrip("/"),
            lang=config.text("defaultcontentlanguage") or config.text("languagecode") or None,
            languages=tuple(folders),
            permalinks=_permalinks(config),
            content=contents(
                folders, default.lower(), content or (as_prefix(config.text("contentdir", "content")),)
            ),
            line_breaks=line_breaks(config),
            reworked=reworks_links(root, base, config),
            settings=settings,
            config=(*config.files, *files, *templates.files),
            values=config.values,
        )
        return site, (*config.problems, *((problem,) if problem else ()))

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is on the way to content or in it; a name with an underscore is."""
        name = folder.rpartition("/")[2]
        unread = name.startswith(self.unread) or name.endswith("~")
        return not unread and site.reaches(folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return a page for a section's `_index.md`, and for the rest a post where it is dated."""
        name = path.rpartition("/")[2]
        if name.startswith(self.unread) or name.endswith("~"):
            return None
        if split_extension(name)[1] not in self.extensions or not self.holds(site, path):
            return None
        return PAGE if _parted(site, name)[0] == "_index" else ANY

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return the cascades of sections, the section of the folder, and whether it is in a leaf bundle."""
        content = folder_of(site, folder + "/")
        parts = (folder + "/").removeprefix(content).strip("/").split("/")
        section, slugs, cascades = "", list[str](), [*cascades_of(site.values.get("cascade"))]
        for count in range(len(parts) + 1):
            inside = "".join(part + "/" for part in parts[:count] if part)
            above = content + inside
            if exists(root, f"{site.base}{above}index.md"):
                given = _given(section, slugs, cascades)
                return Folder(given, "bundle" if above == folder + "/" else "resources")
            file = f"{site.base}{above}_index.md"
            if count == 1 or exists(root, file):
                section = inside
                said = front_matter_of(root, file, self.front_matter)
                cascades += cascades_of(said.get("cascade"), _language_of_unnamed(site, file))
                slugs += (
                    [fields.text(said, "slug", "title") or plural_title(parts[count - 1])] if count else []
                )
            for language in site.languages[:_MAX_LANGUAGES]:
                said = front_matter_of(
                    root, f"{site.base}{above}_index.{language.lower()}.md", self.front_matter
                )
                cascades += cascades_of(said.get("cascade"), language.lower())
        return Folder(_given(section, slugs, cascades))

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return a document's metadata with the values of the cascades of its sections and of the site."""
        del role
        cascades = metadata.get(_CASCADES)
        if not isinstance(cascades, tuple):
            return metadata
        folder, slash, name = path.removeprefix(folder_of(site, path)).rpartition("/")
        stem, language = _parted(site, name)
        kind = "section" if stem == "_index" else "page"
        language = language or _language_of_unnamed(site, path)
        given = handed_down(
            tuple(one for one in cascades if isinstance(one, dict)),
            f"{folder}{slash}{stem}",
            kind,
            language.lower(),
        )
        return {**given, **metadata}

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether a file is one that `folder` reads."""
        del site
        name = path.rpartition("/")[2]
        return name == "index.md" or (name.startswith("_index.") and name.endswith(".md"))

    def stem(self, document: Document) -> str:
        """Return the name without its ending and language, an index's being its folder's."""
        return _stem(document)[0]

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the file's name, or its folder's for an `index.md`; the date in it only if configured."""
        stem = _stem(document)[0]
        order = _order(document)
        if ":filename" not in order or not (dated := _DATED.match(stem)):
            return None, stem
        before = order[: order.index(":filename")]
        if fields.first(document.metadata, _keys(before, self.date_keys)) is not None:
            return None, stem
        day, clock, slug = dated.groups()
        return day + clock.replace("-", ":") if clock else day, slug or stem

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the first date of the document, in the order of the site's configuration."""
        order = _order(document)
        if not order:
            return super().date(document, named, problems)
        for name in order:
            if name == ":filename":
                found = fields.name_date(document, named, self.dates, problems) if named else None
            else:
                found = fields.dated(document, _keys((name,), self.date_keys), self.dates, problems)
            if found is not None:
                return found
        return None

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags as they are; a single text is one tag."""
        return fields.unique(as_labels(document.metadata.get("tags")))

    def categories(self, document: Document) -> tuple[str, ...]:
        return fields.unique(as_labels(document.metadata.get("categories")))

    def lang(self, document: Document) -> str | None:
        """Return the language in the file's name, else the site's."""
        return _stem(document)[1] or fields.text(document.metadata, "lang", "language") or document.site.lang

    def draft(self, document: Document) -> bool:
        """Tell whether `draft` is true, quoted or not; the words that Go takes for true are few."""
        value = document.metadata.get("draft")
        return isinstance(value, Scalar) and value.text.strip() in _TRUE

    def title(self, document: Document, slug: str) -> str:
        """Return the title, a bare number as Go prints it."""
        written = document.metadata.get("title")
        if isinstance(written, Scalar) and written.plain and _NUMBER.match(written.text):
            return as_labels(written)[0]
        return super().title(document, slug)

    def hidden(self, document: Document) -> bool:
        """Tell whether `published` is false, the post has expired, or it is in no list."""
        build = fields.folded(
            fields.nested(document.metadata, "build") or fields.nested(document.metadata, "_build")
        )
        if as_text(build.get("list")) in {"never", "false"} or fields.flag(document.metadata, "headless"):
            return True
        expiry = fields.dated(document, ("expirydate", "unpublishdate"), self.dates, [])
        published = as_bool(document.metadata.get("published"), strings=True)
        return published is False or (expiry is not None and document.is_past(expiry))

    def future(self, document: Document, date: datetime | None) -> bool:
        """Tell whether the date of publishing lies ahead; the date itself counts where there is none."""
        publish = fields.dated(document, ("publishdate", "pubdate"), self.dates, [])
        return super().future(document, publish or date)

    def aliases(self, document: Document) -> tuple[str, ...]:
        """Return other paths that lead here, below the folder of a language that is not the site's first."""
        above = prefix(document)
        links = (self.alias(document, link) for link in fields.texts(document.metadata, *self.alias_keys))
        aliases = fields.unique(path for link in links if (path := fields.site_path(link)) is not None)
        return tuple(joined((*above, alias)) for alias in aliases) if above else aliases

    def alias(self, document: Document, link: str) -> str:
        """Return the address of an alias: one without a slash first is beside the page (Hugo 0.168)."""
        absolute = link.startswith("/") or "://" in link
        return link if absolute else normpath(f"{_folder_of_page(document)}/{link}")

    def excerpt(self, document: Document) -> str:
        """Return the summary, else the text before `<!--more-->`, else the description or the first words."""
        written = fields.text(document.metadata, "summary")
        before, more, _ = document.body.partition(_MORE)
        if not written and more:
            return lead(before, "")
        written = written or fields.text(document.metadata, "description")
        return said_or_lead(written, document.body)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the front matter's `url`, else the section's template filled in, else the path's."""
        del categories
        if not _is_rendered(document):
            return None
        site, above = document.site, prefix(document)
        folders, name = place(document)
        stem = _stem(document)[0]
        dated = self.named(document)[1]
        slug = of_slug(fields.text(document.metadata, "slug") or (dated if dated != stem else ""))
        title = fields.text(document.metadata, "title") or ""
        inside = (fields.text(document.metadata, _SECTION) or "").strip("/")
        sections = tuple(inside.split("/")) if inside else folders[:1]
        slugs = as_texts(document.metadata.get(_SLUGS)) or tuple(map(plural_title, sections))
        names = Names(sections, slugs, name, slug, title, date or _UNDATED)
        if url := fields.text(document.metadata, "url"):
            url = expanded(url, names) if ":" in url and "://" not in url else url
            return _written_address(site, url if url.startswith("/") else "/".join((*above, url)))
        template = site.permalinks.get(sections[0] if sections else "")
        if not template or name == "":
            path = "/".join((*above, of_names(site, folders, slug, name)))
            return address(site, path, page=bool(name))
        return address(site, "/".join((*above, filled(site, template, names))))


def _given(section: str, slugs: list[str], cascades: list[Mapping[str, Value]]) -> dict[str, Value]:
    given: dict[str, Value] = {}
    if section:
        given = {_SECTION: Scalar(section), _SLUGS: tuple(map(Scalar, slugs))}
    return {**given, _CASCADES: tuple(cascades)} if cascades else given


def _order(document: Document) -> tuple[str, ...]:
    """Return the names of dates in the order in which the site asks for them; none where it keeps to Hugo's own."""
    return tuple(document.site.settings.get(DATES, "").split())


def _keys(names: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of front matter for names of dates."""
    return tuple(key for name in names for key in (default if name == ":default" else (name,)))


def _written_address(site: Site, url: str) -> str | None:
    """Return the address for a `url` of front matter: one that names no file ends with a slash."""
    path = fields.site_path(url)
    if path is None or path.endswith("/") or "." in path.rpartition("/")[2]:
        return path
    return f"{path}.html" if UGLY in site.settings else f"{path}/"


def _permalinks(config: Config) -> Mapping[str, str]:
    given = config.nested("permalinks")
    nested = fields.nested(given, "page")
    return {key: value.text for key, value in (nested or given).items() if isinstance(value, Scalar)}


def _stem(document: Document) -> tuple[str, str | None]:
    """Return the name without its ending and language, an index's being its folder's; and the language."""
    folder, _, name = document.path.rpartition("/")
    stem, language = _parted(document.site, name)
    language = language or language_of(document.site, document.path)
    inside = (folder + "/").removeprefix(folder_of(document.site, folder + "/")).strip("/")
    return (inside.rpartition("/")[2] if stem in {"index", "_index"} and inside else stem), language


def _language_of_unnamed(site: Site, path: str) -> str:
    """Return the language of a file whose name tells none, "" where the site has none."""
    return language_of(site, path) or site.settings.get("first language") or ""


def _parted(site: Site, name: str) -> tuple[str, str | None]:
    """Return a file's name without its ending and its language, and the language, None where it names none.

    What is no language of the site is a part of the name (Hugo 0.168: `_index.fr.md` is then a page of that name).
    """
    stem = split_extension(name)[0]
    if match := _LANGUAGE.search(stem):
        known = {one.lower() for one in (*site.languages, site.settings.get("first language", ""))}
        if match[1].lower() in known:
            return stem[: match.start()], match[1]
    return stem, None


def place(document: Document) -> tuple[tuple[str, ...], str]:
    """Return the folders below the content folder, and the name, "" for a section's own page."""
    folder, _, name = document.path.rpartition("/")
    inside = (folder + "/").removeprefix(folder_of(document.site, folder + "/"))
    folders = tuple(part for part in inside.split("/") if part)
    stem = _parted(document.site, name)[0]
    if stem == "_index":
        return folders, ""
    if stem == "index" and folders:
        return folders[:-1], folders[-1]
    return folders, "" if stem == "index" else stem


def prefix(document: Document) -> tuple[str, ...]:
    """Return the folder on the site of a language, which the first of a site has only if it is set up so."""
    site = document.site
    first = site.settings.get("first language") or site.lang or ""
    language = (_stem(document)[1] or first).lower()
    return (language,) if language != first.lower() or "all below folders" in site.settings else ()


def _folder_of_page(document: Document) -> str:
    """Return the address of the folder that a page lies in, by its path; a bundle lies in the folder above its own."""
    folder, _, name = document.path.removeprefix(folder_of(document.site, document.path)).rpartition("/")
    if _parted(document.site, name)[0] == "index":
        folder = folder.rpartition("/")[0]
    return f"/{folder.lower().replace(' ', '-')}"


def _is_rendered(document: Document) -> bool:
    """Tell whether there is a page of the document, which may be in lists all the same."""
    built = fields.nested(document.metadata, "build") or fields.nested(document.metadata, "_build")
    return (fields.text(built, "render") or "").lower() not in _NO_PAGE
