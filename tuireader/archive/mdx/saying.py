"""The text of a body of MDX: its statements and comments are taken out, its literal values are put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Final

from tuireader.archive.javascript import NAME, NotLiteralError, literal, skip_blanks, whole
from tuireader.archive.mdx.scanning import pieces
from tuireader.archive.metadata.values import Scalar
from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.archive.mdx.scanning import Piece
    from tuireader.archive.metadata.values import Value

_ASSIGNED: Final = expression(
    rf"^export\s+(?:const|let|var)\s+({NAME})(?:\s*:[^=\n]{{1,200}})?\s*=(?!=)", re.MULTILINE
)
_IMPORTED: Final = expression(rf"^import\s+({NAME})\s+from\s+(?:'([^'\n]+)'|\"([^\"\n]+)\")", re.MULTILINE)
_FILE: Final = expression(
    r"[^\n?#]*\.(?:png|jpe?g|gif|svg|webp|avif|mp4|webm|mp3|pdf)(?:\?[^\s]*)?", re.IGNORECASE
)
_PATH: Final = expression(rf"{NAME}(?:\??\.{NAME})*")
_SIGNS: Final = expression(r"([\\`*_\[\]<>{}#|~$&!])")
_AS_WRITTEN: Final = frozenset({"pre", "code", "kbd", "samp", "script", "style"})
"""Elements in which signs are no Markdown."""
_TRUNCATE: Final = expression(r"/\*\s*truncate\s*\*/")
_END_OF_EXCERPT: Final = "<!-- truncate -->"
"""What Docusaurus takes for the end of the excerpt as well as the same comment in braces."""
_UNSHOWN: Final = frozenset({"true", "false", "null"})


def without_program(body: str) -> str:
    """Return the body without import and export statements and comments; values stand for the names of exported ones.

    It has as many lines, each from the line of the same number.
    """
    known: dict[str, Value] = {}
    out: list[str] = []
    done = 0
    within = ""
    for piece in pieces(body):
        if piece.kind in {"opening", "closing"}:
            within = piece.name if piece.kind == "opening" else ""
        text = body[piece.start : piece.end]
        if piece.kind == "esm":
            known.update(_named(text))
            said: str | None = ""
        elif piece.kind == "expression":
            said = _said(text, known, as_written=within in _AS_WRITTEN)
        else:
            said = _tag(body, piece, known)
        if said is not None:
            missing = "\n" * max(0, text.count("\n") - said.count("\n"))
            out += [body[done : piece.start], said, missing]
            done = piece.end
    out.append(body[done:])
    return "".join(out)


def value_of(expression: str, known: Mapping[str, Value]) -> Value | None:
    """Return the value of an expression that is written out or the name of something known, else None."""
    if (found := whole(expression)) is not None:
        return found
    expression = expression.strip()
    if not _PATH.fullmatch(expression):
        return None
    first, *rest = expression.replace("?.", ".").split(".")
    value = known.get(first)
    for name in rest:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def printed(value: Value, *, as_written: bool = False) -> str:
    """Return a value as a page shows it, its signs set so that none is taken for Markdown's.

    With `as_written` it is in an element of HTML that holds no Markdown.
    """
    if isinstance(value, Scalar):
        text = "" if value.plain and value.text in _UNSHOWN else value.text
        if as_written:
            return escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;")
        return _SIGNS.sub(r"\\\1", text)
    return "".join(printed(one, as_written=as_written) for one in value) if isinstance(value, tuple) else ""


def _said(text: str, known: Mapping[str, Value], *, as_written: bool) -> str | None:
    """Return the text of an expression in braces, None where only a run could tell."""
    inner = text[1:-1]
    if skip_blanks(inner, 0) == len(inner):
        return _END_OF_EXCERPT if _TRUNCATE.fullmatch(inner.strip()) else ""
    value = value_of(inner, known)
    if value is None or isinstance(value, Mapping):
        return None
    said = printed(value, as_written=as_written)
    return said if said.count("\n") <= text.count("\n") else said.replace("\n", " ")


def _named(text: str) -> dict[str, Value]:
    """Return the values that statements give names to: those of literals, and the paths of pictures and films."""
    found: dict[str, Value] = {}
    for match in _IMPORTED.finditer(text):
        path = match[2] or match[3]
        if _FILE.fullmatch(path):
            found[match[1]] = Scalar(path)
    for match in _ASSIGNED.finditer(text):
        try:
            one = literal(text, match.end())
        except NotLiteralError:
            continue
        after = text[one.end :].lstrip(" \t")
        if not after or after.startswith((";", "\n")):
            found[match[1]] = one.value
    return found


def _tag(body: str, piece: Piece, known: Mapping[str, Value]) -> str | None:
    """Return a tag with values for the names in its attributes, None where there is nothing to put in."""
    changed = False
    out: list[str] = []
    done = piece.start
    for one in piece.attributes:
        if not one.braces or not one.name or one.value is None:
            continue
        value = value_of(one.value, known)
        if isinstance(value, Mapping):
            value = value.get("src")
        if isinstance(value, Scalar) and not (value.plain and value.text in _UNSHOWN):
            quote = "'" if '"' in value.text else '"'
            if quote not in value.text:
                lines = "\n" * body.count("\n", one.start, one.end)
                text = value.text.replace("\n", " ")
                out += [body[done : one.start], f"{one.name}={quote}{text}{quote}{lines}"]
                done, changed = one.end, True
    out.append(body[done : piece.end])
    return "".join(out) if changed else None
