"""What the program itself does wrong: one line for the reader of it, and all that can be known in a log.

The log is the user's alone, for it shows what was being worked on: values of variables, words of posts among them.
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
"""Bytes from which on the log is put aside; the one that was put aside before goes."""
FRAMES, VARIABLES, CHAIN = 60, 40, 4
"""Calls of a failure, variables of a call and failures behind a failure that are written at most."""
SHORT: Final = 120


class _Shown(reprlib.Repr):
    """Values in a few words, and never those of a whole archive."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxstring, self.maxother, self.maxlong = 3, SHORT, SHORT, SHORT

    def repr_instance(self, x: object, level: int) -> str:
        """An object by its kind, a value of ours by its fields: what an object says of itself may take for ever."""
        name = type(x).__qualname__
        if isinstance(x, os.PathLike | BaseException):
            return super().repr_instance(x, level)
        if not is_dataclass(x) or isinstance(x, type) or level <= 0:
            return f"<{name}>"
        shown = (f"{one.name}={self.repr1(getattr(x, one.name, None), level - 1)}" for one in fields(x))
        return f"{name}({', '.join(shown)})"


def log_folder() -> Path:
    """Return the folder of the log: in the user's state folder."""
    from platformdirs import user_log_path

    return user_log_path("tuireader")


def note(error: BaseException, doing: str, folder: Path | None = None) -> Path | None:
    """Write a failure to the log, and return the log; None where it cannot be written."""
    # Not even what is imported for it may be there any more, where the program is being installed anew.
    with suppress(OSError, ImportError):
        folder = folder or log_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        log = folder / NAME
        with suppress(FileNotFoundError):
            if log.lstat().st_size > LARGEST:
                log.replace(log.with_suffix(".old.log"))
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(report(error, doing).encode("utf-8", "backslashreplace"))
        return log
    return None


def told(error: BaseException, doing: str, log: Path | None) -> str:
    """Return the line that says what failed, and where more is written."""
    seen = f"; see {shortened(log)}" if log else ""
    return f"{doing} failed{seen} ({on_one_line(error)})"


def on_one_line(error: BaseException) -> str:
    """Return the kind of an error and the beginning of what it says, safe to be printed."""
    said = " ".join(neutralise(_text(error)).split())
    whole = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return whole if len(whole) <= SHORT else f"{whole[: SHORT - 1]}…"


def shortened(path: Path) -> str:
    """Return a path as people write it, with ~ for the home folder."""
    with suppress(ValueError, RuntimeError):
        return neutralise(f"~/{path.relative_to(Path.home())}")
    return neutralise(str(path))


def place(error: BaseException) -> tuple[str, str, int]:
    """Return the kind of an error and the line it came from: the same for each time that the same thing fails."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    return type(error).__name__, at.tb_frame.f_code.co_filename if at else "", at.tb_lineno if at else 0


def report(error: BaseException, doing: str) -> str:
    """Return what the log says of a failure: where it happened, and what the variables were there."""
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
        except Exception as error:  # noqa: BLE001 - whatever a value does when it is looked at
            text = f"<{type(value).__name__}, {type(error).__name__} when shown>"
        yield f"      {name} = {text}\n"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - likewise
        return ""
