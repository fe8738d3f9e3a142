"""The habits of an archive: the folders and names of its newest posts, and the form of their front matter."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.walk import candidates
from tuireader.archive.metadata.fields import heading
from tuireader.archive.new_post.front_matter_text import (
    NOTATIONS,
    FrontMatterField,
    date_format,
    fields_of,
    list_style,
)
from tuireader.archive.new_post.names import (
    DATE,
    SLUG,
    YEAR,
    SlugHabit,
    is_dated,
    link_shape,
    shape_of,
    slug_habit,
)
from tuireader.archive.post import Problem
from tuireader.archive.scan import PostReader
from tuireader.archive.source import open_source
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.engines.base import Engine
    from tuireader.archive.new_post.front_matter_text import Notation
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source

NEIGHBOURS: Final = 20
"""Posts whose paths, names, tags and authors are compared, the newest."""

MODELS: Final = 5
"""Posts whose front matter is read: a single one may lack a field of all others, or have one of its own."""

MAX_READ: Final = 300
"""Files that are read to find the newest posts among them; those newest by name and time come first."""

_SECTIONS: Final = ("posts", "post", "blog", "articles", "_posts")
"""Folders that a site without posts is likely to have been given for them; the first that exists is taken."""

_OWN: Final = frozenset(
    {"title", "date", "slug", "permalink", "url", "path", "draft", "status", "published", "publishdate", "expirydate",
     "description", "excerpt", "summary", "subtitle", "series", "weight", "header", "hero", "banner", "image", "images",
     "cover", "thumbnail", "alias", "aliases", "redirect_from", "redirect_to", "canonical_url", "id", "uuid", "guid",
     "taxonomies", "[taxonomies]"}
)  # fmt: skip
"""Keys whose values are a post's own, and never handed on to the next."""

_HOUSE: Final = frozenset(
    {"layout", "type", "template", "author", "authors", "lang", "language", "comments", "toc"}
)
"""Keys whose values are handed on even where there are too few posts to tell that they are always the same."""

_ENOUGH: Final = 3
LINK_KEYS: Final = frozenset({"permalink", "url", "path"})
_NO_PATH: Final = ("[", "{", "&", "*", "|", ">")


@dataclass(frozen=True, slots=True)
class Habits:
    """The form of a new post.

    `shape` is that of its path from the archive's root on. `notation` is None where posts have no front matter.
    `fields` are those of older posts whose order and way of writing are taken over. `heading` says that the title
    is a heading in the text; `tags` are those that every post bears.
    """

    site: Site
    shape: str
    slugs: SlugHabit
    notation: Notation | None
    fields: tuple[FrontMatterField, ...]
    heading: bool = False
    tags: tuple[str, ...] = ()

    def has(self, *keys: str) -> bool:
        """Tell whether there is a field of one of these names, in lower case."""
        return any(one.key.lower() in keys for one in self.fields)

    def fallbacks(self) -> tuple[Habits, ...]:
        """Return these habits and then plainer ones, ever less the archive's own and ever safer to be read."""
        tag_keys = engine_of(self.site).tag_keys
        flow = replace(
            self, fields=tuple(_in_brackets(one) if one.key in tag_keys else one for one in self.fields)
        )
        customs = replace(_customary(self.site), shape=self.shape)
        return (self, flow, _with_title(self), _with_title(flow), customs)


def date_keys(engine: Engine) -> frozenset[str]:
    """The keys that tell a date, in lower case."""
    return frozenset(key.lower() for key in (*engine.date_keys, *engine.modified_keys))


def has_draft_folder(site: Site) -> bool:
    """Tell whether a draft is one by its folder: it gets its date when it leaves that."""
    return bool(engine_of(site).new_posts.draft_folder)


def learn(archive: Archive, now: datetime, *, draft: bool) -> Habits:
    """Return the habits of the site that most of the newest posts belong to, or its engine's if it has no posts."""
    site, posts, drafts = _newest(archive, now)
    apart = draft and has_draft_folder(site)
    shape = _shape(site, posts, str(archive.root))
    if apart:
        shape = _shapes(site, drafts)[0] if drafts else _draft_shape(site, shape)
    customs = _customary(site, new=True)
    near = posts[:NEIGHBOURS]
    slugs = slug_habit([(_shaped(site, one)[1], one.title) for one in near]) if near else customs.slugs
    tags = _common_tags(near) if near and engine_of(site).new_posts.shared_tags else ()
    models = _models(archive, site, shape, drafts if apart and drafts else posts)
    if not models:
        return replace(customs, shape=shape, slugs=slugs, tags=tags)
    fields = _fields(models, engine_of(site), one_author=len({one.authors for one in near}) < 2)
    if apart and not drafts:
        fields = tuple(one for one in fields if not (date_format(one.bare) or YEAR in link_shape(one.bare)))
    habits = Habits(site, shape, slugs, _notation(models[0]), fields, tags=tags)
    return _completed(habits, models[0], dated=apart)


def _completed(habits: Habits, model: Source, *, dated: bool) -> Habits:
    """Return the habits with fields for the date and the title, where nothing else tells these."""
    site = habits.site
    custom = engine_of(site).new_posts
    paths = [link_shape(one.bare) for one in habits.fields if one.key == "path" and custom.date_in_path]
    if not (dated or habits.has(*date_keys(engine_of(site))) or any(map(is_dated, [habits.shape, *paths]))):
        habits = _with_date(habits)
    if custom.titled or habits.has("title"):
        return habits
    return replace(habits, heading=True) if heading(model.body) is not None else _with_title(habits)


def _newest(archive: Archive, now: datetime) -> tuple[Site, list[Post], list[Post]]:
    """Return the site that most of the newest posts belong to, with its posts and drafts, newest first."""
    reader = PostReader(archive, now)
    read = [
        (post, one.role)
        for one in candidates(archive)[:MAX_READ]
        if (post := reader.post(one.id, one.role)) is not None
        and post.kind == "post"
        and post.date is not None
        and (one.role.draft or not post.future)
    ]
    read.sort(key=lambda one: (one[0].date or now, one[0].id), reverse=True)
    newest = [post for post, role in read if not role.draft][:NEIGHBOURS]
    bases = Counter(site.base for post in newest if (site := archive.site_of(post.id)) is not None)
    base = bases.most_common(1)[0][0] if bases else archive.site.base
    site = next(one for one in archive.sites if one.base == base)
    own = [(post, role) for post, role in read if archive.site_of(post.id) is site]
    posts = [(post, role) for post, role in own if not role.draft]
    # Entries of collections are dated as well, but they are no posts where there are posts.
    proper = [post for post, role in posts if role.kind == "post"] or [post for post, _ in posts]
    return site, proper, [post for post, role in own if role.draft]


def _models(archive: Archive, site: Site, shape: str, posts: list[Post]) -> list[Source]:
    """Return the newest posts with front matter in one format, those first that lie where the new one will."""
    formats = engine_of(site).new_posts.formats
    found: list[Source] = []
    for post in sorted(posts, key=lambda one: _shaped(site, one)[0] != shape):
        source = open_source(archive, post.id)
        if isinstance(source, Problem) or source.front_matter.problems:
            continue
        if source.front_matter.format in formats:
            found.append(source)
        if len(found) == NEIGHBOURS:
            break
    usual = Counter(one.front_matter.format for one in found).most_common(1)
    return [one for one in found if one.front_matter.format == usual[0][0]]


def _notation(model: Source) -> Notation | None:
    notation = NOTATIONS.get(model.front_matter.format)
    fenced = model.text.lstrip().startswith("---")
    if notation and notation.name == "yaml" and not fenced:
        return replace(notation, opening="")
    if notation and notation.name == "pelican" and fenced:
        return replace(notation, opening="---\n", closing="---\n")
    return notation


def _shape(site: Site, posts: Sequence[Post], root: str) -> str:
    """Return the shape of a post's path; where names need a date, one without is no post's."""
    shapes = _shapes(site, posts)
    if engine_of(site).new_posts.needs_date_in_name:
        shapes = [shape for shape in shapes if is_dated(shape.rpartition("/")[2])]
    return shapes[0] if shapes else _customary_shape(site, root)


def _shapes(site: Site, posts: Sequence[Post]) -> list[str]:
    """Return the shapes of the newest posts' paths, the most usual first, and of equal ones the newest."""
    shapes = Counter(_shaped(site, one)[0] for one in posts[:NEIGHBOURS])
    return [shape for shape, _ in shapes.most_common()]


def _shaped(site: Site, post: Post) -> tuple[str, str]:
    shape, slug = shape_of(post.id[len(site.base) :], site.languages)
    return site.base + shape, slug


def _fields(models: Sequence[Source], engine: Engine, *, one_author: bool) -> tuple[FrontMatterField, ...]:
    """Return the fields that a new post gets from these, in the order of the newest."""
    lists = [fields_of(one.front_matter) for one in models]
    tag_key = next((key for key in engine.tag_keys if _having(lists, key)), "")
    dates = date_keys(engine)
    own = {*_OWN, *dates, *engine.tag_keys, *(() if one_author else ("author", "authors"))}
    near = lists[:MODELS]
    half = len(near) / 2
    kept: list[FrontMatterField] = []
    for key in dict.fromkeys([*_order(near), tag_key]):
        having = _having(near, key)
        if key == tag_key:
            kept += _alike(_having(lists, key), list_style)
        elif key == "title" and len(having) >= half:
            kept += _alike(having, lambda one: one.quote or "none")
        elif key in dates and len(having) >= half:
            kept += _alike(having, lambda one: date_format(one.bare))
        elif key in LINK_KEYS:
            kept += _alike(having, _path_shape, least=half)
        elif key in {"slug", engine.new_posts.draft_key} and len(having) > half:
            kept.append(having[0])
        elif key not in own and (key in _HOUSE or len(near) >= _ENOUGH):
            kept += _alike(having, _plain_value, least=len(near) * 0.7)
    return tuple(kept)


def _having(lists: Iterable[Sequence[FrontMatterField]], key: str) -> list[FrontMatterField]:
    """Return each post's field of this name, in lower case, if it says something."""
    found = (
        next((one for one in fields if one.key.lower() == key and not one.is_empty), None) for fields in lists
    )
    return [one for one in found if one is not None]


def _alike(
    fields: Sequence[FrontMatterField], what: Callable[[FrontMatterField], object], *, least: float = 0
) -> list[FrontMatterField]:
    """Return the newest of the fields that agree in `what` if these are more than `least`, and that is not empty."""
    seen = [what(one) for one in fields]
    for usual, count in Counter(seen).most_common(1):
        if usual and count > least:
            return [fields[seen.index(usual)]]
    return []


def _plain_value(field: FrontMatterField) -> str:
    """Return the value, or nothing where it is a block of text."""
    return "" if field.value.startswith(("|", ">")) else field.value


def _path_shape(field: FrontMatterField) -> str:
    """Return the shape of a link, or nothing where it is the root, a template or any other thing than a post's path."""
    link = field.bare
    if not link.strip("/") or link.startswith(_NO_PATH) or not {":", "{", "\n"}.isdisjoint(link):
        return ""
    shape = link_shape(link)
    return shape if SLUG in shape else ""


def _order(lists: Sequence[Sequence[FrontMatterField]]) -> list[str]:
    """Return all keys in the newest post's order, those of older posts after the keys before them there."""
    order: list[str] = []
    for fields in lists:
        before = -1
        for field in fields:
            key = field.key.lower()
            if key not in order:
                order.insert(before + 1, key)
            before = order.index(key)
    return order


def _common_tags(posts: Sequence[Post]) -> tuple[str, ...]:
    """Return the tags that every one of several posts bears, by which a site gathers its posts."""
    return tuple(tag for tag in posts[0].tags if len(posts) > 1 and all(tag in one.tags for one in posts))


def _customary(site: Site, *, new: bool = False) -> Habits:
    """Return the habits of an engine; posts that need a layout get one where there is none to go by."""
    notation, custom = NOTATIONS[_customary_format(site)], engine_of(site).new_posts
    habits = Habits(site, "", SlugHabit(titled=custom.titled), notation, ())
    if new and custom.layout and not any("layout" in one.values for one in site.defaults):
        habits = replace(habits, fields=(notation.field("layout", custom.layout),))
    if not (new and custom.titled):
        habits = replace(habits, fields=(*habits.fields, _title_field(notation)))
    return _with_date(habits)


def _customary_format(site: Site) -> str:
    """Return an engine's format of front matter, which may be its configuration's."""
    custom = engine_of(site).new_posts
    in_toml = custom.format_of_config and any(file.endswith(".toml") for file in site.config)
    return "toml" if in_toml else custom.format


def _customary_shape(site: Site, root: str) -> str:
    """Return the shape of a post's path, from the archive's root on, in a site without posts."""
    custom = engine_of(site).new_posts
    name = f"{SLUG}.md"
    if custom.date_in_name or "dated_names" in site.settings:
        name = f"{DATE}-{name}"
    content = f"{site.base}{site.content[0]}{site.collections_dir}{custom.folder}"
    if not custom.in_sections or custom.sections_in not in {"", site.content[0]}:
        return content + name
    there = (name for name in _SECTIONS if os.path.isdir(f"{root}/{content}{name}"))  # noqa: PTH112 - ids are text
    section = next(there, custom.section)
    return content + (f"{section}/" if section else "") + name


def _draft_shape(site: Site, posts: str) -> str:
    """Return the shape of a draft's path, given that of posts."""
    custom = engine_of(site).new_posts
    above, found, _ = posts.rpartition(custom.folder)
    start = above if found else site.base + site.content[0]
    return f"{start}{custom.draft_folder}/{SLUG}.{posts.rpartition('.')[2]}"


def _title_field(notation: Notation) -> FrontMatterField:
    return notation.field("Title" if notation.name == "pelican" else "title", "")


def _with_title(habits: Habits) -> Habits:
    """Return the habits with a field for the title, and with front matter if there was none."""
    notation = habits.notation or NOTATIONS[_customary_format(habits.site)]
    fields = habits.fields if habits.has("title") else (_title_field(notation), *habits.fields)
    return replace(habits, notation=notation, fields=fields, heading=False)


def _with_date(habits: Habits) -> Habits:
    custom = engine_of(habits.site).new_posts
    notation = habits.notation or NOTATIONS[_customary_format(habits.site)]
    date = notation.text(custom.date) if notation.name == "json" else custom.date
    return replace(habits, fields=(*habits.fields, notation.field(custom.date_key, date)))


def _in_brackets(field: FrontMatterField) -> FrontMatterField:
    return replace(field, lead=field.lead.rstrip() + " ", value='[""]')
