"""The tags in a text of Liquid, or of Nunjucks, and the sections of its blocks.

Delimiters are found as Liquid does (liquid/tokenizer.rb): an end counts wherever it is, in strings too. A
tag without an end, or with the beginning of another one before its end, is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates.tree import Node, TemplateBlock, Token

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from tuireader.rendering.templates.code import CodeRegions
    from tuireader.rendering.templates.writer import TranslationWriter

LONGEST: Final = 20_000

_OPENING: Final = expression(r"\{[{%]")
_NAME: Final = expression(r"\s*(#|[A-Za-z_][\w.-]*)")
_END_TAG: Final = expression("%}")
_END_OUTPUT: Final = expression("}}")
_END_RAW: Final = expression(r"\{%-?\s*end(raw|verbatim)\s*-?%\}")
_PADDING: Final = " \t"


def liquid_tokens(text: str, code: CodeRegions, *, in_code: bool) -> Iterator[Token]:
    """Yield the tokens of a text; without `in_code`, tags in code are text. Takes linear time."""
    return _trimmed(_tokens(text, code, in_code=in_code), text)


def _tokens(text: str, code: CodeRegions, *, in_code: bool) -> Iterator[Token]:
    at = done = 0
    ends = {"%": _Finder(_END_TAG, text), "{": _Finder(_END_OUTPUT, text)}
    raw_ends = _Finder(_END_RAW, text)
    while opening := _OPENING.search(text, at):
        start = opening.start()
        inside = start in code
        mark = None if inside and not in_code else ends[text[start + 1]].after(start + 2)
        end = mark.end() if mark else -1
        if end < 0 or not _whole(text, start, end):
            at = start + 1 if text.startswith("{{{", start) else start + 2
            continue
        token = _token(text, start, end, inside)
        if token is None:
            at = start + 2
            continue
        if token.name in {"raw", "verbatim"} and (closing := raw_ends.after(end)):
            token = Token("raw", start, closing.end(), token.name, text[end : closing.start()], inside)
        if start > done:
            yield Token("text", done, start, body=text[done:start])
        yield token
        at = done = token.end
    if done < len(text):
        yield Token("text", done, len(text), body=text[done:])


class _Finder:
    """The next match of a pattern in a text, asked for with places that only grow."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._found = pattern.search(text)

    def after(self, start: int) -> re.Match[str] | None:
        """Return the next match; a text without any more is not searched again."""
        if self._found and self._found.start() < start:
            self._found = self._pattern.search(self._text, start)
        return self._found


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether no other tag begins inside; a value may be in a tag, as in `{% include {{ x }} %}`."""
    if end - start > LONGEST:
        return False
    other = "{%" if text[start + 1] == "%" else "{{"
    if text.find(other, start + 2, end) >= 0:
        return False
    return other == "{%" or text.find("\n", start, end) < 0 or text.find("{%", start + 2, end) < 0


def _token(text: str, start: int, end: int, inside: bool) -> Token | None:
    inner = text[start + 2 : end - 2].removeprefix("-").removesuffix("-")
    if text[start + 1] == "{":
        return Token("output", start, end, body=inner.strip(), code=inside)
    name = _NAME.match(inner)
    return Token("tag", start, end, name[1], inner[name.end() :].strip(), inside) if name else None


def _trimmed(tokens: Iterator[Token], text: str) -> Iterator[Token]:
    """Yield the tokens, blanks beside `{%-` and `-%}` taken away; line breaks stay where they are."""
    before: Token | None = None
    left = False
    for token in tokens:
        if token.kind == "text":
            body = token.body.lstrip(_PADDING) if left else token.body
            before, left = Token("text", token.start, token.end, body=body), False
            continue
        if before:
            if text[token.start + 2 : token.start + 3] == "-" and before.body.rstrip(_PADDING)[-1:] != "\n":
                before = Token("text", before.start, before.end, body=before.body.rstrip(_PADDING))
            yield before
            before = None
        left = text[token.end - 3 : token.end - 2] == "-"
        yield token
    if before:
        yield before


Section = tuple[Token, list[Node]]
"""A tag that begins a part of a block, and that part."""


def sections(block: TemplateBlock, names: frozenset[str]) -> list[Section]:
    """Return the parts of a block between tags of these names, the first begun by its opener."""
    found: list[Section] = [(block.opener, [])]
    for node in block.children:
        if isinstance(node, Token) and node.kind == "tag" and node.name in names:
            found.append((node, []))
        else:
            found[-1][1].append(node)
    return found


def skip(nodes: list[Node], out: TranslationWriter) -> None:
    """Write only the line breaks of nodes."""
    if nodes:
        out.drop(nodes[0].start, nodes[-1].end)
