"""The reader's themes, given to Textual: the interface takes its colours from those of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme as AppTheme

if TYPE_CHECKING:
    from tuireader.rendering.theme import Theme


def app_theme(theme: Theme) -> AppTheme:
    """Textual's theme with the colours of `theme`."""
    colours = theme.palette
    return AppTheme(
        name=colours.name,
        dark=colours.dark,
        primary=colours.accent,
        secondary=colours.muted,
        accent=colours.accent,
        foreground=colours.foreground,
        background=colours.background,
        surface=colours.surface,
        panel=colours.surface,
        warning=colours.orange,
        error=colours.red,
        success=colours.green,
        variables={
            "muted": colours.muted,
            "faint": colours.faint,
            "marked": colours.marked,
            "footer-key-foreground": colours.accent,
        },
    )
