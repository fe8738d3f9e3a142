"""HTML as it is meant to look: tags within a line take effect, blocks are drawn as those of Markdown are."""

from tuireader.rendering.elements.html.markup import Markup
from tuireader.rendering.elements.html.tags import draw_html

__all__ = ["Markup", "draw_html"]
