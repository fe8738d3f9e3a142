"""Where the reader is in a post."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of a page: `row` counts from the first row of block `block`, the blank ones above it included."""

    block: int = 0
    row: int = 0


TOP = Place()
"""Where a post begins."""
