"""Commands and their keys: what a command is, how a key is written for a person, and the user's own keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TargetT = TypeVar("TargetT")


@dataclass(frozen=True, slots=True)
class Command(Generic[TargetT]):
    """Something that can be done with a key.

    `name` is its name in the settings and the palette; `run` does it; `keys` are Textual's names of keys; `does` says
    in the imperative what it does. `group` is its heading in the help. `footer` is the short word for it in the footer,
    or empty.
    """

    name: str
    run: Callable[[TargetT], object]
    keys: tuple[str, ...]
    does: str
    group: str
    footer: str = ""

    @property
    def action(self) -> str:
        """What Textual runs."""
        return f"run('{self.name}')"

    @property
    def binding(self) -> Binding:
        """The command as a binding of Textual's, which the settings can give other keys by its id."""
        return Binding(
            ",".join(self.keys),
            self.action,
            self.footer or self.does,
            show=bool(self.footer),
            key_display=key_display(self.keys[0]) if self.footer else None,
            tooltip=self.does,
            id=self.name,
        )


_SIGNS = {
    "full_stop": ".",
    "comma": ",",
    "question_mark": "?",
    "slash": "/",
    "backslash": "\\",
    "plus": "+",
    "minus": "-",
    "colon": ":",
    "asterisk": "*",
    "ampersand": "&",
    "exclamation_mark": "!",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
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


def key_display(key: str) -> str:
    """A key as a person writes it: `ctrl+p` is `Ctrl+P`, `question_mark` is `?`."""
    *modifiers, last = key.split("+") if key != "+" else ("+",)
    sign = _SIGNS.get(last) or (last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), sign])


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The user's keys by command, as Textual's keymap."""
    return {name: ",".join(names) for name, names in keys.items()}
