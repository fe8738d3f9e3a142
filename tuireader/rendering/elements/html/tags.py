"""HTML among the words of a paragraph: one tag at a time, as the Markdown parser finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.elements.html.attributes import read_tag
from tuireader.rendering.elements.html.names import FILTERED, is_element
from tuireader.rendering.elements.html.spans import as_written, closes, opens

if TYPE_CHECKING:
    from tuireader.rendering.elements.inline import Inline


def draw_html(text: str, inline: Inline) -> None:
    """Let one tag take effect; a comment is not shown, what is no element of a line as it is written."""
    tag = read_tag(text)
    if tag is None:
        return
    if not is_element(tag.name) or tag.name in FILTERED:
        as_written(inline, text)
    elif tag.closes:
        closes(inline, tag.name)
    else:
        opens(inline, tag.name, tag.attributes)
