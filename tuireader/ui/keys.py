"""Commands and keys: what a command is, how keys are written, and the user's own keys."""

from __future__ import annotations

import re
import unicodedata
from string import punctuation
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TargetT = TypeVar("TargetT")


@dataclass(frozen=True, slots=True)
class Command(Generic[TargetT]):
    """A command with its keys.

    `name` is its name in the settings and the palette; `run` is its code; `keys` are Textual's names of keys, empty if
    the settings give it none; `does` describes it in the imperative. `group` is its heading in the help.
    `footer` is its word in the footer, or empty. A number typed before a command that `repeats` runs it so many times.
    """

    name: str
    run: Callable[[TargetT], object]
    keys: tuple[str, ...]
    does: str
    group: str
    footer: str = ""
    repeats: bool = False

    @property
    def action(self) -> str:
        """Textual's action."""
        return f"run('{self.name}')"

    @property
    def binding(self) -> Binding:
        """Textual's binding; the settings find it by its id."""
        return Binding(
            ",".join(self.keys),
            self.action,
            self.footer or self.does,
            show=bool(self.footer),
            key_display=key_display(self.keys[0]) if self.footer and self.keys else None,
            tooltip=self.does,
            id=self.name,
        )


def _name_of_character(character: str) -> str | None:
    if character.isalnum():
        return character
    if not character.isprintable():
        return None
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_SIGNS = {
    **{name: sign for sign in punctuation if (name := _name_of_character(sign))},
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
"""Keys by Textual's names as people write them."""


def key_display(key: str) -> str:
    """A key as people write it: `ctrl+p` is `Ctrl+P`, `question_mark` is `?`."""
    *modifiers, last = key.split("+") if key != "+" else ("+",)
    sign = _SIGNS.get(last) or (last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), sign])


_NAMES = {"return": "enter", **{sign.lower(): name for name, sign in _SIGNS.items()}}
_MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})
_FUNCTION_KEYS = frozenset(key.value for key in Keys if re.fullmatch(r"[a-z]+[0-9]*", key.value))


def key_named(written: str) -> str | None:
    """Textual's name of a key, from Textual's or the help's spelling; None if there is no such key."""
    before, last = (written[:-1], "+") if written.endswith("+") else written.rpartition("+")[::2]
    modifiers = before.rstrip("+").lower().split("+") if before else []
    if not (set(modifiers) <= _MODIFIERS and bool(modifiers) == bool(before)):
        return None
    if set(modifiers) == {"shift"} and len(last) == 1:
        # A terminal sends another character for Shift; for signs, which one depends on the keyboard.
        return last.upper() if last.isalpha() and len(last.upper()) == 1 else None
    name = _key_alone(last.lower() if modifiers or len(last) > 1 else last)
    return "+".join([*sorted(set(modifiers)), name]) if name else None


def _key_alone(last: str) -> str | None:
    """Textual's name of a key without modifiers."""
    if name := _NAMES.get(last):
        return name
    if len(last) == 1:
        return _name_of_character(last)
    return last if last in _FUNCTION_KEYS or last in _SIGNS else None


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The user's keys by command, as Textual's keymap; a command without keys gets one that cannot be pressed."""
    return {name: ",".join(names) or Keys.Ignore.value for name, names in keys.items()}
