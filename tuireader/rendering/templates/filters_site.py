"""Filters that need to know the site: addresses; and dates as Jekyll prints them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from tuireader.archive.date_names import DAYS, MONTHS
from tuireader.rendering.templates.filters_lists import LIST_FILTERS
from tuireader.rendering.templates.filters_text import TEXT_FILTERS
from tuireader.rendering.templates.liquid_values import text_of

if TYPE_CHECKING:
    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.liquid_expressions import Filters

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_DIRECTIVE: Final = re.compile(r"%([-_0^#]?)(?:\d{1,2})?([a-zA-Z%])")
_ZONE: Final = re.compile(r"\s+([-+]\d{2}):?(\d{2})\Z")
_WHOLE: Final = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "r": "%I:%M:%S %p",
    "v": "%e-%^b-%Y",
    "x": "%m/%d/%y",
}
_SUFFIXES: Final = {1: "st", 2: "nd", 3: "rd"}


def filters_of(context: Context) -> Filters:
    """Return all filters for a context; those of addresses write what the site's engine would."""
    base = context.baseurl.strip("/")
    base = f"/{base}" if base else ""
    relative = partial(relative_url, base)
    absolute = partial(absolute_url, context.url.rstrip("/"), base)
    return {
        **TEXT_FILTERS,
        **LIST_FILTERS,
        "relative_url": relative,
        "absolute_url": absolute,
        "absoluteUrl": absolute,
        "url": relative,
        "strip_index": lambda value: re.sub(r"/index\.html?\Z", "/", text_of(value)),
        "date": formatted,
        "date_to_string": partial(_long_or_short, "%d %b %Y", "%b"),
        "date_to_long_string": partial(_long_or_short, "%d %B %Y", "%B"),
        "date_to_xmlschema": lambda value: _formatted(value, "%Y-%m-%dT%H:%M:%S%:z"),
        "date_to_rfc822": lambda value: _formatted(value, "%a, %d %b %Y %H:%M:%S %z"),
    }


def relative_url(base: str, value: object) -> str:
    """Return a path on the site with the site's base before it; an address with a scheme is left alone."""
    text = text_of(value)
    if _SCHEME.match(text) or text.startswith("#"):
        return text
    path = "/" + text.lstrip("/") if text else ""
    return path if base and f"{path}/".startswith(f"{base}/") else (base + path) or "/"


def absolute_url(url: str, base: str, value: object) -> str:
    """Return a path on the site as a whole address."""
    text = text_of(value)
    return text if _SCHEME.match(text) else url + relative_url(base, text)


def formatted(value: object, form: object = "%Y-%m-%d %H:%M:%S %z") -> str:
    """Return a date by a format of strftime; what is no date is returned as it is."""
    return _formatted(value, text_of(form)) if text_of(form) else text_of(value)


def moment(value: object) -> datetime | None:
    """Return the date that a value is, `now` and `today` being none: they differ from the site's."""
    text = text_of(value).strip()
    try:
        return datetime.fromisoformat(_ZONE.sub(r"\1:\2", text))
    except ValueError:
        return None


def _formatted(value: object, form: str) -> str:
    when = moment(value)
    if when is None:
        if text_of(value) in {"now", "today"}:
            raise ValueError(value)
        return text_of(value)
    for whole, parts in _WHOLE.items():
        form = form.replace(f"%{whole}", parts)
    form = form.replace("%:z", _offset(when, ":")).replace("%z", _offset(when, "")).replace("%s", "")
    return _DIRECTIVE.sub(lambda match: _part(match, when), form[:400])


def _offset(when: datetime, between: str) -> str:
    digits = when.strftime("%z")[:5] or "+0000"
    return f"{digits[:3]}{between}{digits[3:]}"


def _part(match: re.Match[str], when: datetime) -> str:
    """Return one directive's text; names of days and months are English, as on the site."""
    flag, letter = match.groups()
    if letter in "ABabhp":
        text = _name(letter, when)
    elif letter == "Y":
        text = str(when.year)
    elif letter in "el":
        text = f"{when.day if letter == 'e' else (when.hour % 12 or 12):2d}"
    elif letter == "P":
        text = "am" if when.hour < 12 else "pm"
    elif letter in "dmyHMSIjUWuwGVCL%":
        text = "000" if letter == "L" else when.strftime(f"%{letter}")
    elif letter == "Z":
        text = when.tzname() or "UTC"
    else:
        return match[0]
    if flag == "-":
        return text.lstrip("0 ") or "0"
    return text.upper() if flag == "^" else text


def _name(letter: str, when: datetime) -> str:
    if letter == "p":
        return "AM" if when.hour < 12 else "PM"
    names = DAYS if letter in "Aa" else MONTHS
    name = names[when.weekday() if letter in "Aa" else when.month - 1]
    return name if letter.isupper() else name[:3]


def _long_or_short(form: str, month: str, value: object, kind: object = "", style: object = "") -> str:
    """Return `01 Jan 2020`; with `ordinal`, `1st Jan 2020`, or in the style `US` `Jan 1st, 2020`."""
    when: date | None = moment(value)
    if when is None or kind != "ordinal":
        return _formatted(value, form)
    day = f"{when.day}{'th' if 10 < when.day < 14 else _SUFFIXES.get(when.day % 10, 'th')}"
    return _formatted(value, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")
