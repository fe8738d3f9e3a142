"""The dialects of Markdown: what blog engines and note-taking programs write beyond CommonMark and GFM.

One module a dialect, each with a function `enable(parser)` that adds its rules to both parsers. What a dialect adds
to the text's *templates* (Liquid, shortcodes) comes before parsing, and is in `tuireader.rendering.templates`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.placeholders import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markdown_it import MarkdownIt

NUMBERED: Final = "numbered_wikilinks"
"""The dialect of wikilinks to notes whose name is a number; behind it the only ones there are, if that is known."""
LINE_BREAKS: Final = "line_breaks"
"""The dialect of sites that are set to break lines where the source does."""
_EVERYWHERE: Final = ("placeholders", "html_containers", "html_hidden")
_MARKDOWN_EXTRA: Final = ("attributes", "definition_lists", "abbreviations")
_BARE: Final = ("bare_attributes", "bare_span_attributes")
_AS_ELDER: Final = ("html_elements", "last_definitions", "loose_emphasis")
"""What kramdown and Python-Markdown, which are older than CommonMark, agree on against it."""
_DIALECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "jekyll": (
        *_MARKDOWN_EXTRA,
        *_AS_ELDER,
        "kramdown_blocks",
        "kramdown_headings",
        "loose_addresses",
        "loose_tables",
        "raw_elements",
        "smart_punctuation",
        "math",
        "emoji",
        "double_tildes",
    ),
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
    "pelican": (
        *_MARKDOWN_EXTRA,
        *_AS_ELDER,
        "code_cells",
        *_BARE,
        "contents",
        "admonitions",
        "dollar_math",
        "double_tildes",
    ),
    "eleventy": (*_MARKDOWN_EXTRA, *_BARE, "contents", "admonitions", "dollar_math", "double_tildes"),
    "hexo": ("attributes", "smart_punctuation", "admonitions", "dollar_math"),
    "astro": ("attributes", "smart_punctuation", "admonitions", "dollar_math"),
    "obsidian": (
        "callouts",
        "wikilinks",
        "numbered_wikilinks",
        "image_sizes",
        "highlights",
        "comments",
        "inline_tags",
        "block_ids",
        "dollar_math",
        "double_tildes",
        "line_breaks",
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


_ANY: Final = ("",)
"""For rules that stand in the place of CommonMark's: they cost no more, and fewer parsers are made with them always."""
_MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "abbreviations": ("*[",),
    "admonitions": ("!!!", "???", ":::"),
    "attributes": ("{",),
    "bare_attributes": ("{",),
    "bare_span_attributes": ("{",),
    "block_ids": ("^",),
    "callouts": ("[!",),
    "code_cells": ("|",),
    "comments": ("%%",),
    "contents": ("c]", "C]", "_]]", "c}", "C}"),
    "definition_lists": ("\n:", " : ", " :\t", "\t: ", "\t:\t", ">: ", ">:\t"),
    "dollar_math": ("$", "\\(", "\\[", "\\begin", "math"),
    "double_tildes": ("~",),
    "emoji": (":",),
    "highlights": ("==",),
    "html_containers": ("<",),
    "html_elements": _ANY,
    "html_hidden": ("</",),
    "image_sizes": ("![",),
    "inline_tags": ("#",),
    "kramdown_blocks": ("{:", "^", "\\\\"),
    "kramdown_headings": _ANY,
    "last_definitions": _ANY,
    "line_breaks": ("\n",),
    "loose_addresses": ("](",),
    "loose_emphasis": _ANY,
    "loose_tables": ("|",),
    "math": ("$", "\\(", "\\[", "\\begin", "math"),
    "numbered_wikilinks": ("[[",),
    "placeholders": (OPEN,),
    "raw_elements": ("</code", "</kbd", "</samp", "</var"),
    "smart_punctuation": ("'", '"', "--", "..", "<<", ">>"),
    "wikilinks": ("[[",),
}
"""Of these a text has at least one that a dialect makes a difference to."""


_MODULES: Final[Mapping[str, str]] = {
    "bare_attributes": "attributes",
    "bare_span_attributes": "attributes",
    "block_ids": "obsidian",
    "callouts": "obsidian",
    "code_cells": "tables",
    "comments": "obsidian",
    "contents": "attributes",
    "dollar_math": "math",
    "double_tildes": "kramdown",
    "highlights": "obsidian",
    "html_containers": "html",
    "html_elements": "html",
    "html_hidden": "html",
    "image_sizes": "obsidian",
    "inline_tags": "obsidian",
    "kramdown_blocks": "kramdown",
    "kramdown_headings": "kramdown",
    "last_definitions": "kramdown",
    "line_breaks": "obsidian",
    "loose_emphasis": "kramdown",
    "loose_tables": "tables",
    "numbered_wikilinks": "obsidian",
    "raw_elements": "html",
    "wikilinks": "obsidian",
}
"""The modules of dialects that share one; each other dialect has a module of its own name."""


def dialects_of(engine: str) -> tuple[str, ...]:
    """The names of an engine's dialects; for "plain" of those that do no harm to any text."""
    return (*_EVERYWHERE, *_DIALECTS.get(engine, _HARMLESS))


def dialects_in(engine: str, text: str) -> tuple[str, ...]:
    """Those of an engine's dialects without which `text` would be another: the others' rules would cost for nothing."""

    # To look for one character costs a tenth of what it costs to look for several.
    @cache
    def has(mark: str) -> bool:
        return mark in text if len(mark) == 1 else all(map(has, mark)) and mark in text

    return tuple(name for name in dialects_of(engine) if any(map(has, _MARKS[name])))


def enable_dialects(parser: MarkdownIt, names: Iterable[str]) -> None:
    """Add the rules of dialects to `parser`; words behind a dialect's name are for that alone."""
    for named in names:
        name, *words = named.split()
        module = import_module(f"tuireader.rendering.dialects.{_MODULES.get(name, name)}")
        getattr(module, f"enable_{name}")(parser, *words)
