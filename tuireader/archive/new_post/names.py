"""The names of posts: slugs made of titles, and the shape that the paths of an archive's posts have in common."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import README, split_extension
from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

YEAR, MONTH, DAY, SLUG = "\0Y", "\0m", "\0d", "\0s"
"""Placeholders in a shape for the parts that differ from post to post; no path holds a NUL."""

DATE: Final = f"{YEAR}-{MONTH}-{DAY}"

MAX_SLUG_BYTES: Final = 160
"""A name of 255 bytes has room for a date and an extension around a slug of this length."""

_YEAR: Final = expression(r"(?:19|20)\d\d")
_TWO_DIGITS: Final = expression(r"\d{1,2}")
_DATED: Final = expression(
    r"(?P<date>(?:19|20)\d\d(?P<sep>[-_.]?)\d{1,2}(?P=sep)\d{1,2})(?:T[\d:.+-]*Z?)?(?:(?P<joint>[-_. ]+)(?P<rest>.+))?",
    re.DOTALL,
)

_SPELLED: Final = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ı": "i", "ŋ": "ng", "Ŋ": "NG", "ə": "e", "Ə": "E",
}  # fmt: skip
_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u", "α": "a", "β": "v",
    "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
    "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
"""Cyrillic and Greek letters as they are usually put into addresses."""

_DROPPED: Final = frozenset("'’‘ʼ`´")
_NOT_IN_NAMES: Final = expression(r'[/\\:*?"<>|#^\[\]\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class SlugHabit:
    """The habit of making names of titles: `joint` is between words.

    With `unicode` other scripts than Latin stay as they are, with `cased` capitals do. With `titled` the name is
    the title itself, as far as a file can be named so.
    """

    joint: str = "-"
    unicode: bool = False
    cased: bool = False
    titled: bool = False


def slug_habit(named: Sequence[tuple[str, str]]) -> SlugHabit:
    """Return the habit that posts show, given as slug and title."""
    half = len(named) / 2
    slugs = [slug for slug, _ in named]
    capitals = [slug for slug in slugs if slug != slug.lower()]
    same = sum(slug == _as_name(title) for slug, title in named)
    return SlugHabit(
        joint="_" if sum("_" in slug and "-" not in slug for slug in slugs) > half else "-",
        unicode=any(_is_foreign(c) for slug in slugs for c in slug),
        cased=len(capitals) > half,
        titled=sum(" " in slug for slug in slugs) > half or (same > half and bool(capitals)),
    )


def slug_of(title: str, habit: SlugHabit) -> str:
    """Return the slug of a title, or nothing where nothing of it can be in one."""
    if habit.titled:
        slug = _shortened(_as_name(title), " ")
    else:
        spelled = "".join(_letter(character, habit) for character in unicodedata.normalize("NFC", title))
        slug = re.sub(r"\0+", habit.joint, spelled.strip("\0"))
        slug = _shortened(slug if habit.cased else slug.lower(), habit.joint)
    return f"{slug}{habit.joint}post" if slug.lower() in README else slug


def _as_name(title: str) -> str:
    return " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip(". ").lstrip("_~")


def _letter(character: str, habit: SlugHabit) -> str:
    if character.isascii():
        return character if character.isalnum() else "" if character in _DROPPED else "\0"
    if character in _DROPPED:
        return ""
    if habit.unicode and (_is_foreign(character) or unicodedata.category(character)[0] == "M"):
        return character
    if (latin := _SPELLED.get(character)) is not None:
        return latin
    if (other := _LETTERS.get(_base(character.lower()))) is not None:
        return other.capitalize() if character.isupper() else other
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if c.isascii() and c.isalnum())
    return plain or ("" if unicodedata.category(character)[0] in "LMN" else "\0")


def _base(character: str) -> str:
    """Return a letter without its accents, unless it is a letter of its own with them."""
    return character if character in _LETTERS else unicodedata.normalize("NFD", character)[0]


def _is_foreign(character: str) -> bool:
    """Tell whether this is a letter or digit of another script than Latin."""
    if not character.isalnum() or character.isascii() or character in _SPELLED:
        return False
    return not unicodedata.normalize("NFKD", character)[0].isascii() and neutralise(character) == character


def _shortened(slug: str, joint: str) -> str:
    """Return the slug in so many bytes, cut between words where that leaves enough."""
    data = slug.encode()
    if len(data) <= MAX_SLUG_BYTES:
        return slug
    cut = data[:MAX_SLUG_BYTES].decode(errors="ignore")
    head, found, _ = cut.rpartition(joint)
    return (head if found and len(head) > len(cut) // 2 else cut).strip(joint + ". ")


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
