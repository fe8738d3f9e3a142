"""Markdown drawn in one call, as tests need it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuireader.archive.text import neutralise
from tuireader.rendering.drawing import BlockContext
from tuireader.rendering.elements.draw import draw
from tuireader.rendering.parsing.markdown import full_parser
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from rich.style import Style

    from tuireader.rendering.drawing import Drawing

LABEL = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
THEME = night()


def drawn(markdown: str, width: int = 60, **ink: object) -> Drawing:
    """Return the drawing of a whole text, its footnotes numbered in the order of their definitions."""
    text = neutralise(markdown)
    labels = list(dict.fromkeys(LABEL.findall(text)))
    env = {"footnotes": {"refs": {f":{label}": -1 for label in labels}, "list": {}}}
    notes = {label: number for number, label in enumerate(labels, 1)}
    return draw(full_parser().parse(text, env), BlockContext(width, THEME, footnotes=notes, **ink))  # type: ignore[arg-type]  # by name


def texts(markdown: str, width: int = 60, **ink: object) -> list[str]:
    """Return the lines of a drawing without style."""
    return [line.text for line in drawn(markdown, width, **ink).lines]


def style_of(drawing: Drawing, word: str) -> Style:
    """Return the style of the first segment that holds `word`."""
    for line in drawing.lines:
        for segment in line.segments:
            if word in segment.text:
                assert segment.style is not None
                return segment.style
    raise AssertionError(f"{word!r} is not drawn")
