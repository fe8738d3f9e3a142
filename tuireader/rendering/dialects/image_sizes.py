"""Sizes of images as Obsidian has them: `![a caption|640](a.png)`, `![640x480](a.png)`; they are no words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_SIZE: Final = re.compile(r"(?:^|\|)[ \t]*\d{1,5}(?:x\d{1,5})?[ \t]*$")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` leave sizes out of the text of images."""
    parser.core.ruler.push("image_sizes", _leave_out)


def _leave_out(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type != "image" or not child.children or child.children[-1].type != "text":
                continue
            last = child.children[-1]
            # A second size stands before the first where one is given in pieces.
            while (text := _SIZE.sub("", last.content)) != last.content:
                last.content = text
            child.content = _SIZE.sub("", _SIZE.sub("", child.content))
