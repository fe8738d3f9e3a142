"""Paths that `.gitignore` leaves out of a checkout, as what programs make on each machine (gitignore(5), Git 2.39)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import first_bytes
from tuireader.archive.disk.globs import fits
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 1 << 16
_MOST_PATTERNS: Final = 500


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A glob for paths, or for names in any folder; `keeps` tells of one that takes back what others leave out."""

    glob: str
    is_path: bool
    keeps: bool


class Ignored:
    """What the `.gitignore` files of an archive name."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._answers: dict[str, bool] = {}
        self._known: dict[str, tuple[_Pattern, ...]] = {}

    def names(self, path: str) -> bool:
        """Whether a path from the root of the archive, or a folder above it, is left out of a checkout."""
        return not path.startswith("..") and any(map(self._leaves_out, _with_above(path)))

    def _leaves_out(self, path: str) -> bool:
        if path not in self._answers:
            self._answers[path] = self._is_named(path)
        return self._answers[path]

    def _is_named(self, path: str) -> bool:
        out = False
        for folder in reversed([*_with_above(path.rpartition("/")[0]), ""]):
            inside = path[len(folder) :].lstrip("/")
            if folder not in self._known:
                self._known[folder] = _patterns(f"{self._root}/{folder}")
            for pattern in self._known[folder]:
                if fits(pattern.glob, inside if pattern.is_path else inside.rpartition("/")[2]):
                    out = not pattern.keeps
        return out


def _with_above(path: str) -> Iterator[str]:
    path = path.strip("/")
    while path:
        yield path
        path = path.rpartition("/")[0]


def _patterns(folder: str) -> tuple[_Pattern, ...]:
    try:
        path = os.path.join(folder, ".gitignore")  # noqa: PTH118 - a plain path
        lines = first_bytes(path, _MOST).decode("utf-8", "replace").splitlines()
    except (OSError, ValueError):  # no path at all: that of a link may hold any character
        return ()
    return tuple(_pattern(line) for line in map(str.rstrip, lines[:_MOST_PATTERNS]) if line.strip("/ !#*"))


def _pattern(line: str) -> _Pattern:
    keeps = line.startswith("!")
    glob = line.removeprefix("!").rstrip("/")
    if glob.startswith("**/") and "/" not in glob[3:]:
        return _Pattern(glob[3:], is_path=False, keeps=keeps)
    return _Pattern(glob.lstrip("/"), "/" in glob, keeps)
