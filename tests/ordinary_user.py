"""Whom the system can refuse something: root is refused nothing, so such tests act as someone else."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """An empty folder of a user who is not root, and that user until the end.

    What is imported late should have been imported before: the user may not be allowed to read the program.
    """
    with TemporaryDirectory() as name:
        if os.geteuid() != 0:
            yield Path(name)
            return
        os.chown(name, NOBODY, NOBODY)
        # access(2) asks for the real user, all else for the effective one; the saved one stays root.
        os.setreuid(NOBODY, 0)
        os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)
            os.setreuid(0, 0)
