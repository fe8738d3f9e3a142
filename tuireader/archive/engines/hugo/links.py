"""Addresses of Hugo's posts: made of names, slugs and titles, and of templates with tokens."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

from tuireader.archive.metadata.dates import DAYS, MONTHS
from tuireader.archive.permalinks import escape
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from tuireader.archive.site import Site

UGLY: Final = "ugly addresses"
CASED: Final = "cased addresses"
UNACCENTED: Final = "unaccented addresses"
"""Settings of a site, by which its addresses end in .html, keep capital letters, and lose accents."""

_TOKEN: Final = expression(r":(\w+)(\[[^\[\]]*\])?")
_SIGNS: Final = frozenset("./\\_#+~-@")
_SLASHES: Final = expression(r"/{2,}")
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_CLOCK: Final = expression(
    "2006|06|January|Jan|01|1|Monday|Mon|002|02|_2|2|15|03|3|04|4|05|5|PM|pm", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Names:
    """The values of a template's tokens in one post.

    `sections` are those that the post is in, `section_slugs` their slugs or titles.
    """

    sections: tuple[str, ...]
    section_slugs: tuple[str, ...]
    name: str
    slug: str
    title: str
    date: datetime

    def of(self, token: str, cut: str) -> str | None:
        """Return the value of a token, None for an unknown one."""
        if token in {"section", "sections", "sectionslug", "sectionslugs"}:
            parts = self.section_slugs if "slug" in token else self.sections
            return "/".join(map(sanitised, _cut(parts if token.endswith("s") else parts[:1], cut)))
        known = {
            "title": _as_one(self.title),
            "slug": self.slug or _as_one(self.title),
            "filename": self.name,
            "contentbasename": self.name,
            "slugorfilename": self.slug or self.name,
            "slugorcontentbasename": self.slug or self.name,
        }
        found = known.get(token)
        return sanitised(found) if found is not None else _date(token, self.date)


def sanitised(text: str) -> str:
    """Return a text as Hugo puts it into an address (`common/paths`, `Sanitize`): blanks are one hyphen, signs go."""
    if text.isascii() and text.replace("-", "").replace("/", "").isalnum():
        return text
    kept: list[str] = []
    blank = hyphen = False
    for at, char in enumerate(text):
        if _stays(text, at, char):
            hyphen = char == "-"
            if blank and not hyphen:
                kept.append("-")
            blank = False
            kept.append(char)
        elif kept and not hyphen and char.isspace():
            blank = True
    return "".join(kept)


def _stays(text: str, at: int, char: str) -> bool:
    if char.isascii():
        coded = char == "%" and at + 2 < len(text) and text[at + 1] in _HEX and text[at + 2] in _HEX
        return char.isalnum() or char in _SIGNS or coded
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind == "Nd"


def of_names(site: Site, folders: Iterable[str], slug: str, name: str) -> str:
    """Return the path that folders and the slug, or else the name, of a file have: each blank in a name a hyphen.

    Where letters keep their case Hugo takes names as they are written, and cleans them: blanks are one hyphen.
    """
    cased = CASED in site.settings
    ending = ".html" if name and UGLY in site.settings else ""
    inside = "/".join(folders)
    last = slug or (name if cased else name.replace(" ", "-"))
    parts = (inside if cased else inside.replace(" ", "-"),) if inside else ()
    return "/".join((*map(sanitised, parts), *((sanitised(last + ending),) if name else ())))


def of_slug(slug: str) -> str:
    """Return a slug as Hugo takes it from front matter: without hyphens around it."""
    return slug.strip("-").strip()


def expanded(template: str, names: Names) -> str:
    """Return a template with its tokens filled in."""

    def value(match: re.Match[str]) -> str:
        found = names.of(match[1].lower(), match[2] or "")
        return match[0] if found is None else found

    return _TOKEN.sub(value, template)


def filled(site: Site, template: str, names: Names) -> str:
    """Return the path of a template, without a slash at its end but with .html where the site has it."""
    path = unquote_plus(expanded(template, names), errors="replace").rstrip("/").rstrip(" ")
    path = path[:-1] if path.endswith("#") and path.count("#") == 1 else path
    ending = ".html" if UGLY in site.settings else ""
    return "/".join(part for part in sanitised(path + ending).split("/") if part != ".")


def address(site: Site, path: str, *, page: bool = True) -> str:
    """Return the address that a path on the site has; `page` is false where it is that of a section."""
    ending = "" if page and UGLY in site.settings else "/"
    path = _SLASHES.sub("/", f"/{path}{ending}")
    if UNACCENTED in site.settings:
        path = unaccented(path)
    return escape(path if CASED in site.settings else in_small_letters(path))


def in_small_letters(text: str) -> str:
    """Return a text in small letters, one for each as Go has it: that of İ has no dot of its own."""
    return text.lower() if text.isascii() else "".join(char.lower()[0] for char in text)


def unaccented(text: str) -> str:
    """Return a text without the accents of its letters (`common/text`, `RemoveAccents`)."""
    parted = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parted if unicodedata.category(c) != "Mn"))


def plural_title(name: str) -> str:
    """Return the title of a section that says none: its name, in the plural."""
    if name.endswith("s") or not name[-1:].isalnum():
        return name
    return f"{name[:-1]}ies" if name.endswith("y") and name[-2:-1] not in set("aeiou") else f"{name}s"


def _as_one(title: str) -> str:
    """Return a title as one part of a path."""
    return title.replace("/", "-").replace("\\", "-")


def _cut(parts: tuple[str, ...], cut: str) -> tuple[str, ...]:
    """Return the part or the parts that `[1]`, `[last]`, `[1:]` or `[:last]` names; all of them without a cut."""
    if not cut:
        return parts
    low, colon, high = cut[1:-1].strip().lower().partition(":")
    start = _index(low, len(parts), 0)
    if start >= len(parts) or start < 0:
        return ()
    if not colon:
        return (parts[start],)
    return parts[start : max(start, _index(high, len(parts), len(parts)))]


def _index(text: str, count: int, default: int) -> int:
    if text == "last":
        return count - 1
    return default if not text else int(text) if text.isdecimal() and len(text) < 4 else 0


def _date(token: str, date: datetime) -> str | None:
    known: Mapping[str, str] = {
        "year": str(date.year),
        "month": f"{date.month:02}",
        "monthname": MONTHS[date.month - 1],
        "day": f"{date.day:02}",
        "weekday": str(date.isoweekday() % 7),
        "weekdayname": DAYS[date.weekday()],
        "yearday": str(date.timetuple().tm_yday),
    }
    if token in known:
        return known[token]
    return _formatted(token, date) if _CLOCK.search(token.title() if token.isalpha() else token) else None


def _formatted(layout: str, date: datetime) -> str:
    """Return a date in a layout of Go, whose parts are those of 2006-01-02, Monday, 15:04:05."""
    hour = date.hour % 12 or 12
    parts = {
        "2006": f"{date.year:04}", "06": f"{date.year % 100:02}",
        "january": MONTHS[date.month - 1], "jan": MONTHS[date.month - 1][:3],
        "01": f"{date.month:02}", "1": str(date.month),
        "monday": DAYS[date.weekday()], "mon": DAYS[date.weekday()][:3],
        "002": f"{date.timetuple().tm_yday:03}", "02": f"{date.day:02}", "_2": f"{date.day:2}", "2": str(date.day),
        "15": f"{date.hour:02}", "03": f"{hour:02}", "3": str(hour), "04": f"{date.minute:02}",
        "4": str(date.minute), "05": f"{date.second:02}", "5": str(date.second),
        "pm": "pm" if date.hour >= 12 else "am",
    }  # fmt: skip
    return re.sub(_CLOCK.pattern, lambda match: parts[match[0].lower()], layout, flags=re.IGNORECASE)
