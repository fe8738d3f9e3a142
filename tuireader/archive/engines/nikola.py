"""Nikola: posts and pages by the patterns of `conf.py`, with metadata in the file or in a `.meta` file beside it."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from datetime import UTC
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config, site_zone
from tuireader.archive.disk.filenames import as_prefix, loose_name, split_extension
from tuireader.archive.document import Folder, Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import NIKOLA, with_tasks
from tuireader.archive.excerpts import lead, plain, shortened
from tuireader.archive.front_matter import FrontMatterRules, front_matter_of
from tuireader.archive.front_matter.handler import TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.nikola_block import NikolaHandler
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.latin import unidecoded
from tuireader.archive.locate import has_line
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.values import Scalar, as_text, as_texts
from tuireader.archive.permalinks import escape
from tuireader.archive.site import Collection, Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tuireader.archive.config import Config
    from tuireader.archive.document import Document
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_TEASER: Final = expression(
    r"<!--\s{0,9}(?:TEASER_END|END_TEASER)(?::[^\n]{1,500}?)?\s{0,9}-->", re.IGNORECASE
)
_SIGNS: Final = expression(r"[^+\w\s-]")
_BLANKS: Final = expression(r"[-\s]+")
_INDEX: Final = "index.html"
_LONGEST_PATTERN: Final = 500
_SECONDS: Final = 0.05
"""What the site's own pattern may take for a path."""
_NUMBER: Final = expression(r"(\d+(?:\.\d+)?)")
_CONFIG: Final = "conf.py"
_BESIDE: Final = "metadata of the .meta files"
"""The key under which a folder hands down what its `.meta` files say, by the names of posts."""
_STATES: Final = frozenset({"draft", "private"})
"""Tags that are metadata with `USE_TAG_METADATA`."""
_MOST_FILES: Final = 20_000
_POSTS: Final = (("posts/*.md", "posts"),)
_PAGES: Final = (("pages/*.md", "pages"),)


class Nikola(Engine):
    """Nikola 8."""

    facts = NIKOLA
    front_matter = FrontMatterRules(
        NIKOLA.title, (YamlHandler(YAML_FENCE), TomlHandler(TOML_FENCE), NikolaHandler())
    )
    dates = DateRules()
    extensions = frozenset({"md", "mdown", "markdown"})
    waits_for_date = True
    modified_keys = ("updated",)
    category_keys = ("category",)
    author_keys = ("author",)
    excerpt_keys = ("description",)
    new_posts = NewPostCustoms(formats=("yaml", "toml"), date="2024-12-27 20:00:00", draft_key="status")

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell whether `conf.py` sets `POSTS`; other programs have a file of that name."""
        return _CONFIG in names and has_line(f"{root}/{base}{_CONFIG}", "POSTS")

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that the literals in `conf.py` describe; the file is not run."""
        config = read_config(root, base, (_CONFIG,))
        zone, problem = site_zone(config, "TIMEZONE", UTC)
        posts = _collections(config, "POSTS", _POSTS)
        pages = _collections(config, "PAGES", _collections(config, "STORIES", _PAGES))
        author = config.text("BLOG_AUTHOR")
        site = Site(
            engine=_facts(config),
            timezone=zone,
            base=base,
            title=config.text("BLOG_TITLE"),
            authors=(author,) if author else (),
            url=(config.text("BASE_URL") or config.text("SITE_URL")).rstrip("/"),
            lang=config.text("DEFAULT_LANG") or None,
            content=tuple(dict.fromkeys(as_prefix(one[0].rpartition("/")[0]) for one in (*posts, *pages))),
            collections=tuple(
                Collection(kind, as_prefix(pattern.rpartition("/")[0]), permalink=target)
                for kind, listed in (("posts", posts), ("pages", pages))
                for pattern, target in listed
            ),
            include=tuple(pattern.rpartition("/")[2] for pattern, _ in (*posts, *pages)),
            markdown_ext=frozenset(
                one.lstrip(".").lower() for one in fields.texts(config.nested("COMPILERS"), "markdown")
            )
            or self.extensions,
            settings=_settings(config),
            config=config.files,
            values=config.values,
        )
        return site, (*config.problems, *((problem,) if problem else ()))

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder holds posts or pages, or is on the way there."""
        return not folder.rpartition("/")[2].startswith(".") and site.reaches(folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return a post or a page for a Markdown file that a pattern matches; the patterns of posts come first."""
        name = path.rpartition("/")[2]
        if name.startswith(".") or split_extension(name)[1] not in site.markdown_ext:
            return None
        found = next(
            (
                one.name
                for one, pattern in zip(site.collections, site.include, strict=True)
                if path.startswith(one.folder) and fnmatchcase(name, pattern)
            ),
            None,
        )
        return None if found is None else Role("post" if found == "posts" else "page", collection=found)

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return what the `.meta` files of a folder say, for the posts of the same names."""
        inner = f"{site.base}{folder}/" if folder else site.base
        try:
            names = sorted(name for name in os.listdir(f"{root}/{inner}") if name.endswith(".meta"))  # noqa: PTH208 - the names alone
        except OSError:
            return Folder()
        found = {
            name.removesuffix(".meta"): front_matter_of(root, inner + name, self.front_matter)
            for name in names[:_MOST_FILES]
        }
        return Folder({_BESIDE: found}) if found else Folder()

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether this is a `.meta` file."""
        del site
        return path.endswith(".meta")

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return what the `.meta` file beside says, if there is one and it says something, else the file itself.

        What neither says, `FILE_METADATA_REGEXP` may find in the path.
        """
        del role
        beside = fields.nested(metadata, _BESIDE)
        own = fields.nested(beside, split_extension(path.rpartition("/")[2])[0])
        said = own or {key: value for key, value in metadata.items() if key != _BESIDE}
        pattern = as_text(site.values.get("FILE_METADATA_REGEXP"))
        return {**_in_path(path, pattern, site), **said} if pattern else said

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the slug of the name, and its date where `FILE_METADATA_REGEXP` looks for one."""
        stem = document.stem
        date, rest = loose_name(stem) if "dated_names" in document.site.settings else (None, stem)
        if "kept_slugs" in document.site.settings:
            return date, rest
        signs = _SIGNS.sub("", unidecoded(rest)).strip().lower()
        return date, _BLANKS.sub("-", signs) or rest

    def title(self, document: Document, slug: str) -> str:
        """Return the title, else the file's name."""
        del slug
        return fields.text(document.metadata, "title") or " ".join(document.stem.split())

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags in their order by name, without those that stand for a state unless they are only tags."""
        stated = _STATES if "tag_metadata" in document.site.settings else frozenset[str]()
        return tuple(sorted((one for one in super().tags(document) if one not in stated), key=_natural))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the category; there is one, whose older name is `section`."""
        said = fields.unique(fields.texts(document.metadata, "category", "section"))
        if said or "folders" not in document.site.settings:
            return said
        place = _place(document)
        inside = document.path[len(place.folder) :].rpartition("/")[0]
        trims = "trimmed" in document.site.settings and inside
        folders = inside if trims else "/".join(filter(None, ((place.permalink or "").strip("/"), inside)))
        return fields.unique(
            [folders if "all folders" in document.site.settings else folders.partition("/")[0]]
        )

    def authors(self, document: Document) -> tuple[str, ...]:
        """Return the authors, parted at commas, the site's where the document names none."""
        said = fields.text(document.metadata, *self.author_keys)
        return fields.unique(said.split(",")) if said else document.site.authors

    def draft(self, document: Document) -> bool:
        """Tell whether the status is `draft`, or where the site is set to that, a tag."""
        return self._is(document, "draft")

    def hidden(self, document: Document) -> bool:
        """Tell whether the status is `private`: the post is built, and listed nowhere."""
        return self._is(document, "private")

    def _is(self, document: Document, state: str) -> bool:
        tagged = "tag_metadata" in document.site.settings and state in super().tags(document)
        return tagged or fields.text(document.metadata, "status") == state

    def future(self, document: Document, date: datetime | None) -> bool:
        """Tell whether the date lies in the future, unless `FUTURE_IS_NOW`."""
        return "future_is_now" not in document.site.settings and super().future(document, date)

    def excerpt(self, document: Document) -> str:
        """Return the text before the end of the teaser, else the description, else the first words."""
        teaser, *rest = _TEASER.split(document.body, maxsplit=1)
        said = fields.text(document.metadata, *self.excerpt_keys)
        if rest and (text := plain(teaser)):
            return text
        return shortened(plain(said)) if said else lead(document.body, "\n\n")

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the address: the target of the pattern, the folders below it, and the slug."""
        del date, categories
        path, site, place = document.path, document.site, _place(document)
        inside = path[len(place.folder) :].rpartition("/")[0]
        pretty = _said(fields.text(document.metadata, "pretty_url"))
        above = "".join(f"/{part}" for part in ((place.permalink or "").strip("/"), inside) if part) + "/"
        plain = slug == "index" or pretty is False or (pretty is None and "files" in site.settings)
        address = f"{above}{slug}.html" if plain else f"{above}{slug}/{_INDEX}"
        if "indexes" not in site.settings and address.endswith(f"/{_INDEX}"):
            address = address.removesuffix(_INDEX)
        return escape(address)


def _collections(
    config: Config, key: str, default: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return the patterns and targets that a tuple of tuples names; others than literals leave the default."""
    value = config.values.get(key)
    if not isinstance(value, tuple):
        return default
    rows = (as_texts(one) for one in value if isinstance(one, tuple))
    return tuple(
        (row[0], as_prefix(row[1]))
        for row in rows
        if len(row) > 1 and ".." not in row[0] and not row[0].startswith("/")
    )


def _natural(tag: str) -> list[tuple[float, str]]:
    """Return what tags are ordered by: the numbers in them by what they count, `½` too, letters as small ones."""
    text = tag.casefold()
    if not text.isascii():
        counted = ((one, unicodedata.numeric(one, -1.0)) for one in text)
        text = "".join(one if one.isdecimal() or value < 0 else f"\0{value}\0" for one, value in counted)
    parts = enumerate(_NUMBER.split(text))
    return [(float(part), "") if at % 2 else (0.0, part.strip("\0")) for at, part in parts]


def _said(text: str | None) -> bool | None:
    """Return yes or no as Nikola reads it of text (`utils.py`, `bool_from_meta`), or None."""
    return text.lower() in {"yes", "true", "1"} if text else None


def _facts(config: Config) -> EngineFacts:
    """Return the facts of a site; headings have ids with the extension `toc` alone, which is not there by itself."""
    named = fields.texts(config.values, "MARKDOWN_EXTENSIONS")
    has_ids = any(one.rpartition(".")[2] == "toc" for one in named)
    facts = with_tasks(NIKOLA, named)
    return (
        facts if has_ids or "MARKDOWN_EXTENSIONS" not in config.values else replace(facts, heading_ids="none")
    )


def _place(document: Document) -> Collection:
    """Return the collection of a post or a page."""
    return next(
        one
        for one in document.site.collections
        if one.name == document.role.collection and document.path.startswith(one.folder)
    )


def _in_path(path: str, pattern: str, site: Site) -> Mapping[str, Value]:
    """Return what the groups of a pattern find in a path (8.3, `FilenameRegexMetadata`)."""
    import regex

    if len(pattern) > _LONGEST_PATTERN:
        return {}
    try:
        found = regex.match(pattern, path, timeout=_SECONDS)
    except (regex.error, TimeoutError):
        return {}
    named = {key.lower().strip(): text for key, text in (found.groupdict() if found else {}).items() if text}
    if "title" in named and "titles_as_found" not in site.settings:
        named["title"] = re.sub(r"[_.-]", " ", named["title"]).strip().capitalize()
    return {key: Scalar(text) for key, text in named.items()}


def _settings(config: Config) -> Mapping[str, str]:
    known = {
        "files": fields.flag(config.values, "PRETTY_URLS") is False,
        "kept_slugs": fields.flag(config.values, "USE_SLUGIFY") is False,
        "dated_names": "(?P<date>" in config.text("FILE_METADATA_REGEXP"),
        "tag_metadata": fields.flag(config.values, "USE_TAG_METADATA") is not False,
        "indexes": fields.flag(config.values, "STRIP_INDEXES") is False,
        "future_is_now": config.flag("FUTURE_IS_NOW"),
        "titles_as_found": fields.flag(config.values, "FILE_METADATA_UNSLUGIFY_TITLES") is False,
        "folders": config.flag("CATEGORY_DESTPATH_AS_DEFAULT"),
        "trimmed": config.flag("CATEGORY_DESTPATH_TRIM_PREFIX"),
        "all folders": fields.flag(config.values, "CATEGORY_DESTPATH_FIRST_DIRECTORY_ONLY") is False,
    }
    return {name: "yes" for name, said in known.items() if said}
