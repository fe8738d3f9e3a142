"""What a block takes from the rest of the body: link targets, and the numbers of footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.rendering.blocks import Definition


@dataclass(frozen=True, slots=True)
class References:
    """What a body's links and footnotes refer to: links by normalised label, footnotes with their number."""

    links: Mapping[str, Definition] = field(default_factory=dict)
    footnotes: Mapping[str, int] = field(default_factory=dict)

    def same_targets(self, other: References) -> bool:
        """Whether both lead to the same, wherever that is defined."""
        return self.footnotes == other.footnotes and _targets(self.links) == _targets(other.links)

    def environment(self) -> dict[str, object]:
        """The parser's `env`, in which a block on its own finds what the rest of the body defines."""
        return {
            "references": {
                label: {"href": found.href, "title": found.title, "map": [found.line, found.line + 1]}
                for label, found in self.links.items()
            },
            "footnotes": {"refs": {f":{label}": -1 for label in self.footnotes}, "list": {}},
        }


def references(definitions: Iterable[Definition], cited: Iterable[str]) -> References:
    """The references that `definitions` make; footnotes are numbered in the order they are `cited`, by label.

    The first definition of a label counts (CommonMark, link reference definitions). Notes that nothing cites
    are numbered last.
    """
    links: dict[str, Definition] = {}
    notes: dict[str, None] = {}
    for definition in definitions:
        if definition.kind == "link":
            links.setdefault(definition.label, definition)
        else:
            notes.setdefault(definition.label)
    order = dict.fromkeys(label for label in cited if label in notes) | notes
    return References(links, {label: number for number, label in enumerate(order, 1)})


def _targets(links: Mapping[str, Definition]) -> dict[str, tuple[str, str]]:
    return {label: (one.href, one.title) for label, one in links.items()}
