"""The tokens of a post as HTML, one rule for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markdown_it.common.utils import escapeHtml

from tuireader.rendering.callout_kinds import KINDS, colour_of, title_of
from tuireader.rendering.dialects.placeholders import bracketed
from tuireader.rendering.elements.blocks import BACK, BOXES
from tuireader.rendering.elements.canvas import closing_of
from tuireader.rendering.elements.flow import clean
from tuireader.rendering.elements.inline import alt_of
from tuireader.rendering.export.code import CodeHtml
from tuireader.rendering.export.facts import link_tags, picture
from tuireader.rendering.export.formulas import formula
from tuireader.rendering.export.raw_html import RawHtml
from tuireader.rendering.export.safe_html import safe_html

if TYPE_CHECKING:
    from markdown_it.token import Token

    from tuireader.rendering.export.facts import ExportFacts


Rule = Callable[["HtmlRenderer", Sequence["Token"], int], str]


class HtmlRenderer:
    """Makes HTML of a post's tokens; it is to be made safe before it is shown (`safe_html`)."""

    def __init__(self, facts: ExportFacts) -> None:
        self.facts = facts
        self.code = CodeHtml(facts.diagram)
        self.html = RawHtml(facts, self.code, self.blocks)
        self._ends: list[str] = []
        self._cited: set[str] = set()

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Blocks, each on lines of its own."""
        closing = closing_of(tokens)
        html: list[str] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "html_container_open":
                html.append(self.html.container(tokens[at : closing[at] + 1]))
                at = closing[at]
            elif (
                token.type == "footnote_reference_open"
                and token.map
                and token.map[0] in self.facts.overridden
            ):
                at = closing[at]
            else:
                html.append(self._one(tokens, at))
            at += 1
        return "".join(html)

    def inline(self, tokens: Sequence[Token]) -> str:
        """Text within a block; tags in it that are never closed end with it."""
        html = "".join(self._one(tokens, at) for at in range(len(tokens)))
        return safe_html(html) if any(token.type == "html_inline" for token in tokens) else html

    def begin(self, opening: str, closing: str) -> str:
        """The beginning of an element whose end differs from others of its kind."""
        self._ends.append(closing)
        return opening

    def end(self) -> str:
        """The end of the last element begun."""
        return self._ends.pop() if self._ends else ""

    def is_first(self, label: str) -> bool:
        """Whether a note is cited for the first time."""
        first = label not in self._cited
        self._cited.add(label)
        return first

    def _one(self, tokens: Sequence[Token], at: int) -> str:
        """One token; one that ends an element ends the last that was begun, whatever it is called."""
        token = tokens[at]
        return self.end() if token.nesting < 0 else RULES.get(token.type, _other)(self, tokens, at)


def _other(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    """The text of a token that no rule knows."""
    token = tokens[at]
    content = renderer.inline(token.children) if token.children else escapeHtml(clean(token.content))
    if token.nesting:
        return renderer.begin(content, "")
    return f"<p>{content}</p>\n" if token.block and content else content


def _plain(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    """An element that HTML has by the same name."""
    token = tokens[at]
    if token.hidden:
        return renderer.begin("", "\n")
    given = "".join(
        f' {key}="{escapeHtml(str(token.attrs[key]))}"' for key in ("start", "style") if key in token.attrs
    )
    opening = f"<{token.tag}{given}>" + "\n" * (token.tag in _SPREAD)
    return renderer.begin(opening, f"</{token.tag}>" + "\n" * token.block) if token.nesting else opening


_SPREAD: Final = frozenset({"ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "dl", "hr"})


def _nothing(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:  # noqa: ARG001 - a rule
    return ""


def _inline(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    return renderer.inline(tokens[at].children or ())


def _text(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:  # noqa: ARG001 - a rule
    return escapeHtml(clean(tokens[at].content))


def _wrapped(opening: str, closing: str) -> Rule:
    """A rule that puts a token's text between two tags."""
    return lambda _, tokens, at: f"{opening}{escapeHtml(clean(tokens[at].content))}{closing}"


def _heading(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    anchor = renderer.facts.anchors.get(token.map[0], "") if token.map else ""
    opening = f'<{token.tag} id="{escapeHtml(anchor)}">' if anchor else f"<{token.tag}>"
    return renderer.begin(opening, f"</{token.tag}>\n")


def _item(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    checked = tokens[at].meta.get("checked")
    opening = "<li>" if checked is None else f'<li class="task"><span class="box">{BOXES[checked]}</span> '
    return renderer.begin(opening, "</li>\n")


def _callout(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    kind = str(token.meta.get("kind", token.info)).lower()
    known = kind in KINDS and KINDS[kind].colour
    if token.meta.get("bare") and not known:
        return renderer.begin("", "")
    title = escapeHtml(title_of(kind))
    if tokens[at + 1].type == "alert_title_open":
        title = renderer.inline(tokens[at + 2].children or ())
    return callout(renderer, kind, title, token.meta.get("folded"))


def callout(renderer: HtmlRenderer, kind: str, title: str, folded: bool | None = None) -> str:
    """The beginning of a callout under its title in HTML; `folded` as its author left it, None if it does not fold."""
    classes = f"callout {colour_of(kind)}"
    if folded is not None:
        opened = "" if folded else " open"
        shown = f"<summary>{title}</summary>\n"
        return renderer.begin(f'<details class="{classes}"{opened}>{shown}', "</details>\n")
    shown = f'<p class="callout-title">{title}</p>\n' if title else ""
    return renderer.begin(f'<div class="{classes}">{shown}', "</div>\n")


def _attributed(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    kind = str(tokens[at].meta.get("kind") or "")
    return callout(renderer, kind, escapeHtml(title_of(kind))) if kind else renderer.begin("", "")


def _title(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    """Leave out a callout's title, which its beginning has."""
    tokens[at + 1].children = []
    return renderer.begin("", "")


def _note(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    label = str(tokens[at].meta.get("label", ""))
    number = renderer.facts.footnotes.get(label, clean(label))
    back = f'<a class="back" href="#{_fragment(f"fnref:{label}")}">{BACK}</a>'
    name = escapeHtml(f"fn:{label}")
    opening = f'<div class="footnote" id="{name}"><span class="number">[{escapeHtml(str(number))}]</span> '
    return renderer.begin(opening, f"{back}</div>\n")


def _citation(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    label = str(tokens[at].meta.get("label", ""))
    shown = escapeHtml(f"[{renderer.facts.footnotes.get(label, clean(label))}]")
    name = f' id="{escapeHtml(f"fnref:{label}")}"' if renderer.is_first(label) else ""
    return f'<sup><a{name} href="#{_fragment(f"fn:{label}")}">{shown}</a></sup>'


def _formula(*, display: bool) -> Rule:
    return lambda renderer, tokens, at: formula(
        tokens[at].content, renderer.facts.macros, display=display, in_mathml=renderer.facts.in_mathml
    )


def _inline_note(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    return f' <span class="note">[{renderer.inline(tokens[at].children or ())}]</span>'


def _fragment(name: str) -> str:
    return quote(name, safe=":")


def _link(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    href = str(token.attrs.get("href", ""))
    return renderer.begin(*link_tags(renderer.facts, href, bare=token.info == "auto"))


def _image(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    linked = sum(one.nesting for one in tokens[:at] if one.type in {"link_open", "link_close"}) > 0
    source, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", "") or "")
    return picture(renderer.facts, alt_of(token), source, title, linked=linked)


def _contents(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:
    tag = "ol" if tokens[at].meta.get("ordered") else "ul"
    title, lines = tokens[at].meta.get("title"), tokens[at].map
    above = f"<p><strong>{escapeHtml(clean(title))}</strong></p>\n" if title else ""
    if lines and lines[0] in renderer.facts.overridden:
        items = "".join(f"<li>{escapeHtml(clean(item))}</li>" for item in tokens[at].meta["items"])
        return f"{above}<{tag}>{items}</{tag}>\n"
    html, ranks = [], list[int]()
    for entry in renderer.facts.contents:
        deeper = not ranks or ranks[-1] < entry.level
        while ranks and ranks[-1] >= entry.level:
            ranks.pop()
            html.append("</li>" if not ranks or ranks[-1] < entry.level else f"</li></{tag}>")
        html.append(f"<{tag}>" if deeper else "")
        ranks.append(entry.level)
        html.append(f'<li><a href="#{_fragment(entry.anchor)}">{escapeHtml(entry.title)}</a>')
    html.extend(f"</li></{tag}>" for _ in ranks)
    return f'{above}<nav class="contents">{"".join(html)}</nav>\n'


def _abbreviations(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:  # noqa: ARG001 - a rule
    rows = (
        f"<span>{escapeHtml(label)}</span>" + (f": {escapeHtml(clean(meaning))}" if meaning else "")
        for label, meaning in tokens[at].meta["defined"]
    )
    return '<p class="abbreviations">{}</p>\n'.format("<br>\n".join(rows))


def _abbreviation(renderer: HtmlRenderer, tokens: Sequence[Token], at: int) -> str:  # noqa: ARG001 - a rule
    token = tokens[at]
    return f'<abbr title="{escapeHtml(str(token.meta.get("title", "")))}">{escapeHtml(clean(token.content))}</abbr>'


_PLAIN: Final = """
    blockquote bullet_list dd dl dt em loose_table mark ordered_list paragraph s strong table tbody td th thead tr
"""
_UNSEEN: Final = "attributes definition hidden"

RULES: Final[Mapping[str, Rule]] = {
    **{f"{name}_open": _plain for name in _PLAIN.split()},
    **dict.fromkeys(_UNSEEN.split(), _nothing),
    "abbr": _abbreviation,
    "abbreviations": _abbreviations,
    "alert_open": _callout,
    "alert_title_open": _title,
    "attributed_open": _attributed,
    "comment_open": lambda renderer, *_: renderer.begin("", ""),
    "code_block": lambda renderer, tokens, at: renderer.code.indented(tokens[at]),
    "code_inline": _wrapped("<code>", "</code>"),
    "contents": _contents,
    "extension": _other,
    "fence": lambda renderer, tokens, at: renderer.code.fence(tokens[at]),
    "footnote_inline": _inline_note,
    "footnote_ref": _citation,
    "footnote_reference_open": _note,
    "hardbreak": lambda *_: "<br>\n",
    "heading_open": _heading,
    "hr": _plain,
    "html_block": lambda renderer, tokens, at: renderer.html.block(tokens[at]),
    "html_inline": lambda renderer, tokens, at: renderer.html.inline(tokens[at].content),
    "image": _image,
    "inline": _inline,
    "link_open": _link,
    "list_item_open": _item,
    "math_block": _formula(display=True),
    "math_inline": _formula(display=False),
    "nomarkdown": lambda renderer, tokens, at: renderer.html.block(tokens[at]),
    "placeholder": lambda _, tokens, at: (
        f'<span class="placeholder">{escapeHtml(clean(bracketed(tokens[at].content)))}</span>'
    ),
    "softbreak": lambda *_: "\n",
    "tag_inline": _wrapped('<span class="tag">', "</span>"),
    "text": _text,
    "text_special": _text,
}
"""The rule of each kind of token that begins an element, or is one; `container` has all tokens of its element."""
