"""Zola: TOML front matter with taxonomies, sections that may be drafts, dates in names."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.document import Folder
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.facts import ZOLA
from tuireader.archive.engines.folders import exists, front_matter_of, text_of
from tuireader.archive.engines.hugo import Hugo
from tuireader.archive.engines.new_posts import NewPostCustoms
from tuireader.archive.excerpts import lead, said_or_lead
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import BLANK, TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.values import Scalar, as_bool, as_texts
from tuireader.archive.permalinks import ascii_slug, joined
from tuireader.archive.site import Site

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_BASE_URL: Final = re.compile(r"^\s*base_url\s*=", re.MULTILINE)
_SECTION: Final = re.compile(
    r"\A\s*\+\+\+\n.*?^(?:sort_by|paginate_by|page_template|generate_feeds?|transparent|insert_anchor_links"
    r"|in_search_index|template|render|\[extra\])",
    re.MULTILINE | re.DOTALL,
)
_MORE: Final = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
# components/content/src/page.rs, RFC3339_DATE
_DATED_NAME: Final = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[-+](?:[01]\d|2[0-3]):[0-5]\d))?)\s?[_-](.+)\Z",
    re.DOTALL,
)
_DATED_PATH: Final = re.compile(r"(?:\A|/)(\d{4})/(\d{2})/(\d{2})(?:/|\Z)")


class Zola(Hugo):
    """Zola 0.17 and later; its content folder is laid out as Hugo's."""

    facts = ZOLA
    front_matter = FrontMatterRules(
        ZOLA.title, (TomlHandler(BLANK + TOML_FENCE), YamlHandler(BLANK + YAML_FENCE)), required=True
    )
    dates = DateRules()
    extensions = frozenset({"md"})
    date_keys = ("date",)
    modified_keys = ("updated",)
    tag_keys = ("tags",)
    category_keys = ("categories",)
    author_keys = ("authors", "author")
    excerpt_keys = ("summary",)
    alias_keys = ("aliases",)
    new_posts = NewPostCustoms(
        format="toml",
        format_of_config=False,
        formats=("toml", "yaml"),
        date_key="date",
        date="2024-12-27",
        draft_key="draft",
        draft_folder="",
        layout="",
        tag_table="taxonomies",
        shared_tags=False,
        date_in_name=False,
        needs_date_in_name=False,
        date_in_path=True,
        titled=False,
        folder="",
        in_sections=True,
        section="",
        sections_in="",
    )

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by `base_url` in the configuration, or by what only Zola's sections say."""
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
        site = Site(
            engine=self.facts,
            timezone=UTC,
            base=base,
            title=config.text("title"),
            description=config.text("description"),
            authors=fields.unique(fields.people(config.values.get("author"), {})),
            url=config.text("base_url").rstrip("/"),
            lang=config.text("default_language") or None,
            languages=tuple(config.nested("languages")),
            content=("content/",),
            config=config.files,
            values=config.values,
        )
        return site, config.problems

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return the draft state of the sections above, which they give to all that is in them."""
        content = site.content[0]
        parts = (folder + "/").removeprefix(content).strip("/").split("/")
        for count in range(len(parts) + 1):
            above = content + "".join(part + "/" for part in parts[:count] if part)
            section = front_matter_of(root, f"{site.base}{above}_index.md", self.front_matter)
            if as_bool(section.get("draft")):
                return Folder({"section_draft": Scalar("true", plain=True)})
        return Folder()

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether a file is one that `folder` reads."""
        del site
        return path.rpartition("/")[2] == "_index.md"

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date, or the moment, and the slug in the name of the file or of the bundle's folder."""
        name = super().named(document)[1]
        match = _DATED_NAME.match(name)
        date, slug = match.groups() if match else (None, name)
        return date, ascii_slug(slug) or slug

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the front matter's date, else the name's, else that in the front matter's `path`."""
        date = super().date(document, named, problems)
        path = fields.text(document.metadata, "path") or ""
        if date is None and (match := _DATED_PATH.search(path)):
            return fields.name_date(document, "-".join(match.groups()), self.dates, [])
        return date

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the taxonomy `tags`."""
        return fields.unique(as_texts(_taxonomy(document, "tags")))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the taxonomy `categories`."""
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
        """Tell whether `render` is false."""
        return fields.flag(document.metadata, "render") is False

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
        path = fields.text(document.metadata, "path")
        if path:
            return joined((path,))
        link = super().permalink(document, slug, date, categories)
        if link is None or document.path.rpartition("/")[2].startswith("_index."):
            return link
        return joined((link.rstrip("/").rpartition("/")[0], slug))


def _taxonomy(document: Document, name: str) -> Value | None:
    return fields.nested(document.metadata, "taxonomies").get(name) or document.metadata.get(name)
