"""The quiet line above the article: what is wrong with the text that is being written."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import RenderResult

    from tuireader.archive.post import Problem

RANKS: Final = {"error": 0, "warning": 1}
"""The problems that are told, the worst first."""
LONG_WORD: Final = 20
"""Characters of a word from which it may be cut."""


class Banner(Widget):
    """The margin above an article, which says the worst of what is wrong with its post; nothing moves when it does."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._told = ("", "")

    def show(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the open post: the first of the worst problems, and how many more there are."""
        told = told_of(problems)
        if told != self._told:
            self._told = told
            self.refresh()

    def render(self) -> RenderResult:
        """The sentence on as many lines as there are, in whole if it fits."""
        sentence, more = self._told
        if not sentence:
            return Content("")
        size = self.content_size
        return Content("\n".join(wrapped(sentence, more, size.width, size.height)))


def told_of(problems: Sequence[Problem]) -> tuple[str, str]:
    """Where the worst problem is and what it is, and how many others there are; empty where there is nothing to say."""
    found = sorted(
        (problem for problem in problems if problem.severity in RANKS), key=lambda one: RANKS[one.severity]
    )
    if not found:
        return "", ""
    worst = found[0]
    place = f"line {worst.line}: " if worst.line else ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return " ".join(neutralise(f"⚠ {place}{worst.message}").split()), more


def wrapped(sentence: str, more: str, width: int, height: int) -> list[str]:
    """The rows of a sentence with `more` behind it: at most `height`, and … where that is not enough for it."""
    if len(rows := _rows(sentence + more, width)) <= height:
        return rows
    cuts = range(1, len(sentence))
    at = bisect_right(cuts, height, key=lambda cut: len(_rows(_cut(sentence, cut) + more, width)))
    return _rows(_cut(sentence, at) + more, width)[:height]


def _cut(sentence: str, length: int) -> str:
    """The beginning of a sentence, to the end of a word if one ends near there."""
    cut = sentence[:length]
    space = cut.rfind(" ", max(length - LONG_WORD, 1))
    return f"{cut[:space] if space > 0 else cut} …"


def _rows(text: str, width: int) -> list[str]:
    from rich.style import Style  # noqa: PLC0415 - only where something is wrong

    from tuireader.rendering.elements.flow import Flow  # noqa: PLC0415 - likewise

    flow = Flow()
    flow.text(text, Style())
    return ["".join(segment.text for segment in row.segments) for row in flow.rows(max(width, 1))]
