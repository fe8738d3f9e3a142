"""Change real posts by chance and read them, until the time is over.

python -m tests.fuzz [FOLDER…] [--seconds N] [--seed S]

Prints each failure once: its seed, what went wrong, and the smallest input found that does it. The same seed gives the
same inputs for the same files. The exit status is 1 where something failed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.fuzz.checks import MARKERS, archive_of, check_body, check_file
from tests.fuzz.mutations import mutated, smallest

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "sample_posts"
SLOW = 2.0
"""Seconds in which any post of some kilobytes is read, several times over."""


def seeds_of(folders: list[Path]) -> list[bytes]:
    """The posts that are changed."""
    found = [path for folder in folders for path in sorted(folder.rglob("*.m*d*")) if path.is_file()]
    return [path.read_bytes() for path in found]


def checks(root: Path) -> dict[str, Callable[[bytes], None]]:
    """Everything that is tried with an input, by name."""
    found: dict[str, Callable[[bytes], None]] = {}
    for engine in MARKERS:
        folder = root / engine
        archive_of(folder, engine)
        found[f"file, {engine}"] = partial(check_file, folder)
        found[f"body, {engine}"] = partial(check_body, engine)
    return found


def failure(check: Callable[[bytes], None], data: bytes) -> str | None:
    """Where and how a check fails, or None."""
    began = time.process_time()
    try:
        check(data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is found
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.name}:{frame.lineno}"
    return "takes longer than 2 s" if time.process_time() - began > SLOW else None


def _fails_so(check: Callable[[bytes], None], said: str, data: bytes) -> bool:
    return failure(check, data) == said


def main() -> int:
    """Fuzz; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLES], metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    seeds = seeds_of(options.folders)
    print(f"{len(seeds)} posts, seed {options.seed}", flush=True)
    end = time.monotonic() + options.seconds
    met: set[str] = set()
    number = 0
    with TemporaryDirectory() as root:
        tried = checks(Path(root))
        while time.monotonic() < end:
            seed = options.seed + number
            number += 1
            data = mutated(random.Random(seed), seeds)
            for name, check in tried.items():
                said = failure(check, data)
                if said and said not in met:
                    met.add(said)
                    _report(seed, name, said, smallest(data, partial(_fails_so, check, said)))
    print(f"{number} inputs, {len(met)} failures")
    return 1 if met else 0


def _report(seed: int, name: str, said: str, data: bytes) -> None:
    print(f"--seed {seed}: {name}: {said}\n    {data!r}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
