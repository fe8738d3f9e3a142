"""Zola's shortcodes: `{{ name(key="value") }}`, `{% name(key="value") %}body{% end %}`, `{{/* literal() */}}`.

The grammar is Zola's components/content/src/content.pest; everything else is text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.liquid.scan import liquid_tokens
from tuireader.rendering.templates.shortcodes import NEED_TEXT, Given, ShapeWriter, shape, unknown
from tuireader.rendering.templates.tree import Token, tree
from tuireader.rendering.templates.writer import TranslationWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.shortcodes import Shape

_CALL: Final = expression(r"([A-Za-z_][\w:]{0,80})\s{0,9}\((.*)\)\Z", re.DOTALL)
_LITERAL: Final = expression(r"\{([{%])/\*(.{0,300}?)\*/([}%])\}", re.DOTALL)
_ARGUMENT: Final = expression(
    r"""(?<!\w)(\w{1,60})\s{0,9}=\s{0,9}("[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|`[^`]*(?:`|\Z)|\[[^\]]*(?:\]|\Z)|[^\s,]+)"""
)


def translate_zola(body: str, context: Context, *, strict: bool) -> str:
    """Return a body's text with its shortcodes in their places, on the same lines.

    `strict` says that the engine is Zola: every call is a shortcode then, and literal ones lose their marks.
    """
    del context
    scanned = liquid_tokens(body, code_regions(body, indented=not strict), in_code=strict)
    nodes = tree(_calls(scanned, body, strict=strict), "end ")

    def shape_of(token: Token, paired: bool) -> Shape | None:
        if not paired and token.name in NEED_TEXT:
            return None
        named = {key: value.strip("\"'`") for key, value in _ARGUMENT.findall(token.body)}
        given = Given(token.name, (), named, paired)
        return shape(given) or (unknown(given, token.body) if strict else None)

    out = TranslationWriter(body)
    ShapeWriter(body, shape_of).render(nodes, out)
    return out.text()


def _calls(tokens: Iterator[Token], source: str, *, strict: bool) -> Iterator[Token]:
    """Yield calls as tags, and each end with the name of the tag that it closes."""
    opened: list[str] = []
    for token in tokens:
        written = source[token.start : token.end]
        if token.kind == "output" and (call := _CALL.match(token.body)):
            yield replace(token, kind="tag", name=call[1], body=call[2])
        elif token.kind == "tag" and not token.code and (call := _CALL.match(token.name + token.body)):
            opened.append(call[1])
            yield replace(token, name=call[1], body=call[2])
        elif token.kind == "tag" and token.name == "end" and opened and not token.code:
            yield replace(token, name=f"end {opened.pop()}")
        elif strict and "/*" in written:
            yield Token("text", token.start, token.end, body=_LITERAL.sub(r"{\1\2\3}", written))
        else:
            yield Token("text", token.start, token.end, body=written)
