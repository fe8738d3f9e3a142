"""Footnotes that are cited and not defined, or the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.checking.open_text import without_code
from tuireader.rendering.body.parsed_start import cited_footnotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuireader.archive.post import Problem
    from tuireader.checking.open_text import Text

_NOTE: Final = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:")
_LABEL: Final = re.compile(r"\w+")
_CITATION: Final = (
    r"""(?:(?<=[^\W_]|[.,;:!?"'”’)])(?!\[\^\w\])|(?<!\\)(?=\[\^\d))\[\^{}\](?![*+?{{(\[|\]/\\$:])"""
)
"""A citation where nothing says that there are any: a number, or a name behind a word, and no sign of an expression."""


def open_notes(text: Text) -> Iterator[Problem]:
    """Yield a problem for each footnote that is cited and not defined, or the other way round."""
    plain = without_code(text.lines)
    lines = plain.split("\n")
    defined = {note[1]: number for number, line in enumerate(lines) if (note := _NOTE.match(line))}
    cited = set(cited_footnotes(plain))
    asked = sorted(label for label in cited - defined.keys() if _LABEL.fullmatch(label))
    for label in asked if defined else _surely_cited(text, plain, asked):
        line = next((number for number, line in enumerate(lines) if f"[^{label}]" in line), 0)
        message = f"footnote [^{label}] is not defined: write [^{label}]: and its text"
        yield text.problem("undefined-footnote", message, line, "warning")
    for label, line in defined.items():
        if label not in cited:
            message = f"footnote [^{label}] is cited nowhere, so it is not shown"
            yield text.problem("uncited-footnote", message, line, "info")


def _surely_cited(text: Text, plain: str, labels: Iterable[str]) -> list[str]:
    """Return those labels that are meant for footnotes in a text which defines none.

    There `[^…]` may be an expression, or the site may know no footnotes.
    """
    likely = [label for label in labels if re.search(_CITATION.format(label), plain)]
    if not likely or not text.site.engine.footnotes:
        return []
    tokens = text.parsers.full.parse(plain)
    shown = [child.content for token in tokens for child in token.children or () if child.type == "text"]
    return [label for label in likely if any(f"[^{label}]" in one for one in shown)]
