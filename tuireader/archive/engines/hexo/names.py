"""Names and addresses of Hexo's posts: titles, slugs of categories, names of files, templates with their tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha1
from typing import TYPE_CHECKING, Final

from tuireader.archive.latin import slugize
from tuireader.archive.metadata.values import as_js_text, is_null
from tuireader.archive.permalinks import date_part, escape
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tuireader.archive.metadata.values import Value

_TOKEN: Final = expression(r":(\w*[^_\W])", re.ASCII)
_SEGMENTS: Final = {
    "year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "i_month": r"\d{1,2}", "i_day": r"\d{1,2}",
    "hash": "[0-9a-f]{12}",
}  # fmt: skip
_WORD: Final = expression(r"[A-Za-z0-9À-ÿ]+[^\s-]*")
_SMALL: Final = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or", "per", "the", "to",
     "v", "v.", "vs", "vs.", "via"}
)  # fmt: skip
_CAPITAL: Final = expression(r"[A-Z]|\..")
_MOST_STEPS: Final = 1_000_000
_DATE_PARTS: Final = frozenset({"year", "month", "day", "hour", "minute", "second", "i_month", "i_day"})


def parts_of_name(template: str, path: str) -> Mapping[str, str] | None:
    """Return what the tokens of `new_post_name` stand for in a path, or None where it does not fit.

    Both are without their ending.
    """
    pattern, free = _pattern(template)
    if len(path) ** free > _MOST_STEPS:
        return None
    match = pattern.fullmatch(path)
    if match is None:
        return None
    return dict(zip(_TOKEN.findall(template), match.groups(), strict=True))


@lru_cache(maxsize=8)
def _pattern(template: str) -> tuple[re.Pattern[str], int]:
    """Return the pattern of a template, and how many of its tokens stand for any text."""
    pieces, free, at = [], 0, 0
    for match in _TOKEN.finditer(template):
        known = _SEGMENTS.get(match[1])
        free += known is None
        pieces += [re.escape(template[at : match.start()]), f"({known or '.+?'})"]
        at = match.end()
    return re.compile("".join(pieces) + re.escape(template[at:]), re.DOTALL | re.ASCII), free


def category_slug(value: Value | None, names: Mapping[str, str], case: str) -> str | None:
    """Return the slug of the last category, those above it before it, or None without categories.

    `names` are those of `category_map`. A list of texts is one category below the other; where lists are in it,
    each of its items is one line of categories.
    """
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    lines = items if any(isinstance(item, tuple) for item in items) else (items,)
    for line in reversed(lines):
        labels = [as_js_text(one) for one in (line if isinstance(line, tuple) else (line,))]
        slugs = [slugize(names.get(label, label), case) for label in labels if label]
        if slugs:
            return "/".join(slugs)
    return None


def filled(
    template: str, known: Mapping[str, str], date: datetime | None, values: Sequence[Mapping[str, Value]]
) -> str | None:
    """Return a `permalink` with its tokens filled in as hexo-util does (`permalink.js`), percent-encoded.

    `known` are what Hexo itself knows of the post, `values` are asked after it: front matter, and defaults. What none
    of them has is `undefined`. None where a token asks for a moment and there is no date, or for what only a build
    knows.
    """
    pieces, at = [], 0
    for match in _TOKEN.finditer(template):
        stands_for = _stands_for(match[1], known, date, values)
        if stands_for is None:
            return None
        pieces += [template[at : match.start()], stands_for]
        at = match.end()
    return "/" + escape("".join((*pieces, template[at:]))).lstrip("/")


def _stands_for(
    name: str, known: Mapping[str, str], date: datetime | None, values: Sequence[Mapping[str, Value]]
) -> str | None:
    if name in _DATE_PARTS:
        return None if date is None else date_part(name, date)
    if name == "timestamp":
        return None if date is None else str(int(date.timestamp()))
    if name == "hash":
        return None if date is None else post_hash(known["title"], date)
    if name in known:
        return known[name]
    for one in values:
        if name in one:
            return _printed(one[name])
    return None if name in {"id", "date", "updated"} else "undefined"


def _printed(value: Value) -> str:
    if isinstance(value, Mapping):
        return "[object Object]"
    return "null" if is_null(value) else as_js_text(value) or ""


def post_hash(slug: str, date: datetime) -> str:
    """Return the twelve digits that Hexo calls a post's hash (`post_permalink.js`)."""
    return sha1(f"{slug}{int(date.timestamp())}".encode(), usedforsecurity=False).hexdigest()[:12]


def title_case(title: str) -> str:
    """Return a title with capitals as the package titlecase 1.1.3 sets them: small words small, but at its ends."""
    return _WORD.sub(_cased, title)


def _cased(match: re.Match[str]) -> str:
    word, title = match[0], match.string
    start, end = match.span()
    if start > 0 and end != len(title) and word.lower() in _SMALL and _stays_small(title, start, end):
        return word.lower()
    return word if _CAPITAL.search(word[1:]) else word[0].upper() + word[1:]


def _stays_small(title: str, start: int, end: int) -> bool:
    before = title[start - 1]
    if start > 1 and title[start - 2] == ":":
        return False
    return (before.isspace() or before == "-") and (title[end] != "-" or before == "-")
