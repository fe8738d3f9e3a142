"""The blocks of HTML: how each begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.callout_kinds import title_of
from tuireader.rendering.elements.callouts import callout_colour, callout_style
from tuireader.rendering.elements.code import draw_code
from tuireader.rendering.elements.code_lines import Gutter
from tuireader.rendering.elements.code_options import code_options
from tuireader.rendering.elements.flow import Flow, clean
from tuireader.rendering.elements.html.admonitions import admonition_kind, is_title
from tuireader.rendering.elements.html.grids import draw_grid
from tuireader.rendering.elements.html.items import begin_item, begin_list
from tuireader.rendering.elements.html.names import BLOCKS, HIDDEN
from tuireader.rendering.elements.html.phrases import phrase
from tuireader.rendering.elements.html.text import unmarked
from tuireader.rendering.elements.html.tree import run_of
from tuireader.rendering.elements.quotes import BAR
from tuireader.rendering.elements.text import put_break

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element
    from markdown_it.token import Token

    from tuireader.rendering.elements.html.writer import Begin, Writer

_QUOTE: Final = "▎ "
_INDENT: Final = "  "
_DEFINITION: Final = "    "
_DETAILS: Final = "Details"
"""What browsers call what is folded away without a summary."""


def _plain(writer: Writer, element: _Element) -> bool:
    if kind := admonition_kind(element):
        writer.due = True
        writer.enter_bar(BAR, callout_colour(writer.canvas.theme, kind))
        if not any(map(is_title, element)):
            writer.restyle(callout_style(writer.canvas.theme, kind))
            writer.text(title_of(kind))
            writer.flush()
            writer.fresh = True
            writer.restyle(writer.canvas.theme.text)
    elif is_title(element) and (kind := admonition_kind(element.getparent())):
        writer.title()
        writer.restyle(callout_style(writer.canvas.theme, kind))
    return False


def _heading(writer: Writer, element: _Element) -> bool:
    rank = int(str(element.tag)[1])
    writer.rank, writer.heading_at = rank, writer.line
    writer.restyle(writer.canvas.theme.headings[rank - 1])
    return False


def _quote(writer: Writer, element: _Element) -> bool:
    if admonition_kind(element):
        return _plain(writer, element)
    writer.enter_bar(_QUOTE, writer.canvas.theme.quote_bar)
    return False


def _verbatim(writer: Writer, element: _Element) -> bool:
    """Begin `pre`: its text as it is, highlighted if it says of what language it is."""
    from lxml.etree import Comment, strip_elements  # noqa: PLC0415 - slow to load, and only posts with HTML need it

    for comment in element.iter(Comment):
        run = run_of(comment)
        if run is not None:
            comment.tail = _as_written(writer, run) + (comment.tail or "")
    strip_elements(element, Comment, with_tail=False)
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    text = unmarked("".join(map(str, element.itertext())))
    if text.strip():
        canvas = writer.canvas
        writer.put_gap()
        code, begins = text.removeprefix("\n"), text.startswith("\n")
        gutter = Gutter(
            code_options(clean(_language(element))), 0, code.count("\n") + 1, canvas.ink.continues
        )
        draw_code(canvas, code, gutter, writer.line, marks=begins)
    return True


def _as_written(writer: Writer, run: int) -> str:
    """The text of a run of Markdown within `pre`, line by line, without the tags that Markdown took for its own."""
    tokens = writer.canvas.tokens[slice(*writer.runs[run])]
    return "".join(f"\n{_words(token)}\n" for token in tokens if token.content)


def _words(token: Token) -> str:
    if not token.children:
        return token.content
    shown = (child for child in token.children if child.type != "html_inline")
    return "".join(child.content or "\n" * child.type.endswith("break") for child in shown).strip("\n")


def _language(element: _Element) -> str:
    """The language that `pre` or the `code` in it names: `class="language-x"`, `data-lang="x"`, `lang="x"`."""
    for one in (element, *element.iter("code")):
        if said := one.get("data-lang") or one.get("data-language"):
            return str(said)
        for name in str(one.get("class", "")).split():
            if name.startswith(("language-", "lang-")):
                return name.partition("-")[2]
    return str(element.get("lang", ""))


def _rule(writer: Writer, _: _Element) -> bool:
    writer.put_gap()
    put_break(writer.canvas, writer.line)
    return True


def _details(writer: Writer, element: _Element) -> bool:
    """Begin what is folded away: its summary is its title."""
    summary = element.find("summary")
    style = writer.canvas.theme.text + writer.canvas.theme.strong
    title = phrase(writer.canvas, summary, style) if summary is not None else Flow()
    if not title.plain().strip():
        title.text(_DETAILS, style)
    writer.put_gap()
    if not writer.canvas.fold(title, writer.line, opened="open" in element.attrib):
        return True
    writer.enter_bar(_INDENT, writer.canvas.theme.text)
    writer.fresh = False
    return False


def _summary(writer: Writer, element: _Element) -> bool:
    parent = element.getparent()
    if parent is not None and parent.tag == "details" and parent.find("summary") is element:
        return True
    writer.restyle(writer.canvas.theme.text + writer.canvas.theme.strong)
    return False


def _strong(writer: Writer, _: _Element) -> bool:
    writer.restyle(writer.base + writer.canvas.theme.strong)
    return False


def _small(writer: Writer, _: _Element) -> bool:
    writer.restyle(writer.base + writer.canvas.theme.small)
    return False


def _caption(writer: Writer, element: _Element) -> bool:
    """Begin a figure's caption: below its image as part of it, else on its own."""
    if writer.pictures:
        style = writer.canvas.theme.text
        writer.put_images(phrase(writer.canvas, element, style, writer.runs))
        return True
    return _small(writer, element)


def _description(writer: Writer, _: _Element) -> bool:
    writer.enter_bar(_DEFINITION, writer.canvas.theme.text)
    return False


ELEMENTS: Final[Mapping[str, Begin]] = {
    **dict.fromkeys(BLOCKS - HIDDEN, _plain),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), _verbatim),
    "caption": _small,
    "figcaption": _caption,
    **dict.fromkeys(("dt", "legend", "th"), _strong),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), begin_list),
    "blockquote": _quote,
    "dd": _description,
    "details": _details,
    "hr": _rule,
    "li": begin_item,
    "summary": _summary,
    "table": draw_grid,
}
"""What begins a block of a name."""
