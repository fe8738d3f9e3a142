"""Failures of the program itself: one line for the user, and all details in a log.

Only the user can read the log, since it shows values of variables, with words of posts among them.
"""

from __future__ import annotations

import os
import reprlib
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader import __version__
from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

NAME: Final = "errors.log"
LARGEST: Final = 256 * 1024
"""Largest log in bytes; a larger one replaces the old log."""
FRAMES, VARIABLES, CHAIN = 60, 40, 4
"""Most calls of a failure, variables of a call, and causes of a failure in the log."""
SHORT: Final = 120


class _Shown(reprlib.Repr):
    """Values in a few words, never a whole archive."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxstring, self.maxother, self.maxlong = 3, SHORT, SHORT, SHORT

    def repr_instance(self, x: object, level: int) -> str:
        """An object by its type, a dataclass by its fields: an object's own `repr` may never end."""
        name = type(x).__qualname__
        if isinstance(x, os.PathLike | BaseException):
            return super().repr_instance(x, level)
        if not is_dataclass(x) or isinstance(x, type) or level <= 0:
            return f"<{name}>"
        shown = (f"{one.name}={self.repr1(getattr(x, one.name, None), level - 1)}" for one in fields(x))
        return f"{name}({', '.join(shown)})"


def log_folder() -> Path:
    """The folder of the log, in the user's state folder."""
    from platformdirs import user_log_path

    return user_log_path("tuireader")


def note(error: BaseException, doing: str, folder: Path | None = None) -> Path | None:
    """Log a failure; the log, or None if it cannot be written."""
    return append(report(error, doing), NAME, folder)


def append(text: str, name: str, folder: Path | None = None) -> Path | None:
    """Add a text to the log of that name; the log, or None if it cannot be written."""
    # Even imports may fail while the program is being reinstalled.
    with suppress(OSError, ImportError):
        folder = folder or log_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        log = folder / name
        with suppress(FileNotFoundError):
            if log.lstat().st_size > LARGEST:
                log.replace(log.with_suffix(".old.log"))
        # A pipe in its place is not waited for.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(log, flags, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text.encode("utf-8", "backslashreplace"))
        return log
    return None


def summary(error: BaseException, doing: str, log: Path | None) -> str:
    """The line about a failure, and the log with the details."""
    seen = f"; see {shortened(log)}" if log else ""
    return f"{doing} failed{seen} ({on_one_line(error)})"


def on_one_line(error: BaseException) -> str:
    """The type of an error and the beginning of its message, safe to print."""
    said = " ".join(neutralise(_text(error)).split())
    whole = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return whole if len(whole) <= SHORT else f"{whole[: SHORT - 1]}…"


def shortened(path: Path) -> str:
    """The path with ~ for the home folder."""
    with suppress(ValueError, RuntimeError):
        return neutralise(f"~/{path.relative_to(Path.home())}")
    return neutralise(str(path))


def place(error: BaseException) -> tuple[str, str, int]:
    """The type of an error and the line that raised it; the same each time."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    return type(error).__name__, at.tb_frame.f_code.co_filename if at else "", at.tb_lineno if at else 0


def report(error: BaseException, doing: str) -> str:
    """The log entry of a failure: its calls with their variables."""
    version = ".".join(map(str, sys.version_info[:3]))
    head = (
        f"{time.strftime('%Y-%m-%d %H:%M:%S %z')} tuireader {__version__}, Python {version}, {sys.platform}"
    )
    lines = [f"{head}\n{doing} failed\n"]
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and len(chain) < CHAIN and at not in chain:
        chain.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    for one in reversed(chain):
        lines.extend(_calls(one))
        lines.append(f"{type(one).__name__}: {_text(one)[:1000]}\n")
    return "".join(lines) + "\n"


def _calls(error: BaseException) -> Iterator[str]:
    walked = list(traceback.walk_tb(error.__traceback__))[-FRAMES:]
    for frame, line in walked:
        code = frame.f_code
        yield f"  {code.co_filename}:{line} in {code.co_qualname}\n"
        yield from _variables(frame)


def _variables(frame: FrameType) -> Iterator[str]:
    shown = _Shown()
    for name, value in list(frame.f_locals.items())[:VARIABLES]:
        try:
            text = shown.repr(value)
        except Exception as error:  # noqa: BLE001 - `repr` may do anything
            text = f"<{type(value).__name__}, {type(error).__name__} when shown>"
        yield f"      {name} = {text}\n"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - likewise
        return ""
