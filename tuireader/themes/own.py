"""Themes of the user: a TOML file each, in the folder `themes` beside the settings, with some colours or all."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from string import hexdigits
from typing import TYPE_CHECKING, Final

from tuireader.archive.text import on_one_line
from tuireader.late import dataclass
from tuireader.themes.palette import AUTO, COLOURS, OURS, Palette, blended, contrast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ENDING: Final = ".toml"
_LARGEST: Final = 65_536
"""Bytes of a file that are read."""


@dataclass(frozen=True, slots=True)
class PaletteProblem:
    """What is wrong with a theme; `where` is its file, empty if there is no theme of that name."""

    message: str
    where: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes there are: those that come with the program, and the user's own in `folder`."""

    folder: Path | None = None

    def names(self) -> tuple[str, ...]:
        """The names of all themes, the user's own last; broken files included."""
        from tuireader.themes.known import NAMES

        return (*NAMES, *(name for name in self._own() if name not in NAMES))

    def palette(self, name: str) -> Palette | PaletteProblem:
        """The palette of a theme; one of the user's own takes the place of another of its name."""
        if self.folder and _is_name(name):
            from tuireader.archive.disk.files import regular_bytes

            file = os.fspath(self.folder / f"{name}{_ENDING}")
            try:
                return _palette(name, regular_bytes(file, _LARGEST), file)
            except (FileNotFoundError, NotADirectoryError):
                pass
            except OSError as error:
                return PaletteProblem(error.strerror or "cannot be read", file)
        if name in OURS:
            return OURS[name]()
        from tuireader.themes.known import known

        return known(name) or PaletteProblem(
            f"there is no theme {name}; the themes are {', '.join((AUTO, *self.names()))}"
        )

    def _own(self) -> list[str]:
        return [name for one in self.files() if _is_name(name := one.name.removesuffix(_ENDING))]

    def files(self) -> list[Path]:
        """The files of the user's own themes."""
        try:
            return sorted(self.folder.glob(f"[!.]*{_ENDING}")) if self.folder else []
        except OSError:
            return []


def _is_name(name: str) -> bool:
    """Whether a theme of the user's own can have that name, which is shown and written as it is."""
    return (
        bool(name)
        and name != AUTO
        and not name.startswith(".")
        and not set(name) & {"/", "\\"}
        and len(name) < 200
        and on_one_line(name) == name
    )


def _palette(name: str, data: bytes, where: str) -> Palette | PaletteProblem:
    """The palette in a file, or the first error in it."""
    import tomllib

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return PaletteProblem("is not UTF-8 text", where)
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        from tuireader.archive.front_matter.toml_block import toml_fault

        fault = toml_fault(error, text)
        return PaletteProblem(fault.message, where, fault.line, fault.column)
    except RecursionError:
        return PaletteProblem("arrays or tables are nested too deep", where)
    for key, value in table.items():
        if message := _fault(key, value):
            return PaletteProblem(message, where, _line(text, key))
    return _made(name, table)


def _fault(key: str, value: object) -> str:
    """What is wrong with a value of a file; empty if nothing is."""
    if key == "dark":
        return "" if isinstance(value, bool) else "dark is true or false, without quotes"
    if key == "base":
        from tuireader.themes.known import NAMES

        return "" if value in NAMES else f"base is one of {', '.join(NAMES)}"
    if key not in COLOURS:
        return f"there is no colour {key}; the colours are {', '.join(COLOURS)}; base and dark can be set too"
    return "" if _is_colour(value) else f'{key} is a colour such as "#5a4a12"'


def _is_colour(value: object) -> bool:
    return (
        isinstance(value, str)
        and value[:1] == "#"
        and len(value) in {4, 7}
        and set(value[1:]) <= set(hexdigits)
    )


def _made(name: str, table: Mapping[str, object]) -> Palette:
    """A palette with the colours of a file; others come from its base, and can be read on the backgrounds."""
    from tuireader.themes.known import known

    given = {key: _long(str(value)) for key, value in table.items() if key in COLOURS}
    background = given.get("background")
    dark = table.get(
        "dark", contrast(background, "#ffffff") > contrast(background, "#000000") if background else None
    )
    base = known(str(table.get("base", "paper" if dark is False else "night"))) or OURS["night"]()
    made = replace(base, name=name, dark=base.dark if dark is None else bool(dark))
    made = made.coloured(_backgrounds(background, base) | given if background else given)
    return made.readable().coloured(given)


def _backgrounds(background: str, base: Palette) -> dict[str, str]:
    """The other colours that lie behind text, near to a background that is not the base's."""
    return {
        "surface": blended(background, "#ffffff" if contrast(background, "#ffffff") > 4 else "#000000", 0.06),
        "marked": blended(background, base.state, 0.35),
    }


def _long(colour: str) -> str:
    """A colour with two digits for each part."""
    digits = colour.removeprefix("#").lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def _line(text: str, key: str) -> int | None:
    """The line that sets a key, which TOML's parser does not report."""
    given = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[.=\]]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if given.match(line)), None)
