"""YAML of the plain kind, which most front matter is: read line by line, in a fraction of the time of a parser.

    title: "Quoted, or not"
    tags: [one, two]
    authors:
      - of one line each

Whatever could mean more than that is left to the parser, which reads this to the same values with the same places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar
from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.archive.metadata.values import Value

LONGEST: Final = 8192
"""Characters of a block that is read here: far fewer values than a parser is to stop at."""
_ODD: Final = expression("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no YAML may hold, what breaks lines beside the line feed, and the tab, which is not blank everywhere."""
_INDICATORS: Final = r"\-?:,\[\]{}#&*!|>'\"%@` \n"
"""With which no plain scalar begins (YAML 1.1, 5.3 and 7.3.3), but for `-`, `?` and `:` before what is no blank."""
_LINE: Final = expression(
    rf"""(?: (?P<key>[A-Za-z_][A-Za-z0-9_-]{{0,100}}) :  |  (?P<indent>[ ]*+) - (?=[ ]) )
    (?: [ ]+ (?: "(?P<double>[^"\\\n]*)"  |  '(?P<single>[^'\n]*)'  |  \[(?P<list>[^\[\]\n]*)\]
               | (?P<bare>[^{_INDICATORS}][^\n]*) )
    )? [ ]*(?:\n|\Z)
    | [ ]*+\n | \#[^\n]*(?:\n|\Z)""",
    re.VERBOSE,
)
_ITEM: Final = expression(
    rf"""[ ]* (?: "(?P<double>[^"\\]*)"  |  '(?P<single>[^']*)'  |  (?P<bare>[^{_INDICATORS}][^,:?{{}}]*+) )
    [ ]*(?:,|\Z)""",
    re.VERBOSE,
)


class _OtherKindError(Exception):
    """The way out where a line may mean something else; never leaves this module."""


def read_plain(raw: str, line: int) -> dict[str, Value] | None:
    """Return what a block says that begins on this line of its file; None where it is not of the plain kind."""
    if len(raw) > LONGEST or _ODD.search(raw):
        return None
    try:
        return _entries(raw, line) or None
    except _OtherKindError:
        return None


def _entries(raw: str, line: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    lists: dict[str, list[Value]] = {}
    key, indent, end = "", "", 0
    while end < len(raw):
        match = _LINE.match(raw, end)
        if match is None:
            raise _OtherKindError
        end = match.end()
        if kind := match.lastgroup:
            value = _value(match, kind, line)
            if named := match["key"]:
                if named in found:
                    raise _OtherKindError
                found[named] = value
                # Items may follow where no value does.
                key = named if kind == "key" else ""
            else:
                items = lists.setdefault(key, [])
                if not key or (items and match["indent"] != indent):
                    raise _OtherKindError
                items.append(value)
                indent = match["indent"]
        line += 1
    for name, values in lists.items():
        found[name] = tuple(values)
    return found


def _value(match: re.Match[str], kind: str, line: int) -> Value:
    """Return the value that a line holds, `kind` being the last of its groups."""
    at = match.start(kind) - match.start() + 1
    if kind == "bare":
        text = match[kind].rstrip(" ")
        if ": " in text or " #" in text or text[-1] == ":":
            raise _OtherKindError
        return Scalar(text, plain=True, line=line, column=at)
    if kind == "list":
        return _items(match[kind], line, at)
    if kind == "key":
        return Scalar("", plain=True, line=line, column=match.end(kind) - match.start() + 2)
    if kind == "indent":
        raise _OtherKindError
    return _quoted(match[kind], line, at - 1)


def _quoted(text: str, line: int, column: int) -> Scalar:
    return Scalar(text if text.isascii() else neutralise(text), line=line, column=column)


def _items(text: str, line: int, column: int) -> tuple[Value, ...]:
    """Return the items of a list on one line, whose text begins at a column."""
    found: list[Scalar] = []
    end = 0 if text.strip(" ") else len(text)
    while end < len(text):
        match = _ITEM.match(text, end)
        if match is None:
            raise _OtherKindError
        end = match.end()
        kind = match.lastgroup or ""
        at = column + match.start(kind)
        if kind != "bare":
            found.append(_quoted(match[kind], line, at - 1))
        elif " #" in match[kind]:
            raise _OtherKindError
        else:
            found.append(Scalar(match[kind].rstrip(" "), plain=True, line=line, column=at))
    if text.rstrip(" ").endswith(","):
        raise _OtherKindError
    return tuple(found)
