"""The text of a file of an archive, whole or as the body of a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.files import Files, read_file
from tuireader.archive.disk.walk import role_of
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.front_matter.handler import FrontMatterBlock
from tuireader.archive.mdx import is_mdx, said
from tuireader.archive.post import Problem
from tuireader.archive.text import among_settings, decode, without_data
from tuireader.late import dataclass

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.front_matter import FrontMatter, FrontMatterRules
    from tuireader.archive.post import PostId, Stamp
    from tuireader.archive.text import Decoded

MAX_BYTES: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is on disk: its whole text, neutralised, its front matter and its body.

    `body_line` is the line of the file, from 1, that the body begins on. `mdx` tells that the file is MDX.
    """

    id: PostId
    text: str
    front_matter: FrontMatter
    body: str
    body_line: int
    stamp: Stamp
    problems: tuple[Problem, ...]
    mdx: bool = False

    @property
    def body_only(self) -> Body:
        """The body, with its place in the file."""
        return Body(self.body, self.body_line, self.mdx)


def open_source(archive: Archive, post_id: PostId) -> Source | Problem:
    """Return the text of any regular file inside the archive, or of a post, or the Problem that prevents it.

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
    site = archive.site_for(post_id)
    front_matter = read_front_matter(decoded.text, post_id, engine_of(site).front_matter)
    mdx = is_mdx(post_id, site.engine, decoded.text, front_matter.body)
    return source_of(post_id, decoded, front_matter, contents.stamp, mdx=mdx)


def source_of(
    post_id: PostId, decoded: Decoded, front_matter: FrontMatter, stamp: Stamp, *, mdx: bool
) -> Source:
    """Return a file as it is on disk, of which text and front matter have been read."""
    problems = problems_of(decoded, front_matter)
    body = said(without_data(front_matter.body), mdx=mdx)
    return Source(post_id, decoded.text, front_matter, body, front_matter.body_line, stamp, problems, mdx)


def problems_of(decoded: Decoded, front_matter: FrontMatter) -> tuple[Problem, ...]:
    """Return the problems of reading a file: those of its bytes, then those of its front matter."""
    found = decoded.problem
    if found is None:
        return front_matter.problems
    if front_matter.format in {"yaml", "toml"} and (found.line or 0) < front_matter.body_line:
        found = among_settings(found)
    return found, *front_matter.problems


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a post after its front matter; `line` is the line of the file, from 1, on which it begins.

    `mdx` tells that the file is MDX.
    """

    text: str
    line: int
    mdx: bool = False


class BodyReader:
    """A reader of the bodies of an archive's posts, which keeps the folders that lie inside it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._files = Files(str(archive.root))

    def of(self, post_id: PostId) -> Body | None:
        """Return the body of a post as `open_source` gives it, or None where the file cannot be read."""
        found = self.read(post_id)
        return found and found[0]

    def read(self, post_id: PostId) -> tuple[Body, Stamp] | None:
        """Return the body of a post, with the state of the file that it was read from; None as `of`."""
        contents = self._files.read(post_id, MAX_BYTES)
        if isinstance(contents, Problem):
            return None
        site = self._archive.site_for(post_id)
        whole = decode(contents.data, post_id).text
        body = _body(whole, post_id, engine_of(site).front_matter)
        mdx = is_mdx(post_id, site.engine, whole, body.text)
        return Body(said(without_data(body.text), mdx=mdx), body.line, mdx), contents.stamp


def _body(text: str, post_id: PostId, rules: FrontMatterRules) -> Body:
    for handler in rules.handlers:
        block = handler.find(text)
        if isinstance(block, FrontMatterBlock):
            raw = text[block.start : block.end]
            if rules.breaks_allowed or not handler.key_like.match(raw):
                return _surely(text, post_id, rules)
            return Body(text[block.body :], text.count("\n", 0, block.body) + 1)
        if block == "unclosed":
            return _surely(text, post_id, rules)
    return Body(text, 1)


def _surely(text: str, post_id: PostId, rules: FrontMatterRules) -> Body:
    """Return the body of a file whose front matter must be parsed to find its end."""
    read = read_front_matter(text, post_id, rules)
    return Body(read.body, read.body_line)
