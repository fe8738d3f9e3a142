"""Measures how many Mermaid diagrams and display formulas of posts are drawn, how wide, and in what time.

Run: python -m tests.benchmarks.diagrams [FOLDER…]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import SAMPLES
from tuireader.rendering.diagrams.diagram import Diagram, draw_charts, draw_diagram_source, is_chart
from tuireader.rendering.tex import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE: Final = re.compile(r"^( *)(```|~~~) *\{?\.?mermaid\b[^\n]*\n(.*?)^\1\2", re.DOTALL | re.MULTILINE)
FORMULA: Final = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
WIDTH: Final = 80
DATA: Final = Path(__file__).parent.parent / "data"


def main() -> None:
    """Print the figures of the posts in each folder, else of the diagrams and formulas of the tests."""
    folders = [Path(name) for name in sys.argv[1:]] or [DATA, SAMPLES]
    for folder in folders:
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md"))]
        sources = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.mmd"))]
        print(folder.name)
        tell_diagrams([*sources, *(found[3] for text in texts for found in FENCE.finditer(text))])
        tell_formulas([found[1] for text in texts for found in FORMULA.finditer(text)])


def tell_diagrams(sources: list[str]) -> None:
    """Print how many are drawn, how many of them within the width, and the time that each takes."""
    draw("graph TD\nA --> B")
    draw('pie\n"a" : 1')
    drawings, seconds = zip(*timed(sources), strict=True) if sources else ((), (0.0,))
    narrow = sum(0 < one.width <= WIDTH for one in drawings)
    drawn = sum(bool(one.lines) for one in drawings)
    print(f"  diagrams {len(sources)}, drawn {drawn}, within {WIDTH} columns {narrow}", end=", ")
    print(f"median {median(seconds) * 1000:.1f} ms, longest {max(seconds) * 1000:.1f} ms (asked: 20)")


def timed(sources: list[str]) -> Iterator[tuple[Diagram, float]]:
    for source in sources:
        start = perf_counter()
        drawing = draw(source)
        yield drawing, perf_counter() - start


def draw(source: str) -> Diagram:
    return next(draw_charts([source], WIDTH)) if is_chart(source) else draw_diagram_source(source, WIDTH)


def tell_formulas(written: list[str]) -> None:
    """Print how many are drawn, and the time that each takes."""
    start = perf_counter()
    drawn = sum(readable(tex, display=True, width=WIDTH) is not None for tex in written)
    each = (perf_counter() - start) / max(len(written), 1)
    print(f"  display formulas {len(written)}, drawn {drawn}, {each * 1000:.2f} ms each")


if __name__ == "__main__":
    main()
