"""The text of files: bytes to text that is safe to put on a terminal.

Invisible characters stay or go by their neighbours. A joiner belongs between two emoji, or after a letter of a script
that joins its letters; a variation selector after the character that it varies; a flag's tags after the black flag.
Anywhere else they hide text, or make Rich and the terminal count different cells.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from unicodedata import category, east_asian_width

from tuireader.archive.post import Problem
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_BOMS_BEGIN: Final = frozenset(mark[:1] for mark, _ in _BOMS)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file: neutralised, its lines parted by a single line feed.

    `encoding` is the name of the codec that read it; `problem` is that of its bytes, or None.
    """

    text: str
    encoding: str
    problem: Problem | None = None


def neutralise(text: str) -> str:
    """Return the text without a character that commands a terminal, hides text or upsets columns.

    Line ends become a line feed. C0 controls other than tab and line feed become their pictures (U+2400…);
    C1 controls, lone surrogates, noncharacters and the bidi overrides become U+FFFD; line and paragraph
    separators a space. Bidi embeddings, isolates and marks go, and so do invisible characters, but for the joiners,
    variation selectors and flags that are where a script or an emoji needs them (`tuireader.archive.text`).
    """
    return _neutralised(text, text.encode("utf-8", "surrogatepass"))


def _neutralised(text: str, raw: bytes) -> str:
    """The text neutralised, given that it is `raw` in UTF-8."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_harmless(raw) else UNSAFE.sub(safe, text)


def on_one_line(text: str) -> str:
    """Return the text neutralised, with spaces in the place of line ends and tabs."""
    if text.isascii() and text.isprintable():
        return text
    return neutralise(text).replace("\n", " ").replace("\t", " ")


def _is_harmless(raw: bytes) -> bool:
    """Tell fast whether nothing in UTF-8 is unsafe: to search the few characters beyond ASCII is soon done."""
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return False
    return (
        raw.isascii() or UNSAFE.search(raw.translate(None, _ASCII).decode("utf-8", "surrogatepass")) is None
    )


def decode(data: bytes, id: PostId) -> Decoded:  # noqa: A002 - the project's word for a post's identity
    """Return the text of a file's bytes, whatever they are; never raises.

    UTF-8 with or without a byte order mark is read as it is, with a Problem `control-character` at the first one.
    UTF-16 and UTF-32 are recognised by their mark, or UTF-16 by its NULs. Anything else is the best guess, with a
    Problem `encoding` at the first byte that misfits.
    """
    if data[:1] in _BOMS_BEGIN:
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
        neutral = _neutralised(text, data)
        problem = None if neutral is text else _hidden_start(text, id) or _control(text, id)
        return Decoded(neutral, encoding, problem)
    message = f"the file is saved as {encoding.upper()}, which blog engines do not read: save it as UTF-8"
    return Decoded(neutralise(text), encoding, Problem(id, "encoding", message, "warning", 1, 1))


def _hidden_start(text: str, id: PostId) -> Problem | None:  # noqa: A002 - as above
    """Return the problem of front matter that an invisible character before it hides from engines."""
    match = None if " " <= text[:1] <= "~" else re.match(_HIDDEN_START, text)
    if match is None:
        return None
    code = f"U+{ord(text[0]):04X}"
    message = (
        f"an invisible character, {code}, comes before this front matter, so sites show it as text: remove it"
    )
    return Problem(id, "front-matter-ignored", message, "warning", 1, 1)


def _control(text: str, id: PostId) -> Problem | None:  # noqa: A002 - as above
    """Return the problem of the first control character of a text."""
    match = re.search(_CONTROL, text)
    if match is None:
        return None
    line, column = _position(neutralise(text[: match.start()]))
    code = f"U+{ord(match[0]):04X}"
    message = (
        f"a control character, {code}: it is not shown, and can make the feeds of a site invalid: take it out"
    )
    return Problem(id, "control-character", message, "warning", line, column)


def among_settings(problem: Problem) -> Problem:
    """Return the problem of a text that is YAML or TOML, which hold no control character."""
    if problem.rule != "control-character":
        return problem
    message = f"{problem.message.partition(':')[0]}: YAML and TOML that hold one are not read: take it out"
    return replace(problem, message=message, severity="error")


def _position(before: str) -> tuple[int, int]:
    """Return the line and the column, from 1, that follow a text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


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
    line, column = _position(neutralise(data[:start].decode(encoding, "replace")))
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


_DATA: Final = (
    r"(data:[\w.+-]{1,80}/[\w.+-]{1,80}(?:;[\w=.+-]{1,80}){0,4},[^\s\"'()<>\[\]]{24})[^\s\"'()<>\[\]]{1000,}"
)
"""An address that holds a file, from a kilobyte on (RFC 2397)."""
_DATA_IN_LINES: Final = (
    r"(=[ \t]*[\"'])(data:[\w.+-]{1,80}/[\w.+-]{1,80}(?:;[\w=.+-]{1,80}){0,4},)"
    r"((?:[\w+/=%-]*[ \t]*\n){4,}[ \t]*[\w+/=%-]*[ \t]*)(?=[\"'])"
)
"""One in an attribute of an HTML element, broken into lines as in messages."""
_OF_DATA: Final = r"[^\s]+"


def without_data(text: str, *, lines: bool = True) -> str:
    """Return a text in which addresses that hold a file are cut off after their beginning: nobody reads the rest.

    One that is broken into lines keeps them with `lines`, so that the text below stays on its own lines.
    """
    if "data:" not in text:
        return text
    rest = _lines_kept if lines else r"\1\2…"
    return re.sub(_DATA_IN_LINES, rest, re.sub(_DATA, r"\1…", text))


def _lines_kept(match: re.Match[str]) -> str:
    return match[1] + match[2] + re.sub(_OF_DATA, "…", match[3])


_REPLACEMENT: Final = "\ufffd"
_DANGEROUS: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_INVISIBLE: Final = (
    # Default_Ignorable_Code_Point (UCD, DerivedCoreProperties.txt) but the fillers and joiners that are harmless.
    "\xad\u034f\u061c\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200d-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_RARE: Final = "\U0001fffe-\U0010ffff"
"""All from the end of plane 1 on, as a set of many ranges takes long to search: noncharacters, tags, and ideographs."""
UNSAFE: Final = expression(f"[{_DANGEROUS}{_INVISIBLE}{_RARE}]+")
"""Runs of characters that `safe` replaces."""
_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
"""All but tab and the ends of lines, of which YAML counts U+0085 as one."""
_HIDDEN_START: Final = f"(?:{UNSAFE.pattern}|[\u200c\u200d])+(?=(?:---|\\+\\+\\+)[ \\t]*\r?\n)"
"""Invisible characters before the mark that begins front matter."""

_ORDINARY: Final = "[\U00020000-\U000dffff\U000e1000-\U0010ffff]"
_JOINER: Final = "\u200d"
_FLAGS: Final = tuple(
    "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""The tags of the flags that emoji sets have (Unicode, emoji-sequences.txt)."""
_BLACK_FLAG: Final = "\U0001f3f4"
_VARIES: Final = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_MONGOLIAN: Final = "[\u180b-\u180f]"
_EMOJI: Final = "[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_JOINING: Final = (
    "[\u0590-\u109f\u1700-\u1cff\ua800-\ua8ff\ua900-\ua95f\ua980-\uabff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff]"
)
"""Hebrew and Arabic, and the scripts of India and of South-East Asia."""


def _replacements() -> Mapping[str, str]:
    pictures = {chr(code): chr(0x2400 + code) for code in range(0x20)}
    lost = {chr(code): _REPLACEMENT for code in (*range(0x80, 0xA0), 0x202D, 0x202E, *range(0xFDD0, 0xFDF0))}
    spaces = dict.fromkeys("\u2028\u2029\u3164\uffa0\ufffa\ufffb", " ")
    return {**pictures, "\x7f": "\u2421", **lost, **spaces}


_REPLACED_BY: Final = _replacements()


def safe(match: re.Match[str]) -> str:
    """Return the text in the place of a run of `UNSAFE` characters."""
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1] if start else ""
    return "".join(_kept(match[0], before, text[end : end + 1]))


def _kept(run: str, before: str, after: str) -> Iterator[str]:
    """The parts of a run that stay; `before` is the last character kept, `marked` says that it is varied already."""
    at, marked = 0, False
    while at < len(run):
        one, at = run[at], at + 1
        if one in _REPLACED_BY or _is_lost(one):
            before, marked = _REPLACED_BY.get(one, _REPLACEMENT), False
            yield before
        elif re.match(_ORDINARY, one):
            before, marked = one, False
            yield one
        elif before == _BLACK_FLAG and not marked and (tags := _flag(run, at - 1)):
            at, marked = at - 1 + len(tags), True
            yield tags
        elif one == _JOINER:
            while run[at : at + 1] == _JOINER:
                at += 1
            if joiners := _joiners(before, after if at == len(run) else ""):
                before, marked = _JOINER, True
                yield joiners
        elif not marked and _belongs(one, before):
            marked = True
            yield one


def _is_lost(character: str) -> bool:
    return "\ud800" <= character <= "\udfff" or ord(character) & 0xFFFE == 0xFFFE


def _flag(run: str, at: int) -> str:
    return next((tags for tags in _FLAGS if run.startswith(tags, at)), "")


def _joiners(before: str, after: str) -> str:
    """The joiners between two characters.

    Rich takes the character after a joiner for a part of the one before it, which is right of emoji alone. Of two
    joiners it takes the second for that part, and letters are joined by two as by one.
    """
    if re.match(_EMOJI, before):
        return _JOINER if re.match(_EMOJI, after) else ""
    return _JOINER * 2 if re.match(_JOINING, before) and category(before)[0] in "LM" else ""


def _belongs(character: str, before: str) -> bool:
    """Tell whether an invisible character has a use after `before`."""
    if not before or before.isspace():
        return False
    if character == "\ufe0e" and east_asian_width(before) in "WF":
        return False  # Terminals draw a wide emoji wide, whatever it asks for, and do not agree on its cells.
    if re.match(_VARIES, character):
        return True
    if re.match(_MONGOLIAN, character):
        return "\u1820" <= before <= "\u18aa"
    return character == "\u1160" and ("\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c")


def counted(count: int, noun: str) -> str:
    """Return a number of things in words: `1 line`, `12 lines`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
