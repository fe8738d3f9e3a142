"""Sources of charts as termaid 0.11 reads them, where it reads less than Mermaid does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_NODE: Final = expression(
    r"^([ \t]*)[\w-]*(?:\(\(?|\)\)?|\{\{|\[)([^\n]+?)(?:\)\)?|\(\(?|\}\}|\])[ \t]*$", re.MULTILINE
)
_ICON: Final = expression(r"^[ \t]*:::?[^\n]*\n?", re.MULTILINE)
_GOES_ON: Final = expression(r"[ \t]*\n[ \t]*:")
_NO_EVENT: Final = expression(r"[ \t]*(?:timeline|title|section)\b")
_NO_COMMA: Final = "\N{SINGLE LOW-9 QUOTATION MARK}"
_NO_TASK: Final = expression(
    r"[ \t]*(?:gantt|title|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|section"
    r"|click|vert|displayMode|topAxis|inclusiveEndDates)\b"
)
_TAGS: Final = frozenset({"active", "crit", "done", "milestone", "vert"})
_NAME: Final = expression(r"[A-Za-z_]\w*")


def plain_chart(kind: str, text: str) -> str:
    """The source of a chart, so written that termaid finds all in it."""
    return _PLAIN[kind](text) if kind in _PLAIN else text


def _timeline(text: str) -> str:
    """Its events after commas, which end none in Mermaid."""

    def plain(line: str) -> str:
        period, *events = line.split(" : ")
        if _NO_EVENT.match(line) or not events:
            return line
        return f"{period} : {', '.join(event.strip().replace(',', _NO_COMMA) for event in events)}"

    return "\n".join(map(plain, _GOES_ON.sub(" : ", text).split("\n")))


def _tasks(lines: list[str]) -> Iterator[str]:
    """The lines of a chart, each task with a name; it follows the one before, also in another section, if it must."""
    before = ""
    for number, line in enumerate(lines):
        title, colon, written = line.partition(":")
        if _NO_TASK.match(line) or not colon:
            yield line
            continue
        parts = [part.strip() for part in written.split(",")]
        tags = [part for part in parts if part.lower() in _TAGS]
        told = [part for part in parts if part and part.lower() not in _TAGS]
        is_named = bool(told) and (len(told) > 2 or (len(told) == 2 and _NAME.fullmatch(told[0]) is not None))
        name = told.pop(0) if is_named else f"task_{number}"
        if len(told) == 1 and before:
            told = [f"after {before}", *told]
        yield f"{title}: {', '.join([*tags, name, *told])}"
        before = name


_PLAIN: Final[Mapping[str, Callable[[str], str]]] = {
    "gantt": lambda text: "\n".join(_tasks(text.split("\n"))),
    "mindmap": lambda text: _NODE.sub(r"\1\2", _ICON.sub("", text)),
    "timeline": _timeline,
}
