"""Blocks drawn on demand, each drawing kept for as long as its text, its width and its theme hold."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tuireader.rendering.body.blocks import SOURCE, block_text
from tuireader.rendering.drawing import BlockContext, DrawOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.rendering.body.blocks import Block, Part, References
    from tuireader.rendering.drawing import Drawing
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.rendering.theme import Theme

_MAX_BLANK = 20
"""Blank lines that may be above the first block."""
KEPT_DRAWINGS = 512
"""Drawings kept: several screens of the shortest blocks."""


class Drawer:
    """Draws blocks at one width in one theme; a drawing's rows count its source lines from the block's first."""

    def __init__(
        self,
        parsers: Parsers,
        theme: Theme,
        width: int,
        references: References,
        options: DrawOptions | None = None,
    ) -> None:
        self.theme = theme
        self.width = width
        self.references = references
        self.options = options or DrawOptions()
        self._parsers = parsers
        self._environment = references.environment()
        self._kept: OrderedDict[tuple[str, str, Part | None, frozenset[int], frozenset[int]], Drawing] = (
            OrderedDict()
        )

    def changed(
        self,
        *,
        parsers: Parsers | None = None,
        theme: Theme | None = None,
        width: int | None = None,
        references: References | None = None,
    ) -> Drawer:
        """A drawer like this one but for the parts that are given; this one where that is the same parsers alone."""
        if parsers is self._parsers and not (theme or width or references):
            return self
        return Drawer(
            parsers or self._parsers,
            theme or self.theme,
            width or self.width,
            references or self.references,
            self.options,
        )

    def with_options(self, options: DrawOptions) -> Drawer:
        """A drawer like this one with other options; it draws again only the blocks that these may change."""
        drawer = Drawer(self._parsers, self.theme, self.width, self.references, options)
        if self.references.abbreviations and options.notes != self.options.notes:
            return drawer
        for key, drawing in self._kept.items():
            folds = drawing.folds and options.unfolded != self.options.unfolded
            codes = drawing.codes and options.wrap_code != self.options.wrap_code
            notes = "[^" in key[1] and (options.notes or self.options.notes)
            title = key[0] == "first heading" and options.title != self.options.title
            ranks = drawing.headings and options.raised != self.options.raised
            pictures = draws_otherwise(options, self.options) and ("![" in key[1] or "<" in key[1])
            diagrams = (
                options.diagram is not self.options.diagram or draws_otherwise(options, self.options)
            ) and "mermaid" in key[1]
            if not (folds or codes or notes or title or ranks or pictures or diagrams):
                drawer._kept[key] = drawing
        return drawer

    def draw(self, lines: Sequence[str], block: Block, toggled: frozenset[int] = frozenset()) -> Drawing:
        """The drawing of a block of `lines`; `toggled` are its rows that were folded or unfolded."""
        text = block_text(lines, block)
        first = block.kind == "heading" and _begins(lines, block)
        kind = "first heading" if first else block.kind
        key = (kind, text, block.part, toggled, self._overridden_in(block))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        drawing = self._draw(text, block, toggled, replace(self.options, title=self.options.title * first))
        self._kept[key] = drawing
        if len(self._kept) > KEPT_DRAWINGS:
            self._kept.popitem(last=False)
        return drawing

    def _draw(self, text: str, block: Block, toggled: frozenset[int], options: DrawOptions) -> Drawing:
        # The elements take long to load, and are not needed before there is something to draw.
        from tuireader.rendering.body.blocks import block_tokens
        from tuireader.rendering.elements.draw import draw

        if block.kind == SOURCE:
            from tuireader.rendering.page.source import draw_source

            return draw_source(text, block, self.theme, self.width)
        tokens = block_tokens(self._parsers.full, block, text, self._environment)
        if self.options.notes and "[^" in text:
            from tuireader.rendering.page.notes import with_notes

            tokens = with_notes(tokens, self.options.note, self._parsers.full, self._environment)
        return draw(tokens, self._context(block, toggled, options))

    def _overridden_in(self, block: Block) -> frozenset[int]:
        """The rows of a block at which notes begin that do not count."""
        found = self.references.overridden
        if not found:
            return found
        return frozenset(line - block.start for line in found if block.start <= line < block.end)

    def _context(self, block: Block, toggled: frozenset[int], options: DrawOptions) -> BlockContext:
        context = BlockContext(
            self.width,
            self.theme,
            self.references.footnotes,
            options=options,
            toggled=toggled,
            overridden=self._overridden_in(block),
            contents=partial(contents_of, self._parsers, self.references),
            macros=self.references.macros,
        )
        if (part := block.part) is None:
            return context
        return replace(
            context,
            source=sum(start - end for start, end in (part.head or (0, 0), part.above or (0, 0))),
            ordinal=part.ordinal,
            last=part.last,
            lists=part.lists,
            continues=part.index > 0,
            midline=bool(part.clip and part.clip[0]),
            piece=True,
        )


def contents_of(parsers: Parsers, references: References) -> Sequence[OutlineEntry]:
    """The entries of a list of contents: the headings of the whole body, as far as they are known."""
    from tuireader.rendering.body.blocks import Block
    from tuireader.rendering.outline import outline

    found = references.headings
    blocks = (Block("heading", 0, 1, 0, (heading,)) for heading in found)
    entries = outline(parsers.full, blocks, parsers.ids, parsers.id_prefix)
    return [entry for entry, heading in zip(entries, found, strict=True) if heading.listed]


def draws_otherwise(options: DrawOptions, before: DrawOptions) -> bool:
    """Whether pictures may look different than before."""
    return options.picture is not before.picture or options.picture_rows != before.picture_rows


def _begins(lines: Sequence[str], block: Block) -> bool:
    return block.start <= _MAX_BLANK and not any(line.strip() for line in lines[: block.start])
