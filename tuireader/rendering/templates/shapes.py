"""What a shortcode comes to: forms that are the same in every engine, written on the lines of its tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates import cards
from tuireader.rendering.templates.fences import code_block
from tuireader.rendering.templates.marks import placeholder
from tuireader.rendering.templates.preformatted import is_preformatted, language_of
from tuireader.rendering.templates.tree import Block, Token
from tuireader.rendering.templates.writer import Writer, as_destination

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuireader.rendering.templates.tree import Node

_PROSE: Final = re.compile(r"[ \t]*\n[ \t]*(?![-*+][ \t]|\d{1,9}[.)][ \t])[\w*_\[(“\"']")


@dataclass(frozen=True, slots=True)
class Inline:
    """Text in the place of the tag; `block` instead where HTML has a line for itself. Text inside follows it.

    `card` tells that it is something of its own, which alone on a line doesn't run on from the lines around it.
    """

    text: str
    block: str = ""
    card: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """HTML around the text inside; in the midst of a line `hint` is a placeholder before it."""

    before: str
    after: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """HTML around the text inside, wherever it stands."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Code:
    """A fence with that info string."""

    info: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title in bold above the text inside."""

    title: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A placeholder, and the words that the tag is given, before the text inside."""

    hint: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """Nothing, with the text inside."""


Shape = Hidden | Inline | Around | Span | Code | Heading | Unknown


def admonition(kind: str, title: str = "") -> Around:
    """Return a notice as MkDocs, Python-Markdown and kramdown's classes have it."""
    said = f'<p class="admonition-title">{cards.inline_html(title)}</p>' if title else ""
    name = re.sub(r"[^\w-]+", "-", kind).strip("-").lower() or "note"
    return Around(f'<div class="admonition {name}" markdown="1">{said}', "</div>", kind)


def details(summary: str, *, opened: bool = False) -> Around:
    """Return text that is folded up."""
    start = f'<details{" open" if opened else ""} markdown="1">'
    return Around(f"{start}<summary>{cards.inline_html(summary)}</summary>", "</details>", summary)


def quotation(source: str) -> Around:
    """Return a quotation with its source below."""
    after = f"<br>— {source}</blockquote>" if source else "</blockquote>"
    return Around('<blockquote markdown="1">', after, "quote")


def picture(src: str, alt: str = "", caption: str = "", href: str = "") -> Inline:
    """Return an image with its caption."""
    return Inline(cards.inline_figure(src, alt, caption, href), cards.figure(src, alt, caption, href))


def bold_line(title: str, source: str, end: int) -> str:
    """Return a title in bold, which prose on the line after `end` does not run on from."""
    return f"**{title}**" + ("<br>" if _PROSE.match(source, end) else " ")


class ShapeWriter:
    """Writes the nodes of a text as the shapes that `shape_of` finds for its tags, None leaving one as it is."""

    def __init__(self, source: str, shape_of: Callable[[Token, bool], Shape | None]) -> None:
        self._source = source
        self._shape_of = shape_of
        self._in_code = False

    def render(self, nodes: Iterable[Node], out: Writer) -> None:
        """Write what the nodes come to."""
        for node in nodes:
            if isinstance(node, Block):
                self._block(node, out)
            elif node.kind != "tag":
                out.put(node.body)
            elif shape := self._shape(node, paired=False):
                self._opener(node, shape, out, paired=False)
            else:
                out.leave(node)

    def _shape(self, token: Token, *, paired: bool) -> Shape | None:
        return None if token.code or self._in_code else self._shape_of(token, paired)

    def _block(self, block: Block, out: Writer) -> None:
        shape = self._shape(block.opener, paired=True)
        if isinstance(shape, Unknown):
            shape = self._set_in_lines(block) or shape
        if shape is None:
            out.leave(block.opener)
            self.render(block.children, out)
            out.leave(block.closer)
        elif isinstance(shape, Hidden):
            out.drop(block.start, block.end)
        elif isinstance(shape, Code):
            inner = Writer(self._source)
            self._in_code = True
            self.render(block.children, inner)
            self._in_code = False
            code_block(out, self._source, block, inner.text(), shape.info)
        else:
            after = self._opener(block.opener, shape, out, paired=True)
            self.render(block.children, out)
            out.stand_in(block.closer, after)

    def _set_in_lines(self, block: Block) -> Code | None:
        """Return the code that a shortcode holds of which nothing is known but that its lines stand alone."""
        inner = self._source[block.opener.end : block.closer.start]
        if not inner.startswith("\n") or not inner.rstrip(" \t").endswith("\n"):
            return None
        language = language_of(block.opener.body)
        return Code(language) if (language and "```" not in inner) or is_preformatted(inner) else None

    def _opener(self, token: Token, shape: Shape, out: Writer, *, paired: bool) -> str:
        """Write what stands in for an opening tag, and return what does for the closing one."""
        after = ""
        if isinstance(shape, Hidden):
            text = ""
        elif isinstance(shape, Inline):
            text = shape.block if shape.block and out.has_room(token) else shape.text
            text = (
                cards.as_html(text)
                if "](" in text and not out.in_destination() and out.in_html(token)
                else text
            )
            text = out.card(token, text) if shape.card else text
        elif isinstance(shape, Unknown) and out.in_destination():
            text = as_destination(self._source[token.start : token.end])
        elif isinstance(shape, Unknown):
            text = " ".join((placeholder(shape.hint), *shape.words)) + (" " if paired else "")
        elif isinstance(shape, Heading):
            apart = "" if out.at_start() else "<br>"
            text = apart + bold_line(shape.title, self._source, token.end)
        elif (isinstance(shape, Span) and paired) or (
            isinstance(shape, Around) and paired and out.at_start()
        ):
            text, after = shape.before, shape.after
        else:
            text = placeholder(getattr(shape, "hint", "")) + " "
        out.stand_in(token, text)
        return after
