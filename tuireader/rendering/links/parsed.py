"""The links of a text as the Markdown parser sees them: always right, and slow."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from tuireader.rendering.dialects.loose_addresses import SPACED
from tuireader.rendering.dialects.obsidian import WIKILINK
from tuireader.rendering.links.addresses import link_at, linking_tags, raw_end
from tuireader.rendering.links.text import joined_texts, wikilink, wikilinks_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from tuireader.archive.written_link import Syntax, WrittenLink

_SAMPLE: Final = 24
_MAX_TOKENS: Final = 200
"""Tokens between an `<a>` and its end."""
_MAX_DISTANCE: Final = 4_000
"""Characters within which an address is looked for behind a link's text."""


def parsed_links(
    parser: MarkdownIt, text: str, env: Mapping[str, object], first: int = 1, *, wikilinks: bool = False
) -> list[WrittenLink]:
    """The links of `text`, whose first line has the number `first`; `env` holds definitions from elsewhere."""
    lines = text.split("\n")
    found: list[WrittenLink] = []
    for token in parser.parse(text, {**env}):
        if token.map is None:
            continue
        if token.type == "html_block":
            found.extend(_Links(token, lines, first, wikilinks=wikilinks).of_html())
        elif token.type == "inline":
            found.extend(_Links(token, lines, first, wikilinks=wikilinks).of_children())
    return found if wikilinks else [one for one in found if one.syntax != "wikilink"]


class _Links:
    """The links of one token, whose children are followed through its text to know where they are."""

    def __init__(self, token: Token, lines: Sequence[str], first: int, *, wikilinks: bool) -> None:
        self._children = token.children or []
        self._text = token.content
        self._lines = lines
        self._row = token.map[0] if token.map else 0
        self._first = first
        self._wikilinks = wikilinks
        self._at = 0
        self._rows = 0
        self._line_start = 0
        self._prefix = -1
        """The characters that a list or a quote puts before the current line; -1 before they are counted."""

    def of_html(self) -> Iterator[WrittenLink]:
        """The links of a block of HTML, in order."""
        for tag in linking_tags(self._text):
            yield self._made(tag.start, tag.href, tag.text, "html", image=tag.image)

    def of_children(self) -> list[WrittenLink]:
        """The links of an inline token, in order."""
        found: list[WrittenLink] = []
        opened = 0
        raw = ""
        for index, child in enumerate(self._children):
            if raw and not (child.type == "html_inline" and child.content.lower().startswith(raw)):
                continue
            raw = raw_end(child.content) if child.type == "html_inline" else ""
            match child.type:
                case "text":
                    found.extend(self._plain(child, index))
                case "text_special":
                    self._pass(child.content)
                case "code_inline":
                    start = self._find(child.markup) + len(child.markup)
                    end = self._text.find(child.markup, start + len(child.content))
                    self._at = end + len(child.markup) if end >= 0 else start
                case "link_open":
                    found.extend(self._opened(child, index))
                    opened = len(found) - 1
                case "image":
                    found.append(self._image(child))
                case "html_inline":
                    found.extend(self._tag(child, index))
                case "link_close" if child.info != "auto" and found[opened].syntax != "wikilink":
                    found[opened] = self._closed(found[opened], spaced=child.info == SPACED)
        return found

    def _plain(self, child: Token, index: int) -> Iterator[WrittenLink]:
        """Pass by a run of text, and find the wikilinks in it unless it is itself the text of a link."""
        before = self._children[index - 1] if index else None
        if before is None or before.type != "link_open":
            yield from self._wiki(child.content)
        elif WIKILINK.fullmatch(str(before.attrs.get("href", ""))):
            return
        self._pass(child.content)

    def _image(self, child: Token) -> WrittenLink:
        start = self._find("![")
        href = str(child.attrs.get("src", ""))
        self._at = start + 2
        if wiki := WIKILINK.match(self._text, start):
            self._at = wiki.end()
            return self._made(start, wiki[0], wikilink(wiki).text, "wikilink", image=True)
        self._leave(href)
        return self._made(start, href, joined_texts(child.children or ()), "link", image=True)

    def _opened(self, child: Token, index: int) -> Iterator[WrittenLink]:
        href = str(child.attrs.get("href", ""))
        inside = takewhile(lambda one: one.type != "link_close", islice(self._children, index + 1, None))
        text = joined_texts(inside)
        if child.info == "auto":
            if not href.startswith("mailto:"):
                shown = text if text and text in self._text else href
                start = self._find(f"<{shown}" if child.markup == "autolink" else shown)
                yield self._made(start, href, text, "autolink")
            return
        if whole := WIKILINK.fullmatch(href):
            start = self._find(href)
            self._at = start + len(href)
            yield self._made(start, href, wikilink(whole).text, "wikilink", image=href.startswith("!"))
            return
        start = self._find_bracket()
        self._at = start + 1
        yield self._made(start, href, text, "link")

    def _closed(self, link: WrittenLink, *, spaced: bool) -> WrittenLink:
        """The link at the end of its text, with its syntax known from the characters after it."""
        self._at = self._find("]") + 1
        if self._text.startswith("(", self._at):
            self._leave(link.href)
            return link
        if spaced or self._text.startswith("[", self._at):
            self._at = self._find("]") + 1
        return replace(link, syntax="reference") if link.syntax == "link" else link

    def _tag(self, child: Token, index: int) -> Iterator[WrittenLink]:
        start = self._find(child.content)
        for tag in linking_tags(child.content):
            text = tag.text if tag.image else joined_texts(self._until_end_tag(index))
            yield self._made(start, tag.href, text, "html", image=tag.image)
        self._at = start + len(child.content)

    def _until_end_tag(self, index: int) -> list[Token]:
        inside: list[Token] = []
        for child in islice(self._children, index + 1, index + _MAX_TOKENS):
            if child.type == "html_inline" and child.content[:3].lower() == "</a":
                return inside
            inside.append(child)
        return []

    def _wiki(self, content: str) -> Iterator[WrittenLink]:
        if not self._wikilinks:
            return
        for link in wikilinks_in(content):
            start = self._text.find(link.written, self._at)
            end = start + len(link.written)
            if start >= 0 and not self._text.startswith(("(", "["), end):
                self._at = end
                escaped = self._text[start - 1 : start] == "\\"
                if not escaped:
                    yield self._made(start, link.written, link.text, "wikilink", image=link.embed)
                elif link.embed:
                    yield self._made(start + 1, link.written[1:], link.text, "wikilink")

    def _find(self, wanted: str) -> int:
        found = self._text.find(wanted, self._at)
        return self._at if found < 0 else found

    def _find_bracket(self) -> int:
        """The position of the next bracket that is neither escaped nor a footnote's."""
        at = self._text.find("[", self._at)
        while at >= 0 and (self._text[at - 1 : at] == "\\" or self._text.startswith("^", at + 1)):
            at = self._text.find("[", at + 1)
        return self._at if at < 0 else at

    def _pass(self, content: str) -> None:
        sample = content.strip()
        # Escapes and entities make the source longer, at most fivefold for what anybody writes.
        end = self._at + 5 * len(content) + _SAMPLE
        found = self._text.find(sample, self._at, end)
        if found < 0:
            sample = sample[-_SAMPLE:]
            found = self._text.find(sample, self._at, end)
        if sample and found >= 0:
            self._at = found + len(sample)

    def _leave(self, href: str) -> None:
        found = self._text.find(href, self._at, self._at + len(href) + _MAX_DISTANCE)
        if found >= 0:
            self._at = found + len(href)

    def _made(self, start: int, href: str, text: str, syntax: Syntax, *, image: bool = False) -> WrittenLink:
        if start < self._line_start:
            self._rows, self._line_start, self._prefix = 0, 0, -1
        if rows := self._text.count("\n", self._line_start, start):
            self._rows += rows
            self._line_start, self._prefix = self._text.rfind("\n", 0, start) + 1, -1
        number = min(self._row + self._rows, len(self._lines) - 1)
        if self._prefix < 0:
            end = self._text.find("\n", start)
            content = self._text[self._line_start : None if end < 0 else end]
            self._prefix = max(self._lines[number].find(content), 0)
        column = self._prefix + start - self._line_start + 1
        return link_at(self._first + number, column, href, text, syntax, image=image)
