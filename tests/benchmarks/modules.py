"""Which modules of the reader are loaded when its first post is painted, and when its whole screen is.

python -m tests.benchmarks.modules
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.harness import SAMPLES, Finding, Screen, show
from tests.benchmarks.start import FIRST_WORDS, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

AT_FIRST = 70
"""Modules that may be loaded when the first post is painted."""

NOTING = """
import json, os, sys
file, archive = sys.argv[1:]
write = os.write

def noting(descriptor, data):
    # Of a pipe, a file or the terminal: what is written is looked at by whoever reads the file.
    if os.isatty(descriptor):
        names = sorted(name for name in sys.modules if name.partition(".")[0] == "tuireader")
        with open(file, "a", encoding="utf-8") as notes:
            notes.write(json.dumps({"written": bytes(data).decode("latin-1"), "modules": names}) + "\\n")
    return write(descriptor, data)

os.write = noting
sys.argv = ["tuireader", archive]
from tuireader.cli import main
sys.exit(main())
"""
"""Runs the reader, and notes with all that it writes to the terminal which of its modules are loaded then."""


def loaded() -> tuple[frozenset[str], frozenset[str]]:
    """The modules that are loaded when the first post is painted, and when the whole screen is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notes"
        with Screen((sys.executable, "-c", NOTING, str(file), str(SAMPLES))) as screen:
            screen.until(is_whole)
        notes: Sequence[Mapping[str, object]] = [json.loads(line) for line in file.read_text().splitlines()]
    first: frozenset[str] | None = None
    written = b""
    for note in notes:
        modules = frozenset(map(str, note["modules"])) if isinstance(note["modules"], list) else frozenset()
        written += str(note["written"]).encode("latin-1")
        if first is None and FIRST_WORDS in written:
            first = modules
        if first is not None and is_whole(written):
            return first, modules
    raise RuntimeError("the notes end before the screen is whole")


def findings() -> Iterator[Finding]:
    """How many there are."""
    first, whole = loaded()
    yield Finding.at_most(
        "modules of the reader loaded when the first post is painted", len(first), AT_FIRST, ""
    )
    yield Finding("… and when the whole screen is", f"{len(whole)}")


def _names() -> None:
    first, whole = loaded()
    print(*sorted(first), *(f"later: {name}" for name in sorted(whole - first)), sep="\n")


if __name__ == "__main__":
    _names()
    show(findings())
