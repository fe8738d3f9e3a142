"""Whom the system can refuse something: root is refused nothing, so such tests act as someone else."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.cells import cell_len

import tuireader

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """An empty folder of a user who is not root, and that user until the end."""
    with ordinary_folder() as folder, acting_ordinarily():
        yield folder


@contextmanager
def ordinary_folder() -> Iterator[Path]:
    """An empty folder of a user who is not root; whoever runs the tests remains who they are."""
    with TemporaryDirectory() as name:
        if os.geteuid() == 0:
            os.chown(name, NOBODY, NOBODY)
        yield Path(name)


@contextmanager
def acting_ordinarily() -> Iterator[None]:
    """The owner of an ordinary folder, in all threads, until the end.

    The program may lie where only root reads it: all of it is imported before, also what is else imported late.
    """
    if os.geteuid() != 0:
        yield
        return
    for module in walk_packages(tuireader.__path__, "tuireader."):
        if not module.name.endswith("__main__"):
            with suppress(ModuleNotFoundError):  # of an extra that is not installed
                import_module(module.name)
    cell_len("…")  # for which Rich reads its table of widths
    # access(2) asks for the real user, all else for the effective one; the saved one stays root.
    os.setreuid(NOBODY, 0)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setreuid(0, 0)
