"""Pelican: `Key: value` metadata, articles and pages, slugs from titles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config, site_zone
from tuireader.archive.disk.filenames import as_prefix, split_extension
from tuireader.archive.document import PAGE, POST, Role
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.facts import PELICAN, NewPostCustoms
from tuireader.archive.engines.folders import exists
from tuireader.archive.excerpts import plain, shortened
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.pelican_block import PelicanHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.permalinks import ascii_slug, sanitise
from tuireader.archive.post import Problem
from tuireader.archive.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tuireader.archive.config import Config
    from tuireader.archive.document import Document
    from tuireader.archive.post import Post, Stamp

_SEMICOLONS: Final = re.compile(";")
_COMMAS: Final = re.compile(",")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOKEN: Final = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_STRFTIME: Final = re.compile(r"%-?([YmdHMSbByj])")
_WORDS: Final = 50


class Pelican(Engine):
    """Pelican 4."""

    facts = PELICAN
    front_matter = FrontMatterRules(PELICAN.title, (PelicanHandler(),), fold_keys=True)
    dates = DateRules(underscores=True)
    extensions = frozenset({"md", "markdown", "mkd", "mdown"})
    date_keys = ("date",)
    modified_keys = ("modified",)
    tag_keys = ("tags", "tag", "keywords")
    category_keys = ("categories", "category")
    author_keys = ("authors", "author")
    excerpt_keys = ("excerpt", "summary", "description")
    alias_keys = ()
    new_posts = NewPostCustoms(
        format="pelican",
        format_of_config=False,
        formats=("pelican",),
        date_key="Date",
        date="2024-12-27 20:00",
        draft_key="status",
        draft_folder="",
        layout="",
        tag_table="",
        shared_tags=False,
        date_in_name=False,
        needs_date_in_name=False,
        date_in_path=False,
        titled=False,
        folder="",
        in_sections=False,
        section="",
        sections_in="",
    )

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that the literals in `pelicanconf.py` describe; the file is not run."""
        config = read_config(root, base, PELICAN.markers)
        zone, problem = site_zone(config, "TIMEZONE", UTC)
        top = as_prefix(config.text("PATH", "content" if exists(root, f"{base}content") else ""))
        author = config.text("AUTHOR")
        site = Site(
            engine=self.facts,
            timezone=zone,
            base=base,
            title=config.text("SITENAME"),
            description=config.text("SITESUBTITLE"),
            authors=(author,) if author else (),
            url=config.text("SITEURL").rstrip("/"),
            lang=config.text("DEFAULT_LANG") or None,
            permalink=config.text("ARTICLE_URL", "{slug}.html"),
            permalinks={"page": config.text("PAGE_URL", "pages/{slug}.html")},
            content=tuple(top + as_prefix(one) for one in config.texts("ARTICLE_PATHS", ("",)) or ("",)),
            pages=tuple(top + as_prefix(one) for one in config.texts("PAGE_PATHS", ("pages",))),
            exclude=(
                *(top + as_prefix(one) for one in config.texts("ARTICLE_EXCLUDES")),
                as_prefix(config.text("OUTPUT_PATH", "output")),
            ),
            line_breaks=_line_breaks(config),
            settings=_settings(config),
            config=config.files,
            values=config.values,
        )
        return site, (*config.problems, *((problem,) if problem else ()))

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder may hold articles or pages."""
        return super().enters(site, folder) and not (folder + "/").startswith(
            tuple(one for one in site.exclude if one)
        )

    def role(self, site: Site, path: str) -> Role | None:
        """Return a page for a file in a page folder, an article for the rest of the content."""
        extension = split_extension(path)[1]
        if extension not in self.extensions or path.rpartition("/")[2].startswith((".", "#", "~")):
            return None
        if path.startswith(tuple(one for one in site.pages if one)):
            return PAGE
        return POST if self.holds(site, path) else None

    def post(self, document: Document, stamp: Stamp, problems: list[Problem], checksum: int = 0) -> Post:
        """Return the article or page, hidden if Pelican leaves it out for want of a title or a date."""
        missing = self._missing(document) if document.site.engine == self.facts else ()
        for key in missing:
            message = f"Pelican leaves out an article without a {key}: write a line “{key.capitalize()}: …” at its top"
            problems.append(Problem(document.id, f"missing-{key}", message, "warning"))
        post = super().post(document, stamp, problems, checksum)
        return replace(post, hidden=True) if missing else post

    def _missing(self, document: Document) -> tuple[str, ...]:
        dated = document.role.kind == "page" or "default_date" in document.site.settings
        has = {
            "title": fields.text(document.metadata, "title") is not None,
            "date": dated or self.date(document, self.named(document)[0], []) is not None,
        }
        return tuple(key for key, there in has.items() if not there)

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date that begins the file's name, and the slug: the title's unless the name gives it."""
        stem = split_extension(document.path.rpartition("/")[2])[0]
        match = _DATE.match(stem)
        if match and "slug_in_name" in document.site.settings:
            return match[0], stem[match.end() :].lstrip("-_") or stem
        title = fields.text(document.metadata, "title")
        return match[0] if match else None, (ascii_slug(title) if title else "") or ascii_slug(stem) or stem

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags, parted by semicolons or else by commas."""
        return fields.unique(_listed(fields.texts(document.metadata, "tags")))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the category, else the name of the folder that the article lies in."""
        written = fields.text(document.metadata, "category")
        folder = document.path.rpartition("/")[0]
        if (
            written
            or document.role.kind != "post"
            or any(folder + "/" == one for one in document.site.content)
        ):
            return (written,) if written else ()
        return (folder.rpartition("/")[2],) if folder else ()

    def authors(self, document: Document) -> tuple[str, ...]:
        """Return the authors, parted as tags are, else the one author, else the site's."""
        several = _listed(fields.texts(document.metadata, "authors"))
        one = fields.text(document.metadata, "author")
        return fields.unique(several or ((one,) if one else ())) or document.site.authors

    def draft(self, document: Document) -> bool:
        """Tell whether the status is `draft`."""
        return (fields.text(document.metadata, "status") or "").lower() == "draft"

    def hidden(self, document: Document) -> bool:
        """Tell whether the status is `hidden` or `skip`."""
        return (fields.text(document.metadata, "status") or "").lower() in {"hidden", "skip"}

    def excerpt(self, document: Document) -> str:
        """Return the summary, else the first fifty words."""
        written = fields.text(document.metadata, "summary", "description")
        return (
            shortened(plain(written))
            if written
            else shortened(" ".join(plain(document.body).split()[:_WORDS]))
        )

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the link by the site's template for articles or pages, or None where a part of it is missing."""
        own = fields.text(document.metadata, "url", "save_as")
        template = own or (
            document.site.permalinks.get("page") if document.role.kind == "page" else document.site.permalink
        )
        if not template or (date is None and "{date" in template):
            return None
        known = {
            "slug": slug,
            "category": ascii_slug(categories[0]) if categories else "misc",
            "lang": document.site.lang or "",
            "author": ascii_slug((self.authors(document) or ("",))[0]),
        }

        def value(match: re.Match[str]) -> str:
            if match[1] == "date" and date is not None:
                return _STRFTIME.sub(lambda part: date.strftime(part[0]), match[2] or "%Y-%m-%d")
            return known.get(match[1], match[0])

        return sanitise(_TOKEN.sub(value, template))


def _settings(config: Config) -> Mapping[str, str]:
    known = {
        "slug_in_name": "(?P<slug>" in config.text("FILENAME_METADATA"),
        "default_date": bool(config.texts("DEFAULT_DATE")),
    }
    return {name: "yes" for name, said in known.items() if said}


def _listed(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) != 1:
        return values
    return fields.split(values, _SEMICOLONS if ";" in values[0] else _COMMAS)


def _line_breaks(config: Config) -> bool:
    """Tell whether the extension `nl2br` of Python-Markdown is on."""
    markdown = config.nested("MARKDOWN")
    named = (*fields.texts(markdown, "extensions"), *fields.nested(markdown, "extension_configs"))
    return any(name.rpartition(".")[2] == "nl2br" for name in named)
