"""The unsaved texts of editors, and the posts they would become."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.post import PostId
from tuireader.late import dataclass
from tuireader.session.revise import as_last_good, is_broken

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.source import Source


class UnsavedTexts:
    """The unsaved texts of posts, by editor; of several editors, the last to type counts."""

    def __init__(self) -> None:
        self._texts: dict[PostId, dict[Hashable, str]] = {}

    def put(self, editor: Hashable, post: PostId, text: str) -> None:
        texts = self._texts.setdefault(post, {})
        texts.pop(editor, None)
        texts[editor] = text

    def drop(self, editor: Hashable, post: PostId) -> None:
        if texts := self._texts.get(post):
            texts.pop(editor, None)
            if not texts:
                del self._texts[post]

    def leave(self, editor: Hashable) -> tuple[PostId, ...]:
        """Drop all texts of an editor that has gone; their posts."""
        posts = tuple(post for post, texts in self._texts.items() if editor in texts)
        for post in posts:
            self.drop(editor, post)
        return posts

    def of(self, post: PostId) -> str | None:
        """The text of a post typed last; None if no editor has one."""
        texts = self._texts.get(post)
        return next(reversed(texts.values())) if texts else None


def post_id_of(root: Path, path: str) -> PostId | None:
    """The id of a file in an archive, by the path that an editor has for it; None for one outside."""
    # Where links on the way lead takes longer to find out, and is seldom needed.
    for named in (os.path.abspath, os.path.realpath):
        one, start = named(path), named(root).rstrip(os.sep) + os.sep
        if one.startswith(start):
            return PostId(one.removeprefix(start).replace(os.sep, "/"))
    return None


@dataclass(frozen=True, slots=True)
class UnsavedPost:
    """A post as it would be if the text of an editor was saved.

    `guessed`: its head is that of an earlier text, since nothing above the body has changed.
    """

    post: Post
    source: Source
    guessed: bool = False


def unsaved_text(archive: Archive, post_id: PostId, text: str) -> SavedText | None:
    """A post as an editor has it, as if it had been saved; None if it would be no post."""
    from tuireader.archive.disk.walk import role_of
    from tuireader.archive.saved_texts import SavedTexts
    from tuireader.archive.scan import PostReader

    texts = SavedTexts()
    role = role_of(archive, post_id)
    if role is None:
        return None
    PostReader(archive, datetime.now(UTC), texts).post_of_text(post_id, role, text)
    return next((replace(one, unsaved=True) for one in texts.kept), None)


def unsaved_post(archive: Archive, shown: Post, disk: Post, text: str) -> UnsavedPost:
    """A post with an unsaved text; takes milliseconds, for a thread.

    `shown` is the post as it is shown until now, whose head stays while the text's cannot be read. `disk` is the saved
    one: what is remembered of the post is remembered of that.
    """
    found = unsaved_text(archive, shown.id, text)
    if found is None:
        return UnsavedPost(shown, _source(archive, shown, text))
    post = as_last_good(shown, found.post) if is_broken(found.post) else found.post
    return UnsavedPost(replace(post, stamp=disk.stamp, checksum=disk.checksum), found.source)


def guessed_post(shown: Post, before: Source, text: str) -> UnsavedPost | None:
    """An unsaved text below an unchanged head, which is not read again; None if the head has changed.

    `before` is the text that is shown until now. Words are not counted, nor is the head that the body may give.
    """
    from tuireader.archive.mdx import said
    from tuireader.archive.text import decode, without_data

    matter = before.front_matter
    if matter.format == "none" or before.problems or not before.text.endswith(matter.body):
        return None
    head = before.text[: len(before.text) - len(matter.body)]
    whole = decode(text.encode(), shown.id)
    if whole.problem or not whole.text.startswith(head):
        return None
    rest = whole.text[len(head) :]
    if not rest.partition("\n")[0].strip():
        # The body begins further down.
        return None
    matter = replace(matter, body=rest)
    body = said(without_data(matter.body), mdx=before.mdx)
    return UnsavedPost(shown, replace(before, text=whole.text, front_matter=matter, body=body), guessed=True)


def _source(archive: Archive, shown: Post, text: str) -> Source:
    """The text of a file that is no post."""
    from tuireader.archive.archive import engine_of
    from tuireader.archive.front_matter import read_front_matter
    from tuireader.archive.mdx import is_mdx
    from tuireader.archive.source import source_of
    from tuireader.archive.text import decode

    decoded = decode(text.encode(), shown.id)
    site = archive.site_for(shown.id)
    matter = read_front_matter(decoded.text, shown.id, engine_of(site).front_matter)
    mdx = is_mdx(shown.id, site.engine, decoded.text, matter.body)
    return source_of(shown.id, decoded, matter, shown.stamp, mdx=mdx)
