"""Press keys by chance in a running reader while its archive is written, until the time is over.

python -m tests.fuzz.stress ARCHIVE [--minutes N] [--seed S] [--calm SECONDS]

ARCHIVE is copied first. The reader runs in a pseudo-terminal of its own; it is given keys at distances by chance, other
sizes, saves, new, renamed and deleted posts. In the end it must have said nothing of a failure, know the posts that a
fresh reading of the folder finds, quit within a second, and hold no more memory than in the middle. Prints the seed and
the last keys of what fails; the same seed gives the same keys, but no two runs the same moments.

On a machine with more to do the reader acts upon keys more slowly than they are pressed. So none is pressed while too
many wait, and it is quit when none waits.

Memory is what the system counts as resident, looked at after every few keys: a quarter of a run is a quarter of its
keys, however the machine's load changes. Of a run of half an hour or more the median of its last quarter is held
against that of its third: by then the archive, its index and its links are read, each panel has been open and
Textual's caches, which have bounds, are full. What leaks goes on growing, and as much in the last quarter as in those
before it. A shorter run tells nothing of that, and is not judged by its memory.

It prints for how many stalls of 50 ms the event loop was itself at work all the time, and where it was in each.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import re
import select
import shutil
import signal
import struct
import sys
import termios
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Self

from tests.e2e.terminal import KEYS
from tuireader.ui.app import STALLS as LOG_STALLS
from tuireader.ui.stalls import LIMIT
from tuireader.ui.stalls import NAME as STALLS

if TYPE_CHECKING:
    from types import TracebackType

COMMANDS: Final[list[str]] = [
    *"jkhlJKgGdu {}[]r*MstX&UxSR/nNfaAmwIypBHLvi!.,CF+-ToV\\z?:0e25",
    *KEYS,
    "\x0e",
    "\x0f",
    "\x12",
    "\x1b[Z",
    "\x1b[1;3D",
]
TYPED: Final[list[str]] = [*"aeinrst", "\x7f", "\r"]
OPENING: Final = {"s", "/", ":", "\x0f", "f", "t", "y"}
PAUSES: Final = (0.0, 0.0, 0.01, 0.02, 0.05, 0.1, 0.2)
QUICK: Final = 1.0
"""Seconds in which the reader is left."""
GROWN: Final = 1.05
"""Times as much memory as in the third quarter of a run that its last quarter may hold."""
JUDGED: Final = 1_800
"""Seconds of which a run has at least as many, if its memory is to tell anything."""
LOOK: Final = 10
"""Keys from one look at the memory to the next."""
BEHIND: Final = 50
"""Keys that may wait until they are acted upon."""
HELD_BACK: Final = 0.1
"""Seconds until it is looked again whether fewer wait."""
CAUGHT_UP: Final = 120
"""Seconds in the end for those."""
STUCK: Final = 60
"""Seconds after which a reader that is to be left is ended."""
OBSERVED: Final = "tests.fuzz.observed"
STALL: Final = re.compile(r"does not answer\n(.*?)^\S.* having computed (\d+) ms$", re.MULTILINE | re.DOTALL)
CALL: Final = re.compile(r'File "(\S+)", line (\d+), in (\S+)')


class KeysByChance:
    """Keys, each mostly something that the one before makes likely."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._typing = 0
        self.count = 0
        """How many there have been."""

    def next(self) -> str:
        """The next key."""
        self.count += 1
        if self._typing:
            self._typing -= 1
            return self._chance.choice(["\x1b", "\r", "\t"] if self._typing == 0 else TYPED)
        key = self._chance.choice(COMMANDS)
        if KEYS.get(key, key) in OPENING:
            self._typing = self._chance.randrange(5)
        return KEYS.get(key, key)


class Writing:
    """What happens to posts meanwhile, each time something by chance."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self._chance = chance
        self._folder = next(path.parent for path in sorted(root.rglob("*.md")))
        self._posts = sorted(path for path in root.rglob("*.md") if not path.name.startswith("_"))
        self.done: Counter[str] = Counter()

    def go_on(self) -> None:
        """Do one thing."""
        deed = self._chance.choice(
            [self._save] * 8 + [self._save_apart] * 4 + [self._add, self._rename, self._delete]
        )
        self.done[deed.__name__.strip("_")] += 1
        with suppress(OSError):
            deed()

    def _text(self, path: Path) -> str:
        text = path.read_text(encoding="utf-8", errors="replace")
        cut = text.rfind("\n\n") if len(text) > 20_000 else -1
        return (
            f"{text[:cut] if cut > 0 else text}\n\nAdded {self._chance.random()} to what is written here.\n"
        )

    def _save(self) -> None:
        path = self._chance.choice(self._posts)
        path.write_text(self._text(path), encoding="utf-8")

    def _save_apart(self) -> None:
        path = self._chance.choice(self._posts)
        apart = path.with_name(f".{path.name}.tmp")
        apart.write_text(self._text(path), encoding="utf-8")
        apart.replace(path)

    def _add(self) -> None:
        path = (
            self._folder / f"2031-01-{self._chance.randrange(1, 29):02}-new{self._chance.randrange(10**6)}.md"
        )
        path.write_text(
            "---\ntitle: New\ntags: [new]\n---\n\nNew, [a link](/nowhere/) and words.\n", encoding="utf-8"
        )
        self._posts.append(path)

    def _rename(self) -> None:
        path = self._posts.pop(self._chance.randrange(len(self._posts)))
        new = path.with_name(f"{path.stem[:60]}x{path.suffix}")
        path.rename(new)
        self._posts.append(new)

    def _delete(self) -> None:
        if len(self._posts) > 10:
            self._posts.pop(self._chance.randrange(len(self._posts))).unlink()


@dataclass(slots=True)
class Outcome:
    """What became of a run."""

    seconds: float
    keys: int
    writes: Counter[str]
    memory: list[float]
    """Mebibytes, each after as many keys."""
    held_back: float
    """Seconds for which no key was pressed because too many waited."""
    quit_after: float
    wrong: list[str]
    stalls: list[str] = field(default_factory=list)
    """Those in which the event loop computed for as long as a key may wait: how long, and the last calls."""

    @property
    def quarters(self) -> list[float]:
        """The median of each quarter's memory; none of a run that has ended at once."""
        size = len(self.memory) // 4
        return [median(self.memory[at * size : (at + 1) * size]) for at in range(4)] if size else []

    @property
    def grown(self) -> float:
        """How many times as much memory as in the third quarter the last quarter held; 1 where that tells nothing."""
        quarters = self.quarters
        return quarters[3] / quarters[2] if quarters and self.seconds >= JUDGED else 1.0


class Session:
    """The reader in a pseudo-terminal; what it knew in the end is in `home`."""

    def __init__(self, archive: Path, home: Path) -> None:
        self.tail: deque[bytes] = deque(maxlen=64)
        self._home = home
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            home.mkdir(exist_ok=True)
            command = [sys.executable, "-m", OBSERVED, str(archive), str(home / "report")]
            os.execve(command[0], command, _environment(home))
        self.resize(120, 36)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self._terminal, key.encode())

    def read(self, seconds: float) -> bool:
        """Read what is painted for so long; false where the reader has ended."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self._terminal], [], [], max(end - time.monotonic(), 0))
            if not ready:
                return True
            try:
                data = os.read(self._terminal, 1 << 16)
            except OSError:
                return False
            if not data:
                return False
            self.tail.append(data)
            if time.monotonic() > end:
                return True

    def memory(self) -> float:
        """Mebibytes that the reader holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)

    def quit(self) -> float:
        """Leave whatever is open, and the reader; the seconds that the last key took."""
        for _ in range(6):
            self.press("\x1b")
            self.read(0.5)
        (self._home / "report.wanted").touch()
        began = time.monotonic()
        self.press("q")
        while self.read(0.5):
            if time.monotonic() > began + STUCK:
                os.kill(self.pid, signal.SIGABRT)
                break
        os.waitpid(self.pid, 0)
        return time.monotonic() - began

    @property
    def waiting(self) -> int:
        """Keys that are not acted upon yet, as far as the reader has told of them."""
        try:
            return int((self._home / "report.waiting").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def catch_up(self) -> bool:
        """Read until all keys have been acted upon, but not for ever; false where some wait all the same."""
        end = time.monotonic() + CAUGHT_UP
        while self.waiting and time.monotonic() < end and self.read(0.5):
            pass
        return not self.waiting

    @property
    def painted(self) -> str:
        """What was painted last, as it was written."""
        return b"".join(self.tail)[-3000:].decode(errors="replace")

    def stalls(self) -> list[str]:
        """The stalls of the event loop that were its own doing: how long it computed, and its last calls."""
        log = next(self._home.rglob(STALLS), None)
        found = STALL.findall(log.read_text(encoding="utf-8", errors="replace") if log else "")
        return [
            f"{computed} ms: {' < '.join(_last(calls))}"
            for calls, computed in found
            if int(computed) >= 1000 * LIMIT
        ]

    def report(self) -> tuple[set[str], list[str]]:
        """The posts that the reader knew in the end, and what failed in it, which may be that it could not tell."""
        try:
            lines = (self._home / "report").read_text(encoding="utf-8", errors="surrogateescape").split("\0")
        except FileNotFoundError:
            aborted = (self._home / "report.aborted").read_text(encoding="utf-8")
            return set(), [f"ended without a report, {self.waiting} keys waiting:\n{aborted}\n{self.painted}"]
        return set(filter(None, lines[0].split("\n"))), list(filter(None, lines[1:]))


def stress(archive: Path, home: Path, seconds: float, seed: int, calm: float = 5.0) -> Outcome:
    """Run the reader on `archive`, which is written to, for so long, then `calm` seconds in which nothing happens."""
    chance = random.Random(seed)
    keys, writing = KeysByChance(chance), Writing(archive, chance)
    outcome = Outcome(seconds, 0, writing.done, [], 0.0, 0.0, [])
    last: deque[str] = deque(maxlen=60)
    with Session(archive, home) as session:
        began = time.monotonic()
        while (now := time.monotonic() - began) < seconds:
            if keys.count >= LOOK * (len(outcome.memory) + 1):
                outcome.memory.append(session.memory())
            if session.waiting > BEHIND:
                outcome.held_back += HELD_BACK
                goes_on = session.read(HELD_BACK)
            else:
                _happen(session, chance, keys, writing, last)
                goes_on = session.read(chance.choice(PAUSES))
            if not goes_on:
                status = os.waitstatus_to_exitcode(os.waitpid(session.pid, 0)[1])
                outcome.wrong.append(f"ended by itself after {now:.0f} s with {status}:\n{session.painted}")
                outcome.wrong += session.report()[1]
                break
        else:
            session.read(calm)
            session.catch_up()
            outcome.quit_after = session.quit()
            outcome.wrong += _what_is_wrong(session, archive, outcome)
        outcome.stalls += session.stalls()
    outcome.keys = keys.count
    if outcome.wrong:
        outcome.wrong.append(f"seed {seed}, the last keys: {' '.join(map(repr, last))}")
    return outcome


def _happen(
    session: Session, chance: random.Random, keys: KeysByChance, writing: Writing, last: deque[str]
) -> None:
    event = chance.random()
    if event < 0.12:
        writing.go_on()
    elif event < 0.13:
        session.resize(chance.randrange(20, 180), chance.randrange(5, 60))
    else:
        last.append(keys.next())
        session.press(last[-1])


def _what_is_wrong(session: Session, archive: Path, outcome: Outcome) -> list[str]:
    from tests.fuzz.observed import posts_of

    known, wrong = session.report()
    there = posts_of(archive)
    if known != there:
        wrong.append(f"not known: {sorted(there - known)[:5]}; known in vain: {sorted(known - there)[:5]}")
    if outcome.quit_after > QUICK:
        wrong.append(f"quit took {outcome.quit_after:.2f} s")
    if outcome.grown > GROWN:
        wrong.append(f"memory grew {outcome.grown:.2f} times")
    return wrong


def _last(calls: str) -> list[str]:
    return [f"{Path(file).name}:{line} {name}" for file, line, name in CALL.findall(calls)[:-8:-1]]


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "TUIREADER_"))}
    own = {
        "HOME": home,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "EDITOR": "true",
        "BROWSER": "true",
        LOG_STALLS: "1",
    }
    return {**kept, **{name: str(value) for name, value in own.items()}}


def main() -> int:
    """Run it as the command line asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument(
        "--calm", type=float, default=10, help="seconds without keys and saves before the end"
    )
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "archive"
        shutil.copytree(options.archive, copy)
        outcome = stress(copy, Path(folder) / "home", options.minutes * 60, options.seed, options.calm)
    print(f"{outcome.keys:,} keys, {dict(outcome.writes)} in {outcome.seconds:.0f} s, ", end="")
    print(
        f"held back for {outcome.held_back:.0f} s; load {' '.join(f'{one:.1f}' for one in os.getloadavg())}"
    )
    print(
        "MiB over its keys:", *(f"{one:.0f}" for one in outcome.memory[:: max(len(outcome.memory) // 20, 1)])
    )
    print("MiB, median of each quarter:", *(f"{one:.1f}" for one in outcome.quarters), end="")
    print(f" ({outcome.grown:.3f} times)" if outcome.seconds >= JUDGED else " (too short a run to judge)")
    print(f"left within {outcome.quit_after:.2f} s", *outcome.wrong, sep="\n")
    print(f"stalls: {len(outcome.stalls)}", *outcome.stalls, sep="\n  ")
    return bool(outcome.wrong)


if __name__ == "__main__":
    sys.exit(main())
