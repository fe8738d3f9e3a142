"""What stands beside an article's text: which blocks have changed since the post was opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuireader.rendering.page.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.rendering.body.differences import BlockChange, ChangeKind
    from tuireader.rendering.page.page import Page, Row

SIGNS = {"added": "+", "changed": "~", "removed": "-"}
BAR = "▏"


@dataclass(frozen=True, slots=True)
class Gutter:
    """The `changes` by block of the page: what became of it, and the blocks `removed` stands before.

    `current` is the block of the change that was gone to.
    """

    changes: Mapping[int, ChangeKind] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()
    current: int | None = None

    @classmethod
    def of(cls, changes: Iterable[BlockChange], blocks: int) -> Gutter:
        """The gutter for the changes of a body of so many blocks; block 0 of a page is its head."""
        kinds: dict[int, ChangeKind] = {}
        removed: set[int] = set()
        for change in changes:
            if change.kind == "removed":
                removed.add(min(change.block + 1, blocks))
            else:
                kinds[change.block + 1] = change.kind
        return cls(kinds, frozenset(removed))

    def sign(self, row: Row, gap: int) -> tuple[str, ChangeKind] | None:
        """The sign beside a row of a block with `gap` blank rows above it, and what it says."""
        block, offset = row.place.block, row.place.row
        if block in self.removed and offset == 0:
            return SIGNS["removed"], "removed"
        if block not in self.changes or offset < gap:
            return None
        kind = self.changes[block]
        return (SIGNS[kind] if offset == gap else BAR), kind

    @property
    def blocks(self) -> list[int]:
        """The blocks of the page that changed, or that something was removed before, in order."""
        return sorted({*self.changes, *self.removed})

    def places(self, page: Page) -> list[Place]:
        """Where each change begins on the page, in order."""
        return [Place(block, 0 if block in self.removed else page.gap(block)) for block in self.blocks]
