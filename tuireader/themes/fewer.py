"""Palettes for terminals of 256 and of 16 colours, and of an unknown background.

Left to itself, Rich (15.0) takes the colour of a terminal that is nearest by its own measure: the background of `paper`
turns pink in 256 colours, and all text grey in 16. Here every colour is one that Rich passes on as it is meant.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from tuireader.themes.palette import SHAPE, TEXT, Palette, blended, channels, colours_of, contrast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_ROLES: Final = ("foreground", "muted", "accent", "state", "heading", "orange")
"""The colours that differ in meaning, that of code among them, so that no two become the same."""
_OTHERS: Final = ("red", "green", "blue", "purple")


def fitted(palette: Palette, count: int) -> Palette:
    if count == 16:
        return palette.coloured(colours_of(_DARK if palette.dark else _LIGHT))
    return _in_256(palette)


# Rich's values of the sixteen colours: their real ones are the terminal's own.
_BLACK, _WHITE, _RED, _MAGENTA, _GREY = "#000000", "#ffffff", "#aa0000", "#aa00aa", "#555555"
# background foreground surface marked muted faint accent state heading red orange green blue purple
_DARK: Final = (
    "000000 ffffff 000000 0000aa aaaaaa 555555 55ffff ffff55 55ff55 ff5555 ffff55 55ff55 55ffff ff55ff"
)
_LIGHT: Final = (
    "ffffff 000000 ffffff 55ffff 555555 555555 0000aa aa0000 aa00aa aa0000 aa0000 0000aa 0000aa aa00aa"
)
_EITHER: Final = {
    **dict.fromkeys(("accent", "heading", "blue", "purple"), _MAGENTA),
    **dict.fromkeys(("state", "red", "orange"), _RED),
    "green": "#00aa00",
    "muted": _GREY,
}


def on_any_background(palette: Palette, count: int) -> Palette:
    """The palette in colours, as many as a terminal has, that can be read on black and on white alike.

    Text without a role has the terminal's own.
    """
    if count == 16:
        return palette.coloured(_EITHER)
    found = {name: _between(getattr(palette, name)) for name in (*_ROLES[1:], *_OTHERS)}
    if count == 256:
        fixed = [(shown, asked) for shown, asked in _fixed_colours() if _is_between(shown)]
        found = {name: min(fixed, key=lambda pair: _distance(pair[0], found[name]))[1] for name in found}
    return palette.coloured(found)


def _is_between(colour: str) -> bool:
    return min(contrast(colour, _BLACK), contrast(colour, _WHITE)) >= 4


def _between(colour: str) -> str:
    """The colour, as light or dark as needed for the same contrast with black as with white."""
    low, high = (colour, _WHITE) if contrast(colour, _BLACK) < contrast(colour, _WHITE) else (_BLACK, colour)
    for _ in range(12):
        middle = blended(low, high, 0.5)
        if contrast(middle, _BLACK) < contrast(middle, _WHITE):
            low = middle
        else:
            high = middle
    return high


def _fixed_colours() -> Iterator[tuple[str, str]]:
    """The 240 colours that are alike in all terminals of 256, each with the colour that Rich makes it from."""
    steps = (0, 95, 135, 175, 215, 255)
    for red, green, blue in product(steps, repeat=3):
        if not red == green == blue or red in {0, 255}:
            colour = f"#{red:02x}{green:02x}{blue:02x}"
            yield colour, colour
    for step in range(1, 25):
        shown, asked = 10 * step - 2, round(10.2 * step)
        yield f"#{shown:02x}{shown:02x}{shown:02x}", f"#{asked:02x}{asked:02x}{asked:02x}"


def _in_256(palette: Palette) -> Palette:
    """The palette in the nearest of the 240 fixed colours in which it can be read."""
    asked = dict(_fixed_colours())
    found: dict[str, str] = {}

    def take(name: str, fits: Callable[[str], bool], other_than: Sequence[str] = ()) -> None:
        wanted, taken = getattr(palette, name), {found.get(one) for one in other_than}
        free = (colour for colour in asked if colour not in taken and fits(colour))
        found[name] = min(free, key=lambda colour: _distance(colour, wanted))

    def readable(least: float) -> Callable[[str], bool]:
        backgrounds = found["background"], found["surface"]
        return lambda colour: all(contrast(colour, background) >= least for background in backgrounds)

    take("background", bool)
    take("surface", bool, ["background"])
    for name in (*_ROLES, *_OTHERS):
        take(name, readable(TEXT), _ROLES if name in _ROLES else ())
    take("faint", readable(SHAPE))
    take("marked", lambda colour: contrast(colour, found["foreground"]) >= TEXT, ["background", "surface"])
    return palette.coloured({name: asked[colour] for name, colour in found.items()})


def _distance(one: str, other: str) -> float:
    """How far two colours are apart for the eye, roughly; above all one that is grey from one that is not."""
    (red, green, blue), (r, g, b) = channels(one), channels(other)
    middle = (red + r) / 2 / 256
    apart = (2 + middle) * (red - r) ** 2 + 4 * (green - g) ** 2 + (3 - middle) * (blue - b) ** 2
    tint = max(red, green, blue) - min(red, green, blue) - (max(r, g, b) - min(r, g, b))
    return apart + (4 if tint > 0 else 2) * tint**2
