from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.links.addresses import encoded
from tuireader.rendering.links.parsed import parsed_links

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from tuireader.archive.written_link import WrittenLink


def all_parsed(parser: MarkdownIt, body: str, *, wikilinks: bool = False) -> tuple[WrittenLink, ...]:
    """The links of a body as the parser finds them in one go: the result that `links_of` must give."""
    return tuple(parsed_links(parser, encoded(body), {}, wikilinks=wikilinks))
