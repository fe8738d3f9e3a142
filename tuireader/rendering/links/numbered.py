"""Wikilinks to notes whose name is a number, in a folder of no known engine: `[[1]]` is one where `1.md` exists."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects import NUMBERED

if TYPE_CHECKING:
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.post import PostId

_MAX_NAMES: Final = 100
"""Names that are looked for."""


def numbered_dialect(engine: EngineFacts, root: str, post: PostId, body: str) -> tuple[str, ...]:
    """The dialect of wikilinks to notes named by a number, beside the post or at the root, if `body` has such links."""
    if engine.is_known or "[[" not in body:
        return ()
    from tuireader.rendering.dialects.obsidian import numbered

    folder = os.path.dirname(f"{root}/{post}")  # noqa: PTH120 - a plain path
    notes = [
        name
        for name in numbered(body)[:_MAX_NAMES]
        if any(os.path.isfile(f"{place}/{name}.md") for place in (folder, root))  # noqa: PTH113 - a plain path
    ]
    return (" ".join((NUMBERED, *notes)),) if notes else ()
