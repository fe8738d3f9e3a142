"""Seconds from a key to the drawn screen of posts that cost a careless parser the square of their length.

python -m tests.benchmarks.hostile [--parts] [SHAPE…]

Each post is opened in the reader, on a pseudo-terminal, by going to it from another one; what counts is the time until
the last of it is painted. With `--parts` the work is done in this process instead: the first screen of each shape,
alone and within headings, items, quotes, cells, notes and divisions, in the dialects of several engines; only what
takes longer than half a second is printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import READER, Finding, Screen, computed, show, write_post
from tests.rendering.bodies import HEAD
from tests.rendering.hostile import SHAPES, within
from tuireader.archive.text import neutralise
from tuireader.rendering.body.parsed_start import manuscript
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import TOP, Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ASKED: Final = 2.0
TOLD: Final = 0.5
QUIET: Final = 0.4
"""Seconds in which nothing is painted, and nothing computed, where a screen is settled."""
ENGINES: Final = ("plain", "jekyll", "hugo", "obsidian")
CONTAINERS: Final = ("a heading", "an item", "a quote", "a cell", "a note", "a division")
MOST: Final = 60_000
"""Characters of a shape within something else."""


def findings(names: Iterable[str]) -> Iterator[Finding]:
    """What the reader takes to show each shape."""
    for name in names:
        with TemporaryDirectory() as folder:
            root = Path(folder)
            write_post(root, "2024-01-02", "first", "Text.\n")
            write_post(root, "2024-01-01", "hostile", SHAPES[name]())
            with Screen([*READER, str(root)]) as screen:
                screen.settle()
                seconds = _until_quiet(screen, "J")
        yield Finding.at_most(f"from a key to the drawn screen, {name}", seconds, ASKED, "s")


def _until_quiet(screen: Screen, key: str) -> float:
    pressed = last = screen.press(key)
    screen.until(b"hostile")
    while True:
        before = computed(screen.pid)
        if screen._read(QUIET):
            last = perf_counter()
        elif computed(screen.pid) - before < 0.1 * QUIET:
            return last - pressed


def parts(names: Iterable[str]) -> Iterator[Finding]:
    """What the first screen takes of each shape, in each container and dialect, where that is long."""
    for engine in ENGINES:
        parsers = Parsers(engine)
        parsers.full.parse("what is loaded once")
        for name in names:
            body = neutralise(SHAPES[name]())
            bodies = {"alone": body, **{one: within(one, body[:MOST]) for one in CONTAINERS}}
            for container, text in bodies.items():
                seconds = _first_screen(parsers, text)
                if seconds > TOLD:
                    yield Finding.at_most(f"{name}, {container}, {engine}", seconds, ASKED, "s")


def _first_screen(parsers: Parsers, body: str) -> float:
    began = perf_counter()
    text = manuscript(parsers.blocks, body)
    page = Page(text.lines, lambda _: HEAD, Drawer(parsers, night(), 80, text.references))
    page.extend(text.window.blocks)
    page.rows(TOP, 50)
    return perf_counter() - began


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hostile")
    parser.add_argument("shapes", nargs="*", default=list(SHAPES), metavar="SHAPE")
    parser.add_argument("--parts", action="store_true")
    options = parser.parse_args()
    show((parts if options.parts else findings)(options.shapes))


if __name__ == "__main__":
    main()
