"""Of several definitions of one label the last counts: kramdown, Python-Markdown. In CommonMark it is the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

OPTION: Final = "last_definitions"
"""The parser's option that says so."""
SETTLED: Final = "settled"
"""Set in the parser's environment where it is known what all labels lead to, whatever the text itself defines."""


def enable(parser: MarkdownIt) -> None:
    """Make `parser` let the last one count."""
    options: MutableMapping[str, Any] = parser.options
    options[OPTION] = True
    parser.core.ruler.after("block", OPTION, _last)


def _last(state: StateCore) -> None:
    if SETTLED not in state.env:
        for one in state.env.get("duplicate_refs", ()):
            state.env["references"][one["label"]] = {key: one[key] for key in ("title", "href", "map")}
