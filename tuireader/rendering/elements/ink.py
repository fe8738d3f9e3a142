"""How a block is drawn: in which width and theme, and what it cannot know by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuireader.rendering.page.manner import Manner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.theme import Theme


@dataclass(frozen=True, slots=True)
class Ink:
    """How to draw: `width` in cells (1 or more), and what a block cannot know by itself.

    `footnotes` maps labels to numbers. `source` is the line of the body that the tokens' line 0 is. For a
    piece of a block (`piece`): `ordinal` is the number of its first list item and `last` the largest of the whole
    list; `tight` says how that list is set; `continues` says that a piece before it names the code's language, or
    the kind of the alert. For a piece of code `ordinal` and `last` count lines, and `midline` says that it begins
    within one. `toggled` are the lines, counted as `source` is, of what the reader folded or unfolded.
    `contents` tells what a list of contents names.
    """

    width: int
    theme: Theme
    footnotes: Mapping[str, int] = field(default_factory=dict)
    source: int = 0
    ordinal: int | None = None
    last: int | None = None
    tight: bool | None = None
    continues: bool = False
    midline: bool = False
    piece: bool = False
    manner: Manner = field(default_factory=Manner)
    toggled: frozenset[int] = frozenset()
    contents: Callable[[], Sequence[OutlineEntry]] = tuple
