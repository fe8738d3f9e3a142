"""Inline tokens as runs of styled text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category

from tuireader.rendering.dialects.placeholders import bracketed
from tuireader.rendering.elements.addresses import file_name
from tuireader.rendering.elements.flow import NO_LINK, Flow, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token
    from rich.style import Style

    from tuireader.rendering.drawing import BlockContext

_MAX_OPEN_SPANS: Final = 200


class OpenSpan(NamedTuple):
    """An open span: the name that closes it, the style and the link before it, and the text added at its end.

    `start` is the number of runs, and of characters, that the flow had before it.
    """

    name: str
    style: Style
    link: int
    after: str = ""
    start: tuple[int, int] = (0, 0)


class Markup:
    """The open spans around a piece of text, and the style and link that they make."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.link = NO_LINK
        self._opened: list[OpenSpan] = []

    def push(
        self,
        name: str,
        style: Style | None,
        link: int | None = None,
        after: str = "",
        start: tuple[int, int] = (0, 0),
    ) -> None:
        """Open a span; `after` and `start` come back from `pop`."""
        self._opened.append(OpenSpan(name, self.style, self.link, after, start))
        if style is not None:
            self.style = self.style + style
        if link is not None:
            self.link = link

    def pop(self, name: str) -> OpenSpan | None:
        """Close the last span of that name and those opened within it; return it, or None if there is none."""
        for index in range(len(self._opened) - 1, max(-1, len(self._opened) - _MAX_OPEN_SPANS), -1):
            found = self._opened[index]
            if found.name == name:
                self.style, self.link = found.style, found.link
                del self._opened[index:]
                return found
        return None


IMAGE: Final = "▣"
_OPENING: Final = frozenset({"Ps", "Pi", "Zs"})
_CLOSING: Final = frozenset({"Pe", "Pf", "Po", "Zs", "Cc"})
_WORDS: Final = frozenset({"abbr", "code_inline", "math_inline", "tag_inline", "text_special"})


InlineElement = Callable[["InlineWriter", "Token"], None]
"""Adds an inline token to a line of text."""


class InlineWriter:
    """Adds inline tokens to a flow, in the styles and links that are open.

    `element_of` names the element that adds a token of a kind; any other token shows its text.
    """

    def __init__(
        self,
        flow: Flow,
        context: BlockContext,
        style: Style,
        element_of: Callable[[str], InlineElement | None],
    ) -> None:
        self.flow = flow
        self._element_of = element_of
        self.context = context
        self.theme = context.theme
        self.markup = Markup(style)
        self._beside_image = False
        self._spans: Mapping[str, Style] = {
            "strong_open": self.theme.strong,
            "em_open": self.theme.emphasis,
            "s_open": self.theme.strike,
            "mark_open": self.theme.mark,
        }

    def draw(self, tokens: Sequence[Token]) -> None:
        markup = self.markup
        for token in tokens:
            kind = token.type
            if kind == "text":
                if self._beside_image:
                    self.part(token.content)
                self.flow.text(token.content, markup.style, markup.link)
            elif kind == "softbreak":
                self.flow.soft_break()
            elif kind in self._spans:
                markup.push(kind, self._spans[kind])
            elif kind.endswith("_close"):
                markup.pop(kind.removesuffix("close") + "open")
            else:
                self._rarer(token)

    def _rarer(self, token: Token) -> None:
        draw = self._element_of(token.type)
        if self._beside_image and token.type in _WORDS:
            self.part(token.content)
        if draw:
            draw(self, token)
        else:
            self.flow.text(token.content, self.markup.style, self.markup.link)

    def image(self, alt: str, source: str, title: str = "") -> None:
        """Add an image: its text and its title, or its file's name if it has none; a link unless it is in one."""
        flow, theme, markup = self.flow, self.theme, self.markup
        if not flow.spaced and category(flow.runs[-1].text[-1]) not in _OPENING:
            flow.text(" ", markup.style)
        self._beside_image = True
        link = flow.link(source) if markup.link == NO_LINK else markup.link
        alt, title = alt.strip(), title.strip()
        shown = alt or title or file_name(source)
        flow.text(f"{IMAGE}\xa0{shown}" if shown else IMAGE, markup.style + theme.image, link)
        if title not in {"", shown}:
            flow.text(f" ({title})", theme.small, link)
        picture = self.context.options.picture(source)
        if picture and picture.lack:
            lack = picture.lack.replace(" ", "\xa0")
            flow.text(f" ({lack})", theme.missing, link)

    def part(self, text: str) -> None:
        """Put a space between an image and the `text` that follows it, unless that begins with a closing sign."""
        if self._beside_image and text:
            self._beside_image = False
            if not self.flow.spaced and category(text[0]) not in _CLOSING:
                self.flow.text(" ", self.markup.style)


def _draw_code(inline: InlineWriter, token: Token) -> None:
    text = token.content if token.content.isprintable() else clean(token.content)
    inline.flow.verbatim(text, inline.markup.style + inline.theme.code, inline.markup.link)


def _draw_link(inline: InlineWriter, token: Token) -> None:
    href = str(token.attrs.get("href", ""))
    inline.markup.push("link_open", inline.theme.link, inline.flow.link(href))


def _draw_abbr(inline: InlineWriter, token: Token) -> None:
    """Add an abbreviation; where notes are shown in place, with its meaning the first time in its block."""
    markup, theme, flow = inline.markup, inline.theme, inline.flow
    meaning = str(token.meta.get("title", ""))
    first = not any(run.text == token.content for run in flow.runs)
    flow.text(token.content, markup.style + theme.underline, markup.link)
    if meaning and first and inline.context.options.notes:
        flow.text(f" ({meaning})", markup.style + theme.small, markup.link)


def _draw_image(inline: InlineWriter, token: Token) -> None:
    inline.image(alt_of(token), str(token.attrs.get("src", "")), str(token.attrs.get("title", "") or ""))


def _draw_citation(inline: InlineWriter, token: Token) -> None:
    label = str(token.meta.get("label", ""))
    number = inline.context.footnotes.get(label)
    shown = f"[{label if number is None else number}]"
    inline.flow.text(shown, inline.theme.footnote, inline.flow.link(f"#fn:{label}"))


def _draw_inline_footnote(inline: InlineWriter, token: Token) -> None:
    inline.flow.text(" [", inline.theme.footnote, inline.markup.link)
    inline.draw(token.children or ())
    inline.flow.text("]", inline.theme.footnote, inline.markup.link)


def _draw_placeholder(inline: InlineWriter, token: Token) -> None:
    inline.flow.text(bracketed(token.content), inline.theme.markup, inline.markup.link)


def _draw_tag(inline: InlineWriter, token: Token) -> None:
    inline.flow.text(token.content, inline.markup.style + inline.theme.marker, inline.markup.link)


INLINE_ELEMENTS: Final[Mapping[str, InlineElement]] = {
    "abbr": _draw_abbr,
    "code_inline": _draw_code,
    "footnote_inline": _draw_inline_footnote,
    "footnote_ref": _draw_citation,
    "hardbreak": lambda inline, _: inline.flow.hard_break(inline.markup.style),
    "image": _draw_image,
    "link_open": _draw_link,
    "placeholder": _draw_placeholder,
    "tag_inline": _draw_tag,
}
"""The element of each kind of inline token."""


def alt_of(token: Token) -> str:
    """The text of an image, without its markup."""
    return "".join(_texts(token.children or ())) or token.content


def _texts(tokens: Sequence[Token]) -> list[str]:
    texts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            texts.append(" ")
        elif token.type == "placeholder":
            texts.append(bracketed(token.content))
        elif token.type == "image":
            texts.extend(_texts(token.children or ()))
        else:
            texts.append(token.content)
    return texts
