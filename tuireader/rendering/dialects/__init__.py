"""The dialects of Markdown: the syntax of blog engines and note-taking programs beyond CommonMark and GFM.

Each has a function `enable_…(parser)` in its module that adds its rules to both parsers. Templates
(Liquid, shortcodes) come before parsing, and are in `tuireader.rendering.templates`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.formulas import DOLLARS_IF_ASKED
from tuireader.rendering.dialects.placeholders import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from markdown_it import MarkdownIt

    from tuireader.archive.engines.facts import EngineFacts

NUMBERED: Final = "numbered_wikilinks"
"""The dialect of wikilinks to notes whose name is a number; after it the only ones there are, if that is known."""
LINE_BREAKS: Final = "line_breaks"
"""The dialect of sites that are set to break lines where the source does."""
WIKILINKS: Final = "wikilinks"
"""The dialect of sites where `[[Note]]` is a link."""
_EVERYWHERE: Final = ("placeholders", "html_containers", "html_hidden")

_ANY: Final = ("",)
"""For rules that replace CommonMark's: they cost no more, and always to have them makes fewer parsers."""
_DIALECTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "abbreviations": ("abbreviations", ("*[",)),
    "admonitions": ("admonitions", ("!!!", "???", ":::")),
    "attributes": ("attributes", ("{",)),
    "bare_attributes": ("attributes", ("{",)),
    "bare_span_attributes": ("attributes", ("{",)),
    "block_ids": ("obsidian", ("^",)),
    "block_properties": ("obsidian", ("::",)),
    "bracket_math": ("math", ("$", "\\(", "\\[", "\\begin", "math")),
    "bracketed_spans": ("attributes", ("]{",)),
    "callouts": ("obsidian", ("[!",)),
    "cell_options": ("code_notes", ("|",)),
    "code_cells": ("tables", ("|",)),
    "code_notes": ("code_notes", ("[!code ",)),
    "comments": ("obsidian", ("%%",)),
    "container_titles": ("admonitions", (":::",)),
    "containers": ("admonitions", (":::",)),
    "contents": ("attributes", ("c]", "C]", "_]]", "c}", "C}")),
    "definition_lists": ("definition_lists", ("\n:", " : ", " :\t", "\t: ", "\t:\t", ">: ", ">:\t")),
    "dollar_math": ("math", ("$", "\\(", "\\[", "\\begin", "math")),
    "double_tildes": ("kramdown", ("~",)),
    "emoji": ("emoji", (":",)),
    "end_attributes": ("attributes", ("}",)),
    "escaped_formulas": ("math", ("\\",)),
    "exact_labels": ("loose_addresses", ("[ ", " ]", "[\t", "\t]", "[\n", "\n]")),
    "hash_headings": ("kramdown.headings", _ANY),
    "heading_attributes": ("attributes", ("{",)),
    "highlights": ("obsidian", ("==",)),
    "html_containers": ("html", ("<",)),
    "html_elements": ("html", _ANY),
    "html_hidden": ("html", ("</",)),
    "image_sizes": ("obsidian", ("![",)),
    "inline_tags": ("obsidian", ("#",)),
    "kramdown_alone": ("kramdown", _ANY),
    "kramdown_blocks": ("kramdown", ("{:", "^", "\\\\")),
    "kramdown_code": ("kramdown.code", _ANY),
    "kramdown_formulas": ("math", ("\\",)),
    "kramdown_html": ("kramdown.html", _ANY),
    "kramdown_headings": ("kramdown.headings", _ANY),
    "kramdown_rules": ("kramdown", _ANY),
    "last_definitions": ("kramdown", _ANY),
    "line_breaks": ("obsidian", ("\n",)),
    "lists_apart": ("kramdown", _ANY),
    "long_dashes": ("smart_punctuation", ("--",)),
    "loose_addresses": ("loose_addresses", ("](",)),
    "loose_emphasis": ("kramdown", _ANY),
    "loose_tables": ("tables", ("|",)),
    "magic_comments": ("code_notes", ("highlight-",)),
    "markdown_in_html": ("kramdown.html", ("<",)),
    "math": ("math", ("$", "\\(", "\\[", "\\begin", "math")),
    "myst": ("myst", ("`{", "}`", "~{", ":{", ": {", "` {", "~ {", ")=", "%", "+++")),
    "numbered_wikilinks": ("obsidian", ("[[",)),
    "placeholders": ("placeholders", (OPEN,)),
    "plain_notes": ("obsidian", ("[^", "^[")),
    "plain_tasks": ("obsidian", ("[ ]", "[x]", "[X]")),
    "plain_tildes": ("kramdown", ("~",)),
    "scripts": ("kramdown", ("~", "^")),
    "single_dollars": ("math", ("$",)),
    "smart_punctuation": ("smart_punctuation", ("'", '"', "--", "..", "<<", ">>")),
    "smartypants": ("smart_punctuation", ("'", '"', "--", "..")),
    "spaced_definitions": ("loose_addresses", ("]:",)),
    "spaced_references": ("loose_addresses", ("] ", "]\t", "]\n")),
    "straight_quotes": ("smart_punctuation", ("'", '"')),
    "tildes_in_words": ("kramdown", ("~",)),
    "titled_admonitions": ("admonitions", ("!!!", "???")),
    "typed_symbols": ("smart_punctuation", ("--", "..", "<<", ">>")),
    "typographer": ("smart_punctuation", ("'", '"', "--", "..", "<<", ">>")),
    "whole_paragraphs": ("kramdown", _ANY),
    "wikilinks": ("obsidian", ("[[",)),
}
"""The module of each dialect, and its marks: it makes no difference to a text that has none of them."""


def dialects_of(engine: EngineFacts) -> tuple[str, ...]:
    """The names of an engine's dialects and of those that every text may be written in."""
    return (*_EVERYWHERE, *(name for name in engine.dialects if name != DOLLARS_IF_ASKED))


def dialects_in(engine: EngineFacts, text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The dialects of an engine that make a difference to `text`, with those `known` to make one to what is around it.

    The rules of the others would cost for nothing.
    """
    has = _Marks(text).__getitem__
    return tuple(
        name
        for name in dialects_of(engine)
        if name in known or any(map(has, _DIALECTS[name.partition(" ")[0]][1]))
    )


class _Marks(dict[str, bool]):
    """Whether marks are in a text; looked for once each.

    A function that remembers and calls itself would keep the text until garbage is collected.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, mark: str) -> bool:
        # To look for one character costs a tenth of what it costs to look for several.
        single = len(mark) == 1
        found = self[mark] = (single or all(map(self.__getitem__, mark))) and mark in self._text
        return found


def enable_dialects(parser: MarkdownIt, names: Iterable[str]) -> None:
    """Add the rules of dialects to `parser`; words after a dialect's name are for that alone."""
    for named in names:
        name, *words = named.split()
        module = import_module(f"tuireader.rendering.dialects.{_DIALECTS[name][0]}")
        getattr(module, f"enable_{name}")(parser, *words)
