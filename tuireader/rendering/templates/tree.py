"""The tags of a template language, nested into the blocks that they open and close."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

DEPTH: Final = 40
"""Levels of nesting up to which blocks are rendered, since that is recursive; deeper ones stay as they are written."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text, from `start` to `end`: text between tags, a tag, or a value to be printed.

    `name` is a tag's name; `body` is the rest between the delimiters, and for `text` and `raw` the text to show. `code`
    says that it is in a code fence or span.
    """

    kind: Literal["text", "raw", "tag", "output"]
    start: int
    end: int
    name: str = ""
    body: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """A tag, the one that closes it, and the nodes between them."""

    opener: Token
    children: tuple[Node, ...]
    closer: Token

    @property
    def start(self) -> int:
        """The start of the opening tag."""
        return self.opener.start

    @property
    def end(self) -> int:
        """The end of the closing tag."""
        return self.closer.end


Node = Token | TemplateBlock


def tree(tokens: Iterable[Token], ending: str) -> tuple[Node, ...]:
    """Return the tokens with blocks where a tag has its closing one; a tag without stays a token.

    The name of a tag that closes a block is `ending` and the name of the block. Takes linear time.
    """
    every = list(tokens)
    closers = [
        token.name.removeprefix(ending) if token.kind == "tag" and token.name.startswith(ending) else None
        for token in every
    ]
    to_come = Counter(name for name in closers if name is not None)
    flat: list[Node] = []
    stack: list[tuple[str, int]] = []
    opened: Counter[str] = Counter()
    too_deep: Counter[str] = Counter()
    for token, closes in zip(every, closers, strict=True):
        if closes is not None:
            to_come[closes] -= 1
            if too_deep[closes] or not opened[closes]:
                too_deep[closes] = max(0, too_deep[closes] - 1)
                flat.append(token)
            else:
                _close(flat, stack, opened, closes, token)
            continue
        if token.kind == "tag" and to_come[token.name] > 0:
            if len(stack) < DEPTH:
                stack.append((token.name, len(flat)))
                opened[token.name] += 1
            else:
                too_deep[token.name] += 1
        flat.append(token)
    return tuple(flat)


def _close(
    flat: list[Node], stack: list[tuple[str, int]], opened: Counter[str], name: str, closer: Token
) -> None:
    while True:
        last, index = stack.pop()
        opened[last] -= 1
        if last == name:
            break
    opener = flat[index]
    assert isinstance(opener, Token)
    block = TemplateBlock(opener, tuple(flat[index + 1 :]), closer)
    del flat[index:]
    flat.append(block)
