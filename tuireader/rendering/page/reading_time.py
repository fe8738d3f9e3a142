"""How long a post takes to read."""

from __future__ import annotations

WORDS_A_MINUTE = 230


def minutes(words: int) -> int:
    """Minutes that reading takes, one at least."""
    return max(1, round(words / WORDS_A_MINUTE))
