"""What the oracle of an engine consists of: a module of the engine's name with one class that does this."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.oracles.published import Published
    from tests.oracles.random_text import RandomText


@dataclass(frozen=True, slots=True)
class Sample:
    """An archive to build: its name, and the text of its files by path. `fields` are those that are worth comparing."""

    name: str
    files: Mapping[str, str]
    fields: tuple[str, ...]


class Recipe(Protocol):
    """An engine: how a pinned release of it is installed, asked for archives, and run on one."""

    release: str

    def install(self, folder: Path) -> None:
        """Install the release into a folder of its own, unless it is there."""

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """Return archives of that many posts."""

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Run the release in `folder` on an archive, and return its posts by their paths in the archive."""


def run(*command: str, within: Path, seconds: float = 600) -> str:
    """Return what a command prints, errors too; raises with its last words where it fails."""
    done = subprocess.run(command, cwd=within, capture_output=True, text=True, timeout=seconds, check=False)
    if done.returncode:
        raise OracleError(f"{command[0]} failed: {(done.stderr + done.stdout)[-2000:]}")
    return done.stdout + done.stderr


class OracleError(Exception):
    """An engine could not be installed or run."""
