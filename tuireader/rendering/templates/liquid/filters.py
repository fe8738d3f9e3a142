"""Filters of Liquid, those that Jekyll adds (jekyll/filters.rb), and those that an engine has beside them."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus, unquote_plus

from tuireader.archive.latin import unaccented
from tuireader.archive.metadata.dates import DAYS, MONTHS
from tuireader.archive.metadata.ruby_dates import ruby_moment
from tuireader.archive.metadata.values import Scalar
from tuireader.archive.permalinks import slugify as slug_of
from tuireader.archive.text import neutralise
from tuireader.late import expression
from tuireader.rendering.templates.cards import html_line, inline_html
from tuireader.rendering.templates.liquid.values import MOST_ITEMS, joined, settled, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.liquid.evaluate import Filters

Number = int | float

_TAGS: Final = expression(r"<[^<>]*>")
_MAX_TEXT: Final = 100_000


def _text(function: Callable[..., str]) -> Callable[..., object]:
    """Return a filter whose value and arguments are texts."""

    def filtered(value: object, *arguments: object) -> str:
        return function(text_of(value), *(text_of(one) for one in arguments))

    return filtered


def number(value: object) -> Number:
    """Return the number that a value is or reads as, 0 for any other value."""
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
    if text.count(old) * len(new) > _MAX_TEXT:
        raise ValueError(text[:80])
    return text.replace(old, new, count)


def _markdownified(text: str) -> str:
    """Return Markdown as HTML on one line; one paragraph without a tag around it, as it may be within another."""
    text = text.strip()
    if len(text) > _MAX_TEXT or ("\n" not in text and not text.startswith(("#", "- ", "* ", ">", "```"))):
        return inline_html(text) if len(text) <= _MAX_TEXT else " ".join(text.split())
    html = html_line(text)
    single = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in single else single


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
    """Return a text as part of an address: lower case, everything but letters and digits a hyphen (`utils.rb`)."""
    text = text_of(value)
    if mode in {"raw", "ascii"}:
        text = re.sub(r"\s+" if mode == "raw" else r"[^A-Za-z0-9]+", "-", text)
        return text.removeprefix("-").removesuffix("-").lower()
    if mode in {"default", "pretty", "latin", None}:
        return slug_of(unaccented(text) if mode == "latin" else text, pretty=mode == "pretty")
    return text.lower()


_CJK: Final = r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u303b\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af"
_CJK_SIGN: Final = expression(f"[{_CJK}]")
_CJK_WORD: Final = expression(f"[{_CJK}]|[^{_CJK}\\s]+")


def _number_of_words(value: object, mode: object = "") -> int:
    text = text_of(value)
    if mode == "cjk" or (mode == "auto" and _CJK_SIGN.search(text)):
        return sum(1 for _ in _CJK_WORD.finditer(text))
    return len(text.split())


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


TEXT_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "upcase": _text(str.upper),
    "downcase": _text(str.lower),
    "capitalize": _text(lambda text: text[:1].upper() + text[1:].lower()),
    "strip": _text(str.strip),
    "lstrip": _text(str.lstrip),
    "rstrip": _text(str.rstrip),
    "normalize_whitespace": _text(lambda text: " ".join(text.split())),
    "strip_newlines": _text(lambda text: text.replace("\n", "")),
    "newline_to_br": _text(lambda text: text.replace("\n", "<br>")),
    "strip_html": _text(lambda text: _TAGS.sub("", text[:_MAX_TEXT])),
    "append": _text(lambda text, end: text + end),
    "prepend": _text(lambda text, start: start + text),
    "replace": _text(_replace),
    "replace_first": _text(lambda text, old, new="": text.replace(old, new, 1)),
    "replace_last": _text(lambda text, old, new: new.join(text.rsplit(old, 1)) if old else text + new),
    "remove": _text(lambda text, old: text.replace(old, "")),
    "remove_first": _text(lambda text, old: text.replace(old, "", 1)),
    "remove_last": _text(_remove_last),
    "escape": _text(html.escape),
    "h": _text(html.escape),
    "xml_escape": _text(html.escape),
    "escape_once": _text(lambda text: html.escape(neutralise(html.unescape(text)))),
    "cgi_escape": _text(quote_plus),
    "uri_escape": _text(lambda text: quote(text, safe="/:?#[]@!$&'()*+,;=%~")),
    "url_encode": _text(quote_plus),
    "url_decode": _text(lambda text: neutralise(unquote_plus(text))),
    "markdownify": _text(_markdownified),
    "smartify": _text(lambda text: text),
    "number_of_words": _number_of_words,
    "truncate": _truncate,
    "truncatewords": _truncatewords,
    "slugify": slugify,
    "slice": _slice,
    "jsonify": _json,
    "inspect": _json,
    "default": _default,
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


def items_of(value: object) -> list[object]:
    """Return the items of a list, of a range or of a map, or the value as the only one."""
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
    return sorted(items_of(value), key=lambda item: _key(item if name is None else _property(item, name)))


def _uniq(value: object) -> list[object]:
    return list({text_of(item): item for item in reversed(items_of(value))}.values())[::-1]


def _where(value: object, name: object, wanted: object = True) -> list[object]:
    def fits(item: object) -> bool:
        found = _property(item, name)
        return text_of(wanted) in map(text_of, found) if isinstance(found, list) else found == wanted

    return [item for item in items_of(value) if fits(item)]


def _find(value: object, name: object, wanted: object = True) -> object:
    found = _where(value, name, wanted)
    return found[0] if found else None


def grouped(pairs: list[tuple[object, object]]) -> list[object]:
    """Return the groups of items that have one name each, as Jekyll gives them."""
    groups: dict[str, tuple[object, list[object]]] = {}
    for name, item in pairs:
        groups.setdefault(text_of(name), (name, []))[1].append(item)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.values()]


def _size(value: object) -> int:
    return len(value) if isinstance(value, (str, list, range, Mapping)) else 0


def _at(index: int) -> Callable[..., object]:
    def filtered(value: object) -> object:
        items = items_of(value)
        return items[index] if items else None

    return filtered


def _sum(value: object, name: object = None) -> int | float:
    return sum(number(item if name is None else _property(item, name)) for item in items_of(value))


def _to_sentence(value: object, word: object = "and") -> str:
    texts = [text_of(item) for item in items_of(value)]
    if len(texts) < 3:
        return f" {text_of(word)} ".join(texts)
    return f"{', '.join(texts[:-1])}, {text_of(word)} {texts[-1]}"


LIST_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "size": _size,
    "split": _split,
    "join": lambda value, mark=" ": joined(items_of(value), text_of(mark)),
    "first": _at(0),
    "last": _at(-1),
    "reverse": lambda value: items_of(value)[::-1],
    "sort": _sort,
    "sort_natural": lambda value: sorted(items_of(value), key=lambda item: text_of(item).lower()),
    "uniq": _uniq,
    "compact": lambda value: [item for item in items_of(value) if item is not None],
    "concat": lambda value, other: items_of(value) + items_of(other),
    "push": lambda value, item: items_of(value) + _single(item),
    "unshift": lambda value, item: _single(item) + items_of(value),
    "pop": lambda value: items_of(value)[:-1],
    "shift": lambda value: items_of(value)[1:],
    "map": lambda value, name: [_property(item, name) for item in items_of(value)],
    "where": _where,
    "find": _find,
    "group_by": lambda value, name: grouped([(_property(item, name), item) for item in items_of(value)]),
    "array_to_sentence_string": _to_sentence,
}


_SCHEME: Final = expression(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_DIRECTIVE: Final = expression(r"%([-_0^#]?)(?:\d{1,2})?([a-zA-Z%])")
_ZONE: Final = expression(r"\s+([-+]\d{2}):?(\d{2})\Z")
_WHOLE: Final = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "r": "%I:%M:%S %p",
    "v": "%e-%^b-%Y",
    "x": "%m/%d/%y",
}
_SUFFIXES: Final = {1: "st", 2: "nd", 3: "rd"}


def filters_of(context: Context) -> Filters:
    """Return all filters for a context; those of addresses write what the site's engine would."""
    base = context.baseurl.strip("/")
    base = f"/{base}" if base else ""
    relative = partial(relative_url, base)
    absolute = partial(absolute_url, context.url.rstrip("/"), base)
    others: Filters = {"absoluteUrl": absolute, "json": _json, "slug": slugify, "sum": _sum, "url": relative}
    return {
        **TEXT_FILTERS,
        **LIST_FILTERS,
        **{name: others[name] for name in context.engine.template_filters},
        "relative_url": relative,
        "absolute_url": absolute,
        "strip_index": lambda value: re.sub(r"/index\.html?\Z", "/", text_of(value)),
        "date": formatted,
        "date_to_string": partial(_long_or_short, "%d %b %Y", "%b"),
        "date_to_long_string": partial(_long_or_short, "%d %B %Y", "%B"),
        "date_to_xmlschema": lambda value: _formatted(value, "%Y-%m-%dT%H:%M:%S%:z"),
        "date_to_rfc822": lambda value: _formatted(value, "%a, %d %b %Y %H:%M:%S %z"),
    }


def relative_url(base: str, value: object) -> str:
    """Return a path on the site with the site's base before it; an address with a scheme is left alone."""
    text = text_of(value)
    if _SCHEME.match(text) or text.startswith("#"):
        return text
    path = "/" + text.lstrip("/") if text else ""
    return path if base and f"{path}/".startswith(f"{base}/") else (base + path) or "/"


def absolute_url(url: str, base: str, value: object) -> str:
    """Return a path on the site as a whole address."""
    text = text_of(value)
    return text if _SCHEME.match(text) else url + relative_url(base, text)


def formatted(value: object, form: object = "%Y-%m-%d %H:%M:%S %z") -> str:
    """Return a date by a format of strftime; other text as it is."""
    return _formatted(value, text_of(form)) if text_of(form) else text_of(value)


def moment(value: object) -> datetime | None:
    """Return the date that a value is, `now` and `today` being none: they differ from the site's."""
    text = text_of(value).strip()
    try:
        if text.isdecimal():
            return datetime.fromtimestamp(int(text[:12]), UTC)
        return datetime.fromisoformat(_ZONE.sub(r"\1:\2", text))
    except (ValueError, OverflowError, OSError):
        return ruby_moment(Scalar(text), UTC)


def _formatted(value: object, form: str) -> str:
    when = moment(value)
    if when is None:
        if text_of(value) in {"now", "today"}:
            raise ValueError(value)
        return text_of(value)
    for whole, parts in _WHOLE.items():
        form = form.replace(f"%{whole}", parts)
    form = form.replace("%:z", _offset(when, ":")).replace("%z", _offset(when, ""))
    form = form.replace("%s", str(int(when.replace(tzinfo=when.tzinfo or UTC).timestamp())))
    return _DIRECTIVE.sub(lambda match: _part(match, when), form[:400])


def _offset(when: datetime, between: str) -> str:
    digits = when.strftime("%z")[:5] or "+0000"
    return f"{digits[:3]}{between}{digits[3:]}"


def _part(match: re.Match[str], when: datetime) -> str:
    """Return one directive's text; names of days and months are English, as on the site."""
    flag, letter = match.groups()
    if letter in "ABabhp":
        text = _name(letter, when)
    elif letter == "Y":
        text = str(when.year)
    elif letter in "el":
        text = f"{when.day if letter == 'e' else (when.hour % 12 or 12):2d}"
    elif letter == "P":
        text = "am" if when.hour < 12 else "pm"
    elif letter in "dmyHMSIjUWuwGVCL%":
        text = "000" if letter == "L" else when.strftime(f"%{letter}")
    elif letter == "Z":
        text = when.tzname() or "UTC"
    else:
        return match[0]
    if flag == "-":
        return text.lstrip("0 ") or "0"
    return text.upper() if flag == "^" else text


def _name(letter: str, when: datetime) -> str:
    if letter == "p":
        return "AM" if when.hour < 12 else "PM"
    names = DAYS if letter in "Aa" else MONTHS
    name = names[when.weekday() if letter in "Aa" else when.month - 1]
    return name if letter.isupper() else name[:3]


def _long_or_short(form: str, month: str, value: object, kind: object = "", style: object = "") -> str:
    """Return `01 Jan 2020`; with `ordinal`, `1st Jan 2020`, or in the style `US` `Jan 1st, 2020`."""
    when: date | None = moment(value)
    if when is None or kind != "ordinal":
        return _formatted(value, form)
    day = f"{when.day}{'th' if 10 < when.day < 14 else _SUFFIXES.get(when.day % 10, 'th')}"
    return _formatted(value, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")
