"""Make the README's pictures: SVG images of the reader on the sample posts.

Run from the repository: `.venv/bin/python -m tests.screens`.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ui.driver import UNWATCHED, Reader, reading
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from tuireader.settings import Settings

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE = (124, 38)
MATHS = """\
---
title: Drawn, not described
tags: [formulas, diagrams]
---
$$ \\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6},
\\qquad \\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2} $$

```mermaid
flowchart LR
  A[Write] --> B{Good?}
  B -->|yes| C[Publish]
  B -->|no| A
```

> [!TIP]
> Formulas and diagrams are laid out in cells, so they scroll, wrap and copy like text.
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, the post that it opens, the keys that are typed, and what is then on the screen."""

    name: str
    post: str
    keys: tuple[str, ...] = ()
    sees: str = ""
    settings: Settings = UNWATCHED


PICTURES_WANTED = (
    Picture("reader", "_posts/2024-12-27-what-a-cell-is.md", sees="Width is a guess"),
    Picture("search", "_posts/2026-11-18-reading-in-a-terminal.md", ("s", *"grid OR cell"), "13 posts"),
    Picture("drawn", f"_posts/{date.today():%Y-%m-%d}-drawn.md", sees="Publish"),  # noqa: DTZ011 - any day will do
    Picture(
        "paper",
        "_posts/2023-10-09-every-mark-that-markdown-makes.md",
        ("enter", *"}}}"),
        settings=replace(UNWATCHED, theme="paper"),
    ),
)


async def make(archive: Path, picture: Picture) -> None:
    """Take one picture."""
    async with reading(archive, PostId(picture.post), size=SIZE, settings=picture.settings) as reader:
        await reader.press(*picture.keys)
        if picture.sees:
            await reader.sees(picture.sees)
        await settled(reader)
        svg = reader.app.export_screenshot(title="tuireader")
    (PICTURES / f"{picture.name}.svg").write_text(without_web_fonts(svg), encoding="utf-8")


def without_web_fonts(svg: str) -> str:
    """The picture in the fonts of whoever looks at it: nothing is fetched for it."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "monospace")


async def settled(reader: Reader) -> None:
    """Wait until nothing has changed on the screen for a moment."""
    before = ""
    while before != reader.app.export_screenshot():
        before = reader.app.export_screenshot()
        await reader.pilot.pause(0.5)


async def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    os.environ.pop("NO_COLOR", None)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")  # all colours, whatever this terminal has
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "sample_posts"
        shutil.copytree(ROOT / "sample_posts", archive)
        (archive / PICTURES_WANTED[2].post).write_text(MATHS, encoding="utf-8")
        for picture in PICTURES_WANTED:
            await make(archive, picture)


if __name__ == "__main__":
    asyncio.run(main())
