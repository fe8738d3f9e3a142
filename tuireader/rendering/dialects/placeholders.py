"""Placeholders: the names of template code whose output only a build of the site could tell.

They are made by `tuireader.rendering.templates`. The two marks are taken out of all files when these are read, so the
text between them is surely ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

OPEN: Final = "\ufdd0"
CLOSE: Final = "\ufdd1"
_BRACKETS: Final = str.maketrans({OPEN: "⟨", CLOSE: "⟩"})


def enable_placeholders(parser: MarkdownIt) -> None:
    """Make `parser` find placeholders: `placeholder` tokens, with the template's name as content."""
    parser.inline.add_terminator_char(OPEN)
    parser.inline.ruler.before("escape", "placeholder", _placeholder)


def bracketed(content: str) -> str:
    """The text of a placeholder as it is shown."""
    return f"⟨{content}⟩"


def legible(text: str) -> str:
    """`text` with brackets for the marks of placeholders, for text that is not read as Markdown."""
    return text.translate(_BRACKETS) if OPEN in text else text


def _placeholder(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != OPEN:
        return False
    end = state.src.find(CLOSE, state.pos, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("placeholder", "", 0).content = state.src[state.pos + 1 : end]
    state.pos = end + 1
    return True
