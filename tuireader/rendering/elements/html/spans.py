"""Elements within a line: the text that they add, and the style that they set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.addresses import without_scheme
from tuireader.rendering.elements.blocks import BOXES
from tuireader.rendering.elements.flow import NO_LINK, StyledRun
from tuireader.rendering.elements.html.names import BLOCKS, FILTERED, ROLES, is_element
from tuireader.rendering.parsing.html_tags import read_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markdown_it.token import Token
    from rich.style import Style

    from tuireader.rendering.elements.flow import Flow
    from tuireader.rendering.elements.inline import InlineWriter

_SMALL: Final = {
    "sup": str.maketrans("0123456789+-−=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ"),
    "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_SIGNS: Final = {"sup": "^", "sub": "_"}
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th", "er", "re", "ème", "eme"})
_FEW: Final = 3
"""Characters up to which letters are read with ease when small."""


def set_script(flow: Flow, name: str, first: int, at: int) -> None:
    """Raise or lower the text of a flow from run `first`, at offset `at`, to its end.

    Text without such a form follows `^` or `_` where it would else run on from the word before it.
    """
    text = "".join(run.text for run in flow.runs[first:])
    shown = text.strip(" ")
    if not shown or "\n" in text or (shown in _ORDINALS and _before(flow, first).isdigit()):
        return
    table = _table(name, shown)
    if all(ord(char) in table for char in shown):
        flow.runs[first:] = [run._replace(text=run.text.translate(table)) for run in flow.runs[first:]]
        return
    if (text[0].isalnum() or text[0] in "+-−") and not _before(flow, first).isspace():
        _mark(flow, name, first, at, alone=len(shown) == 1)


def _mark(flow: Flow, name: str, first: int, at: int, *, alone: bool) -> None:
    """Mark raised or lowered text with a sign, and its extent with brackets."""
    style = flow.runs[first].style
    brackets = ("", "") if alone else ("(", ")")
    flow.insert(first, at, StyledRun(_SIGNS[name] + brackets[0], style, NO_LINK))
    flow.verbatim(brackets[1], style)


def _before(flow: Flow, index: int) -> str:
    return flow.runs[index - 1].text[-1:] if index else " "


def _table(name: str, text: str) -> Mapping[int, int | str]:
    if len(text) > _FEW:
        return _SMALL[name]
    from tuireader.rendering.tex.symbols import SUBSCRIPTS, SUPERSCRIPTS

    return {**(SUPERSCRIPTS if name == "sup" else SUBSCRIPTS), **_SMALL[name]}


MEDIA: Final = "▶"
_QUOTES: Final = ("“", "”")
_BULLET: Final = "• "
_APART: Final = {"option", "tspan"}
_SHOWN_INPUTS: Final = {"button", "submit", "reset"}


def opens(inline: InlineWriter, name: str, attributes: Mapping[str, str]) -> None:
    """Begin an element: its style holds until `closes` is called with its name."""
    if special := _SPECIAL.get(name):
        special(inline, attributes)
    elif name == "a" or name in ROLES:
        style_span(inline, name, attributes)
    elif name in BLOCKS:
        _new_line(inline, _BULLET if name == "li" else "")
    elif name in _APART and not _begins(inline):
        inline.flow.text(" ", inline.markup.style, inline.markup.link)


def style_span(inline: InlineWriter, name: str, attributes: Mapping[str, str]) -> None:
    """Begin the style and the link of an element, without the text that it may add."""
    theme = inline.theme
    href = attributes.get("href", "").strip() if name == "a" else ""
    role = "link" if href else ROLES.get(name, "")
    style: Style | None = getattr(theme, role) if role else None
    link = inline.flow.link(href) if href else None
    inline.markup.push(name, style, link, start=inline.flow.extent)


def closes(inline: InlineWriter, name: str) -> None:
    """End an element; one that was not begun ends nothing."""
    ended = inline.markup.pop(name)
    if ended and name in {"sup", "sub"}:
        set_script(inline.flow, name, *ended.start)
    if ended and ended.after:
        style = inline.theme.small if name in {"abbr", "acronym"} else inline.markup.style
        inline.flow.text(ended.after, style, inline.markup.link)
    if name in BLOCKS:
        _new_line(inline)


def as_written(inline: InlineWriter, text: str) -> None:
    """Add text that is no tag after all, dimmed."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if index:
            inline.flow.hard_break(inline.theme.markup)
        inline.flow.text(line.strip(" \t"), inline.theme.markup, inline.markup.link)


def media(inline: InlineWriter, address: str, title: str = "") -> None:
    """Add a link to embedded media: its title if it has one, and its address."""
    address = address.strip()
    if not address:
        return
    flow, theme, markup = inline.flow, inline.theme, inline.markup
    link = flow.link(address) if markup.link == NO_LINK else markup.link
    title = " ".join(title.split())
    if not _begins(inline):
        flow.text(" ", markup.style)
    flow.text(f"{MEDIA}\xa0{title} " if title else f"{MEDIA}\xa0", markup.style + theme.image, link)
    flow.text(without_scheme(address), theme.target if title else markup.style + theme.image, link)


def _image(inline: InlineWriter, attributes: Mapping[str, str]) -> None:
    alt, source = attributes.get("alt", ""), attributes.get("src", "")
    if alt or source:
        inline.image(alt, source, attributes.get("title", ""))


def _media(inline: InlineWriter, attributes: Mapping[str, str]) -> None:
    address = attributes.get("src") or attributes.get("data-src") or attributes.get("data") or ""
    media(inline, address, attributes.get("title") or attributes.get("aria-label") or "")


def _input(inline: InlineWriter, attributes: Mapping[str, str]) -> None:
    kind = attributes.get("type", "text").lower()
    markup, theme = inline.markup, inline.theme
    if kind in {"checkbox", "radio"}:
        checked = "checked" in attributes
        style = theme.done if checked else theme.marker
        inline.flow.text(BOXES[checked], markup.style + style, markup.link)
    elif kind == "image":
        _image(inline, attributes)
    elif kind != "hidden":
        said = attributes.get("value") or attributes.get("placeholder") or ""
        style = markup.style if kind in _SHOWN_INPUTS else markup.style + theme.small
        inline.flow.text(said, style, markup.link)


def _quotation(inline: InlineWriter, _: Mapping[str, str]) -> None:
    inline.flow.text(_QUOTES[0], inline.markup.style, inline.markup.link)
    inline.markup.push("q", None, after=_QUOTES[1])


def _gloss(name: str, inline: InlineWriter, attributes: Mapping[str, str]) -> None:
    title = " ".join(attributes.get("title", "").split())
    inline.markup.push(name, inline.theme.underline if title else None, after=f" ({title})" if title else "")


def _reading(inline: InlineWriter, _: Mapping[str, str]) -> None:
    inline.flow.text("(", inline.theme.small, inline.markup.link)
    inline.markup.push("rt", inline.theme.small, after=")")


def _begins(inline: InlineWriter) -> bool:
    runs = inline.flow.runs
    return not runs or runs[-1].text.endswith((" ", "\n", "\xa0"))


def _new_line(inline: InlineWriter, bullet: str = "") -> None:
    runs = inline.flow.runs
    if runs and not runs[-1].text.endswith("\n"):
        inline.flow.hard_break(inline.markup.style, in_source=False)
    if bullet:
        inline.flow.text(bullet, inline.theme.marker, inline.markup.link)


_SPECIAL: Final[Mapping[str, Callable[[InlineWriter, Mapping[str, str]], None]]] = {
    "abbr": partial(_gloss, "abbr"),
    "acronym": partial(_gloss, "acronym"),
    "audio": _media,
    "br": lambda inline, _: inline.flow.hard_break(inline.markup.style, in_source=False),
    "embed": _media,
    "frame": _media,
    "iframe": _media,
    "image": _image,
    "img": _image,
    "input": _input,
    "object": _media,
    "q": _quotation,
    "rt": _reading,
    "source": _media,
    "video": _media,
}
"""The elements that add something to the text."""


def draw_html_inline(inline: InlineWriter, token: Token) -> None:
    """Apply one tag; a comment is not shown, an unknown tag as it is written."""
    tag = read_tag(token.content)
    if tag is None:
        return
    if not is_element(tag.name) or tag.name in FILTERED:
        as_written(inline, token.content)
    elif tag.closes:
        closes(inline, tag.name)
    else:
        opens(inline, tag.name, tag.attributes)
