"""Time zones by their names, offsets and abbreviations."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

ABBREVIATIONS: Final[Mapping[str, float]] = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MET": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5,
}  # fmt: skip
"""Hours east of UTC, as Ruby's `Time.parse` knows them."""

_OFFSET: Final = re.compile(r"(?:UTC|GMT)?([-+])(\d{1,2})(?::?([0-5]\d))?")
_NAME: Final = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*")


def zone_of(name: str) -> tzinfo | None:
    """Return the zone that `Europe/Berlin`, `EST`, `+09:00`, `-8` or `Z` means, or None."""
    name = name.strip()
    if match := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if offset >= timedelta(hours=24):
            return None
        return timezone(offset if match[1] == "+" else -offset)
    hours = ABBREVIATIONS.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    return _named(name) if _NAME.fullmatch(name) else None


def _named(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None
