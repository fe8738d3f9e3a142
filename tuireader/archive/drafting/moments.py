"""Dates as an archive writes them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final, Literal

from tuireader.archive.metadata.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

_NUMBERS: Final = re.compile(
    r"\d{4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2}"
    r"(?:(?P<joint>T|t| +)\d{1,2}:\d{2}(?P<seconds>:\d{2})?(?P<fraction>\.\d+)?"
    r"(?P<gap> *)(?P<zone>Z|[-+]\d{2}(?P<colon>:?)\d{2}|[A-Z]{3,5})?)?"
)
_WORDS: Final = re.compile(r"(?P<month>[A-Z][a-z]{2,8}) \d{1,2}(?P<comma>,?) \d{4}")


@dataclass(frozen=True, slots=True)
class MomentStyle:
    """A way to write a moment: `2024-12-27`, with the time from `joint` on, with seconds, with a zone.

    `words` is a date like `Jul 08 2022`, "long" with the month in full.
    """

    separator: str = "-"
    joint: str = ""
    seconds: str = ""
    zone: Literal["", "Z", "+0100", "+01:00"] = ""
    gap: str = ""
    words: Literal["", "short", "long"] = ""
    comma: str = ""

    @property
    def timed(self) -> bool:
        """Whether the time of day is written, too."""
        return bool(self.joint)


DAY: Final = MomentStyle()
MINUTE: Final = MomentStyle(joint=" ")
SECOND: Final = MomentStyle(joint=" ", seconds=":%S")
OFFSET: Final = MomentStyle(joint=" ", seconds=":%S", zone="+0100", gap=" ")
RFC3339: Final = MomentStyle(joint="T", seconds=":%S", zone="+01:00")


def moment_style(text: str) -> MomentStyle | None:
    """Return how a date is written, or None where it is in no way that can be written again."""
    if match := _NUMBERS.fullmatch(text):
        zone = match["zone"] or ""
        seconds = ":%S" if match["seconds"] else ""
        if match["fraction"] and seconds:
            seconds += ".000"
        kind: Literal["", "Z", "+0100", "+01:00"] = "" if not zone else "+0100"
        if zone == "Z" or match["colon"]:
            kind = "Z" if zone == "Z" else "+01:00"
        gap = (match["gap"] or "") if zone else ""
        return MomentStyle(match["sep"], (match["joint"] or "")[:1], seconds, kind, gap)
    if match := _WORDS.fullmatch(text):
        short = len(match["month"]) == 3
        return MomentStyle(words="short" if short else "long", comma=match["comma"])
    return None


def usual_style(texts: Iterable[str]) -> MomentStyle | None:
    """Return the style that most of the dates are in, or None."""
    styles = Counter(style for text in texts if (style := moment_style(text)) is not None)
    return styles.most_common(1)[0][0] if styles else None


def written(style: MomentStyle, now: datetime, zone: tzinfo, *, bare_is_utc: bool = False) -> str:
    """Return a moment in a style, in a site's zone; `bare_is_utc` where a time without a zone means UTC."""
    as_utc = style.zone == "Z" or (bare_is_utc and style.timed and style.seconds and not style.zone)
    local = now.astimezone(UTC if as_utc else zone)
    if style.words:
        month = MONTHS[local.month - 1]
        return f"{month[:3] if style.words == 'short' else month} {local.day:02}{style.comma} {local.year:04}"
    text = style.separator.join((f"{local.year:04}", f"{local.month:02}", f"{local.day:02}"))
    if not style.timed:
        return text
    return f"{text}{style.joint}{local.strftime('%H:%M' + style.seconds)}{style.gap}{_zone(style, local)}"


def _zone(style: MomentStyle, local: datetime) -> str:
    if style.zone in {"", "Z"}:
        return style.zone
    offset = local.strftime("%z")[:5]
    return f"{offset[:3]}:{offset[3:]}" if style.zone == "+01:00" else offset
