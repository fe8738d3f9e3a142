"""Which element draws which token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.abbreviations import draw_abbreviations
from tuireader.rendering.elements.attributed import draw_attributed
from tuireader.rendering.elements.callouts import draw_alert
from tuireader.rendering.elements.canvas import Canvas, Element
from tuireader.rendering.elements.cited_notes import draw_cited_note
from tuireader.rendering.elements.code import draw_code_block, draw_fence
from tuireader.rendering.elements.contents import draw_contents
from tuireader.rendering.elements.definition_lists import draw_definition_list
from tuireader.rendering.elements.footnotes import draw_footnote
from tuireader.rendering.elements.html_blocks import draw_html_block, draw_html_container
from tuireader.rendering.elements.lists import draw_bullet_list, draw_ordered_list
from tuireader.rendering.elements.math import draw_math_block
from tuireader.rendering.elements.quotes import draw_quote
from tuireader.rendering.elements.tables import draw_table
from tuireader.rendering.elements.text import draw_break, draw_heading, draw_other, draw_paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from tuireader.rendering.drawing import Drawing
    from tuireader.rendering.elements.ink import Ink

_ELEMENTS: Final[Mapping[str, Element]] = {
    "": draw_other,
    "abbreviations": draw_abbreviations,
    "alert_open": draw_alert,
    "attributed_open": draw_attributed,
    "blockquote_open": draw_quote,
    "bullet_list_open": draw_bullet_list,
    "cited_note_open": draw_cited_note,
    "code_block": draw_code_block,
    "contents": draw_contents,
    "dl_open": draw_definition_list,
    "fence": draw_fence,
    "footnote_reference_open": draw_footnote,
    "heading_open": draw_heading,
    "hr": draw_break,
    "html_block": draw_html_block,
    "html_container_open": draw_html_container,
    "loose_table_open": draw_table,
    "math_block": draw_math_block,
    "nomarkdown": draw_html_block,
    "ordered_list_open": draw_ordered_list,
    "paragraph_open": draw_paragraph,
    "table_open": draw_table,
}


def draw(tokens: Sequence[Token], ink: Ink) -> Drawing:
    """Return the drawing of one top-level block, or of a few with a blank line between them.

    `tokens` come from `full_parser()`. There is no blank line above or below. Lines are at most `ink.width`
    cells wide, but for code, and for tables whose words need more; a line's `source` is `ink.source` plus the
    line of its token. A citation of a footnote is a link to `#fn:LABEL`, an image one to its file.
    """
    canvas = Canvas(tokens, ink, _ELEMENTS)
    canvas.draw_children(0, len(tokens))
    return canvas.drawing()
