"""Text as the index keeps it, and what to ask the index so that no post with certain words is missed.

The index takes tokens as they come: its tokenizer (SQLite's `ascii`) parts words at ASCII characters that are
neither letters nor digits, ignores the case of ASCII, and takes every other character for a letter. What a letter
is beyond ASCII is therefore settled here, by the rules of `query_words`, and is the same on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tuireader.catalog.query_words import EAST, INDIC, LETTER, SOUTH_EAST, search_form

if TYPE_CHECKING:
    from tuireader.catalog.query_words import Words

GAP = "\ufdd0"
"""A token that stands where no words may be found across: never in a file, never in a query."""
BREAK = f" {GAP} "

BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
ALONE = re.compile(rf"([{SOUTH_EAST}]|(?=\w)[{EAST}])")
BETWEEN = rf"(?:[^\w{INDIC}{SOUTH_EAST}]|_)"
SIGN = re.compile(BETWEEN)
# Words are found together across 40 signs at most. Of 41 signs on end every tenth character is a sign four times
# running, which is looked for first because it is quickly looked for.
TOO_FAR = re.compile(rf"{BETWEEN}{{41}}{BETWEEN}*+")
MAYBE_FAR = re.compile(rf"{BETWEEN}{{4}}")
STEP = 10
PLAIN_WORD = re.compile(rf"{LETTER}+")
TOKEN = re.compile(r"[^\x00-/:-@\[-`{-\x7f]+")


def tokenised(text: str) -> str:
    """Return any text as the index keeps it: each character of a script without spaces is a token by itself."""
    if not text.isascii():
        text = BEYOND_ASCII.sub(_tokens_of_run, text)
    if MAYBE_FAR.search(text[::STEP]):
        return TOO_FAR.sub(BREAK, text)
    return text


def folded(text: str) -> str:
    """Return `search_form(text)`, several times as fast for long texts with few characters beyond ASCII."""
    text = text.lower()
    return text if text.isascii() else BEYOND_ASCII.sub(_form_of_run, text)


def _tokens_of_run(run: re.Match[str]) -> str:
    return _short_tokens(run[0]) if len(run[0]) < 4 else _tokens(run[0])


def _form_of_run(run: re.Match[str]) -> str:
    return _short_form(run[0]) if len(run[0]) < 4 else search_form(run[0])


def _tokens(run: str) -> str:
    return ALONE.sub(r" \1 ", SIGN.sub(" ", search_form(run)))


_short_tokens = lru_cache(4096)(_tokens)
_short_form = lru_cache(4096)(search_form)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the index is asked for; None asks for every post, as there is nothing in it to go by.

    Every post that has the words is found so. Where `exact` is false, others may be too.
    """

    expression: str | None
    exact: bool


def lookup(words: Words) -> Lookup:
    """Return how posts with these words are found in the index."""
    plain = all(PLAIN_WORD.fullmatch(word) for word in words.words)
    parts = [" ".join(words.words)] if plain else list(words.words)
    phrases = [phrase for part in parts for phrase in _phrases(part)]
    if words.prefix and PLAIN_WORD.match(parts[-1][-1]):
        phrases[-1] += " *"
    return Lookup(" AND ".join(phrases) or None, plain)


def _phrases(text: str) -> list[str]:
    runs = (TOKEN.findall(run) for run in tokenised(text).split(GAP))
    return [f'"{" ".join(run)}"' for run in runs if run]
