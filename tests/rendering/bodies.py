"""Bodies and their pages, as tests of whole posts need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tuireader.rendering.body.blocks import References, references
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.drawing import Drawing, Line
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.rendering.body.blocks import Block

PARSERS = Parsers()
PARSER = PARSERS.blocks
FULL = PARSERS.full
HEAD = Drawing((Line((), 0, 0),))

AWKWARD = st.lists(
    st.sampled_from(
        [
            *[
                "",
                "",
                "",
                "text",
                "more *text* here",
                "    indented",
                "\ttabbed",
                "# Heading",
                "===",
                "---",
                "***",
            ],
            *[
                "- item",
                "- [x] task",
                "  - nested",
                "   text of an item",
                "1. one",
                "7) seven",
                "-",
                "10. ten",
            ],
            *["> quoted", ">", "> - item", "> > deep", "> # Quoted heading", "> [!NOTE]", "> ```"],
            *[
                "```",
                "~~~ python",
                "````",
                "  ```",
                "code = 1",
                "<div>",
                "</div>",
                "<!-- comment",
                "-->",
                "<pre>",
            ],
            *["| a | b |", "|---|---|", "| c |", "[a]: /x", "[b]:", "/far", "[c]: /y 'title", "over lines'"],
            *[
                "'title",
                "[^1]: note",
                "[^2]:",
                "    of a note",
                "cites [^1] and [a]",
                "- [d]: /z",
                '"',
                "<b>",
            ],
            *["<details>", "<summary>s</summary>", "</details>", '<div markdown="1">', "<table>", "<tr><td>"],
            *["</table>", "<p align=center>", "</p>"],
        ]
    ),
    max_size=40,
)


def page_of(body: str, width: int = 40, known: References | None = None) -> Page:
    """Return the page of a whole body under a head of one line."""
    lines = body.split("\n")
    window = parse_all(PARSER, lines)
    drawer = Drawer(PARSERS, night(), width, known or references(window.definitions, ()))
    page = Page(lines, lambda _: HEAD, drawer)
    page.extend(window.blocks)
    return page


def shown(page: Page) -> list[str]:
    """Return the text of every row of a page."""
    return [row.line.text for index in range(len(page)) for row in page.rows_of(index)]


def words(lines: Iterable[str]) -> list[str]:
    """Return the words of lines, in order."""
    return [word for line in lines for word in line.replace("▎", " ").replace("▏", " ").split()]


def blocks_of(body: str) -> tuple[Block, ...]:
    """Return the blocks of a body."""
    return parse_all(PARSER, body.split("\n")).blocks
