"""Regular expressions to find in a post; whatever is typed, they end."""

from __future__ import annotations

import re
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING

from tuireader.rendering.page.find import Sought

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 0.05
"""Seconds that an expression may take in one block of a post."""


HEAVIEST = 20_000
"""Steps that an expression may have once its repeats are written out: compiling each takes some hundred bytes."""
TOO_HEAVY = "its repeats are too many"
_TOKEN = re.compile(
    r"""(?P<escape>\\.)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\]?)|(?P<opened>\()|(?P<closed>\))"""
    r"""|(?P<repeat>[+?*]|\{\s*(?P<least>\d*)\s*(?:,\s*\d*\s*)?\})|(?P<other>.)""",
    re.DOTALL,
)
_READ_OTHERWISE = re.compile(r"\(\?[a-zA-Z0-9]*[xV]")
"""Flags with which brackets, blanks and signs mean something else."""


class TooSlowError(Exception):
    """An expression takes too long."""


def expression(text: str) -> Sought | str:
    """What looks for a regular expression, ignoring case, or what is wrong with it, in plain words.

    Its `spans` raise `TooSlowError` where a text takes too long; the standard library's expressions cannot be
    stopped, those of `regex` can.
    """
    if _weight(text) > HEAVIEST:
        return TOO_HEAVY
    import regex  # noqa: PLC0415 - only where one is asked for

    try:
        sought = regex.compile(text, regex.IGNORECASE | regex.VERSION0)
    except regex.error as error:
        return str(error)
    except (RecursionError, OverflowError, MemoryError):
        return "too long"

    def spans(flowing: str) -> Sequence[tuple[int, int]]:
        try:
            return [found.span() for found in sought.finditer(flowing, timeout=PATIENCE)]
        except TimeoutError as error:
            raise TooSlowError from error

    return Sought(text, spans)


def _weight(text: str) -> int:
    """How many steps an expression has at most once each repeat is written out as often as it must be found.

    That is how `regex` compiles them (2026.11.19): a group that is to be found twice stands
    there three times, and a group around it that is to be found twice stands there nine times.
    """
    repeats = [_times(token) for token in _TOKEN.finditer(text) if token["repeat"]]
    # However they are nested, it cannot be more.
    most = list(
        accumulate(repeats, lambda total, times: min(mul(total, times), HEAVIEST + 1), initial=len(text))
    )
    if most[-1] <= HEAVIEST or _READ_OTHERWISE.search(text):
        return most[-1]
    weights, last = [0], 0
    for token in _TOKEN.finditer(text):
        if token["repeat"]:
            # What was counted once is counted as often as it stands there.
            weights[-1] += last * (_times(token) - 1)
            last = last * _times(token)
        elif token["opened"]:
            weights.append(0)
        elif token["closed"] and len(weights) > 1:
            last = weights.pop() + 1
            weights[-1] += last
        else:
            last = len(token[0])
            weights[-1] += last
        if weights[-1] > HEAVIEST:
            return weights[-1]
    return sum(weights)


def _times(repeat: re.Match[str]) -> int:
    """How often what is repeated stands in the compiled expression."""
    if repeat["least"] is not None:
        return int(repeat["least"][:6] or 0) + 1
    return 2 if repeat["repeat"] == "+" else 1
