"""Posts of an engine drawn whole, as tests of dialects need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rendering.bodies import HEAD
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.text import neutralise
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from tuireader.rendering.drawing import Line


def page(markdown: str, engine: str, width: int = 60, options: DrawOptions | None = None) -> Page:
    """Return the page of a body that is written for `engine`, under a head of one line."""
    parsers, body = Parsers(ENGINES[engine]), neutralise(markdown)
    text = parsed_start(parsers.blocks, body, body.count("\n") + 1)
    drawer = Drawer(parsers, night(), width, text.references, options or DrawOptions())
    made = Page(text.lines, lambda _: HEAD, drawer)
    made.extend(text.window.blocks)
    return made


def drawn_lines(
    markdown: str, engine: str, width: int = 60, options: DrawOptions | None = None
) -> list[Line]:
    """Return the lines of such a page, without those of its head and the blank one below that."""
    made = page(markdown, engine, width, options)
    lines = [row.line for index in range(1, len(made)) for row in made.rows_of(index)]
    return lines[1:] if lines and not lines[0].text else lines


def drawn(markdown: str, engine: str, width: int = 60, options: DrawOptions | None = None) -> list[str]:
    """Return the text of the lines of such a page."""
    return [line.text.rstrip() for line in drawn_lines(markdown, engine, width, options)]
