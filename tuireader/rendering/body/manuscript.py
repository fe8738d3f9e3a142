"""A body on its way to a page: what its first screen needs at once, and the rest in batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.rendering.body.prescan import cited_footnotes, likely_definitions
from tuireader.rendering.body.references import References, references
from tuireader.rendering.body.windows import FIRST_WINDOW, Window, parse_window
from tuireader.rendering.dialects.last_definitions import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it import MarkdownIt

    from tuireader.rendering.body.blocks import Definition

BATCH = 2_000
"""Lines parsed at a time after the first screen: some ten milliseconds' work."""
SMALL = 400
"""Lines up to which a body is parsed whole at once."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The lines of a body, the blocks of its first window, and what it most likely defines.

    `cited` holds the labels of footnotes in the order of their numbers. `last_counts` says that of several definitions
    of a label the last counts.
    """

    lines: tuple[str, ...]
    window: Window
    cited: tuple[str, ...]
    references: References
    last_counts: bool = False

    @property
    def complete(self) -> bool:
        """Whether the first window is the whole body."""
        return self.window.next >= len(self.lines)


def manuscript(parser: MarkdownIt, body: str, count: int = FIRST_WINDOW) -> Manuscript:
    """A body ready for its first screen of `count` lines."""
    lines = tuple(body.split("\n"))
    window = parse_window(parser, lines, 0, max(count, len(lines) if len(lines) <= SMALL else 0))
    cited = tuple(dict.fromkeys(cited_footnotes(body)))
    complete = window.next >= len(lines)
    definitions = window.definitions if complete else likely_definitions(parser, body)
    last_counts = OPTION in parser.options
    known = references(definitions, cited, last_counts=last_counts)
    return Manuscript(lines, window, cited, known, last_counts)


def next_window(parser: MarkdownIt, lines: Sequence[str], window: Window) -> Window:
    """The blocks of a body's `lines` that follow those of `window`."""
    return parse_window(parser, lines, window.next, BATCH, window.cut)


def settled(text: Manuscript, definitions: Iterable[Definition]) -> References | None:
    """The references that the whole body makes, or None where they were foreseen."""
    found = references(definitions, text.cited, last_counts=text.last_counts)
    return None if found.same_targets(text.references) else found
