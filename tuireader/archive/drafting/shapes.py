"""Shapes of paths: what the names of posts, or their permalinks, have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import split_extension

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

YEAR, MONTH, DAY, SLUG = "\0Y", "\0m", "\0d", "\0s"
"""What stands in a shape for a part that differs from post to post; no path holds a NUL."""

DATE: Final = f"{YEAR}-{MONTH}-{DAY}"

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_TWO_DIGITS: Final = re.compile(r"\d{1,2}")
_DATED: Final = re.compile(
    r"(?P<date>(?:19|20)\d\d(?P<sep>[-_.]?)\d{1,2}(?P=sep)\d{1,2})(?:T[\d:.+-]*Z?)?(?:(?P<joint>[-_. ]+)(?P<rest>.+))?",
    re.DOTALL,
)


def shape_of(path: str, languages: Sequence[str] = ()) -> tuple[str, str]:
    """Return the shape of a post's path and the part of it that is the post's own name, its slug.

    The date in a name and folders named for a year, month or day become placeholders. A bundle's own name is
    that of its folder.
    """
    stem, ending = _split(path, languages)
    *folders, name = stem.split("/")
    if name == "index" and folders:
        ending = f"/{name}{ending}"
        *folders, name = folders
    elif folders and folders[-1] == name:
        *folders, name = folders
        ending = f"/{SLUG}{ending}"
    named, slug = _named(name)
    return "/".join([*_dated(folders), named]) + ending, slug


def link_shape(link: str) -> str:
    """Return the shape of a permalink: its last part counts as the slug, with its extension left as it is."""
    slash = "/" if link.endswith("/") else ""
    *folders, name = link.removesuffix("/").split("/")
    stem, extension = split_extension(name)
    ending = f".{extension}" if extension in {"html", "htm", "php"} else ""
    return "/".join([*_dated(folders), _named(stem if ending else name)[0]]) + ending + slash


def filled(shape: str, date: datetime, slug: str) -> str:
    """Return the path of that shape for a date and a slug."""
    parts = ((YEAR, f"{date.year:04}"), (MONTH, f"{date.month:02}"), (DAY, f"{date.day:02}"), (SLUG, slug))
    for placeholder, text in parts:
        shape = shape.replace(placeholder, text)
    return shape


def is_dated(shape: str) -> bool:
    """Tell whether paths of this shape say the day."""
    return YEAR in shape and MONTH in shape and DAY in shape


def _split(path: str, languages: Sequence[str]) -> tuple[str, str]:
    stem, extension = split_extension(path)
    inner, dot, language = stem.rpartition(".")
    if dot and language.lower() in {one.lower() for one in languages}:
        stem = inner
    return stem, path[len(stem) :] if extension else ""


def _named(name: str) -> tuple[str, str]:
    match = _DATED.fullmatch(name)
    if match is None:
        return SLUG, name
    separator = match["sep"]
    date = separator.join((YEAR, MONTH, DAY))
    return f"{date}{match['joint'] or separator or '-'}{SLUG}", match["rest"] or ""


def _dated(folders: Sequence[str]) -> list[str]:
    """Return the folders with those that are a year, then a month, then a day as placeholders."""
    shaped: list[str] = []
    for folder in folders:
        before = shaped[-1] if shaped else ""
        if _YEAR.fullmatch(folder):
            shaped.append(YEAR)
        elif before == YEAR and _TWO_DIGITS.fullmatch(folder):
            shaped.append(MONTH)
        elif before == MONTH and _TWO_DIGITS.fullmatch(folder):
            shaped.append(DAY)
        elif (match := _DATED.fullmatch(folder)) and not match["rest"]:
            shaped.append(match["sep"].join((YEAR, MONTH, DAY)))
        else:
            shaped.append(folder)
    return shaped
