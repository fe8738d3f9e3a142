"""The user's browser, viewer of pictures and clipboard.

Nothing here knows Textual.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import webbrowser
from threading import Thread
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_BROWSER: Final = "there is no browser: press y l to copy the address, or set BROWSER"
_TEXT: Final = frozenset({
    "www-browser", "links", "links2", "elinks", "felinks", "lynx", "w3m", "browsh", "carbonyl", "cha", "chawan",
})  # fmt: skip
_FINDERS: Final = frozenset({"xdg-open", "sensible-browser", "gnome-open", "gio", "open"})
"""Programs that look for a browser, and choose one for the terminal if there are no windows."""


@dataclass(frozen=True, slots=True)
class BrowserCommand:
    """The command for an address; `terminal` says that it needs the terminal until it ends."""

    argv: tuple[str, ...]
    terminal: bool


def browser_command(address: str, environment: Mapping[str, str]) -> BrowserCommand | None:
    """The command of a browser that takes the address as an argument; None to let `webbrowser` open it.

    Raises `webbrowser.Error` if there is no browser. Finding one may take a while.
    """
    found = webbrowser.get()
    name = getattr(found, "name", None) or ""
    program = os.path.basename(name)  # noqa: PTH119 - a name, not a file
    generic = isinstance(found, webbrowser.GenericBrowser)
    if not generic and program not in _TEXT:
        return None
    # Browsers known to `webbrowser` by name have arguments of their own form.
    arguments = [str(one) for one in getattr(found, "args", [])] if generic else ["%s"]
    windows = any(environment.get(one) for one in ("DISPLAY", "WAYLAND_DISPLAY"))
    in_terminal = program in _TEXT or (program in _FINDERS and not windows)
    return BrowserCommand((name, *(one.replace("%s", address) for one in arguments)), in_terminal)


def open_window(address: str, command: BrowserCommand | None) -> bool:
    """Open an address in a browser with windows, detached from this terminal; whether that was started."""
    if command is None:
        return webbrowser.open(address)
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own browser
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    # Nobody else asks for its end.
    Thread(target=process.wait, daemon=True).start()
    return True


_OPENERS: Final = (("xdg-open",), ("gio", "open"), ("open",), ("wslview",))
"""Programs that open a file in what the desktop has for it."""


_PICTURES: Final = frozenset({"", ".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".avif", ".bmp", ".svg"})
"""The endings of pictures; those that were fetched have none."""


def open_picture(path: str, environment: Mapping[str, str]) -> str:
    """Open a picture in the desktop's viewer; the reason if that is impossible, else empty."""
    if os.path.splitext(path)[1].lower() not in _PICTURES:  # noqa: PTH122 - a name
        # A file may be a picture and a program at once, and the desktop goes by its name.
        return "its name is not that of a picture"
    windows = any(environment.get(one) for one in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))
    if not windows and sys.platform != "darwin":
        return "there is no desktop here"
    for program, *arguments in _OPENERS:
        if found := shutil.which(program, path=environment.get("PATH")):
            opened = open_window(path, BrowserCommand((found, *arguments, path), terminal=False))
            return "" if opened else f"{program} cannot be started"
    return "there is no xdg-open"


TMUX_TIMEOUT: Final = 3.0
"""Seconds to wait for tmux."""
_PIECE: Final = 700
"""Bytes of a sequence that GNU screen passes on at once: it takes 768 (5.0, MAXSTR)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The outcome of a copy: `written` is to be written to the terminal, `but` is a remark."""

    written: str = ""
    but: str = ""
    failed: bool = False

    def said(self, what: str) -> str:
        """The message for a copy of `what`."""
        if self.failed:
            return f"not copied: {self.but}"
        return f"copied {what}" + (f", {self.but}" if self.but else "")


def copied(text: str, environment: Mapping[str, str]) -> Copied:
    """Put a text on the clipboard; the outcome. This may wait for tmux."""
    if environment.get("TMUX") and (found := _by_tmux(text)):
        return found
    if environment.get("TERM") == "linux":
        return Copied(but="the console has no clipboard", failed=True)
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode()
    sequence = f"\x1b]52;c;{encoded}\a"
    if environment.get("STY"):
        pieces = (sequence[at : at + _PIECE] for at in range(0, len(sequence), _PIECE))
        return Copied("".join(f"\x1bP{piece}\x1b\\" for piece in pieces))
    return Copied(sequence)


def _by_tmux(text: str) -> Copied | None:
    """Put a text into tmux's buffer and, by tmux, on the clipboard; None if impossible.

    A program's own sequence for the clipboard is dropped unless `set-clipboard` is on, which is not tmux's default; a
    text loaded into its buffer reaches the clipboard unless that is off (tmux 3.3a, tmux(1)).
    """
    if _tmux(["load-buffer", "-w", "-"], text) is None:
        # Before 3.2 there was no -w.
        loaded = _tmux(["load-buffer", "-"], text)
        return None if loaded is None else Copied(but="for tmux alone: this tmux cannot reach the clipboard")
    if (_tmux(["show-options", "-sv", "set-clipboard"]) or "").strip() == "off":
        return Copied(but="for tmux alone: its set-clipboard is off")
    features = _tmux(["display-message", "-p", "#{client_termfeatures}"])
    if features and features.strip() and "clipboard" not in features:
        return Copied(but="for tmux alone: add clipboard to its terminal-features")
    return Copied()


def _tmux(arguments: list[str], text: str = "") -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - arguments of our own
            ["tmux", *arguments],  # noqa: S607 - the one that the user has
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=TMUX_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")
