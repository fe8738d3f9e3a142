"""Files on disk → posts: a whole archive in batches, one post, or what was touched."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.document import Document
from tuireader.archive.files import Contents, read_file, stamp_of
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.post import Post, PostId, Problem, Stamp
from tuireader.archive.text import decode, neutralise
from tuireader.archive.walk import candidates, role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tuireader.archive.archive import Archive
    from tuireader.archive.document import Role
    from tuireader.archive.front_matter import FrontMatter
    from tuireader.archive.site import Site
    from tuireader.archive.values import Value

MAX_BYTES: Final = 16 << 20
"""Of a larger file only the first part is looked at for the lists."""

_FIRST_BATCHES: Final = (1, 50)


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch of posts, and how many of all the candidates have been looked at so far."""

    posts: tuple[Post, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of touched files: posts that were read anew, and ids that are no posts any more."""

    posts: tuple[Post, ...]
    removed: tuple[PostId, ...]


def find(archive: Archive) -> tuple[PostId, ...]:
    """Return the ids of all files that may be posts, the newest-looking first; only folders are read."""
    return tuple(candidate.id for candidate in candidates(archive))


def scan(archive: Archive, now: datetime, batch: int = 250) -> Iterator[Progress]:
    """Yield all posts of the archive in batches, the newest-looking first.

    The first batch holds one post and the second fifty, so that something can be shown at once. Candidates that
    turn out to be no posts are counted in `done`. An archive without candidates yields one empty batch.
    """
    found = candidates(archive)
    reader = _Reader(archive, now)
    done = 0
    for size in _sizes(len(found), batch):
        posts = [
            post for one in found[done : done + size] if (post := reader.post(one.id, one.role)) is not None
        ]
        done += size
        yield Progress(tuple(posts), done, len(found))


def _sizes(total: int, batch: int) -> Iterator[int]:
    if not total:
        yield 0
    for size in _FIRST_BATCHES:
        if total > 0:
            yield min(size, total)
            total -= size
    while total > 0:
        yield min(batch, total)
        total -= batch


def read(archive: Archive, post_id: PostId, now: datetime) -> Post | None:
    """Return the post that a file is, with a Problem where it cannot be read; None where it is none (any more)."""
    role = role_of(archive, post_id)
    if role is None or not os.path.lexists(f"{archive.root}/{post_id}"):
        return None
    return _Reader(archive, now).post(post_id, role)


def reread(
    archive: Archive, touched: Iterable[PostId | str], now: datetime, known: Mapping[PostId, Stamp]
) -> Reread:
    """Return what touched files and folders are now; ids are relative to the root, "" meaning all of it.

    A file whose stamp is the known one is not read. Known ids that are gone, or lie below a touched folder and
    are not found there any more, are removed.
    """
    reader = _Reader(archive, now)
    posts: dict[PostId, Post] = {}
    removed: dict[PostId, None] = {}
    for path in dict.fromkeys(path.strip("/") for path in touched):
        roles = _roles(archive, path)
        gone = [old for old in known if old not in roles and (old == path or _is_below(old, path))]
        removed.update(dict.fromkeys(gone))
        for post_id, role in roles.items():
            if post_id in posts or (
                post_id in known and stamp_of(str(archive.root), post_id) == known[post_id]
            ):
                continue
            post = reader.post(post_id, role)
            if post is not None:
                posts[post_id] = post
            elif post_id in known:
                removed[post_id] = None
    return Reread(tuple(posts.values()), tuple(one for one in removed if one not in posts))


def _roles(archive: Archive, path: str) -> dict[PostId, Role]:
    """Return the candidates that a touched path is or holds."""
    found: dict[PostId, Role] = {}
    if os.path.isdir(f"{archive.root}/{path}"):
        found = {one.id: one.role for one in candidates(archive, path)}
    post_id = PostId(path)
    if path and os.path.lexists(f"{archive.root}/{path}") and (role := role_of(archive, post_id)) is not None:
        found[post_id] = role
    return found


def _is_below(post_id: PostId, folder: str) -> bool:
    return not folder or post_id.startswith(folder + "/")


class _Reader:
    """Reads posts of one archive; what folders hand down to their files is read once."""

    def __init__(self, archive: Archive, now: datetime) -> None:
        self._archive = archive
        self._root = str(archive.root)
        self._real_root = os.path.realpath(self._root)
        self._now = now
        self._inside: dict[str, bool] = {}
        self._inherited: dict[str, Mapping[str, Value]] = {}

    def post(self, post_id: PostId, role: Role) -> Post | None:
        """Return the post, or None where the file proves to be none."""
        site = self._archive.site_of(post_id) or self._archive.site
        real_root = self._real_root
        contents = read_file(self._root, post_id, MAX_BYTES, real_root if self._is_inside(post_id) else None)
        if isinstance(contents, Problem):
            return (
                None
                if role.needs_front_matter and contents.rule == "not-a-file"
                else _unread(post_id, role, contents)
            )
        decoded = decode(contents.data, post_id)
        engine = engine_of(site)
        front_matter = read_front_matter(decoded.text, post_id, engine.front_matter)
        if role.needs_front_matter and front_matter.format == "none" and not front_matter.problems:
            return None
        problems = [*([decoded.problem] if decoded.problem else []), *front_matter.problems]
        document = self._document(post_id, role, site, front_matter, contents)
        return engine.post(document, contents.stamp, problems)

    def _document(
        self, post_id: PostId, role: Role, site: Site, front_matter: FrontMatter, contents: Contents
    ) -> Document:
        path = post_id[len(site.base) :]
        engine = engine_of(site)
        handed_down = self._from_folder(site, path.rpartition("/")[0])
        own = front_matter.metadata
        metadata = engine.completed(site, path, role, {**handed_down, **own} if handed_down else own)
        modified = datetime.fromtimestamp(contents.modified, site.timezone)
        return Document(
            post_id, path, role, site, metadata, front_matter.format, front_matter.body, modified, self._now
        )

    def _from_folder(self, site: Site, folder: str) -> Mapping[str, Value]:
        key = site.base + folder
        if key not in self._inherited:
            self._inherited[key] = engine_of(site).inherited(self._root, site, folder)
        return self._inherited[key]

    def _is_inside(self, post_id: PostId) -> bool:
        """Tell whether the file's folder, its links followed, lies in the archive."""
        folder = post_id.rpartition("/")[0]
        if folder not in self._inside:
            real = os.path.realpath(f"{self._root}/{folder}")
            self._inside[folder] = real == self._real_root or real.startswith(
                self._real_root.rstrip("/") + "/"
            )
        return self._inside[folder]


def _unread(post_id: PostId, role: Role, problem: Problem) -> Post:
    name = neutralise(post_id.rpartition("/")[2])
    return Post(
        id=post_id,
        kind="page" if role.kind == "page" else "post",
        title=name,
        date=None,
        modified=None,
        slug=name,
        permalink=None,
        draft=role.draft,
        problems=(problem,),
    )
