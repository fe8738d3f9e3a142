"""Drawn lines → text with the styles of a theme, for a terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.color import ColorSystem

from tuireader.rendering import theme as themes

if TYPE_CHECKING:
    from rich.style import Style

    from tuireader.rendering.page.drawing import Line
    from tuireader.rendering.theme import Theme


def theme_named(name: str) -> Theme:
    """Return one of the themes that the settings know."""
    return themes.paper() if name == "paper" else themes.night()


class Inks:
    """Writes lines in the colours of a theme, as many as the terminal has."""

    def __init__(self, theme: str) -> None:
        self._foreground = theme_named(theme).palette.foreground
        exact = os.environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
        self._colours = ColorSystem.TRUECOLOR if exact else ColorSystem.EIGHT_BIT

    def line(self, line: Line) -> str:
        """Return the line with its styles as escape sequences."""
        return "".join(
            self._own(segment.style).render(segment.text, color_system=self._colours)
            if segment.style
            else segment.text
            for segment in line.segments
        )

    def _own(self, style: Style) -> Style:
        """Return the style without the page's text colour, for the background is the terminal's own."""
        plain = style.color is not None and style.color.name == self._foreground and style.bgcolor is None
        return style.without_color if plain else style
