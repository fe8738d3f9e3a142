"""Build archives with an engine, read them here, and compare post by post and field by field.

python -m tests.oracles ENGINE [--posts N] [--seed S] [--only SAMPLE…] [--misses N] [--keep FOLDER]

Installs a pinned release of the engine into a folder of its own, once. Prints per cent equal for each field of each
archive, and the misses by kind.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from tests.oracles.comparing import compare
from tests.oracles.ours import posts_of
from tests.oracles.random_text import RandomText
from tests.oracles.recipe import OracleError

if TYPE_CHECKING:
    from tests.oracles.comparing import Outcome
    from tests.oracles.recipe import Recipe, Sample


def recipe_named(engine: str) -> Recipe:
    """Return the recipe of an engine, whose module has its name."""
    found: Recipe = import_module(f"tests.oracles.{engine}").RECIPE
    return found


def tried(recipe: Recipe, installed: Path, sample: Sample, root: Path) -> list[Outcome]:
    """Write one archive, have the engine build it, and compare."""
    for path, text in sample.files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    asked = frozenset(sample.fields)
    read = posts_of(
        root, draws=not asked.isdisjoint({"words", "text"}), links=not asked.isdisjoint({"links", "dead"})
    )
    return list(compare(recipe.build(installed, root), read, sample.fields))


def shown(sample: Sample, outcomes: list[Outcome], most: int) -> None:
    """Print the figures of an archive, and of each field the kinds of misses."""
    for outcome in outcomes:
        if outcome.compared == 0:
            continue
        print(f"{sample.name:<24} {outcome.field:<12} {outcome.percent:7.2f} %  of {outcome.compared}")
        for kind, count, miss in list(outcome.kinds())[:most]:
            print(f"    {count:4} × {kind:<28} {miss.path}: {miss.wanted!r} | {miss.got!r}"[:400])


def main() -> int:
    """Try one engine."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles", description=__doc__)
    parser.add_argument("engine")
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--misses", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="leave the archives and their sites here")
    options = parser.parse_args()
    recipe = recipe_named(options.engine)
    installed = Path(gettempdir()) / "tuireader-oracles" / f"{options.engine}-{recipe.release}"
    try:
        recipe.install(installed)
        for sample in recipe.samples(RandomText(options.seed), options.posts):
            if options.only and not any(sample.name.startswith(name) for name in options.only):
                continue
            with TemporaryDirectory() as folder:
                root = (options.keep / options.engine if options.keep else Path(folder)) / sample.name
                try:
                    shown(sample, tried(recipe, installed, sample, root.resolve()), options.misses)
                except OracleError as error:
                    print(f"{sample.name}: {error}")
    except OracleError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
