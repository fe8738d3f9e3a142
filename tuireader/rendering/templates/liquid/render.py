"""Liquid in a post, rendered: values that are known without building the site are put in place.

An unknown value is named by a placeholder, and all text that depends on it is shown. In code, where sites run
Liquid as well, an unknown value stays as it is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates.code import code_block, code_regions
from tuireader.rendering.templates.liquid.evaluate import SyntaxFault, equal, holds
from tuireader.rendering.templates.liquid.loops import loop, table_rows
from tuireader.rendering.templates.liquid.renderer import Renderer
from tuireader.rendering.templates.liquid.scan import liquid_tokens, sections, skip
from tuireader.rendering.templates.liquid.tags import TAGS
from tuireader.rendering.templates.liquid.values import LONGEST, UnknownValue
from tuireader.rendering.templates.nunjucks import as_liquid, only_flow, without_comments
from tuireader.rendering.templates.tree import tree
from tuireader.rendering.templates.writer import TranslationWriter

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.liquid.renderer import BlockTag
    from tuireader.rendering.templates.tree import TemplateBlock, Token


def _if(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
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


def _case(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
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
    block: TemplateBlock,
    out: TranslationWriter,
    decide: Callable[[Token], bool | None],
    names: frozenset[str],
) -> None:
    """Write the part of a block whose condition holds; if that is unknown, all parts that may, each with its tag."""
    done = doubtful = False
    for tag, nodes in sections(block, names):
        outcome = False if done else decide(tag)
        if doubtful and outcome:
            outcome, done = None, True
        if outcome is None:
            doubtful = True
            renderer.write_doubtful(tag, out)
        else:
            out.stand_in(tag, "")
            done = done or outcome
        if outcome is False:
            skip(nodes, out)
        else:
            renderer.render(nodes, out)
    renderer.write_end(block, out, doubtful=doubtful)


def _capture(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
    name = renderer.reader(block.opener.body).word() if block.opener.body[:1] not in "\"'" else ""
    inner = TranslationWriter(renderer.source, free=True)
    renderer.render(block.children, inner)
    text = inner.text()
    name = name or block.opener.body.strip("\"'")
    renderer.scope.assigned[name] = text if len(text) <= LONGEST else UnknownValue(name)
    out.drop(block.start, block.end)


def _if_changed(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
    inner = TranslationWriter(renderer.source, out.line(), free=out.free)
    renderer.render(block.children, inner)
    text = inner.text()
    if renderer.turns.get("ifchanged") == text:
        out.drop(block.start, block.end)
        return
    renderer.turns["ifchanged"] = text
    out.drop(block.opener.start, block.opener.end)
    out.put(text)
    out.drop(block.closer.start, block.closer.end)


def _comment(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
    del renderer
    out.drop(block.start, block.end)


def _highlight(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
    words = block.opener.body.split()
    if not words or renderer.code or block.opener.code:
        raise SyntaxFault(block.opener.body)
    inner = TranslationWriter(renderer.source)
    renderer.code = True
    renderer.render(block.children, inner)
    renderer.code = False
    options = block.opener.body[block.opener.body.find(words[0]) + len(words[0]) :]
    code_block(out, renderer.source, block, inner.text(), f"{words[0]}{_options(options)}")


def _options(text: str) -> str:
    """Return Jekyll's options of `highlight` without blanks, which no fence of kramdown has: `,mark_lines=1,3`."""
    parts = text.replace("'", '"').split('"')
    quoted = [
        ",".join(part.split()) if index % 2 else " ".join(part.split()) for index, part in enumerate(parts)
    ]
    joined = "".join(part if index % 2 else f" {part}" for index, part in enumerate(quoted)).strip()
    return f",{','.join(joined.replace('= ', '=').split())}" if joined else ""


BLOCKS: Final[Mapping[str, BlockTag]] = {
    "if": _if,
    "unless": _if,
    "case": _case,
    "for": loop,
    "tablerow": table_rows,
    "ifchanged": _if_changed,
    "capture": _capture,
    "comment": _comment,
    "highlight": _highlight,
}


_LABEL: Final = r"(?:[^\[\]\n]|\n(?![ \t]*\n)){{{},300}}+"
_REFERENCE: Final = expression(rf"\[({_LABEL.format(1)})\](?:\[({_LABEL.format(0)})\])?(?![\[(:])")


def translate_liquid(body: str, context: Context, *, strict: bool) -> str:
    """Return a body's text with its Liquid evaluated, on the same lines.

    `strict` says that the engine runs Liquid: it does so in code too, and takes every tag for its own. Without,
    code is left alone, and so are tags that may be something else than Liquid.
    """
    if context.nunjucks:
        body = without_comments(body)
    tokens = liquid_tokens(body, code_regions(body, indented=not strict), in_code=strict)
    if context.nunjucks:
        tokens = as_liquid(tokens)
    renderer = Renderer(body, context, TAGS, BLOCKS, strict=strict)
    out = TranslationWriter(body)
    renderer.render(tree(tokens, "end"), out)
    return _with_definitions(out.text(), renderer.definitions)


def translate_flow(body: str, context: Context) -> str:
    """Return a body of Hexo's with its Nunjucks evaluated but for tags, which are Hexo's; code is left alone."""
    body = without_comments(body, code_regions(body, indented=False))
    tokens = liquid_tokens(body, code_regions(body, indented=False), in_code=False)
    renderer = Renderer(body, replace(context, nunjucks=True), TAGS, BLOCKS, strict=False)
    out = TranslationWriter(body)
    renderer.render(tree(only_flow(as_liquid(tokens), body), "end"), out)
    return out.text()


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
