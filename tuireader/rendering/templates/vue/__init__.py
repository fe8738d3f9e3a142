"""VitePress' templates: values between braces, and the files that a page takes in.

Of values, those of the front matter and what is written out are known; others are named, and so are files that are not
in the archive. On the site braces in code spans are run too, and files are taken into code (1.6.4); here both stay as
they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar, as_text
from tuireader.late import expression
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.liquid.room import put_lines
from tuireader.rendering.templates.tree import Token
from tuireader.rendering.templates.vue.taken_in import TakenIn
from tuireader.rendering.templates.writer import TranslationWriter, placeholder

if TYPE_CHECKING:
    from tuireader.archive.metadata.values import Value
    from tuireader.rendering.templates.context import Context

MARKS: Final = ("{{", "<<<", "@include")
_PART: Final = expression(
    r"\{\{(?P<value>[^{}\n]{1,500})\}\}|^ {0,3}<<<(?P<code>[^\n]{1,500})$"
    r"|<!--\s{0,9}@include:(?P<part>[^\n>]{1,500}?)-->"
    r"|(?P<kept><(?P<tag>\w{1,20})[^<>\n]{0,500}\sv-pre\b[^<>\n]{0,500}>)|^(?P<fence>:{3,})\s{0,9}v-pre\b",
    re.MULTILINE,
)
_MAX_UNCLOSED: Final = 100
"""Most different ends that are looked for in vain."""
_FRONT_MATTER: Final = expression(r"\$?frontmatter((?:\.\w{1,60}){1,5})", re.ASCII)
_LITERAL: Final = expression(r"'([^'\\]*)'|\"([^\"\\]*)\"|(\d{1,15}(?:\.\d{1,15})?)")
_SIGNS: Final = expression(r"([\\`*_{}\[\]<>#|~&])")


def translate_vue(body: str, context: Context) -> str:
    """Return a body's text with its values and files in their places, on the same lines."""
    return _translated(body, context, TakenIn(context))


def _translated(body: str, context: Context, files: TakenIn) -> str:
    code = code_regions(body, indented=False)
    out = TranslationWriter(body)
    at = until = 0
    unclosed: set[str] = set()
    for match in _PART.finditer(body):
        start = match.start()
        if start < until or start in code:
            continue
        if match["kept"] or match["fence"]:
            end = f"</{match['tag']}>" if match["kept"] else f"\n{match['fence']}"
            sought = end not in unclosed and len(unclosed) < _MAX_UNCLOSED
            until = max(until, body.find(end, match.end()) if sought else 0)
            unclosed.update({end} if until <= start else ())
            continue
        out.put(body[at:start])
        at = match.end()
        if match["value"]:
            out.put(_said(match, context))
            continue
        put_lines(body, Token("output", start, at), _taken_in(match, context, files), out)
    out.put(body[at:])
    return out.text()


def _taken_in(match: re.Match[str], context: Context, files: TakenIn) -> str:
    """Return the text of the file that a page takes in, with the values of that page, or what names it."""
    if part := match["part"]:
        text = files.page(part.strip())
        return placeholder(f"include {part}") if text is None else _translated(text, context, files)
    code = match["code"].strip()
    return files.code(code) or placeholder(f"<<< {code}")


def _said(match: re.Match[str], context: Context) -> str:
    said = match["value"].strip()
    known = _LITERAL.fullmatch(said)
    if known:
        return _SIGNS.sub(r"\\\1", known[known.lastindex or 0])
    found = _FRONT_MATTER.fullmatch(said)
    value = _value(context.page, found[1][1:].split(".")) if found else None
    return placeholder(said) if value is None else _SIGNS.sub(r"\\\1", " ".join(value.split()))


def _value(page: Mapping[str, Value], keys: list[str]) -> str | None:
    value: Value | None = page
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return as_text(value) if isinstance(value, Scalar) else None
