"""Which token closes which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


def closing_of(tokens: Sequence[Token]) -> list[int]:
    """For each opening token where its closing one is; for any other its own index."""
    closing = list(range(len(tokens)))
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            opened.append(index)
        elif token.nesting < 0 and opened:
            closing[opened.pop()] = index
    for index in opened:
        closing[index] = len(tokens)
    return closing
