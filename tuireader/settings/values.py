"""What a setting may be, whether the settings file, the environment or a flag says it."""

from __future__ import annotations

from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

THEMES = ("night", "paper")
WIDTHS = range(20, 1001)
POLL_SECONDS = 1.0

Value = str | int | float | bool | None


def _theme(value: Value) -> str:
    if value not in THEMES:
        msg = f"there is no theme {value}; there are {', '.join(THEMES)}"
        raise ValueError(msg)
    return str(value)


def _width(value: Value) -> int:
    number = str(value)
    if isinstance(value, bool) or not number.isdecimal() or len(number) > 6 or int(number) not in WIDTHS:
        msg = f"width is a number of columns from {WIDTHS.start} to {WIDTHS.stop - 1}, not {value}"
        raise ValueError(msg)
    return int(number)


def _watch(value: Value) -> bool:
    return _yes_or_no("watch", value)


def _follow(value: Value) -> bool:
    return _yes_or_no("follow", value)


def _yes_or_no(name: str, value: Value) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in words:
        msg = f"{name} is true or false, not {value}"
        raise ValueError(msg)
    return words[str(value).lower()]


def _poll(value: Value) -> float | None:
    if str(value).lower() in {"true", "false"}:
        return POLL_SECONDS if str(value).lower() == "true" else None
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and 0 < seconds <= 86_400):
        msg = f"poll is a number of seconds, not {value}"
        raise ValueError(msg)
    return seconds


CHECKS: Mapping[str, Callable[[Value], Value]] = MappingProxyType(
    {"theme": _theme, "width": _width, "watch": _watch, "follow": _follow, "poll": _poll}
)
"""Settings by name: each returns the value that is meant, or raises ValueError with what is wrong in plain words."""
