"""Placeholders: the names of template code whose output only a build of the site could tell.

They are made by `tuireader.rendering.templates`. The two marks are taken out of all files when these are read, so the
text between them is surely ours. A line of one that is opened twice asks for a list of contents below a title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.parsing.rule_parts import line_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

OPEN: Final = "\ufdd0"
CLOSE: Final = "\ufdd1"
_BRACKETS: Final = str.maketrans({OPEN: "⟨", CLOSE: "⟩"})


def enable_placeholders(parser: MarkdownIt) -> None:
    """Make `parser` find placeholders: `placeholder` tokens, with the template's name as content."""
    parser.inline.add_terminator_char(OPEN)
    parser.inline.ruler.before("escape", "placeholder", _placeholder)
    parser.block.ruler.before(
        "code", "asked_contents", _contents, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def contents_below(title: str, item: str = "") -> str:
    """A line that asks for a list of contents below a title, or for one of an item below another list of contents."""
    return f"{OPEN}{OPEN}{title}{OPEN}{item}{CLOSE}"


def _contents(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's
    if not state.src.startswith(OPEN + OPEN, state.bMarks[start] + state.tShift[start]):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("contents", "", 0)
        title, _, item = line_text(state, start).strip(f"{OPEN}{CLOSE} ").partition(OPEN)
        token.map, token.meta = [start, state.line], {"ordered": False, "title": title, "items": (item,)}
    return True


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
