"""Reference links whose label nothing defines: what is written as a link and read as brackets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import normalizeReference

from tuireader.rendering.links.door import link_at
from tuireader.rendering.links.plain_text import plain_text
from tuireader.rendering.links.template_code import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from tuireader.archive.written_link import WrittenLink
    from tuireader.rendering.parsing.parsers import Parsers

_TWO: Final = re.compile(
    r"(?<![\w\[\])!\\])\[(?P<text>[^\[\]\\{}%$^<>]{1,300})\]\[(?P<label>[^\[\]\\{}%$^<>]{0,300})\](?![\[\](:\w])"
)
"""Brackets twice; behind a word they are an index, as in `a[i][j]`."""
_DEFINED: Final = re.compile(r"^[ \t>*+-]*+\[([^\[\]\n]{1,500})\]:", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"\{%-?\s*(?:include|render|import|macro|from)|--8<--")
"""Code that brings definitions from other files."""
_CODE: Final = re.compile(r"(?<!`)(`++)[^`]*+\1(?!`)")
_NO_TEXT: Final = re.compile(r"[\d\W_]*+|[xX]")
"""What stands in brackets for a number, a sign or a task that is done."""


def undefined_links(parsers: Parsers, body: str, first: int = 1) -> list[WrittenLink]:
    """The links `[text][label]` and `[text][]` of a body without a definition; their address is `[label]`.

    `first` is the number of the body's first line.
    """
    if "][" not in body or _ELSEWHERE.search(body) or not _candidates(body):
        return []
    lines = body.split("\n")
    found: list[WrittenLink] = []
    for token in parsers.full.parse(encoded(body), {}):
        if token.type == "inline" and token.map and "][" in token.content:
            found += _in_inline(token, lines, first)
    return [replace(link, text=plain_text(parsers.full, link.text)) for link in found]


def _candidates(body: str) -> bool:
    """Whether any label is without what looks like its definition; far faster to tell than what the parser says."""
    defined = {normalizeReference(label) for label in _DEFINED.findall(body)}
    return any(normalizeReference(_label(match)) not in defined for match in _matches(body))


def _matches(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _TWO.finditer(text) if not _NO_TEXT.fullmatch(match["text"]))


def _label(match: re.Match[str]) -> str:
    return match["label"].strip() or match["text"]


def _without_code(text: str) -> str:
    return _CODE.sub(lambda match: " " * len(match[0]), text) if "`" in text else text


def _in_inline(token: Token, lines: list[str], first: int) -> Iterator[WrittenLink]:
    # Of what is a link the parser leaves no brackets, and of what is code no text.
    left = "".join(child.content if child.type == "text" else "\n" for child in token.children or ())
    row, column = (token.map or [0])[0], 0
    for match in _matches(_without_code(token.content)):
        ending = match[0][match[0].index("][") :].partition("\n")[0]
        if ending not in left:
            continue
        left = left.replace(ending, "", 1)
        start = match[0].partition("\n")[0]
        for number in range(row, min((token.map or [0, 0])[1], len(lines))):
            if (at := _without_code(lines[number]).find(start, column if number == row else 0)) >= 0:
                row, column = number, at
                break
        label = " ".join(_label(match).split())
        yield link_at(first + row, column + 1, f"[{label}]", " ".join(match["text"].split()), "reference")
        column += 1
