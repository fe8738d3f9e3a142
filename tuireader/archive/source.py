"""The text of one file of an archive, for reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.files import read_file
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.mdx import said
from tuireader.archive.post import Problem
from tuireader.archive.text import decode, without_data
from tuireader.archive.walk import role_of

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.front_matter import FrontMatter
    from tuireader.archive.post import PostId, Stamp

MAX_BYTES: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it stands on disk: its whole text, neutralised, and what is front matter and body in it.

    `body_line` is the line of the file, from 1, that the body begins on.
    """

    id: PostId
    text: str
    front_matter: FrontMatter
    body: str
    body_line: int
    stamp: Stamp
    problems: tuple[Problem, ...]


def open_source(archive: Archive, post_id: PostId) -> Source | Problem:
    """Return the text of any regular file inside the archive, or of a post, or the Problem that hinders it.

    Problems: `missing` or `unreadable`, `not-a-file`, `outside-archive`, and `too-large` from 64 MB on.
    """
    linked = ".." not in post_id.split("/") and role_of(archive, post_id) is not None
    contents = read_file(str(archive.root), post_id, MAX_BYTES + 1, linked=linked)
    if isinstance(contents, Problem):
        return contents
    if contents.stamp.size > MAX_BYTES:
        size = contents.stamp.size >> 20
        return Problem(post_id, "too-large", f"the file has {size} MB, more than the 64 MB that can be shown")
    decoded = decode(contents.data, post_id)
    rules = engine_of(archive.site_of(post_id) or archive.site).front_matter
    front_matter = read_front_matter(decoded.text, post_id, rules)
    problems = front_matter.problems if decoded.problem is None else (decoded.problem, *front_matter.problems)
    return Source(
        post_id,
        decoded.text,
        front_matter,
        said(post_id, without_data(front_matter.body)),
        front_matter.body_line,
        contents.stamp,
        problems,
    )
