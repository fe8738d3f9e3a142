"""The marks around what stands in for a piece of template that only a site's build can evaluate."""

from __future__ import annotations

import re
from typing import Final

from tuireader.rendering.dialects.placeholders import CLOSE, OPEN

LONGEST: Final = 120

_BLANKS: Final = re.compile(r"\s+")


def placeholder(text: str) -> str:
    """Return `text` on one line between the marks, shortened where it is longer than any hint should be."""
    said = _BLANKS.sub(" ", text[: 4 * LONGEST]).strip()
    return f"{OPEN}{said if len(said) <= LONGEST else said[: LONGEST - 1] + '…'}{CLOSE}"
