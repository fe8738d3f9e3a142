"""The messages of editors to readers: versioned JSON objects, one a line; malformed ones are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION: Final = 1
"""The version of the messages; a reader refuses others."""
LONGEST_LINE: Final = 32 << 20
"""Most bytes of a message."""
LONGEST_TEXT: Final = 8_000_000
"""Most characters of a text; a longer one is not previewed."""
LONGEST_PATH: Final = 32_768


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message to a reader that listens on loopback, with the `token` from its file."""

    token: str


@dataclass(frozen=True, slots=True)
class BufferText:
    """The unsaved text of a file, by its change since the message before.

    `text` replaces the characters from `start` to `end` of the text before, which had `before` characters; None for a
    whole text.
    """

    path: str
    text: str
    start: int = 0
    end: int = 0
    before: int | None = None

    def applied(self, old: str | None) -> str | None:
        """The whole text; None if the change is not one of `old`."""
        if self.before is None:
            return self.text
        if old is None or len(old) != self.before:
            return None
        return f"{old[: self.start]}{self.text}{old[self.end :]}"


@dataclass(frozen=True, slots=True)
class BufferClosed:
    """A file was saved or closed in the editor: what is on disk counts again."""

    path: str


@dataclass(frozen=True, slots=True)
class CursorMoved:
    """The cursor is in `line` of a file, from 1. With `opens`, a reader shows that file and answers."""

    path: str
    line: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader answers: why it `refused`, empty if it did not."""

    refused: str = ""


Message = Hello | BufferText | BufferClosed | CursorMoved | Answer
_KINDS: Final = {
    "hello": Hello,
    "text": BufferText,
    "closed": BufferClosed,
    "cursor": CursorMoved,
    "answer": Answer,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


def written(message: Message) -> bytes:
    fields = {name: getattr(message, name) for name in message.__slots__}
    line = json.dumps({"version": VERSION, "kind": _NAMES[type(message)], **fields}, ensure_ascii=False)
    # A lone surrogate is no text, and would make the line unreadable.
    return line.encode("utf-8", "replace") + b"\n"


def read(line: bytes) -> Message | str:
    """The message of a line, or what is wrong with it."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return "the message is not JSON"
    if not isinstance(fields, dict):
        return "the message is not a JSON object"
    version, name = fields.pop("version", None), fields.pop("kind", None)
    if version != VERSION or isinstance(version, bool):
        return f"only version {VERSION} of messages is supported"
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        return "the kind of message is unknown"
    try:
        message: Message = kind(**fields)
    except TypeError:
        return f"the fields of {name} are wrong"
    return _wrong(message) or message


def _wrong(message: Message) -> str:
    match message:
        case Hello(token=str()) | Answer(refused=str()):
            return ""
        case BufferText(path=path, text=str()):
            return _wrong_change(message) or _wrong_path(path)
        case BufferClosed(path=path):
            return _wrong_path(path)
        case CursorMoved(path=path, line=line, opens=bool()):
            return _wrong_path(path) if _is_count(line) and line else "lines are counted from 1"
        case _:
            return "a field has the wrong type"


def _wrong_change(message: BufferText) -> str:
    numbers = (message.start, message.end, 0 if message.before is None else message.before)
    if not all(map(_is_count, numbers)) or not message.start <= message.end <= numbers[-1]:
        return "the range of the change is invalid"
    return (
        ""
        if len(message.text) <= LONGEST_TEXT and _is_text(message.text)
        else "the text is too long or invalid"
    )


def _wrong_path(path: object) -> str:
    fine = isinstance(path, str) and 0 < len(path) <= LONGEST_PATH and "\0" not in path and _is_text(path)
    return "" if fine else "the path is invalid"


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1 << 53


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def change(path: str, old: str | None, new: str) -> BufferText:
    """The message that makes `new` of `old`, as short as one replacement allows."""
    if old is None:
        return BufferText(path, new)
    most = min(len(old), len(new))
    start = _most(lambda low, high: old[low:high] == new[low:high], most)
    end = _most(
        lambda low, high: old[len(old) - high : len(old) - low] == new[len(new) - high : len(new) - low],
        most - start,
    )
    return BufferText(path, new[start : len(new) - end], start, len(old) - end, len(old))


def _most(alike: Callable[[int, int], bool], most: int) -> int:
    """The number of characters that are alike from the first on; comparing slices is much faster than characters."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if alike(low, middle) else (low, middle - 1)
    return low
