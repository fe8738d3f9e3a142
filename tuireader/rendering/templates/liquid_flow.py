"""Liquid's blocks: conditions, loops, captured text, comments and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates.fences import code_block
from tuireader.rendering.templates.liquid_conditions import equal, holds
from tuireader.rendering.templates.liquid_expressions import SyntaxFault
from tuireader.rendering.templates.liquid_loops import loop
from tuireader.rendering.templates.liquid_sections import sections, skip, write_doubtful, write_end
from tuireader.rendering.templates.liquid_values import LONGEST, Unknown
from tuireader.rendering.templates.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuireader.rendering.templates.liquid import Renderer
    from tuireader.rendering.templates.tree import Block, Token


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
