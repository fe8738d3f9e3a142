"""A post as a row of the cache: numbers that tell whether it still holds and where it is listed, then JSON."""

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
    from tuireader.catalog.order import DateKey

_NUMBERS: Final = Struct("<qQQqqqqqHB")
"""Time, size, inode and the other time of a file; its basis; the moments between which the row holds; and of a post the
microseconds from 1970 to its date, the year of that by its own clock (0 without a date), and what it is (`_flags`)."""
_STAMP: Final = Struct("<qQQq")
_STATE: Final = Struct("<qQQqqqq")
"""The part of them that tells whether the row holds."""
_ORDER: Final = Struct("<qHB")
"""The rest."""
_DECODE: Final = json.JSONDecoder().raw_decode
"""`json.loads` without its look at the encoding, which takes as long as the rest."""
EVER: Final = (1 << 62) - 1
"""Microseconds since 1970 that never come."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
SETTLED_NS: Final = 3_000_000_000
"""Age from which a file is surely not written again within one tick of its clock, which may take two seconds (FAT)."""


class KeptState(NamedTuple):
    """What a row depends on. It holds from the moment `since` until `until`, neither included, in microseconds."""

    mtime_ns: int
    size: int
    inode: int
    ctime_ns: int
    basis: int
    since: int
    until: int

    @property
    def stamp(self) -> Stamp:
        return _stamp(self.mtime_ns, self.size, self.inode, self.ctime_ns)


def _stamp(mtime: int, size: int, inode: int, ctime: int) -> Stamp:
    # Of most files both times are one, and need one number.
    return Stamp(mtime, size, inode, mtime if mtime == ctime else ctime)


def state_of(row: bytes) -> KeptState:
    """What a row depends on; raises ValueError if the bytes are not such a state."""
    try:
        return KeptState._make(_STATE.unpack_from(row))
    except error as wrong:
        raise ValueError(row) from wrong


def is_post(row: bytes) -> bool:
    return len(row) > _NUMBERS.size


def without_fields(row: bytes) -> bytes:
    """A row of which all can be told but the post."""
    return row[: _NUMBERS.size + 1]


def date_of(post_id: PostId, row: bytes) -> DateKey:
    """The place of a post in date order."""
    moment, year, _ = _ORDER.unpack_from(row, _STATE.size)
    return (0, -moment, post_id, year) if year else (1, 0, post_id, None)


def is_listed(row: bytes) -> bool:
    """Whether a post is neither a draft nor hidden."""
    return not row[_NUMBERS.size - 1] & (_DRAFT | _HIDDEN)


def microseconds(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def is_settled(stamp: Stamp, now: datetime) -> bool:
    """Tell whether a file cannot be changed any more without another state; one of just now can."""
    return max(stamp.mtime_ns, stamp.ctime_ns) <= microseconds(now) * 1000 - SETTLED_NS


def encoded(reading: Reading, basis: int, now: datetime) -> bytes | None:
    """Return the row of what was just read; None if it cannot be written or later recognised as unchanged."""
    stamp, moment = reading.stamp, microseconds(now)
    if stamp is None:
        return None
    post = reading.post
    if post is not None and post.stamp != stamp:
        return None
    past, ahead = [-EVER], [EVER]
    for one in map(microseconds, reading.moments):
        (past if one < moment else ahead).append(one)
    state = (stamp.mtime_ns, stamp.size, stamp.inode, stamp.ctime_ns, basis, max(past), min(ahead))
    try:
        if post is None:
            return _NUMBERS.pack(*state, 0, 0, 0)
        moment, year = (microseconds(post.date), post.date.year) if post.date else (0, 0)
        return _NUMBERS.pack(*state, moment, year, _flags(post)) + _fields(post)
    except (error, ValueError):
        return None


_PAGE, _DRAFT, _HIDDEN, _FUTURE = 1, 2, 4, 8


def _flags(post: Post) -> int:
    flags = _DRAFT * post.draft | _HIDDEN * post.hidden | _FUTURE * post.future
    return flags if post.kind == "post" else flags | _PAGE


def _fields(post: Post) -> bytes:
    """Return the fields as JSON; raises ValueError where a date is in a zone that cannot be named."""
    fields = (
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
        post.excerpt,
        post.words,
        post.checksum,
        [(one.id, one.rule, one.message, one.severity, one.line, one.column) for one in post.problems],
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
        self._zones: dict[str, tuple[tzinfo | None, int]] = {}
        self._shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._texts: dict[str | None, str | None] = {}

    def read(self, post_id: PostId, row: bytes) -> Post:
        """The post of a row; raises ValueError or TypeError if the row holds no post."""
        flags = row[_NUMBERS.size - 1]
        (
            title, date, zone, modified, modified_zone, slug, permalink, aliases, tags, categories, authors,
            series, lang, excerpt, words, checksum, problems,
        ) = _parsed(row[_NUMBERS.size :])  # fmt: skip
        return Post(
            id=post_id,
            kind="page" if flags & _PAGE else "post",
            title=title,
            date=self._moment(date, zone, row) if date else None,
            modified=self._moment(modified, modified_zone) if modified else None,
            slug=slug,
            permalink=permalink,
            aliases=self._one(aliases) if aliases else (),
            tags=self._one(tags) if tags else (),
            categories=self._one(categories) if categories else (),
            authors=self._one(authors) if authors else (),
            series=self._texts.setdefault(series, series),
            lang=self._texts.setdefault(lang, lang),
            draft=flags & _DRAFT > 0,
            hidden=flags & _HIDDEN > 0,
            future=flags & _FUTURE > 0,
            excerpt=excerpt,
            words=words,
            problems=_problems(problems) if problems else (),
            stamp=_stamp(*_STAMP.unpack_from(row)),
            checksum=checksum,
        )

    def _one(self, values: list[str]) -> tuple[str, ...]:
        found = tuple(values)
        known = self._shared.get(found)
        if known is None:
            known = self._shared[found] = tuple(self._texts.setdefault(one, one) or "" for one in found)
        return known

    def _moment(self, clock: str, zone: str, dated: bytes = b"") -> datetime:
        """The moment of a clock in a zone; for the date of a post, `dated` is its row."""
        known = self._zones.get(zone)
        if known is None:
            known = self._zones[zone] = _zone(zone[1:]), int(zone[0])
        zone_info, fold = known
        moment = datetime.fromisoformat(clock)
        if zone_info is None:
            in_utc = moment.replace(tzinfo=UTC)
            # The place in the list is told from the row, and must be that of the date.
            since = _ORDER.unpack_from(dated, _STATE.size)[0] if dated else microseconds(in_utc)
            return moment.replace(tzinfo=timezone(in_utc - _EPOCH - since * _MICROSECOND))
        # To combine takes a third of the time of `replace`.
        moment = datetime.combine(moment, moment.time(), zone_info)
        return moment.replace(fold=fold) if fold else moment


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - what was written
    text = data.decode("utf-8", "surrogatepass")
    value, end = _DECODE(text)
    if end != len(text):
        raise ValueError(text)
    return value


def _zone(name: str) -> tzinfo | None:
    """The zone of that name; None where this machine has it no longer."""
    if name[0] not in "+-":
        try:
            return ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            return None
    offset = timedelta(microseconds=int(name))
    return timezone(offset) if offset else UTC


def _problems(found: Iterable[tuple[str, str, str, str, int | None, int | None]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(id, rule, message, severity, line, column)  # type: ignore[arg-type]  # as they were written
        for id, rule, message, severity, line, column in found  # noqa: A001 - as in Problem
    )
