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

_EVERYWHERE: Final = ("placeholders",)
_DIALECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "jekyll": (),
    "hugo": (),
    "zola": (),
    "pelican": (),
    "eleventy": (),
    "hexo": (),
    "astro": (),
    "obsidian": (),
}
_HARMLESS: Final[tuple[str, ...]] = ()
"""What a file of no known engine may be written in, and no other text is taken for."""


def enable_dialects(parser: MarkdownIt, engine: str) -> None:
    """Add the rules of an engine's dialects to `parser`; for "plain" those that do no harm to any text."""
    for name in (*_EVERYWHERE, *_DIALECTS.get(engine, _HARMLESS)):
        import_module(f"tuireader.rendering.dialects.{name}").enable(parser)
