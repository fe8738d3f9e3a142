"""What drawing a mixed document costs, against `rich.markdown` on the same.

python -m tests.benchmarks.drawing
"""

from __future__ import annotations

from functools import partial
from io import StringIO
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markdown import Markdown

from tuireader.rendering.elements import Ink, draw
from tuireader.rendering.markdown import full_parser
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Callable

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


def main() -> None:
    """Print the seconds that each takes, and their ratio."""
    text = "".join(SECTION.format(n=number) for number in range(60))
    ours = _best(partial(_draw, text))
    rich = _best(lambda: Console(file=StringIO(), width=WIDTH).print(Markdown(text)))
    print(f"{len(text) // 1000} KB: {ours:.3f} s; rich.markdown: {rich:.3f} s; ratio {ours / rich:.2f}")
    for name, extreme in _extremes().items():
        print(f"{name}: {_best(partial(_draw, extreme), 1):.3f} s")


def _draw(text: str) -> None:
    draw(full_parser().parse(text), Ink(WIDTH, night()))


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
