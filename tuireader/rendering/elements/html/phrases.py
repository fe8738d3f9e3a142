"""What an element holds as one run of text: the title of what is folded away, a table's cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.elements.flow import Flow
from tuireader.rendering.elements.html.names import HIDDEN
from tuireader.rendering.elements.html.spans import closes, opens
from tuireader.rendering.elements.html.text import add_text
from tuireader.rendering.elements.html.tree import run_of
from tuireader.rendering.elements.inline import Inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element
    from markdown_it.token import Token
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas


def phrase(canvas: Canvas, element: _Element, style: Style, runs: Sequence[tuple[int, int]] = ()) -> Flow:
    """The text of an element, each block in it on a line of its own; `runs` are the Markdown in the tree."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - slow to load, and only posts with HTML need it

    inline = Inline(Flow(), canvas.ink, style)
    walker = iterwalk(element, events=("start", "end", "comment"))
    for event, one in walker:
        name = str(one.tag)
        if event == "comment":
            if (run := run_of(one)) is not None:
                _add_run(inline, canvas.tokens[slice(*runs[run])])
        elif event == "end":
            if one is not element:
                closes(inline, name)
        elif name in HIDDEN:
            walker.skip_subtree()
            continue
        else:
            if one is not element:
                opens(inline, name, {str(key): str(value) for key, value in one.attrib.items()})
            add_text(inline, one.text or "")
            continue
        if one is not element:
            add_text(inline, one.tail or "")
    while inline.flow.runs and not inline.flow.runs[-1].text.strip(" \n"):
        inline.flow.runs.pop()
    return inline.flow


def _add_run(inline: Inline, tokens: Sequence[Token]) -> None:
    """Add Markdown, its blocks as lines."""
    for token in tokens:
        if token.type == "inline" or token.content:
            if not inline.flow.spaced:
                inline.flow.hard_break(inline.markup.style)
            inline.draw(token.children or (token,))
            inline.flow.hard_break(inline.markup.style)
