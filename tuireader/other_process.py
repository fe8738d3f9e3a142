"""The one way into another process: a task that is done there, and what it yields here.

The standard streams of this process may be no files, which `multiprocessing` wants them to be, and its processes
outlive one that is killed. The process made here ends with this one, however this one ends.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import Popen

T = TypeVar("T")

NICE: Final = 5
"""How far a process stands back behind this one, where the system knows of that."""
_CODE: Final = "from tuireader.other_process import work; work()"


class OtherProcess(Generic[T]):
    """A process that does one task; iterating gives what the task yields, each as soon as it is there.

    `task` is a generator function of a module; all that goes to and fro can be pickled. Raises ChildProcessError where
    the process cannot be started, or ended before its task did. One thread at a time may wait for what comes next;
    any may call `close`.
    """

    def __init__(self, task: Callable[..., Iterator[T]], *arguments: object, nice: int = NICE) -> None:
        import pickle

        self._process = _started()
        self._done = False
        # It stays open as long as this process lives: that is what the other one looks at.
        self._lifeline: IO[bytes] | None = self._process.stdin
        if self._lifeline:
            with suppress(OSError):
                pickle.dump((nice, task, arguments), self._lifeline)
                self._lifeline.flush()

    def __iter__(self) -> Self:
        """Iterate over what is yielded there."""
        return self

    def __next__(self) -> T:
        """Wait for what is yielded next."""
        if self._done:
            raise StopIteration
        import pickle

        try:
            answer: tuple[bool, T] = pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise ChildProcessError from error
        self._done, item = answer
        if self._done:
            raise StopIteration
        return item

    @property
    def pid(self) -> int:
        """The number that the system gave it."""
        return self._process.pid

    def kill(self) -> None:
        """End the process at once, whatever it does; who waits for it raises ChildProcessError."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and wait until it is gone."""
        self.kill()
        self._process.wait()
        for pipe in (self._lifeline, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _started() -> Popen[bytes]:
    from subprocess import DEVNULL, PIPE, Popen

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    # Without -P a module in the current folder would go before those of the same name.
    command = [sys.executable, "-P", "-c", _CODE]
    try:
        return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)  # noqa: S603 - our own
    except OSError as error:
        raise ChildProcessError from error


def work() -> None:
    """Do what standard input asks for, in the process that was made for it."""
    import pickle

    nice, task, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that made this one
    end_with_writers(0)
    with suppress(AttributeError, OSError):
        os.nice(nice)
    answers: IO[bytes] = sys.stdout.buffer
    sys.stdout = sys.stderr
    with suppress(BrokenPipeError):
        for item in task(*arguments):
            pickle.dump((False, item), answers)
            answers.flush()
        pickle.dump((True, None), answers)
        answers.flush()


def end_with_writers(pipe: int) -> None:
    """End this process as soon as nobody is left who could write to a pipe: those that it works for are gone."""
    signal_at_end(pipe)
    from threading import Thread

    def watch() -> None:
        with suppress(OSError):
            os.read(pipe, 1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def signal_at_end(pipe: int) -> None:
    """Let the system end this process with the writers of a pipe, where it can: within a library's long step too."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        # What SIGIO does where nobody handles it is to end the process.
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
