"""What drawing costs, against `rich.markdown` on the same, in one run by turns.

python -m tests.benchmarks.drawing [FOLDER…]

Of a mixed document, and of the posts of each folder. Here a body is parsed into blocks, and each block's text parsed
again and drawn; Rich parses and draws a body at once, which costs it less than block by block.
"""

from __future__ import annotations

import random
import sys
from functools import partial
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markdown import Markdown

from tests.benchmarks.harness import Finding, in_turn, ratio, show
from tuireader.archive.archive import open_archive
from tuireader.archive.disk.walk import candidates
from tuireader.archive.engines.facts import PLAIN
from tuireader.archive.post import Problem
from tuireader.archive.source import open_source
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.drawing import BlockContext
from tuireader.rendering.elements.draw import draw
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.parsing.markdown import Parsers, full_parser
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tuireader.archive.engines.facts import EngineFacts

SECTION = """\
## Section {n}: what a *cell* is

A terminal promises a grid, and **keeps** the promise until the first emoji. Each [character](/c/{n})
takes one cell or two; `cell_len("…")` says which, for the {n}th time, and nobody asks why. The rest of this
paragraph is only here to be wrapped, several times over, as the paragraphs of posts are.

Some characters are one cell here and two there — 日本語の文章は折り返しが違います。 — and é, ✓ or 👩‍💻 besides.

- first, with `code` and a [link](/posts/{n}/)
  - nested, *deeper*
    - deepest
- second, which is long enough to be wrapped at the width at which this is measured, and then some
- [x] third

1. one
2. two

> Quoted text, which wraps as well, because the line that it stands on is longer than the page is wide.

```python
def width(text: str) -> int:
    return sum(cell_len(char) for char in text)  # not quite {n}
```

| Character | Cells | Why |
|-----------|------:|-----|
| a | 1 | it is Latin |
| 語 | 2 | it is wide, and this cell's text is long enough to make the column wrap at eighty cells |

"""
WIDTH = 80
ASKED = 1.3
"""Times what Rich takes that drawing may take."""
POSTS = 60
"""Posts of a folder that are drawn, chosen by chance if it has more."""


def findings(folders: Iterable[Path]) -> Iterator[Finding]:
    """The ratios of a mixed document and of the posts of each folder."""
    mixed = "".join(SECTION.format(n=number) for number in range(60))
    yield _paired("a mixed document", [(PLAIN, mixed)], 5)
    for folder in folders:
        if bodies := _bodies(folder):
            yield _paired(folder.name, bodies, 3)


def _paired(name: str, bodies: list[tuple[EngineFacts, str]], times: int) -> Finding:
    parsers = Parsers()
    console = Console(file=StringIO(), width=WIDTH)
    size = sum(len(body) for _, body in bodies)

    def ours() -> None:
        for engine, body in bodies:
            _whole(parsers.of(engine), body)

    def theirs() -> None:
        for _, body in bodies:
            console.render_lines(Markdown(body))

    in_turn(1, partial(_best, ours, 1), partial(_best, theirs, 1))  # loads what both need
    one, other = in_turn(times, partial(_best, ours, 1), partial(_best, theirs, 1))
    what = f"drawing {name}, {size // 1000:,} KB in {min(one):.2f} s, of rich.markdown"
    return Finding.at_most(what, ratio(one, other), ASKED, "×")


def _whole(parsers: Parsers, body: str) -> None:
    post = parsed_start(parsers.blocks, body, sys.maxsize)
    drawer = Drawer(parsers, night(), WIDTH, post.references)
    for block in post.window.blocks:
        drawer.draw(post.lines, block)


def _bodies(folder: Path) -> list[tuple[EngineFacts, str]]:
    """Engine and body of posts of a folder."""
    archive = open_archive(folder if folder.is_dir() else folder.parent)
    assert not isinstance(archive, Problem)
    ids = sorted(one.id for one in candidates(archive))
    chosen = random.Random(7).sample(ids, POSTS) if len(ids) > POSTS else ids
    sources = [open_source(archive, post_id) for post_id in chosen]
    return [
        (archive.site_for(source.id).engine, source.body)
        for source in sources
        if not isinstance(source, Problem)
    ]


def main() -> None:
    """Print the ratios, and the seconds that extremes take."""
    show(findings(map(Path, sys.argv[1:])))
    for name, extreme in _extremes().items():
        print(f"{name}: {_best(partial(_draw, extreme), 1):.3f} s")


def _draw(text: str) -> None:
    draw(full_parser().parse(text), BlockContext(WIDTH, night()))


def _extremes() -> dict[str, str]:
    return {
        "a paragraph of 100 KB": "wörds and more of them " * 4500,
        "a paragraph of 100 KB, each word a link": "[word](/to) " * 8500,
        "a Japanese paragraph of 100 KB": "文章は折り返しが違います。" * 2600,
        "3,000 nested quotes": ">" * 3000 + " deep",
        "200 columns, 100 rows": "\n".join("|" + cell * 200 for cell in ["a|", "-|", *["word|"] * 100]),
    }


def _best(work: Callable[[], object], times: int = 3) -> float:
    seconds = []
    for _ in range(times):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main()
