"""The blocks of HTML: how each begins, lists and admonitions among them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.callout_kinds import kind_of_classes, title_of
from tuireader.rendering.elements.blocks import BAR, BULLETS, put_break
from tuireader.rendering.elements.callouts import callout_colour, callout_style
from tuireader.rendering.elements.code import LineNumbers, draw_code
from tuireader.rendering.elements.code_options import CodeOptions, code_options
from tuireader.rendering.elements.diagrams import MERMAID, draw_diagram
from tuireader.rendering.elements.flow import Flow, clean
from tuireader.rendering.elements.html.names import BLOCKS, HIDDEN
from tuireader.rendering.elements.html.tables import draw_grid, phrase
from tuireader.rendering.elements.html.text import unmarked
from tuireader.rendering.elements.html.tree import run_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element
    from markdown_it.token import Token

    from tuireader.rendering.elements.html.writer import Begin, HtmlWriter

_HOLDERS: Final = frozenset({"div", "p", "section", "aside", "blockquote", "article"})
_TITLE: Final = expression(r"(?:^|[\s-])(?:title|heading)(?:\s|$)")


def admonition_kind(element: _Element | None) -> str:
    """The kind of admonition that an element is, or "" for any other."""
    if element is None or element.tag not in _HOLDERS:
        return ""
    classes = str(element.get("class", ""))
    if not classes or _TITLE.search(classes):
        return ""
    return kind_of_classes(classes)


def is_title(element: _Element) -> bool:
    """Tell whether an element's class makes it the title of its parent."""
    return isinstance(element.tag, str) and bool(_TITLE.search(str(element.get("class", ""))))


_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN: Final = 3_999
_MAX_DIGITS: Final = 9


def begin_list(writer: HtmlWriter, element: _Element) -> bool:
    """Begin a list: count its items if it numbers them; one in another list is close to it."""
    if element.tag == "ol":
        writer.markers[element] = iter(_numbers(element))
    parent = element.getparent()
    if parent is not None and parent.tag in {"li", "ul", "ol"}:
        writer.due = False
    return False


def begin_item(writer: HtmlWriter, element: _Element) -> bool:
    parent = element.getparent()
    numbers = writer.markers.get(parent) if parent is not None else None
    if numbers is None:
        depth = sum(1 for _ in element.iterancestors("ul", "menu", "dir")) or 1
        marker = BULLETS[(depth - 1) % len(BULLETS)]
    else:
        marker = next(numbers, BULLETS[0])
    writer.enter_item(f"{marker} ", writer.canvas.theme.marker)
    return False


def _numbers(element: _Element) -> list[str]:
    """The numbers of a list's items, each as wide as the widest."""
    items = [child for child in element if child.tag == "li"]
    step = -1 if "reversed" in element.attrib else 1
    number = _whole(element.get("start"), len(items) if step < 0 else 1)
    kind = str(element.get("type", "1"))
    shown = []
    for item in items:
        number = _whole(item.get("value"), number)
        shown.append(_spelt(number, kind) + ".")
        number += step
    width = max(map(len, shown), default=0)
    return [marker.rjust(width) for marker in shown]


def _whole(said: str | None, otherwise: int) -> int:
    said = (said or "").strip()
    digits = said.removeprefix("-")
    return int(said) if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else otherwise


def _spelt(number: int, kind: str) -> str:
    """A number as a list of that `type` writes it: `1`, `a`, `A`, `i` or `I`."""
    if kind in {"a", "A"} and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in {"i", "I"} and 0 < number <= _MAX_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman.upper() if kind == "I" else roman
    return str(number)


_INDENT: Final = "  "
_DEFINITION: Final = "    "
_DETAILS: Final = "Details"
"""The title that browsers give to a fold without a summary."""


def _plain(writer: HtmlWriter, element: _Element) -> bool:
    if _is_diagram(element):
        return _verbatim(writer, element)
    if "style" in element.attrib and _only_defines(element):
        return True
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


def _heading(writer: HtmlWriter, element: _Element) -> bool:
    rank = int(str(element.tag)[1])
    writer.rank, writer.heading_at = rank, writer.line
    writer.restyle(writer.canvas.heading_style(rank))
    return False


def _quote(writer: HtmlWriter, element: _Element) -> bool:
    if admonition_kind(element):
        return _plain(writer, element)
    writer.enter_bar(BAR, writer.canvas.theme.quote_bar)
    return False


def _verbatim(writer: HtmlWriter, element: _Element) -> bool:
    """Begin `pre`: its text as it is, highlighted if it names its language, or a diagram."""
    from lxml.etree import Comment, strip_elements

    for comment in element.iter(Comment):
        run = run_of(comment)
        if run is not None:
            comment.tail = _as_written(writer, run) + (comment.tail or "")
    strip_elements(element, Comment, with_tail=False)
    for line_break in element.iter("br"):
        line_break.tail = ("<br>" if _is_diagram(element) else "\n") + (line_break.tail or "")
    text = unmarked("".join(map(str, element.itertext())))
    if text.strip():
        canvas = writer.canvas
        writer.put_gap()
        code, begins = text.removeprefix("\n"), text.startswith("\n")
        if _is_diagram(element):
            draw_diagram(canvas, dedent(code).rstrip(), CodeOptions(MERMAID), writer.line, marks=begins)
            return True
        gutter = LineNumbers(
            code_options(clean(language_of(element))), 0, code.count("\n") + 1, canvas.context.continues
        )
        draw_code(canvas, code, gutter, writer.line, marks=begins)
    return True


def _is_diagram(element: _Element) -> bool:
    return MERMAID in str(element.get("class", "")).split()


def _only_defines(element: _Element) -> bool:
    """Tell whether an element holds nothing but macros for formulas, which posts put where it is not shown."""
    text = "".join(map(str, element.itertext()))
    if "\\" not in text:
        return False
    from tuireader.rendering.tex import expanded

    return not expanded(text, {}).strip("$ \n\t")


def _as_written(writer: HtmlWriter, run: int) -> str:
    """The text of a run of Markdown within `pre`, line by line, without the tags that Markdown took for its own."""
    tokens = writer.canvas.tokens[slice(*writer.runs[run])]
    return "".join(f"\n{_words(token)}\n" for token in tokens if token.content)


def _words(token: Token) -> str:
    if not token.children:
        return token.content
    shown = (child for child in token.children if child.type != "html_inline")
    return "".join(child.content or "\n" * child.type.endswith("break") for child in shown).strip("\n")


def language_of(element: _Element) -> str:
    """The language that `pre` or the `code` in it names: `class="language-x"`, `data-lang="x"`, `lang="x"`."""
    for one in (element, *element.iter("code")):
        if said := one.get("data-lang") or one.get("data-language"):
            return str(said)
        for name in str(one.get("class", "")).split():
            if name.startswith(("language-", "lang-")):
                return name.partition("-")[2]
    return str(element.get("lang", ""))


def _rule(writer: HtmlWriter, _: _Element) -> bool:
    writer.put_gap()
    put_break(writer.canvas, writer.line)
    return True


def _details(writer: HtmlWriter, element: _Element) -> bool:
    """Begin a fold: its summary is its title."""
    summary = element.find("summary")
    style = writer.canvas.theme.text + writer.canvas.theme.strong
    title = phrase(writer.canvas, summary, style, writer.runs) if summary is not None else Flow()
    if not title.plain().strip():
        title.text(_DETAILS, style)
    writer.put_gap()
    if not writer.canvas.fold(title, writer.line, opened="open" in element.attrib):
        return True
    writer.enter_bar(_INDENT, writer.canvas.theme.text)
    writer.fresh = False
    return False


def _summary(writer: HtmlWriter, element: _Element) -> bool:
    parent = element.getparent()
    if parent is not None and parent.tag == "details" and parent.find("summary") is element:
        return True
    writer.restyle(writer.canvas.theme.text + writer.canvas.theme.strong)
    return False


def _strong(writer: HtmlWriter, _: _Element) -> bool:
    writer.restyle(writer.base + writer.canvas.theme.strong)
    return False


def _small(writer: HtmlWriter, _: _Element) -> bool:
    writer.restyle(writer.base + writer.canvas.theme.small)
    return False


def _caption(writer: HtmlWriter, element: _Element) -> bool:
    """Begin a figure's caption: below its image as part of it, else on its own."""
    if writer.pictures:
        style = writer.canvas.theme.text
        writer.put_images(phrase(writer.canvas, element, style, writer.runs))
        return True
    return _small(writer, element)


def _description(writer: HtmlWriter, _: _Element) -> bool:
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
"""The function that begins the blocks of each name."""
