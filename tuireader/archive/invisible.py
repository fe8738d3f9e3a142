"""Characters that show nothing of themselves: those that harm are taken away, those that scripts and emoji need stay.

What may stay depends on what it stands beside. A joiner belongs between two emoji, or after a letter of a script that
joins its letters; a variation selector after the character that it varies; the tags of a flag after the black flag.
Anywhere else they hide text, or make Rich and the terminal count different cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REPLACEMENT: Final = "\ufffd"
_DANGEROUS: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_INVISIBLE: Final = (
    # Default_Ignorable_Code_Point (UCD, DerivedCoreProperties.txt) but the fillers and joiners that are harmless.
    "\xad\u034f\u061c\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200d-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_RARE: Final = "\U0001fffe-\U0010ffff"
"""All from the end of plane 1 on, as a set of many ranges takes long to search: noncharacters, tags, and ideographs."""
UNSAFE: Final = re.compile(f"[{_DANGEROUS}{_INVISIBLE}{_RARE}]+")
"""Runs of characters of which `safe` says what becomes of them."""

_ORDINARY: Final = re.compile("[\U00020000-\U000dffff\U000e1000-\U0010ffff]")
_JOINER: Final = "\u200d"
_FLAGS: Final = tuple(
    "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""The tags of the flags that emoji sets have (Unicode, emoji-sequences.txt)."""
_BLACK_FLAG: Final = "\U0001f3f4"
_VARIES: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MONGOLIAN: Final = re.compile("[\u180b-\u180f]")
_EMOJI: Final = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_JOINING: Final = re.compile(
    "[\u0590-\u109f\u1700-\u1cff\ua800-\ua8ff\ua900-\ua95f\ua980-\uabff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff]"
)
"""Hebrew and Arabic, and the scripts of India and of South-East Asia."""


def _replacements() -> Mapping[str, str]:
    pictures = {chr(code): chr(0x2400 + code) for code in range(0x20)}
    lost = {chr(code): _REPLACEMENT for code in (*range(0x80, 0xA0), 0x202D, 0x202E, *range(0xFDD0, 0xFDF0))}
    spaces = dict.fromkeys("\u2028\u2029\u3164\uffa0\ufffa\ufffb", " ")
    return {**pictures, "\x7f": "\u2421", **lost, **spaces}


_REPLACED_BY: Final = _replacements()


def safe(match: re.Match[str]) -> str:
    """Return what stands for a run of `UNSAFE` characters in its text."""
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1] if start else ""
    return "".join(_kept(match[0], before, text[end : end + 1]))


def _kept(run: str, before: str, after: str) -> Iterator[str]:
    """What stays of a run; `before` is the character that was kept last, `marked` whether it is varied already."""
    at, marked = 0, False
    while at < len(run):
        one, at = run[at], at + 1
        if one in _REPLACED_BY or _is_lost(one):
            before, marked = _REPLACED_BY.get(one, _REPLACEMENT), False
            yield before
        elif _ORDINARY.match(one):
            before, marked = one, False
            yield one
        elif before == _BLACK_FLAG and not marked and (tags := _flag(run, at - 1)):
            at, marked = at - 1 + len(tags), True
            yield tags
        elif one == _JOINER:
            while run[at : at + 1] == _JOINER:
                at += 1
            if joiners := _joiners(before, after if at == len(run) else ""):
                before, marked = _JOINER, True
                yield joiners
        elif not marked and _belongs(one, before):
            marked = True
            yield one


def _is_lost(character: str) -> bool:
    return "\ud800" <= character <= "\udfff" or ord(character) & 0xFFFE == 0xFFFE


def _flag(run: str, at: int) -> str:
    return next((tags for tags in _FLAGS if run.startswith(tags, at)), "")


def _joiners(before: str, after: str) -> str:
    """The joiners between two characters.

    Rich takes what follows a joiner for a part of the character before it, which is right of emoji alone. Of two
    joiners it takes the second for that part, and letters are joined by two as by one.
    """
    if _EMOJI.match(before):
        return _JOINER if _EMOJI.match(after) else ""
    return _JOINER * 2 if _JOINING.match(before) and category(before)[0] in "LM" else ""


def _belongs(character: str, before: str) -> bool:
    """Tell whether an invisible character has a use after `before`."""
    if not before or before.isspace():
        return False
    if character == "\ufe0e" and east_asian_width(before) in "WF":
        return False  # Terminals draw a wide emoji wide, whatever it asks for, and do not agree on its cells.
    if _VARIES.match(character):
        return True
    if _MONGOLIAN.match(character):
        return "\u1820" <= before <= "\u18aa"
    return character == "\u1160" and ("\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c")
