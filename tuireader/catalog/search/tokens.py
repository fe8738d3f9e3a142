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
    from collections.abc import Callable

    from tuireader.catalog.query_words import Words

GAP = "\ufdd0"
"""A token that stands where no words may be found across: never in a file, never in a query."""
BREAK = f" {GAP} "

BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
RUNS = re.compile(r"([^\x00-\x7f]+)")
SHORT = 4
ASCII = bytes(range(0x80))
# Letters and signs that are what they are whatever stands beside them, and stay what they are made. Where a text has
# few others, as most have, replacing each of them is far quicker than to look at each character.
BY_THEMSELVES = re.compile("[\u00a0-\u0148\u014a-\u017e\u2010-\u2027\u2030-\u203a]+")
FEW = 16
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
        text = _with_runs(text, _short_tokens, _tokens)
    if MAYBE_FAR.search(text[::STEP]):
        return TOO_FAR.sub(BREAK, text)
    return text


def folded(text: str) -> str:
    """Return `search_form(text)`, several times as fast for long texts with few characters beyond ASCII."""
    text = text.lower()
    if len(text) < SHORT:
        return _short_form(text)
    return text if text.isascii() else _with_runs(text, _short_form, search_form)


def _with_runs(text: str, short: Callable[[str], str], any_length: Callable[[str], str]) -> str:
    """Return the text with other runs of characters beyond ASCII: `short`, which remembers, is asked for short ones."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass")
    each = set(beyond)
    if len(each) <= FEW and BY_THEMSELVES.fullmatch("".join(each)):
        for one in each:
            text = text.replace(one, short(one))
        return text
    parts = RUNS.split(text)
    runs = parts[1::2]
    if len(max(runs, key=len)) < SHORT:
        parts[1::2] = map(short, runs)
    else:
        parts[1::2] = [short(run) if len(run) < SHORT else any_length(run) for run in runs]
    return "".join(parts)


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
