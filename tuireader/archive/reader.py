"""One file of an archive → the post that it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from zlib import crc32

from tuireader.archive import fields
from tuireader.archive.archive import engine_of
from tuireader.archive.document import Document
from tuireader.archive.files import MISSING, Files
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.mdx import said
from tuireader.archive.post import Post, Problem
from tuireader.archive.text import decode, neutralise, without_data

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.document import Folder, Role
    from tuireader.archive.files import Contents
    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site

MAX_BYTES: Final = 4 << 20
"""Of a larger file only the first part is looked at for the lists, and its words are estimated from it."""

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")

_BLANKS: Final = {0x09: "\u2409", 0x0A: "\u240a"}
"""Tab and line feed, which a file's name may hold, as pictures."""


class Reader:
    """Reads posts of one archive; what is true of a whole folder is found out once."""

    def __init__(self, archive: Archive, now: datetime) -> None:
        self._archive = archive
        self._root = str(archive.root)
        self._files = Files(self._root)
        self._now = now
        self._folders: dict[str, Folder] = {}

    def post(self, post_id: PostId, role: Role) -> Post | None:
        """Return the post, with a Problem where it cannot be read; None where the file proves to be none."""
        site = self._archive.site_of(post_id) or self._archive.site
        path = post_id[len(site.base) :]
        folder, _, name = path.rpartition("/")
        if not self._folder(site, folder).has(name):
            return None
        contents = self._files.read(post_id, MAX_BYTES)
        if isinstance(contents, Problem):
            return None if contents.rule == MISSING else self._unread(post_id, path, role, site, contents)
        return self._post(post_id, path, role, site, contents)

    def _post(self, post_id: PostId, path: str, role: Role, site: Site, contents: Contents) -> Post | None:
        engine = engine_of(site)
        cut = MAX_BYTES <= len(contents.data) < contents.stamp.size
        decoded = decode(_whole_characters(contents.data) if cut else contents.data, post_id)
        read = read_front_matter(decoded.text, post_id, engine.front_matter)
        if role.needs_front_matter and read.format == "none" and not read.problems:
            return None
        problems = [*((decoded.problem,) if decoded.problem else ()), *read.problems]
        given = self._folder(site, path.rpartition("/")[0]).metadata
        metadata = engine.completed(site, path, role, {**given, **read.metadata} if given else read.metadata)
        modified = contents.stamp.moment(site.timezone)
        document = Document(
            post_id,
            _shown(path),
            role,
            site,
            metadata,
            read.format,
            said(post_id, without_data(read.body)),
            modified,
            self._now,
        )
        post = engine.post(document, contents.stamp, problems)
        checksum = crc32(contents.data) or 1
        if not cut:
            return replace(post, checksum=checksum)
        # What was not read is told from what it was by the file's state alone.
        checksum = crc32(b"%d %d" % (contents.stamp.size, contents.stamp.mtime_ns), checksum) or 1
        words = post.words * contents.stamp.size // len(contents.data)
        return replace(post, words=words, checksum=checksum)

    def _unread(self, post_id: PostId, path: str, role: Role, site: Site, problem: Problem) -> Post:
        """Return what the path alone tells of a file that cannot be read."""
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

    def _folder(self, site: Site, path: str) -> Folder:
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
