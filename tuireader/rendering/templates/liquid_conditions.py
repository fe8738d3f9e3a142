"""Conditions of Liquid, with a third outcome: only the site's build would tell."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

from tuireader.rendering.templates.liquid_expressions import FAILURES, Reader, SyntaxFault, lexemes
from tuireader.rendering.templates.liquid_values import Drop, Unknown, text_of, truth, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuireader.rendering.templates.liquid_expressions import Filters
    from tuireader.rendering.templates.liquid_values import Scope

_ORDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_COMPARISONS: Final = ("==", "!=", "<>", "<", ">", "<=", ">=", "contains")


def holds(text: str, scope: Scope, filters: Filters) -> bool | None:
    """Return whether a condition holds, None where it cannot be told. Raises SyntaxFault."""
    reader = Reader(lexemes(text), scope, filters)
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
    if isinstance(left, (Unknown, Drop)) or isinstance(right, (Unknown, Drop)):
        return None
    if "" in (left, right) and (left or right) in (None, [], ""):
        return left is not None and right is not None
    return type(left) is type(right) and left == right if isinstance(left, (bool, str)) else left == right


def _comparison(reader: Reader, scope: Scope) -> bool | None:
    left = reader.value()
    for comparison in _COMPARISONS:
        if reader.take(comparison):
            right = reader.value()
            affordable = scope.may_spend(weight(left) + weight(right))
            return _compared(left, comparison, right) if affordable else None
    return truth(left)


def _compared(left: object, comparison: str, right: object) -> bool | None:
    if comparison in {"==", "!=", "<>"}:
        same = equal(left, right)
        return same if same is None or comparison == "==" else not same
    if isinstance(left, (Unknown, Drop)) or isinstance(right, (Unknown, Drop)):
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
