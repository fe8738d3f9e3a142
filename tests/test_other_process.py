"""The other process ends with the one that it works for, however that one ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.processes import gone
from tuireader.other_process import OtherProcess, UnusableProcessError, has_spare_core

if TYPE_CHECKING:
    from collections.abc import Iterator

# A signal that comes just before a call that waits is handled after it, in Python 3.14 often: the parent waits briefly.
PARENT = """
import sys
from select import select
from tests import test_other_process as here
from tuireader.other_process import OtherProcess
process = OtherProcess(getattr(here, sys.argv[1]))
print(next(process), flush=True)
while not select([sys.stdin], [], [], 0.05)[0]:
    pass
"""


def yielding() -> Iterator[int]:
    while True:
        yield os.getpid()


def computing() -> Iterator[int]:
    """Yield once, and then be in one step of a library that lets no thread of Python's run."""
    yield os.getpid()
    yield sum(range(10**15))


def failing() -> Iterator[int]:
    yield 1
    raise ValueError


def answering(word: str, requests: Iterator[int]) -> Iterator[str]:
    for request in requests:
        yield word * request
    yield "end"


@pytest.mark.parametrize("task", ["yielding", "computing"])
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_it_ends_with_the_process_that_made_it(task: str, how: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, task],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.Signals[how])
        parent.wait(20)
    assert gone(child)


def test_what_ends_before_its_task_is_done_is_told() -> None:
    process = OtherProcess(failing)
    assert next(process) == 1
    with pytest.raises(UnusableProcessError):
        next(process)
    process.close()


def test_one_that_is_killed_is_told_from_one_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    process = OtherProcess(yielding)
    process.kill()
    with pytest.raises(ChildProcessError) as told:
        for _ in process:
            pass
    assert not isinstance(told.value, UnusableProcessError)
    process.close()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UnusableProcessError):
        OtherProcess(yielding)


def test_it_is_gone_when_it_is_closed() -> None:
    process = OtherProcess(computing)
    child = next(process)
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_it_answers_what_it_is_asked() -> None:
    process = OtherProcess(answering, "ab", asked=True)
    for times in (1, 2, 70_000):
        process.ask(times)
        assert next(process) == "ab" * times
    process.close()
    assert gone(process.pid)
    with pytest.raises(ChildProcessError):
        process.ask(1)


def test_a_machine_without_an_idle_core_is_not_helped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    for load, spare in ((0.2, True), (1.4, False), (9.0, False)):
        monkeypatch.setattr(os, "getloadavg", lambda load=load: (load, 0.0, 0.0))
        assert has_spare_core() is spare
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    assert not has_spare_core()
