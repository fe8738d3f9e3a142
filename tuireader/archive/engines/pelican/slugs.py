"""The slugs of Pelican: in Latin letters as Unidecode spells them, then changed by the patterns of the settings."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from unicodedata import category, normalize

from tuireader.archive.engines.pelican.settings import flag, pairs
from tuireader.archive.latin import latin_spelling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.site import Site

_COMMENT: Final = "<!--.*?-->"
_TAG: Final = "<[^<>]*>"
_USUAL: Final = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*+")
_SIGNS: Final = r"[^\w\s-]"
_RUNS: Final = r"[-\s]+"
_LONGEST: Final = 1000
"""Characters of a text that makes a slug, at most."""
_SECONDS: Final = 0.05
"""What one of a site's own patterns may take; one that takes longer changes nothing."""


def slug_of(text: str, site: Site, kind: str = "SLUG") -> str:
    """Return a text as Pelican 4.12 slugifies it (utils.py): `Łódź & 你好` is `lodz-ni-hao`.

    With a `kind`, `CATEGORY`, `TAG` or `AUTHOR`, rules of its own come first.
    """
    cased = flag(site, "SLUGIFY_PRESERVE_CASE", default=False)
    own = next(
        (
            f"{one}_REGEX_SUBSTITUTIONS"
            for one in (kind, "SLUG")
            if f"{one}_REGEX_SUBSTITUTIONS" in site.values
        ),
        "",
    )
    if _USUAL.fullmatch(text) and not own:
        return (text if cased else text.lower()).replace(" ", "-")
    plain = _without_tags(text[:_LONGEST])
    spelt = normalize("NFKC", plain)
    if not flag(site, "SLUGIFY_USE_UNICODE", default=False):
        spelt = unidecoded(spelt)
    spelt = (
        _changed(spelt, pairs(site, own)) if own else re.sub(_RUNS, "-", re.sub(_SIGNS, "", spelt).strip())
    )
    return (spelt if cased else spelt.lower()).strip()


def _without_tags(text: str) -> str:
    """Return a text as `Markup.striptags` of MarkupSafe has it."""
    if "<" in text:
        text = re.sub(_TAG, "", re.sub(_COMMENT, "", text, flags=re.DOTALL))
    return unescape(" ".join(text.split()))


def _changed(text: str, patterns: tuple[tuple[str, str], ...]) -> str:
    import regex

    for pattern, put in patterns:
        try:
            text = regex.sub(pattern, put, text, flags=regex.IGNORECASE, timeout=_SECONDS)
        except (regex.error, TimeoutError, IndexError, ValueError):
            continue
    return text[:_LONGEST]


_SPELT: Final[Mapping[str, str]] = {
    "¢": "C/", "£": "PS", "¥": "Y=", "§": "SS", "©": "(c)", "®": "(r)", "°": "deg", "±": "+-", "¶": "P", "×": "x",
    "‐": "-", "‒": "-", "–": "-", "—": "--", "―": "--", "−": "-", "‿": "_", "‰": "%0", "€": "EUR", "₤": "L", "₦": "N",
    "₩": "W", "₫": "D", "₱": "P", "₹": "Rs", "₺": "L", "₽": "R", "₿": "BTC", "₴": "UAH", "₸": "T", "₪": "NS",
    "←": "<-", "→": "->", "↔": "<->", "─": "-", "━": "-", "═": "-", "、": ", ", "。": ". ", "〉": "> ", "》": ">> ",
    "」": "] ", "』": "} ", "】": ")] ", "〕": ") ", "〗": ") ", "〜": "~ ", "\u200b": " ", "♠": "spades",
    "♡": "hearts", "♢": "diamonds", "♣": "clubs", "♤": "spades", "♥": "hearts", "♦": "diamonds", "♧": "clubs",
    "た": "ta", "し": "shi", "ち": "chi", "っ": "tsu", "つ": "tsu", "Є": "Ie", "么": "Yao ", "什": "Shi ", "术": "Zhu ",
    "旅": "Lu ", "价": "Jie ", "Æ": "AE", "Œ": "OE", "シ": "shi", "チ": "chi", "ッ": "tsu", "ツ": "tsu", "ー": "-",
    "א": "A", "ח": "h", "ך": "kh", "כ": "kh", "ק": "k", "゛": "", "゜": "",
    "।": " / ", "॥": " // ", "།": " / ", "་": "-", "฿": "Bh",
}  # fmt: skip
"""What Unidecode has for signs that are spelt at all, and where it differs from deunicode."""
_UNSPELT: Final = re.compile(
    "[\u0500-\u052f\u0750-\u077f\u0800-\u08ff\u1700-\u177f\u1900-\u1cff\u2c00-\u2dff\u3400-\u4dbf\ua500-\uabff\ud7b0-\ud7ff]"
    "|[\U00010000-\U0010ffff]"
)
"""Characters that deunicode knows and Unidecode does not: rare ideographs and scripts, emoji."""
_IDEOGRAPH: Final = re.compile("[\u4e00-\u9fff]")


def unidecoded(text: str) -> str:
    """Return a text in ASCII as Unidecode 1.4 spells it."""
    return text if text.isascii() else "".join(char if char.isascii() else _spelt(char) for char in text)


def _spelt(char: str) -> str:
    if (known := _SPELT.get(char)) is not None:
        return known
    kind = category(char)
    if kind[0] == "Z":
        return " "
    if kind[0] in "PSC" or _UNSPELT.match(char):
        return ""
    # The table is in small letters, with a hyphen for the blank behind an ideograph and for signs.
    spelling = latin_spelling(char)
    if _IDEOGRAPH.match(char):
        return spelling.replace("-", " ").capitalize()
    spelling = spelling.replace("-", "")
    return spelling.capitalize() if kind in {"Lu", "Lt"} else spelling
