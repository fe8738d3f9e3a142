"""The properties of a terminal known without a query: how it shows pictures, and the size of its cells."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CELL: Final = (10, 20)
"""The size of a cell in pixels, where it is not known."""
_PASSED_ON: Final = ("TMUX", "STY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Variables set where output passes through a multiplexer, which may drop pictures, or over a network."""
_PROTOCOLS: Final = {"xterm-kitty": "kitty", "xterm-ghostty": "kitty", "foot": "sixel"}
"""How terminals show pictures, by the names that they alone have in `TERM`."""


def is_passed_on(environment: Mapping[str, str]) -> bool:
    """Whether output passes through something that may drop pictures."""
    return any(environment.get(name) for name in _PASSED_ON)


def known_protocol(environment: Mapping[str, str], cell: tuple[int, int] | None) -> str:
    """How a terminal shows pictures that are printed: `kitty`, `sixel` if its `cell` has a known size, or `blocks`."""
    protocol = (
        "blocks" if is_passed_on(environment) else _PROTOCOLS.get(environment.get("TERM", ""), "blocks")
    )
    return "blocks" if protocol == "sixel" and cell is None else protocol


def cell_of(descriptor: int) -> tuple[int, int] | None:
    """The size of a cell in pixels, as the system knows it of a terminal."""
    try:
        import fcntl
        import termios
    except ImportError:  # Windows
        return None
    try:
        size = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    rows, columns, width, height = struct.unpack("HHHH", size)
    return sane_cell(width // columns, height // rows) if rows and columns else None


def sane_cell(width: int, height: int) -> tuple[int, int] | None:
    """The size of a cell, None if no cell has it."""
    return (width, height) if 2 <= width <= 200 and 4 <= height <= 400 else None
