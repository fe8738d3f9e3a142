"""Dates for Jekyll, in all ways that somebody might write one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.oracles.random_text import RandomText

_DATES: Final = (
    "2024-03-05",
    "2024-3-5",
    "2024-03-05 10:20",
    "2024-03-05 10:20:30",
    "2024-03-05T10:20:30",
    "2024-03-05T10:20:30Z",
    "2024-03-05 10:20:30 Z",
    "2024-03-05 10:20:30 +0900",
    "2024-03-05 10:20:30 +09:00",
    "2024-03-05 10:20:30+9",
    "2024-03-05 10:20:30 -0700",
    "2024-03-05 10:20 -0700",
    "2024-03-05T10:20:30.123Z",
    "2024-03-05 10:20:30 EST",
    "2024-03-05 10:20:30 PDT",
    "2024-03-05 10:20:30 CET",
    "2024-03-05 10:20:30 JST",
    "2024-03-05 10:20:30 UTC",
    "2024-03-05 10:20:30 Asia/Tokyo",
    "2024-03-05 10:20:30 America/New_York",
    "2024-03-05 10:20:30 GMT+2",
    "'2024-03-05 10:20:30'",
    '"2024-03-05"',
    "'2024-03-05T10:20:30'",
    "March 5, 2024",
    "5 March 2024",
    "Mar 5 2024",
    "Tue, 05 Mar 2024 10:00:00 GMT",
    "Tue, 05 Mar 2024 10:00:00 +0000",
    "2024/03/05",
    "2024/3/5 10:20",
    "05/03/2024",
    "5.3.2024",
    "03-05-2024",
    "20240305",
    "20240305102030",
    "'20240305'",
    "'20240305T102030'",
    "2024-03-05 8pm",
    "2024-03-05 8:30 pm",
    "2024-03-05 24:00",
    "2024-03-05 23:59:60",
    "2024-065",
    "2024-W10-2",
    "'2024-03'",
    "2024-03",
    "Tuesday",
    "10:20",
    "2024-03-05 10",
    "2024-03-05 10h",
    "2024-02-29",
    "2023-02-29",
    "2024-03-05 10:20:30 +05:30",
    "2024-03-05 10:20:30 -03:30",
    "2024-03-05   10:20:30",
    "2024-03-05 10:20:30  +0100",
    "2024-03-05t10:20:30z",
    "24-03-05",
    "1 Jan 99",
    "Jan 1",
    "2024-03-05 10.20",
    "2024年3月5日",
    "2024-03-05 10:20 AM",
    "2024-03-05 12:20 am",
    "1709632800",
    "'1709632800'",
    "2024-03-05 10:20:30 MST",
    "2024-03-05 10:20:30 BST",
    "2024-03-05 10:20:30 IST",
    "2024-03-05 (Tuesday)",
    "published on 2024-03-05",
    "2024-03-05 at 10:20",
    "2024.03.05",
    "5-Mar-2024",
    "5-mar-24",
    "2024-Mar-5",
    "Mar-5-2024",
    "H31.04.30",
    "2024-03-05 10:20:30 +25:00",
    "2024-03-05 10:20:30 x",
    "2024-03-05T10",
    "2024-03-05T10:20",
    "2024-03-05T10:20+0200",
    "2024-03-05 1:2:3",
    "2024-03-05 10:2",
    "2024-03-05 10:20:30,5",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "12024-01-01",
    "2024-3-5 1:02:03",
    "2024-03-05 10:20:30 Europe/Berlin",
)


def dates() -> dict[str, str]:
    """Posts with dates written in all ways."""
    return {
        f"_posts/2020-01-02-d{number:03}.md": f"---\ntitle: T\ndate: {value}\n---\ntext\n"
        for number, value in enumerate(_DATES)
    }


_ZONES: Final = (
    "", "", "Z", "UTC", "GMT", "EST", "PDT", "CET", "JST", "IST", "+0000", "+01:00", "-0700", "+5:30", "+9", "-03",
    "GMT+2", "UTC-5", "Europe/Berlin", "(CET)", "A", "+1234", "x",
)  # fmt: skip


def odd_dates(material: RandomText, posts: int) -> dict[str, str]:
    """Posts with dates by chance."""
    files = {}
    for number in range(posts):
        quote = material.chance.choice(("", "", "'", '"'))
        value = f"{quote}{odd_date(material)}{quote}"
        files[f"_posts/2020-01-02-d{number:04}.md"] = f"---\ntitle: T\ndate: {value}\n---\ntext\n"
    return files


def odd_date(material: RandomText) -> str:
    """A date made of a day, a clock and a zone by chance. It names a year, which is today's to Ruby else."""
    chance = material.chance
    day, clock = _day(material), _clock(material)
    gap = chance.choice((" ", " ", "T", "  ", ", ", " - ", " @ ", "t", "_")) if clock else ""
    zone = chance.choice(_ZONES) if clock or chance.random() < 0.3 else ""
    return f"{day}{gap}{clock}{chance.choice((' ', '')) if zone else ''}{zone}"


def _day(material: RandomText) -> str:
    chance, day = material.chance, material.day()
    year, month, number = day.year, day.month, day.day
    short, long = f"{day:%b}", f"{day:%B}"
    mark = chance.choice("---/.")
    weekday = chance.choice(("", f"{day:%a}, ", f"{day:%A}, ", f"{day:%a} "))
    ordinal = f"{number}{chance.choice(('', '', 'st', 'th'))}"
    return chance.choice((
        f"{day}", f"{day}", f"{day}", f"{year}{mark}{month}{mark}{number}", f"{number}{mark}{month}{mark}{year}",
        f"{month:02}{mark}{number:02}{mark}{year}", f"{year % 100:02}{mark}{month:02}{mark}{number:02}",
        f"{day:%Y%m%d}", f"{year}-{month:02}", f"{weekday}{ordinal} {short} {year}",
        f"{weekday}{ordinal} {long} {year}",
        f"{weekday}{short} {ordinal}, {year}", f"{weekday}{long} {ordinal}, {year}", f"{long.lower()} {number} {year}",
        f"{short.upper()}. {number} {year}", f"{number}-{short}-{year}", f"{year} {short} {number}",
        f"{year}-{short}-{number:02}", f"{short} {year}", f"{number}. {month}. {year}", f"the {day}",
        f"{year}年{month}月{number}日", f"{day:%Y-%j}", f"{day}, {day}",
        f"{short} {number} {chance.randint(0, 23):02}:{chance.randint(0, 59):02} {year}",
    ))  # fmt: skip


def _clock(material: RandomText) -> str:
    chance = material.chance
    hour, minute, second = chance.randint(0, 25), chance.randint(0, 61), chance.randint(0, 61)
    half = chance.choice(("am", "PM", " p.m."))
    return chance.choice((
        "", "", "", f"{hour:02}:{minute:02}:{second:02}", f"{hour:02}:{minute:02}:{second:02}", f"{hour}:{minute:02}",
        f"{hour:02}:{minute:02}:{second:02}.{chance.randint(0, 999)}", f"{hour % 13}:{minute:02} {half}",
        f"{hour % 13}{half}", f"{hour:02}{minute:02}", f"{hour}h{minute:02}", f"{hour:02}.{minute:02}", f"{hour}",
        f"at {hour:02}:{minute:02}",
    ))  # fmt: skip
