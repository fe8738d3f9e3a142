"""The theme of this run: of the settings, or chosen in an earlier run, or dark or light as the terminal is.

What is remembered of it is in a JSON file beside the library.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass
from tuireader.themes.palette import ALL, AUTO, OURS, Palette, colour_count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.themes.own import Themes

_MOST: Final = 50
"""Terminals that are remembered; the others are those that were asked first."""
_LARGEST: Final = 1 << 20
"""Bytes of the file, at most."""
LOOK_FILE: Final = "look.json"
"""The name of the file, which is beside the library."""


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

    def with_background(self, terminal: str, *, light: bool) -> Look:
        others = tuple(one for one in self.light if one[0] != terminal)
        return Look(self.theme, (*others, (terminal, light))[-_MOST:])


def read_look(library: Path | None) -> Look:
    """The look remembered beside a library; what cannot be read counts as forgotten."""
    if library is None:
        return Look()
    from tuireader.archive.disk.files import regular_bytes

    try:
        found = json.loads(regular_bytes(os.fspath(library.with_name(LOOK_FILE)), _LARGEST))
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
    from tuireader.archive.disk.whole_files import write_whole

    text = json.dumps({"theme": look.theme, "light": dict(look.light)}, ensure_ascii=False, indent=1)
    with suppress(OSError):
        library.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(os.fspath(library.with_name(LOOK_FILE)), f"{text}\n".encode(), replacing=True)


_DARK, _LIGHT = "night", "paper"
_LIGHT_ONES: Final = frozenset(map(str, (7, *range(9, 16))))
"""The light ones of the sixteen colours, by number."""


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
        self._guesses = known is None and "COLORFGBG" not in environment
        self._answered = self._chosen = False
        """Whether the terminal has said what its background is, and whether a theme was chosen in this run."""
        self._colours = colour_count(environment)
        self.is_set = False
        """Whether the settings name a theme, which holds again in the next run."""
        self.name = AUTO
        """The name of the theme as it was chosen, `auto` included."""
        self.use(setting)

    def use(self, setting: str) -> None:
        """Take the theme of the settings; for `auto`, the one that was chosen in the reader."""
        self.is_set = setting != AUTO
        self.name = setting if self.is_set else self._look.theme or AUTO

    @property
    def palette(self) -> Palette:
        """The palette of the theme; of the dark one if its file was broken meanwhile."""
        return self.named(self.name) or self._fitted(OURS[_DARK]())

    def named(self, name: str) -> Palette | None:
        """The palette of a theme in the terminal's colours; None if there is none, or its file has an error."""
        found = self.meant(name)
        return found and self._fitted(found)

    def _fitted(self, palette: Palette) -> Palette:
        """The palette in as many colours as the terminal has."""
        if self._colours == ALL:
            return palette
        from tuireader.themes.fewer import fitted

        return fitted(palette, self._colours)

    def meant(self, name: str) -> Palette | None:
        """The palette of a theme in full colour, however many colours the terminal has."""
        found = self._themes.palette((_LIGHT if self._light else _DARK) if name == AUTO else name)
        return found if isinstance(found, Palette) else None

    def palette_on_terminal(self) -> Palette | None:
        """The palette for text on a background that is unknown; None if it is known, or a theme was chosen."""
        if self.name != AUTO or not self._guesses:
            return None
        from tuireader.themes.fewer import on_any_background

        return on_any_background(OURS[_LIGHT](), self._colours)

    def names(self) -> tuple[str, ...]:
        """The names of all themes, `auto` first."""
        return (AUTO, *self._themes.names())

    def follow_background(self, *, light: bool) -> bool:
        """Take the terminal's answer about its background; whether that is new and worth keeping."""
        self._light, self._answered = light, True
        return self._look.is_light(self._terminal) is not light

    def choose(self, name: str) -> None:
        """Use a theme from now on, and in later runs unless the settings name one."""
        self.name, self._chosen = name, True

    def keep(self) -> None:
        """Write the look, beside changes that other readers have written meanwhile."""
        if self._library is None:
            return
        look = read_look(self._library)
        if self._chosen:
            look = replace(look, theme="" if self.name == AUTO else self.name)
        if self._answered:
            look = look.with_background(self._terminal, light=self._light)
        self._look = look
        write_look(self._library, look)


def _is_light(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says so in its environment, as rxvt and Konsole do: `15;0` is white on black."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_ONES
