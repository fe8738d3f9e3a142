"""A title → a new post, as the archive's own posts are named and written."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.drafting.habits import learn
from tuireader.archive.drafting.proof import is_read_as
from tuireader.archive.drafting.samples import take_samples
from tuireader.archive.drafting.shapes import filled, is_dated
from tuireader.archive.drafting.slugs import slug_of
from tuireader.archive.drafting.text import text_of
from tuireader.archive.drafting.wish import NewPost, Wish
from tuireader.archive.drafting.writing import occupied, write_new
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.archive import Archive

_TIME, _DATE_AND_TIME = "%H%M%S", "%Y%m%d-%H%M%S"
"""What names a post whose title has nothing that can stand in a name."""

_NEVER: Final = frozenset("\u202d\u202e\ufffe\uffff")


def wish_for(title: str, tags: tuple[str, ...] = (), *, draft: bool = False) -> Wish | Problem:
    """Return the wish in these words, or the Problem with them: they are empty, or hold more than one line of text."""
    for name, text in (("title", title), *(("tag", tag) for tag in tags)):
        if not neutralise(text).strip():
            return _problem("empty", f"a {name} must not be empty")
        if any(
            c in _NEVER or unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}
            for c in text.replace("\t", " ")
        ):
            return _problem("not-a-line", f"a {name} must be one line of text without control characters")
    return Wish(_line(title), tuple(dict.fromkeys(map(_line, tags))), draft)


def draft_post(archive: Archive, wish: Wish, now: datetime) -> NewPost | Problem:
    """Return the post that the wish asks for, written as the archive's newest posts are; nothing is written yet.

    What it says is read back before it is returned: where the archive's habits cannot hold the title or the tags,
    plainer ones are taken, and where none can, that is the Problem.
    """
    samples = take_samples(archive, now)
    habits = learn(samples, str(archive.root), draft=wish.draft)
    local = now.astimezone(habits.site.timezone)
    slug = (
        slug_of(wish.title, habits.slugs)
        or f"post-{local:{_TIME if is_dated(habits.shape) else _DATE_AND_TIME}}"
    )
    post_id = PostId(filled(habits.shape, local, slug))
    for one in habits.without_doubt():
        post = NewPost(post_id, text_of(one, wish, now, slug))
        if is_read_as(archive, one, post, wish, now):
            return post
    name = engine_of(habits.site).name.capitalize()
    said = f"the title “{wish.title}”" + (f" and the tags {', '.join(wish.tags)}" if wish.tags else "")
    return _problem(
        "unwritable", f"{said} would be read as something else in {post_id} ({name}): use other words"
    )


def create_post(archive: Archive, post: NewPost) -> Path | Problem:
    """Write the post, whole or not at all and never over a file; return where it is, or the Problem that hinders."""
    if taken := occupied(str(archive.root), post.id):
        return Problem(taken, "exists", f"there is already a post {taken}: choose another title")
    failure = write_new(str(archive.root), post.id, post.text.encode())
    return failure or Path(archive.root, post.id)


def _line(text: str) -> str:
    return " ".join(part for part in neutralise(text).replace("\t", " ").split(" ") if part).strip()


def _problem(rule: str, message: str) -> Problem:
    return Problem(PostId(""), rule, neutralise(message))
