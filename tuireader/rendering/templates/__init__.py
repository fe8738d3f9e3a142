"""Templates in posts, before Markdown: Liquid, Hugo's and Zola's shortcodes, Hexo's tags.

On the site templates run over the text of a post, and what they print is Markdown. So it is here: `translate`
turns a body into Markdown of as many lines, each from the line of the same number, so that links, the outline,
what changed and the editor's line all stay right. What only a build of the site can tell is named by a
placeholder, between two noncharacters, which no file can hold (`tuireader.rendering.dialects.placeholders`).
"""

from __future__ import annotations

from tuireader.rendering.templates.context import Context, context_of
from tuireader.rendering.templates.translation import translate

__all__ = ["Context", "context_of", "translate"]
