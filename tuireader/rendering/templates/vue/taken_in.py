"""What pages of VitePress take in: other pages, and the code of files, whole or in part (1.6.4)."""

from __future__ import annotations

import re
from posixpath import dirname, normpath, splitext
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates.files import text_of_file
from tuireader.rendering.templates.writer import placeholder

if TYPE_CHECKING:
    from tuireader.rendering.templates.context import Context

_PAGE: Final = expression(
    r"(?P<path>[^#{}]{1,300}?)(?P<region>#[\w-]{1,100})?(?P<lines>\{(?P<first>\d{0,6}),(?P<last>\d{0,6})\})?"
)
_WITHIN: Final = expression(r"<!--\s{0,9}@include:([^\n>]{1,500}?)-->")
_CODE: Final = expression(
    r"(?P<path>[^#{}\[\]]{1,300}?)(?P<region>#[\w-]{1,100})?"
    r"(?: ?\{(?P<marked>\d{1,6}(?:[,-]\d{1,6}){0,50})? ?(?P<language>[^\s{}]{1,40})?[^{}]{0,99}\})?"
    r"(?: ?\[(?P<title>[^\]]{1,200})\])?"
)
_MATTER: Final = expression(r"\A---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MAX_DEPTH: Final = 8
_MOST: Final = 400_000
"""Characters that a page may take in, each file with some for the work."""
_EACH: Final = 4_000


class TakenIn:
    """The files that one page takes in: those of the archive, as long as they are not too much."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._left = _MOST

    def page(self, part: str) -> str | None:
        """Return another page, or a region or some lines of it, with what that takes in; None if it cannot be had."""
        return self._page(part, self._context.path, _MAX_DEPTH)

    def code(self, said: str) -> str | None:
        """Return the code of a file, or a region of it, in a fence; None if it cannot be had."""
        found = _CODE.fullmatch(said)
        path = found and self._path(found["path"], self._context.path)
        text = self._text(path) if path else None
        if found is None or text is None:
            return None
        text = dedent(_region(text, found["region"][1:])) if found["region"] else text
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        marked, title = found["marked"], found["title"]
        language = found["language"] or splitext(found["path"])[1].removeprefix(".")
        options = (f"{{{marked}}}" if marked else "") + (f" [{title}]" if title else "")
        return f"{fence}{language}{options}\n{text.rstrip()}\n{fence}"

    def _page(self, part: str, post: str, depth: int) -> str | None:
        found = _PAGE.fullmatch(part)
        path = found and self._path(found["path"], post)
        text = self._text(path) if path and depth else None
        if found is None or path is None or text is None:
            return None
        if found["region"]:
            text = _region(text, found["region"][1:])
        if found["lines"]:
            lines = text.split("\n")
            text = "\n".join(lines[max(int(found["first"] or 1) - 1, 0) : int(found["last"] or len(lines))])
        elif not found["region"]:
            text = _MATTER.sub("", text)
        return _WITHIN.sub(lambda one: self._within(one[1], path, depth - 1), text)

    def _within(self, part: str, page: str, depth: int) -> str:
        text = self._page(part.strip(), page, depth)
        return placeholder(f"include {part}") if text is None else text

    def _text(self, path: str) -> str | None:
        if self._left <= 0:
            return None
        text = text_of_file(self._context.home, path)
        self._left -= len(text or "") + _EACH
        return text

    def _path(self, written: str, post: str) -> str | None:
        """Return the path below the site's base that a page means: `@` is the folder of all pages."""
        home = self._context.home
        if home is None:
            return None
        above = home.content[0] if written.startswith("@") else f"{dirname(post)}/"
        return normpath(above.lstrip("/") + written.removeprefix("@").lstrip("/"))


_REGION: Final = expression(
    r"\s*(?://|/\*|<!--|::|#pragma|#)? ?#?(end ?)?region ([\w*-]+) ?(?:-->|\*/)?\s*", re.IGNORECASE
)


def _region(text: str, name: str) -> str:
    """Return the lines between the comments that begin and end a region, comments of others left out; else the text.

    The forms of comments are those of `plugins/snippet.js`.
    """
    lines = text.split("\n")
    marks = {at: found for at, line in enumerate(lines) if (found := _REGION.fullmatch(line))}
    begin = next((at for at, mark in marks.items() if mark[2] == name and not mark[1]), None)
    ends = (at for at, mark in marks.items() if mark[2] == name and mark[1])
    if begin is None:
        return text
    end = next((at for at in ends if at > begin), len(lines))
    return "\n".join(lines[at] for at in range(begin + 1, end) if at not in marks)
