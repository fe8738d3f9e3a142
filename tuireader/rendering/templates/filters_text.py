"""Liquid's filters of texts and numbers, and those that Jekyll adds (jekyll/filters.rb)."""

from __future__ import annotations

import html
import json
import math
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus, unquote_plus

from tuireader.archive.text import neutralise
from tuireader.rendering.templates.liquid_values import settled, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Number = int | float

_TAGS: Final = re.compile(r"<[^<>]*>")
_NOT_WORD: Final = re.compile(r"[^\w]+")
_LONGEST: Final = 100_000


def _text(function: Callable[..., str]) -> Callable[..., object]:
    """Return a filter whose value and arguments are texts."""

    def filtered(value: object, *arguments: object) -> str:
        return function(text_of(value), *(text_of(one) for one in arguments))

    return filtered


def number(value: object) -> Number:
    """Return the number that a value is or reads as, 0 where it is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = text_of(value).strip()
    try:
        return int(text) if len(text) < 18 else 0
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return 0


def _calculated(function: Callable[[Number, Number], Number]) -> Callable[..., object]:
    def filtered(value: object, other: object) -> Number:
        result = function(number(value), number(other))
        return result if abs(result) < 1e18 else 0

    return filtered


def _divided(left: Number, right: Number) -> Number:
    return left // right if isinstance(left, int) and isinstance(right, int) else left / right


def _rounded(value: object, digits: object = 0) -> Number:
    places = min(12, max(0, int(number(digits))))
    result = math.floor(number(value) * 10**places + 0.5) / 10**places
    return result if places else int(result)


def _replace(text: str, old: str, new: str = "", count: int = -1) -> str:
    if text.count(old) * len(new) > _LONGEST:
        raise ValueError(text[:80])
    return text.replace(old, new, count)


def _remove_last(text: str, old: str) -> str:
    before, found, after = text.rpartition(old) if old else ("", "", text)
    return before + after if found else text


def _truncate(value: object, length: object = 50, ellipsis: object = "...") -> str:
    text, end, most = text_of(value), text_of(ellipsis), int(number(length))
    return text if len(text) <= most else text[: max(0, most - len(end))] + end


def _truncatewords(value: object, length: object = 15, ellipsis: object = "...") -> str:
    words, most = text_of(value).split(), max(1, int(number(length)))
    return text_of(value) if len(words) <= most else " ".join(words[:most]) + text_of(ellipsis)


def slugify(value: object, mode: object = "default") -> str:
    """Return a text as part of an address: lower case, everything but letters and digits a hyphen."""
    text = text_of(value)
    if mode == "none":
        return text
    return _NOT_WORD.sub("-", text.replace("_", "-")).strip("-").lower()


def _slice(value: object, start: object, length: object = 1) -> object:
    sequence = value if isinstance(value, list) else text_of(value)
    first = int(number(start))
    first = first + len(sequence) if first < 0 else first
    return sequence[first : first + max(0, int(number(length)))] if first >= 0 else sequence[:0]


def _json(value: object) -> str:
    return json.dumps(_plain(value, 0), ensure_ascii=False)


def _plain(value: object, depth: int) -> object:
    value = settled(value)
    if depth > 8:
        raise ValueError(depth)
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    return value if value is None or isinstance(value, (bool, int, float, str)) else text_of(value)


def _default(value: object, other: object = "", allow_false: object = None) -> object:
    empty = value is None or value in ("", []) or (value is False and not allow_false)
    return other if empty else value


def _pluralised(count: object, one: object, many: object) -> str:
    return text_of(one if number(count) == 1 else many)


TEXT_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "upcase": _text(str.upper),
    "downcase": _text(str.lower),
    "upper": _text(str.upper),
    "lower": _text(str.lower),
    "capitalize": _text(lambda text: text[:1].upper() + text[1:].lower()),
    "titlecase": _text(str.title),
    "strip": _text(str.strip),
    "trim": _text(str.strip),
    "lstrip": _text(str.lstrip),
    "rstrip": _text(str.rstrip),
    "normalize_whitespace": _text(lambda text: " ".join(text.split())),
    "strip_newlines": _text(lambda text: text.replace("\n", "")),
    "newline_to_br": _text(lambda text: text.replace("\n", "<br>")),
    "strip_html": _text(lambda text: _TAGS.sub("", text[:_LONGEST])),
    "append": _text(lambda text, end: text + end),
    "prepend": _text(lambda text, start: start + text),
    "replace": _text(_replace),
    "replace_first": _text(lambda text, old, new="": text.replace(old, new, 1)),
    "remove": _text(lambda text, old: text.replace(old, "")),
    "remove_first": _text(lambda text, old: text.replace(old, "", 1)),
    "remove_last": _text(_remove_last),
    "escape": _text(html.escape),
    "xml_escape": _text(html.escape),
    "escape_once": _text(lambda text: html.escape(neutralise(html.unescape(text)))),
    "cgi_escape": _text(quote_plus),
    "uri_escape": _text(lambda text: quote(text, safe="/:?#[]@!$&'()*+,;=%~")),
    "url_encode": _text(quote_plus),
    "url_decode": _text(lambda text: neutralise(unquote_plus(text))),
    "markdownify": _text(lambda text: " ".join(text.split())),
    "smartify": _text(lambda text: text),
    "safe": _text(lambda text: text),
    "number_of_words": lambda value, *_: len(text_of(value).split()),
    "truncate": _truncate,
    "truncatewords": _truncatewords,
    "slugify": slugify,
    "slug": slugify,
    "slice": _slice,
    "jsonify": _json,
    "json": _json,
    "inspect": _json,
    "default": _default,
    "pluralize": _pluralised,
    "to_integer": lambda value: int(number(value)),
    "abs": lambda value: abs(number(value)),
    "ceil": lambda value: math.ceil(number(value)),
    "floor": lambda value: math.floor(number(value)),
    "round": _rounded,
    "plus": _calculated(lambda left, right: left + right),
    "minus": _calculated(lambda left, right: left - right),
    "times": _calculated(lambda left, right: left * right),
    "divided_by": _calculated(_divided),
    "modulo": _calculated(lambda left, right: left % right),
    "at_least": _calculated(max),
    "at_most": _calculated(min),
}
