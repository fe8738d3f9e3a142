"""How counts are told."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Return a number of things in words: `1 link`, `12 links`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
