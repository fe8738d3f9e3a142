"""The fields of a post, read from its metadata as the engines agree on them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING, Final

from tuireader.archive.excerpts import plain, plain_line
from tuireader.archive.metadata.dates import parse_date
from tuireader.archive.metadata.values import Scalar, as_bool, as_text, as_texts
from tuireader.archive.post import Problem
from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.dates import DateRules
    from tuireader.archive.metadata.values import Value

_ENTITY: Final = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});"
_STYLED: Final = expression(
    r"<(em|i|strong|b|code|small|sup|sub|span|abbr|cite|mark|q|s|u)(?:\s[^<>]{0,200})?>([^<>]{0,500})</\1>",
    re.IGNORECASE,
)


def plain_title(title: str) -> str:
    """Return a title without HTML: with the characters of its entities, and without tags around words.

    Sites put titles into their pages as they are written. Control characters of entities are made harmless.
    """
    if "<" in title:
        title = _STYLED.sub(r"\2", title)
    if "&" not in title:
        return title
    return " ".join(neutralise(re.sub(_ENTITY, lambda match: unescape(match[0]), title)).split())


_COMMAS: Final = expression("[,，、]")
_HEADING: Final = r"\s{0,50}(?:#{1,6}[ \t]++([^\n]*)(?:\n|\Z)|([^\n]+)\n(?:=+|-{2,})[ \t]*(?:\n|\Z))"
_NO_DATES: Final = frozenset({"true", "false", "yes", "no", "null", "~"})
_NAMES: Final = ("name", "display_name", "title", "login", "nick")


def first(metadata: Mapping[str, Value], keys: Iterable[str]) -> Value | None:
    """Return the value of the first of the keys that has one, or None."""
    for key in keys:
        value = metadata.get(key)
        if value is not None and not (isinstance(value, Scalar) and not value.text.strip()):
            return value
    return None


def text(metadata: Mapping[str, Value], *keys: str) -> str | None:
    """Return the first text under these keys, on one line and without blanks around it, or None."""
    for key in keys:
        if (value := metadata.get(key)) and (found := as_text(value)) and (line := " ".join(found.split())):
            return line
    return None


def line(metadata: Mapping[str, Value], key: str) -> str | None:
    """Return the text under a key as it is written if that is one line, its lines joined otherwise; None for none."""
    found = as_text(metadata.get(key))
    in_one = found and found.strip() and "\t" not in found and len(found.splitlines()) == 1
    return found if in_one else text(metadata, key)


def texts(metadata: Mapping[str, Value], *keys: str) -> tuple[str, ...]:
    """Return the texts under the first of these keys that holds any; a single text is not split."""
    for key in keys:
        if (value := metadata.get(key)) and (found := as_texts(value)):
            return found
    return ()


def flag(metadata: Mapping[str, Value], key: str) -> bool | None:
    """Return whether a key says yes or no, or None where it is absent or says neither."""
    return as_bool(metadata[key]) if key in metadata else None


def nested(metadata: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    """Return the mapping under a key, or an empty one."""
    value = metadata.get(key)
    return value if isinstance(value, Mapping) else {}


def folded(metadata: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the metadata with its keys in lower case."""
    return {key.lower(): value for key, value in metadata.items()}


def split(values: Sequence[str], pattern: re.Pattern[str] = _COMMAS) -> tuple[str, ...]:
    """Return the parts of one single text, or several texts as they are."""
    return tuple(part.strip() for part in pattern.split(values[0])) if len(values) == 1 else tuple(values)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Return the texts in their order, on one line each, without empty and repeated ones."""
    return tuple(dict.fromkeys(line for value in values if (line := " ".join(value.split()))))


def dated(
    document: Document, keys: Iterable[str], rules: DateRules, problems: list[Problem]
) -> datetime | None:
    """Return the date under the first of the keys that holds one; an impossible date becomes a Problem."""
    for key in keys:
        value = document.metadata.get(key)
        if value is None or (isinstance(value, Scalar) and is_dateless(value)):
            continue
        if not isinstance(value, Scalar):
            message = f"`{key}` has a list or a map as its value: write one date"
            problems.append(Problem(document.id, "date", message))
            continue
        date = parse_date(value, rules, document.site.timezone)
        if date is not None:
            return date
        shown = value.text if len(value.text) <= 40 else value.text[:39] + "…"
        like = "2024-12-27 or 2024-12-27 20:00:00 +0100"
        message = f"the value of `{key}`, “{shown}”, is not a date: write it like {like}"
        problems.append(Problem(document.id, "date", message, "error", value.line, value.column))
    return None


def is_dateless(value: Scalar) -> bool:
    """Tell whether the value of a date's key means no date: empty, null, yes or no."""
    return not value.text.strip() or value.text.lower() in _NO_DATES


def people(value: Value | None, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of authors given as a text, a mapping with a name, a key into `names`, or a list of these."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(name for part in value for name in people(part, names))
    found = text(value, *_NAMES) if isinstance(value, Mapping) else as_text(value)
    if found is None:
        return ()
    name = names.get(found, found)
    return (plain(name) if "](" in name else name,)


def name_date(document: Document, named: str, rules: DateRules, problems: list[Problem]) -> datetime | None:
    """Return local midnight of the date in a file's name; an impossible one becomes a Problem."""
    date = parse_date(Scalar(named), rules, document.site.timezone)
    if date is None:
        message = f"there is no day {named}, so the date in the file's name is ignored: correct the name"
        problems.append(Problem(document.id, "date", message))
    return date


def heading(body: str) -> str | None:
    """Return the text of the first heading if the body begins with one, else None."""
    match = re.match(_HEADING, body[:2000])
    if match is None:
        return None
    marked, underlined = match.groups()
    said = underlined if marked is None else marked.rstrip(" \t").rstrip("#").rstrip(" \t")
    return plain_line(said) or None


def site_path(link: str) -> str | None:
    """Return the path of a link on the site itself, beginning with a slash, or None where it has none."""
    if "://" in link:
        link = "/" + link.partition("://")[2].partition("/")[2]
    path = link.partition("#")[0].partition("?")[0].strip()
    return "/" + path.lstrip("/") if path else None
