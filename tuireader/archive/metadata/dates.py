"""Dates as each engine reads them: the value of a `date` key as an aware datetime; and time zones by their names."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, tzinfo

    from tuireader.archive.metadata.values import Scalar

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""From January on; the first three letters of each are its short form."""
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""From Monday on, as `datetime.weekday` counts; the first three letters of each are its short form."""


@dataclass(frozen=True, slots=True)
class DateRules:
    """The rules by which an engine reads dates.

    `partial`: a year, or a year and a month, is enough. `underscores` stand for spaces. With `seconds` a whole number
    without quotes counts the seconds since 1970. `dateutil` alone reads what is not written as usual; names of zones
    but UTC say nothing to it, and what is left out of a day is a 1.
    `javascript`: a whole number without quotes counts the milliseconds since 1970, a day beyond the end of its month is
    one of the next, and a month comes before its day. With `without_zone_names` the name of a zone after a date in
    words says nothing. Where `reader` is given, it alone reads. `bare_is_utc` tells that a full timestamp without
    quotes and without a zone is UTC to it, as YAML has it.
    """

    partial: bool = False
    underscores: bool = False
    seconds: bool = False
    dateutil: bool = False
    javascript: bool = False
    without_zone_names: bool = False
    reader: Callable[[Scalar, tzinfo], datetime | None] | None = field(default=None, kw_only=True)
    bare_is_utc: bool = field(default=False, kw_only=True)


LENIENT_DATES: Final = DateRules(partial=True)
"""Engines that leave the reading of dates to a template, and plain folders."""

# Patterns that are no objects are compiled when a date needs them: that takes longer than the rest of the module.
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,12}))?)?)?"
    r"[ ]?(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_ZONE: Final = r"(?:[ \t]*(?P<zone>Z|(?:UTC|GMT)?[-+]\d{1,2}(?::?\d{2})?|[A-Za-z]{3,5}|[A-Z]\w+/[\w/+-]+))?"
_TIME: Final = rf"(?:(?:[Tt]|,?[ \t]+|,[ \t]*){_CLOCK}{_ZONE})?"
_YEAR_FIRST: Final = rf"(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME}"
_YEAR_LAST: Final = rf"(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<next>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}){_TIME}"
_PARTIAL: Final = r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2}))?"

_USUAL: Final = expression(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d) ?(?:(Z)|([-+]\d\d):?([0-5]\d))?)?", re.ASCII
)
"""A date as most are written, that engines read alike but for what is meant without a zone."""
_WHOLE: Final = expression(r"-?\d{1,11}", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = 86_400
"""Seconds; a time zone is less than a day away from UTC."""
_MAX_DATE: Final = 100
"""No date is longer; a parser of free text is not given more."""


def parse_date(value: Scalar, rules: DateRules, zone: tzinfo) -> datetime | None:
    """Return the moment that a value names, or None where it names none; always aware.

    `zone` is the site's, or whatever a date without a zone is in.
    """
    if rules.reader is not None:
        return rules.reader(value, zone)
    text = " ".join(value.text.replace("_", " ").split() if rules.underscores else value.text.split())
    if not text or len(text) > _MAX_DATE:
        return None
    if usual := usual_moment(text, zone):
        return usual
    if counted := _counted(text, rules, zone, plain=value.plain):
        return counted
    try:
        return (_free_form if rules.dateutil else _parse)(text, rules, zone)
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None  # the last four are dateutil's for some texts that are no dates


def _counted(text: str, rules: DateRules, zone: tzinfo, *, plain: bool) -> datetime | None:
    """Return the moment that a number counts, if the rules let it; None for others."""
    if rules.seconds and plain and _WHOLE.fullmatch(text):
        return shown_in(zone, _EPOCH + timedelta(seconds=int(text)))
    return _of_javascript(text, zone, plain=plain) if rules.javascript else None


def _of_javascript(text: str, zone: tzinfo, *, plain: bool) -> datetime | None:
    """Return the moment of a number, or of a day in YAML's form that its month does not have; None for others."""
    try:
        if plain and re.fullmatch(r"-?\d{1,16}", text, re.ASCII):
            return _EPOCH + timedelta(milliseconds=int(text))
        if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII):
            year, month, days = map(int, day.groups())
            first = datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=zone)
            return (
                first + timedelta(days=days - 1) if plain or (1 <= month <= 12 and 1 <= days <= 31) else None
            )
    except (ValueError, OverflowError):
        return None
    return None


def usual_moment(text: str, zone: tzinfo, bare: tzinfo | None = None) -> datetime | None:
    """Return the moment that a text names in the usual way; None where the other ways are to be tried.

    `zone` is that of a day, and of a clock too unless `bare` is given for those without a zone.
    """
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    day, clock, universal, hours, minutes = match.groups()
    try:
        if universal:
            return datetime.fromisoformat(f"{day}T{clock}+00:00")
        if hours:
            return datetime.fromisoformat(f"{day}T{clock}{hours}:{minutes}")
        moment = datetime.fromisoformat(f"{day}T{clock}" if clock else day)
    except ValueError:
        return None
    return moment.replace(tzinfo=bare if clock and bare else zone)


def shown_in(zone: tzinfo, moment: datetime) -> datetime:
    """Return the moment in a zone, or as it is where that would be before the year 1 or after 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _parse(text: str, rules: DateRules, zone: tzinfo) -> datetime | None:
    if match := re.fullmatch(_YEAR_FIRST, text):
        return _moment(match.groupdict(), int(match["month"]), int(match["day"]), zone)
    if match := re.fullmatch(_YEAR_LAST, text):
        first, after = int(match["first"]), int(match["next"])
        turned = first > 12 and not rules.javascript
        month, day = (after, first) if turned else (first, after)
        return _moment(match.groupdict(), month, day, zone)
    if match := re.fullmatch(_PARTIAL, text):
        if not match["month"] and not rules.partial:
            return None
        return datetime(int(match["year"]), int(match["month"] or 1), 1, tzinfo=zone)
    return _free_form(text, rules, zone)


def _moment(parts: Mapping[str, str | None], month: int, day: int, zone: tzinfo) -> datetime:
    """Return the moment of a pattern's groups; raises ValueError where the calendar or the clock has no such.

    24:00 is midnight at the end of the day.
    """
    hour = int(parts["hour"] or 0)
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    fraction = int((parts["fraction"] or "0").ljust(6, "0")[:6])
    rest = (int(parts["minute"] or 0), int(parts["second"] or 0), fraction)
    named = (parts["zone"] and zone_of(parts["zone"])) or zone
    year = int(parts["year"] or 0)
    if hour == 24 and not any(rest):
        return datetime(year, month, day, tzinfo=named) + timedelta(days=1)
    return datetime(year, month, day, hour, *rest, tzinfo=named)


def _free_form(text: str, rules: DateRules, zone: tzinfo) -> datetime | None:
    """Return the parts of `February 5, 2020 8pm` and its like; none of a text that names no year."""
    from dateutil.parser import parse

    def offset(name: str | None, seconds: int | None) -> tzinfo | None:
        from dateutil.tz import tzoffset

        if name and rules.without_zone_names:
            return zone
        hours = None if rules.dateutil else ABBREVIATIONS.get((name or "").upper())
        given = seconds if seconds is not None else None if hours is None else int(hours * 3600)
        if given is not None and abs(given) >= _DAY:
            # dateutil takes it, but no moment with it can be compared or printed.
            raise ValueError(given)
        return None if given is None else tzoffset(None, given)

    found = [
        parse(text, default=default, tzinfos=offset)
        for default in (datetime(2000, 1, 1, tzinfo=zone), datetime(2004, 1, 1, tzinfo=zone))
    ]
    if found[0].year != found[1].year:
        return None
    return found[0] if found[0].tzinfo else found[0].replace(tzinfo=zone)


# Time zones by their names, offsets and abbreviations

ABBREVIATIONS: Final[Mapping[str, float]] = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5,
}  # fmt: skip
"""Hours east of UTC."""

_OFFSET: Final = r"(?:UTC|GMT)?([-+])(\d{1,2})(?::?([0-5]\d))?"
_NAME: Final = r"[A-Za-z][\w+-]*(?:/[\w+-]+)*"


def zone_of(name: str) -> tzinfo | None:
    """Return the zone that `Europe/Berlin`, `EST`, `+09:00`, `-8` or `Z` means, or None."""
    name = name.strip()
    if match := re.fullmatch(_OFFSET, name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if offset >= timedelta(hours=24):
            return None
        return timezone(offset if match[1] == "+" else -offset)
    hours = ABBREVIATIONS.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    return _named(name) if re.fullmatch(_NAME, name) else None


def _named(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


MAX_LENGTH: Final = 40
"""The longest form, in characters."""
_PART: Final = expression(r"(%-?.?)")
_YEARS: Final = frozenset({"%Y", "%y"})
_CLOSED_BY: Final = {"(": ")", "[": "]", "（": "）"}


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form such as `%Y-%m-%d`; one that `error_in` finds nothing wrong with."""

    form: str = "%Y-%m-%d"

    def of(self, day: date | None) -> str:
        """The date as text; empty without a date."""
        return _PART.sub(lambda part: _written(part[0], day), self.form) if day else ""

    @property
    def within_year(self) -> DateForm:
        """The form without its year, and without what sets the year off."""
        parts = _PART.split(self.form)
        at = next((index for index, part in enumerate(parts) if part in _YEARS), None)
        if at is None:
            return self
        # Text and letters take turns; the text between two letters may be empty, as in %Y%m%d.
        before, after = parts[at - 1], parts[at + 1]
        if before[-1:] in _CLOSED_BY and after.startswith(_CLOSED_BY[before[-1]]):
            before, after = before[:-1].rstrip(), after[1:]
        elif after:
            after = ""
        else:
            before = ""
        left = "".join([*parts[: at - 1], before, after, *parts[at + 2 :]])
        return DateForm(left.strip() or self.form)


def error_in(form: str) -> str:
    """What is wrong with a form; empty if nothing is."""
    if not form.strip() or len(form) > MAX_LENGTH or not form.isprintable():
        return f"is a form of 1 to {MAX_LENGTH} printable characters"
    wrong = next((part for part in _PART.findall(form) if part not in _LETTERS), None)
    return f"takes {', '.join(_LETTERS)}, not {wrong}" if wrong else ""


def _written(part: str, day: date) -> str:
    return _LETTERS[part](day) if part in _LETTERS else part


_LETTERS: Final[Mapping[str, Callable[[date], str]]] = {
    "%Y": lambda day: f"{day.year:04}",
    "%y": lambda day: f"{day.year % 100:02}",
    "%m": lambda day: f"{day.month:02}",
    "%-m": lambda day: f"{day.month}",
    "%b": lambda day: MONTHS[day.month - 1][:3],
    "%B": lambda day: MONTHS[day.month - 1],
    "%d": lambda day: f"{day.day:02}",
    "%-d": lambda day: f"{day.day}",
    "%a": lambda day: DAYS[day.weekday()][:3],
    "%A": lambda day: DAYS[day.weekday()],
    "%%": lambda _: "%",
}
