"""Links of posts, made from an engine's template as the engine makes them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.dates import DAYS, MONTHS
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

STYLES: Final[Mapping[str, str]] = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
"""Jekyll's named permalink styles (configuration.rb)."""

_PLACEHOLDER: Final = expression(r":([a-z_]+)")
_PLAIN: Final = expression(r"[\w.~/-]*", re.ASCII)
_SLUG: Final = expression("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*+")
_TAGS: Final = expression(r"</?[^<>]*>")
_NO_SLUG: Final = expression(r"[^\w\- ]")
_SLASHES: Final = expression(r"/{2,}")
_SAFE: Final = "!$&'()*+,;=:@/~[]"
_PRETTY: Final = frozenset("._~!$&'()+,;=@")


def slugify(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """Return the text as Jekyll's `slugify` puts it into a link (utils.rb), in lower case unless `cased`.

    Runs of other characters than letters, marks and digits become a hyphen; `pretty` keeps those of paths too.
    """
    if _SLUG.fullmatch(text):
        return text if cased else text.lower()
    kept = _PRETTY if pretty else frozenset[str]()
    ascii_only = text.isascii()
    spaced = "".join(c if (c.isalnum() if ascii_only else _is_word(c)) or c in kept else "\0" for c in text)
    slug = re.sub("\0+", "-", spaced)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


def is_word(char: str) -> bool:
    """Tell whether `[[:word:]]` matches in Ruby: letters, marks, digits and connectors."""
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind in {"Nd", "Nl", "Pc"}


def github_slug(text: str) -> str:
    """Return the text as github-slugger 2 has it: words and hyphens in small letters, each blank a hyphen."""
    return "".join("-" if char == " " else char for char in text.lower() if char in "- " or is_word(char))


def unicode_slug(text: str, separator: str = "-") -> str:
    """Return the text as PyMdown Extensions slugs it (`slugs.py`, case `lower`): blanks are separators, signs go."""
    return _NO_SLUG.sub("", _TAGS.sub("", unicodedata.normalize("NFC", text)).strip().lower()).replace(
        " ", separator
    )


def escape(path: str) -> str:
    """Return a path percent-encoded where a link may not hold the character."""
    if _PLAIN.fullmatch(path):
        return path
    from urllib.parse import quote

    return quote(path, _SAFE, errors="replace")


def fill(template: str, value: Callable[[str], str | None]) -> str:
    """Return a Jekyll or Hexo template with its `:placeholders` filled in; unknown ones stay as they are.

    A trailing underscore belongs to the text where only the name without it is known (url.rb).
    """

    def replaced(match: re.Match[str]) -> str:
        name = match[1]
        found = value(name)
        if found is None and name.endswith("_"):
            found = value(name[:-1])
            return match[0] if found is None else escape(found) + "_"
        return match[0] if found is None else escape(found)

    return sanitise(_PLACEHOLDER.sub(replaced, template))


def sanitise(path: str) -> str:
    """Return a path that begins with one slash and cannot climb (url.rb, `sanitize_url`)."""
    return _SLASHES.sub("/", f"/{path}".replace("..", "/").replace("./", ""))


def joined(parts: Iterable[str]) -> str:
    """Return the parts as a path with a slash before and after it."""
    return sanitise("/".join(part.strip("/") for part in parts) + "/")


def date_part(name: str, date: datetime) -> str | None:
    """Return the value of a placeholder named for a part of the date, or None (drops/url_drop.rb)."""
    maker = _DATE_PARTS.get(name)
    return None if maker is None else maker(date)


_DATE_PARTS: Final[Mapping[str, Callable[[datetime], str]]] = {
    "year": lambda date: f"{date.year:04}",
    "month": lambda date: f"{date.month:02}",
    "day": lambda date: f"{date.day:02}",
    "hour": lambda date: f"{date.hour:02}",
    "minute": lambda date: f"{date.minute:02}",
    "second": lambda date: f"{date.second:02}",
    "i_day": lambda date: str(date.day),
    "i_month": lambda date: str(date.month),
    "short_month": lambda date: MONTHS[date.month - 1][:3],
    "long_month": lambda date: MONTHS[date.month - 1],
    "short_year": lambda date: f"{date.year % 100:02}",
    "w_year": lambda date: f"{date.isocalendar().year:04}",
    "week": lambda date: f"{date.isocalendar().week:02}",
    "w_day": lambda date: str(date.isoweekday()),
    "short_day": lambda date: DAYS[date.weekday()][:3],
    "long_day": lambda date: DAYS[date.weekday()],
    "y_day": lambda date: f"{date.timetuple().tm_yday:03}",
}
