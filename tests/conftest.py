"""What holds for all tests: the same examples are tried in every run; `tests.fuzz` tries others."""

from __future__ import annotations

import gc
import os
import signal
from compileall import compile_dir
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import tuireader

if TYPE_CHECKING:
    from collections.abc import Generator

settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("fixed")


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two processors: for a third of their time, tests wait for files and terminals."""
    return (3 * (os.cpu_count() or 1) + 1) // 2


def pytest_configure(config: pytest.Config) -> None:
    """Hear signals, and compile the program once, as installing does, for the processes that tests start."""
    # A shell starts what it puts in the background deaf to these, and so would all be that a test starts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGQUIT) is signal.SIG_IGN:
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    # Where readers listen for editors: nobody else's readers, and nobody else's editors.
    runtime = os.environ["XDG_RUNTIME_DIR"] = mkdtemp(prefix="tuireader-")
    config.add_cleanup(lambda: rmtree(runtime, ignore_errors=True))
    if not hasattr(config, "workerinput"):
        compile_dir(Path(tuireader.__file__).parent, quiet=2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while the tests are read, and then as seldom as the reader does.

    Of the time of the reader's tests, a third went there.
    """
    gc.disable()
    result = yield
    gc.freeze()
    gc.set_threshold(20_000, 20, 5)
    gc.enable()
    return result
