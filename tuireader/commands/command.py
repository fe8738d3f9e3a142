"""What a command is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Command:
    """`run` takes what `arguments` told the parser to expect and returns the exit status."""

    summary: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def add_archive(parser: ArgumentParser) -> None:
    """Let the parser take a folder of posts."""
    parser.add_argument("archive", nargs="?", default=".", metavar="ARCHIVE", help="a folder of posts [.]")


def add_json(parser: ArgumentParser) -> None:
    """Let the parser take --json."""
    parser.add_argument("--json", action="store_true", help="print JSON Lines")
