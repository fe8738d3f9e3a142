"""A post as a row of the cache: numbers by which to tell whether it still holds, then its fields as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from struct import Struct, error
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from tuireader.archive.post import Post, Problem, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from tuireader.archive.post import PostId
    from tuireader.archive.scan import Reading

_NUMBERS: Final = Struct("<qQQqqqq")
"""Time, size, inode and the other time of a file; its basis; and the moments between which the row holds."""
_DECODE: Final = json.JSONDecoder().raw_decode
"""`json.loads` without its look at the encoding, which takes as long as the rest."""
_NOTHING: Final = b""
"""In place of the fields, where the file was no post."""
EVER: Final = (1 << 62) - 1
"""Microseconds since 1970 that never come."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
SETTLED_NS: Final = 3_000_000_000
"""Age from which a file is surely not written again within one tick of its clock, which may take two seconds (FAT)."""


class KeptPost(NamedTuple):
    """A post as it was read, None for a file that is none, and what that depends on.

    It holds from the moment `since` until `until`, neither included, in microseconds since 1970.
    """

    stamp: Stamp
    basis: int
    since: int
    until: int
    post: Post | None


def microseconds(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def is_settled(stamp: Stamp, now: datetime) -> bool:
    """Tell whether a file cannot be changed any more without another state; one of just now can."""
    return max(stamp.mtime_ns, stamp.ctime_ns) <= microseconds(now) * 1000 - SETTLED_NS


def encoded(reading: Reading, basis: int, now: datetime) -> bytes | None:
    """Return the row of what was just read; None of what cannot be written, or not be told to be unchanged later."""
    stamp, moment = reading.stamp, microseconds(now)
    if stamp is None:
        return None
    post = reading.post
    if post is not None and post.stamp != stamp:
        return None
    past, ahead = [-EVER], [EVER]
    for one in map(microseconds, reading.moments):
        (past if one < moment else ahead).append(one)
    try:
        numbers = _NUMBERS.pack(
            stamp.mtime_ns, stamp.size, stamp.inode, stamp.ctime_ns, basis, max(past), min(ahead)
        )
        return numbers + (_NOTHING if post is None else _fields(post))
    except (error, ValueError):
        return None


def _fields(post: Post) -> bytes:
    """Return the fields as JSON; raises ValueError where a date is in a zone that cannot be named."""
    fields = (
        post.kind,
        post.title,
        *_moment(post.date),
        *_moment(post.modified),
        post.slug,
        post.permalink,
        post.aliases,
        post.tags,
        post.categories,
        post.authors,
        post.series,
        post.lang,
        post.draft | post.hidden << 1 | post.future << 2,
        post.excerpt,
        post.words,
        [(one.id, one.rule, one.message, one.severity, one.line, one.column) for one in post.problems],
        post.checksum,
    )
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _moment(moment: datetime | None) -> tuple[str, str]:
    """Return the clock's time and the zone of a moment."""
    if moment is None or moment.tzinfo is None:
        if moment is not None:
            raise ValueError(moment)
        return "", ""
    zone = moment.tzinfo
    if type(zone) is ZoneInfo and zone.key:
        named = f"{moment.fold}{zone.key}"
    elif type(zone) is timezone and repr(zone) == repr(plain := timezone(zone.utcoffset(None))):
        named = f"{moment.fold}{plain.utcoffset(None) // _MICROSECOND:+}"
    else:
        raise ValueError(zone)
    return moment.replace(tzinfo=None).isoformat(), named


class RowReader:
    """A reader of rows, which gives equal values as one object."""

    def __init__(self) -> None:
        self._zones: dict[str, tuple[tzinfo, int]] = {}
        self._shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._texts: dict[str | None, str | None] = {}

    def read(self, post_id: PostId, row: bytes) -> KeptPost:
        """Return a row as a post; raises ValueError, TypeError or KeyError if it is none."""
        if len(row) < _NUMBERS.size:
            raise ValueError(row)
        mtime, size, inode, ctime, basis, since, until = _NUMBERS.unpack_from(row)
        # Of most files both times are one, and need one number.
        stamp = Stamp(mtime, size, inode, mtime if mtime == ctime else ctime)
        data = row[_NUMBERS.size :]
        return KeptPost(stamp, basis, since, until, self._post(post_id, stamp, data) if data else None)

    def _post(self, post_id: PostId, stamp: Stamp, data: bytes) -> Post:
        (
            kind, title, date, zone, modified, modified_zone, slug, permalink, aliases, tags, categories, authors,
            series, lang, flags, excerpt, words, problems, checksum,
        ) = _parsed(data)  # fmt: skip
        return Post(
            id=post_id,
            kind="post" if kind == "post" else "page",
            title=title,
            date=self._moment(date, zone),
            modified=self._moment(modified, modified_zone),
            slug=slug,
            permalink=permalink,
            aliases=self._one(aliases),
            tags=self._one(tags),
            categories=self._one(categories),
            authors=self._one(authors),
            series=self._texts.setdefault(series, series),
            lang=self._texts.setdefault(lang, lang),
            draft=bool(flags & 1),
            hidden=bool(flags & 2),
            future=bool(flags & 4),
            excerpt=excerpt,
            words=words,
            problems=_problems(problems) if problems else (),
            stamp=stamp,
            checksum=checksum,
        )

    def _one(self, values: list[str]) -> tuple[str, ...]:
        if not values:
            return ()
        found = tuple(values)
        known = self._shared.get(found)
        if known is None:
            known = self._shared[found] = tuple(self._texts.setdefault(one, one) or "" for one in found)
        return known

    def _moment(self, clock: str, zone: str) -> datetime | None:
        if not clock:
            return None
        known = self._zones.get(zone)
        if known is None:
            known = self._zones[zone] = _zone(zone[1:]), int(zone[0])
        return datetime.fromisoformat(clock).replace(tzinfo=known[0], fold=known[1])


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - what was written
    text = data.decode("utf-8", "surrogatepass")
    value, end = _DECODE(text)
    if end != len(text):
        raise ValueError(text)
    return value


def _zone(name: str) -> tzinfo:
    if name[0] not in "+-":
        return ZoneInfo(name)
    offset = timedelta(microseconds=int(name))
    return timezone(offset) if offset else UTC


def _problems(found: Iterable[tuple[str, str, str, str, int | None, int | None]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(id, rule, message, severity, line, column)  # type: ignore[arg-type]  # as they were written
        for id, rule, message, severity, line, column in found  # noqa: A001 - as in Problem
    )
