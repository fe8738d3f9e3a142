"""What the benchmarks share: archives to read, programs run as a person sees them, and findings to print.

A program runs in a pseudo-terminal and every piece of what it writes keeps the time at which it came. A key's
answer is waited for as bytes, for to emulate the terminal meanwhile would take time from what is measured; bodies
are therefore full of words that occur once.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import clock_gettime, perf_counter
from typing import TYPE_CHECKING, Self

from tests.e2e.terminal import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "sample_posts"
ROWS, COLUMNS = 36, 120
PATIENCE = 60.0
"""Seconds until a program that does not do what is waited for is given up."""
READER = (sys.executable, "-m", "tuireader")
EMPTY = (sys.executable, "-c", "from textual.app import App\nApp().run()")
PAINTED = re.compile(rb"\x1b\[%d;1H" % ROWS)
"""What a program writes when it paints the last row of an empty screen."""
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What was measured of what was asked; `kept` is None where nothing was asked."""

    what: str
    measured: str
    asked: str = ""
    kept: bool | None = None

    @classmethod
    def at_most(cls, what: str, value: float, limit: float, unit: str) -> Finding:
        """A figure that must not exceed a limit."""
        return cls(what, f"{value:,.4g} {unit}", f"≤ {limit:,g} {unit}", value <= limit)


def show(findings: Iterable[Finding]) -> None:
    """Print findings as they come, one a line."""
    for one in findings:
        verdict = "" if one.kept is None else "kept" if one.kept else "MISSED"
        print(f"{one.what:66} {one.asked:>14} {one.measured:>18}  {verdict}", flush=True)


class Screen:
    """Runs `command` in a pseudo-terminal, from now on; `written` holds what it wrote.

    What it caches goes to the folder `cache`, or to one that is removed at the end.
    """

    def __init__(self, command: Sequence[str], cache: Path | None = None) -> None:
        self.written = bytearray()
        self._cache = TemporaryDirectory()
        self.seen = 0
        """How much of `written` has been looked at; what is waited for comes after it."""
        self.began = perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.chdir(REPOSITORY)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], list(command), _environment(cache or Path(self._cache.name)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)
        self._cache.cleanup()

    def press(self, key: str) -> float:
        """Type a key, by name or as it is; the time at which that was done."""
        while self._read(0):
            pass
        self.seen = len(self.written)
        now = perf_counter()
        os.write(self._terminal, KEYS.get(key, key).encode())
        return now

    def until(
        self, holds: re.Pattern[bytes] | bytes | Callable[[bytes], bool], patience: float = PATIENCE
    ) -> float:
        """The time at which what was written after the last key came to hold something."""
        wanted = _condition(holds)
        end = perf_counter() + patience
        while perf_counter() < end:
            if wanted(bytes(self.written[self.seen :])):
                return perf_counter()
            self._read(0.5)
        raise TimeoutError(f"not seen within {patience:g} s: {holds!r}")

    def seconds(self, key: str, holds: re.Pattern[bytes] | bytes | Callable[[bytes], bool]) -> float:
        """Seconds from a key to what it makes the program write."""
        pressed = self.press(key)
        return self.until(holds) - pressed

    def settle(self, quiet: float = 0.4) -> None:
        """Wait until the program writes nothing and computes nothing for `quiet` seconds."""
        while True:
            before = computed(self.pid)
            if not self._read(quiet) and computed(self.pid) - before < 0.1 * quiet:
                return

    def watch(self, end: float) -> None:
        """Take what the program writes until a time, as a terminal does: a program that is not read from waits."""
        while (left := end - perf_counter()) > 0:
            self._read(left)

    def memory(self) -> float:
        """Mebibytes that the program holds now, shared libraries included."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], timeout)
        if not ready:
            return False
        try:
            self.written += os.read(self._terminal, 1 << 16)
        except OSError as ended:
            raise RuntimeError(self.written.decode(errors="replace")) from ended
        return True


def in_turn(times: int, *runs: Callable[[], float]) -> list[list[float]]:
    """The seconds of each run, `times` times over, one after the other so that they share the machine's moods."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(times):
        for run, seconds in zip(runs, taken, strict=True):
            seconds.append(run())
    return taken


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of runs that were made in turn."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20, method="inclusive")[18]


# Archives

SECTION = """\
## Heading{n} of a part

Mark{n}0 begins a paragraph with *emphasis*, a [link](/posts/{n}/) and `code`; it goes on long enough to be wrapped,
several times over, as the paragraphs of posts are, because nobody writes in lines of eighty cells for long. Mark{n}1
is not its end, which comes only now.

- first, with `code`
  - Mark{n}2, *deeper*
- [x] second, which is long enough to be wrapped at the width at which this is measured, and then some

> Mark{n}3 is quoted, and wraps as well, because the line that it stands on is longer than the page is wide.

```python
def width(text: str) -> int:
    return sum(cell_len(char) for char in text)  # Mark{n}4
```

| Character | Cells | Why |
|-----------|------:|-----|
| a | 1 | it is Latin |
| 語 | 2 | Mark{n}5 is wide, and its text is long enough to make the column wrap |

"""
MARK = re.compile(rb"Mark(\d+)")
FIRST_MARK = b"Mark0000000"
END = b"The very endmost words."
NEWEST = b"Newest of all."


def mixed_body(size: int) -> str:
    """A body of about `size` bytes in sections, each with its heading and its marks, which grow; then an end."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(SECTION.replace("{n}", f"{len(parts):06}"))
        length += len(parts[-1].encode())
    # The last heading is then out of the window's sight when the end is in it.
    return "".join([*parts, "A last paragraph.\n\n" * ROWS, END.decode(), "\n"])


def last_mark(written: bytes) -> int:
    """The largest mark in what was written, or -1."""
    return max(map(int, MARK.findall(written)), default=-1)


def write_post(root: Path, day: str, slug: str, body: str) -> None:
    """Write a post into a Jekyll site."""
    (root / "_posts").mkdir(exist_ok=True)
    (root / "_config.yml").write_text("title: Measured\n", encoding="utf-8")
    text = f"---\ntitle: Post {slug}\ndate: {day} 09:00:00 +0000\ntags: [a tag, another]\n---\n\n{body}"
    (root / "_posts" / f"{day}-{slug}.md").write_text(text, encoding="utf-8")


def write_posts(root: Path, count: int, size: int) -> None:
    """Write many posts of words, of about `size` characters each; all but the newest begin with a mark."""
    chance = random.Random(7)
    words = (
        "a",
        "terminal",
        "promises",
        "the",
        "*grid*",
        "and",
        "keeps",
        "its",
        "promise",
        "until",
        "`emoji`",
    )
    for number in range(count):
        day = f"{1990 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        lines = (" ".join(chance.choices(words, k=60)) for _ in range(size // 350))
        first = NEWEST.decode() if number == count - 1 else f"Mark{number} begins the post."
        write_post(root, day, f"number{number}", "\n\n".join([first, *lines, ""]))


def chill(root: Path) -> None:
    """Let the system forget the contents of the files below `root`, as after a night."""
    os.sync()
    for path in root.rglob("*.md"):
        handle = os.open(path, os.O_RDONLY)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def _condition(holds: re.Pattern[bytes] | bytes | Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    if isinstance(holds, bytes):
        return lambda written: holds in written
    if isinstance(holds, re.Pattern):
        return lambda written: holds.search(written) is not None
    return holds


def computed(pid: int) -> float:
    """Seconds of computing that a process has done."""
    # The clock of another process, which Python has no name for (Linux, `clock_getcpuclockid`).
    return clock_gettime(~pid << 3 | 2)


def _environment(cache: Path) -> dict[str, str]:
    # An installed reader has its bytecode, so one that is measured may keep its own too.
    dropped = {"TUIREADER_CONFIG", "NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "XDG_CONFIG_HOME": os.devnull,
        "XDG_CACHE_HOME": str(cache),
        "TUIREADER_LIBRARY": "",
    }
