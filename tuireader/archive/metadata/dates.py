"""Dates as each engine reads them: the value of a `date` key as an aware datetime; and time zones by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

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

    `bare_is_utc`: a full timestamp without quotes and without a zone is UTC, as YAML has it, not the site's.
    `day_first`: `02/03/2020` is 2 March. `to_site`: a date in another zone is shown in the site's.
    `partial`: a year, or a year and a month, is enough. `underscores` stand for spaces. `anywhere`: a date of
    numbers and hyphens counts, and a clock, whatever else the text says, as for Ruby's `Time.parse`: the year may have
    fewer digits, the 30th of February is the first or second of March, and of zones by name only those of RFC 822
    are known. With `seconds` a whole number without quotes counts the seconds since 1970. `dateutil` alone reads what
    is not written as usual; names of zones but UTC say nothing to it, and what is left out of a day is a 1.
    `javascript`: a whole number without quotes counts the milliseconds since 1970, a day beyond the end of its month is
    one of the next, and a month comes before its day. With `without_zone_names` the name of a zone behind a date in
    words says nothing. Where `reader` is given, it alone reads.
    """

    bare_is_utc: bool = False
    day_first: bool = False
    to_site: bool = False
    partial: bool = False
    underscores: bool = False
    anywhere: bool = False
    seconds: bool = False
    dateutil: bool = False
    javascript: bool = False
    without_zone_names: bool = False
    reader: Callable[[Scalar, tzinfo], datetime | None] | None = field(default=None, kw_only=True)


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
_YAML_TIME: Final = (
    r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?\s*(?P<zone>Z|[-+]\d{1,2}(?::?\d{2})?)?"
)
# What Ruby's date_parse.c (`parse_time`, `parse_iso`, `parse_iso2`) looks for anywhere in a text.
_SOME_CLOCK: Final = (
    r"(?<![\d:])(?P<hour>\d{1,2})[ ]?(?:(?=[:Hh]|[AaPp]\.?[Mm]))"
    r"(?:(?::[ ]?|[Hh][ ]?(?=\d))(?P<minute>\d{1,2})m?(?:(?:[ ]?:[ ]?|(?<=m)[ ]?(?=\d))(?P<second>\d{1,2})"
    r"(?:[.,](?P<fraction>\d{1,12}))?)?|[Hh])?"
    r"[ ]?(?P<half>[AaPp](?:[Mm]\b|\.[Mm]\.))?"
    r"(?:[ \t]*(?P<zone>[-+]\d{1,2}(?::?\d{2})?|[A-Za-z]+\b(?![-+]\d)))?"
)
_HOUR_ALONE: Final = r"\s+(?P<hour>\d{1,2})\s*"
_MIDNIGHT: Final = dict.fromkeys(("hour", "minute", "second", "fraction", "half", "zone"))
_SOME_DAY: Final = r"(?<![\d-])(?P<year>\d{2,4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"
_ORDINAL: Final = r"(?<![\d-])(?P<year>\d{4})-(?P<day>[0-3]\d\d)(?![\d-])"
_NAMED_MONTH: Final = r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^-\d\s'/]*"
_NAMED_DAYS: Final = (
    rf"(?P<day>\d{{1,2}})[^-\d\s/]*\s*{_NAMED_MONTH}\s*'?(?P<year>\d{{4}}|\d\d)(?!\d)",
    rf"{_NAMED_MONTH}\s*(?P<day>\d{{1,2}})(?!\d)[^-\d\s'/]*\s*,?\s*'?(?P<year>\d{{4}}|\d\d)(?!\d)",
)
_SLASHED: Final = r"(?<![\d/])(?P<year>\d\d?)/(?P<month>\d\d?)/(?P<day>\d\d?)(?![\d/])"

_USUAL: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d) ?(?:(Z)|([-+]\d\d):?([0-5]\d))?)?", re.ASCII
)
"""A date as most are written, that engines read alike but for what is meant without a zone."""
_WHOLE: Final = re.compile(r"-?\d{1,11}", re.ASCII)
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
    if usual := _usual(text, rules, zone, plain=value.plain):
        return _shown_in(zone, usual) if rules.to_site else usual
    if counted := _counted(text, rules, zone, plain=value.plain):
        return counted
    moment_zone = zone
    if rules.bare_is_utc and value.plain and re.fullmatch(_YAML_TIME, text):
        moment_zone = UTC
        text = re.sub(r"(?<=[-+])\d(?=:|$)", r"0\g<0>", text).rstrip(".")
    try:
        moment = (_free_form if rules.dateutil else _parse)(text, rules, moment_zone)
        return _shown_in(zone, moment) if moment and rules.to_site else moment
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None  # the last four are dateutil's for some texts that are no dates


def _counted(text: str, rules: DateRules, zone: tzinfo, *, plain: bool) -> datetime | None:
    """Return the moment that a number counts, if the rules let it; None for others."""
    if rules.seconds and plain and _WHOLE.fullmatch(text):
        return _shown_in(zone, _EPOCH + timedelta(seconds=int(text)))
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


def _usual(text: str, rules: DateRules, zone: tzinfo, *, plain: bool) -> datetime | None:
    """Return the moment that a text names in the usual way; None where the other ways are to be tried."""
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
    return moment.replace(tzinfo=UTC if clock and plain and rules.bare_is_utc else zone)


def _shown_in(zone: tzinfo, moment: datetime) -> datetime:
    """Return the moment in a zone, or as it is where that would be before the year 1 or after 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _parse(text: str, rules: DateRules, zone: tzinfo) -> datetime | None:
    if rules.anywhere and (found := _day_and_clock(text)):
        return _among_others(*found, zone)
    if match := re.fullmatch(_YEAR_FIRST, text):
        return _moment(match.groupdict(), int(match["month"]), int(match["day"]), zone)
    if match := re.fullmatch(_YEAR_LAST, text):
        first, after = int(match["first"]), int(match["next"])
        turned = rules.day_first or (first > 12 and not rules.javascript)
        month, day = (after, first) if turned else (first, after)
        return _moment(match.groupdict(), month, day, zone)
    if match := re.fullmatch(_PARTIAL, text):
        if rules.anywhere or (not match["month"] and not rules.partial):
            return None
        return datetime(int(match["year"]), int(match["month"] or 1), 1, tzinfo=zone)
    return _free_form(text, rules, zone)


def _full_year(year: str) -> str:
    """Return a year with four digits; Ruby takes one or two of them as 1969 to 2068."""
    return (
        f"{year:0>4}"
        if len(year) > 2
        else f"200{year}"
        if len(year) == 1
        else ("19" if year >= "69" else "20") + year
    )


def _blanked(text: str, part: re.Match[str]) -> str:
    return text[: part.start()] + " " * len(part[0]) + text[part.end() :]


def _day_and_clock(text: str) -> tuple[re.Match[str], re.Match[str] | None] | None:
    """Return the parts of a text that name a day and a time as Ruby finds them; None where no such day is named."""
    if day := re.search(_SOME_DAY, text) or re.search(_ORDINAL, text):
        left = _blanked(text, day)
        return day, re.search(_SOME_CLOCK, left) or re.fullmatch(_HOUR_ALONE, left)
    clock = re.search(_SOME_CLOCK, text)
    left = _blanked(text, clock) if clock else text
    named = (re.search(one, left, re.IGNORECASE) for one in (*_NAMED_DAYS, _SLASHED))
    day = next((one for one in named if one), None)
    return (day, clock) if day else None


def _among_others(day: re.Match[str], clock: re.Match[str] | None, zone: tzinfo) -> datetime:
    """Return the moment that a day and the clock beside it name, if there is one, in a text that says more."""
    parts = {**_MIDNIGHT, **(clock.groupdict() if clock else {}), "year": _full_year(day["year"])}
    if parts["zone"]:
        parts["zone"] = _zone_of_mail(parts["zone"])
    month, days = _month_of(day), int(day["day"])
    if not 1 <= days <= (31 if "month" in day.re.groupindex else 366):
        raise ValueError(days)
    more = timedelta(days=days - 1, seconds=int(parts["second"] == "60"))
    parts["second"] = "59" if parts["second"] == "60" else parts["second"]
    naive = _moment({**parts, "zone": None}, month, 1, UTC).replace(tzinfo=None) + more
    return naive.replace(tzinfo=(parts["zone"] and zone_of(parts["zone"])) or zone)


def _month_of(day: re.Match[str]) -> int:
    """Return the month of a day, by its number or its name; January where days of the year are counted."""
    month = day["month"] if "month" in day.re.groupindex else "1"
    return (
        int(month)
        if month.isdecimal()
        else next(at for at, name in enumerate(MONTHS, 1) if name[:3].lower() == month.lower())
    )


def _zone_of_mail(name: str) -> str | None:
    """Return the offset of a zone that RFC 822 names, as Ruby's `Time.zone_offset` has them; None for any other."""
    if name[0] in "-+":
        return name if re.match(r".\d\d", name) else None
    hours = _MAIL_ZONES.get(name.upper())
    return None if hours is None else f"{hours:+03}:00"


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

    day_first = rules.day_first and not text[:4].isdigit()
    found = [
        parse(text, default=default, dayfirst=day_first, tzinfos=offset)
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

_MAIL_ZONES: Final[Mapping[str, int]] = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)},
}  # fmt: skip

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
