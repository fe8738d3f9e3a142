"""The renderer of Liquid, and of Nunjucks: writes the nodes of a text one after the other, by tables of tags."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.liquid.evaluate import LITERALS, Expression, SyntaxFault, lexemes
from tuireader.rendering.templates.liquid.expression_filters import ExpressionFilters
from tuireader.rendering.templates.liquid.filters import filters_of
from tuireader.rendering.templates.liquid.room import put_lines
from tuireader.rendering.templates.liquid.site_values import scope_of
from tuireader.rendering.templates.liquid.values import Drop, UnknownValue
from tuireader.rendering.templates.nunjucks import NAMES, TOKEN, NunjucksReader
from tuireader.rendering.templates.tree import TemplateBlock, Token
from tuireader.rendering.templates.writer import TranslationWriter, as_destination, placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.tree import Node

Tag = Callable[["Renderer", Token, TranslationWriter], bool]
"""Writes a tag without an end; tells whether it could. Raises SyntaxFault."""
BlockTag = Callable[["Renderer", TemplateBlock, TranslationWriter], None]
"""Writes a tag with an end, and what it holds. Raises SyntaxFault."""

_ADDRESS: Final = expression(r"""["'](https?://[^"'\s]+)["']""")
_ROOT: Final = expression(r"""(?:site|page|post)\.|["']""")
_NAME: Final = expression(r"[A-Za-z_][\w-]*")
_WORDS: Final = expression(r"""(["'])([^"']*)\1""")


class Renderer:
    """A renderer of the nodes of one text, in order; the values that tags assign are kept from one to the next.

    `tags` write tags without an end, `blocks` those with one, by name.
    """

    def __init__(
        self,
        source: str,
        context: Context,
        tags: Mapping[str, Tag],
        blocks: Mapping[str, BlockTag],
        *,
        strict: bool,
    ) -> None:
        self.source = source
        self.context = context
        self.depth = 0
        self._tags = tags
        self._blocks = blocks
        self.strict = strict
        self.nunjucks = context.nunjucks
        self.scope = scope_of(context, strict=strict)
        filters = filters_of(context)
        self.filters = {**filters, **ExpressionFilters(self.scope, filters).all()}
        self.turns: dict[str, int | str] = {}
        self.partials: dict[str, str | None] = {}
        self.code = False
        self.interrupt = ""
        self.definitions: list[tuple[str, str]] = []

    def part(self, source: str) -> Renderer:
        """Return a renderer of a text that is put into this one, which has the same names."""
        other = copy(self)
        other.source = source
        other.depth += 1
        other.definitions = []
        other.code, other.interrupt = False, ""
        return other

    def render(self, nodes: Iterable[Node], out: TranslationWriter) -> None:
        for node in nodes:
            if self.interrupt:
                out.drop(node.start, node.end)
            elif isinstance(node, TemplateBlock):
                self._block(node, out)
            elif node.kind == "tag":
                self._tag(node, out)
            elif node.kind == "output":
                self._output(node, out)
            else:
                self._text(node, out)

    def reader(self, text: str) -> Expression:
        """Return a reader of an expression. Raises SyntaxFault."""
        if self.nunjucks:
            return NunjucksReader(lexemes(text, TOKEN), self.scope, self.filters)
        return Expression(lexemes(text), self.scope, self.filters)

    def evaluated(self, text: str) -> object:
        """Return the value of a whole expression with its filters. Raises SyntaxFault."""
        reader = self.reader(text)
        value = reader.filtered()
        reader.finish()
        return value

    def as_written(self, block: TemplateBlock, out: TranslationWriter) -> None:
        """Write a block's tags as they are, and its content rendered."""
        out.leave(block.opener)
        self.render(block.children, out)
        out.leave(block.closer)

    def write_doubtful(self, tag: Token, out: TranslationWriter) -> None:
        """Write a tag with an unknown condition: its hint, and in code the tag itself."""
        if self.code or tag.code:
            out.leave(tag)
        else:
            out.stand_in(tag, placeholder(f"{tag.name} {tag.body}") + " ")

    def write_end(self, block: TemplateBlock, out: TranslationWriter, *, doubtful: bool) -> None:
        """Write the end of a block; one in code whose tags were left has its last one left too."""
        if doubtful and (self.code or block.opener.code):
            out.leave(block.closer)
        else:
            out.drop(block.closer.start, block.closer.end)

    def write_unknown(self, token: Token, out: TranslationWriter) -> None:
        """Write a placeholder for an unknown tag, and the words in it."""
        words = [match[2] for match in _WORDS.finditer(token.body) if len(match[2].split()) > 1]
        hint = token.name if words else f"{token.name} {token.body}"
        if out.in_destination():
            out.stand_in(token, as_destination(self.source[token.start : token.end]))
        else:
            out.stand_in(token, " ".join((placeholder(hint), *(" ".join(text.split()) for text in words))))

    def _block(self, block: TemplateBlock, out: TranslationWriter) -> None:
        function = self._blocks.get(block.opener.name)
        try:
            if function:
                function(self, block, out)
                return
        except SyntaxFault:
            pass
        if (function and not self.nunjucks) or self.code or block.opener.code or not self.strict:
            self.as_written(block, out)
        else:
            self.write_unknown(block.opener, out)
            self.render(block.children, out)
            out.drop(block.closer.start, block.closer.end)

    def _tag(self, token: Token, out: TranslationWriter) -> None:
        function = self._tags.get(token.name)
        hidden = self.code or token.code
        if hidden and token.name not in {"assign", "echo", "break", "continue", "#"}:
            out.leave(token)
            return
        try:
            if function and function(self, token, out):
                return
        except SyntaxFault:
            pass
        part = token.name.startswith("end") or token.name in {"else", "elsif", "when", *self._blocks}
        if (part or function or not self.strict) and not (function and self.nunjucks):
            out.leave(token)
        else:
            self.write_unknown(token, out)

    def _text(self, token: Token, out: TranslationWriter) -> None:
        if token.kind == "raw":
            closing = self.source.rfind("{%", token.start, token.end)
            opening = token.end - len(token.body) - (token.end - closing)
            out.drop(token.start, opening)
            out.put(token.body)
            out.drop(closing, token.end)
        else:
            out.put(token.body)

    def _output(self, token: Token, out: TranslationWriter) -> None:
        try:
            self.print(token, token.body, out)
        except SyntaxFault:
            if self.nunjucks and not (self.code or token.code):
                self._print_unknown(token, token.body, out)
            else:
                out.leave(token)

    def print(self, token: Token, text: str, out: TranslationWriter) -> None:
        """Write the value of an expression in the place of a token. Raises SyntaxFault."""
        name = _NAME.match(text)
        literals = {**LITERALS, **NAMES} if self.nunjucks else LITERALS
        defined = name is None or name[0] in literals or self.scope.knows(name[0])
        lenient = not self.strict and not self.nunjucks
        if lenient and not (_ROOT.match(text) or (name and self._is_meant(name[0], text, out))):
            raise SyntaxFault(text)
        value = self.evaluated(text)
        if value is None and not defined:
            value = UnknownValue(text)
        if (self.code or token.code) and (value is None or isinstance(value, (UnknownValue, Drop))):
            out.leave(token)
        elif isinstance(value, (UnknownValue, Drop)):
            self._print_unknown(token, text, out)
        else:
            printed = self.scope.text_of(value, text)
            if not self.scope.may_spend(len(printed)):
                printed = placeholder(text)
            elif out.in_destination():
                printed = printed.strip().replace(" ", "%20")
            elif "\n" in printed.strip() and not (self.code or token.code):
                put_lines(self.source, token, printed, out)
                return
            out.stand_in(token, printed)

    def _is_meant(self, name: str, text: str, out: TranslationWriter) -> bool:
        """Tell whether a name is the post's own, in an archive that may have no templates at all."""
        own = self.scope.knows(name) and name not in {"site", "page"}
        return name in self.scope.assigned or (own and ("|" in text or out.in_destination()))

    def _print_unknown(self, token: Token, text: str, out: TranslationWriter) -> None:
        if out.in_destination():
            out.stand_in(token, as_destination(f"{{{{ {text} }}}}"))
        elif address := _ADDRESS.match(text):
            words = re.findall(r"""["']([^"']+)["']""", text[address.end() :])
            card = cards.embedded(address[1], " ".join(words))
            out.stand_in(token, out.card(token, cards.as_html(card) if out.in_html(token) else card))
        else:
            out.stand_in(token, placeholder(text))
