"""The dialects of Markdown: what blog engines and note-taking programs write beyond CommonMark and GFM.

One module a dialect, each with a function `enable(parser)` that adds its rules to both parsers. What a dialect adds
to the text's *templates* (Liquid, shortcodes) comes before parsing, and is in `tuireader.rendering.templates`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt

_EVERYWHERE: Final = ("placeholders", "html_containers", "html_hidden")
_MARKDOWN_EXTRA: Final = ("attributes", "definition_lists", "abbreviations")
_DIALECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "jekyll": (*_MARKDOWN_EXTRA, "kramdown_blocks", "loose_tables", "smart_punctuation", "math", "emoji"),
    "hugo": (
        "attributes",
        "bare_attributes",
        "definition_lists",
        "smart_punctuation",
        "callouts",
        "dollar_math",
        "emoji",
    ),
    "zola": ("attributes", "definition_lists", "dollar_math"),
    "pelican": (*_MARKDOWN_EXTRA, "bare_attributes", "contents", "admonitions", "dollar_math"),
    "eleventy": (*_MARKDOWN_EXTRA, "bare_attributes", "contents", "admonitions", "dollar_math"),
    "hexo": ("attributes", "smart_punctuation", "admonitions", "dollar_math"),
    "astro": ("attributes", "smart_punctuation", "admonitions", "dollar_math"),
    "obsidian": (
        "callouts",
        "wikilinks",
        "highlights",
        "comments",
        "inline_tags",
        "block_ids",
        "dollar_math",
    ),
}
_HARMLESS: Final[tuple[str, ...]] = (
    *_MARKDOWN_EXTRA,
    "contents",
    "callouts",
    "wikilinks",
    "admonitions",
    "dollar_math",
    "emoji",
)
"""What a file of no known engine may be written in, and no other text is taken for."""


def enable_dialects(parser: MarkdownIt, engine: str) -> None:
    """Add the rules of an engine's dialects to `parser`; for "plain" those that do no harm to any text."""
    for name in (*_EVERYWHERE, *_DIALECTS.get(engine, _HARMLESS)):
        import_module(f"tuireader.rendering.dialects.{name}").enable(parser)
