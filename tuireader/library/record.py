"""The memory of an archive: records of its posts, and the state of the last run."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import PostId
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuireader.archive.post import Post


@dataclass(frozen=True, slots=True)
class LastRun:
    """The state of the last run; None and empty values mean the defaults.

    `post` is set only if it was not the newest. `query`, `tags` (with `any_tag`, any of them), `without` (tags),
    `categories`, `series`, `years` and `states` are the filter, `sort` and `reverse` its order. `left`, `outline` and
    `article_only` are the wanted panes, `focus` the focused one. `measure` is the article's in columns, if it differed
    from the settings' `width`. `since` is when the archive was first opened, in seconds since 1970. `resized` are the
    columns by which the left side and the outline are wider than usual.
    """

    post: PostId | None = None
    query: str = ""
    tags: tuple[str, ...] = ()
    sort: str = ""
    reverse: bool = False
    left: bool | None = None
    outline: bool | None = None
    article_only: bool = False
    focus: str = ""
    measure: int | None = None
    width: int | None = None
    any_tag: bool = False
    without: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    since: int | None = None
    resized: tuple[int, int] = (0, 0)

    def written(self) -> str:
        """The JSON that `last_run` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)


def last_run(state: str) -> LastRun:
    """The run in `state`; a value of a wrong type counts as missing."""
    if state == NOWHERE:
        return LastRun()
    from tuireader.archive.disk.databases import is_inside

    try:
        found = json.loads(state)
    except (ValueError, RecursionError):
        return LastRun()
    if not isinstance(found, dict):
        return LastRun()
    post = _text(found, "post")
    return LastRun(
        post=PostId(post) if is_inside(post) else None,
        query=_text(found, "query"),
        tags=_texts(found, "tags"),
        sort=_text(found, "sort"),
        reverse=_wish(found, "reverse") or False,
        left=_wish(found, "left"),
        outline=_wish(found, "outline"),
        article_only=_wish(found, "article_only") or False,
        focus=_text(found, "focus"),
        measure=_number(found, "measure"),
        width=_number(found, "width"),
        any_tag=_wish(found, "any_tag") or False,
        without=_texts(found, "without"),
        categories=_texts(found, "categories"),
        series=_texts(found, "series"),
        years=_texts(found, "years"),
        states=_texts(found, "states"),
        since=_number(found, "since"),
        resized=_columns(found.get("resized")),
    )


def _columns(value: object) -> tuple[int, int]:
    match value:
        case [int(left), int(right)] if max(abs(left), abs(right)) < _MOST_COLUMNS:
            return left, right
    return 0, 0


def _texts(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = found.get(name)
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _wish(found: Mapping[str, object], name: str) -> bool | None:
    value = found.get(name)
    return value if isinstance(value, bool) else None


def _number(found: Mapping[str, object], name: str) -> int | None:
    value = found.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


_MOST_COLUMNS: Final = 1000
LONGEST = 120
"""Most characters of a line that are kept."""
NOWHERE = "{}"
"""The state of a run that left nothing."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a post: `rows` below the first row of line `line` (0-based) of the body.

    `text` is the beginning of that line, by which it is found again after edits above it.
    """

    line: int
    rows: int = 0
    text: str = ""

    @classmethod
    def of(cls, line: int, rows: int, lines: Sequence[str]) -> Bookmark:
        """A bookmark in a body of these lines."""
        return cls(line, rows, lines[line][:LONGEST] if line < len(lines) else "")

    def found_in(self, lines: Sequence[str]) -> Bookmark:
        """The bookmark in the present body: at the nearest line with the same beginning."""
        if not self.text.strip() or (self.line < len(lines) and lines[self.line].startswith(self.text)):
            return self
        alike = [index for index, line in enumerate(lines) if line.startswith(self.text)]
        return replace(self, line=min(alike, key=lambda index: abs(index - self.line))) if alike else self


START = Bookmark(0)
"""The bookmark of a post to be read from its top."""


@dataclass(frozen=True, slots=True)
class PostRecord:
    """The memory of a post; it is found under another name by its `fingerprint`."""

    read: bool = False
    starred: bool = False
    bookmark: Bookmark | None = None
    fingerprint: str = ""


UNKNOWN = PostRecord()
"""The record of a post that was never opened."""


@dataclass(frozen=True, slots=True)
class ArchiveMemory:
    """The memory of an archive.

    `state` is the interface's JSON of the last run. `searches` are unique, the latest first.
    """

    records: Mapping[PostId, PostRecord] = field(default_factory=lambda: MappingProxyType({}))
    state: str = NOWHERE
    searches: tuple[str, ...] = ()

    def of(self, post: PostId) -> PostRecord:
        """The record of a post."""
        return self.records.get(post, UNKNOWN)

    def with_record(self, post: PostId, record: PostRecord) -> ArchiveMemory:
        """The memory with another record of a post."""
        return replace(self, records=MappingProxyType({**self.records, post: record}))

    def with_later(self, later: ArchiveMemory) -> ArchiveMemory:
        """The memory with changes made before it was loaded."""
        if later == ArchiveMemory():
            return self
        records = {
            **self.records,
            **{post: _with(self.of(post), record) for post, record in later.records.items()},
        }
        searches = (*later.searches, *(one for one in self.searches if one not in later.searches))
        state = self.state if later.state == NOWHERE else later.state
        return ArchiveMemory(MappingProxyType(records), state, searches)

    def renewed(self, prints: Mapping[PostId, str]) -> ArchiveMemory:
        """The memory with other fingerprints of posts."""
        records = {post: replace(self.records[post], fingerprint=found) for post, found in prints.items()}
        return replace(self, records=MappingProxyType({**self.records, **records}))

    def renamed(self, names: Mapping[PostId, PostId]) -> ArchiveMemory:
        """The memory after posts were renamed, all at once; records under the new names are dropped."""
        moved = {new: old for old, new in names.items() if old in self.records}
        stayed = self.records.keys() - moved.keys() - set(moved.values())
        records = {post: record for post, record in self.records.items() if post in stayed}
        records |= {new: self.records[old] for new, old in moved.items()}
        return replace(self, records=MappingProxyType(records))


def _with(earlier: PostRecord, later: PostRecord) -> PostRecord:
    return PostRecord(
        read=later.read or earlier.read,
        starred=later.starred or earlier.starred,
        bookmark=later.bookmark or earlier.bookmark,
        fingerprint=later.fingerprint,
    )


LATE: Final = timedelta(days=7)
"""How long before an archive was first opened a post may be dated that came only then."""


def is_new(post: Post, since: int) -> bool:
    """Whether a post came after the archive was first opened, at `since`; an edited old post is not new."""
    if post.stamp.mtime_ns < since * 1_000_000_000:
        return False
    return post.date is None or post.date > datetime.fromtimestamp(since, UTC) - LATE


def fingerprint(post: Post) -> str:
    """A short text that differs for posts of other contents, made from the catalog's data."""
    from hashlib import blake2b

    contents = (post.stamp.size, post.words, post.title, post.excerpt, post.tags)
    return blake2b(repr(contents).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def changed(memory: ArchiveMemory, posts: Iterable[Post]) -> Mapping[PostId, str]:
    """The new fingerprints of posts whose contents have changed."""
    return {
        post.id: found
        for post in posts
        if (record := memory.records.get(post.id)) and (found := fingerprint(post)) != record.fingerprint
    }


def new_names(memory: ArchiveMemory, posts: Iterable[Post]) -> Mapping[PostId, PostId]:
    """The new names of remembered posts that are not in the archive under their old ones.

    A post is found by its contents, if they are unique: when files are renumbered, another post may have its old name.
    """
    posts = list(posts)
    here = {post.id for post in posts}
    others = changed(memory, posts)
    gone = {post for post in memory.records if post not in here} | others.keys()
    wanted = _each_once({post: memory.records[post].fingerprint for post in gone})
    wanted.pop("", None)
    if not wanted:
        return {}
    found = _each_once({post.id: fingerprint(post) for post in posts})
    pairs = {wanted[one]: found[one] for one in wanted.keys() & found.keys()}
    return {old: new for old, new in pairs.items() if _is_free(new, memory, others)}


def _is_free(name: PostId, memory: ArchiveMemory, others: Mapping[PostId, str]) -> bool:
    """Whether the file of that name has no record of its own."""
    return name not in memory.records or (name in others and bool(memory.records[name].fingerprint))


def _each_once(prints: Mapping[PostId, str]) -> dict[str, PostId]:
    """The posts with a unique fingerprint."""
    counts = Counter(prints.values())
    return {one: post for post, one in prints.items() if counts[one] == 1}
