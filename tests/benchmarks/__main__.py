"""Every figure that is asked of the reader, beside what was measured now.

python -m tests.benchmarks

What is asked of any archive has a command of its own, which takes folders: python -m tests.benchmarks.words
"""

from __future__ import annotations

from tests.benchmarks import (
    finding,
    hostile,
    lists,
    modules,
    opening,
    pictures,
    preview,
    saves,
    search,
    start,
    warm,
)
from tests.benchmarks.harness import show


def main() -> None:
    """Print the table, line by line as it is measured."""
    print(f"{'what':66} {'asked':>14} {'measured':>18}")
    for part in (start, warm, modules, opening, finding, lists, saves, preview, search, pictures):
        show(part.findings())
    show(hostile.sizes())


if __name__ == "__main__":
    main()
