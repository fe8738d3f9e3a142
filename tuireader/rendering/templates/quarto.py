"""Quarto's shortcodes: the files that a document takes in, and others, which have the form of Hugo's.

What a file takes in is part of the document, so that its paths are those of the document (quarto.org, "Includes"). Code
stays as it is typed, and files that are not in the archive are named.
"""

from __future__ import annotations

import re
from posixpath import dirname
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.heading_ids import heading_id
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.files import text_of_file
from tuireader.rendering.templates.hugo import translate_hugo
from tuireader.rendering.templates.liquid.room import put_lines
from tuireader.rendering.templates.tree import Token
from tuireader.rendering.templates.writer import TranslationWriter, placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.rendering.templates.context import Context

_INCLUDE: Final = expression(
    r"^[ \t]*\{\{<[ \t]{1,9}include[ \t]{1,9}(?P<quote>[\"']?)(?P<path>[^\s\"'<>{}][^\n\"'<>{}]{0,300}?)(?P=quote)"
    r"[ \t]{0,9}>\}\}[ \t]*$",
    re.MULTILINE,
)
_LITERAL: Final = expression(r"\{\{\{<([^\n<>]{1,300})>\}\}\}")
_MATTER: Final = expression(r"\A---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING: Final = expression(r"^(#{1,6})[ \t]+([^\n]*?)[ \t#]*(?:\{([^{}\n]{0,300})\})?[ \t]*$", re.MULTILINE)
_FRAME: Final = expression(r"^[ \t]*:{3,}[^\n]*$", re.MULTILINE)
_ATTRIBUTES: Final = expression(r"[ \t]?\{(?:#([\w:.-]{1,200}))?[^{}\n<`]{0,300}\}")
_ID: Final = expression(r"#([\w:.-]{1,200})")
_MAX_DEPTH: Final = 8
_MOST: Final = 400_000
"""Characters that a document may take in, each file with some for the work."""
_EACH: Final = 4_000


def translate_quarto(body: str, context: Context) -> str:
    """Return a body's text with its shortcodes and the files that it takes in in their places, on the same lines."""
    if "{{<" not in body:
        return body
    return _with_values(_Includes(context).placed(body), context)


def _with_values(text: str, context: Context) -> str:
    return translate_hugo(_LITERAL.sub(r"{{</*\1*/>}}", text), context, strict=True)


class _Includes:
    """The files that one document takes in, as long as they are not too much."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._left = _MOST

    def placed(self, body: str) -> str:
        """Return the body with what it takes in, on the same lines."""
        out = TranslationWriter(body)
        code = code_regions(body, indented=False)
        at = 0
        for match in _INCLUDE.finditer(body):
            if match.start() in code:
                continue
            out.put(body[at : match.start()])
            at = match.end()
            text = self._text(match["path"].strip(), _MAX_DEPTH)
            shown = (
                placeholder(f"include {match['path']}") if text is None else _as_markdown(text, self._context)
            )
            put_lines(body, Token("output", match.start(), at), shown, out)
        out.put(body[at:])
        return out.text()

    def _text(self, path: str, depth: int) -> str | None:
        """Return the text of a file with what that takes in; None if it cannot be had, or would be too much."""
        if self._left <= 0 or not depth:
            return None
        whole = path if path.startswith("/") else f"{dirname(self._context.path)}/{path}"
        text = text_of_file(self._context.home, whole.lstrip("/"))
        self._left -= len(text or "") + _EACH
        if text is None:
            return None
        text = _MATTER.sub("", text)
        return _outside_code(_INCLUDE, text, lambda match: self._within(match["path"].strip(), depth - 1))

    def _within(self, path: str, depth: int) -> str:
        text = self._text(path, depth)
        return placeholder(f"include {path}") if text is None else text


def _as_markdown(text: str, context: Context) -> str:
    """Return the text of a file without what Quarto's Markdown has beyond CommonMark, its ids kept as HTML."""
    text = _with_values(text, context)
    text = _outside_code(_HEADING, text, lambda match: _heading(match, context))
    text = _outside_code(_FRAME, text, lambda match: _anchor(match[0]))
    return _outside_code(_ATTRIBUTES, text, lambda match: _anchor(match[0]))


def _heading(match: re.Match[str], context: Context) -> str:
    marks, title, attributes = match.groups()
    given = _ID.search(attributes or "")
    name = given[1] if given else heading_id(title, context.engine.heading_ids)
    return f'{marks} <a id="{name}"></a>{title}'


def _anchor(attributes: str) -> str:
    named = _ID.search(attributes)
    return f'<a id="{named[1]}"></a>' if named else ""


def _outside_code(pattern: re.Pattern[str], text: str, made: Callable[[re.Match[str]], str]) -> str:
    code = code_regions(text, indented=False)
    return pattern.sub(lambda match: match[0] if match.start() in code else made(match), text)
