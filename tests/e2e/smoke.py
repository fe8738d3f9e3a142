"""Start the installed reader in a pseudo-terminal, read a post, and quit: `smoke.py TUIREADER ARCHIVE`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.e2e.terminal import Terminal


def main(command: str, archive: str) -> int:
    """Read the newest post of `archive`; 0 if all was seen."""
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TUIREADER_LIBRARY": ""}
    with Terminal([command, archive], env) as terminal:
        terminal.sees("Reading in a terminal").sees("posts")
        terminal.press("enter", "pagedown").sees("%")
        terminal.press("?").sees("Move down or up a line")
        # Escape and a letter at once would be Alt and the letter.
        terminal.press("escape").sees(lambda screen: "Move down or up a line" not in screen).press("q")
        status = terminal.ends()
    print("the reader was started, read in, and quit with status", status)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
