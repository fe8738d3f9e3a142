"""A title → a new post, named and written as the archive's own posts are."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.walk import role_of
from tuireader.archive.new_post.front_matter_text import (
    FrontMatterField,
    ListStyle,
    date_format,
    list_style,
    write_date,
)
from tuireader.archive.new_post.habits import LINK_KEYS, date_keys, has_draft_folder, learn
from tuireader.archive.new_post.names import filled, is_dated, link_shape, slug_of
from tuireader.archive.new_post.write import occupied, write_new
from tuireader.archive.post import PostId, Problem
from tuireader.archive.scan import PostReader
from tuireader.archive.text import neutralise
from tuireader.late import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.new_post.front_matter_text import Notation
    from tuireader.archive.new_post.habits import Habits
    from tuireader.archive.post import Post

_TIME, _DATE_AND_TIME = "%H%M%S", "%Y%m%d-%H%M%S"
"""The formats of names for posts whose titles have no character for one."""

_NEVER: Final = frozenset("\u202d\u202e\ufffe\uffff")
_NEAR: Final = timedelta(minutes=1, seconds=1)


@dataclass(frozen=True, slots=True)
class PostRequest:
    """A request for a new post: its title and tags, each one line of text."""

    title: str
    tags: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to be written: its id and its whole text, which ends with the line to write on."""

    id: PostId
    text: str

    @property
    def last_line(self) -> int:
        """The line of the file, from 1, on which the writing begins."""
        return self.text.count("\n") + 1


def request_post(title: str, tags: tuple[str, ...] = (), *, draft: bool = False) -> PostRequest | Problem:
    """Return the request in these words, or the Problem with them: a title or tag that is empty or no line of text."""
    for name, text in (("title", title), *(("tag", tag) for tag in tags)):
        if not neutralise(text).strip():
            return _problem("empty", f"a {name} must not be empty")
        if any(
            c in _NEVER or unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}
            for c in text.replace("\t", " ")
        ):
            return _problem("not-a-line", f"a {name} must be one line of text without control characters")
    return PostRequest(_line(title), tuple(dict.fromkeys(map(_line, tags))), draft)


def prepare_post(archive: Archive, request: PostRequest, now: datetime) -> NewPost | Problem:
    """Return the post that is asked for, written as the archive's newest posts are; nothing is written yet.

    The text is read back before it is returned: where the archive's habits cannot hold the title or the tags,
    plainer ones are taken, and where none can, that is the Problem.
    """
    habits = learn(archive, now, draft=request.draft)
    local = now.astimezone(habits.site.timezone)
    slug = (
        slug_of(request.title, habits.slugs)
        or f"post-{local:{_TIME if is_dated(habits.shape) else _DATE_AND_TIME}}"
    )
    post_id = PostId(filled(habits.shape, local, slug))
    for one in habits.fallbacks():
        post = NewPost(post_id, _Text(one, request, now, slug).whole())
        if verify(archive, one, post, request, now):
            return post
    name = engine_of(habits.site).facts.title or "a plain folder"
    said = f"the title “{request.title}”" + (
        f" and the tags {', '.join(request.tags)}" if request.tags else ""
    )
    return _problem(
        "unwritable", f"{said} would be read as something else in {post_id} ({name}): use other words"
    )


def create_post(archive: Archive, post: NewPost) -> Path | Problem:
    """Write the post, whole or not at all and never over a file; return where it is, or the Problem that hinders."""
    if taken := occupied(str(archive.root), post.id):
        return Problem(taken, "exists", f"there is already a post {taken}: choose another title")
    failure = write_new(str(archive.root), post.id, post.text.encode())
    return failure or Path(archive.root, post.id)


def verify(archive: Archive, habits: Habits, new: NewPost, request: PostRequest, now: datetime) -> bool:
    """Tell whether the text would be a post of this title, date, draft state and these tags, without a Problem."""
    role = role_of(archive, new.id)
    post = PostReader(archive, now).post_of_text(new.id, role, new.text) if role else None
    if post is None or post.problems or post.kind != "post" or post.future or post.hidden:
        return False
    if request.tags and set(post.tags) != {*habits.tags, *request.tags}:
        return False
    title = engine_of(habits.site).shown_title(" ".join(request.title.split()))
    return (post.title, post.draft) == (title, request.draft) and _is_now(post, habits, now)


def _is_now(post: Post, habits: Habits, now: datetime) -> bool:
    """Tell whether the date is this moment, or this day where no time is told."""
    if post.date is None:
        return False
    local = now.astimezone(habits.site.timezone)
    return abs(post.date - now) < _NEAR or (
        post.date.date() == local.date() and (post.date.hour, post.date.minute) == (0, 0)
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of one new post, field by field."""

    habits: Habits
    request: PostRequest
    now: datetime
    slug: str

    def whole(self) -> str:
        """Return the whole text, up to the empty line on which the writing begins."""
        head = f"# {self.request.title}\n\n" if self.habits.heading else ""
        notation = self.habits.notation
        if notation is None:
            return head
        written = (
            FrontMatterField(one.key, one.lead, self._value(one, notation)) for one in self.habits.fields
        )
        return notation.block([*(one for one in written if one.value), *self._missing(notation)]) + head

    def _value(self, model: FrontMatterField, notation: Notation) -> str:  # noqa: PLR0911 - a table in words
        """Return the value of a field for this post, written as in an older one; empty if there is none."""
        key = model.key.lower()
        engine = engine_of(self.habits.site)
        form = date_format(model.bare)
        if key == "title":
            return notation.text(_escaped(self.request.title, engine.new_posts.title_signs), model.quote)
        if form and key in date_keys(engine):
            is_utc = engine.dates.bare_is_utc and not model.quote
            date = write_date(form, self.now, self.habits.site.timezone, bare_is_utc=is_utc)
            return f"{model.quote}{date}{model.quote}"
        if key in LINK_KEYS:
            local = self.now.astimezone(self.habits.site.timezone)
            return f"{model.quote}{filled(link_shape(model.bare), local, self.slug)}{model.quote}"
        if key == "slug":
            return notation.text(self.slug, model.quote)
        if key in {"draft", "status"}:
            return _draft_value(model, draft=self.request.draft)
        if key in engine.tag_keys:
            return notation.items(self._tags, list_style(model)) if self._tags else ""
        return model.value

    @property
    def _tags(self) -> tuple[str, ...]:
        """The tags that every post of the archive bears, and those that are asked for."""
        return tuple(dict.fromkeys((*self.habits.tags, *self.request.tags)))

    def _missing(self, notation: Notation) -> list[FrontMatterField]:
        """Return the fields that are asked for and the archive's posts do not have."""
        fields: list[FrontMatterField] = []
        site = self.habits.site
        is_pelican = notation.name == "pelican"
        if self.request.draft and not has_draft_folder(site) and not self.habits.has("draft", "status"):
            by_status = engine_of(site).new_posts.draft_key == "status"
            field = ("status", "draft") if by_status else ("draft", "true")
            fields.append(notation.field(*(("Status", "draft") if is_pelican else field)))
        if not self._tags or self.habits.has(*engine_of(site).tag_keys):
            return fields
        value = notation.items(self._tags, ListStyle())
        table = engine_of(site).new_posts.tag_table
        if not table:
            return [*fields, notation.field("Tags" if is_pelican else "tags", value)]
        if notation.name == "toml":
            return [*fields, FrontMatterField(f"[{table}]", f"[{table}]", f"\ntags = {value}")]
        return [*fields, notation.field(table, f"\n  tags: {value}")]


def _escaped(title: str, signs: str) -> str:
    return re.sub(signs, r"\\\g<0>", title) if signs else title


def _draft_value(model: FrontMatterField, *, draft: bool) -> str:
    """Return the state of a draft or of a post; `status` is left out where that of a post is unknown."""
    is_status = model.key.lower() == "status"
    if draft:
        text = "draft" if is_status else "true"
    else:
        text = model.bare if is_status and model.bare.lower() != "draft" else "" if is_status else "false"
    return f"{model.quote}{text}{model.quote}" if text else ""


def _line(text: str) -> str:
    return " ".join(part for part in neutralise(text).replace("\t", " ").split(" ") if part).strip()


def _problem(rule: str, message: str) -> Problem:
    return Problem(PostId(""), rule, neutralise(message))
