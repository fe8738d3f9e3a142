"""State diagrams with states in states as flowcharts with groups, since mermaid-term 0.1 draws no states in states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

_GROUP: Final = expression(r"state\s+(?:\"([^\"]*)\"\s+as\s+)?([\w.-]+)\s*\{")
_NAMED: Final = expression(r"state\s+\"([^\"]*)\"\s+as\s+([\w.-]+)|([\w.-]+)\s*:\s*(.+)")
_MARKED: Final = expression(r"state\s+([\w.-]+)(?:\s*<<\w+>>)?")
_EDGE: Final = expression(r"(\[\*\]|[\w.-]{1,200})\s*-->\s*(\[\*\]|[\w.-]{1,200})\s*(?::\s*(.*))?")
_DIRECTION: Final = expression(r"direction\s+(TB|TD|BT|LR|RL)")
_NOTE: Final = expression(r"note\b[^:]*")
_POINT: Final = "●"
_UNNAMED: Final = "─"
"""The title of a region, which has no name."""


def has_groups(text: str) -> bool:
    """Tell whether states of a diagram hold others."""
    return _GROUP.search(text) is not None


def as_flowchart(text: str) -> str:
    """The flowchart of a state diagram; notes are not in it."""
    lines = [line.strip().rstrip(";") for line in text.split("\n")[1:]]
    return "\n".join(["flowchart TD", *_Chart(lines).lines()])


class _Scope:
    """What a state holds, or the diagram: the lines of its regions, which go on beside one another."""

    def __init__(self, number: int, heading: str = "") -> None:
        self._heading = heading
        self.number = number
        """A number of its own, and of the region whose lines come now."""
        self.regions: list[list[str]] = [[]]

    def add(self, *lines: str) -> None:
        self.regions[-1] += lines

    def part(self, number: int) -> None:
        """Begin another region."""
        self.regions.append([])
        self.number = number

    def lines(self) -> list[str]:
        """Its lines, with a group for each region if there are several."""
        (first, *others), number = self.regions, self.number
        if others:
            headings = (f'subgraph region_{number}_{at} ["{_UNNAMED}"]' for at in range(len(self.regions)))
            pairs = zip(headings, self.regions, strict=True)
            first = [line for heading, region in pairs for line in (heading, *region, "end")]
        return [self._heading, *first, "end"] if self._heading else first


class _Chart:
    """The lines of a state diagram, made into those of a flowchart."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        named = [found for found in map(_NAMED.fullmatch, lines) if found]
        self._labels = {found[2] or found[3]: found[1] or found[4] for found in named}
        self._groups = {found[2] for found in map(_GROUP.fullmatch, lines) if found}
        self._scopes = [_Scope(0)]

    def lines(self) -> list[str]:
        in_note = False
        for number, line in enumerate(self._lines, 1):
            if in_note or _NOTE.match(line):
                in_note = line != "end note" and (in_note or ":" not in line)
            elif group := _GROUP.fullmatch(line):
                self._scopes.append(_Scope(number, f'subgraph {_name(group[2])} ["{group[1] or group[2]}"]'))
            elif line == "}":
                self._close()
            elif line == "--" and len(self._scopes) > 1:
                self._scopes[-1].part(number)
            else:
                self._scopes[-1].add(*self._statement(line))
        while len(self._scopes) > 1:
            self._close()
        return self._scopes[0].lines()

    def _close(self) -> None:
        """End the innermost group, if there is one."""
        if len(self._scopes) > 1:
            lines = self._scopes.pop().lines()
            self._scopes[-1].add(*lines)

    def _statement(self, line: str) -> Iterator[str]:
        """What a line says in a flowchart."""
        if edge := _EDGE.fullmatch(line):
            label = f'|"{edge[3].strip()}"|' if edge[3] else ""
            yield f"{self._node(edge[1], 'from')} -->{label} {self._node(edge[2], 'to')}"
        elif _DIRECTION.fullmatch(line):
            yield line if len(self._scopes) > 1 else ""
        elif named := _NAMED.fullmatch(line):
            yield self._node(named[2] or named[3], "")
        elif marked := _MARKED.fullmatch(line):
            yield self._node(marked[1], "")

    def _node(self, state: str, end: str) -> str:
        """A state as a flowchart has it; a point is another one in each region, and where that begins or ends."""
        if state == "[*]":
            return f'{end}_{self._scopes[-1].number}(("{_POINT}"))'
        name = _name(state)
        return name if state in self._groups else f'{name}("{self._labels.get(state, state)}")'


def _name(state: str) -> str:
    """The name of a state, which may mean something else in a flowchart, as `end` does."""
    return "state_" + re.sub(r"\W", "_", state)
