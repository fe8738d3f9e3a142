"""The colours that a theme is made from, and whether text in them can be read."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AUTO: Final = "auto"
"""The name in place of a theme's: dark or light, as the terminal is."""
TEXT: Final = 4.5
"""The least contrast of text with what lies behind it (WCAG 2.2, 1.4.3, level AA)."""
SHAPE: Final = 3.0
"""The least contrast of rules and bars (WCAG 2.2, 1.4.11)."""
STEPS: Final = 64
"""The steps from a colour to black or white in which a readable one is looked for."""
ALL: Final = 0
"""The number of colours of a terminal that has them all."""
BACKGROUNDS: Final = ("background", "surface", "marked")
"""The colours that lie behind text."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that a theme is made from, each `#rrggbb`.

    `surface` lies behind the lists and inline code, `marked` behind marked text. `faint` is for rules and bars, all
    others for text: `accent` for links and for what has the keys, `state` for what is special about a post, `heading`
    for headings.
    """

    name: str
    dark: bool
    background: str
    foreground: str
    surface: str
    marked: str
    muted: str
    faint: str
    accent: str
    state: str
    heading: str
    red: str
    orange: str
    green: str
    blue: str
    purple: str

    @property
    def background_rgb(self) -> tuple[int, int, int]:
        """The red, green and blue of the background."""
        return channels(self.background)

    def readable(self) -> Palette:
        """The palette with each colour that is too faint made lighter on dark, darker on light, as far as needed.

        The background of marked text gives way to the text on it.
        """
        end = "#ffffff" if self.dark else "#000000"
        backgrounds = (self.background, self.surface)
        text = _until(self.foreground, end, backgrounds, TEXT)
        found = {
            name: _until(getattr(self, name), end, backgrounds, SHAPE if name == "faint" else TEXT)
            for name in COLOURS
            if name not in {"foreground", *BACKGROUNDS}
        }
        marked = _until(self.marked, self.background, (text,), TEXT)
        return self.coloured({**found, "foreground": text, "marked": marked})

    def coloured(self, colours: Mapping[str, str]) -> Palette:
        """The palette with other colours, by their names."""
        return replace(self, **colours)  # type: ignore[arg-type]  # no colour is `dark`


COLOURS: Final = tuple(one.name for one in fields(Palette) if one.name not in {"name", "dark"})
"""The names of a palette's colours."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _until(colour: str, end: str, backgrounds: Sequence[str], least: float) -> str:
    """The colour nearest to `colour`, on the way to `end`, that has the least contrast with all backgrounds."""
    for step in range(STEPS):
        found = blended(colour, end, step / STEPS)
        if all(contrast(found, background) >= least for background in backgrounds):
            return found
    return end


def blended(one: str, other: str, share: float) -> str:
    """A colour with a `share`, from 0 to 1, of another."""
    mixed = (round(a + (b - a) * share) for a, b in zip(channels(one), channels(other), strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (one / 255 for one in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_count(environment: Mapping[str, str]) -> int:
    """The number of colours that Rich will use: 256, 16, or `ALL`."""
    if environment.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return ALL
    return 256 if environment.get("TERM", "").endswith(("256color", "kitty")) else 16


def colours_of(row: str) -> dict[str, str]:
    """The colours that a row holds, in the order of `COLOURS` and without their `#`."""
    return {name: f"#{colour}" for name, colour in zip(COLOURS, row.split(), strict=True)}


# background foreground surface marked muted faint accent state heading red orange green blue purple
_NIGHT: Final = (
    "1b1c1f d8d5ce 27292d 5a4a12 9c978d 737479 86b8e6 e3b565 7fcfb6 e5877e dba36b a3bf7a 8fb4e0 c6a0d8"
)
_PAPER: Final = (
    "faf8f3 2a2825 efebe2 f7e6a6 68635b 8b8579 1d5f8a 8a4b08 0b6152 a8322a 8a4b08 3f6a1f 245ea8 7a3d8f"
)


def night() -> Palette:
    """The dark palette: warm grey on near black."""
    return Palette(name="night", dark=True, **colours_of(_NIGHT))


def paper() -> Palette:
    """The light palette: ink on uncoated paper."""
    return Palette(name="paper", dark=False, **colours_of(_PAPER))


OURS: Final = {"night": night, "paper": paper}
