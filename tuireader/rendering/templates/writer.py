"""The writer of a translation, which keeps its lines in step with the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from tuireader.late import expression
from tuireader.rendering.dialects.placeholders import CLOSE, OPEN

if TYPE_CHECKING:
    from tuireader.rendering.templates.tree import Node

LONGEST: Final = 120

_BLANKS: Final = expression(r"\s+")


def placeholder(text: str) -> str:
    """Return `text` on one line between the marks, shortened where it is longer than any hint should be."""
    said = _BLANKS.sub(" ", text[: 4 * LONGEST]).strip()
    return f"{OPEN}{said if len(said) <= LONGEST else said[: LONGEST - 1] + '…'}{CLOSE}"


_TAIL: Final = 400
_DESTINATION: Final = expression(
    r"""(?:\]\([ \t]*<?|\b(?:href|src|poster|action)[ \t]*=[ \t]*["']?|\A[ >]{0,9}\[[^\]]{1,200}\]:[ \t]*<?)"""
    r"""[^\s()<>"']*\Z""",
    re.IGNORECASE,
)
_MARKS: Final = ("](", "=", "]:")
# Tags that begin a block of HTML, in which Markdown is not read (CommonMark 0.31, 4.6, kind 6).
_BLOCK: Final = expression(
    r"[ \t>]*</?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
    r"|header|h[1-6]|hr|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>])",
    re.IGNORECASE,
)
_START: Final = expression(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*\Z")
# After a tag that has its line: an empty line, HTML, or another tag. A mere value would be text on the next line.
_NEXT: Final = expression(r"[ \t]*(?:\n[ \t>]*(?:\n|\Z|\{%|\{\{(?:[<%]|\s{0,9}[\w:]+\()|<)|\Z)")
# After a tag that ends its line: whether the next line holds something.
_AFTER: Final = expression(r"[ \t]*(?:\n(?=[ \t>]*([^\s>]?))|\Z)")
# A line of prose that no break ends.
_RUNS_ON: Final = expression(
    r"[ \t]*(?![-*+#>|<`~=\s]|\d{1,9}[.)][ \t]|\[[^\]]{1,99}\]:|[-*_]{3})\S[^\n]{0,399}(?<!  )(?<!\\)(?<!<br>)\Z"
)
_PARAGRAPH: Final = 4_000
_SAFE: Final = "/#?&=:@~,;!._-"


class TranslationWriter:
    """The translation of a part of `source`, as far as it is written; a `free` one is bound to no lines."""

    def __init__(self, source: str, before: str = "", *, free: bool = False) -> None:
        self.free = free
        self._source = source
        self._parts: list[str] = []
        self._line = before
        self._above = ""

    def put(self, text: str) -> None:
        """Write text whose line breaks are the source's."""
        if text:
            self._parts.append(text)
            line = self._line + text
            if "\n" in text:
                end = line.rfind("\n")
                self._above = line[max(line.rfind("\n", 0, end) + 1, end - _TAIL) : end]
            self._line = line[max(line.rfind("\n") + 1, len(line) - _TAIL) :]

    def stand_in(self, node: Node, text: str) -> None:
        """Write text, on one line, in the place of a tag or block; its own lines stay, empty."""
        self.put(text.replace("\n", " ") + "\n" * self._source.count("\n", node.start, node.end))

    def breaks(self, node: Node) -> int:
        """Return how many line breaks there are in a tag or block."""
        return self._source.count("\n", node.start, node.end)

    def leave(self, node: Node) -> None:
        """Write a tag or block as it is in the source."""
        self.put(self._source[node.start : node.end])

    def drop(self, start: int, end: int) -> None:
        """Write only the line breaks of a part of the source."""
        self.put("\n" * self._source.count("\n", start, end))

    def text(self) -> str:
        """Return all that was written."""
        return "".join(self._parts)

    def line(self) -> str:
        """Return the current line so far; of a long one the end."""
        return self._line

    def above(self) -> str:
        """Return the line above; of a long one the end."""
        return self._above

    def at_start(self) -> bool:
        """Tell whether nothing is on the line so far but the marks of quotes and list items."""
        return _START.match(self._line) is not None

    def has_room(self, node: Node) -> bool:
        """Tell whether HTML in the place of a tag would be a block that takes nothing else along."""
        return self.at_start() and _NEXT.match(self._source, node.end) is not None

    def card(self, node: Node, text: str) -> str:
        """Return the text of a card, such as a video, parted from the lines around it if it is alone on its line."""
        after = _AFTER.match(self._source, node.end)
        if after is None or not self.at_start():
            return text
        before = "<br>" if self._line.strip() == "" and _RUNS_ON.match(self._above) else ""
        end = "<br>" if self.in_html(node) else "  "
        return f"{before}{text}{end if after[1] else ''}"

    def in_destination(self) -> bool:
        """Tell whether the next text belongs to the destination of a link or image."""
        line = self._line
        return any(mark in line for mark in _MARKS) and _DESTINATION.search(line) is not None

    def in_html(self, node: Node) -> bool:
        """Tell whether a tag is in a block of HTML: one begins the lines above it, up to a blank one."""
        first = max(0, node.start - _PARAGRAPH)
        start = self._source.rfind("\n\n", first, node.start)
        if start < 0 and first > 0:
            return False
        start = max(start, 0)
        while self._source.startswith("\n", start):
            start += 1
        return _BLOCK.match(self._source, start, max(start, node.start)) is not None


def as_destination(template: str) -> str:
    """Return template code as a destination without blanks, which the links' resolver decodes again."""
    return quote(" ".join(template.split()), safe=_SAFE)
