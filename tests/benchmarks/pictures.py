"""What pictures cost: to page through, to wait for, in memory, and where there are none.

python -m tests.benchmarks.pictures [TIMES]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PIL import Image

from tests.benchmarks.harness import (
    READER,
    REPOSITORY,
    ROWS,
    Finding,
    Screen,
    computed,
    in_turn,
    p95,
    show,
    write_post,
)
from tests.processes import children

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT, MANY = 60, 200
PASSES = 3
PHOTOGRAPH = (4_000, 2_250)
PARAGRAPH = (
    "Mark{n} begins a paragraph, which goes on for long enough to be wrapped, several times over, " * 2
)
PAINTED = "▀".encode()
END = b"The very end."
BOTTOM = re.compile(rb"\x1b\[%d;" % (ROWS - 1))
"""What is written when the last row of the article is painted."""


def findings(times: int = 3) -> Iterator[Finding]:
    """The figures of posts with many pictures, and of one with a photograph."""
    yield from _loading()
    yield from _paging()
    yield from _waiting(times)
    yield from _holding()


@contextmanager
def _archive(count: int, size: tuple[int, int], name: str) -> Iterator[Path]:
    """A post of so many pictures, each a file of its own, with a paragraph below each."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        image = _photograph(size)
        image.save(root / name)
        data = (root / name).read_bytes()
        parts = []
        for n in range(count):
            (root / f"{n}{name}").write_bytes(data)
            parts.append(f"![Mark{n:06}0](/{n}{name})\n\n{PARAGRAPH.replace('{n}', f'{n:06}1')}\n\n")
        write_post(root, "2024-01-01", "pictures", "".join([*parts, END.decode(), "\n"]))
        yield root


def _photograph(size: tuple[int, int]) -> Image.Image:
    """Something as hard to decode as a photograph."""
    shape = Image.effect_mandelbrot((size[0] // 4, size[1] // 4), (-2, -1.2, 1, 1.2), 60).resize(size)
    return Image.merge("RGB", (shape, Image.effect_noise(size, 60), shape))


def _loading() -> Iterator[Finding]:
    code = (
        "import asyncio, sys; from pathlib import Path; from tests.ui.driver import reading\n"
        "async def read():\n"
        "    async with reading(Path(sys.argv[1])):\n"
        "        print(sum('picture' in name or name.startswith(('PIL', 'resvg')) for name in sys.modules))\n"
        "asyncio.run(read())"
    )
    with tempfile.TemporaryDirectory() as folder:
        write_post(Path(folder), "2024-01-01", "text", "Text alone.\n")
        done = subprocess.run(
            [sys.executable, "-c", code, folder], capture_output=True, text=True, check=True, cwd=REPOSITORY
        )
    yield Finding.at_most("modules loaded for pictures where a post has none", int(done.stdout), 0, "modules")


def _paging() -> Iterator[Finding]:
    with _archive(COUNT, (800, 450), "a.png") as root, ExitStack() as stack:
        command = [*READER, str(root), "--images"]
        readers = {how: stack.enter_context(Screen([*command, how])) for how in ("blocks", "off")}
        for screen in readers.values():
            screen.until(b"Mark0000001")
            screen.press("enter")
            screen.settle()
            _page_through(screen)
        waited: dict[str, list[float]] = {how: [] for how in readers}
        computing: dict[str, list[float]] = {how: [] for how in readers}
        for _ in range(PASSES):
            for how, screen in readers.items():
                screen.press("g")
                screen.settle(1.0)
                for waiting, computed_ in _page_through(screen):
                    waited[how].append(waiting)
                    computing[how].append(computed_)
        # How long a page is waited for depends on what else the machine does.
        what = (
            f"Page Down through {COUNT} pictures after a first pass: computing, p95, over that without them"
        )
        yield Finding.at_most(what, p95(computing["blocks"]) / p95(computing["off"]), 1.2, "×")
        what = "the wait for a page with pictures, median, over that for one without"
        yield Finding(what, f"{median(waited['blocks']) / median(waited['off']):.4g} ×")


def _page_through(screen: Screen) -> list[tuple[float, float]]:
    """Seconds of each page to the end of the post: of waiting until it is shown, and of computing."""
    seconds: list[tuple[float, float]] = []
    while END not in screen.written[screen.seen :]:
        before = _computed(screen)
        pressed = screen.press("pagedown")
        shown = screen.until(BOTTOM)
        screen.settle(0.1)
        seconds.append((shown - pressed, _computed(screen) - before))
    return seconds


def _waiting(times: int) -> Iterator[Finding]:
    """A photograph that comes into sight; beside textual-image where that is installed."""
    with _archive(1, PHOTOGRAPH, "a.jpg") as root:
        post = next((root / "_posts").iterdir())
        head, picture = post.read_text().split("![", 1)
        post.write_text("".join([head, "A line of text.\n\n" * 40, "![", picture]), encoding="utf-8")

        waited: list[float] = []

        def ours() -> float:
            with Screen([*READER, str(root)]) as screen:
                screen.until(b"A line of text.")
                screen.press("enter")
                screen.settle(1.5)
                before = _computed(screen)
                waited.append(screen.seconds("G", PAINTED))
                return _computed(screen) - before

        what = f"a JPEG of {PHOTOGRAPH[0]:,} × {PHOTOGRAPH[1]:,}, from sight to drawn"
        if find_spec("textual_image") is None:
            in_turn(times, ours)
            yield Finding(f"{what} (install textual-image to compare)", f"{1000 * median(waited):,.0f} ms")
            return
        mine, others = in_turn(times, ours, lambda: _rendered(root / "a.jpg"))
        yield Finding(what, f"{1000 * median(waited):,.0f} ms")
        yield Finding.at_most(
            f"{what}, computing over that of textual-image", sum(mine) / sum(others), 0.333, "×"
        )


def _computed(screen: Screen) -> float:
    """Seconds of computing that a program and its processes have done."""
    return sum(map(computed, (screen.pid, *children(screen.pid))))


def _rendered(path: Path) -> float:
    """The seconds of computing in which textual-image draws a picture as half cells, without those of its imports."""
    code = (
        "import io, sys, time; from rich.console import Console; from textual_image.renderable import HalfcellImage\n"
        "console = Console(file=io.StringIO(), force_terminal=True, width=80, color_system='truecolor')\n"
        "begun = time.process_time(); console.print(HalfcellImage(sys.argv[1], width=80))\n"
        "print(time.process_time() - begun)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def _holding() -> Iterator[Finding]:
    with _archive(MANY, PHOTOGRAPH, "a.jpg") as root:
        held = {}
        for how in ("blocks", "off"):
            with Screen([*READER, str(root), "--images", how]) as screen:
                screen.until(b"Mark0000001")
                screen.press("enter")
                screen.settle()
                _page_through(screen)
                screen.settle(1.0)
                held[how] = screen.memory()
        yield Finding.at_most(
            f"memory after {MANY} such pictures over that without them",
            held["blocks"] - held["off"],
            64,
            "MiB",
        )


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:])))
