"""Footnotes shown below the blocks that cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt

NOTE: Final = "cited_note"
"""The kind of tokens that hold a note below the block that cites it."""
_DEFINES: Final = expression(r"[ \t>]*\[\^[^\]\s]+\]:")
_INDENTED: Final = expression(r"(?:[ \t>]*>)?(?: {2,}|\t)")
_MAX_LINES: Final = 200
"""Lines of a note that are shown."""


def note_text(lines: Sequence[str], line: int) -> str:
    """The Markdown of the definition that begins on a line, with the indented lines below it."""
    end = line + 1
    blank = False
    for end in range(line + 1, min(line + _MAX_LINES, len(lines)) + 1):
        if end == len(lines):
            break
        following = lines[end]
        if not following.strip(" \t>"):
            blank = True
        elif _DEFINES.match(following) or (blank and not _INDENTED.match(following)):
            break
        else:
            blank = False
    return "\n".join(lines[line:end]).rstrip()


def with_notes(
    tokens: list[Token], note: Callable[[str], str], parser: MarkdownIt, env: dict[str, object]
) -> list[Token]:
    """The tokens of a block with those of the notes that it cites after them; the notes are on its last line."""
    last = max((token.map[1] for token in tokens if token.map), default=1) - 1
    shown = list(tokens)
    for label in dict.fromkeys(_cited(tokens)):
        if inside := _inside(parser.parse(note(label), env)):
            shown.append(Token(f"{NOTE}_open", "", 1, meta={"label": label}, map=[last, last + 1]))
            shown.extend(_placed(inside, last))
            shown.append(Token(f"{NOTE}_close", "", -1))
    return shown


def _cited(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "footnote_ref":
            yield str(token.meta.get("label", ""))
        elif token.children:
            yield from _cited(token.children)


def _inside(tokens: Sequence[Token]) -> Sequence[Token]:
    """The blocks of the first definition among `tokens`."""
    opening = next((at for at, token in enumerate(tokens) if token.type == "footnote_reference_open"), None)
    if opening is None:
        return ()
    level = tokens[opening].level
    closes = (at for at in range(opening, len(tokens)) if tokens[at].type == "footnote_reference_close")
    closing = next((at for at in closes if tokens[at].level == level), len(tokens))
    return tokens[opening + 1 : closing]


def _placed(tokens: Sequence[Token], line: int) -> Sequence[Token]:
    """`tokens`, all on one line of the source, and none of them at the level of a block of its own."""
    for token in tokens:
        token.map = [line, line + 1] if token.map else None
        token.level += 1
    return tokens
