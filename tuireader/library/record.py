"""What is remembered of one archive."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuireader.archive.post import PostId

LONGEST = 120
"""Characters of a line that are remembered."""
NOWHERE = "{}"
"""The state of a run that left nothing to go on with."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a post: `rows` below the first row that line `line` (0-based) of the body is drawn in.

    `text` is how that line begins, by which it is found again when lines were added above it.
    """

    line: int
    rows: int = 0
    text: str = ""

    @classmethod
    def of(cls, line: int, rows: int, lines: Sequence[str]) -> Bookmark:
        """A bookmark in a body of these lines."""
        return cls(line, rows, lines[line][:LONGEST] if line < len(lines) else "")

    def found_in(self, lines: Sequence[str]) -> Bookmark:
        """The bookmark in a body as it is now: at the nearest line that begins as the marked one did."""
        if not self.text.strip() or (self.line < len(lines) and lines[self.line].startswith(self.text)):
            return self
        alike = [index for index, line in enumerate(lines) if line.startswith(self.text)]
        return replace(self, line=min(alike, key=lambda index: abs(index - self.line))) if alike else self


START = Bookmark(0)
"""The bookmark in a post that is to be begun anew."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of a post.

    `fingerprint` tells its contents from others, so that it is known by another name too (`fingerprint`).
    """

    read: bool = False
    starred: bool = False
    bookmark: Bookmark | None = None
    fingerprint: str = ""


UNKNOWN = Record()
"""The record of a post that was never opened."""


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of an archive.

    `state` is JSON that the interface writes and reads: where the last run left off. `searches` are the latest
    first, each once.
    """

    records: Mapping[PostId, Record] = field(default_factory=lambda: MappingProxyType({}))
    state: str = NOWHERE
    searches: tuple[str, ...] = ()

    def of(self, post: PostId) -> Record:
        """What is remembered of a post."""
        return self.records.get(post, UNKNOWN)

    def with_record(self, post: PostId, record: Record) -> Memory:
        """The memory with another record of a post."""
        return replace(self, records=MappingProxyType({**self.records, post: record}))

    def with_later(self, later: Memory) -> Memory:
        """The memory with what was noted before it was known."""
        if later == Memory():
            return self
        records = {
            **self.records,
            **{post: _with(self.of(post), record) for post, record in later.records.items()},
        }
        searches = (*later.searches, *(one for one in self.searches if one not in later.searches))
        state = self.state if later.state == NOWHERE else later.state
        return Memory(MappingProxyType(records), state, searches)

    def renewed(self, prints: Mapping[PostId, str]) -> Memory:
        """The memory with other fingerprints of posts that are remembered."""
        records = {post: replace(self.records[post], fingerprint=found) for post, found in prints.items()}
        return replace(self, records=MappingProxyType({**self.records, **records}))

    def renamed(self, names: Mapping[PostId, PostId]) -> Memory:
        """The memory after posts were given other names, all at once; what was known under the new names goes."""
        moved = {new: old for old, new in names.items() if old in self.records}
        stayed = self.records.keys() - moved.keys() - set(moved.values())
        records = {post: record for post, record in self.records.items() if post in stayed}
        records |= {new: self.records[old] for new, old in moved.items()}
        return replace(self, records=MappingProxyType(records))


def _with(earlier: Record, later: Record) -> Record:
    return Record(
        read=later.read or earlier.read,
        starred=later.starred or earlier.starred,
        bookmark=later.bookmark or earlier.bookmark,
        fingerprint=later.fingerprint,
    )
