"""The elements of a post: each construct of Markdown drawn as lines of styled text."""

from __future__ import annotations

from tuireader.rendering.drawing import BlockContext
from tuireader.rendering.elements.draw import draw

__all__ = ("BlockContext", "draw")
