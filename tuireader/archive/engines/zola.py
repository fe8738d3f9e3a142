"""Zola: TOML front matter with taxonomies, sections that may be drafts, dates in names."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.files import exists, text_of
from tuireader.archive.disk.formulas import said_of_formulas, templates_with_formulas
from tuireader.archive.document import Folder
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import ZOLA
from tuireader.archive.engines.hugo import Hugo, place, prefix
from tuireader.archive.excerpts import lead, said_or_lead
from tuireader.archive.front_matter import FrontMatterRules, front_matter_of
from tuireader.archive.front_matter.handler import BLANK, TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.latin import latin_slug
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.values import Scalar, as_bool, as_text, as_texts
from tuireader.archive.permalinks import escape
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from tuireader.archive.config import Config
    from tuireader.archive.document import Document, Role
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_BASE_URL: Final = expression(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)
_SECTION: Final = expression(
    r"\A\s*\+\+\+\n.*?^(?:sort_by|paginate_by|page_template|generate_feeds?|transparent|insert_anchor_links"
    r"|in_search_index|template|render|\[extra\])",
    re.MULTILINE | re.DOTALL,
)
_MORE: Final = expression(r"<!--\s*more\s*-->", re.IGNORECASE)
# components/content/src/page.rs, RFC3339_DATE
_DATED_NAME: Final = expression(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[-+](?:[01]\d|2[0-3]):[0-5]\d))?)(?:\s?[_-](.+))?",
    re.DOTALL,
)
_DATED_PATH: Final = expression(r"(?:\A|/)(\d{4})/(\d{2})/(\d{2})(?:/|\Z)")
_FORBIDDEN: Final = expression(r'[<>:/|?*\n"\\]')
"""Characters that some systems forbid in names of files; the strategy `safe` leaves them out of slugs."""
_DIALECTS: Final = {
    "smart_punctuation": "smart_punctuation",
    "render_emoji": "emoji",
    "definition_list": "definition_lists",
    "github_alerts": "callouts",
}
"""The dialects that a key below `markdown` switches on."""
_SLASHES: Final = expression("/{2,}")
_PATHS: Final = "slugs of paths"
_DATES_KEPT: Final = "dates in paths"
_ORDER: Final = "what the section orders by"


class Zola(Hugo):
    """Zola 0.17 and later; its content folder is laid out as Hugo's."""

    facts = ZOLA
    front_matter = FrontMatterRules(
        ZOLA.title, (TomlHandler(BLANK + TOML_FENCE), YamlHandler(BLANK + YAML_FENCE)), required=True
    )
    dates = DateRules()
    extensions = frozenset({"md"})
    waits_for_date = True
    titles_are_text = False
    date_keys = ("date",)
    modified_keys = ("updated",)
    tag_keys = ("tags",)
    category_keys = ("categories",)
    author_keys = ("authors", "author")
    excerpt_keys = ("summary",)
    alias_keys = ("aliases",)
    unread = (".",)
    new_posts = NewPostCustoms(
        format="toml", formats=("toml", "yaml"), tag_table="taxonomies", date_in_path=True, in_sections=True
    )

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by `base_url` in the configuration, or by keys that only Zola's sections have."""
        if "zola.toml" in names or (
            "config.toml" in names and _BASE_URL.search(text_of(root, base + "config.toml"))
        ):
            return True
        if "config.toml" in names or not exists(root, f"{base}content/_index.md"):
            return False
        return _SECTION.match(text_of(root, f"{base}content/_index.md")) is not None

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `config.toml` describes."""
        config = read_config(root, base, ZOLA.markers)
        slugify = config.nested("slugify")
        settings = {_PATHS: fields.text(slugify, "paths") or "on"}
        if fields.flag(slugify, "paths_keep_dates"):
            settings[_DATES_KEPT] = "yes"
        folders = ("templates", "static/js", *_themes(config, "templates"))
        templates = templates_with_formulas(root, (base + folder for folder in folders))
        theme = read_config(root, base, tuple(_themes(config, "theme.toml")))
        said = said_of_formulas(config.nested("extra"))
        formulas = templates.dialects(said_of_formulas(theme.nested("extra")) if said is None else said)
        site = Site(
            engine=_facts_of(config, formulas),
            settings=settings,
            timezone=UTC,
            base=base,
            title=config.text("title"),
            authors=fields.unique(fields.people(config.values.get("author"), {})),
            url=config.text("base_url").rstrip("/"),
            lang=config.text("default_language") or None,
            languages=tuple(config.nested("languages")),
            content=("content/",),
            exclude_globs=config.texts("ignored_content"),
            config=(*config.files, *theme.files, *templates.files),
            values=config.values,
        )
        return site, config.problems

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a file that `ignored_content` does not name: its globs fit whole paths (Zola 0.22)."""
        ignored = any(fnmatchcase(f"/{path}", glob) for glob in site.exclude_globs)
        return None if ignored else super().role(site, path)

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return the draft state of the sections above, and the key by which the nearest orders its pages."""
        content, order = site.content[0], ""
        parts = (folder + "/").removeprefix(content).strip("/").split("/")
        for count in range(len(parts) + 1):
            above = content + "".join(part + "/" for part in parts[:count] if part)
            section = front_matter_of(root, f"{site.base}{above}_index.md", self.front_matter)
            if as_bool(section.get("draft")):
                return Folder({"section_draft": Scalar("true", plain=True)})
            if section:
                order = fields.text(section, "sort_by") or ""
        return Folder({_ORDER: Scalar(order)} if order else {})

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return a document's metadata, its slug as it is in the address."""
        del path, role
        own = as_text(metadata.get("slug"))
        return {**metadata, "slug": Scalar(_slug(site, own))} if own else metadata

    def alias(self, document: Document, link: str) -> str:
        """Return the address of an alias, which begins at the top of the site."""
        del document
        return link

    def title(self, document: Document, slug: str) -> str:
        """Return the title as it is written."""
        return Engine.title(self, document, slug)

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether a file is one that `folder` reads."""
        del site
        return path.rpartition("/")[2] == "_index.md"

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date, or the moment, and the slug in the name of the file or of the bundle's folder."""
        name = self.stem(document)
        match = _DATED_NAME.match(name)
        date, slug = match.groups() if match else (None, None)
        kept = slug is None or _DATES_KEPT in document.site.settings
        return date, _slug(document.site, name if kept or slug is None else slug)

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the front matter's date, else the name's, else that in the front matter's `path`.

        Themes read the last; Zola itself does not.
        """
        date = Engine.date(self, document, named, problems)
        path = fields.text(document.metadata, "path") or ""
        if date is None and (match := _DATED_PATH.search(path)):
            return fields.name_date(document, "-".join(match.groups()), self.dates, [])
        return date

    def tags(self, document: Document) -> tuple[str, ...]:
        return fields.unique(as_texts(_taxonomy(document, "tags")))

    def categories(self, document: Document) -> tuple[str, ...]:
        return fields.unique(as_texts(_taxonomy(document, "categories")))

    def authors(self, document: Document) -> tuple[str, ...]:
        """Return the authors of the front matter, of a taxonomy or of `extra`."""
        extra = fields.nested(document.metadata, "extra")
        value = fields.first(document.metadata, ("authors",)) or _taxonomy(document, "authors")
        value = value or fields.first(extra, ("authors", "author"))
        return fields.unique(fields.people(value, {})) or document.site.authors

    def draft(self, document: Document) -> bool:
        """Tell whether this or a section above it is a draft."""
        return "section_draft" in document.metadata or bool(fields.flag(document.metadata, "draft"))

    def hidden(self, document: Document) -> bool:
        """Tell whether `render` is false, or the date or weight that the section orders its pages by is missing."""
        if fields.flag(document.metadata, "render") is False:
            return True
        order = fields.text(document.metadata, _ORDER)
        if order == "weight":
            return document.role.kind != "page" and "weight" not in document.metadata
        if order != "date" or document.role.kind == "page":
            return False
        return fields.first(document.metadata, self.date_keys) is None and self.named(document)[0] is None

    def future(self, document: Document, date: datetime | None) -> bool:
        """Tell whether the date lies ahead."""
        return Engine.future(self, document, date)

    def excerpt(self, document: Document) -> str:
        """Return the text before `<!-- more -->`, else the description, else the first words."""
        if match := _MORE.search(document.body):
            return lead(document.body[: match.start()], "")
        written = fields.text(document.metadata, "summary", "description")
        return said_or_lead(written, document.body)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the front matter's `path`, else the section's path with the slug."""
        del date, categories
        path = as_text(document.metadata.get("path"))
        if path:
            return _address((path,))
        folders, name = place(document)
        if not name:
            return _address((*prefix(document), *folders))
        return _address((*prefix(document), *folders, as_text(document.metadata.get("slug")) or slug))


def _themes(config: Config, name: str) -> Iterator[str]:
    """A file or folder of the site's theme, if it has one."""
    if theme := config.text("theme"):
        yield f"themes/{theme}/{name}"


def _facts_of(config: Config, formulas: tuple[str, ...]) -> EngineFacts:
    """Return the facts of Zola as the site is set: its dialects, those of `formulas`, and how headings get ids."""
    markdown, slugify = config.nested("markdown"), config.nested("slugify")
    dialects = (
        *ZOLA.dialects,
        *(name for key, name in _DIALECTS.items() if fields.flag(markdown, key)),
        *formulas,
    )
    kept = (fields.text(slugify, "anchors") or "on") != "on"
    return replace(ZOLA, dialects=dialects, heading_ids="slug-kept" if kept else ZOLA.heading_ids)


def _address(parts: Iterable[str]) -> str:
    """Return the address of these parts, which are in it as they are."""
    return _SLASHES.sub("/", "/".join(("", *map(escape, parts), "")))


def _slug(site: Site, text: str) -> str:
    """Return a text as a part of a path, by the site's strategy for slugs."""
    match site.settings.get(_PATHS):
        case "off":
            return text
        case "safe":
            return _FORBIDDEN.sub("", text.rstrip(" ."))
        case _:
            return latin_slug(text)


def _taxonomy(document: Document, name: str) -> Value | None:
    return fields.nested(document.metadata, "taxonomies").get(name) or document.metadata.get(name)
