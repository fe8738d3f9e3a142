"""Jekyll, as its version 4 reads a site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import MARKDOWN, split_extension
from tuireader.archive.engines import jekyll_site
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import JEKYLL
from tuireader.archive.excerpts import lead, plain, shortened
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import YAML_FENCE
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.ruby_dates import is_yearless, ruby_moment
from tuireader.archive.metadata.values import Scalar, as_bool, as_text, as_texts, is_null, is_words
from tuireader.archive.permalinks import date_part, fill, slugify
from tuireader.archive.post import Problem
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tuireader.archive.document import Document, Role
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.site import Site

_DATE_PLACEHOLDER: Final = expression(
    r":(?:year|month|day|hour|minute|second|[iyw]_\w+|short_\w+|long_\w+|week)"
)
_DATELESS: Final = (
    "Jekyll leaves out files in _posts whose name does not begin with a date: "
    "rename it to something like 2024-12-27-name.md"
)
_NO_YEAR: Final = (
    "this date has no year, for which Jekyll takes that of each build: write one like 2024-12-27"
)
_HEADED: Final = expression(r"\s{0,50}(?:#{1,3}[ \t]|[^\n#]+\n[-=])")
"""jekyll-titles-from-headings 0.5.3."""
_EMPTY_DATE: Final = "Jekyll stops where `date` holds no date: write one, or leave the key out"


class Jekyll(Engine):
    """Jekyll 4 with the plugins of GitHub Pages."""

    facts = JEKYLL
    front_matter = FrontMatterRules(JEKYLL.title, (YamlHandler(YAML_FENCE, ("...",)),))
    """`document.rb`: `---` in the first line; `---` or `...` closes."""
    dates = DateRules(reader=ruby_moment, bare_is_utc=True)
    """`Jekyll::Utils.parse_date`; jekyll#1069, #3879."""
    extensions = MARKDOWN
    waits_for_date = True
    modified_keys = ("last_modified_at", "modified", "updated")
    tag_keys = ("tags", "tag", "keywords")
    author_keys = ("author", "authors")
    excerpt_keys = ("excerpt",)
    alias_keys = ("redirect_from",)
    new_posts = NewPostCustoms(
        date="2024-12-27 20:00:00 +0100",
        draft_folder="_drafts",
        layout="post",
        date_in_name=True,
        needs_date_in_name=True,
        folder="_posts/",
    )

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by `_config.yml` without a `_toc.yml` of Jupyter Book, or by the folders that only Jekyll has.

        A folder `_posts` alone does not tell it where no name in it has a date: posts of Hexo lie in one, too.
        """
        if "_toc.yml" in names and names.isdisjoint({"_layouts", "_includes", *JEKYLL.post_folders}):
            return False
        if not base and not names.isdisjoint({"_layouts", "_includes"}):
            return True
        if not names.isdisjoint(JEKYLL.markers):
            return True
        if ".vuepress" in names:
            return False
        return "_drafts" in names or ("_posts" in names and _may_hold_posts(f"{root}/{base}_posts"))

    configure = staticmethod(jekyll_site.configure)
    enters = staticmethod(jekyll_site.enters)
    role = staticmethod(jekyll_site.role)

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return the metadata over the defaults whose scope holds the path; categories add up.

        Where `no` or `off` is without quotes, no value counts: Ruby's `||=` puts its own in such a place.
        """
        metadata = _as_typed(metadata)
        if not site.defaults:
            return metadata
        kind = role.collection or ("posts" if role.kind == "post" else "pages")
        shown = path.removeprefix(site.collections_dir)
        values: dict[str, Value] = {}
        for one in site.defaults:
            if one.type in {"", kind} and _in_scope(shown, one.path):
                values.update(_as_typed(one.values))
        if "categories" in values and "categories" in metadata:
            own = _words(metadata["categories"])
            return {
                **values,
                **metadata,
                "categories": tuple(Scalar(word) for word in (*_words(values["categories"]), *own)),
            }
        return {**values, **metadata}

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date and the slug in the file's name; pages have no date there."""
        date, slug = jekyll_site.dated_name(document.path)
        if document.role.kind == "page":
            return None, slug
        return date, slug

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the front matter's date, else the name's, else, for a draft, the time on disk."""
        said = len(problems)
        date = super().date(document, named, problems)
        given = document.metadata.get("date")
        if len(problems) > said and isinstance(given, Scalar) and is_yearless(given):
            problems[said:] = [
                replace(one, message=_NO_YEAR, severity="warning") if one.rule == "date" else one
                for one in problems[said:]
            ]
        if document.role.kind != "page" and isinstance(given, Scalar) and fields.is_dateless(given):
            problems.append(Problem(document.id, "date", _EMPTY_DATE, "error", given.line, given.column))
        if document.role.draft:
            return date or document.modified
        if named is None and document.role.kind == "post":
            problems.append(Problem(document.id, "dateless-name", _DATELESS, "warning"))
        return date

    def title(self, document: Document, slug: str) -> str:
        """Return the title, else the words of the file's name; of a page, its heading where a plugin says so."""
        named = self.named(document)[1]
        headed = document.role.kind == "page" and jekyll_site.HEADED in document.site.settings
        heading = fields.heading(document.body) if headed and _HEADED.match(document.body) else None
        return fields.text(document.metadata, "title") or heading or jekyll_site.titled(named) or slug

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return `tag` as it is, or else `tags`, where a text is split at blanks."""
        return fields.unique(_singular_or_plural(document.metadata, "tag", "tags"))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the folders above `_posts`, then `categories`, then `category`."""
        return fields.unique(_categories(document))

    def draft(self, document: Document) -> bool:
        """Tell whether this lies in `_drafts`; a key `draft` means nothing to Jekyll."""
        return document.role.draft

    def hidden(self, document: Document) -> bool:
        """Tell whether `published` is false in any of YAML's ways, and the site does not show such posts."""
        value = document.metadata.get("published")
        if value is None or document.site.unpublished:
            return False
        return is_null(value) or fields.flag(document.metadata, "published") is False

    def excerpt(self, document: Document) -> str:
        """Return the front matter's excerpt, else the text before the separator, else the description."""
        written = fields.text(document.metadata, "excerpt")
        if written and fields.flag(document.metadata, "excerpt"):
            return shortened(plain(written))
        separator = as_text(document.metadata.get("excerpt_separator")) or document.site.excerpt_separator
        return lead(document.body, separator)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the link by the front matter's permalink or the site's or collection's template (url.rb)."""
        del categories  # of the list: a link has them as they are written
        own = as_text(document.metadata.get("permalink"))
        if own is None and document.role.draft:
            date = date or document.modified
        template = _template(document) if own is None else own
        if date is None and _DATE_PLACEHOLDER.search(template):
            return None
        written = as_text(document.metadata.get("slug"))
        slug = slug if written is None else written

        def value(name: str) -> str | None:
            part = None if date is None else date_part(name, date)
            return _placeholder(name, document, slug) if part is None else part

        return fill(template, value)


_TEXTS: Final = frozenset({"title", "slug", "permalink", "excerpt", "author"})


def _as_typed(metadata: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the metadata with strings as Ruby reads them, without those that are nil to it."""
    found = dict(metadata)
    for key in _TEXTS & metadata.keys():
        value = metadata[key]
        if isinstance(value, Scalar) and value.plain:
            if as_bool(value) is False:
                del found[key]
            elif (text := as_text(value, typed=True)) is not None and text != value.text:
                found[key] = replace(value, text=text)
    if isinstance(title := metadata.get("title"), (tuple, Mapping)):
        found["title"] = Scalar(_inspected(title))
    return found


def _inspected(value: Value) -> str:
    """Return a list or a map as Ruby prints it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_inspected, value))}]"
    if isinstance(value, Mapping):
        pairs = (f'"{key}"=>{_inspected(one)}' for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if not is_words(value):
        return as_text(value, typed=True) or "nil"
    return f'"{as_text(value, typed=True) or ""}"'


def _categories(document: Document) -> tuple[str, ...]:
    metadata = document.metadata
    if document.role.kind == "page":
        return _singular_or_plural(metadata, "category", "categories")
    above = document.path.removeprefix(document.site.collections_dir)
    special = "_drafts" if document.role.draft else f"_{document.role.collection or 'posts'}"
    folders = () if above.startswith(special) else above.partition(f"/{special}")[0].split("/")
    plural = _words(metadata.get("categories"))
    category = metadata.get("category")
    said = isinstance(category, Scalar) and as_bool(category) is not False
    return (
        *folders,
        *plural,
        *(_labels(category) if said or isinstance(category, (tuple, Mapping)) else ()),
    )


def _in_scope(path: str, scope: str) -> bool:
    if "*" not in scope:
        return path.startswith(scope)
    parts, count = path.split("/"), scope.rstrip("/").count("/") + 1
    head = "/".join(parts[:count])
    return fnmatchcase(head, scope.rstrip("/")) or ("**" in scope and fnmatchcase(path, scope))


def _labels(value: Value | None) -> tuple[str, ...]:
    return (_inspected(value),) if isinstance(value, Mapping) else as_texts(value, typed=True)


def _words(value: Value | None) -> tuple[str, ...]:
    """Return a text's words, or a list's items."""
    return (
        tuple(value.text.split())
        if isinstance(value, Scalar) and not is_null(value)
        else as_texts(value, typed=True)
    )


def _singular_or_plural(metadata: Mapping[str, Value], singular: str, plural: str) -> tuple[str, ...]:
    """Return `pluralized_array_from_hash` (utils.rb)."""
    if as_bool(metadata.get(singular)):
        return _labels(metadata[singular])
    several = metadata.get(plural)
    return () if isinstance(several, Scalar) and not is_words(several) else _words(several)


def _suffix(template: str, style: str) -> str:
    """Return `add_permalink_suffix` (utils.rb)."""
    if style == "pretty" or style.endswith("/"):
        return template + "/"
    if style in {"date", "ordinal", "weekdate", "none"} or style.endswith(":output_ext"):
        return template + ":output_ext"
    return template


def _template(document: Document) -> str:
    site, style = document.site, document.site.settings["style"]
    if document.role.kind == "page":
        if document.path.rpartition("/")[2].startswith("index."):
            return "/:path/"
        return _suffix("/:path/:basename", style)
    collection = jekyll_site.collection_of(site, document.path) if document.role.collection else None
    if collection is None:
        return site.permalink
    return collection.permalink or _suffix("/:collection/:path", style)


def _placeholder(name: str, document: Document, slug: str) -> str | None:
    """Return the value of a placeholder but those of the date (drops/url_drop.rb)."""
    maker = (_OF_PAGES if document.role.kind == "page" else _OF_DOCUMENTS).get(name)
    return None if maker is None else maker(document, slug)


def _output_extension(document: Document, slug: str) -> str:
    del slug
    stem, extension = split_extension(document.path)
    return ".html" if extension in document.site.markdown_ext or not extension else document.path[len(stem) :]


def _basename(document: Document) -> str:
    return split_extension(document.path)[0].rpartition("/")[2]


def _category_path(document: Document, changed: Callable[[str], str]) -> str:
    return "/".join(dict.fromkeys(map(changed, _categories(document))))


def _cleaned_path(document: Document) -> str:
    special = f"_{document.role.collection or 'posts'}"
    stem = split_extension(document.path)[0]
    return stem.removeprefix(document.site.collections_dir).replace(special, "", 1).rstrip(".")


_OF_PAGES: Final[Mapping[str, Callable[[Document, str], str]]] = {
    "output_ext": _output_extension,
    "path": lambda document, _: document.path.rpartition("/")[0],
    "basename": lambda document, _: _basename(document).rstrip("."),
}
_OF_DOCUMENTS: Final[Mapping[str, Callable[[Document, str], str]]] = {
    **_OF_PAGES,
    "title": lambda _, slug: slugify(slug, pretty=True, cased=True),
    "slug": lambda _, slug: slugify(slug),
    "categories": lambda document, _: _category_path(document, str.lower),
    "slugified_categories": lambda document, _: _category_path(document, slugify),
    "path": lambda document, _: _cleaned_path(document),
    "name": lambda document, _: slugify(_basename(document)),
    "collection": lambda document, _: document.role.collection or "posts",
}
"""What the placeholders of a link stand for, by the document and its slug."""


def _may_hold_posts(folder: str) -> bool:
    """Tell whether a folder of posts has a date in a name, or has no files."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_file()]
    except OSError:
        return True
    return not names or any(jekyll_site.dated_name(f"_posts/{name}")[0] for name in names)
