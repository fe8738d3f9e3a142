"""VitePress' templates: values between braces, and the files that a page takes in.

Of values, those of the front matter and what is written out are known; others and files are named. On the site braces
in code spans are run too (1.6.4); here they stay as they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar, as_text
from tuireader.late import expression
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.writer import placeholder

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
    code = code_regions(body, indented=False)
    parts: list[str] = []
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
        parts += body[at:start], _said(match, context)
        at = match.end()
    return "".join((*parts, body[at:])) if parts else body


def _said(match: re.Match[str], context: Context) -> str:
    if match["value"] is None:
        return placeholder(f"include {match['part']}" if match["part"] else f"<<< {match['code'].strip()}")
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
