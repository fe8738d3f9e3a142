"""TeX → lines of Unicode, or nothing where something would be lost."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tuireader.rendering.tex.commands import command
from tuireader.rendering.tex.read import TexParser, Unreadable

LONGEST: Final = 4_000
"""Characters of a formula up to which it is read; a longer one is shown as it is."""


@lru_cache(maxsize=512)
def readable(tex: str, *, display: bool = False) -> tuple[str, ...] | None:
    """The lines that show a formula: one, or several if it stands by itself (`display`).

    None if a command is not known, or has no counterpart in Unicode: then only the TeX itself tells all.
    """
    if len(tex) > LONGEST or not tex.replace("\n", "").replace("\t", "").isprintable():
        return None
    try:
        lines = TexParser(tex, command, flat=not display).whole()
    except Unreadable:
        return None
    return lines if any(lines) else None
