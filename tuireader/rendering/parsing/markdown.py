"""The Markdown parsers: CommonMark and GFM whole, with footnotes, and the dialects that posts share."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from mdit_py_plugins.footnote import footnote_plugin

from tuireader.archive.engines.facts import PLAIN
from tuireader.rendering.dialects import dialects_in, dialects_of, enable_dialects
from tuireader.rendering.parsing.autolinks import enable_autolinks
from tuireader.rendering.parsing.limits import enable_limits
from tuireader.rendering.parsing.rule_parts import push_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from tuireader.archive.engines.facts import EngineFacts, HeadingIdRule

MAX_NESTING: Final = 100
"""Levels of nesting that are parsed; a list takes two. Deeper blocks are shown as text."""

_OPTIONS: Final = {"maxNesting": MAX_NESTING, "linkify": False, "inline_definitions": True}


class _Parser(MarkdownIt):
    """Keeps every link as it is written: whether it may be opened is decided where links are followed."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        return True


class _Blocks(ParserBlock):
    """Keeps blocks that are nested too deeply as paragraphs, where markdown-it drops them and all that follows."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's names
        if state.level < MAX_NESTING:
            super().tokenize(state, startLine, endLine)
            return
        line = state.skipEmptyLines(startLine)
        while line < endLine and state.sCount[line] >= state.blkIndent:
            after = line
            while after < endLine and not state.isEmpty(after) and state.sCount[after] >= state.blkIndent:
                after += 1
            push_paragraph(state, line, after)
            line = state.skipEmptyLines(after)
        state.line = min(line, endLine)


def block_parser(engine: EngineFacts = PLAIN, dialects: Sequence[str] | None = None) -> MarkdownIt:
    """A parser of blocks alone, in an engine's dialects: its `inline` tokens have no children."""
    parser = _parser(dialects_of(engine) if dialects is None else dialects)
    parser.core.ruler.disable(["inline", "text_join", "autolinks"])
    return _ready(parser)


def full_parser(engine: EngineFacts = PLAIN, dialects: Sequence[str] | None = None) -> MarkdownIt:
    """A parser of blocks and inlines in an engine's dialects, or in those alone that are named.

    Footnotes that the text cites are known by `env["footnotes"]["refs"]`; their definitions stay where they
    are (`footnote_reference_open`). An inline footnote is a `footnote_inline` token whose children are its
    text. Link reference definitions have `definition` tokens, as they have in `block_parser()`.
    """
    return _ready(_parser(dialects_of(engine) if dialects is None else dialects))


def _ready(parser: MarkdownIt) -> MarkdownIt:
    """Have the rules of a parser put together, by its first use.

    To threads that begin with it at the same moment, some would be missing (markdown-it-py 4.3, `Ruler.getRules`).
    """
    parser.parse("a")
    return parser


def _parser(dialects: Sequence[str]) -> MarkdownIt:
    parser = _Parser("gfm-like2", _OPTIONS)
    blocks = _Blocks()
    blocks.ruler.enableOnly(parser.block.ruler.get_active_rules())
    parser.block = blocks
    footnote_plugin(parser, inline=False, move_to_end=False)
    parser.inline.ruler.after("image", "footnote_inline", _footnote_inline)
    parser.core.ruler.disable("linkify")
    parser.inline.ruler.disable("linkify")
    enable_limits(parser)
    enable_autolinks(parser)
    enable_dialects(parser, dialects)
    return parser


def _footnote_inline(state: StateInline, silent: bool) -> bool:
    """`^[text]`, as pandoc writes a note that is not worth a label."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote_inline", "", 0)
        token.content = state.src[state.pos + 2 : end]
        token.children = state.md.inline.parse(token.content, state.md, state.env, [])
    state.pos = end + 1
    return True


_MAX_PARSERS: Final = 16
"""Combinations of dialects whose parsers are kept, those used last: archives have up to 40, at half a megabyte each."""


class Parsers:
    """Two parsers of an engine's dialects: of `blocks` alone, and of blocks and inlines (`full`).

    `dialects` are all of the engine's, unless they are named.
    """

    def __init__(self, engine: EngineFacts = PLAIN, dialects: tuple[str, ...] | None = None) -> None:
        self.engine = engine
        self.dialects = dialects_of(engine) if dialects is None else dialects
        self._other: Callable[[EngineFacts, tuple[str, ...]], Parsers] = lru_cache(_MAX_PARSERS)(
            self._another
        )

    def of(
        self, engine: EngineFacts, text: str | None = None, *, asked: Sequence[str] = (), grown: bool = False
    ) -> Parsers:
        """The parsers of an engine's dialects, or of those that make a difference to `text`, and of those `asked`.

        With `grown`, `text` came to one that has these parsers, or changed in it: their dialects stay.
        """
        if text is None:
            dialects = dialects_of(engine)
        else:
            dialects = dialects_in(engine, text, self.dialects if grown and engine == self.engine else ())
        dialects = (*dialects, *(one for one in asked if one not in dialects))
        if (engine, dialects) == (self.engine, self.dialects):
            return self
        return self._other(engine, dialects)

    def _another(self, engine: EngineFacts, dialects: tuple[str, ...]) -> Parsers:
        found = Parsers(engine, dialects)
        found._other = self._other
        return found

    @property
    def ids(self) -> HeadingIdRule:
        """The rule by which the engine gives headings their ids."""
        return self.engine.heading_ids

    @property
    def id_prefix(self) -> str:
        """What is before the ids that the engine gives headings."""
        return self.engine.heading_id_prefix

    @cached_property
    def blocks(self) -> MarkdownIt:
        """The parser of blocks alone."""
        return block_parser(self.engine, self.dialects)

    @cached_property
    def full(self) -> MarkdownIt:
        """The parser of blocks and inlines."""
        return full_parser(self.engine, self.dialects)
