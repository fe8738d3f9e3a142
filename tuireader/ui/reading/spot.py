"""Where the reader is in a post, told so that it can be found again when the post is opened anew."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """`rows` below the first row that line `line` (0-based) of the body is drawn in, or above it where negative."""

    line: int
    rows: int = 0
