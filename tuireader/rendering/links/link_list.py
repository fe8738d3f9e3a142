"""A body → the links that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.last_definitions import SETTLED
from tuireader.rendering.links.definitions import definitions_in
from tuireader.rendering.links.looks import holds_nothing
from tuireader.rendering.links.parsed import parsed_links
from tuireader.rendering.links.regions import Region, regions
from tuireader.rendering.links.scan import scanned_links
from tuireader.rendering.links.template_code import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt

    from tuireader.archive.written_link import WrittenLink
    from tuireader.rendering.parsing.parsers import Parsers

_LARGE: Final = 100_000
_PART: Final = 20_000


def links_of(
    parsers: Parsers, body: str, *, wikilinks: bool = False, first: int = 1
) -> tuple[WrittenLink, ...]:
    """The links of a body in the order of the text, none of those in code; the same as `all_parsed`, but fast.

    Bare e-mail addresses are none. With `wikilinks`, `[[Note]]` is one. `first` is the number of the first line.
    """
    if holds_nothing(body):
        return ()
    text = encoded(body)
    # Behind the mark of a note an address is one if the note is there, which may be anywhere; and what an element
    # with `markdown="1"` holds is Markdown if the element ends, which may be anywhere too.
    pieces = None if "]www." in text or " markdown=" in text else regions(text)
    if pieces is None:
        return tuple(parsed_links(parsers.full, text, {}, first, wikilinks=wikilinks))
    found: list[WrittenLink] = []
    defined, pieces = definitions_in(parsers.blocks, pieces)
    for piece in pieces:
        if holds_nothing(piece.text):
            continue
        line = piece.line + first - 1
        links = scanned_links(parsers.full, piece.text, defined, line, wikilinks=wikilinks)
        if links is None:
            env = {"references": defined, SETTLED: True}
            for part in _parts(Region(piece.text, line)):
                found += parsed_links(parsers.full, part.text, env, part.line, wikilinks=wikilinks)
        else:
            found += links
    return tuple(found)


def _parts(piece: Region) -> Iterator[Region]:
    """The piece, or where it is far larger than anything that is written, runs of its lines or of its characters.

    The parser's time grows faster than some texts do.
    """
    if len(piece.text) <= _LARGE:
        yield piece
        return
    start, line = 0, piece.line
    while start < len(piece.text):
        end = start + _PART
        end = piece.text.rfind("\n", start, end) + 1 or end
        yield Region(piece.text[start:end], line)
        line += piece.text.count("\n", start, end)
        start = end


def all_parsed(parser: MarkdownIt, body: str, *, wikilinks: bool = False) -> tuple[WrittenLink, ...]:
    """The links of a body as the parser finds them in one go: what `links_of` must give."""
    return tuple(parsed_links(parser, encoded(body), {}, wikilinks=wikilinks))
