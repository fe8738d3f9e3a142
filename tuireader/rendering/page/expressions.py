"""Regular expressions to find in a post; whatever is typed, they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.page.find import Sought

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 0.05
"""Seconds that an expression may take in one block of a post."""


class TooSlowError(Exception):
    """An expression takes too long."""


def expression(text: str) -> Sought | str:
    """What looks for a regular expression, ignoring case, or what is wrong with it, in plain words.

    Its `spans` raise `TooSlowError` where a text takes too long; the standard library's expressions cannot be
    stopped, those of `regex` can.
    """
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
