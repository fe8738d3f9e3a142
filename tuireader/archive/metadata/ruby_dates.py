"""Dates as Jekyll reads them: what Psych types in YAML, and else what Ruby's `Time.parse` finds in a text (Ruby 3.1).

Ruby looks for a clock, a weekday and a day, each wherever it is, takes what it has found out of the text, and looks
for the next (`date_parse.c`, whose order the patterns here have). What it finds is put together by `time.rb`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.dates import MONTHS, shown_in, usual_moment
from tuireader.archive.metadata.values import as_text
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from tuireader.archive.metadata.values import Scalar

_LONGEST: Final = 100
"""No date is longer."""
_YAML_TIME: Final = (
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.(\d*))?"
    r"\s*(?:(Z)|([-+]\d{1,2}):?(\d\d)?)?"
)


def ruby_moment(value: Scalar, zone: tzinfo) -> datetime | None:
    """Return the moment that a value names to Jekyll, in the site's `zone`; None for no date, and for one of no year.

    Ruby takes today's year where none is named, so that such a post would be of another day each year.
    """
    text = value.text
    if not text.strip() or len(text) > _LONGEST:
        return None
    try:
        found = usual_moment(text, zone, bare=UTC if value.plain else zone) or _moment(value, zone)
        return found and shown_in(zone, found)
    except (ValueError, OverflowError):
        return None


def is_yearless(value: Scalar) -> bool:
    """Tell whether a value names a month, a day or a clock to Ruby and no year, for which it takes the present one."""
    reading = _Reading(value.text[:_LONGEST])
    try:
        reading.moment(UTC)
    except (ValueError, OverflowError):
        return False
    parts = (reading.month, reading.day, reading.hour)
    return reading.year is None and any(part is not None for part in parts)


def _moment(value: Scalar, zone: tzinfo) -> datetime | None:
    if value.plain and (match := re.fullmatch(_YAML_TIME, value.text)):
        try:
            return _of_yaml(match)
        except ValueError:
            pass  # Psych leaves what is no time to it a text.
    return _Reading(as_text(value, typed=True) or "").moment(zone)


def _of_yaml(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    fraction = int((match[7] or "0").ljust(6, "0")[:6])
    moment = _built(year, (month, day), (hour, minute, second), UTC) + timedelta(microseconds=fraction)
    away = timedelta(hours=int(match[9] or 0))
    more = timedelta(minutes=int(match[10] or 0))
    if abs(away) + more >= timedelta(days=1):
        raise OverflowError(match[0])
    return moment - away - (more if (match[9] or "").startswith("+") else -more)


def _built(year: int, day: tuple[int, int], clock: tuple[int, int, int], zone: tzinfo) -> datetime:
    """Return a moment as `Time.utc` and `Time.local` do: the 30th of February is in March; raises for no such day."""
    hour, minute, second = clock
    within = 1 <= day[1] <= 31 and 0 <= hour <= 24 and 0 <= minute < 60 and 0 <= second <= 60
    if not within or (hour == 24 and (minute or second)):
        raise ValueError(clock)
    more = timedelta(days=day[1] - 1, hours=hour, minutes=minute, seconds=second)
    moment = (datetime(year, day[0], 1, tzinfo=UTC) + more).replace(tzinfo=zone)
    # Of an hour that a clock shows twice, or never, that of the smaller offset counts.
    return min(moment, moment.replace(fold=1), key=lambda one: one.utcoffset() or timedelta())


_MONTH: Final = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_ERA: Final = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
_NUMBER: Final = r"('?-?[0-9]+)"
_HALF: Final = r"[ap](?:m\b|\.m\.)"
_CLOCK: Final = (
    rf"([0-9]+ *(?:(?:: *[0-9]+(?: *: *[0-9]+(?:[,.][0-9]*)?)?|h(?: *[0-9]+m?(?: *[0-9]+s?)?)?)(?: *{_HALF})?|{_HALF}))"
    r"(?: *((?:gmt|utc?)?[-+][0-9]+(?:[,.:][0-9]+(?::[0-9]+)?)?|[^\W\d_ .][^\W\d_]*(?: dst)?\b))?"
)
_CLOCK_PARTS: Final = (
    r"([0-9]+)h?(?: *:? *([0-9]+)m?(?: *:? *([0-9]+)(?:[,.]([0-9]*))?s?)?)?(?: *([ap])(?:m\b|\.m\.))?"
)
_DIGITS: Final = (
    r"([-+]?)([0-9]{2,14})(?: *t? *([0-9]{2,6})?(?:[,.]([0-9]*))?)?"
    r" *(z\b|[-+][0-9]{1,4}\b|\[[-+]?[0-9][^\]]*\])?"
)


@dataclass(slots=True)
class _Reading:
    """A text, of which what has been read is left out, and the parts of a moment that it names."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_of_year: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int = 0
    fraction: str = ""
    zone: str = ""
    century: bool = True
    """Whether a year of two digits is one of 1969 to 2068."""

    def moment(self, zone: tzinfo) -> datetime | None:
        """The moment; None where no year is named. Raises ValueError where there is no such moment."""
        self.text = re.sub(r"[^-+',./:@\[\]\w]+|_+", " ", self.text)
        self._read()
        if self.year is None:
            return None
        day = self._month_and_day()
        offset = _offset(self.zone, self.year, zone) if self.zone else None
        clock = (self.hour or 0, self.minute, self.second)
        more = timedelta(microseconds=int(self.fraction.ljust(6, "0")[:6]))
        if offset is None:
            return _built(self.year, day, clock, zone) + more
        return _applied(self.year, day, clock, offset) + more

    def _month_and_day(self) -> tuple[int, int]:
        if self.day_of_year is None:
            return 1 if self.month is None else self.month, 1 if self.day is None else self.day
        if not 1 <= self.day_of_year <= 366:
            raise ValueError(self.day_of_year)
        date = datetime(self.year or 1, 1, 1, tzinfo=UTC) + timedelta(days=self.day_of_year - 1)
        return date.month, date.day

    def _taken(self, pattern: str) -> re.Match[str] | None:
        """The first match of a pattern, which is taken out of the text."""
        match = re.search(pattern, self.text, re.IGNORECASE)
        if match:
            self.text = f"{self.text[: match.start()]} {self.text[match.end() :]}"
        return match

    def _read(self) -> None:
        self._taken(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/0-9 ]*")
        if clock := self._taken(_CLOCK):
            self._clock(clock)
        for pattern, read in _DAYS.items():
            if match := self._taken(pattern):
                read(self, match)
                break
        if self._taken(r"\b(?:bce?\b|b\.c\.e\.|b\.c\.)") and self.year is not None:
            self.year = 1 - self.year
        if alone := re.fullmatch(r" *([0-9]{1,2}) *", self.text):
            number = int(alone[1])
            if self.hour is not None and self.day is None and 1 <= number <= 31:
                self.day = number
            elif self.day is not None and self.hour is None and number <= 24:
                self.hour = number
        if self.century and self.year is not None and 0 <= self.year <= 99:
            self.year += 1900 if self.year >= 69 else 2000

    def _clock(self, match: re.Match[str]) -> None:
        self.zone = match[2] or ""
        parts = re.match(_CLOCK_PARTS, match[1], re.IGNORECASE)
        if parts is None:
            return
        self.hour, self.minute, self.second = (int(parts[at] or 0) for at in (1, 2, 3))
        self.fraction = parts[4] or ""
        if parts[5]:
            self.hour = self.hour % 12 + (12 if parts[5] in "pP" else 0)

    def three(self, year: str | None, month: str | None, day: str | None, *, before: bool = False) -> None:
        """Take three parts for what their length and signs make of them (`s3e`)."""
        if year and month and not day:
            year, month, day = day, year, month
        if not year:
            if day and len(day) > 2:
                year, day = day, year
            if day and day[0] == "'":
                year, day = day, year
        if year and (cut := re.search("[^-+0-9]*[-+]?([0-9]+)([^0-9].*)?", year)) and cut[2]:
            year, day = day, cut[1]
        if month and (month[0] == "'" or len(month) > 2):
            year, month, day = month, day, year
        if day and (day[0] == "'" or len(day) > 2):
            year, day = day, year
        if year and (number := re.search("([-+])?([0-9]+)", year)):
            if number[1] or len(number[2]) > 2 or year[0] == "'":
                self.century = year[0] == "'" and not number[1] and len(number[2]) <= 2
            self.year = 1 - int(number[0]) if before else int(number[0])
        self.month = _whole(month)
        self.day = _whole(day)

    def digits(self, match: re.Match[str]) -> None:
        """Take a run of digits for what its length makes of it (`parse_ddd`)."""
        sign, run, more, fraction, zone = match.groups()
        by_clock = more is None and fraction is not None
        size = len(run)
        if by_clock:
            self._from_the_end(run[-12:])
            self.year, self.century = (int(run[:4]), False) if size == 14 else (self.year, self.century)
        elif size == 2:
            self.day = int(run)
        elif size == 4:
            self.month, self.day = int(run[:2]), int(run[2:])
        elif size in {3, 5, 7}:
            self.day_of_year = int(run[-3:])
            self.year = int(sign + run[:-3]) if size > 3 else self.year
        elif size == 6:
            self.year, self.month, self.day = int(sign + run[:2]), int(run[2:4]), int(run[4:])
        elif size % 2 == 0:
            self.year, self.month, self.day = int(sign + run[:4]), int(run[4:6]), int(run[6:8])
            self.century = False
            self._from_the_front(run[8:])
        if more and len(more) % 2 == 0:
            if fraction is None:
                self._from_the_front(more)
            else:
                self._from_the_end(more)
        self.fraction = fraction or self.fraction
        self.zone = zone or self.zone

    def _from_the_front(self, run: str) -> None:
        parts = [int(run[at : at + 2]) for at in range(0, len(run), 2)]
        for name, part in zip(("hour", "minute", "second"), parts, strict=False):
            setattr(self, name, part)

    def _from_the_end(self, run: str) -> None:
        parts = [int(run[max(at - 2, 0) : at]) for at in range(len(run), 0, -2)]
        for name, part in zip(("second", "minute", "hour", "day", "month", "year"), parts, strict=False):
            setattr(self, name, part)


def _month_of(name: str) -> str:
    return str(next(at for at, month in enumerate(MONTHS, 1) if month[:3].lower() == name.lower()))


def _whole(text: str | None) -> int | None:
    number = re.search("[0-9]+", text or "")
    return int(number[0]) if number else None


def _words_last(found: _Reading, match: re.Match[str]) -> None:
    found.three(match[4], _month_of(match[2]), match[1], before=(match[3] or "").lower().startswith("b"))


def _words_first(found: _Reading, match: re.Match[str]) -> None:
    found.three(match[4], _month_of(match[1]), match[2], before=(match[3] or "").lower().startswith("b"))


def _of_era(found: _Reading, match: re.Match[str]) -> None:
    begins = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}[match[1].lower()]
    found.year, found.month, found.day = int(match[2]) + begins, int(match[3]), int(match[4])


def _of_year(found: _Reading, match: re.Match[str]) -> None:
    found.year, found.day_of_year = int(match[1]), int(match[2])


def _month_alone(found: _Reading, match: re.Match[str]) -> None:
    found.month = int(_month_of(match[1]))


_DAYS: Final[Mapping[str, Callable[[_Reading, re.Match[str]], None]]] = {
    rf"('?[0-9]+)[^-0-9 ]* *{_MONTH}[^-0-9 ']*(?: *{_ERA} *('?-?[0-9]+(?:(?:st|nd|rd|th)\b)?))?": _words_last,
    rf"\b{_MONTH}[^-0-9 ']* *('?[0-9]+)[^-0-9 ']*(?: *,? *{_ERA} *{_NUMBER})?": _words_first,
    rf"('?[-+]?[0-9]+)-([0-9]+)-{_NUMBER}": lambda found, match: found.three(*match.groups()),
    r"\b([mtshr])([0-9]+)\.([0-9]+)\.([0-9]+)": _of_era,
    rf"{_NUMBER}-{_MONTH}[^-/.]*-{_NUMBER}": lambda found, match: found.three(
        match[3], _month_of(match[2]), match[1]
    ),
    rf"\b{_MONTH}[^-/.]*-{_NUMBER}(?:-{_NUMBER})?": lambda found, match: found.three(
        match[3], _month_of(match[1]), match[2]
    ),
    rf"{_NUMBER}/ *('?[0-9]+)(?:[^0-9] *{_NUMBER})?": lambda found, match: found.three(*match.groups()),
    rf"{_NUMBER}\. *('?[0-9]+)\. *{_NUMBER}": lambda found, match: found.three(*match.groups()),
    r"\b([0-9]{2}|[0-9]{4})?-?w([0-9]{2})(?:-?([0-9]))?\b": lambda found, match: None,  # noqa: ARG005 - no year's
    r"(?<![,.0-9])\b([0-9]{2}|[0-9]{4})-([0-9]{3})\b": _of_year,
    r"'([0-9]+)\b": lambda found, match: setattr(found, "year", int(match[1])),
    rf"\b{_MONTH}[^ ]*": _month_alone,
    r"([0-9]+)(?:st|nd|rd|th)\b": lambda found, match: setattr(found, "day", int(match[1])),
    _DIGITS: _Reading.digits,
}
"""The forms of a day, in the order in which Ruby tries them, of which the first counts."""


_ZONES: Final[Mapping[str, int]] = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)},
}  # fmt: skip


def _offset(name: str, year: int, zone: tzinfo) -> timedelta | None:
    """Return the offset of a zone that RFC 822 names, or the site's zone itself (`zone_offset`); None for others."""
    name = name.upper()
    if match := re.fullmatch(r"([+-])(\d\d)(?:(:?)(\d\d)(?:\3(\d\d))?)?", name):
        away = timedelta(hours=int(match[2]), minutes=int(match[4] or 0), seconds=int(match[5] or 0))
        return -away if match[1] == "-" else away
    if name in _ZONES:
        return timedelta(hours=_ZONES[name])
    halves = (datetime(year, month, 1, tzinfo=zone) for month in (1, 7))
    return next((one.utcoffset() for one in halves if (one.tzname() or "").upper() == name), None)


def _applied(year: int, day: tuple[int, int], clock: tuple[int, int, int], offset: timedelta) -> datetime:
    """Return the moment of a clock in a zone; hours or minutes that it moves may be out of range (`apply_offset`)."""
    if abs(offset) >= timedelta(days=1):
        raise ValueError(offset)
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    hour, minute, second = clock
    more = timedelta(hours=hour if hours else 0, minutes=minute if minutes else 0)
    return _built(year, day, (0 if hours else hour, 0 if minutes else minute, second), UTC) + more - offset
