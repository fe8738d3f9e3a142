"""Short labels to type, one for each link in sight."""

from __future__ import annotations

from itertools import product

LETTERS = "asdfghjklqwertuiopzxcvbnm"


def labels(count: int) -> list[str]:
    """`count` labels of one length, so that none is the beginning of another; the shortest that suffice."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return [
        "".join(letters) for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False)
    ]
