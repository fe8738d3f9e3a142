"""Tasks in another process, and their results here.

`multiprocessing` needs standard streams that are files, and its processes outlive a killed parent. The process here
ends with its parent, however that ends.
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
"""The niceness of a process, if the system has it."""
UNUSABLE: Final = "the process that draws it is not running"
"""The problem of a drawing whose process cannot work."""
_SECONDS: Final = 1.0
"""Time for a process that has closed its pipes to end."""
_CODE: Final = "from tuireader.other_process import work; work()"


class UnusableProcessError(ChildProcessError):
    """A process cannot be started, or has ended with an error of its own, whatever it was asked for."""


class OtherProcess(Generic[T]):
    """A process for one task; iterating yields the task's items as they arrive.

    `task` is a module's generator function; arguments and items are pickled. With `asked`, its last argument iterates
    over what `ask` is given. Raises UnusableProcessError if the process cannot be started or ends with an error, else
    ChildProcessError if it ends before its task. One thread at a time may wait for items; any may call `close`.
    """

    def __init__(
        self, task: Callable[..., Iterator[T]], *arguments: object, nice: int = NICE, asked: bool = False
    ) -> None:
        import pickle

        try:
            requests, asking = os.pipe() if asked else (None, None)
        except OSError as error:
            raise UnusableProcessError from error
        self._requests = os.fdopen(asking, "wb") if asking is not None else None
        try:
            self._process = _started(requests)
        except UnusableProcessError:
            if self._requests:
                self._requests.close()
            raise
        finally:
            if requests is not None:
                os.close(requests)
        self._done = False
        # It stays open while this process lives, which the other process watches.
        self._lifeline: IO[bytes] | None = self._process.stdin
        if self._lifeline:
            with suppress(OSError):
                pickle.dump((nice, task, arguments, requests), self._lifeline)
                self._lifeline.flush()

    def ask(self, request: object) -> None:
        """Give the task another request; waits while the process has not taken the last one."""
        import pickle

        try:
            if self._requests:
                pickle.dump(request, self._requests)
                self._requests.flush()
        except (OSError, ValueError) as error:
            raise self._failure() from error

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        """Wait for the next item."""
        if self._done:
            raise StopIteration
        import pickle

        try:
            answer: tuple[bool, T] = pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise self._failure() from error
        self._done, item = answer
        if self._done:
            raise StopIteration
        return item

    def _failure(self) -> ChildProcessError:
        """What the end of the process means: by a signal, that its task was too much; by itself, that none would do."""
        from subprocess import TimeoutExpired

        with suppress(TimeoutExpired):
            return UnusableProcessError() if self._process.wait(_SECONDS) > 0 else ChildProcessError()
        return ChildProcessError()

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End the process at once; a waiting thread gets ChildProcessError."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and wait for its end."""
        self.kill()
        self._process.wait()
        for pipe in (self._lifeline, self._requests, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


class Helper(Generic[T]):
    """A process that does a part of some work meanwhile, as a context manager; see `OtherProcess`.

    It is started in a thread, since that takes as long as much of the work; if it cannot be, no answers come.
    """

    def __init__(self, task: Callable[..., Iterator[T]], *arguments: object, nice: int = NICE) -> None:
        from queue import SimpleQueue
        from threading import Thread

        self.ended = False
        """Whether all answers have come."""
        self._left = False
        self._process: OtherProcess[T] | None = None
        self._answers: SimpleQueue[tuple[T] | None] = SimpleQueue()
        # Answers are taken at once, or the process would wait for room in the pipe.
        self._taking = Thread(target=self._take, args=(task, arguments, nice), daemon=True)

    def __enter__(self) -> Self:
        self._taking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        if self._process:
            self._process.kill()
        self._taking.join()

    def _take(self, task: Callable[..., Iterator[T]], arguments: tuple[object, ...], nice: int) -> None:
        with suppress(ChildProcessError):
            process = self._process = OtherProcess(task, *arguments, nice=nice)
            try:
                for answer in process if not self._left else ():
                    self._answers.put((answer,))
            finally:
                process.close()
        self._answers.put(None)

    def answers(self, *, wait: bool) -> Iterator[T]:
        """Yield what has been done since the last call; with `wait`, also what is being done."""
        while not self.ended and (wait or not self._answers.empty()):
            answer = self._answers.get()
            self.ended = answer is None
            if answer is not None:
                yield answer[0]
            wait = False


def has_spare_core() -> bool:
    """Whether a core seems to be idle; otherwise a helper takes its time from the one that it helps."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = 0.0
    with suppress(OSError, AttributeError):
        load = os.getloadavg()[0]
    return load < cores - 1


def _started(requests: int | None) -> Popen[bytes]:
    from subprocess import DEVNULL, PIPE, Popen

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    # Without -P a module in the current folder would hide those of the same name.
    command = [sys.executable, "-P", "-c", _CODE]
    passed = () if requests is None else (requests,)
    try:
        return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, pass_fds=passed)  # noqa: S603 - our own
    except OSError as error:
        raise UnusableProcessError from error


def work() -> None:
    """Do the task on standard input, in the other process."""
    import pickle

    nice, task, arguments, requests = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that made this one
    if requests is not None:
        arguments = (*arguments, _requests_of(requests))
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


def _requests_of(descriptor: int) -> Iterator[object]:
    """Yield the requests of the process that made this one, until it closes their pipe."""
    import pickle

    with os.fdopen(descriptor, "rb") as pipe, suppress(EOFError):
        while True:
            yield pickle.load(pipe)  # noqa: S301 - likewise


def end_with_writers(pipe: int) -> None:
    """End this process as soon as no process can write to the pipe: the parent is gone."""
    signal_at_end(pipe)
    from threading import Thread

    def watch() -> None:
        with suppress(OSError):
            os.read(pipe, 1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def signal_at_end(pipe: int) -> None:
    """Let the system end this process with the writers of a pipe, if it can, even within a library's long step."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        # An unhandled SIGIO ends the process.
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
