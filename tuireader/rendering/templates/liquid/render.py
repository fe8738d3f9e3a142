"""Liquid in a post, rendered: what can be told without building the site is put in place.

What cannot be told is named by a placeholder, and all text that depends on it is shown. In code, where sites
run Liquid as well, what cannot be told stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_block, code_regions
from tuireader.rendering.templates.liquid.evaluate import LITERALS, Reader, SyntaxFault, equal, holds, lexemes
from tuireader.rendering.templates.liquid.filters import filters_of
from tuireader.rendering.templates.liquid.loops import loop
from tuireader.rendering.templates.liquid.scan import liquid_tokens, sections, skip, write_doubtful, write_end
from tuireader.rendering.templates.liquid.tags import TAGS, unknown
from tuireader.rendering.templates.liquid.values import LONGEST, Drop, Unknown, scope_of, text_of
from tuireader.rendering.templates.nunjucks import (
    NAMES,
    NunjucksReader,
    as_liquid,
    only_flow,
    without_comments,
)
from tuireader.rendering.templates.nunjucks import lexemes as nunjucks_lexemes
from tuireader.rendering.templates.tree import Block, Token, tree
from tuireader.rendering.templates.writer import Writer, as_destination, placeholder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.tree import Node


def _if(renderer: Renderer, block: Block, out: Writer) -> None:
    def decide(tag: Token) -> bool | None:
        if tag.name == "else":
            return True
        turned = renderer.nunjucks and tag.body.startswith("not ")
        try:
            outcome = holds(tag.body[4 * turned :], renderer.scope, renderer.filters)
        except SyntaxFault:
            return None
        return outcome if outcome is None or (tag.name != "unless" and not turned) else not outcome

    _decided(renderer, block, out, decide, frozenset({"elsif", "elseif", "elif", "else"}))


def _case(renderer: Renderer, block: Block, out: Writer) -> None:
    subject = renderer.evaluated(block.opener.body)

    def decide(tag: Token) -> bool | None:
        if tag.name != "when":
            return tag.name == "else"
        reader = renderer.reader(tag.body)
        outcomes = [equal(subject, reader.value())]
        while reader.take(",", "or"):
            outcomes.append(equal(subject, reader.value()))
        return True if True in outcomes else None if None in outcomes else False

    _decided(renderer, block, out, decide, frozenset({"when", "else"}))


def _decided(
    renderer: Renderer,
    block: Block,
    out: Writer,
    decide: Callable[[Token], bool | None],
    names: frozenset[str],
) -> None:
    """Write the part of a block whose condition holds; if that cannot be told, all that may, each with its tag."""
    done = doubtful = False
    for tag, nodes in sections(block, names):
        outcome = False if done else decide(tag)
        if doubtful and outcome:
            outcome, done = None, True
        if outcome is None:
            doubtful = True
            write_doubtful(renderer, tag, out)
        else:
            out.stand_in(tag, "")
            done = done or outcome
        if outcome is False:
            skip(nodes, out)
        else:
            renderer.render(nodes, out)
    write_end(renderer, block, out, doubtful=doubtful)


def _capture(renderer: Renderer, block: Block, out: Writer) -> None:
    name = renderer.reader(block.opener.body).word() if block.opener.body[:1] not in "\"'" else ""
    inner = Writer(renderer.source)
    renderer.render(block.children, inner)
    text = inner.text()
    name = name or block.opener.body.strip("\"'")
    renderer.scope.assigned[name] = text if len(text) <= LONGEST else Unknown(name)
    out.drop(block.start, block.end)


def _comment(renderer: Renderer, block: Block, out: Writer) -> None:
    del renderer
    out.drop(block.start, block.end)


def _highlight(renderer: Renderer, block: Block, out: Writer) -> None:
    words = block.opener.body.split()
    if not words or renderer.code or block.opener.code:
        raise SyntaxFault(block.opener.body)
    inner = Writer(renderer.source)
    renderer.code = True
    renderer.render(block.children, inner)
    renderer.code = False
    options = block.opener.body[block.opener.body.find(words[0]) + len(words[0]) :]
    code_block(out, renderer.source, block, inner.text(), f"{words[0]}{_options(options)}")


def _options(text: str) -> str:
    """Return Jekyll's options of `highlight` as words without blanks: `mark_lines="1 3"` is `mark_lines=1,3`."""
    parts = text.replace("'", '"').split('"')
    quoted = [
        ",".join(part.split()) if index % 2 else " ".join(part.split()) for index, part in enumerate(parts)
    ]
    joined = "".join(part if index % 2 else f" {part}" for index, part in enumerate(quoted)).strip()
    return f" {joined.replace('= ', '=')}" if joined else ""


BLOCKS: Final[Mapping[str, Callable[[Renderer, Block, Writer], None]]] = {
    "if": _if,
    "unless": _if,
    "case": _case,
    "for": loop,
    "capture": _capture,
    "comment": _comment,
    "highlight": _highlight,
}


_REFERENCE: Final = re.compile(r"\[([^\[\]\n]{1,300})\](?:\[([^\[\]\n]{0,300})\])?(?![\[(:])")
_ADDRESS: Final = re.compile(r"""["'](https?://[^"'\s]+)["']""")
_ROOT: Final = re.compile(r"""(?:site|page|post)\.|["']""")
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*")


def translate_liquid(body: str, context: Context, *, strict: bool) -> str:
    """Return a body's text with its Liquid evaluated, on the same lines.

    `strict` tells that the engine runs Liquid: it does so in code too, and takes every tag for its own. Without,
    code is left alone, and so is what may be something else than Liquid.
    """
    if context.nunjucks:
        body = without_comments(body)
    tokens = liquid_tokens(body, code_regions(body, indented=not strict), in_code=strict)
    if context.nunjucks:
        tokens = as_liquid(tokens)
    renderer = Renderer(body, context, strict=strict)
    out = Writer(body)
    renderer.render(tree(tokens, _closed_by), out)
    return _with_definitions(out.text(), renderer.definitions)


def _closed_by(token: Token) -> str | None:
    return token.name[3:] if token.name.startswith("end") and len(token.name) > 3 else None


def translate_flow(body: str, context: Context) -> str:
    """Return a body of Hexo's with its Nunjucks evaluated but for tags, which are Hexo's; code is left alone."""
    body = without_comments(body, code_regions(body, indented=False))
    tokens = liquid_tokens(body, code_regions(body, indented=False), in_code=False)
    renderer = Renderer(body, replace(context, nunjucks=True), strict=False)
    out = Writer(body)
    renderer.render(tree(only_flow(as_liquid(tokens), body), _closed_by), out)
    return out.text()


class Renderer:
    """Renders the nodes of one text, in their order; what tags assign is kept from one to the next."""

    def __init__(self, source: str, context: Context, *, strict: bool) -> None:
        self.source = source
        self.strict = strict
        self.nunjucks = context.nunjucks
        self.scope = scope_of(context, strict=strict)
        self.filters = filters_of(context)
        self.code = False
        self.interrupt = ""
        self.definitions: list[tuple[str, str]] = []

    def render(self, nodes: Iterable[Node], out: Writer) -> None:
        """Write what the nodes come to."""
        for node in nodes:
            if self.interrupt:
                out.drop(node.start, node.end)
            elif isinstance(node, Block):
                self._block(node, out)
            elif node.kind == "tag":
                self._tag(node, out)
            elif node.kind == "output":
                self._output(node, out)
            else:
                self._text(node, out)

    def reader(self, text: str) -> Reader:
        """Return a reader of an expression. Raises SyntaxFault."""
        if self.nunjucks:
            return NunjucksReader(nunjucks_lexemes(text), self.scope, self.filters)
        return Reader(lexemes(text), self.scope, self.filters)

    def evaluated(self, text: str) -> object:
        """Return the value of a whole expression with its filters. Raises SyntaxFault."""
        reader = self.reader(text)
        value = reader.filtered()
        reader.finish()
        return value

    def as_written(self, block: Block, out: Writer) -> None:
        """Write a block's tags as they stand, and what its text comes to."""
        out.leave(block.opener)
        self.render(block.children, out)
        out.leave(block.closer)

    def _block(self, block: Block, out: Writer) -> None:
        function = BLOCKS.get(block.opener.name)
        try:
            if function:
                function(self, block, out)
                return
        except SyntaxFault:
            pass
        if (function and not self.nunjucks) or self.code or block.opener.code or not self.strict:
            self.as_written(block, out)
        else:
            unknown(self, block.opener, out)
            self.render(block.children, out)
            out.drop(block.closer.start, block.closer.end)

    def _tag(self, token: Token, out: Writer) -> None:
        function = TAGS.get(token.name)
        hidden = self.code or token.code
        if hidden and token.name not in {"assign", "echo", "break", "continue", "#"}:
            out.leave(token)
            return
        try:
            if function and function(self, token, out):
                return
        except SyntaxFault:
            pass
        part = token.name.startswith("end") or token.name in {"else", "elsif", "when", *BLOCKS}
        if (part or function or not self.strict) and not (function and self.nunjucks):
            out.leave(token)
        else:
            unknown(self, token, out)

    def _text(self, token: Token, out: Writer) -> None:
        if token.kind == "raw":
            closing = self.source.rfind("{%", token.start, token.end)
            opening = token.end - len(token.body) - (token.end - closing)
            out.drop(token.start, opening)
            out.put(token.body)
            out.drop(closing, token.end)
        else:
            out.put(token.body)

    def _output(self, token: Token, out: Writer) -> None:
        try:
            self.print(token, token.body, out)
        except SyntaxFault:
            if self.nunjucks and not (self.code or token.code):
                self._print_unknown(token, token.body, out)
            else:
                out.leave(token)

    def print(self, token: Token, text: str, out: Writer) -> None:
        """Write the value of an expression in the place of a token. Raises SyntaxFault."""
        name = _NAME.match(text)
        literals = {**LITERALS, **NAMES} if self.nunjucks else LITERALS
        defined = name is None or name[0] in literals or self.scope.knows(name[0])
        lenient = not self.strict and not self.nunjucks
        if lenient and not (_ROOT.match(text) or (name and self._is_meant(name[0], text, out))):
            raise SyntaxFault(text)
        value = self.evaluated(text)
        if value is None and not defined:
            value = Unknown(text)
        if (self.code or token.code) and (value is None or isinstance(value, (Unknown, Drop))):
            out.leave(token)
        elif isinstance(value, (Unknown, Drop)):
            self._print_unknown(token, text, out)
        else:
            printed = text_of(value)
            if not self.scope.may_spend(len(printed)):
                printed = placeholder(text)
            elif out.in_destination():
                printed = printed.strip().replace(" ", "%20")
            out.stand_in(token, printed)

    def _is_meant(self, name: str, text: str, out: Writer) -> bool:
        """Tell whether a name is the post's own where nobody knows that there are templates at all."""
        own = self.scope.knows(name) and name not in {"site", "page"}
        return name in self.scope.assigned or (own and ("|" in text or out.in_destination()))

    def _print_unknown(self, token: Token, text: str, out: Writer) -> None:
        if out.in_destination():
            out.stand_in(token, as_destination(f"{{{{ {text} }}}}"))
        elif address := _ADDRESS.match(text):
            words = re.findall(r"""["']([^"']+)["']""", text[address.end() :])
            card = cards.embedded(address[1], " ".join(words))
            out.stand_in(token, out.card(token, cards.as_html(card) if out.in_html(token) else card))
        else:
            out.stand_in(token, placeholder(text))


def _with_definitions(text: str, definitions: list[tuple[str, str]]) -> str:
    """Return the text with links written out whose definitions found no line of their own."""
    if not definitions:
        return text
    known = {" ".join(label.split()).casefold(): url for label, url in definitions}
    code = code_regions(text, indented=False)

    def written_out(match: re.Match[str]) -> str:
        label = match[2] or match[1]
        url = known.get(" ".join(label.split()).casefold())
        return f"[{match[1]}]({url})" if url and match.start() not in code else match[0]

    return _REFERENCE.sub(written_out, text)
