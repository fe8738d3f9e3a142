"""The clipboard as it is reached from here: by the terminal, or through what stands between.

Nothing here knows Textual.
"""

from __future__ import annotations

import base64
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE: Final = 3.0
"""Seconds that tmux is given."""
_PIECE: Final = 700
"""Bytes of a sequence that GNU screen hands on at once: it takes 768 (5.0, MAXSTR)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a copy: `written` is to be written to the terminal, `but` is what there is to say beside."""

    written: str = ""
    but: str = ""
    failed: bool = False

    def said(self, what: str) -> str:
        """Return what there is to say of a copy of `what`."""
        if self.failed:
            return f"not copied: {self.but}"
        return f"copied {what}" + (f", {self.but}" if self.but else "")


def copied(text: str, environment: Mapping[str, str]) -> Copied:
    """Put a text where it can be pasted from, and tell what is left to do. It may wait for tmux."""
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
    """Put a text into tmux's own buffer, and by tmux on the clipboard; None where that cannot be done.

    What the program in a pane writes for the clipboard is dropped unless `set-clipboard` is on, which it is not as
    tmux is installed; what tmux is told to copy goes there unless it is off (tmux 3.3a, tmux(1)).
    """
    if _tmux(["load-buffer", "-w", "-"], text) is None:
        # Before 3.2 there was no -w.
        loaded = _tmux(["load-buffer", "-"], text)
        return None if loaded is None else Copied(but="for tmux alone: this tmux hands on no clipboard")
    if (_tmux(["show-options", "-sv", "set-clipboard"]) or "").strip() == "off":
        return Copied(but="for tmux alone: its set-clipboard is off")
    features = _tmux(["display-message", "-p", "#{client_termfeatures}"])
    if features and features.strip() and "clipboard" not in features:
        return Copied(but="for tmux alone: add clipboard to its terminal-features for more")
    return Copied()


def _tmux(arguments: list[str], text: str = "") -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - arguments of our own
            ["tmux", *arguments],  # noqa: S607 - the one that the user has
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")
