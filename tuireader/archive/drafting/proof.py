"""Whether a text that is not on disk yet would be read as the post that it is meant to be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.walk import role_of
from tuireader.archive.document import Document
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.metadata.fields import plain_title
from tuireader.archive.post import Stamp

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.drafting.habits import Habits
    from tuireader.archive.drafting.wish import NewPost, Wish
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site

_NEAR: Final = timedelta(minutes=1, seconds=1)


def is_read_as(archive: Archive, habits: Habits, new: NewPost, wish: Wish, now: datetime) -> bool:
    """Tell whether the text would be a post of this title, date, draft state and these tags, without a Problem."""
    site = habits.site
    post = _post(archive, site, new, now)
    if post is None or post.problems or post.kind != "post":
        return False
    wanted = tuple(dict.fromkeys((*habits.tags, *wish.tags)))
    told = not wish.tags or post.tags == wanted
    state = post.draft == wish.draft and not post.future and not post.hidden
    title = plain_title(" ".join(wish.title.split()))
    return post.title == title and told and state and _is_now(post, site, now)


def _post(archive: Archive, site: Site, new: NewPost, now: datetime) -> Post | None:
    role = role_of(archive, new.id)
    if role is None:
        return None
    engine = engine_of(site)
    read = read_front_matter(new.text, new.id, engine.front_matter)
    if read.problems or (role.needs_front_matter and read.format == "none"):
        return None
    path = new.id[len(site.base) :]
    folder = engine.folder(str(archive.root), site, path.rpartition("/")[0])
    if not folder.has(path.rpartition("/")[2]):
        return None
    metadata = engine.completed(site, path, role, {**folder.metadata, **read.metadata})
    local = now.astimezone(site.timezone)
    document = Document(new.id, path, role, site, metadata, read.format, read.body, local, now)
    return engine.post(document, Stamp(0, 0, 0), [])


def _is_now(post: Post, site: Site, now: datetime) -> bool:
    """Tell whether the date is this moment, or this day where no time is told."""
    if post.date is None:
        return False
    local = now.astimezone(site.timezone)
    return abs(post.date - now) < _NEAR or (
        post.date.date() == local.date() and (post.date.hour, post.date.minute) == (0, 0)
    )
