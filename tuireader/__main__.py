"""`tuireader` and `python -m tuireader`: the command; Ctrl+C ends it silently, even while it is being imported."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> int:
    """Run the command of this process; the exit status."""
    try:
        from tuireader.cli import main as command

        return command()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
