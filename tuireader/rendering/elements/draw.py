"""The element that draws each kind of token.

Most posts need few of the elements, so those that are rare are loaded when there is something for them to draw.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from tuireader.rendering.elements.blocks import (
    draw_break,
    draw_bullet_list,
    draw_heading,
    draw_ordered_list,
    draw_other,
    draw_paragraph,
    draw_quote,
)
from tuireader.rendering.elements.canvas import Canvas, Element
from tuireader.rendering.elements.inline import INLINE_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from tuireader.rendering.drawing import BlockContext, Drawing
    from tuireader.rendering.elements.inline import InlineElement

_ELEMENTS: Final[Mapping[str, Element]] = {
    "blockquote_open": draw_quote,
    "bullet_list_open": draw_bullet_list,
    "heading_open": draw_heading,
    "hr": draw_break,
    "ordered_list_open": draw_ordered_list,
    "paragraph_open": draw_paragraph,
}
RARER: Final[Mapping[str, tuple[str, str]]] = {
    "abbreviations": ("blocks", "draw_abbreviations"),
    "alert_open": ("callouts", "draw_alert"),
    "attributed_open": ("callouts", "draw_attributed"),
    "cited_note_open": ("blocks", "draw_cited_note"),
    "code_block": ("code", "draw_code_block"),
    "contents": ("blocks", "draw_contents"),
    "dl_open": ("blocks", "draw_definition_list"),
    "fence": ("diagrams", "draw_fence"),
    "footnote_reference_open": ("blocks", "draw_footnote"),
    "html_block": ("html_blocks", "draw_html_block"),
    "html_container_open": ("html_blocks", "draw_html_container"),
    "html_inline": ("html.spans", "draw_html_inline"),
    "loose_table_open": ("tables", "draw_table"),
    "math_block": ("math", "draw_math_block"),
    "math_inline": ("math", "draw_math"),
    "nomarkdown": ("html_blocks", "draw_html_block"),
    "table_open": ("tables", "draw_table"),
}
"""The module beside this one, and its function that draws a token of a kind."""


@cache
def _loaded(kind: str) -> object:
    module, name = RARER[kind]
    return getattr(import_module(f"tuireader.rendering.elements.{module}"), name)


def element_of(kind: str) -> Element:
    """The element that draws tokens of a kind; of an unknown kind, the one that shows the text of any."""
    return cast("Element", _loaded(kind)) if kind in RARER else _ELEMENTS.get(kind, draw_other)


def inline_element_of(kind: str) -> InlineElement | None:
    """The element that adds inline tokens of a kind to a line of text; None where only their text is shown."""
    return cast("InlineElement", _loaded(kind)) if kind in RARER else INLINE_ELEMENTS.get(kind)


def load() -> None:
    """Load every element, so that none is waited for when it is first drawn."""
    for kind in RARER:
        _loaded(kind)


def draw(tokens: Sequence[Token], context: BlockContext) -> Drawing:
    """The drawing of one top-level block, or of a few with a blank line between them.

    `tokens` come from `full_parser()`. There is no blank line above or below. Lines are at most `context.width`
    cells wide, but for code, and for tables whose words need more; a line's `source` is `context.source` plus the
    line of its token. A citation of a footnote is a link to `#fn:LABEL`, an image one to its file.
    """
    canvas = Canvas(tokens, context, element_of, inline_element_of)
    canvas.draw_children(0, len(tokens))
    return canvas.drawing()
