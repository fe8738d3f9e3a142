"""What it costs to open, walk and re-draw a long post, and to parse one that is a single huge block.

python -m tests.benchmarks.pages [MEGABYTES …]
"""

from __future__ import annotations

import sys
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from tests.benchmarks.drawing import SECTION
from tuireader.rendering.body.parsed_start import ParsedStart, next_window, parsed_start
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.drawing import Drawing, Line
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import TOP, Page
from tuireader.rendering.parsing.markdown import Parsers, block_parser
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.rendering.body.blocks import Block

ROWS = 50
WIDTH = 80
MB = 1_000_000
T = TypeVar("T")


def main() -> None:
    """Print the milliseconds that each step takes."""
    for megabytes in [int(argument) for argument in sys.argv[1:]] or [1, 10]:
        post(megabytes)
    huge_blocks()
    awkward()


def post(megabytes: int) -> None:
    """A post of mixed sections, with links and footnotes defined at its end."""
    section = SECTION + "See [the note][n{n}] and the small print[^{n}].\n\n"
    count = megabytes * MB // len(section)
    ends = "\n".join(f"[n{n}]: /notes/{n}\n\n[^{n}]: small print {n}\n" for n in range(0, count, 20))
    body = "".join(section.replace("{n}", str(n)) for n in range(count)) + ends
    print(f"-- a post of {len(body) / MB:.1f} MB")
    parsers = Parsers()
    text = _timed("manuscript", lambda: parsed_start(parsers.blocks, body))
    page = Page(text.lines, _head, Drawer(parsers, night(), WIDTH, text.references))
    _timed("extend by the first window", lambda: page.extend(text.window.blocks))
    _timed(f"its first {ROWS} rows", lambda: page.rows(TOP, ROWS))
    rest = _timed("parse the rest in batches", lambda: _rest(text))
    _timed(f"extend by {len(rest)} blocks", lambda: page.extend(rest))
    _page_down(page)
    other = _timed("redraw at another width", lambda: page.redraw(page.drawer.changed(width=WIDTH - 20)))
    _timed("last_top", lambda: other.last_top(ROWS))
    _timed("place_of_source in the middle", lambda: other.place_of_source(len(text.lines) // 2))


def _head(_: Drawer) -> Drawing:
    return Drawing((Line((), 0, 0),))


def _rest(text: ParsedStart) -> list[Block]:
    parser, window = block_parser(), text.window
    found: list[Block] = []
    while window.next < len(text.lines):
        window = next_window(parser, text.lines, window)
        found.extend(window.blocks)
    return found


def _page_down(page: Page) -> None:
    seconds, place = [], TOP
    for _ in range(200):
        start = perf_counter()
        place = page.move(place, ROWS)
        page.rows(place, ROWS)
        seconds.append(perf_counter() - start)
    seconds.sort()
    print(f"{'page down: median, p95, worst':45}", *(f"{seconds[i] * 1000:.1f}" for i in (100, 190, 199)))


def huge_blocks() -> None:
    """Bodies that are one block: in batches and at once."""
    lines = {
        "list": "- an item of a list, with *markup* and words",
        "loose list": "- an item of a list, with *markup* and words\n",
        "ordered list": "1. an item of a list, with *markup* and words",
        "quote": "> a line of a quote, with *markup* and words",
        "quoted paragraphs": "> a line of a quote, with *markup* and words\n>",
        "paragraph": "a line of a paragraph, with *markup* and words",
        "table": "| a cell | of a table | with *markup* | and words |",
        "code": "    code = of(a, line)  # as it is",
    }
    for name, line in lines.items():
        many = "\n".join([line] * (2 * MB // (len(line) + 1)))
        body = many if name != "table" else f"| a | b | c | d |\n|---|---|---|---|\n{many}"
        _whole(f"2 MB of {name}", body)
    _whole("2 MB of fenced code", "```python\n" + "x = [1, 2, 3]  # words\n" * (MB // 12) + "```")
    _whole("a line of 2 MB", "words and words " * (MB // 8))
    _whole("one word of 2 MB", "w" * (2 * MB))


def _whole(name: str, body: str) -> None:
    lines, parser = body.split("\n"), block_parser()
    start = perf_counter()
    parse_all(parser, lines)
    once = perf_counter() - start
    start = perf_counter()
    text = parsed_start(parser, body)
    first = perf_counter() - start
    _rest(text)
    batches = perf_counter() - start
    print(
        f"{name:30} once {once:.2f} s, in batches {batches:.2f} s ({batches / once:.1f}×), first {first:.2f} s"
    )


def awkward() -> None:
    """Bodies that parsers are slow on: to the first screen."""
    bodies = {
        "> × 3000": "> " * 3000 + "x",
        "- × 3000": "- " * 3000 + "x",
        "1. × 3000": "1. " * 3000 + "x",
        "| × 20000": "|" * 20_000,
        "| × 20000 and a rule": "|" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|x" * 20_000,
        "[ × 50000": "[" * 50_000,
        "![ × 25000": "![" * 25_000,
        "[a]( × 12000": "[a](" * 12_000,
        "<div × 20000": "<div" * 20_000,
        "x <b × 20000": "x " + "<b " * 20_000,
        "``` × 10000 lines": "```\n" * 10_000,
        "100,000 blank lines": "\n" * 100_000,
        "100,000 lines of a character": "x\n" * 100_000,
        "100,000 lines of > x": "> x\n" * 100_000,
        "100,000 lines of |": "|\n" * 100_000,
        "100,000 lines of -": "-\n" * 100_000,
        "* × 50000": "*" * 50_000,
        "**a × 15000": "**a " * 15_000,
        "` × 50000": "".join("`" * n + " " for n in range(1, 300)),
        "50,000 definitions": "".join(f"[a{n}]: /{n}\n" for n in range(50_000)),
        "[a]: × 20000": "[a]: " * 20_000,
        "unclosed titles × 10000": "[a]: /x '\n" * 10_000,
        "[^a] × 30000": "[^a]" * 30_000 + "\n\n[^a]: x",
        "nested lists": "".join("  " * (n % 40) + "- x\n" for n in range(20_000)),
    }
    for name, body in bodies.items():
        _timed(name, partial(_screen, body))


def _screen(body: str) -> None:
    parsers = Parsers()
    text = parsed_start(parsers.blocks, body)
    page = Page(text.lines, _head, Drawer(parsers, night(), WIDTH, text.references))
    page.extend(text.window.blocks)
    page.rows(TOP, ROWS)


def _timed(name: str, work: Callable[[], T]) -> T:
    start = perf_counter()
    result = work()
    print(f"{name:45} {(perf_counter() - start) * 1000:8.1f} ms", flush=True)
    return result


if __name__ == "__main__":
    main()
