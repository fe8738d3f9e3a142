"""Addresses of Eleventy's posts: those of files, and templates of `permalink` as far as they need no build."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape as escape_html
from typing import TYPE_CHECKING, Final

from tuireader.archive.latin import old_slug, slugified
from tuireader.archive.metadata.values import as_js_text
from tuireader.archive.permalinks import escape
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.metadata.values import Value

_PIECE: Final = expression(r"\{\{-?(.*?)-?\}\}|(\{%|\{#)", re.DOTALL)
_VALUE: Final = expression(r"""\s*(?:'([^']*)'|"([^"]*)"|([A-Za-z_][\w.-]*))\s*(?=\||\Z)""")
_FILTER: Final = expression(r"""\|\s*(\w+)\s*(?::\s*([^|]*)|\(([^()|]*)\))?\s*(?=\||\Z)""")
_ARGUMENT: Final = expression(r"""'([^']*)'|"([^"]*)"|([\w.]+)""")
_DATED: Final = expression(r"\d{4}-\d{2}-\d{2}-(.*)", re.DOTALL)
_SLASHES: Final = expression(r"/{2,}")
_FORMATS: Final = expression(r"%-?[YmdyBbejHMSA]")

_FILTERS: Final[Mapping[str, Callable[[str], str]]] = {
    "slugify": slugified,
    "slug": old_slug,
    **dict.fromkeys(("downcase", "lower"), str.lower),
    **dict.fromkeys(("upcase", "upper"), str.upper),
    **dict.fromkeys(("strip", "trim"), str.strip),
    **dict.fromkeys(("safe", "url", "string"), str),
}


def without_short_folder(path: str) -> str:
    """Return a path without a first folder whose name is one character, which a pattern of Eleventy takes for a dot."""
    return path[2:] if path[1:2] == "/" else path


def stripped(name: str) -> str:
    """Return a name without the date in it and what is before that (`TemplateFileSlug.js`)."""
    match = _DATED.search(name)
    return match[1] if match else name


def of_file(path: str) -> str:
    """Return the address of a file, given without its ending below the input folder (`TemplatePermalink.js`)."""
    folder, _, name = path.rpartition("/")
    is_folder = name == "index" or (folder and folder.rpartition("/")[2] == name)
    return _SLASHES.sub("/", "/" + escape(folder if is_folder else path) + "/")


def of_template(
    template: str, names: Mapping[str, str | datetime], data: Mapping[str, Value], *, nunjucks: bool
) -> str | None:
    """Return the address that a `permalink` gives, None where only a build can tell.

    `names` are what Eleventy supplies. What is not there is nothing; Nunjucks writes the signs of HTML as entities.
    """
    pieces, at = [], 0
    for match in _PIECE.finditer(template):
        found = None if match[2] else _evaluated(match[1].strip(), names, data)
        if found is None:
            return None
        safe = not nunjucks or re.search(r"\|\s*safe\s*\Z", match[1])
        pieces += [
            template[at : match.start()],
            found if safe else escape_html(found).replace("&#x27;", "&#39;"),
        ]
        at = match.end()
    path = _SLASHES.sub("/", "/" + "".join((*pieces, template[at:])).strip())
    return escape(path.removesuffix("index.html") if path.endswith("/index.html") else path)


def _evaluated(expression: str, names: Mapping[str, str | datetime], data: Mapping[str, Value]) -> str | None:
    head = _VALUE.match(expression)
    if head is None:
        return None
    value = _named(head[3], names, data) if head[3] else head[1] or head[2] or ""
    at = head.end()
    while value is not None and at < len(expression):
        step = _FILTER.match(expression, at)
        if step is None:
            return None
        value = _filtered(value, step[1], [one[1] or one[2] or one[3] or "" for one in _arguments(step)])
        at = step.end()
    return value if isinstance(value, str) else None


def _arguments(step: re.Match[str]) -> Iterator[re.Match[str]]:
    return _ARGUMENT.finditer(step[2] or step[3] or "")


def _named(
    name: str, names: Mapping[str, str | datetime], data: Mapping[str, Value]
) -> str | datetime | None:
    if name in names:
        return names[name]
    if name.startswith(("page.", "eleventy.", "collections", "pkg.", "site.", "metadata.")):
        return None
    value: Value | None = data
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return None if isinstance(value, Mapping) else as_js_text(value) or ""


def _filtered(value: str | datetime, name: str, arguments: list[str]) -> str | datetime | None:
    if isinstance(value, datetime):
        known = name == "date" and len(arguments) == 1 and not set(_FORMATS.sub("", arguments[0])) & {"%"}
        return value.astimezone(UTC).strftime(arguments[0]) if known else None
    if name in _FILTERS and not arguments:
        return _FILTERS[name](value)
    if name == "replace" and len(arguments) == 2:
        return value.replace(arguments[0], arguments[1])
    with_another = _WITH_ANOTHER.get(name) if len(arguments) == 1 else None
    return with_another(value, arguments[0]) if with_another else None


_WITH_ANOTHER: Final[Mapping[str, Callable[[str, str], str]]] = {
    "append": lambda value, more: value + more,
    "prepend": lambda value, more: more + value,
    **dict.fromkeys(("default", "d"), lambda value, other: value or other),
}
