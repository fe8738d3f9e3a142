"""Themes in 256 and 16 colours: Rich passes on each colour as it is meant, and text can be read."""

from __future__ import annotations

import pytest
from rich._palettes import EIGHT_BIT_PALETTE, STANDARD_PALETTE
from rich.color import Color, ColorSystem

from tuireader.themes.fewer import fitted, on_any_background
from tuireader.themes.known import NAMES, known
from tuireader.themes.palette import ALL, BACKGROUNDS, COLOURS, SHAPE, TEXT, Palette, colour_count, contrast

PALETTES = [palette for name in NAMES if (palette := known(name))]
SYSTEMS = {256: (ColorSystem.EIGHT_BIT, EIGHT_BIT_PALETTE), 16: (ColorSystem.STANDARD, STANDARD_PALETTE)}
YELLOW = {"#aa5500", "#ffff55"}


def on_a_terminal(palette: Palette, count: int) -> Palette:
    """The palette as a terminal shows it, by the numbers that Rich sends."""
    system, table = SYSTEMS[count]
    shown = {}
    for name in COLOURS:
        number = Color.parse(getattr(palette, name)).downgrade(system).number
        assert number is not None
        shown[name] = "#{:02x}{:02x}{:02x}".format(*table[number])
    return palette.coloured(shown)


@pytest.mark.parametrize("count", SYSTEMS)
@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_text_can_be_read_in_fewer_colours(palette: Palette, count: int) -> None:
    shown = on_a_terminal(fitted(palette, count), count)
    for name in set(COLOURS) - set(BACKGROUNDS):
        least = SHAPE if name == "faint" and count == 256 else TEXT if name != "faint" else 2.5
        for background in ("background", "surface"):
            assert contrast(getattr(shown, name), getattr(shown, background)) >= least, (name, background)
    assert contrast(shown.foreground, shown.marked) >= TEXT
    assert len({shown.accent, shown.state, shown.heading, shown.foreground, shown.muted}) == 5
    # Links, headings and code; code may have the colour of what is special about a post, which stands elsewhere.
    assert len({shown.accent, shown.heading, shown.orange, shown.foreground}) == 4
    assert shown.marked not in {shown.background, shown.surface}
    assert shown.dark or count == 256 or not YELLOW & {getattr(shown, name) for name in COLOURS}


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_backgrounds_are_as_grey_in_256_colours_as_they_are_meant(palette: Palette) -> None:
    shown = on_a_terminal(fitted(palette, 256), 256)
    for name in ("background", "surface"):
        shades = bytes.fromhex(getattr(shown, name)[1:])
        assert max(shades) - min(shades) <= 40, name


@pytest.mark.parametrize(("count", "least"), [(ALL, 4.5), (256, 4), (16, 2.5)])
def test_without_a_known_background_text_can_be_read_on_black_and_on_white(count: int, least: float) -> None:
    """No colour of 256 has 4.5 to 1 with both, and the sixteen are the terminal's own."""
    paper = PALETTES[1]
    palette = on_any_background(paper, count)
    shown = palette if count == ALL else on_a_terminal(palette, count)
    for name in set(COLOURS) - {*BACKGROUNDS, "foreground", "faint"}:
        colour = getattr(shown, name)
        assert min(contrast(colour, "#000000"), contrast(colour, "#ffffff")) >= least, name
        assert colour not in YELLOW
    assert shown.orange not in {shown.accent, shown.heading}
    assert palette.foreground == paper.foreground


@pytest.mark.parametrize(
    ("environment", "count"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ALL),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "xterm"}, 16),
        ({}, 16),
    ],
)
def test_colours_are_counted_as_rich_counts_them(environment: dict[str, str], count: int) -> None:
    assert colour_count(environment) == count
