"""Expressions and conditions of Liquid, evaluated; the value of some is unknown before the site is built.

A small evaluator of our own. The library for it, python-liquid 2.3, was tried: importing it takes 150 ms and
brings Babel (33 MB); it knows no value that is *unknown until the site is built*, on which all that is shown
here turns; and it renders into text without lines, where here every line must stay in its place.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.templates.liquid.values import LONGEST, Drop, UnknownValue, text_of, truth

if TYPE_CHECKING:
    import re

    from tuireader.rendering.templates.liquid.values import Scope

Filters = Mapping[str, Callable[..., object]]

MOST_TOKENS: Final = 600

_TOKEN: Final = expression(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>-?\d{1,18}(?:\.\d{1,18})?(?![\w]))|(?P<range>\.\.)"""
    r"""|(?P<operator>==|!=|<>|<=|>=|<|>)|(?P<name>[A-Za-z_][\w-]*\??)|(?P<mark>[|:,.\[\]()=]))"""
)
LITERALS: Final = {"nil": None, "null": None, "true": True, "false": False, "empty": "", "blank": ""}
_MAX_DEPTH: Final = 8
FAILURES: Final = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of an expression: what kind it is of, and its text, a string's without quotes."""

    kind: str
    text: str


class SyntaxFault(Exception):  # noqa: N818 - a fault of the post's author
    """The text is no expression of Liquid; never leaves this package."""


def lexemes(text: str, token: re.Pattern[str] = _TOKEN) -> list[Lexeme]:
    """Return the pieces of an expression, each a `token`. Raises SyntaxFault where something else is in it."""
    found: list[Lexeme] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = token.match(text, at)
        if match is None or len(found) >= MOST_TOKENS:
            raise SyntaxFault(text)
        kind = match.lastgroup or ""
        found.append(Lexeme(kind, match[kind][1:-1] if kind == "text" else match[kind]))
        at = match.end()
    return found


class Expression:
    """Reads the pieces of an expression from left to right and evaluates them at once."""

    def __init__(self, pieces: list[Lexeme], scope: Scope, filters: Filters) -> None:
        self._pieces = pieces
        self._scope = scope
        self._filters = filters
        self._at = 0

    def peek(self, offset: int = 0) -> Lexeme:
        """Return a piece ahead; at the end one of kind `end`."""
        at = self._at + offset
        return self._pieces[at] if at < len(self._pieces) else Lexeme("end", "")

    def take(self, *texts: str) -> bool:
        """Go past the next piece if it is one of these marks or words."""
        piece = self.peek()
        if piece.kind in {"text", "end"} or piece.text not in texts:
            return False
        self._at += 1
        return True

    def word(self) -> str:
        """Return the name that comes next."""
        piece = self.peek()
        if piece.kind != "name":
            raise SyntaxFault(piece.text)
        self._at += 1
        return piece.text

    def ended(self) -> bool:
        """Tell whether nothing is left."""
        return self._at >= len(self._pieces)

    def finish(self) -> None:
        """Raise SyntaxFault where something is left."""
        if not self.ended():
            raise SyntaxFault(self.peek().text)

    def value(self, depth: int = 0) -> object:
        """Return the value of a literal, a range or a path of names."""
        piece = self.peek()
        self._at += 1
        if depth > _MAX_DEPTH:
            raise SyntaxFault(piece.text)
        if piece.kind == "text":
            return piece.text
        if piece.kind == "number":
            return float(piece.text) if "." in piece.text else int(piece.text)
        if piece.text == "(" and piece.kind == "mark":
            return self._range(depth)
        if piece.kind != "name":
            raise SyntaxFault(piece.text)
        if piece.text in LITERALS and not self._scope.knows(piece.text):
            return LITERALS[piece.text]
        return self._path(self._scope.get(piece.text), piece.text, depth)

    def _range(self, depth: int) -> object:
        first = self.value(depth + 1)
        if not self.take(".."):
            raise SyntaxFault("..")
        last = self.value(depth + 1)
        if not self.take(")"):
            raise SyntaxFault(")")
        for end in (first, last):
            if isinstance(end, UnknownValue):
                return end
        return range(whole(first), whole(last) + 1)

    def _path(self, value: object, name: str, depth: int) -> object:
        while True:
            if self.take("."):
                key: object = self.word()
                name = f"{name}.{key}"
            elif self.take("["):
                key = self.value(depth + 1)
                if isinstance(key, (list, Mapping)):
                    key = None
                name = f"{name}[{text_of(key)}]"
                if not self.take("]"):
                    raise SyntaxFault("]")
            else:
                return value
            value = self._scope.settled(element(value, key, name))

    def filtered(self) -> object:
        """Return the value of the next part with the filters after it."""
        value = self.value()
        while self.take("|"):
            name = self.word()
            arguments: list[object] = []
            named: dict[str, object] = {}
            if self.take(":"):
                self._argument(arguments, named)
                while self.take(","):
                    self._argument(arguments, named)
            value = self._filter(value, name, arguments, named)
        return value

    def _argument(self, arguments: list[object], named: dict[str, object]) -> None:
        if self.peek().kind == "name" and self.peek(1).text == ":":
            name = self.word()
            self.take(":")
            named[name] = self.value()
        else:
            arguments.append(self.value())

    def _filter(self, value: object, name: str, arguments: list[object], named: dict[str, object]) -> object:
        shown = (
            value.name
            if isinstance(value, UnknownValue)
            else f'"{value}"'
            if isinstance(value, str)
            else name
        )
        function = self._filters.get(name)
        if function is None and self._scope.passes_on:
            return value
        if isinstance(value, UnknownValue) or function is None:
            return UnknownValue(f"{shown} | {name}" if shown != name else name)
        if any(isinstance(one, (UnknownValue, Drop)) for one in (value, *arguments, *named.values())):
            return UnknownValue(f"{shown} | {name}")
        if not self._scope.may_read(value, *arguments, *named.values()):
            return UnknownValue(name)
        try:
            result = function(value, *arguments, **named)
        except FAILURES:
            return UnknownValue(f"{shown} | {name}")
        return UnknownValue(name) if isinstance(result, (str, list)) and len(result) > LONGEST else result


def element(value: object, key: object, name: str) -> object:
    """Return a part of a value by its key, as in metadata: a map's entry, a list's item, `size`, `first`, `last`."""
    if isinstance(value, UnknownValue) or isinstance(key, UnknownValue):
        return UnknownValue(name)
    if isinstance(value, Drop):
        return value.get(str(key))
    if isinstance(value, Mapping):
        return value[str(key)] if str(key) in value else len(value) if key == "size" else None
    if isinstance(value, (list, str, range)) and key == "size":
        return len(value)
    if isinstance(value, (list, range)):
        index = {"first": 0, "last": -1}.get(key) if isinstance(key, str) else key
        if isinstance(index, int) and -len(value) <= index < len(value):
            return value[index]
    return None


def whole(value: object) -> int:
    """Return the whole number that a value reads as, at most a million either way; 0 for any other value."""
    if isinstance(value, (list, Mapping)):
        return 0
    try:
        return max(-(10**6), min(10**6, int(float(text_of(value) or "0"))))
    except (ValueError, OverflowError):
        return 0


_ORDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_COMPARISONS: Final = ("==", "!=", "<>", "<", ">", "<=", ">=", "contains")


def holds(text: str, scope: Scope, filters: Filters) -> bool | None:
    """Return whether a condition holds, None where it cannot be told. Raises SyntaxFault."""
    reader = Expression(lexemes(text), scope, filters)
    parts = [_comparison(reader, scope)]
    joined: list[str] = []
    while not reader.ended():
        joined.append(reader.word())
        if joined[-1] not in {"and", "or"}:
            raise SyntaxFault(joined[-1])
        parts.append(_comparison(reader, scope))
    # Liquid has no precedence: it evaluates from the right.
    outcome = parts.pop()
    while joined:
        outcome = _both(parts.pop(), outcome) if joined.pop() == "and" else _either(parts.pop(), outcome)
    return outcome


def equal(left: object, right: object) -> bool | None:
    """Return whether two values are equal, None where one is unknown."""
    if isinstance(left, (UnknownValue, Drop)) or isinstance(right, (UnknownValue, Drop)):
        return None
    if "" in (left, right) and (left or right) in (None, [], ""):
        return left is not None and right is not None
    return type(left) is type(right) and left == right if isinstance(left, (bool, str)) else left == right


def _comparison(reader: Expression, scope: Scope) -> bool | None:
    left = reader.value()
    for comparison in _COMPARISONS:
        if reader.take(comparison):
            right = reader.value()
            affordable = scope.may_read(left, right)
            return _compared(left, comparison, right) if affordable else None
    return truth(left)


def _compared(left: object, comparison: str, right: object) -> bool | None:
    if comparison in {"==", "!=", "<>"}:
        same = equal(left, right)
        return same if same is None or comparison == "==" else not same
    if isinstance(left, (UnknownValue, Drop)) or isinstance(right, (UnknownValue, Drop)):
        return None
    if comparison == "contains":
        return right in left if isinstance(left, list) else text_of(right) in text_of(left) if left else False
    try:
        return _ORDER[comparison](left, right)
    except FAILURES:
        return False


def _both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _either(left: bool | None, right: bool | None) -> bool | None:
    if left or right:
        return True
    return None if left is None or right is None else False
