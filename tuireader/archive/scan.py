"""Posts from files: a whole archive in batches, one post, or the posts of touched files."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from zlib import crc32

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.filenames import recency
from tuireader.archive.disk.files import MISSING, Contents, Files, stamp_of
from tuireader.archive.disk.walk import candidates, enters, find_touched, lies_below, role_of
from tuireader.archive.document import Document
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.mdx import is_mdx, said
from tuireader.archive.metadata import fields
from tuireader.archive.post import Post, PostId, Problem, Stamp
from tuireader.archive.source import problems_of, source_of
from tuireader.archive.text import decode, neutralise, without_data
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.disk.walk import Links
    from tuireader.archive.document import Folder, Role
    from tuireader.archive.saved_texts import SavedText, SavedTexts
    from tuireader.archive.site import Site


def newest(archive: Archive) -> Iterator[PostId]:
    """The posts with a date in their names, the newest first: sooner than all candidates are known.

    Links are left out, and so are posts that need a look at more than names.
    """
    dated = sorted(_dated(archive), reverse=True)
    return (post_id for _, post_id in dated if role_of(archive, post_id) is not None)


def _dated(archive: Archive) -> Iterator[tuple[str, PostId]]:
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = os.scandir(f"{archive.root}/{folder}")
        except OSError:
            continue
        with entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if enters(archive, path):
                        pending.append(path + "/")
                elif date := recency(PostId(path)):
                    yield date, PostId(path)


MAX_BYTES: Final = 4 << 20
"""Bytes of a file that are read for the lists; the words of a larger one are estimated from them."""

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")

_BLANKS: Final = {0x09: "\u2409", 0x0A: "\u240a"}
"""Tab and line feed, which a file's name may hold, as pictures."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file proved to be: a post, or None if it is not one.

    `stamp` is the state of the file at that moment, None where it could not be read. `moments` are those with which the
    outcome may change, such as the date of a post in the future.
    """

    post: Post | None
    stamp: Stamp | None = None
    moments: tuple[datetime, ...] = ()


class PostReader:
    """A reader of the posts of one archive, which keeps the facts about each folder.

    The texts of posts that were read as a whole are kept in `texts`, if that is given.
    """

    def __init__(self, archive: Archive, now: datetime, texts: SavedTexts | None = None) -> None:
        self._archive = archive
        self._texts = texts
        self._root = str(archive.root)
        self._files = Files(self._root)
        self._now = now
        self._folders: dict[str, Folder] = {}

    def post(self, post_id: PostId, role: Role) -> Post | None:
        """Return the post, with a Problem if it cannot be read; None if the file proves not to be a post."""
        return self.read(post_id, role).post

    def read(self, post_id: PostId, role: Role) -> Reading:
        """Return what the file proves to be, with what that depends on."""
        site = self._archive.site_for(post_id)
        path = post_id[len(site.base) :]
        if not self._is_document(site, path):
            return Reading(None)
        contents = self._files.read(post_id, MAX_BYTES)
        if isinstance(contents, Problem):
            missing = contents.rule == MISSING
            return Reading(None if missing else self._unread(post_id, path, role, site, contents))
        return self._post(post_id, path, role, site, contents)

    def post_of_text(self, post_id: PostId, role: Role, text: str) -> Post | None:
        """Return the post that a file would be if this text were written to it now; None if it would not be one."""
        site = self._archive.site_for(post_id)
        path = post_id[len(site.base) :]
        if not self._is_document(site, path):
            return None
        data = text.encode()
        stamp = Stamp(int(self._now.timestamp()) * 1_000_000_000, len(data), 0)
        return self._post(post_id, path, role, site, Contents(data, stamp)).post

    def _post(self, post_id: PostId, path: str, role: Role, site: Site, contents: Contents) -> Reading:
        engine = engine_of(site)
        cut = MAX_BYTES <= len(contents.data) < contents.stamp.size
        decoded = decode(_whole_characters(contents.data) if cut else contents.data, post_id)
        read = read_front_matter(decoded.text, post_id, engine.front_matter)
        if role.needs_front_matter and read.format == "none" and not read.problems:
            return Reading(None, contents.stamp)
        problems = [*problems_of(decoded, read)]
        given = self.folder(site, path.rpartition("/")[0]).metadata
        metadata = engine.completed(site, path, role, {**given, **read.metadata} if given else read.metadata)
        modified = contents.stamp.moment(site.timezone)
        mdx = is_mdx(post_id, site.engine, decoded.text, read.body)
        document = Document(
            post_id,
            _shown(path),
            role,
            site,
            metadata,
            read.format,
            said(without_data(read.body, lines=False), mdx=mdx),
            modified,
            self._now,
        )
        checksum = crc32(contents.data) or 1
        post = engine.post(document, contents.stamp, problems, checksum)
        if not cut:
            if self._texts is not None:
                from tuireader.archive.saved_texts import SavedText

                source = source_of(post_id, decoded, read, contents.stamp, mdx=mdx)
                self._texts.keep([SavedText(self._archive, post, source)])
            return Reading(post, contents.stamp, tuple(document.moments))
        # A change of the part that was not read shows in the file's state alone.
        checksum = crc32(b"%d %d" % (contents.stamp.size, contents.stamp.mtime_ns), checksum) or 1
        words = post.words * contents.stamp.size // len(contents.data)
        post = replace(post, words=words, checksum=checksum)
        return Reading(post, contents.stamp, tuple(document.moments))

    def _unread(self, post_id: PostId, path: str, role: Role, site: Site, problem: Problem) -> Post:
        """Return the post of a file that cannot be read, by its path alone."""
        engine = engine_of(site)
        document = Document(post_id, _shown(path), role, site, {}, "none", "", self._now, self._now)
        named, slug = engine.named(document)
        date = fields.name_date(document, named, engine.dates, []) if named else None
        return Post(
            id=post_id,
            kind="page" if role.kind == "page" else "post",
            title=_shown(post_id.rpartition("/")[2]),
            date=date,
            modified=None,
            slug=slug,
            permalink=None,
            draft=role.draft,
            future=engine.future(document, date),
            problems=(problem,),
        )

    def _is_document(self, site: Site, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return self.folder(site, folder).has(name)

    def folder(self, site: Site, path: str) -> Folder:
        """Return the facts that a folder of a site, given relative to its base, gives the documents in it."""
        key = site.base + path
        if key not in self._folders:
            self._folders[key] = engine_of(site).folder(self._root, site, path)
        return self._folders[key]


def _whole_characters(data: bytes) -> bytes:
    """Return the data without a character at its end that may have been cut in two."""
    if data.startswith(_UTF16):
        return data[: len(data) // 2 * 2]
    end = len(data)
    while end > len(data) - 4 and end > 0 and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    return data[: end - 1] if end and data[end - 1] >= 0xC0 else data[:end]


def _shown(path: str) -> str:
    return neutralise(path).translate(_BLANKS)


_FIRST_BATCHES: Final = (1, 50)


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch of posts, and how many of all the candidates have been looked at so far."""

    posts: tuple[Post, ...]
    done: int
    total: int


def scan(archive: Archive, now: datetime, batch: int = 500) -> Iterator[Progress]:
    """Yield all posts of the archive in batches, the newest-looking first.

    The first batch holds one post and the second fifty, so that something can be shown at once. Candidates that
    turn out to be no posts are counted in `done`. An archive without candidates yields one empty batch.
    """
    found = candidates(archive)
    reader = PostReader(archive, now)
    done = 0
    for size in sizes(len(found), batch):
        posts = [
            post for one in found[done : done + size] if (post := reader.post(one.id, one.role)) is not None
        ]
        done += size
        yield Progress(tuple(posts), done, len(found))


def sizes(total: int, batch: int) -> Iterator[int]:
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
    """Return the post that a file is, with a Problem if it cannot be read; None if it is not (or no longer) a post."""
    role = role_of(archive, post_id)
    if role is None or not os.path.lexists(f"{archive.root}/{post_id}"):
        return None
    return PostReader(archive, now).post(post_id, role)


@dataclass(frozen=True, slots=True)
class Reread:
    """The outcome of touched files: posts that were read again, and ids that are no posts any more."""

    posts: tuple[Post, ...]
    removed: tuple[PostId, ...]
    links: Links = ()
    """The links in the folders that were touched."""
    texts: tuple[SavedText, ...] = ()
    """The texts of the posts that were read last, as far as they are few and small."""


def reread(
    archive: Archive,
    touched: Iterable[PostId | str],
    now: datetime,
    known: Mapping[PostId, Stamp],
    forced: Collection[str] = (),
) -> Reread:
    """Read touched files and folders again; ids are relative to the root, "" meaning all of it.

    A file whose stamp is the known one is not read, unless it or a folder above it is among `forced`. Known ids
    that are gone, or lie below a touched folder and are not found there any more, are removed. `known` is gone
    through only where a folder, or a path that may have been one, was touched.
    """
    touched = tuple(touched)
    found, moved = _reread(archive, touched, now, known, forced)
    # What was found and is gone when it is read may be found under another name, as a renamed folder's posts are.
    return _reread(archive, touched, now, known, forced)[0] if moved else found


def _reread(
    archive: Archive,
    touched: Iterable[str],
    now: datetime,
    known: Mapping[PostId, Stamp],
    forced: Collection[str],
) -> tuple[Reread, bool]:
    """One look at touched files, and whether a known one disappeared meanwhile."""
    found = find_touched(archive, touched, known)
    from tuireader.archive.saved_texts import SavedTexts

    texts = SavedTexts()
    reader = PostReader(archive, now, texts)
    root = str(archive.root)
    posts: list[Post] = []
    removed = list(found.gone)
    moved = False
    for post_id, role in found.roles.items():
        stamp = known.get(post_id)
        if stamp is not None and stamp == stamp_of(root, post_id) and not _is_in(post_id, forced):
            continue
        post = reader.post(post_id, role)
        if post is not None:
            posts.append(post)
        elif stamp is not None:
            removed.append(post_id)
            moved = moved or not os.path.lexists(f"{root}/{post_id}")
    return Reread(tuple(posts), tuple(removed), found.links, texts.kept), moved


def _is_in(post_id: PostId, paths: Collection[str]) -> bool:
    return bool(paths) and (post_id in paths or lies_below(post_id, paths))
