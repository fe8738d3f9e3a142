"""MDX's components and HTML, and the expressions whose values only a build knows.

The content of a component is Markdown, however far it is indented: MDX has no indented code. An unknown component that
holds text is shown as that text; one that stands alone is named, with its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tuireader.archive.mdx.saying import printed, value_of
from tuireader.archive.mdx.scanning import pieces
from tuireader.archive.metadata.values import Scalar
from tuireader.late import expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.margins import with_margins
from tuireader.rendering.templates.shortcodes import (
    PICTURES,
    Around,
    Given,
    InlineText,
    NamedPlaceholder,
    ShapeWriter,
    TitledText,
    shape,
    unknown,
)
from tuireader.rendering.templates.tree import Token, tree
from tuireader.rendering.templates.writer import TranslationWriter, placeholder

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from tuireader.archive.mdx.scanning import Attribute, Piece
    from tuireader.archive.metadata.values import Value
    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.shortcodes import Shape

_HOLDING: Final = frozenset(
    ["article", "aside", "blockquote", "center", "details", "div", "footer", "header", "main", "p", "section"]
)
"""Elements that hold blocks, which are Markdown in MDX."""
_ONE_LINE: Final = expression(
    r"(?P<tag><(?P<name>summary|figcaption|caption|li|td|th|dt|dd|h[1-6])(?:\s[^<>\n]{0,1000})?>)"
    r"(?P<text>[^\n]{0,4000}?)</(?P=name)>"
)
_LINKS: Final = frozenset({"link", "a", "navlink", "anchor"})
_NAMES: Final[Mapping[str, str]] = {"className": "class", "htmlFor": "for"}
_STARTS: Final = expression(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def translate_mdx(body: str, context: Context) -> str:
    """Return a body's text with its components and expressions in their places, on the same lines."""
    body = with_margins(body)
    if "<" not in body and "{" not in body:
        return body
    known: dict[str, Value] = dict.fromkeys(("frontmatter", "frontMatter"), context.page)
    given: dict[int, Mapping[str, str]] = {}

    def shape_of(token: Token, paired: bool) -> Shape | None:
        if token.name.startswith("/"):
            return InlineText("")
        name = token.name.removesuffix("/").rpartition(".")[2]
        return _shape(Given(name, (), given[token.start], paired))

    out = TranslationWriter(body)
    ShapeWriter(body, shape_of).render(tree(_tokens(body, known, given), "/"), out)
    return _with_lines_of_markdown(out.text())


def _with_lines_of_markdown(text: str) -> str:
    """Return the text with the Markdown within elements on one line as HTML, since no parser reads it there."""
    if "</" not in text:
        return text
    code = code_regions(text, indented=False)

    def as_html(match: re.Match[str]) -> str:
        if match.start() in code:
            return match[0]
        return f"{match['tag']}{cards.inline_html(match['text'])}</{match['name']}>"

    return _ONE_LINE.sub(as_html, text)


def _shape(given: Given) -> Shape:
    """Return the shape of a component: an unknown one that holds text is that text, under its title."""
    name = given.name.lower()
    target = given.get("to", "href")
    if name in _LINKS and given.paired and target:
        return Around(f'<a href="{escape(target)}">', "</a>", inline=True)
    if name in PICTURES and not given.get("src"):
        return NamedPlaceholder(given.name, (given.get("alt"), given.get("caption")))
    if (found := shape(given)) is not None:
        return found
    if not given.paired:
        return unknown(given, "") if given.name else InlineText("")
    title = given.get("title", "label", "summary", "heading", "header")
    return TitledText(title) if title else InlineText("")


def _tokens(text: str, known: Mapping[str, Value], given: dict[int, Mapping[str, str]]) -> Iterator[Token]:
    done = 0
    for piece in pieces(text):
        if piece.kind == "esm":
            continue
        start, end = piece.start, piece.end
        yield Token("text", done, start, body=text[done:start])
        done = end
        if piece.kind == "expression":
            yield Token("text", start, end, body=_expression(text[start:end], known))
        elif piece.name[:1].islower():
            yield Token("text", start, end, body=_element(text, piece))
        else:
            given[start] = MappingProxyType(
                {one.name.lower(): one.value for one in piece.attributes if one.value and not one.braces}
            )
            name = {"closing": f"/{piece.name}", "alone": f"{piece.name}/"}.get(piece.kind, piece.name)
            yield Token("tag", start, end, name)
            if piece.kind == "closing" and text.startswith("<", end) and not text.startswith("</", end):
                yield Token("text", end, end, body=" ")
    yield Token("text", done, len(text), body=text[done:])


def _expression(written: str, known: Mapping[str, Value]) -> str:
    value = value_of(written[1:-1], known)
    told = value is not None and not isinstance(value, Mapping)
    said = printed(value) if told and value is not None else placeholder(written[1:-1])
    return said + "\n" * written.count("\n")


def _element(text: str, piece: Piece) -> str:
    """Return a tag of HTML with its attributes as HTML has them; one that holds blocks is marked to hold Markdown."""
    written = text[piece.start : piece.end]
    before = text[text.rfind("\n", 0, piece.start) + 1 : piece.start]
    holds = piece.kind == "opening" and piece.name in _HOLDING and _STARTS.fullmatch(before) is not None
    if not holds and not any(one.braces or not one.name or one.name in _NAMES for one in piece.attributes):
        return written
    words = [_attribute(one) for one in piece.attributes if one.name]
    if holds:
        words.append(' markdown="1"')
    end = " />" if piece.kind == "alone" else ">"
    tag = f"<{piece.name}{''.join(words)}{end}"
    return tag.replace("\n", " ") + "\n" * written.count("\n")


def _attribute(one: Attribute) -> str:
    name = _NAMES.get(one.name, one.name)
    if one.value is None:
        return f" {name}"
    if not one.braces:
        quote = "'" if '"' in one.value else '"'
        return f" {name}={quote}{one.value}{quote}"
    value = value_of(one.value, {})
    return f' {name}="{escape(value.text)}"' if isinstance(value, Scalar) else ""
