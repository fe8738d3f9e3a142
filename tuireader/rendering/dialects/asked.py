"""The dialects that a site's settings, a post's front matter or its neighbours ask for beyond their engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.formulas import DOLLARS_IF_ASKED, SINGLE_DOLLARS, said_of_formulas
from tuireader.late import expression
from tuireader.rendering.dialects import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.site import Site
    from tuireader.archive.source import Source

_IN_HTML: Final = expression(r"""\{::options\s[^}]{0,999}\bparse_block_html=["']true["']""")


def asked_dialects(site: Site, root: str, source: Source, body: str) -> Sequence[str]:
    """The dialects that are asked for in a post of the archive at `root`; `body` is its Markdown."""
    asked: list[str] = []
    if DOLLARS_IF_ASKED in site.engine.dialects and said_of_formulas(source.front_matter.metadata):
        asked.append(SINGLE_DOLLARS)
    if site.line_breaks:
        asked.append(LINE_BREAKS)
    if "{::options" in body and "kramdown_html" in site.engine.dialects and _IN_HTML.search(body):
        asked.append("markdown_in_html")
    if "[[" in body:
        from tuireader.rendering.links.numbered import numbered_dialect

        asked += numbered_dialect(site.engine, root, source.id, body)
    return tuple(asked)
