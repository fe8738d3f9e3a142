"""The top-level blocks of a body: their headings, their definitions, and the references between them."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final, Literal

from markdown_it.token import Token

from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression
from tuireader.rendering.dialects.kramdown import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt

    from tuireader.rendering.tex.macros import Macro

SOURCE = "source"
"""The kind of blocks that show the text of a file as it is written."""
TAB: Final = 4
"""Columns from one stop of tabs to the next (CommonMark, tabs)."""
LARGE_BLOCK: Final = 12_000
"""Characters from which a block is drawn in pieces."""


@dataclass(frozen=True, slots=True)
class BlockHeading:
    """A heading within a block: `row` is its line counted from the block's first; `content` is Markdown.

    `id` is the one that the author gave it; `listed` tells whether a list of contents names it, `raw` whether it is
    written in HTML, `inside` whether it is Markdown within an element of HTML.
    """

    row: int
    level: int
    content: str
    id: str = ""
    listed: bool = True
    raw: bool = False
    inside: bool = False


def headings(group: Sequence[Token], first: int) -> tuple[BlockHeading, ...]:
    """The headings among `group`, in quotes and lists too; `first` is the line their rows are counted from."""
    found: list[BlockHeading] = []
    elements = 0
    for index, token in enumerate(group):
        if token.type == "heading_open" and token.map:
            title, given = group[index + 1].content, token.meta.get("id", "")
            row, level, listed = token.map[0] - first, int(token.tag[1:]), token.meta.get("listed", True)
            found.append(BlockHeading(row, level, title, given, listed=listed, inside=elements > 0))
        elif token.type.startswith("html_container"):
            elements += token.nesting
        elif token.type == "html_block" and token.map:
            found.extend(html_headings(token.content, token.map[0] - first))
    return tuple(found)


_SWALLOWING: Final = frozenset({"script", "style", "pre", "textarea", "template"})
_HEADING: Final = expression(r"h[1-6]")
_TAG: Final = expression(r"<[^<>]*+>")
_MAX_TITLE: Final = 2_000


def html_headings(html: str, row: int) -> Iterator[BlockHeading]:
    """The headings of `html`, whose first line is `row`; one is on the line on which its first tag ends."""
    if "<h" not in html and "<H" not in html:
        return
    from tuireader.rendering.parsing.html_tags import tags
    from tuireader.rendering.templates.cards import OF_MARKDOWN

    counted = 0
    for tag in tags(html, _SWALLOWING):
        if tag.closes or not _HEADING.fullmatch(tag.name):
            continue
        end = re.compile(f"</{tag.name}", re.IGNORECASE).search(html, tag.end, tag.end + _MAX_TITLE)
        content = " ".join(html[tag.end : end.start()].split()) if end else ""
        words = _TAG.sub("", content)
        if words.strip():
            row, counted = row + html.count("\n", counted, tag.end), tag.end
            given = neutralise(tag.attributes.get("id", ""))
            raw = OF_MARKDOWN not in tag.attributes
            yield BlockHeading(row, int(tag.name[1]), content if raw else words, given, raw=raw)


@dataclass(frozen=True, slots=True)
class ListRun:
    """Items of a list that a piece of it holds.

    `ordinal` numbers the first of them and `last` the last of the whole list, where it is ordered; `tight` says how the
    list is set. One that is `continued` began in a piece before: its mark is not shown again.
    """

    ordinal: int | None
    last: int | None
    tight: bool
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece's place in a large block.

    `tight` says that no blank line parts it from the piece before. `info` is the fence's info string, `head` the
    lines above the piece that it needs to be understood (a table's header, an alert's kind). `clip` is the range
    of characters where one line alone is larger than a piece may be; `spans` are those of some columns of a table, one
    for each line, that of its head included. For code that begins the piece, `ordinal` numbers the first line; for code
    that begins or ends it, `last` is the number of lines of the whole. `opening` is in place of the first
    characters of a piece within items, and `lists` are the lists that it is a part of, from the outermost. `above` are
    the lines within these that it needs besides: the header of a table, the mark that begins code.
    """

    index: int
    tight: bool
    info: str = ""
    head: tuple[int, int] | None = None
    clip: tuple[int, int] | None = None
    ordinal: int | None = None
    last: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    opening: str = ""
    lists: tuple[ListRun, ...] = ()
    above: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The state in which a window breaks off a very large block, for the next window to go on with it.

    `index` is that of its next piece, `head` the lines that every piece needs, `ordinal` the number of the next item.
    """

    index: int
    head: tuple[int, int] | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block: lines `start` to `end` (exclusive, 0-based) of the body, without blank lines around it.

    `kind` is the name of markdown-it's token without `_open`; `size` counts characters. `reach` is the number of
    lines, from its first, that tell how it is parsed, where they are more than its own.
    """

    kind: str
    start: int
    end: int
    size: int
    headings: tuple[BlockHeading, ...] = ()
    part: Part | None = None
    reach: int = 0


SOLE: Final = "sole"
"""The label of a list of contents that is none below another one."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition for the whole body on one of its lines: of a link, a note, an abbreviation, a heading, or a macro.

    `label` is normalised as the parser compares it; `title` is an abbreviation's meaning. One of `contents` asks for a
    list of contents.
    """

    kind: Literal["link", "footnote", "abbreviation", "heading", "contents", "macro"]
    label: str
    line: int
    href: str = ""
    title: str = ""
    heading: BlockHeading | None = None
    macro: Macro | None = None


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """A body that is parsed to its end."""

    lines: Sequence[str]
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]


def size_of(lines: Sequence[str], start: int, end: int) -> int:
    """The characters of the lines `start` to `end` (exclusive), with the ends of lines."""
    return sum(map(len, lines[start:end])) + end - start


def block_text(lines: Sequence[str], block: Block) -> str:
    """The Markdown of a block, or of a part of one with the lines that it needs to be understood."""
    text = "\n".join(lines[block.start : block.end])
    if block.part is None:
        return text
    if block.part.clip:
        start, end = block.part.clip
        return text[start:end]
    if block.part.above:
        text = "\n".join((*lines[slice(*block.part.above)], text))
    text = block.part.opening + _from_column(text, len(block.part.opening))
    if block.part.spans and block.part.head:
        rows = (*range(*block.part.head), *range(block.start, block.end))
        cut = zip(rows, block.part.spans, strict=True)
        return "\n".join(f"|{lines[row][start:end]}|" for row, (start, end) in cut)
    if block.part.head:
        start, end = block.part.head
        return "\n".join(lines[start:end]) + "\n" + text
    return text


def _from_column(text: str, start: int) -> str:
    """`text` from a column on; what a tab at its beginning reaches beyond that is blanks."""
    at = column = 0
    while column < start and at < len(text):
        column += TAB - column % TAB if text[at] == "\t" else 1
        at += 1
    return " " * (column - start) + text[at:]


@dataclass(frozen=True, slots=True)
class References:
    """The targets of a body's references: links by normalised label, footnotes with their number.

    `abbreviations` maps them to their meanings. `headings` are those that a list of contents is made from, if the
    body asks for one. `overridden` are the lines of notes that do not count, since a later one has their label, and of
    lists that would be of contents, were there none above.
    `macros` are those for formulas.
    """

    links: Mapping[str, Definition] = field(default_factory=dict)
    footnotes: Mapping[str, int] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[BlockHeading, ...] = ()
    overridden: frozenset[int] = frozenset()
    macros: Mapping[str, Macro] = field(default_factory=dict)

    def same_targets(self, other: References) -> bool:
        """Tell whether both lead to the same targets, wherever these are defined."""
        return (
            self.footnotes == other.footnotes
            and self.abbreviations == other.abbreviations
            and self.headings == other.headings
            and self.overridden == other.overridden
            and self.macros == other.macros
            and _targets(self.links) == _targets(other.links)
        )

    def environment(self) -> dict[str, object]:
        """The parser's `env`, in which a block on its own finds the definitions of the rest of the body."""
        return {
            "abbreviations": dict(self.abbreviations),
            "references": {
                label: {"href": found.href, "title": found.title, "map": [found.line, found.line + 1]}
                for label, found in self.links.items()
            },
            SETTLED: True,
            "footnotes": {"refs": {f":{label}": -1 for label in self.footnotes}, "list": {}},
        }


def references(
    definitions: Iterable[Definition], cited: Iterable[str], *, last_counts: bool = False
) -> References:
    """The references that `definitions` make; footnotes are numbered in the order they are `cited`, by label.

    The first definition of a label counts (CommonMark, link reference definitions), or the last where the engine has
    it so (`dialects.last_definitions`). Notes that nothing cites are numbered last.
    """
    kinds: dict[str, list[Definition]] = {}
    for definition in definitions:
        kinds.setdefault(definition.kind, []).append(definition)
    links: dict[str, Definition] = {}
    for one in kinds.get("link", ()):
        if last_counts or one.label not in links:
            links[one.label] = one
    notes = {one.label: one.line for one in kinds.get("footnote", ())}
    lost = [one.line for one in kinds.get("footnote", ()) if last_counts and one.line != notes[one.label]]
    sole = {one.line for one in kinds.get("contents", ()) if one.label == SOLE}
    lost.extend(sole - {min(sole, default=0)})
    order = dict.fromkeys(label for label in cited if label in notes) | dict.fromkeys(notes)
    return References(
        links,
        {label: number for number, label in enumerate(order, 1)},
        {one.label: one.title for one in kinds.get("abbreviation", ())},
        tuple(one.heading for one in kinds.get("heading", ()) if one.heading) if "contents" in kinds else (),
        frozenset(lost),
        {one.label: one.macro for one in kinds.get("macro", ()) if one.macro},
    )


def _targets(links: Mapping[str, Definition]) -> dict[str, tuple[str, str]]:
    return {label: (one.href, one.title) for label, one in links.items()}


_INDENT: Final = expression(r"^(?: {4}| {0,3}\t)", re.MULTILINE)


_DIVIDED: Final = frozenset({"paragraph", "fence", "code_block", "html_block", "math_block"})
"""The kinds of blocks that have parts."""


def block_tokens(parser: MarkdownIt, block: Block, text: str, env: dict[str, object]) -> list[Token]:
    """The tokens of `text`, which is the block's own (`block_text`)."""
    if block.part is None or block.kind not in _DIVIDED:
        # The end of code may be in a later piece.
        tokens = parser.parse(text, {**env, "goes_on": True} if block.part and block.part.last else env)
        if block.part and block.part.ordinal:
            _complete_code(tokens, block.part.info, text.count("\n") + 1)
        # Number signs that are text below other blocks begin a heading alone.
        alone = block.kind == "paragraph" and tokens and tokens[0].type == "heading_open"
        return _paragraph(parser, block, text, env) if alone else tokens
    if block.kind == "paragraph":
        return _paragraph(parser, block, text, env)
    if block.kind == "code_block" and not (block.part.clip and block.part.clip[0]):
        text = without_indent(text)
    rows = [0, block.end - block.start]
    return [Token(block.kind, "", 0, content=text + "\n", info=block.part.info, map=rows, block=True)]


def _paragraph(parser: MarkdownIt, block: Block, text: str, env: dict[str, object]) -> list[Token]:
    rows = [0, block.end - block.start]
    inline = parser.parseInline(text.strip(), env)
    inline[0].map = rows
    opening, closing = Token("paragraph_open", "p", 1, map=rows), Token("paragraph_close", "p", -1)
    return [opening, *inline, closing]


def _complete_code(tokens: Sequence[Token], info: str, rows: int) -> None:
    """Give a piece of indented code with which `tokens` end the info of the whole, and the blank lines at its end."""
    last = next((token for token in reversed(tokens) if token.map and token.nesting >= 0), None)
    if last and last.map and last.type == "code_block":
        last.info, last.content = info, last.content + "\n" * (rows - last.map[1])


def without_indent(text: str) -> str:
    """The text of indented code, without its indentation."""
    return _INDENT.sub("", text)
