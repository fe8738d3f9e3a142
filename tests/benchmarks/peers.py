"""The same work by other readers, in turn with this one: hike, tmr, and Textual's own MarkdownViewer.

python -m tests.benchmarks.peers [TIMES]

Each is installed from PyPI, pinned, into an environment of its own. A peer that asks for a newer Python than this one
gets `python3.13` where that is on the PATH, and is left out elsewhere. All read the same file, in the same terminal.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import READER, Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWER: Final = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import MarkdownViewer

class Viewer(App):
    def compose(self):
        yield MarkdownViewer(Path(sys.argv[1]).read_text(), show_table_of_contents=True)

Viewer().run()
"""
FIRST, SECOND = b"Alpha", re.compile(rb"paragraph (?:1[0-9]|[2-9][0-9])\b")
"""What stands at the top of the post, and what comes into sight with the next page."""
PATIENCE: Final = 20.0
SIZES: Final = (10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader: its requirement on PyPI, and its command with `{file}`; `newer` where it needs Python 3.13."""

    name: str
    requirement: str
    command: tuple[str, ...]
    newer: bool = False


PEERS: Final = (
    Peer("hike 1.4.0", "hike==1.4.0", ("{bin}/hike", "{file}")),
    Peer("tmr 1.0.2", "terminal-markdown-reader==1.0.2", ("{bin}/tmr", "{file}"), newer=True),
    Peer(
        "MarkdownViewer of Textual 8.2.8", "textual[syntax]==8.2.8", ("{bin}/python", "-c", VIEWER, "{file}")
    ),
)


def post(size: int) -> str:
    """A post of about that many bytes: a heading, then numbered paragraphs with marks."""
    words = "many *words* in a **line** with `code` and a [link](https://example.org/) " * 3
    lines = ["# Alpha", ""]
    number = 0
    while number * (len(words) + 16) < size:
        number += 1
        lines += [f"paragraph {number} {words}", ""]
        if number % 20 == 0:
            lines += [f"## Section {number}", ""]
    return "\n".join(lines)


def command_of(peer: Peer, folder: Path) -> tuple[str, ...] | None:
    """Install a peer; its command, or None where its Python is missing."""
    python = shutil.which("python3.13") if peer.newer and sys.version_info < (3, 13) else sys.executable
    if python is None:
        return None
    home = folder / peer.name.split()[0]
    subprocess.run([python, "-m", "venv", home], check=True)
    subprocess.run([home / "bin/pip", "install", "--quiet", peer.requirement], check=True)
    # They keep files of their own, which the benchmarks' environment forbids.
    own = (
        f"{name}={home}/{name.lower()}"
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    )
    return ("/usr/bin/env", *own, *(word.replace("{bin}", str(home / "bin")) for word in peer.command))


def measure(command: tuple[str, ...], file: Path) -> tuple[float, float | None]:
    """Seconds from the start to the first words, and from Page Down to the next page; None if that never comes."""
    with Screen(tuple(word.replace("{file}", str(file)) for word in command)) as screen:
        first = screen.until(FIRST, PATIENCE) - screen.began
        # A key is pressed once the reader can act upon it.
        end = perf_counter() + 1.0
        screen.until(lambda _: perf_counter() > end, PATIENCE)
        pressed = screen.press("pagedown")
        try:
            return first, screen.until(SECOND, PATIENCE) - pressed
        except TimeoutError:
            return first, None


def rows(times: int) -> Iterator[str]:
    """Yield a row for each reader and size; the readers take turns."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        commands: dict[str, tuple[str, ...]] = {"tuireader": (*READER, "{file}")}
        for peer in PEERS:
            command = command_of(peer, folder)
            if command is None:
                yield f"{peer.name} is left out: it needs Python 3.13"
            else:
                commands[peer.name] = command
        for size in SIZES:
            file = folder / f"{size}" / "post.md"
            file.parent.mkdir()
            file.write_text(post(size), encoding="utf-8")
            found: dict[str, list[tuple[float, float | None]]] = {name: [] for name in commands}
            for _ in range(times):
                for name, command in commands.items():
                    try:
                        found[name].append(measure(command, file))
                    except (TimeoutError, RuntimeError):
                        continue
            for name, seconds in found.items():
                yield f"{size // 1000:>5,} KB  {name:32}  {_told(seconds)}"


def _told(seconds: list[tuple[float, float | None]]) -> str:
    if not seconds:
        return f"not within {PATIENCE:.0f} s"
    pages = [page for _, page in seconds if page is not None]
    turned = f"{1000 * median(pages):>7,.0f} ms" if pages else f"not within {PATIENCE:.0f} s"
    return f"first words {1000 * median(first for first, _ in seconds):>7,.0f} ms   Page Down {turned}"


def main() -> None:
    """Print the rows as they are measured."""
    for row in rows(int(sys.argv[1]) if sys.argv[1:] else 3):
        print(row, flush=True)


if __name__ == "__main__":
    main()
