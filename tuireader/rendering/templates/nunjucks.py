"""Nunjucks in posts of Eleventy: its comments, assignments and expressions, as far as they differ from Liquid's.

The rest is rendered as Liquid. An expression that Nunjucks 3.2.4 evaluates and this does not is named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates.liquid.evaluate import Expression, Lexeme, SyntaxFault, whole
from tuireader.rendering.templates.liquid.values import LONGEST, Drop, UnknownValue

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from tuireader.rendering.templates.code import CodeRegions
    from tuireader.rendering.templates.liquid.evaluate import Filters
    from tuireader.rendering.templates.liquid.values import Scope
    from tuireader.rendering.templates.tree import Token

_RAW: Final = expression(r"\{%-?\s*(raw|verbatim)\s*-?%\}")
_OPENING: Final = expression(r"\{#|\{%-?\s*(?:raw|verbatim)\s*-?%\}")
_LOOP: Final = expression(r"(?<![\w.])loop\.(?=index0?\b|first\b|last\b|length\b)")
_TURNED: Final = expression(r"(?<![\w.])loop\.rev(?=index0?\b)")
TOKEN: Final = expression(
    r"""\s*(?:(?P<text>"[^"\\]*"|'[^'\\]*')|(?P<number>\d{1,18}(?:\.\d{1,18})?(?![\w]))|(?P<operator>==|!=|<=|>=|<|>)"""
    r"""|(?P<name>[A-Za-z_]\w*)|(?P<mark>[|:,.\[\]()=~+*-]))"""
)
_FILTERS: Final = {
    "d": "default", "e": "escape", "length": "size", "lower": "downcase", "striptags": "strip_html",
    "trim": "strip", "upper": "upcase", "urlencode": "url_encode",
}  # fmt: skip
_FLOW: Final = frozenset({"assign", "capture", "for", "if", "else", "elif", "elseif"})
_MAX_DEPTH: Final = 8
_SILENT: Final = frozenset({"import", "from", "extends"})
_MAX_NUMBER: Final = 1_000_000
NAMES: Final = {"none": None, "None": None, "True": True, "False": False}


def without_comments(text: str, code: CodeRegions | None = None) -> str:
    """Return a text without its comments (`{#` to `#}`), on as many lines; `raw` blocks and `code` keep them."""
    out: list[str] = []
    done = at = 0
    endless: set[str] = set()
    while opening := _OPENING.search(text, at):
        start = opening.start()
        at = opening.end()
        if code is not None and start in code:
            continue
        if opening[0] != "{#":
            at = _end_of_raw(text, opening, endless)
            continue
        end = text.find("#}", at)
        if end < 0:
            break
        before = text[done:start]
        out.append(before.rstrip(" \t") if text.startswith("-", at) else before)
        out.append("\n" * text.count("\n", start, end))
        done = at = end + 2
        if text.startswith("-", end - 1) and end - 1 > start + 1:
            while text[done : done + 1] in {" ", "\t"}:
                done = at = done + 1
    out.append(text[done:])
    return "".join(out)


def _end_of_raw(text: str, opening: re.Match[str], endless: set[str]) -> int:
    """Return where a raw block ends, or its opening where it has no end; blocks that have none are `endless`."""
    name = _RAW.match(opening[0])
    if name is None or name[1] in endless:
        return opening.end()
    found = text.find(f"end{name[1]}", opening.end())
    closing = text.find("%}", found) if found >= 0 else -1
    if closing >= 0:
        return closing
    endless.add(name[1])
    return opening.end()


def as_liquid(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens with Liquid's names for tags: `set` is `assign`, or `capture` where it has an end."""
    for token in tokens:
        if token.kind not in {"tag", "output"}:
            yield token
            continue
        body = _TURNED.sub("forloop.r", _LOOP.sub("forloop.", token.body))
        name = token.name
        if name in {"set", "endset"}:
            single = "," not in body.partition("=")[0]
            name = (
                "assign"
                if "=" in body and single
                else name
                if "=" in body
                else name.replace("set", "capture")
            )
        elif name in {"macro", "endmacro"}:
            name = name.replace("macro", "comment")
        elif name in _SILENT:
            name = "#"
        yield replace(token, name=name, body=body)


def only_flow(tokens: Iterable[Token], source: str) -> Iterator[Token]:
    """Yield the tokens that assign, repeat and choose, and values; all others as the text that they are."""
    for token in tokens:
        if token.kind == "raw" or (token.kind == "tag" and token.name.removeprefix("end") not in _FLOW):
            yield replace(token, kind="text", name="", body=source[token.start : token.end])
        else:
            yield token


class NunjucksReader(Expression):
    """Reads expressions of Nunjucks: lists, `range(3)`, `~`, sums, `a if b`, filters with brackets."""

    def __init__(self, pieces: list[Lexeme], scope: Scope, filters: Filters) -> None:
        super().__init__(pieces, scope, filters)
        self._depth = 0

    def value(self, depth: int = 0) -> object:
        """Return the value of a literal, a list, a range or a path of names."""
        piece = self.peek()
        if depth <= _MAX_DEPTH and self.take("-"):
            return self._calculated(0, "-", self.value(depth + 1))
        if piece.kind == "name" and piece.text in NAMES:
            self.take(piece.text)
            return NAMES[piece.text]
        if piece.kind == "name" and piece.text == "range" and self.peek(1).text == "(":
            self.take("range")
            self.take("(")
            ends = [whole(one) for one in self._until(")")]
            return range(*ends) if 0 < len(ends) <= 3 and (len(ends) < 3 or ends[2]) else []
        if piece.kind == "mark" and self.take("["):
            return self._path(self._until("]"), "list", depth)
        if piece.kind == "mark" and self.take("("):
            inner = self._until(")")
            if len(inner) != 1:
                raise SyntaxFault(")")
            return inner[0]
        return super().value(depth)

    def filtered(self) -> object:
        """Return the value of the next part with its filters, and of the condition after it."""
        value = self._joined()
        if not self.take("if"):
            return value
        condition = self._condition()
        other = self._joined() if self.take("else") else None
        return UnknownValue("if") if isinstance(condition, UnknownValue) else value if condition else other

    def _condition(self) -> object:
        turned = self.take("not")
        value = self._joined()
        operator = self.peek()
        if operator.kind == "operator" and operator.text in {"==", "!="}:
            self.take(operator.text)
            second = self._joined()
            if isinstance(value, UnknownValue) or isinstance(second, UnknownValue):
                return UnknownValue("if")
            value = (value == second) is (operator.text == "==")
        if isinstance(value, (UnknownValue, Drop)):
            return UnknownValue("if")
        return not value if turned else value

    def _joined(self) -> object:
        value = self._with_filters()
        while (mark := self.peek()).kind == "mark" and mark.text in {"~", "+", "-", "*"}:
            self.take(mark.text)
            value = self._calculated(value, mark.text, self._with_filters())
        return value

    def _calculated(self, first: object, sign: str, second: object) -> object:
        if isinstance(first, (UnknownValue, Drop)) or isinstance(second, (UnknownValue, Drop)):
            return UnknownValue(sign)
        if sign == "~" or (sign == "+" and (isinstance(first, str) or isinstance(second, str))):
            text = self._scope.text_of(first, sign) + self._scope.text_of(second, sign)
            return text if len(text) <= LONGEST and self._scope.may_spend(len(text)) else UnknownValue(sign)
        if not isinstance(first, (int, float)) or not isinstance(second, (int, float)):
            raise SyntaxFault(sign)
        if max(abs(first), abs(second)) > _MAX_NUMBER:
            return UnknownValue(sign)
        return first + second if sign == "+" else first - second if sign == "-" else first * second

    def _with_filters(self) -> object:
        value = self.value()
        while self.take("|"):
            name = self.word()
            arguments = self._until(")") if self.take("(") else []
            if name == "safe":
                continue
            value = self._filter(value, _FILTERS.get(name, name), arguments, {})
        return value

    def _until(self, mark: str) -> list[object]:
        """Return the values up to a mark, with commas between them."""
        found: list[object] = []
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise SyntaxFault(mark)
        while not self.take(mark):
            found.append(self.filtered())
            if not self.take(",") and self.peek().text != mark:
                raise SyntaxFault(mark)
        self._depth -= 1
        return found
