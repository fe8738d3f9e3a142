"""What a post's tokens do not tell, and the links and pictures that are made of it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml

from tuireader.late import dataclass
from tuireader.rendering.elements.addresses import file_name
from tuireader.rendering.elements.flow import clean
from tuireader.rendering.elements.inline import IMAGE
from tuireader.rendering.export.safe_html import is_opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuireader.rendering.diagrams.diagram import Diagram
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.tex.macros import Macro


def as_written(address: str) -> str:
    """An address that is left as it is."""
    return address


def _no_picture(address: str) -> str:  # noqa: ARG001 - the signature of `picture`
    return ""


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """What the tokens of a post do not tell.

    `anchors` are the ids of headings by their 0-based lines. `footnotes` maps labels to numbers, `overridden` are the
    lines of those that do not count. `contents` are the entries of a list of contents, `macros` those of formulas.
    `address` gives the address of a link on the web, or in the page, by the one that is written; empty if there is
    none. `picture` gives the `data:` address of a picture, empty for one that is not in the page. `diagram` draws one.
    Formulas are `in_mathml` where they can be, else drawn.
    """

    diagram: Callable[[str, int], Diagram | None]
    anchors: Mapping[int, str] = field(default_factory=dict)
    footnotes: Mapping[str, int] = field(default_factory=dict)
    overridden: frozenset[int] = frozenset()
    contents: Sequence[OutlineEntry] = ()
    macros: Mapping[str, Macro] = field(default_factory=dict)
    address: Callable[[str], str] = as_written
    picture: Callable[[str], str] = _no_picture
    in_mathml: bool = True


def link_tags(facts: ExportFacts, written: str, *, bare: bool = False) -> tuple[str, str]:
    """What is around the text of a link: its tags, or, if it leads nowhere on the web, its address after it.

    The text of a `bare` one is its address.
    """
    address = facts.address(written)
    if is_opened(address):
        named = ' class="bare"' if bare else ""
        return f'<a{named} href="{escapeHtml(address)}">', "</a>"
    named = "" if written.startswith(("[[", "![[")) else clean(written).strip()
    shown = f' <span class="address">({escapeHtml(named)})</span>' if named else ""
    return '<span class="unlinked">', f"</span>{shown}"


def picture(facts: ExportFacts, alt: str, source: str, title: str = "", *, linked: bool = False) -> str:
    """A picture, or, if it is not in the page, its text, which leads to it on the web unless it is `linked` itself."""
    alt, title = clean(alt).strip(), clean(title).strip()
    caption = f' <span class="caption">{escapeHtml(title)}</span>' if title not in {"", alt} else ""
    if data := facts.picture(source):
        return f'<img src="{escapeHtml(data)}" alt="{escapeHtml(alt)}">{caption}'
    shown = escapeHtml(f"{IMAGE}\xa0{alt or title or file_name(clean(source))}".rstrip("\xa0"))
    caption = caption if alt else ""
    address = facts.address(source)
    if not linked and is_opened(address):
        shown = f'<a href="{escapeHtml(address)}">{shown}</a>'
    return f'<span class="picture">{shown}</span>{caption}'
