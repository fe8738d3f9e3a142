"""The outline of a post: its headings in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression
from tuireader.rendering.dialects.placeholders import OPEN, bracketed, legible
from tuireader.rendering.dialects.smart_punctuation import TYPED
from tuireader.rendering.heading_ids import BY_WORDS, MARKED, PARTWISE, PYTHON, SLUGS, HeadingIds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from tuireader.archive.engines.facts import HeadingIdRule
    from tuireader.rendering.body.blocks import Block, BlockHeading

_MARKUP = frozenset(f"*_`[]<>&\\~!:^@\"'$=%#{OPEN}")
_SIGNS = ("--", "...")
_NO_OWN = "github-slugger"
"""The rule of Astro, where a heading cannot say its id."""
_TITLE_WITHOUT = "mdast-below-title"
"""The rule of Docusaurus, whose theme gives a heading of the first level no id (3.10.2, `theme/Heading`)."""
_GFM = "kramdown-gfm"
"""The rule of kramdown's parser for GFM, which gives no ids within elements of HTML (1.1.0, `update_elements`)."""
_KRAMDOWN = frozenset({"kramdown", _GFM})
_OF_MARKDOWN = frozenset(
    {
        *PARTWISE,
        *SLUGS,
        *MARKED,
        *PYTHON,
        *_KRAMDOWN,
        "markdown-it-anchor",
        "mdast",
        "mdit-vue",
        "pandoc",
        _NO_OWN,
        _TITLE_WITHOUT,
    }
)
"""The rules for headings of Markdown alone: those in HTML have the ids that are written, which count for no other."""
_SET = PYTHON | _KRAMDOWN | {_NO_OWN}
"""The rules that take the text of a heading as it is set, without pictures."""
_PYMDOWNX = frozenset({"pymdownx", "pymdownx-underscored"})
_ATTRIBUTES = expression(r"[ ]+\{:?[ ]*[^{}\s][^{}\n]*\}[ ]*$")
"""Attributes of a heading, which are any words in braces (Python-Markdown 3.11, `extensions/attr_list.py`)."""
_BESIDE = "\ufdd9"
"""Stands after the text of an image."""
_RUN_ON = expression(f"{_BESIDE}(?=\\w)")
_TYPED = expression(r"-{2,3}|\.{3}")
_NOTE = expression(r"\[\^[^\[\]\s]+\]")
_LABELLED = expression(r"(?<![\\`])\[(?!\^)([^\[\]`\n]{1,999})\][ ]?\[[^\[\]^\n]{1,999}\](?!\()")
"""A link whose address is defined elsewhere."""
_CITATION = expression(r"(?<![\w\\])@[A-Za-z][\w:.-]*")
_WORD_IN_BRACES = expression(r"\{[ ]*\w+[ ]*\}[ ]*\Z")
_BRACES = expression(r"[ \t]*\{[^{}]*\}[ \t]*$")
_EMOJI_NAME = expression(r":([\w+-]{1,40}):")
_TILDE = expression(r"(?<=\w)~(?=\w)")
_ENTITY = expression(
    r"(?<!\\)&(?!(?:amp|lt|gt|quot|#39|#96|#x2F|#x3D);)(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
)
_ENTITIES = expression(r"(?<!\\)&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)")
_TAG = expression(r"<!--.{0,2000}?-->|<(?=[^\s>])[^<>]*(?:>|\Z)", re.DOTALL)
_LITERAL = MARKED | BY_WORDS | {_NO_OWN}
"""The rules of renderers to which braces after a heading are text, unless a dialect of the site reads them."""
_ID = expression(r"[ \t]+\{#([^\s{}]+)\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading: its plain `title`, `anchor` (unique in the post), and 0-based `line` of the body.

    `ordinal` counts the headings of the same title, from 1.
    """

    level: int
    title: str
    anchor: str
    line: int
    ordinal: int = 1


def outline(
    parser: MarkdownIt,
    blocks: Iterable[Block],
    ids: HeadingIdRule = "kramdown-gfm",
    prefix: str = "",
    *,
    untitled: bool = False,
) -> tuple[OutlineEntry, ...]:
    """Every heading of `blocks`, those in quotes and lists too, in the order of the text; `ids` rules the anchors.

    The `prefix` comes before those that are not written. Headings without words are there if the `untitled` are asked
    for, as far as they have an anchor.
    """
    counts: dict[str, int] = {}
    anchors = HeadingIds(ids)
    within = HeadingIds("kramdown") if ids == _GFM else anchors
    entries = []
    blocks = tuple(blocks)
    if ids in SLUGS:
        written = (heading for block in blocks for heading in block.headings if not heading.raw)
        for own in filter(None, map(_own, written)):
            anchors.take(own)
    for block in blocks:
        for heading in block.headings:
            title = heading_title(parser, heading.content, ids)
            counts[title] = counts.get(title, 0) + 1
            own = heading.id if ids in _LITERAL else _own(heading)
            if heading.raw and ids in _OF_MARKDOWN:
                anchor = own
            else:
                rule = within if heading.inside else anchors
                made = "" if own else rule.next(_as_read(parser, heading.content, title, ids))
                anchor = anchors.take(own) if own else prefix + made if ids != "none" else ""
            if ids == _TITLE_WITHOUT and heading.level == 1:
                anchor = ""
            line = block.start + heading.row
            if title or (untitled and anchor):
                entries.append(OutlineEntry(heading.level, title, anchor, line, counts[title]))
    return tuple(entries)


def _own(heading: BlockHeading) -> str:
    """The id that is written for a heading, or nothing."""
    given = _ID.search(heading.content)
    return heading.id or (given[1] if given else "")


def current(entries: Sequence[OutlineEntry], line: int) -> int | None:
    """The index of the entry that line `line` of the body is under, or None above the first."""
    above = bisect_right(entries, line, key=lambda entry: entry.line)
    return above - 1 if above else None


def anchor_line(entries: Iterable[OutlineEntry], anchor: str) -> int | None:
    """The line of the heading that `anchor` means: an id, or the heading's own words; None if there is none."""
    wanted = anchor.casefold()
    for entry in entries:
        if wanted in {entry.anchor.casefold(), entry.title.casefold()}:
            return entry.line
    return None


def heading_title(parser: MarkdownIt, content: str, ids: HeadingIdRule = "kramdown-gfm") -> str:
    """The text of a heading without its markup, and without the id that is written after it, if one may be."""
    content = content if ids in _LITERAL else _ID.sub("", content)
    if "][" in content:
        content = _LABELLED.sub(r"[\1](#)", content)
    if _MARKUP.isdisjoint(content) and not any(sign in content for sign in _SIGNS):
        content = content.strip()
        return " ".join(content.split()) if "\n" in content or "\t" in content else content
    inline = parser.parseInline(content, {})[0]
    text = _RUN_ON.sub(" ", "".join(_texts(inline.children or ()))).replace(_BESIDE, "")
    return neutralise(legible(" ".join(text.split())))


def _as_read(parser: MarkdownIt, content: str, title: str, ids: HeadingIdRule) -> str:
    """The text that an id is made from: a heading's, with an image's text right beside the next word."""
    if reads := _READERS.get(ids):
        return reads(parser, content)
    by_parts = ids in PARTWISE and not (_MARKUP.isdisjoint(content) and not _in_parts(content))
    if ids in _SET:
        return _as_set_reads(parser, content, ids)
    if ids in _LITERAL:
        if ids in MARKED:
            content = _as_marked_reads(parser, content)
        else:
            content = _as_eleventy_reads(parser, content, comments=ids == "slugify")
        return content
    if "![" not in content and not by_parts:
        return content.strip() if ids in PARTWISE else title
    inline = parser.parseInline(_ID.sub("", content), {})[0]
    if by_parts:
        from tuireader.rendering.goldmark_text import goldmark_text

        return goldmark_text(inline.children or (), content)
    text = "".join(_texts(inline.children or ())).replace(_BESIDE, "")
    return neutralise(legible(" ".join(text.split())))


def _as_set_reads(parser: MarkdownIt, content: str, ids: HeadingIdRule) -> str:
    """The text of a heading as it is set; kramdown's own parser takes the source, PyMdown's slug blanks as one."""
    written = _NOTE.sub(lambda note: note[0][2:-1], content) if ids == _NO_OWN else _ID.sub("", content)
    if ids == "kramdown":
        return written
    if TYPED in parser.options:
        written = _TYPED.sub("", written)  # to kramdown they are signs all the same
    if ids in PYTHON and "attributes" in parser.inline.ruler.get_active_rules():
        written = _ATTRIBUTES.sub("", written)
    read = _as_kramdown_reads(parser, written)
    return " ".join(read.split()) if ids in _PYMDOWNX else read


def _as_kramdown_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading as kramdown's parser for GFM and Python-Markdown have it, its blanks as they are typed.

    Code, formulas and entities count as what they say; pictures, notes, comments and tags have no text. Dashes
    and quotes that the site sets are typographic by then, but in code (kramdown-parser-gfm 1.1.0, `gfm.rb`,
    `update_raw_text`; Python-Markdown 3.11, `extensions/toc.py`, `strip_tags`).
    """
    if _MARKUP.isdisjoint(content) and not _in_parts(content):
        return content.strip()
    inline = parser.parseInline(_LABELLED.sub(r"[\1](#)", content), {})[0]
    noted = "footnote_ref" in parser.inline.ruler.get_active_rules()
    return "".join(_set_texts(inline.children or (), noted=noted))


def _set_texts(tokens: Iterable[Token], *, noted: bool) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text":
                yield _NOTE.sub("", token.content) if noted else token.content
            case "code_inline" | "text_special" | "math_inline":
                yield token.content
            case "placeholder":
                yield bracketed(token.content)
            case "softbreak" | "hardbreak":
                yield " "


def _as_zola_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading without notes and braces at its end; a tilde in a word is a sign."""
    plain = _BRACES.sub("", _TILDE.sub(r"\\~", _NOTE.sub("", content)))
    if _MARKUP.isdisjoint(plain) and not _in_parts(plain):
        return plain
    inline = parser.parseInline(plain, {})[0]
    return neutralise(legible("".join(_texts(inline.children or ())).replace(_BESIDE, "")))


def _as_marked_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading as hexo-renderer-marked has it in HTML, without its tags, those in code neither.

    Of entities only those of signs are undone (7.0.1, `lib/renderer.js`, `anchorId`).
    """
    if _MARKUP.isdisjoint(content) and not any(sign in content for sign in _SIGNS):
        return content
    content = _ENTITY.sub(r"\\&", content)
    return _TAG.sub("", "".join(map(_in_html, parser.parseInline(content, {})[0].children or ())))


def _as_eleventy_reads(parser: MarkdownIt, content: str, *, comments: bool) -> str:
    """The text of a heading without that of its pictures, and without tags; of comments the words may count."""
    if _MARKUP.isdisjoint(content) and not any(sign in content for sign in _SIGNS):
        return content
    tokens = parser.parseInline(content, {})[0].children or ()
    return "".join(
        _in_html(token)
        for token in tokens
        if token.type != "html_inline" or (comments and token.content.startswith("<!--"))
    )


def _as_gatsby_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading with that of pictures, and with tags as they are written (mdast-util-to-string 2)."""
    if _MARKUP.isdisjoint(content):
        return content
    tokens = parser.parseInline(_NOTE.sub("", content), {})[0].children or ()
    return "".join(
        token.content
        for token in tokens
        if token.type in {"text", "text_special", "code_inline", "html_inline", "image"}
    )


def _as_docusaurus_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading as Gatsby has it, before the names of emoji are replaced."""
    return _as_gatsby_reads(parser, _EMOJI_NAME.sub(r"\1", content))


def _as_myst_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading without that of pictures, notes and citations; nothing is struck out, comments count."""
    if _MARKUP.isdisjoint(content) and "@" not in content:
        return content
    written = _CITATION.sub("", _NOTE.sub("", content)).replace("~", "\\~")
    tokens = parser.parseInline(written, {})[0].children or ()
    return "".join(
        token.content.removeprefix("<!--").removesuffix("-->").strip()
        if token.type == "html_inline"
        else token.content
        for token in tokens
        if token.type in {"text", "text_special", "code_inline", "math_inline"}
        or token.content.startswith("<!--")
    )


def _without_braces(content: str) -> str:
    """A heading without the attributes in braces at its end."""
    text = content.rstrip()
    at = text.rfind("{") if text.endswith("}") else -1
    return text[:at].rstrip() if at >= 0 and "}" not in text[at:-1] else text


def _as_vitepress_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading without that of pictures, tags, emoji by their names, and braces at its end.

    Entities count as they are written, but for one that stands alone (1.6.4, `restoreEntities`).
    """
    if _MARKUP.isdisjoint(content) and "{" not in content:
        return content
    from tuireader.archive.metadata.emoji import without_emoji

    written = without_emoji(_without_braces(content)).strip()
    if written.count("&") > 1 or not written.startswith("&") or not written.endswith(";"):
        written = _ENTITIES.sub(r"\\&", written)
    tokens = parser.parseInline(written, {})[0].children or ()
    return "".join(token.content for token in tokens if token.type in {"text", "text_special", "code_inline"})


def _as_pandoc_reads(parser: MarkdownIt, content: str) -> str:
    """The text of a heading with that of pictures and the numbers of notes, without attributes.

    Braces with a word alone are text.
    """
    written = content if _WORD_IN_BRACES.search(content) else _without_braces(content)
    return heading_title(parser, written, "pandoc")


_READERS: Mapping[HeadingIdRule, Callable[[MarkdownIt, str], str]] = {
    "slug": _as_zola_reads,
    "slug-kept": _as_zola_reads,
    "mdit-vue": _as_vitepress_reads,
    "mdast": _as_gatsby_reads,
    "mdast-below-title": _as_docusaurus_reads,
    "myst-label": _as_myst_reads,
    "pandoc": _as_pandoc_reads,
}
"""What the rules that read a heading in ways of their own make of it."""


def _in_html(token: Token) -> str:
    match token.type:
        case "text" | "text_special" | "code_inline" | "math_inline" | "html_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case _:
            return ""


def _in_parts(content: str) -> bool:
    """Tell whether a heading without markup has parts that are no text: smart punctuation, addresses."""
    return any(sign in content for sign in (*_SIGNS, "www."))


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special" | "math_inline" | "tag_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "placeholder":
                yield bracketed(token.content)
            case "image":
                yield from _texts(token.children or ())
                yield _BESIDE
