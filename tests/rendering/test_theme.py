"""Themes: text can be read on its background, and backgrounds are left to the page."""

from __future__ import annotations

from dataclasses import fields

import pytest
from rich.color import Color
from rich.style import Style

from tuireader.rendering.theme import Theme, night, paper, theme
from tuireader.themes.known import NAMES, known
from tuireader.themes.palette import OURS, Palette

PALETTES = [palette for name in NAMES if (palette := known(name))]
THEMES = [theme(palette) for palette in PALETTES]
parse = Color.parse
RULES = {"rule", "quote_bar", "code_bar", "table_rule"}
FILLED = {"code", "code_marked", "keyboard", "mark"}


def styles(theme: Theme) -> dict[str, Style]:
    found = {field.name: getattr(theme, field.name) for field in fields(theme)}
    named = {name: value for name, value in found.items() if isinstance(value, Style)}
    named |= {f"heading {rank}": style for rank, style in enumerate(theme.headings, 1)}
    return (
        named
        | {f"alert {k}": v for k, v in theme.alerts.items()}
        | {f"code {k}": v for k, v in theme.syntax.items()}
    )


def luminance(colour: Color) -> float:
    channels = [value / 255 for value in colour.get_truecolor()]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_can_be_read(theme: Theme) -> None:
    """WCAG 2.2, 1.4.3 (AA): 4.5 to 1; 1.4.11: 3 to 1."""
    for name, style in styles(theme).items():
        foreground = style.color or parse(theme.palette.foreground)
        # Lists and panels have the other background.
        backgrounds = (
            [style.bgcolor]
            if style.bgcolor
            else [parse(theme.palette.background), parse(theme.palette.surface)]
        )
        least = 3 if name in RULES else 4.5
        assert min(contrast(foreground, background) for background in backgrounds) >= least, name


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_what_differs_in_meaning_differs_in_colour(palette: Palette) -> None:
    assert len({palette.accent, palette.state, palette.heading, palette.foreground, palette.muted}) == 5
    assert palette.readable() == palette
    assert len({palette.background, palette.surface, palette.marked}) == 3


def test_ours_are_published_as_they_are_shown() -> None:
    """Nothing is computed for the first screen."""
    assert all(made().readable() == made() for made in OURS.values())
    assert [known("no such"), len(NAMES) == len(set(NAMES)) > 20] == [None, True]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_code_can_be_read_on_the_background_of_marked_lines(theme: Theme) -> None:
    for name, style in theme.syntax.items():
        marked = theme.code_block + style + theme.code_marked
        assert marked.color
        assert marked.bgcolor
        assert contrast(marked.color, marked.bgcolor) >= 4.5, name


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_backgrounds_are_the_page_s(theme: Theme) -> None:
    assert {name for name, style in styles(theme).items() if style.bgcolor} == FILLED


def test_the_two_themes_differ() -> None:
    assert (paper().name, paper().palette.dark) == ("paper", False)
    assert (night().name, night().palette.dark) == ("night", True)
    assert set(paper().syntax) == set(night().syntax)
