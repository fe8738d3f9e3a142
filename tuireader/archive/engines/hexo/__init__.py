"""Hexo: `source/_posts`, drafts, pages beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config, site_zone
from tuireader.archive.disk.filenames import as_prefix, split_extension, words
from tuireader.archive.disk.files import exists
from tuireader.archive.disk.globs import fits
from tuireader.archive.document import PAGE, POST, Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import HEXO
from tuireader.archive.engines.hexo.names import category_slug, filled, parts_of_name, title_case
from tuireader.archive.engines.hexo.settings import (
    PACKAGES,
    facts_of,
    formulas_of,
    globs,
    is_marked,
    is_on,
    line_breaks,
    texts_of,
)
from tuireader.archive.excerpts import lead, said_or_lead
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.json_block import FencedJsonHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.latin import slugize
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES, DateRules
from tuireader.archive.metadata.js_dates import js_moment, yaml_moment
from tuireader.archive.metadata.values import Scalar, as_js_text, is_null
from tuireader.archive.permalinks import escape
from tuireader.archive.post import PostId
from tuireader.archive.site import OWN_FOLDERS, Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_DRAFT: Final = Role("post", draft=True)
_SIGNS: Final = frozenset({"source_dir", "public_dir", "new_post_name", "deploy", "permalink_defaults"})
_MORE: Final = expression(r"<!-- ?more ?-->", re.IGNORECASE)
_HIDDEN: Final = expression(r"(?:\A|/)[_.]")
_PLACES: Final = ("_posts/", "_drafts/")
_PARTS_OF_DATES: Final = frozenset({"year", "month", "day", "i_month", "i_day"})
_NO_KEYS: Final = _PARTS_OF_DATES | {"title", "hash"}
"""Tokens of names that give the post no field of that name (`processor/post.js`)."""
_FALSE: Final = frozenset({"false", "0", ""})
_ENDINGS: Final = ("/", ".html")


def _moment(value: Scalar, zone: tzinfo) -> datetime | None:
    """Return the moment of a date: hexo-front-matter takes a timestamp's clock in UTC for the site's."""
    stamp = yaml_moment(value)
    if stamp is not None:
        return stamp.replace(tzinfo=zone)
    moment = js_moment(value, zone)
    return moment.astimezone(zone) if moment else None


class Hexo(Engine):
    """Hexo 5 and later."""

    facts = HEXO
    front_matter = FrontMatterRules(
        HEXO.title,
        (
            YamlHandler(r"\n?(?P<mark>-{3,})\n", as_hexo=True),
            FencedJsonHandler(r"(?P<mark>;{3,})\n", braces=False),
            YamlHandler(r"(?=[A-Za-z_][\w-]*:[ \t\n])(?P<mark>)", ("---",), as_hexo=True),
            FencedJsonHandler(r"(?=\"[\w-]+\"[ \t]*:)(?P<mark>)", (";;;",), braces=False),
        ),
        unique_keys=True,
    )
    """hexo-front-matter: any number of marks from three on, or none before the block."""
    dates = DateRules(reader=_moment)
    extensions = frozenset({"md", "markdown", "mkd", "mkdn", "mdwn", "mdtxt", "mdtext"})
    waits_for_date = True
    titles_are_text = True
    modified_keys = ("updated",)
    tag_keys = ("tags", "tag")
    excerpt_keys = ("excerpt", "summary", "description")
    alias_keys = ("alias", "aliases")
    new_posts = NewPostCustoms(date="2024-12-27 20:00:00", draft_folder="_drafts", folder="_posts/")

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by a configuration that is not Jekyll's beside `source/_posts`, or by its keys beside a package."""
        if names.isdisjoint(HEXO.markers) or names.isdisjoint({"source", PACKAGES}):
            return False
        values = read_config(root, base, HEXO.markers).values
        if not _SIGNS.isdisjoint(values) or "scaffolds" in names:
            return True
        return exists(root, f"{base}source/_posts") and "source" not in values

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `_config.yml` describes."""
        config = read_config(root, base, HEXO.markers)
        zone, problem = site_zone(config, "timezone")
        source = as_prefix(config.text("source_dir", "source")) or "source/"
        author = config.text("author")
        languages = config.texts("language")
        formulas = formulas_of(root, base, config)
        packages = [PostId(base + PACKAGES)] if exists(root, base + PACKAGES) else []
        site = Site(
            engine=facts_of(config, formulas, marked=is_marked(root, base, config)),
            timezone=zone,
            base=base,
            root=root,
            title=config.text("title"),
            authors=(author,) if author else (),
            url=config.text("url").rstrip("/"),
            baseurl=config.text("root").rstrip("/"),
            lang=languages[0] if languages else None,
            permalink=config.text("permalink", ":year/:month/:day/:title/"),
            content=(source,),
            settings={
                **({"dated_names": "yes"} if ":year" in config.text("new_post_name") else {}),
                **({OWN_FOLDERS: "yes"} if fields.flag(config.values, "post_asset_folder") else {}),
            },
            line_breaks=line_breaks(config),
            config=(*config.files, *packages, *formulas.files),
            values=config.values,
        )
        return site, (*config.problems, *((problem,) if problem else ()))

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is in the source, and not hidden there."""
        inside = (folder + "/").removeprefix(site.content[0])
        if inside == folder + "/":
            return site.content[0].startswith(folder + "/")
        if inside in {"/", "", *_PLACES} or globs(site, "include"):
            return True
        return not inside.rstrip("/").rpartition("/")[2].startswith(("_", "."))

    def role(self, site: Site, path: str) -> Role | None:
        """Return a post, a draft, or a page; None for what is not rendered."""
        inside = path.removeprefix(site.content[0])
        ending = split_extension(path.rpartition("/")[2])[1]
        if inside == path or ending not in self.extensions or inside.endswith(("%", "~")):
            return None
        if _is_any(site, "skip_render", inside) or _is_any(site, "ignore", "/" + path):
            return None
        place = next((one for one in _PLACES if inside.startswith(one)), "")
        if not place:
            return PAGE if _is_page(site, inside) else None
        if _HIDDEN.search(inside.removeprefix(place)):
            return None
        if is_on(site, "post_asset_folder") and ending != split_extension(_name_of_posts(site))[1]:
            return None
        return _DRAFT if place == "_drafts/" and not is_on(site, "render_drafts") else POST

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return a document's metadata with what tokens of `new_post_name` say in its file's name."""
        if role.kind == "page":
            return metadata
        parts = _parts(site, path)
        given = {key: Scalar(text) for key, text in parts.items() if key not in _NO_KEYS}
        return {**metadata, **given} if given else metadata

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the slug, and the date if the site puts dates into names."""
        if document.role.kind == "page":
            return None, split_extension(document.path.removeprefix(document.site.content[0]))[0]
        parts = _parts(document.site, document.path)
        month, day = (parts.get(key) or parts.get(f"i_{key}") for key in ("month", "day"))
        dated = f"{parts['year']}-{month}-{day}" if "year" in parts and month and day else None
        return dated, parts["title"]

    def slug(self, document: Document, named: str) -> str:
        """Return the slug of the name: one in the front matter means nothing to Hexo."""
        del document
        return named

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the front matter's date, else the name's."""
        date = fields.dated(document, self.date_keys, self.dates, problems)
        if date is not None or named is None or not is_null(document.metadata.get("date")):
            return date
        return fields.name_date(document, named, LENIENT_DATES, problems)

    def title(self, document: Document, slug: str) -> str:
        """Return the title, its words in capitals where the site or the post wants them so."""
        title = " ".join((as_js_text(document.metadata.get("title")) or "").split())
        wanted = fields.flag(document.metadata, "titlecase")
        if title and (is_on(document.site, "titlecase") if wanted is None else wanted):
            title = title_case(title)
        return title or fields.heading(document.body) or words(slug)

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags as they are; a single text is one tag, and so is a list among them."""
        return fields.unique(_labels(fields.first(document.metadata, self.tag_keys)))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the categories, those of a hierarchy one after the other."""
        value = fields.first(document.metadata, self.category_keys)
        items = value if isinstance(value, tuple) else (value,)
        return fields.unique(label for item in items for label in _labels(item))

    def draft(self, document: Document) -> bool:
        """Tell whether this lies among the drafts, which the site does not show."""
        return document.role.draft

    def hidden(self, document: Document) -> bool:
        """Tell whether `published` is false."""
        value = document.metadata.get("published")
        if value is None or is_null(value) or is_on(document.site, "render_drafts"):
            return False
        return document.role.kind != "page" and (as_js_text(value) or "") in _FALSE

    def future(self, document: Document, date: datetime | None) -> bool:
        """Tell whether the date lies ahead, which matters only where the site says so."""
        shown = fields.flag(document.site.values, "future") is not False
        return not shown and super().future(document, date)

    def excerpt(self, document: Document) -> str:
        """Return the excerpt, else the text before `<!-- more -->`, else the description or first words."""
        written = fields.text(document.metadata, "excerpt")
        if not written and (match := _MORE.search(document.body)):
            return lead(document.body[: match.start()], "")
        written = written or fields.text(document.metadata, "description")
        return said_or_lead(written, document.body)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the front matter's permalink, else the site's template filled in; a page's is its path."""
        del categories
        own = as_js_text(document.metadata.get("permalink"))
        if document.role.kind == "page":
            return _page_address(own or slug, is_own=bool(own))
        site, metadata = document.site, document.metadata
        if own:
            return _with_slash(site, "/" + escape(own.removeprefix("/")))
        case, title = fields.text(site.values, "filename_case") or "", as_js_text(metadata.get("title")) or ""
        names = texts_of(fields.nested(site.values, "category_map"))
        category = category_slug(fields.first(metadata, self.category_keys), names, case)
        known = {
            "title": slug,
            "slug": slug,
            "name": slug.rpartition("/")[2],
            "post_title": slugize(self.title(document, slug) if title else "", "1"),
            "category": category or fields.text(site.values, "default_category") or "uncategorized",
        }
        defaults = {"layout": Scalar("post"), "published": Scalar("true"), "comments": Scalar("true")}
        given = ({**defaults, **metadata}, fields.nested(site.values, "permalink_defaults"))
        address = filled(site.permalink, known, date, given)
        return None if address is None else _with_slash(site, address)


def _name_of_posts(site: Site) -> str:
    return fields.text(site.values, "new_post_name") or ":title.md"


def _parts(site: Site, path: str) -> Mapping[str, str]:
    """Return what the tokens of `new_post_name` stand for in the path of a post, its slug as `title`."""
    inside = path.removeprefix(site.content[0])
    stem = split_extension(inside.removeprefix("_posts/").removeprefix("_drafts/"))[0]
    template = split_extension(_name_of_posts(site))[0]
    parts = {"title": stem} if template == ":title" else parts_of_name(template, stem)
    return {"title": slugize(stem), **(parts or {})}


def _is_any(site: Site, key: str, path: str) -> bool:
    return any(fits(one, path) for one in globs(site, key))


def _is_page(site: Site, inside: str) -> bool:
    """Tell whether a file outside of the places of posts is rendered (`processor/common.js`, `isExcludedFile`)."""
    if _is_any(site, "exclude", inside):
        return False
    return not _HIDDEN.search(inside) or _is_any(site, "include", inside)


def _labels(value: Value | None) -> tuple[str, ...]:
    """Return the labels of a list, or the only one; a false value by itself is no label."""
    if isinstance(value, tuple):
        return tuple(label for item in value if (label := as_js_text(item)))
    label = as_js_text(value)
    return (label,) if label and not (isinstance(value, Scalar) and value.plain and label in _FALSE) else ()


def _with_slash(site: Site, address: str) -> str:
    """Return an address as the folder that a post with files of its own has (`post_asset_folder`)."""
    folder = is_on(site, "post_asset_folder") and not address.endswith(_ENDINGS)
    return address + "/" if folder else address


def _page_address(path: str, *, is_own: bool) -> str:
    """Return the address of a page, whose path or permalink is this."""
    path = path.removeprefix("/")
    if is_own and path.endswith(("/index.html", "/")):
        return "/" + escape(path.removesuffix("index.html"))
    if is_own and split_extension(path)[1]:
        return "/" + escape(path)
    index = path == "index" or path.endswith("/index")
    return "/" + escape(path.removesuffix("index") if index else path + ".html")
