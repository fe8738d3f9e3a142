"""Dates as JavaScript reads them: timestamps of js-yaml, and what `new Date` makes of any other value (V8 11.3).

V8 reads the form of ISO 8601 that ECMAScript knows, and else goes through the text word by word (`dateparser-inl.h`):
numbers beside signs are parts of the day or of the clock, words may be months, halves of the day and zones.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.dates import MONTHS
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from datetime import tzinfo

    from tuireader.archive.metadata.values import Scalar

_YAML: Final = expression(
    r"(\d{4})-(\d\d)-(\d\d)|(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?"
    r"(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?",
    re.ASCII,
)
_ISO: Final = expression(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?"
    r"(?:[Tt]([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?([Zz]|[-+]\d\d:?\d\d)?)?",
    re.ASCII,
)
_NUMBER: Final = expression(r"[-+]?\d{1,17}(?:\.\d{0,9})?", re.ASCII)
_TOKEN: Final = expression(r"(?P<number>\d{1,9})|(?P<word>[^\x00-@]+)|(?P<sign>.)", re.DOTALL | re.ASCII)
_IN_BRACKETS: Final = expression(r"\([^()]*(?:\)|\Z)")
_BRACKETS: Final = "\1"
"""Stands for brackets and what is in them, which says nothing, but is no blank after a clock."""
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
_LATEST: Final = 8_640_000_000_000_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST: Final = 100


def yaml_moment(value: Scalar) -> datetime | None:
    """Return what js-yaml makes of a value without quotes, in UTC, or None where it is no timestamp to it.

    Days and months beyond the calendar go on into the next: 2024-02-30 is 1 March.
    """
    match = _YAML.fullmatch(value.text) if value.plain else None
    if match is None:
        return None
    try:
        if match[1]:
            return _moment(int(match[1]), int(match[2]), int(match[3]), UTC)
        clock = (int(match[7]), int(match[8]), int(match[9]), int((match[10] or "0").ljust(3, "0")[:3]))
        moment = _moment(int(match[4]), int(match[5]), int(match[6]), UTC, clock)
        if match[12]:
            away = timedelta(hours=int(match[13]), minutes=int(match[14] or 0))
            moment = moment - away if match[12] == "+" else moment + away
    except (ValueError, OverflowError):
        return None
    return moment


def js_moment(value: Scalar, zone: tzinfo) -> datetime | None:
    """Return what `new Date` makes of a value, whose clock is that of `zone` where it names none; None for no date."""
    text = value.text
    if not text.strip() or len(text) > _LONGEST:
        return None
    try:
        if value.plain and _NUMBER.fullmatch(text):
            number = float(text)
            return _EPOCH + timedelta(milliseconds=int(number)) if abs(number) <= _LATEST else None
        if value.plain and text in {"true", "True", "TRUE"}:
            return _EPOCH + timedelta(milliseconds=1)
        if match := _ISO.fullmatch(text):
            return _iso(match, zone)
        return _Reading(text).moment(zone)
    except (ValueError, OverflowError):
        return None


def _moment(
    year: int, month: int, day: int, zone: tzinfo, clock: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> datetime:
    """Return a moment whose month, day and clock may lie beyond the calendar's; raises where no year has it."""
    years, month = divmod(month - 1, 12)
    hours, minutes, seconds, thousandths = clock
    start = datetime(year + years, month + 1, 1, tzinfo=zone) + timedelta(days=day - 1)
    return start + timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=thousandths)


def _iso(match: re.Match[str], zone: tzinfo) -> datetime | None:
    year, month, day, hour, minute, second, fraction, named = match.groups()
    clock = (int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "0").ljust(3, "0")[:3]))
    if clock[0] == 24 and any(clock[1:]):
        return None
    given: tzinfo = UTC if hour is None or named in {"Z", "z"} else zone
    if named and named not in {"Z", "z"}:
        away = timedelta(hours=int(named[1:3]), minutes=int(named[-2:]))
        given = timezone(-away if named[0] == "-" else away)
    return _moment(int(year), int(month or 1), int(day or 1), given, clock)


@dataclass(slots=True)
class _Reading:
    """What the words of a text say of a day, a clock and a zone, one after the other."""

    text: str
    day: list[int] = field(default_factory=list)
    clock: list[int] = field(default_factory=list)
    ended: bool = False
    month: int | None = None
    half: int | None = None
    hours: int | None = None
    minutes: int | None = None
    sign: int | None = None
    begun: bool = False
    """Whether a number was read."""

    def moment(self, zone: tzinfo) -> datetime | None:
        """Return the moment that the text names, or None."""
        tokens = list(_TOKEN.finditer(_IN_BRACKETS.sub(_BRACKETS, self.text)))
        at = 0
        while at < len(tokens):
            token = tokens[at]
            following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
            if token["number"]:
                step = self._number(token[0], following, tokens[at + 2][0] if at + 2 < len(tokens) else "")
            elif token["word"]:
                step = self._word(token[0].lower(), following)
            elif token[0] in "+-" and (self.clock or (self.hours == 0 and self.sign is not None)):
                step = self._zone(token[0], following, tokens[at + 2][0] if at + 2 < len(tokens) else "")
            else:
                step = 0 if token[0] in "+-)" and self.begun else 1
            if not step:
                return None
            at += step
        return self._whole(zone)

    def _number(self, digits: str, following: str, after: str) -> int:
        """Take a number; return how many tokens that were, none where it may not be there."""
        self.begun = True
        number = int(digits)
        expected = not self.ended and self._expects(number)
        if following == ":" or (following == "." and expected):
            return self._clock(number, following, after)
        if self.hours is not None and self.minutes is None and number < 60:
            self.minutes = number
            return 2 if following == "." else 1
        if expected:
            self.clock.append(number)
            self.ended = True
            return 1 if not following or following.isspace() or following in {"Z", "z", "+", "-"} else 0
        self.day.append(number)
        if len(self.day) > 3:
            return 0
        return 2 if following == "." or (following == "-" and len(self.day) < 3) else 1

    def _clock(self, number: int, following: str, after: str) -> int:
        """Take a number of the clock that others follow."""
        if following == ".":
            if not after.isdecimal():
                return 0
            self.clock += [number] + [0] * (2 - len(self.clock)) + [int(after.ljust(3, "0")[:3])]
            self.ended = True
            return 3
        if after == ":" or self.ended or len(self.clock) == 4:
            return 0
        self.clock.append(number)
        return 2

    def _expects(self, number: int) -> bool:
        return len(self.clock) in {1, 2} and number < 60

    def _word(self, word: str, following: str) -> int:
        months = [number for number, name in enumerate(MONTHS, 1) if word[:3] == name[:3].lower()]
        if word in {"am", "pm"} and self.clock:
            self.half = 12 if word == "pm" else 0
        elif months:
            self.month = months[0]
            return 2 if following == "-" else 1
        elif word in _ZONES and self.begun:
            hours = _ZONES[word]
            self.sign, self.hours, self.minutes = (-1 if hours < 0 else 1), abs(hours), 0
        elif self.begun or following.isdecimal():
            return 0
        return 1

    def _zone(self, sign: str, following: str, after: str) -> int:
        self.sign, self.begun = (-1 if sign == "-" else 1), True
        digits = following if following.isdecimal() else ""
        if after == ":" and digits:
            self.hours, self.minutes = int(digits), None
            return 3
        if len(digits) in {1, 2}:
            self.hours, self.minutes = int(digits), 0
        elif len(digits) in {3, 4}:
            self.hours, self.minutes = divmod(int(digits), 100)
        else:
            return 0
        return 2

    def _whole(self, zone: tzinfo) -> datetime | None:
        if not self.day:
            return None
        parts = [*self.day, 1, 1][:3]
        if self.month is None:
            year, month, day = parts if not 1 <= parts[0] <= 31 else (parts[2], *parts[:2])
        else:
            year, day = (parts[0], parts[1]) if not 1 <= parts[0] <= 31 else (parts[1], parts[0])
            month = self.month
            if len(self.day) == 1 and 1 <= parts[0] <= 31:
                year = 1
        year += 2000 if year < 50 else 1900 if year < 100 else 0
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        clock = [*self.clock, 0, 0, 0, 0][:4]
        if self.half is not None:
            if not 0 <= clock[0] <= 12:
                return None
            clock[0] = clock[0] % 12 + self.half
        if clock[0] > 24 or (clock[0] == 24 and any(clock[1:])) or clock[1] > 59 or clock[2] > 59:
            return None
        given = zone
        if self.sign is not None and self.hours is not None:
            given = timezone(self.sign * timedelta(hours=self.hours, minutes=self.minutes or 0))
        return _moment(year, month, day, given, (clock[0], clock[1], clock[2], clock[3]))
