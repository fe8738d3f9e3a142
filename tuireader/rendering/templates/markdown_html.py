"""Markdown as HTML on one line, for blocks of templates that have no more lines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt


def html_line(text: str) -> str:
    """Return a text of Markdown as HTML without line breaks; those in `pre` are written as references."""
    return "".join(_without_breaks(_renderer().render(text).strip()))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few templates print more blocks than they have lines

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _without_breaks(html: str) -> Iterator[str]:
    first, *rest = html.split("<pre>")
    yield first.replace("\n", " ")
    for part in rest:
        code, end, after = part.partition("</pre>")
        yield "<pre>" + code.replace("\n", "&#10;" if end else " ") + end + after.replace("\n", " ")
