"""Titles → the names of files."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import README
from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 160
"""Bytes of a slug, at most: a name of 255 has room for a date and an extension around it."""

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
_NOT_IN_NAMES: Final = re.compile(r'[/\\:*?"<>|#^\[\]\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class SlugHabit:
    """How names are made of titles: `joint` stands between words.

    With `unicode` other scripts than Latin stay as they are, with `cased` capitals do. With `titled` the name is
    the title itself, as far as a file can be named so.
    """

    joint: str = "-"
    unicode: bool = False
    cased: bool = False
    titled: bool = False


def slug_habit(slugs: Sequence[str], titles: Sequence[str]) -> SlugHabit:
    """Return the habit that the slugs of posts with these titles show."""
    if not slugs:
        return SlugHabit()
    half = len(slugs) / 2
    same = sum(slug == _as_name(title) for slug, title in zip(slugs, titles, strict=True))
    return SlugHabit(
        joint="_" if sum("_" in slug and "-" not in slug for slug in slugs) > half else "-",
        unicode=any(not slug.isascii() and any(_is_foreign(c) for c in slug) for slug in slugs),
        cased=sum(slug != slug.lower() for slug in slugs) > half,
        titled=sum(" " in slug for slug in slugs) > half
        or (same > half and any(slug != slug.lower() for slug in slugs)),
    )


def slug_of(title: str, habit: SlugHabit) -> str:
    """Return the slug of a title, or nothing where nothing of it can stand in one."""
    if habit.titled:
        slug = _shortened(_as_name(title), " ")
    else:
        spelled = _spelled(unicodedata.normalize("NFC", title), habit)
        slug = re.sub(r"\0+", habit.joint, spelled.strip("\0"))
        slug = _shortened(slug if habit.cased else slug.lower(), habit.joint)
    return f"{slug}{habit.joint}post" if slug.lower() in README else slug


def _as_name(title: str) -> str:
    return " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip(". ").lstrip("_~")


def _spelled(text: str, habit: SlugHabit) -> str:
    """Return the text's letters and digits as a slug spells them, with a NUL for all that is between words."""
    return "".join(_letter(character, habit) for character in text)


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
    if len(data) <= LONGEST:
        return slug
    cut = data[:LONGEST].decode(errors="ignore")
    head, found, _ = cut.rpartition(joint)
    return (head if found and len(head) > len(cut) // 2 else cut).strip(joint + ". ")
