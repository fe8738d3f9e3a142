"""Inline tokens as runs of styled text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.flow import NO_LINK, Flow, clean
from tuireader.rendering.elements.html import Markup, draw_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token
    from rich.style import Style

    from tuireader.rendering.elements.ink import Ink

IMAGE: Final = "▣"


def flow_of(children: Sequence[Token], ink: Ink, style: Style) -> Flow:
    """Return the text of inline tokens, `style` being that of plain text."""
    flow = Flow()
    Inline(flow, ink, style).draw(children)
    return flow


class Inline:
    """Adds inline tokens to a flow, minding which styles and links are open."""

    def __init__(self, flow: Flow, ink: Ink, style: Style) -> None:
        self.flow = flow
        self.ink = ink
        self.theme = ink.theme
        self.markup = Markup(style)
        self._spans: Mapping[str, Style] = {
            "strong_open": self.theme.strong,
            "em_open": self.theme.emphasis,
            "s_open": self.theme.strike,
        }

    def draw(self, tokens: Sequence[Token]) -> None:
        """Add `tokens`."""
        markup = self.markup
        for token in tokens:
            kind = token.type
            if kind == "text":
                self.flow.text(markup.scripted(token.content), markup.style, markup.link)
            elif kind == "softbreak":
                self.flow.soft_break()
            elif kind in self._spans:
                markup.push(kind, self._spans[kind])
            elif kind.endswith("_close"):
                markup.pop(kind.removesuffix("close") + "open")
            else:
                self._rarer(token)

    def _rarer(self, token: Token) -> None:
        markup, flow, theme = self.markup, self.flow, self.theme
        match token.type:
            case "code_inline":
                flow.verbatim(_code(token.content), markup.style + theme.code, markup.link)
            case "link_open":
                href = str(token.attrs.get("href", ""))
                markup.push("link_open", theme.link, flow.link(href))
            case "hardbreak":
                flow.hard_break(markup.style)
            case "html_inline":
                draw_html(token.content, self)
            case "image":
                alt = "".join(_texts(token.children or ()))
                self.image(alt or token.content, str(token.attrs.get("src", "")))
            case "footnote_ref":
                self._footnote(str(token.meta.get("label", "")))
            case "footnote_inline":
                flow.text(" [", theme.footnote, markup.link)
                self.draw(token.children or ())
                flow.text("]", theme.footnote, markup.link)
            case _:
                flow.text(token.content, markup.style, markup.link)

    def image(self, alt: str, source: str) -> None:
        """Add an image: its text, then where it is, itself a link unless it stands in one."""
        flow, theme, markup = self.flow, self.theme, self.markup
        link = flow.link(source) if markup.link == NO_LINK else markup.link
        base = markup.style + theme.image
        flow.text(f"{IMAGE}\xa0{alt.strip()}" if alt.strip() else IMAGE, base, link)
        if shown := _target(source):
            flow.text(" ", theme.target, link)
            flow.text(shown, theme.target, link)

    def _footnote(self, label: str) -> None:
        number = self.ink.footnotes.get(label)
        shown = f"[{label if number is None else number}]"
        self.flow.text(shown, self.theme.footnote, self.flow.link(f"#fn:{label}"))


def _code(text: str) -> str:
    return text if text.isprintable() else clean(text)


def _target(source: str) -> str:
    """Return where an image is; one that is written out in its address is named by its type alone."""
    if source.startswith("data:"):
        return source.partition(",")[0].partition(";")[0] + "…"
    return source


def _texts(tokens: Sequence[Token]) -> list[str]:
    texts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            texts.append(" ")
        elif token.type == "image":
            texts.extend(_texts(token.children or ()))
        else:
            texts.append(token.content)
    return texts
