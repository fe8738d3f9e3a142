"""The door through which all text of files comes: bytes to text that is safe to put on a terminal."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.invisible import UNSAFE, safe
from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from tuireader.archive.post import PostId

_CONTROLS: Final = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_ASCII: Final = bytes(range(0x80))
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file: neutralised, its lines parted by a single line feed.

    `encoding` is the name of the codec that read it; `problem` says what was wrong with the bytes, or None.
    """

    text: str
    encoding: str
    problem: Problem | None = None


def neutralise(text: str) -> str:
    """Return the text without a character that commands a terminal, hides text or upsets columns.

    Line ends become a line feed. C0 controls other than tab and line feed become their pictures (U+2400…);
    C1 controls, lone surrogates, noncharacters and the bidi overrides become U+FFFD; line and paragraph
    separators a space. Bidi embeddings, isolates and marks go, as does what is invisible, but for the joiners,
    variation selectors and flags that stand where a script or an emoji needs them (`tuireader.archive.invisible`).
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_harmless(text) else UNSAFE.sub(safe, text)


def on_one_line(text: str) -> str:
    """Return the text neutralised, with spaces in the place of line ends and tabs."""
    if text.isascii() and text.isprintable():
        return text
    return neutralise(text).replace("\n", " ").replace("\t", " ")


def _is_harmless(text: str) -> bool:
    """Tell fast whether nothing in a text is unsafe: to search the few characters beyond ASCII is soon done."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return False
    beyond = "" if len(raw) == len(text) else raw.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return UNSAFE.search(beyond) is None


def decode(data: bytes, id: PostId) -> Decoded:  # noqa: A002 - the project's word for a post's identity
    """Return the text of a file's bytes, whatever they are; never raises.

    UTF-8 with or without a byte order mark is read as it is. UTF-16 and UTF-32 are recognised by their mark,
    or UTF-16 by its NULs. Anything else is the best guess, with a Problem `encoding` at the first byte that
    misfits.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name, id)
    return _decode_as(data, _utf16_without_mark(data) or "utf-8", id)


def _decode_as(data: bytes, encoding: str, id: PostId) -> Decoded:  # noqa: A002 - as above
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return _guess(data, encoding, error.start, id)
    if encoding == "utf-8":
        return Decoded(neutralise(text), encoding)
    message = f"the file is saved as {encoding.upper()}, which blog engines do not read: save it as UTF-8"
    return Decoded(neutralise(text), encoding, Problem(id, "encoding", message, "warning", 1, 1))


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the byte order of text whose every other byte is mostly NUL, as Latin text in UTF-16 is."""
    head = data[:512]
    if len(head) < 4 or b"\0" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes, encoding: str, start: int, id: PostId) -> Decoded:  # noqa: A002 - as above
    text = data.decode(encoding, "replace")
    before = neutralise(data[:start].decode(encoding, "replace"))
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    name = encoding.upper()
    advice = "the characters that could not be read are shown as �"
    if encoding == "utf-8" and not _mostly_utf8(text, data):
        encoding = "windows-1252"
        text = data.decode(encoding, "replace")
        advice = f"it is read as {encoding}"
    message = f"the file is not valid {name} from here on; {advice}: save it as UTF-8"
    return Decoded(neutralise(text), encoding, Problem(id, "encoding", message, "error", line, column))


def _mostly_utf8(text: str, data: bytes) -> bool:
    """Tell whether far more bytes beyond ASCII were read than were not."""
    beyond = len(data) - len(data.translate(None, _BEYOND_ASCII))
    return beyond > 4 * text.count("\ufffd")


_DATA: Final = re.compile(
    r"(data:[\w.+-]{1,80}/[\w.+-]{1,80}(?:;[\w=.+-]{1,80}){0,4},[^\s\"'()<>\[\]]{24})[^\s\"'()<>\[\]]{1000,}"
)
"""An address that holds a file, from a kilobyte on (RFC 2397)."""


def without_data(text: str) -> str:
    """Return a text in which addresses that hold a file are cut off after their beginning: nobody reads the rest."""
    return _DATA.sub(r"\1…", text) if "data:" in text else text
