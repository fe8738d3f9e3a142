"""What a block takes from the rest of the body: link targets, and the numbers of footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuireader.rendering.dialects.last_definitions import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.rendering.body.blocks import Definition, Heading


@dataclass(frozen=True, slots=True)
class References:
    """What a body's links and footnotes refer to: links by normalised label, footnotes with their number.

    `abbreviations` maps them to their meanings. `headings` are those that a list of contents is made from, if the
    body asks for one.
    """

    links: Mapping[str, Definition] = field(default_factory=dict)
    footnotes: Mapping[str, int] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()

    def same_targets(self, other: References) -> bool:
        """Whether both lead to the same, wherever that is defined."""
        return (
            self.footnotes == other.footnotes
            and self.abbreviations == other.abbreviations
            and self.headings == other.headings
            and _targets(self.links) == _targets(other.links)
        )

    def environment(self) -> dict[str, object]:
        """The parser's `env`, in which a block on its own finds what the rest of the body defines."""
        return {
            "abbreviations": dict(self.abbreviations),
            "references": {
                label: {"href": found.href, "title": found.title, "map": [found.line, found.line + 1]}
                for label, found in self.links.items()
            },
            SETTLED: True,
            "footnotes": {"refs": {f":{label}": -1 for label in self.footnotes}, "list": {}},
        }


def references(
    definitions: Iterable[Definition], cited: Iterable[str], *, last_counts: bool = False
) -> References:
    """The references that `definitions` make; footnotes are numbered in the order they are `cited`, by label.

    The first definition of a label counts (CommonMark, link reference definitions), or the last where the engine has
    it so (`dialects.last_definitions`). Notes that nothing cites are numbered last.
    """
    kinds: dict[str, list[Definition]] = {}
    for definition in definitions:
        kinds.setdefault(definition.kind, []).append(definition)
    links: dict[str, Definition] = {}
    for one in kinds.get("link", ()):
        if last_counts or one.label not in links:
            links[one.label] = one
    notes = dict.fromkeys(one.label for one in kinds.get("footnote", ()))
    order = dict.fromkeys(label for label in cited if label in notes) | notes
    return References(
        links,
        {label: number for number, label in enumerate(order, 1)},
        {one.label: one.title for one in kinds.get("abbreviation", ())},
        tuple(one.heading for one in kinds.get("heading", ()) if one.heading) if "contents" in kinds else (),
    )


def _targets(links: Mapping[str, Definition]) -> dict[str, tuple[str, str]]:
    return {label: (one.href, one.title) for label, one in links.items()}
