"""The part of a text that the cursor is in: front matter, a link, a footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from tuireader.language_server.buffers import Buffer

Inside = Literal["key", "value", "link", "image", "wikilink", "post", "file", "reference", "note", ""]
"""What is being typed: a key or a value of front matter, an address, the name of a note, an argument of `post_url`,
`link` or `ref`, a label of a footnote, or nothing that is known."""

_FENCES: Final = ("---", "+++")
_HEADER: Final = expression(r"[A-Za-z][\w-]*[ \t]*:")
_KEY: Final = expression(r"(?P<indent>[ \t]*)[\"']?(?P<key>[A-Za-z_][\w.-]*)[\"']?[ \t]*(?:[:=])[ \t]*")
_ITEM: Final = expression(r"[ \t]*-[ \t]+")
_BODY: Final[tuple[tuple[Inside, re.Pattern[str]], ...]] = (
    ("post", expression(r"\{%-?[ \t]*post_url[ \t]+(?P<typed>[^%{}]*)\Z")),
    ("file", expression(r"\{%-?[ \t]*link[ \t]+(?P<typed>[^%{}]*)\Z")),
    ("reference", expression(r"\{\{[<%][ \t]*(?:rel)?ref[ \t]+[\"`]?(?P<typed>[^\"`<>{}]*)\Z")),
    ("wikilink", expression(r"!?\[\[(?P<typed>[^\[\]|\n]*)\Z")),
    ("note", expression(r"\[\^(?P<typed>[^\[\]\s]*)\Z")),
    ("image", expression(r"!\[[^\[\]\n]*\]\((?P<typed>[^()\s]*)\Z")),
    ("link", expression(r"\]\((?P<typed>[^()\n]*)\Z")),
    ("link", expression(r"^[ ]{0,3}\[[^\[\]\n^]+\]:[ \t]+(?P<typed>\S*)\Z")),
)


_PART: Final = expression(
    r"!?\[\[[^\]\n]*\]\]|!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?|<[^>\n]*>|\{[%{][^\n]*?[%}]\}|\S+"
)
"""A link, a tag, a template, or a word."""


def part_end(text: str, start: int) -> int:
    """The end of the link, the tag, the template or the word that begins at a character of a line."""
    part = _PART.match(text, start)
    return part.end() if part else max(len(text), start)


@dataclass(frozen=True, slots=True)
class CursorPlace:
    """A place in a buffer: what is typed there, `typed` so far from `start` to `end` in its line.

    In front matter, `key` is the key in lower case, and `quoted` says that a quote is open before `typed`.
    """

    inside: Inside
    line: int
    start: int
    end: int
    typed: str = ""
    key: str = ""
    quoted: bool = False


def place_at(buffer: Buffer, line: int, column: int) -> CursorPlace:
    """The part of the text that the cursor is in, before `column` of a line, both from 0."""
    text = buffer.lines[line].rstrip("\r\n")
    before = text[:column]
    if line <= last_of_head(buffer.lines):
        return _in_head(buffer.lines, line, before)
    for inside, pattern in _BODY:
        if found := pattern.search(before):
            return CursorPlace(inside, line, found.start("typed"), column, found["typed"])
    return CursorPlace("", line, column, column)


def last_of_head(lines: Sequence[str]) -> int:
    """The last line of front matter that is still being typed or closed; -1 without any."""
    first = lines[0].strip()
    if first in _FENCES:
        below = (number for number, one in enumerate(lines[1:], 1) if one.strip() == first)
        return next(below, len(lines)) - 1
    if not _HEADER.match(first):
        return -1
    return next((number for number, one in enumerate(lines) if not one.strip()), len(lines)) - 1


def is_toml(lines: Sequence[str]) -> bool:
    return lines[0].strip() == "+++"


def _in_head(lines: Sequence[str], line: int, before: str) -> CursorPlace:
    key = _KEY.match(before)
    item = _ITEM.match(before)
    if key and not item:
        return _value(line, before, key.end(), key["key"])
    if item:
        above = (one for one in reversed(lines[:line]) if not _ITEM.match(one) and one.strip())
        owner = _KEY.match(next(above, ""))
        return _value(line, before, item.end(), owner["key"] if owner else "")
    if _is_open_list(lines, line) and (name := _owner(lines, line)):
        return _value(line, before, len(before) - len(before.lstrip()), name)
    start = len(before) - len(before.lstrip())
    return CursorPlace("key" if line else "", line, start, len(before), before[start:])


def _is_open_list(lines: Sequence[str], line: int) -> bool:
    """Whether a list in brackets goes on from the lines above."""
    above = "".join(lines[max(line - 20, 0) : line])
    return above.rfind("[") > above.rfind("]")


def _owner(lines: Sequence[str], line: int) -> str:
    keys = (_KEY.match(one) for one in reversed(lines[max(line - 20, 0) : line]))
    return next((one["key"] for one in keys if one), "")


def _value(line: int, before: str, start: int, key: str) -> CursorPlace:
    """The place in a value, or in one of a list in brackets."""
    value = before[start:]
    at = start
    if value.lstrip().startswith("[") or ("," in value and "[" not in value):
        at = max(before.rfind("[", start), before.rfind(",", start)) + 1
    typed = before[at:]
    at += len(typed) - len(typed.lstrip())
    typed = typed.lstrip()
    quoted = typed[:1] in {'"', "'"}
    return CursorPlace("value", line, at + quoted, len(before), typed[quoted:], key.lower(), quoted)
