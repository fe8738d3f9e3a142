"""What holds for all tests: the same examples are tried in every run; `tests.fuzz` tries others."""

from __future__ import annotations

from compileall import compile_dir
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings

import tuireader

if TYPE_CHECKING:
    import pytest

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once, as installing it does: hundreds of processes that tests start are spared that."""
    if not hasattr(config, "workerinput"):
        compile_dir(Path(tuireader.__file__).parent, quiet=2)
