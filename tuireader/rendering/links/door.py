"""The door of what a link says: entities and percent signs are decoded behind the door of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.text import on_one_line
from tuireader.archive.written_link import WrittenLink
from tuireader.rendering.links.template_code import decoded, syntax_of

if TYPE_CHECKING:
    from tuireader.archive.written_link import Syntax


def link_at(  # noqa: PLR0913 - the fields of what it makes
    line: int, column: int, href: str, text: str, syntax: Syntax, *, image: bool = False
) -> WrittenLink:
    """A link, template code in its address and text as it was written, nothing in them that commands a terminal."""
    if "%7" in href or "%7" in text:
        href, text = decoded(href), decoded(text)
    return WrittenLink(line, column, on_one_line(href), on_one_line(text), syntax_of(href, syntax), image)
