"""Links that the terminal itself can open (OSC 8): which of them, and the styles that carry them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from zlib import crc32

from rich.segment import Segment
from rich.style import Style

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuireader.rendering.drawing import LinkSpan

_EXTERNAL: Final = expression(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_MAX_ADDRESS: Final = 2_000
"""Characters of an address; terminals ignore longer ones (VTE from 2,083 on)."""
_KEPT: Final = "!#$%&'()*+,-./:;=?@[]_~"
_BEGINS: Final = "\x1b]8;id="
_TOLD: Final = expression(r"\x1b\]8;id=[^;\x1b]*;([^\x1b]+)")
_WITHOUT: Final = frozenset({"", "dumb", "linux", "unknown"})
"""Terminals, by `TERM`, that have no links; some print what they should open. Windows Terminal has no such name."""


def opens_links(environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal may be told of links: it would ignore them if it had none, and the user wants style."""
    known = environment.get("TERM", "").lower() not in _WITHOUT or bool(environment.get("WT_SESSION"))
    return known and not environment.get("NO_COLOR")


@lru_cache(maxsize=2_048)
def hyperlink(href: str) -> Style | None:
    """The style of a link to a page or a mailbox on the net; None for any other, such as one within the site."""
    if not _EXTERNAL.match(href):
        return None
    address = quote(href, safe=_KEPT)
    return Style(link=address) if len(address) <= _MAX_ADDRESS else None


def with_hyperlinks(segments: Sequence[Segment], links: Sequence[LinkSpan]) -> Sequence[Segment]:
    """`segments` of a line, with the external ones of its `links` told to the terminal."""
    styles = [(link, style) for link in links if (style := hyperlink(link.href)) is not None]
    if not styles:
        return segments
    width = sum(segment.cell_length for segment in segments)
    cuts = sorted({cut for link, _ in styles for cut in (link.start, link.end) if cut <= width} | {width})
    linked: list[Segment] = []
    at = 0
    for cut, part in zip(cuts, Segment.divide(segments, cuts), strict=True):
        style = next(
            (style for link, style in styles if link.start <= at and cut <= link.end and at < cut), None
        )
        linked.extend(Segment.apply_style(part, post_style=style) if style else part)
        at = cut
    return linked


def steady_ids(output: str) -> str:
    """`output` for a terminal, in which all that leads to an address has one id.

    It tells which cells belong together; Rich (15.0) gives another one to each sum of styles.
    """
    return _TOLD.sub(_with_id, output) if _BEGINS in output else output


def _with_id(found: re.Match[str]) -> str:
    return f"{_BEGINS}{crc32(found[1].encode()):x};{found[1]}"
