"""Pelican: `Key: value` metadata, articles and pages, slugs from titles."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import split_extension
from tuireader.archive.document import PAGE, POST, Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import PELICAN
from tuireader.archive.engines.pelican.settings import configured, flag, text, with_defaults
from tuireader.archive.engines.pelican.slugs import slug_of
from tuireader.archive.excerpts import first_paragraphs, first_words, plain, shortened
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.pelican_block import PelicanHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules, parse_date
from tuireader.archive.metadata.values import Scalar
from tuireader.archive.permalinks import sanitise
from tuireader.archive.post import Problem
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Post, Stamp
    from tuireader.archive.site import Site

_SEMICOLONS: Final = expression(";")
_COMMAS: Final = expression(",")
_DATE: Final = expression(r"\d{4}-\d{2}-\d{2}")
_TOKEN: Final = expression(r"\{(\w+)(?::([^{}]*))?\}")
_STRFTIME: Final = expression(r"%-?([YmdHMSbByj])")
_WORDS: Final = 50
_LANGUAGE: Final = "en"
"""The language of sites that do not name one."""


class Pelican(Engine):
    """Pelican 4."""

    facts = PELICAN
    front_matter = FrontMatterRules(PELICAN.title, (PelicanHandler(),), fold_keys=True)
    dates = DateRules(underscores=True, dateutil=True)
    extensions = frozenset({"md", "markdown", "mkd", "mdown"})
    waits_for_date = True
    modified_keys = ("modified",)
    tag_keys = ("tags", "tag", "keywords")
    excerpt_keys = ("excerpt", "summary", "description")
    new_posts = NewPostCustoms(
        format="pelican", formats=("pelican",), date_key="Date", date="2024-12-27 20:00", draft_key="status"
    )

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `pelicanconf.py` describes; the file is not run."""
        return configured(root, base)

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder may hold articles or pages."""
        return super().enters(site, folder) and not (folder + "/").startswith(
            tuple(one for one in site.exclude if one)
        )

    def role(self, site: Site, path: str) -> Role | None:
        """Return a page for a file in a page folder, an article for the rest of the content."""
        extension = split_extension(path)[1]
        if extension not in self.extensions or path.rpartition("/")[2].startswith("."):
            return None
        if path.startswith(tuple(one for one in site.pages if one)):
            return PAGE
        return POST if self.holds(site, path) else None

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return metadata with what the settings give a file in general and by its path."""
        return with_defaults(site, path, metadata, is_page=role.kind == "page")

    def post(self, document: Document, stamp: Stamp, problems: list[Problem], checksum: int = 0) -> Post:
        """Return the article or page, hidden if Pelican leaves it out for want of a title or a date."""
        missing = self._missing(document) if _is_own(document) else ()
        for key in missing:
            message = f"Pelican leaves out an article without a {key}: write a line “{key.capitalize()}: …” at its top"
            problems.append(Problem(document.id, f"missing-{key}", message, "warning"))
        post = super().post(document, stamp, problems, checksum)
        return replace(post, hidden=True) if missing or self._fails(document) else post

    def _fails(self, document: Document) -> bool:
        """Tell whether Pelican leaves out a file because it cannot read when that was modified."""
        modified = document.metadata.get("modified")
        return (
            _is_own(document)
            and isinstance(modified, Scalar)
            and parse_date(modified, DateRules(dateutil=True), document.site.timezone) is None
        )

    def _missing(self, document: Document) -> tuple[str, ...]:
        dated = document.role.kind == "page" or _status(document) == "draft"
        has = {
            "title": fields.text(document.metadata, "title") is not None,
            "date": dated or self.date(document, self.named(document)[0], []) is not None,
        }
        return tuple(key for key, there in has.items() if not there)

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date that begins a file's name, unless the settings give it, and the slug."""
        stem = document.stem
        match = None if _is_own(document) else _DATE.match(stem)
        title = fields.text(document.metadata, "title")
        source = {"title": title, "basename": stem}.get(text(document.site, "SLUGIFY_SOURCE", "title"))
        slug = slug_of(source, document.site) if source else ""
        if not (slug or (source and _is_own(document))):
            slug = slug_of(stem, document.site) or stem
        return match[0] if match else None, slug

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the date, with `DEFAULT_DATE = "fs"` else the file's time."""
        date = super().date(document, named, problems)
        if date is None and "date" not in document.metadata and text(document.site, "DEFAULT_DATE") == "fs":
            return document.modified
        return date

    def title(self, document: Document, slug: str) -> str:
        """Return the title, typographic where the site asks for that."""
        return _typeset(document, super().title(document, slug))

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags, parted by semicolons or else by commas."""
        return fields.unique(_listed(fields.texts(document.metadata, "tags")))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the one category: written, the name of the folder, or the default."""
        category = fields.text(document.metadata, "category")
        return (category,) if category else ()

    def authors(self, document: Document) -> tuple[str, ...]:
        """Return the authors, parted as tags are, else the one author, else the site's."""
        several = _listed(fields.texts(document.metadata, "authors"))
        one = fields.text(document.metadata, "author")
        return fields.unique(several or ((one,) if one else ())) or document.site.authors

    def draft(self, document: Document) -> bool:
        """Tell whether the status is `draft`, or the date is in the future on a site that does not publish those."""
        if _status(document) == "draft":
            return True
        date = (
            None
            if flag(document.site, "WITH_FUTURE_DATES", default=True) or document.role.kind == "page"
            else self.date(document, None, [])
        )
        return date is not None and document.is_ahead(date)

    def hidden(self, document: Document) -> bool:
        """Tell whether the status is `hidden` or `skip`, or one that Pelican does not know."""
        status = _status(document)
        return status not in {"published", "draft"} if _is_own(document) else status in {"hidden", "skip"}

    def future(self, document: Document, date: datetime | None) -> bool:
        """Tell whether the date lies in the future: Pelican publishes such posts, or has them as drafts."""
        return not _is_own(document) and super().future(document, date)

    def excerpt(self, document: Document) -> str:
        """Return the summary, else as many of the first words as the settings say."""
        return _typeset(document, self._summary(document))

    def _summary(self, document: Document) -> str:
        written = fields.text(document.metadata, "summary")
        if written:
            return shortened(plain(written))
        body = document.body
        if paragraphs := text(document.site, "SUMMARY_MAX_PARAGRAPHS"):
            body = first_paragraphs(body, paragraphs)
        most = text(document.site, "SUMMARY_MAX_LENGTH", str(_WORDS))
        if not most.isdecimal():
            return plain(body)
        return first_words(plain(body), int(most), text(document.site, "SUMMARY_END_SUFFIX", "…"))

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the link by the site's template for the kind of document, or None where a part of it is missing."""
        site = document.site
        own = fields.text(document.metadata, "url")
        if own:
            return sanitise(own)
        template = self._template(document)
        if not template or (date is None and "{date" in template):
            return None
        known = {
            "slug": slug,
            "category": slug_of(categories[0], site, "CATEGORY") if categories else "",
            "lang": self.lang(document) or _LANGUAGE,
            "author": slug_of((self.authors(document) or ("",))[0], site, "AUTHOR"),
            "path": document.path.removeprefix(site.settings.get("top", "")),
        }

        def value(match: re.Match[str]) -> str:
            if match[1] == "date" and date is not None:
                return _STRFTIME.sub(lambda part: date.strftime(part[0]), match[2] or "%Y-%m-%d")
            found = known.get(match[1])
            return (fields.text(document.metadata, match[1]) or match[0]) if found is None else found

        return sanitise(_TOKEN.sub(value, template))

    def _template(self, document: Document) -> str:
        """Return the template of addresses: drafts have one of their own, and so has what is in another language."""
        site = document.site
        if not site.permalinks:
            return site.permalink
        is_draft, is_page = self.draft(document), document.role.kind == "page"
        kind = "_".join(
            (*(("DRAFT",) if is_draft else ()), *(("PAGE",) if is_page else () if is_draft else ("ARTICLE",)))
        )
        other = self.lang(document) not in {None, (site.lang or _LANGUAGE).lower()}
        return site.permalinks[f"{kind}_LANG_URL" if other else f"{kind}_URL"]

    def lang(self, document: Document) -> str | None:
        """Return the language, else the site's in small letters."""
        return fields.text(document.metadata, "lang") or (
            document.site.lang.lower() if document.site.lang else None
        )

    def aliases(self, document: Document) -> tuple[str, ...]:
        """Return the path that the page is written to, where one is given."""
        path = fields.text(document.metadata, "save_as")
        return (sanitise(path),) if path else ()


def _is_own(document: Document) -> bool:
    """Tell whether a document is on a site of Pelican, and not in its format alone."""
    return document.site.engine.name == PELICAN.name


def _typeset(document: Document, said: str) -> str:
    """Return a text as smartypants sets it where `TYPOGRIFY` is on; quotes by what is before them."""
    if not flag(document.site, "TYPOGRIFY", default=False):
        return said
    for typed, closing, opening in (('"', "”", "“"), ("'", "’", "‘")):
        said = re.sub(rf"(?:(?<=[\s(\[{{—–-])|^){typed}(?=\S)", opening, said).replace(typed, closing)
    return said.replace("---", "—").replace("--", "—").replace("...", "…")


def _status(document: Document) -> str:
    return (fields.text(document.metadata, "status") or "published").lower()


def _listed(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) != 1:
        return values
    return fields.split(values, _SEMICOLONS if ";" in values[0] else _COMMAS)
