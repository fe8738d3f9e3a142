"""HTML as text: tags that only change how text looks take effect, others are dimmed, as written."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.rendering.elements.flow import NO_LINK

if TYPE_CHECKING:
    from rich.style import Style

    from tuireader.rendering.elements.inline import Inline
    from tuireader.rendering.theme import Theme

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE: Final = re.compile(r"""([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

_ROLES: Final = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "del": "strike",
    "s": "strike",
    "strike": "strike",
    "u": "underline",
    "ins": "underline",
    "kbd": "keyboard",
    "code": "code",
    "samp": "code",
    "tt": "code",
    "mark": "mark",
    "small": "small",
    "sup": "script",
    "sub": "script",
    "span": "",
    "a": "link",
}
_SUPERSCRIPT: Final = str.maketrans("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ")
_SUBSCRIPT: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SCRIPTS: Final = {"sup": _SUPERSCRIPT, "sub": _SUBSCRIPT}


class Opened(NamedTuple):
    """A span that is open: the name that closes it, and what held before it."""

    name: str
    style: Style
    link: int


class Markup:
    """The spans that are open around a piece of text, and the style and link that they make."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.link = NO_LINK
        self._opened: list[Opened] = []

    def push(self, name: str, style: Style | None, link: int | None = None) -> None:
        """Open a span."""
        self._opened.append(Opened(name, self.style, self.link))
        if style is not None:
            self.style = self.style + style
        if link is not None:
            self.link = link

    def pop(self, name: str) -> bool:
        """Close the last span of that name and those opened within it; tell whether there was one."""
        for index in range(len(self._opened) - 1, max(-1, len(self._opened) - 200), -1):
            if self._opened[index].name == name:
                self.style, self.link = self._opened[index].style, self._opened[index].link
                del self._opened[index:]
                return True
        return False

    def scripted(self, text: str) -> str:
        """Return `text`, raised or lowered within `sup` or `sub` if Unicode has all of its characters so."""
        if not self._opened or self._opened[-1].name not in _SCRIPTS:
            return text
        table = _SCRIPTS[self._opened[-1].name]
        return text.translate(table) if all(ord(char) in table for char in text) else text


def draw_html(tag: str, inline: Inline) -> None:
    """Add one tag, comment or the like to a flow."""
    found = _TAG.match(tag)
    name = found[2].lower() if found else ""
    markup, flow, theme = inline.markup, inline.flow, inline.theme
    if found and name == "br":
        flow.hard_break(markup.style)
    elif found and name == "img" and not found[1]:
        attributes = _attributes(tag)
        inline.image(attributes.get("alt", ""), attributes.get("src", ""))
    elif found and name in _ROLES and _takes_effect(tag, name, bool(found[1]), inline):
        pass
    else:
        _as_written(tag, theme, inline)


def _takes_effect(tag: str, name: str, closes: bool, inline: Inline) -> bool:
    markup, theme = inline.markup, inline.theme
    if closes:
        return markup.pop(name)
    href = _attributes(tag).get("href") if name == "a" else None
    role = _ROLES[name] if name != "a" or href else ""
    style: Style | None = getattr(theme, role) if role else None
    markup.push(name, style, inline.flow.link(href) if href else None)
    return True


def _as_written(tag: str, theme: Theme, inline: Inline) -> None:
    lines = tag.split("\n")
    for index, line in enumerate(lines):
        if index:
            inline.flow.hard_break(theme.markup)
        inline.flow.text(line.strip(" \t"), theme.markup, inline.markup.link)


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }
