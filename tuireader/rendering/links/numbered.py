"""Wikilinks to notes whose name is a number, in a folder of no known engine: `[[1]]` is one where `1.md` exists."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.obsidian import numbered

if TYPE_CHECKING:
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.post import PostId

_MAX_NAMES: Final = 100
"""Names that are looked for."""


def numbered_notes(engine: EngineFacts, root: str, post: PostId, body: str) -> tuple[str, ...]:
    """The numbers in a body's wikilinks that are the names of notes beside the post or at the root."""
    if engine.is_known or "[[" not in body:
        return ()
    folder = os.path.dirname(f"{root}/{post}")  # noqa: PTH120 - a plain path
    names = numbered(body)[:_MAX_NAMES]
    return tuple(
        name
        for name in names
        if any(os.path.isfile(f"{place}/{name}.md") for place in (folder, root))  # noqa: PTH113 - a plain path
    )
