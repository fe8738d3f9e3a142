"""Liquid's filters of lists, and those that Jekyll adds (jekyll/filters.rb)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates.filters_text import number
from tuireader.rendering.templates.liquid_values import MOST_ITEMS, joined, settled, text_of

if TYPE_CHECKING:
    from collections.abc import Callable


def _items(value: object) -> list[object]:
    if value is None:
        return []
    if isinstance(value, range):
        return list(value[:MOST_ITEMS])
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        return [[key, settled(one)] for key, one in value.items()]
    return [value]


def _single(item: object) -> list[object]:
    """Return a list of one; lists in lists, pushed again and again, would print without end."""
    if isinstance(item, list):
        raise TypeError(item)
    return [item]


def _property(item: object, name: object) -> object:
    return settled(item.get(text_of(name))) if isinstance(item, Mapping) else None


def _split(value: object, mark: object = " ") -> list[object]:
    text, between = text_of(value), text_of(mark)
    if between == " ":
        return list(text.split())
    parts = text.split(between) if between else list(text)
    while parts and not parts[-1]:
        parts.pop()
    return list(parts)


def _key(value: object) -> tuple[int, float, str]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (0, float(value), "")
    return (2, 0.0, "") if value is None else (1, 0.0, text_of(value))


def _sort(value: object, name: object = None, *_: object) -> list[object]:
    return sorted(_items(value), key=lambda item: _key(item if name is None else _property(item, name)))


def _sort_natural(value: object) -> list[object]:
    return sorted(_items(value), key=lambda item: text_of(item).lower())


def _uniq(value: object) -> list[object]:
    return list({text_of(item): item for item in reversed(_items(value))}.values())[::-1]


def _where(value: object, name: object, wanted: object = True) -> list[object]:
    def fits(item: object) -> bool:
        found = _property(item, name)
        return text_of(wanted) in map(text_of, found) if isinstance(found, list) else found == wanted

    return [item for item in _items(value) if fits(item)]


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, list, range, Mapping)) else 0


def _at(index: int) -> Callable[..., object]:
    def filtered(value: object) -> object:
        items = _items(value)
        return items[index] if items else None

    return filtered


def _sum(value: object, name: object = None) -> int | float:
    return sum(number(item if name is None else _property(item, name)) for item in _items(value))


def _to_sentence(value: object, word: object = "and") -> str:
    texts = [text_of(item) for item in _items(value)]
    if len(texts) < 3:
        return f" {text_of(word)} ".join(texts)
    return f"{', '.join(texts[:-1])}, {text_of(word)} {texts[-1]}"


LIST_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "size": _size,
    "length": _size,
    "split": _split,
    "join": lambda value, mark=" ": joined(_items(value), text_of(mark)),
    "first": _at(0),
    "last": _at(-1),
    "reverse": lambda value: _items(value)[::-1],
    "sort": _sort,
    "sort_natural": _sort_natural,
    "uniq": _uniq,
    "compact": lambda value: [item for item in _items(value) if item is not None],
    "concat": lambda value, other: _items(value) + _items(other),
    "push": lambda value, item: _items(value) + _single(item),
    "unshift": lambda value, item: _single(item) + _items(value),
    "pop": lambda value: _items(value)[:-1],
    "shift": lambda value: _items(value)[1:],
    "map": lambda value, name: [_property(item, name) for item in _items(value)],
    "where": _where,
    "sum": _sum,
    "array_to_sentence_string": _to_sentence,
}
