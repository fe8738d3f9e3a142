"""Words to find in a text: which spellings are equal, and where words begin and end."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING
from unicodedata import normalize

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

PART = "\0"
"""Separates the title, the tags and the body of a searchable text: no words match across it."""

# Accents and points of Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac, the stretching of Arabic, and variation
# selectors. What looks like a mark but is a letter to its readers stays: dakuten, Thai tones, Indic vowels.
ACCENTS = expression(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)

# Scripts whose vowels and tones are marks to Python (no `\w`) and parts of a word to their readers.
INDIC = "\u0900-\u0963\u0966-\u0dff"
SOUTH_EAST = "\u0e00-\u0e4e\u0e50-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
# Scripts written without spaces between words, and Korean, whose particles hang on to the word.
EAST = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u3100-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)

LETTER = rf"(?:[^\W_{SOUTH_EAST}{EAST}]|[{INDIC}])"
"""A letter, mark or digit of a script with spaces between words; `_` separates words."""

FIRST_IS_LETTER = expression(LETTER)
LAST_IS_LETTER = expression(rf"{LETTER}\Z")
BEGINS_AS_WORD = expression(r"[^\W_]")

# Possessive and bounded, so that no text makes a search slow.
BETWEEN_WORDS = rf"(?:[^\w{PART}{INDIC}{SOUTH_EAST}]|_){{1,40}}+"
BEFORE_SIGNS = r"\s{1,40}+"


_STROKES = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
"""Letters that Unicode does not decompose, and their spelling on other keyboards."""
_STROKE = expression(f"[{''.join(_STROKES)}]")


def search_form(text: str) -> str:
    """`text` for comparison: without case, accents and compatibility forms, with straight apostrophes."""
    text = text.replace("\u2019", "'")
    if text.isascii():
        return text.lower()
    text = ACCENTS.sub("", normalize("NFKD", text)).casefold()
    return normalize("NFC", _STROKE.sub(lambda letter: _STROKES[letter[0]], text))


@dataclass(frozen=True, slots=True)
class Words:
    """Adjacent words in search form; the last is a prefix with `prefix`.

    Words match whole: no letter or digit may adjoin a letter or digit at their ends. In Chinese, Japanese, Korean,
    Thai, Lao, Khmer and Burmese they match anywhere. Signs match as typed. Between two words may be up to 40 spaces,
    line ends and other signs.
    """

    words: tuple[str, ...]
    prefix: bool = False
    unfinished: bool = field(default=False, compare=False)
    """Whether the last word is a prefix only because it is still being typed; then `whole` is the word so far."""
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", re.compile(_expression(self.words, prefix=self.prefix)))

    @classmethod
    def of(cls, text: str, *, prefix: bool = False) -> Words | None:
        """The words of a typed text, or None without any."""
        words = tuple(search_form(text).split())
        return cls(words, prefix) if words else None

    @property
    def whole(self) -> Words:
        """The words with the last one as a whole word."""
        return Words(self.words)

    def found_in(self, text: str) -> bool:
        """Whether the words are in a text in search form."""
        # Most texts lack a word, which is found far sooner without the expression.
        return all(word in text for word in self.words) and self._pattern.search(text) is not None

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the places of the words in a text in search form: the offsets of beginning and end, in order.

        `start` and `end` limit the search; the text before `start` remains the context.
        """
        found = self._pattern.finditer(text, start, len(text) if end is None else end)
        return (match.span() for match in found)


def _expression(words: tuple[str, ...], *, prefix: bool) -> str:
    first = re.escape(words[0])
    # Checked by a lookbehind after the word: a pattern with a plain beginning is several times as fast.
    before = rf"(?<!{LETTER}{first})" if FIRST_IS_LETTER.match(words[0]) else ""
    after = rf"(?!{LETTER})" if not prefix and LAST_IS_LETTER.search(words[-1]) else ""
    parts = [first, before]
    for word in words[1:]:
        parts += [BETWEEN_WORDS if BEGINS_AS_WORD.match(word) else BEFORE_SIGNS, re.escape(word)]
    return f"{''.join(parts)}{after}"
