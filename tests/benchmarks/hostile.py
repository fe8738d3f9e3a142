"""Seconds from a key to the drawn screen of posts that cost a careless parser the square of their length.

python -m tests.benchmarks.hostile [--parts | --sizes] [SHAPE…]

Each post is opened in the reader, on a pseudo-terminal, by going to it from another one; what counts is the time until
the last of it is painted. With `--parts` the work is done in this process instead: the first screen of each shape,
alone and within headings, items, quotes, cells, notes and divisions, in the dialects of several engines; only what
takes longer than half a second is printed. With `--sizes` a post holds very many of one thing, and what
counts is how the work of the commands grows from a half of them to all, and the time to the first line in the reader.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import READER, REPOSITORY, Finding, Screen, computed, show, write_post
from tests.rendering.bodies import HEAD
from tests.rendering.hostile import SHAPES, within
from tests.rendering.sized import SIZED
from tuireader.archive.engines.facts import HUGO, JEKYLL, OBSIDIAN, PLAIN
from tuireader.archive.text import neutralise
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import TOP, Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ASKED: Final = 2.0
TOLD: Final = 0.5
SOON: Final = 1.0
GROWTH: Final = 2.6
COMMANDS: Final = ("show", "check", "links")
BEGINNING: Final = b"The very first words."
QUIET: Final = 0.4
"""Seconds in which nothing is painted, and nothing computed, where a screen is settled."""
ENGINES: Final = (PLAIN, JEKYLL, HUGO, OBSIDIAN)
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
                    yield Finding.at_most(f"{name}, {container}, {engine.name}", seconds, ASKED, "s")


def _first_screen(parsers: Parsers, body: str) -> float:
    began = perf_counter()
    text = parsed_start(parsers.blocks, body)
    page = Page(text.lines, lambda _: HEAD, Drawer(parsers, night(), 80, text.references))
    page.extend(text.window.blocks)
    page.rows(TOP, 50)
    return perf_counter() - began


def sizes(names: Iterable[str] = tuple(SIZED)) -> Iterator[Finding]:
    """How the work of commands grows with what there is in a post, and when its first line is on the screen."""
    for name in names:
        count, body = SIZED[name]
        for command in COMMANDS:
            half, whole = (_computed(command, body(number)) for number in (count // 2, count))
            yield Finding.at_most(f"{command}, twice as many {name}"[:66], whole / half, GROWTH, "×")
        yield Finding.at_most(
            f"from a key to the first line, {name}"[:66], _first_line(body(count)), SOON, "s"
        )


def _computed(command: str, body: str) -> float:
    """The seconds that a command computes for an archive of one post."""
    with TemporaryDirectory() as folder:
        write_post(Path(folder), "2024-01-01", "hostile", body)
        target = Path(folder) / ("_posts/2024-01-01-hostile.md" if command == "show" else "")
        environment = {**os.environ, "TUIREADER_LIBRARY": "", "XDG_CACHE_HOME": folder}
        before = os.times()
        run(
            [*READER, command, str(target)], cwd=REPOSITORY, env=environment, capture_output=True, check=False
        )
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _first_line(body: str) -> float:
    with TemporaryDirectory() as folder:
        write_post(Path(folder), "2024-01-02", "first", "Text.\n")
        write_post(Path(folder), "2024-01-01", "hostile", f"{BEGINNING.decode()}\n\n{body}")
        with Screen([*READER, folder]) as screen:
            screen.settle()
            return screen.seconds("J", BEGINNING)


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hostile")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--sizes", action="store_true")
    options = parser.parse_args()
    if options.sizes:
        show(sizes(options.shapes or SIZED))
    else:
        show((parts if options.parts else findings)(options.shapes or SHAPES))


if __name__ == "__main__":
    main()
