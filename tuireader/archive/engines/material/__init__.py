"""Material for MkDocs: the posts of its blog plugin, and the pages around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.document import PAGE, Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import MATERIAL
from tuireader.archive.engines.material.addresses import page_address, post_address
from tuireader.archive.engines.material.settings import MARKS, has_blog, site_of
from tuireader.archive.excerpts import lead, plain, plain_line, shortened
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import YAML_FENCE
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.permalinks import unicode_slug
from tuireader.late import expression

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem
    from tuireader.archive.site import Site

_HEADING: Final = expression(
    r"\s{0,50}(?<![ \t])#(?!#)[ \t]*([^\n]*)\n?|[ \t]*\n{0,50}([^\n#]+)\n=+[ \t]*(?:\n|\Z)"
)
_PICTURE: Final = expression(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")
_ATTRIBUTES: Final = expression(r"[ \t]*\{:?[^{}\n]*\}[ \t]*\Z")
_NOTE: Final = expression(r"\[\^[^\[\]\s]+\]")
_MARKED: Final = expression(r"\s{0,50}# ([^\n]*)")


class Material(Engine):
    """Material for MkDocs 9, `plugins/blog`."""

    facts = MATERIAL
    front_matter = FrontMatterRules(MATERIAL.title, (YamlHandler(YAML_FENCE, ("...",)),))
    dates = DateRules()
    extensions = frozenset({"md", "markdown", "mdown", "mkdn", "mkd"})
    waits_for_date = False
    modified_keys = ("updated",)
    category_keys = ("categories",)
    author_keys = ("authors",)
    excerpt_keys = ("description",)
    new_posts = NewPostCustoms()

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell whether `mkdocs.yml` has the plugin `blog`."""
        return super().recognises(root, base, names) and has_blog(root, base)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `mkdocs.yml` describes, with the authors of its blogs; its tags make no objects."""
        return site_of(root, base)

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder holds documents, or is on the way there."""
        hidden = folder.rpartition("/")[2].startswith(".") or f"{folder}/" in site.exclude
        return not hidden and site.reaches(folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return a post for a file in the folder of a blog's posts, a page for the rest of the documents."""
        if super().role(site, path) is None:
            return None
        blog = next((one for one in site.collections if path.startswith(one.folder)), None)
        return PAGE if blog is None else Role("post", collection=blog.name)

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return the metadata with the dates of `date: {created: …, updated: …}` as keys of their own."""
        del site, path, role
        dates = metadata.get("date")
        if not isinstance(dates, Mapping):
            return metadata
        kept = {key: value for key, value in metadata.items() if key not in {"date", "updated"}}
        named = {"date": dates.get("created"), "updated": dates.get("updated")}
        return {**kept, **{key: value for key, value in named.items() if value is not None}}

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return no date, and the slug: of a post that of its title, of a page its name."""
        stem = document.stem
        if document.role.kind != "post":
            return None, stem
        marked = _MARKED.match(document.body)
        title = fields.line(document.metadata, "title") or (marked[1].lstrip("# ") if marked else None)
        return None, unicode_slug(title or _words(stem)) or stem

    def title(self, document: Document, slug: str) -> str:
        """Return the title: the front matter's, else that of a first heading of the first rank, else the name's."""
        del slug
        stem = document.stem
        if page_address(document.site, document.path) == "/":
            stem = "home"
        return (
            fields.text(document.metadata, "title")
            or _heading(document.body, document.site.settings.get(MARKS, ""))
            or " ".join(_words(stem).split())
        )

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags; those of a list may contain commas."""
        return _listed(document, self.tag_keys)

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the categories; those of a list may contain commas."""
        return _listed(document, self.category_keys)

    def draft(self, document: Document) -> bool:
        """Tell whether `draft` says so, or with `draft_if_future_date` the date."""
        said = fields.flag(document.metadata, "draft")
        if said is not None or "future_drafts" not in document.site.settings:
            return bool(said)
        date = self.date(document, None, [])
        return document.role.kind == "post" and date is not None and document.is_ahead(date)

    def hidden(self, document: Document) -> bool:
        """Return False: `status` names a mark in the navigation, and there is no other key."""
        del document
        return False

    def excerpt(self, document: Document) -> str:
        """Return the text before the separator without the title, else the description, else the first words."""
        body = document.body
        heading = _HEADING.match(body)
        text = body[heading.end() :] if heading else body
        separator = document.site.excerpt_separator
        said = fields.text(document.metadata, *self.excerpt_keys)
        if separator in text or not said:
            return lead(text, separator if separator in text else "\n\n")
        return shortened(plain(said))

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the address by the blog's `post_url_format`, of a page by its path."""
        blog = next((one for one in document.site.collections if one.name == document.role.collection), None)
        if document.role.kind != "post" or blog is None:
            return page_address(document.site, document.path)
        return post_address(document.site, blog, document.path, slug=slug, date=date, categories=categories)


def _listed(document: Document, keys: tuple[str, ...]) -> tuple[str, ...]:
    several = fields.texts(document.metadata, *keys)
    listed = isinstance(fields.first(document.metadata, keys), tuple)
    return fields.unique(several if listed else fields.split(several))


def _heading(body: str, marks: str) -> str | None:
    match = _HEADING.match(body[:2000])
    if match is None:
        return None
    said = match[2] if match[1] is None else match[1].rstrip(" \t").rstrip("#")
    said = _NOTE.sub(lambda note: note[0] if f"{note[0]}:" in body else f"[\\{note[0][1:]}", said)
    return _unmarked(plain_line(_PICTURE.sub(r"\1", _ATTRIBUTES.sub("", said))), marks) or None


def _unmarked(title: str, marks: str) -> str:
    """Return a title without the signs that mark text; before a blank a backslash is one (PyMdown Extensions 10)."""
    if "~" in marks or "^" in marks:
        title = " ".join(title.replace("\\ ", " ").split())
    for sign in map(re.escape, marks.split()):
        title = re.sub(rf"(?<![\\{sign[-1]}]){sign}(?![\s{sign[-1]}])(.+?)(?<!\s){sign}", r"\1", title)
    return title


def _words(stem: str) -> str:
    """Return a file's name as a title (MkDocs 1.6, `structure/pages.py`): a capital for one that has none."""
    title = stem.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title
