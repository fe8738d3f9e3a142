"""Addresses of Material for MkDocs, as its blog plugin and MkDocs form them."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import split_extension
from tuireader.archive.permalinks import escape, unicode_slug
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from tuireader.archive.site import Collection, Site

_FIELD: Final = expression(r"\{(\w*)\}")
_TOKEN: Final = expression(r"'([^']*)'|([A-Za-z])\2*")
_DATE_PARTS: Final[Mapping[str, Callable[[datetime], str]]] = {
    "y": lambda date: str(date.year),
    "yy": lambda date: f"{date.year % 100:02}",
    "yyyy": lambda date: f"{date.year:04}",
    "M": lambda date: str(date.month),
    "MM": lambda date: f"{date.month:02}",
    "d": lambda date: str(date.day),
    "dd": lambda date: f"{date.day:02}",
    "D": lambda date: str(date.timetuple().tm_yday),
    "DDD": lambda date: f"{date.timetuple().tm_yday:03}",
    "H": lambda date: str(date.hour),
    "HH": lambda date: f"{date.hour:02}",
    "mm": lambda date: f"{date.minute:02}",
    "ss": lambda date: f"{date.second:02}",
}
"""The patterns of Unicode's dates that give numbers; others depend on a language."""


def post_address(  # noqa: PLR0913 - what a template may name
    site: Site, blog: Collection, path: str, *, slug: str, date: datetime | None, categories: tuple[str, ...]
) -> str | None:
    """Return the address of a post, or None where its date or a part of it is not known.

    The day is that of the date's own zone (`plugins/blog/plugin.py`, `_format_path_for_post`, of Material 9.8).
    """
    template = blog.permalink or ""
    shown = _dated(site.permalinks.get(blog.name, ""), date) if date else None
    most = int(site.settings.get(f"categories {blog.name}", "1"))
    known = {
        "slug": slug,
        "file": split_extension(path.rpartition("/")[2])[0],
        "categories": "/".join(unicode_slug(one) for one in categories[:most]),
        "date": shown,
    }
    names = _FIELD.findall(template)
    if shown is None or any(known.get(name) is None for name in names):
        return None
    filled = _FIELD.sub(lambda match: known[match[1]] or "", template)
    return _address(site, f"{blog.name}/{normpath(filled.strip('/'))}")


def page_address(site: Site, path: str) -> str:
    """Return the address of a page: its path below the documents, that of its folder for an index."""
    top = next((one for one in site.pages if path.startswith(one)), "")
    place = split_extension(path[len(top) :])[0]
    folder, _, name = place.rpartition("/")
    if name in {"index", "README"}:
        return escape(f"/{folder}/" if folder else "/")
    return _address(site, place)


def _address(site: Site, place: str) -> str:
    tidy = normpath(f"/{place}").replace("//", "/")
    return escape(f"{tidy}.html" if "files" in site.settings else f"{tidy.rstrip('/')}/")


def _dated(pattern: str, date: datetime) -> str | None:
    found: list[str] = []
    at = 0
    for match in _TOKEN.finditer(pattern):
        found.append(pattern[at : match.start()])
        at = match.end()
        if match[1] is not None:
            found.append(match[1] or "'")
        elif (part := _DATE_PARTS.get(match[0])) is None:
            return None
        else:
            found.append(part(date))
    return "".join((*found, pattern[at:]))
