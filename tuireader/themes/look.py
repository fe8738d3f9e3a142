"""The theme of this run: of the settings, or chosen in an earlier run, or dark or light as the terminal is.

What is remembered of it stands in a JSON file beside the library.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.themes.fewer import colour_count, fitted
from tuireader.themes.palette import AUTO, OURS, Palette

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.themes.own import Themes

_MOST: Final = 50
"""Terminals that are remembered; the others are those that were asked first."""
_NAME: Final = "look.json"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of earlier runs.

    `theme` is the one that was chosen in the reader, empty if none was. `light` says by the name of a terminal whether
    its background was light, those asked last at the end.
    """

    theme: str = ""
    light: tuple[tuple[str, bool], ...] = ()

    def is_light(self, terminal: str) -> bool | None:
        """Whether a terminal's background was light; None if that is not known."""
        return dict(self.light).get(terminal)

    def with_ground(self, terminal: str, *, light: bool) -> Look:
        """The look with what a terminal's background is."""
        others = tuple(one for one in self.light if one[0] != terminal)
        return Look(self.theme, (*others, (terminal, light))[-_MOST:])


def read_look(library: Path | None) -> Look:
    """The look remembered beside a library; what cannot be read counts as forgotten."""
    if library is None:
        return Look()
    try:
        found = json.loads(library.with_name(_NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        return Look()
    if not isinstance(found, dict):
        return Look()
    theme, light = found.get("theme"), found.get("light")
    known = light.items() if isinstance(light, dict) else ()
    return Look(
        theme if isinstance(theme, str) else "",
        tuple((name, value) for name, value in known if isinstance(value, bool))[-_MOST:],
    )


def write_look(library: Path, look: Look) -> None:
    """Remember the look beside a library, whole or not at all; without a word where that is impossible."""
    from tempfile import NamedTemporaryFile

    text = json.dumps({"theme": look.theme, "light": dict(look.light)}, ensure_ascii=False, indent=1)
    with suppress(OSError):
        library.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", dir=library.parent, prefix=_NAME, delete=False, encoding="utf-8"
        ) as file:
            file.write(text + "\n")
        made = Path(file.name)
        try:
            made.replace(library.with_name(_NAME))
        except OSError:
            made.unlink()


_DARK, _LIGHT = "night", "paper"
_GROUND: Final = re.compile(r";(\d+)$")
"""The background in COLORFGBG, a number of the sixteen colours; rxvt and Konsole set the variable."""


class LookService:
    """The theme of this run, which the settings name or leave open, and what is remembered for the next."""

    def __init__(
        self, setting: str, themes: Themes, library: Path | None, environment: Mapping[str, str]
    ) -> None:
        self._themes = themes
        self._library = library
        self._look = read_look(library)
        self._terminal = environment.get("TERM_PROGRAM") or environment.get("TERM") or "terminal"
        known = self._look.is_light(self._terminal)
        self._light = _is_light(environment) if known is None else known
        self._colours = colour_count(environment)
        self.name = (self._look.theme or AUTO) if setting == AUTO else setting
        """The name of the theme as it was chosen, `auto` included."""

    @property
    def palette(self) -> Palette:
        """The palette of the theme; of the dark one if its file was broken meanwhile."""
        return self.named(self.name) or fitted(OURS[_DARK](), self._colours)

    def named(self, name: str) -> Palette | None:
        """The palette of a theme in the terminal's colours; None if there is none, or its file has an error."""
        found = self.meant(name)
        return found and fitted(found, self._colours)

    def meant(self, name: str) -> Palette | None:
        """The palette of a theme as it is written, however many colours the terminal has."""
        found = self._themes.palette((_LIGHT if self._light else _DARK) if name == AUTO else name)
        return found if isinstance(found, Palette) else None

    def names(self) -> tuple[str, ...]:
        """The names of all themes, `auto` first."""
        return (AUTO, *self._themes.names())

    def take_ground(self, *, light: bool) -> bool:
        """Take what the terminal says of its background; whether that is new, and to be kept."""
        new = self._look.is_light(self._terminal) is not light
        self._light = light
        self._look = self._look.with_ground(self._terminal, light=light)
        return new

    def choose(self, name: str) -> None:
        """Use a theme from now on, and in later runs unless the settings name one."""
        self.name = name
        self._look = replace(self._look, theme="" if name == AUTO else name)

    def keep(self) -> None:
        """Write what is to be remembered."""
        if self._library:
            write_look(self._library, self._look)


def _is_light(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says so in its environment."""
    ground = _GROUND.search(environment.get("COLORFGBG", ""))
    return ground is not None and int(ground[1]) in {7, *range(9, 16)}
