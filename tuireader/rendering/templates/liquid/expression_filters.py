"""Filters of Jekyll that evaluate an expression for each item of a list: `where_exp`, `find_exp`, `group_by_exp`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates.liquid.evaluate import Expression, SyntaxFault, holds, lexemes
from tuireader.rendering.templates.liquid.filters import grouped, items_of
from tuireader.rendering.templates.liquid.values import settled, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.rendering.templates.liquid.evaluate import Filters
    from tuireader.rendering.templates.liquid.values import Scope

_EACH: Final = 40
"""What evaluating a short expression costs, in characters."""


class ExpressionFilters:
    """The filters, over the names that a template sees: each names the item that its expression is about."""

    def __init__(self, scope: Scope, filters: Filters) -> None:
        self._scope = scope
        self._filters = filters

    def all(self) -> Filters:
        """Return the filters by their names."""
        return {"where_exp": self._where, "find_exp": self._find, "group_by_exp": self._group}

    def _where(self, value: object, name: object, text: object) -> list[object]:
        return [item for fits, item in self._each(value, name, lambda: self._fits(text)) if fits]

    def _find(self, value: object, name: object, text: object) -> object:
        return next(iter(self._where(value, name, text)), None)

    def _group(self, value: object, name: object, text: object) -> list[object]:
        return grouped(self._each(value, name, lambda: self._result(text)))

    def _each(
        self, value: object, name: object, evaluate: Callable[[], object]
    ) -> list[tuple[object, object]]:
        """Return each item with what an expression about it comes to; raises ValueError where that is too much."""
        assigned, key = self._scope.assigned, text_of(name)
        before = assigned.get(key)
        found = []
        try:
            for item in items_of(value):
                if not self._scope.may_spend(_EACH):
                    raise ValueError(name)
                assigned[key] = settled(item)
                found.append((evaluate(), item))
        finally:
            assigned.pop(key, None)
            if before is not None:
                assigned[key] = before
        return found

    def _fits(self, text: object) -> bool:
        try:
            outcome = holds(text_of(text), self._scope, self._filters)
        except SyntaxFault as fault:
            raise ValueError(text) from fault
        if outcome is None:
            raise ValueError(text)
        return outcome

    def _result(self, text: object) -> object:
        try:
            return Expression(lexemes(text_of(text)), self._scope, self._filters).filtered()
        except SyntaxFault as fault:
            raise ValueError(text) from fault
