"""The bodies of posts, for what goes through very many of them: their front matter is found, not parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.archive import engine_of
from tuireader.archive.files import Files
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.front_matter.handler import Block
from tuireader.archive.mdx import said
from tuireader.archive.post import Problem
from tuireader.archive.source import MAX_BYTES
from tuireader.archive.text import decode, without_data

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.front_matter import FrontMatterRules
    from tuireader.archive.post import PostId, Stamp


@dataclass(frozen=True, slots=True)
class Body:
    """What stands after a post's front matter; `line` is the line of the file, from 1, that it begins on."""

    text: str
    line: int


def read_body(archive: Archive, post_id: PostId) -> Body | None:
    """Return the body of a post as `open_source` gives it, or None where the file cannot be read."""
    found = Bodies(archive).read(post_id)
    return found and found[0]


class Bodies:
    """Reads the bodies of an archive's posts; which folders lie inside it is found out once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._files = Files(str(archive.root))

    def read(self, post_id: PostId) -> tuple[Body, Stamp] | None:
        """Return the body of a post, with the state of the file that it was read from; None as `read_body`."""
        contents = self._files.read(post_id, MAX_BYTES)
        if isinstance(contents, Problem):
            return None
        rules = engine_of(self._archive.site_of(post_id) or self._archive.site).front_matter
        body = _body(decode(contents.data, post_id).text, post_id, rules)
        return Body(said(post_id, without_data(body.text)), body.line), contents.stamp


def _body(text: str, post_id: PostId, rules: FrontMatterRules) -> Body:
    for handler in rules.handlers:
        block = handler.find(text)
        if isinstance(block, Block):
            raw = text[block.start : block.end]
            if rules.breaks_allowed or not handler.key_like.match(raw):
                return _surely(text, post_id, rules)
            return Body(text[block.body :], text.count("\n", 0, block.body) + 1)
        if block == "unclosed":
            return _surely(text, post_id, rules)
    return Body(text, 1)


def _surely(text: str, post_id: PostId, rules: FrontMatterRules) -> Body:
    """Return the body where it must be parsed what is front matter and what is not."""
    read = read_front_matter(text, post_id, rules)
    return Body(read.body, read.body_line)
