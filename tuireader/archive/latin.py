"""Any text in Latin letters without accents, as the slugs of several engines spell it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import category, name, normalize

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_LATIN: Final = expression(r"[^a-z0-9]+")
_SIGNS: Final = expression(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_CONTROL: Final = expression(r"[\x00-\x1f]")
_BEYOND: Final = expression(r"[^\x00-\x7f]")


def latin_slug(text: str) -> str:
    """Return a text in small Latin letters and digits, with one hyphen for all signs between them.

    The result is that of the crates `slug` and `deunicode`, which Zola uses: `你好, Łódź` is `ni-hao-lodz`.
    """
    text = text.lower() if text.isascii() else _BEYOND.sub(_spelt, text.translate(_SMALL))
    return _NOT_LATIN.sub("-", text).strip("-")


_SMALL: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _spelt(match: re.Match[str]) -> str:
    return _spellings("latin.txt").get(match[0], "-")


@cache
def _spellings(table: str) -> Mapping[str, str]:
    """Return how characters are spelt: each line has the number of one and the spellings of those from it on."""
    found: dict[str, str] = {}
    for line in Path(__file__).with_name(table).read_text(encoding="utf-8").splitlines():
        first, *spelt = line.split(" ")
        if first != "#":
            start = int(first, 16)
            found.update((chr(start + at), one.replace("_", "")) for at, one in enumerate(spelt))
    return found


_LETTER: Final = expression(
    r"(?:FULLWIDTH |CIRCLED )?LATIN (CAPITAL|SMALL) LETTER (?:[A-Z]{3,} )*([A-Z]{1,2})(?= |\Z)"
)
_UNLIKE: Final = {
    "ſ": "l", "ǅ": "Dz", "ǈ": "Lj", "ǋ": "Nj", "ǲ": "Dz", "Œ": "OE", "œ": "oe", "\x8c": "OE", "\x9c": "oe",
}  # fmt: skip
"""Letters whose names do not tell what hexo-util writes for them."""


def unaccented(text: str) -> str:
    """Return a text with each letter that is Latin but for a sign on it as that letter: `Łódź, ß` is `Lodz, s`.

    It is what hexo-util 3 makes (`escape_diacritic.js`): letters of other scripts and signs by themselves stay.
    """
    return text if text.isascii() else _BEYOND.sub(_plain_letter, text)


def _plain_letter(match: re.Match[str]) -> str:
    char = match[0]
    if char in _UNLIKE:
        return _UNLIKE[char]
    found = _LETTER.match(name(char, ""))
    if found is None:
        return char
    return found[2] if found[1] == "CAPITAL" else found[2].lower()


def slugize(text: str, case: str = "") -> str:
    """Return a text as hexo-util 3 puts it into addresses (`slugize.js`): Latin letters lose their accents.

    Blanks and signs of ASCII become one hyphen. Letters are small with `case` 1, and capitals with 2.
    """
    slug = _SIGNS.sub("-", _CONTROL.sub("", unaccented(text)))
    slug = re.sub("-{2,}", "-", slug).strip("-")
    return slug.lower() if case == "1" else slug.upper() if case == "2" else slug


_NAMES: Final = expression(r"[^a-z0-9]+")
_CONTRACTED: Final = expression(r"([a-z\d])'([ts])(?=\s|\Z)", re.ASCII)
_DROPPED: Final = frozenset("^`¨¯´·¸")
_OTHERS: Final = expression(r"[^\w\s$*+~.()'\"!:@-]+", re.ASCII)
_LETTERS: Final = (0x2B0, 0x36F)
_MATHEMATICAL: Final = (0x1D400, 0x1D7FF)


def slugified(text: str) -> str:
    """Return a text as Eleventy's filter `slugify` makes it (@sindresorhus/slugify 2): `C & Über` is `c-and-ueber`."""
    spelt = "".join(map(_as_slugify_spells, normalize("NFC", text))).lower()
    return _NAMES.sub("-", _CONTRACTED.sub(r"\1\2", spelt)).strip("-")


def _as_slugify_spells(char: str) -> str:
    if (known := _spellings("slugify.txt").get(char)) is not None:
        return known
    if char.isascii():
        return "" if char in _DROPPED else char
    if _MATHEMATICAL[0] <= ord(char) <= _MATHEMATICAL[1]:
        char = normalize("NFKD", char)
    return "".join(one for one in normalize("NFD", char) if not _is_sign_on_letter(one))


def _is_sign_on_letter(char: str) -> bool:
    return category(char) == "Mn" or char in _DROPPED or _LETTERS[0] <= ord(char) <= _LETTERS[1]


def old_slug(text: str) -> str:
    """Return a text as Eleventy's older filter `slug` makes it (slugify 1.6): `It's Über` is `it's-uber`."""
    known = _spellings("slug.txt")
    spelt = "".join(
        known.get(char, char if char.isascii() or char.isspace() else "") for char in normalize("NFC", text)
    )
    return re.sub(r"\s+", "-", _OTHERS.sub("", spelt.replace("-", " ")).strip()).lower()


_UNIDECODED: Final[Mapping[str, str]] = {
    "¢": "C/", "£": "PS", "¥": "Y=", "§": "SS", "©": "(c)", "®": "(r)", "°": "deg", "±": "+-", "¶": "P", "×": "x",
    "‐": "-", "‒": "-", "–": "-", "—": "--", "―": "--", "−": "-", "‿": "_", "‰": "%0", "€": "EUR", "₤": "L", "₦": "N",
    "₩": "W", "₫": "D", "₱": "P", "₹": "Rs", "₺": "L", "₽": "R", "₿": "BTC", "₴": "UAH", "₸": "T", "₪": "NS",
    "←": "<-", "→": "->", "↔": "<->", "─": "-", "━": "-", "═": "-", "、": ", ", "。": ". ", "〉": "> ", "》": ">> ",
    "」": "] ", "』": "} ", "】": ")] ", "〕": ") ", "〗": ") ", "〜": "~ ", "\u200b": " ", "♠": "spades",
    "♡": "hearts", "♢": "diamonds", "♣": "clubs", "♤": "spades", "♥": "hearts", "♦": "diamonds", "♧": "clubs",
    "た": "ta", "し": "shi", "ち": "chi", "っ": "tsu", "つ": "tsu", "Є": "Ie", "么": "Yao ", "什": "Shi ", "术": "Zhu ",
    "旅": "Lu ", "价": "Jie ", "Æ": "AE", "Œ": "OE", "シ": "shi", "チ": "chi", "ッ": "tsu", "ツ": "tsu", "ー": "-",
    "א": "A", "ח": "H", "ך": "KH", "כ": "KH", "ק": "k", "゛": "", "゜": "",
    "™": "(tm)", "℠": "(sm)", "℗": "(p)", "№": "No. ", "℃": "degC", "℉": "degF", "℅": " c/o ", "‑": "-", "†": "+",
    "‡": "++", "‱": "%00", "₡": "CL", "₨": "Rs", "₲": "G", "¯": "-", "↩": "-", "↪": "-", "⁺": "+", "⁻": "-", "₊": "+",
    "₋": "-", "।": " / ", "॥": " // ", "།": " / ", "་": "-", "฿": "Bh",
}  # fmt: skip
"""What Unidecode has for signs that are spelt at all, and where it differs from deunicode."""
_UNSPELT: Final = expression(
    "[\u0500-\u052f\u0750-\u077f\u0800-\u08ff\u1700-\u177f\u1900-\u1cff\u2c00-\u2dff\u3400-\u4dbf\ua500-\uabff\ud7b0-\ud7ff]"
    "|[\U00010000-\U0010ffff]"
)
"""Characters that deunicode knows and Unidecode does not: rare ideographs and scripts, emoji."""
_IN_CAPITALS: Final = expression(
    "[\u014a\u01a2\u01a6\u01a9\u01b7\u01b8\u01e2\u01ee\u01f6\u01fc\u0222\u1e9e\u05d8\u05e5\u05e6\u05e9"
    "\u05ef-\u05f1\u062d\u0635-\u0638\u063a\u0651\u067d\u0682\u0685\u0689\u068a\u068f\u0690\u0692-\u0697\u0699-\u06a3"
    "\u06a7\u06a8\u06ab\u06ac\u06ae\u06b0-\u06bd\u06c2\u06c4\u06ca\u06cd-\u06cf\u06fb\u0901-\u0903\u090b\u090c\u0943\u0944"
    "\u0950\u0960-\u0963\u0981-\u0983\u098b\u098c\u09c3\u09c4\u09e0-\u09e3\u0a81-\u0a83\u0a8b\u0ac3\u0ac4\u0ad0\u0ae0]"
)
"""Letters that Unidecode spells in capitals alone: of Latin, Hebrew, Arabic and three scripts of India."""
_IDEOGRAPH: Final = expression("[\u4e00-\u9fff]")


def unidecoded(text: str) -> str:
    """Return a text in ASCII as Unidecode 1.4 spells it."""
    return (
        text
        if text.isascii()
        else "".join(char if char.isascii() else _as_unidecode_spells(char) for char in text)
    )


def _as_unidecode_spells(char: str) -> str:
    if (known := _UNIDECODED.get(char)) is not None:
        return known
    kind = category(char)
    if kind[0] == "Z":
        return " "
    if kind[0] in "PSC" or _UNSPELT.match(char):
        return ""
    # The table is in small letters, with a hyphen for the blank after an ideograph and for signs.
    spelling = _spellings("latin.txt").get(char, "")
    if _IDEOGRAPH.match(char):
        return spelling.replace("-", " ").capitalize()
    spelling = spelling.replace("-", "")
    if _IN_CAPITALS.match(char):
        return spelling.upper()
    return spelling.capitalize() if kind in {"Lu", "Lt"} else spelling
