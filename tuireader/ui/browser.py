"""The user's web browser: which it is, and whether it needs this terminal. Nothing here knows Textual."""

from __future__ import annotations

import os
import subprocess
import webbrowser
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_BROWSER: Final = "there is no browser to open it in: y l copies the address, or set BROWSER"
_TEXT: Final = frozenset(
    {
        "www-browser",
        "links",
        "links2",
        "elinks",
        "felinks",
        "lynx",
        "w3m",
        "browsh",
        "carbonyl",
        "cha",
        "chawan",
    }
)
_FINDERS: Final = frozenset({"xdg-open", "sensible-browser", "gnome-open", "gio", "open"})
"""What looks for a browser by itself, and takes one for the terminal where there are no windows."""


@dataclass(frozen=True, slots=True)
class BrowserCommand:
    """What to run for an address; `terminal` says that it needs the terminal until it ends."""

    argv: tuple[str, ...]
    terminal: bool


def browser_command(address: str, environment: Mapping[str, str]) -> BrowserCommand | None:
    """Return the command of a browser that is told the address by an argument; None where `webbrowser` knows more.

    Raises `webbrowser.Error` where there is no browser. It may take a while to look for one.
    """
    found = webbrowser.get()
    name = getattr(found, "name", None) or ""
    program = os.path.basename(name)  # noqa: PTH119 - a name, not a file
    generic = isinstance(found, webbrowser.GenericBrowser)
    if not generic and program not in _TEXT:
        return None
    # Those that are known to it by name have arguments of a kind of their own.
    arguments = [str(one) for one in getattr(found, "args", [])] if generic else ["%s"]
    windows = any(environment.get(one) for one in ("DISPLAY", "WAYLAND_DISPLAY"))
    in_terminal = program in _TEXT or (program in _FINDERS and not windows)
    return BrowserCommand((name, *(one.replace("%s", address) for one in arguments)), in_terminal)


def open_window(address: str, command: BrowserCommand | None) -> bool:
    """Open an address in a browser that has windows, apart from this terminal; whether that could be begun."""
    if command is None:
        return webbrowser.open(address)
    try:
        subprocess.Popen(  # noqa: S603 - the user's own browser
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    return True
