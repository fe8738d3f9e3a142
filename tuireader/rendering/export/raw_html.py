"""The HTML of a post in its page: read as the reader reads it, its links, pictures and media as those of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import escapeHtml

from tuireader.late import expression
from tuireader.rendering.callout_kinds import colour_of, title_of
from tuireader.rendering.elements.addresses import without_scheme
from tuireader.rendering.elements.blocks import BOXES
from tuireader.rendering.elements.canvas import closing_of
from tuireader.rendering.elements.code_options import CodeOptions, code_options
from tuireader.rendering.elements.diagrams import MERMAID
from tuireader.rendering.elements.flow import clean
from tuireader.rendering.elements.html.blocks import admonition_kind, is_title, language_of
from tuireader.rendering.elements.html.names import DRAWINGS, EMBEDDED, FILTERED, HIDDEN, is_element
from tuireader.rendering.elements.html.spans import MEDIA
from tuireader.rendering.elements.html.text import unmarked
from tuireader.rendering.elements.html.tree import RUN, attributes_of, parse, run_of
from tuireader.rendering.export.facts import link_tags, picture
from tuireader.rendering.export.safe_html import safe_html, stays
from tuireader.rendering.parsing.html_tags import read_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lxml.etree import _Element
    from markdown_it.token import Token

    from tuireader.rendering.export.code import CodeHtml
    from tuireader.rendering.export.facts import ExportFacts

    Blocks = Callable[[Sequence[Token]], str]

_COMMENT: Final = expression(f"<!--{RUN}(\\d+)-->")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VERBATIM: Final = frozenset({"pre", "xmp", "listing", "plaintext"})
_DRAWING: Final = DRAWINGS | {"svg"}
"""Elements of drawings and formulas: of a drawing the words alone stay."""
_SAID_INPUTS: Final = frozenset({"button", "submit", "reset", "text", "search", "email", "url"})


class RawHtml:
    """Makes safe HTML of that in a post; `blocks` makes it of the Markdown within."""

    def __init__(self, facts: ExportFacts, code: CodeHtml, blocks: Blocks) -> None:
        self._facts = facts
        self._code = code
        self._blocks = blocks

    def block(self, token: Token) -> str:
        return self._made(token.content, token.map[0] if token.map else 0, [])

    def container(self, tokens: Sequence[Token]) -> str:
        """An element that holds Markdown, given with the tokens that open and close it."""
        closing = closing_of(tokens)
        source = line = tokens[0].map[0] if tokens[0].map else 0
        pieces: list[str] = []
        runs: list[Sequence[Token]] = []
        at, end = 1, len(tokens) - 1
        while at < end:
            token = tokens[at]
            first = token.map[0] if token.map else line
            pieces.append("\n" * (first - line))
            line = max(line, first)
            start = at
            while at < end and tokens[at].type != "html_block":
                at = closing[at] + 1
            if at > start:
                pieces.append(f"<!--{RUN}{len(runs)}-->")
                runs.append(tokens[start:at])
            else:
                pieces.append(token.content)
                line += token.content.count("\n")
                at += 1
        return self._made("".join(pieces), source, runs)

    def inline(self, html: str) -> str:
        """A tag among text; a comment is not shown, one that HTML does not know as it is written."""
        tag = read_tag(html)
        if tag is None:
            return ""
        if not is_element(tag.name) or tag.name in FILTERED:
            return escapeHtml(clean(html))
        if tag.name in _DRAWING and not stays(tag.name):
            return " "
        if tag.closes:
            return f"</{tag.name}>"
        attributes = dict(tag.attributes)
        if (put := _instead(self._facts, tag.name, attributes)) is not None:
            return put
        if "href" in attributes:
            attributes["href"] = self._facts.address(attributes["href"].strip())
        given = "".join(f' {key}="{escapeHtml(value)}"' for key, value in attributes.items())
        return f"<{tag.name}{given}>"

    def _made(self, html: str, source: int, runs: Sequence[Sequence[Token]]) -> str:
        root = parse(html)
        if root is not None:
            return safe_html(_Tree(self._facts, self._code, self._blocks, runs).html(root, source)) + "\n"
        if runs:
            return "".join(map(self._blocks, runs))
        return f"<pre>{escapeHtml(clean(html))}</pre>\n"


def _instead(
    facts: ExportFacts, name: str, attributes: Mapping[str, str], *, linked: bool = False
) -> str | None:
    """What is in the place of an element that would fetch or ask for something; None for any other."""
    if name in {"img", "image"}:
        said = (attributes.get(key, "") for key in ("alt", "src", "title"))
        return picture(facts, *said, linked=linked)
    if name in EMBEDDED or name in {"frame", "source"}:
        return _media(facts, attributes)
    return _input(attributes) if name == "input" else None


class _Tree:
    """A tree of HTML, with what is put in the place of some of its elements."""

    def __init__(
        self, facts: ExportFacts, code: CodeHtml, blocks: Blocks, runs: Sequence[Sequence[Token]]
    ) -> None:
        self._facts = facts
        self._code = code
        self._blocks = blocks
        self._runs = runs
        self._put: list[str] = []

    def html(self, root: _Element, source: int) -> str:
        """The HTML of the tree, which begins on line `source`, with the Markdown in it."""
        from lxml.etree import tostring

        for element in list(root.iter()):
            if isinstance(element.tag, str):
                self._element(element, element.tag, source)
            else:
                run = run_of(element)
                self._replace(element, "" if run is None else self._blocks(self._runs[run]))
        for element in root.iter():
            if isinstance(element.tag, str):
                element.text = unmarked(element.text) if element.text else element.text
            element.tail = unmarked(element.tail) if element.tail else element.tail
        whole = str(tostring(root, method="html", encoding="unicode"))
        return _COMMENT.sub(lambda found: self._put[int(found[1])], whole)

    def _element(self, element: _Element, name: str, source: int) -> None:
        attributes = attributes_of(element)
        linked = next(element.iterancestors("a"), None) is not None
        if name in _VERBATIM or MERMAID in attributes.get("class", "").split():
            self._verbatim(element)
        elif name == "source" or (name == "image" and len(element)):
            element.tag = "span"  # libxml2 lets these hold what follows them
        elif name in HIDDEN:
            self._replace(element, "")
        elif (put := _instead(self._facts, name, attributes, linked=linked)) is not None:
            self._replace(element, put)
        elif name in _DRAWING and not stays(name):
            element.tag = "div" if name == "text" else "span"
            element.tail = " " + (element.tail or "")
        elif name == "a":
            self._link(element, attributes.get("href", "").strip())
        else:
            self._block(element, name, source)

    def _block(self, element: _Element, name: str, source: int) -> None:
        """Give a heading its id, a fold its summary, and an admonition its title."""
        if name in _HEADINGS and "id" not in element.attrib:
            line = source + (element.sourceline or 1) - 1
            if anchor := self._facts.anchors.get(line):
                element.set("id", anchor)
        elif name == "details" and element.find("summary") is None:
            self._first(element, "<summary>Details</summary>")
        elif kind := admonition_kind(element):
            element.set("class", f"callout {colour_of(kind)}")
            if not any(map(is_title, element)):
                self._first(element, f'<p class="callout-title">{escapeHtml(title_of(kind))}</p>')

    def _link(self, element: _Element, href: str) -> None:
        """Let a link lead to its address on the web, or nowhere."""
        element.attrib.pop("href", None)
        address = self._facts.address(href) if href else ""
        if address:
            element.set("href", address)

    def _verbatim(self, element: _Element) -> None:
        """Highlight what is preformatted, and draw what is a diagram."""
        diagram = MERMAID in str(element.get("class", "")).split()
        for comment in [one for one in element.iter() if not isinstance(one.tag, str)]:
            run = run_of(comment)
            words = "" if run is None else "\n".join(token.content for token in self._runs[run])
            comment.tail = words + (comment.tail or "")
            comment.text = ""
        for line_break in element.iter("br"):
            line_break.tail = ("<br>" if diagram else "\n") + (line_break.tail or "")
        texts = (str(text) for text in element.itertext(tag=None) if text)
        text = unmarked("".join(texts)).removeprefix("\n")
        if not text.strip():
            self._replace(element, "")
        elif diagram:
            self._replace(element, self._code.diagram(text.strip("\n"), CodeOptions(MERMAID)))
        else:
            options = code_options(clean(language_of(element)))
            self._replace(element, self._code.code(text, options))

    def _replace(self, element: _Element, html: str) -> None:
        from lxml.etree import Comment

        parent = element.getparent()
        if parent is None:
            return
        stand_in = Comment(f"{RUN}{len(self._put)}")
        self._put.append(html)
        stand_in.tail, element.tail = element.tail, None
        parent.replace(element, stand_in)

    def _first(self, element: _Element, html: str) -> None:
        """Put HTML before all that an element holds."""
        from lxml.etree import Comment

        stand_in = Comment(f"{RUN}{len(self._put)}")
        self._put.append(html)
        stand_in.tail, element.text = element.text, None
        element.insert(0, stand_in)


def _media(facts: ExportFacts, attributes: Mapping[str, str]) -> str:
    """A link to embedded media, in the place of what would be fetched."""
    written = (attributes.get("src") or attributes.get("data-src") or attributes.get("data") or "").strip()
    if not written:
        return ""
    title = clean(attributes.get("title") or attributes.get("aria-label") or "").strip()
    opening, closing = link_tags(facts, written)
    shown = " ".join(filter(None, (title, without_scheme(clean(written)))))
    return f"{opening}{MEDIA}\xa0{escapeHtml(shown)}{closing if opening.startswith('<a') else '</span>'} "


def _input(attributes: Mapping[str, str]) -> str:
    kind = attributes.get("type", "text").lower()
    if kind in {"checkbox", "radio"}:
        return f'<span class="box">{BOXES["checked" in attributes]}</span>'
    said = attributes.get("value") or attributes.get("placeholder") or ""
    return escapeHtml(said) if kind in _SAID_INPUTS else ""
