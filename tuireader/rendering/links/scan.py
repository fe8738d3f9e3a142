"""The links of a piece of a body found by patterns alone, or a sign that the parser must be asked.

The patterns cover nearly all links: text without brackets, addresses without escapes. A piece that holds anything else
that looks like a link is left to the parser, so that both give the same.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Final

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import normalizeReference, unescapeAll

from tuireader.late import expression
from tuireader.rendering.dialects.obsidian import WIKILINK, names_note
from tuireader.rendering.links.addresses import link_at, linking_tags
from tuireader.rendering.links.text import plain_text, wikilink
from tuireader.rendering.parsing.autolinks import bare_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt

    from tuireader.archive.written_link import Syntax, WrittenLink

_STRUCTURE: Final = expression(
    r"^[ \t]*+(?:[>#|:]|\[\^|[-+*][ \t]|\d{1,9}[.)][ \t]|=+[ \t]*$|-+[ \t]*$|[-*_][-*_ \t]+$)", re.MULTILINE
)
_CODE_LINE: Final = expression(r"(?:\n[ \t]*+\n|\A(?:[ \t]*+\n)*+)(?: {0,3}\t| {4})")
_SET_IN: Final = expression(
    r"^[ >]*(?:\t| {4})"
    r"|^(?:[ \t>+*\d.)-]|\[\^[^\]\n]{1,100}\]:)*?(?:[-+*>]|\d{1,9}[.)]|\[\^[^\]\n]{1,100}\]:)(?: {5}| *\t)",
    re.MULTILINE,
)
"""Lines that may be code unless they continue a paragraph."""
_HTML_LINE: Final = expression(r"^[ \t>*+-]*+<[/!?A-Za-z]", re.MULTILINE)
_TAG: Final = expression("<[A-Za-z]")
_ROW: Final = expression(r"^[ \t>|:]*+-[ \t:|-]*$", re.MULTILINE)
_WWW: Final = expression(r"(?<![^\s*_~()\]>`])www\.", re.IGNORECASE)


def holds_nothing(text: str) -> bool:
    """Tell whether nothing in a text can be a link."""
    if "[" in text or "://" in text or "www." in text:
        return False
    return "<" not in text or _TAG.search(text) is None


def holds_odd_things(text: str) -> bool:
    """Tell whether a text holds, or is indented like, anything that only the parser can tell apart."""
    if "%%" in text or text.count("$") > 1 or "{:" in text or "^[" in text:
        return True
    if "*[" in text and "]:" in text:
        return True
    if ("www." in text and _WWW.search(text)) or ("<" in text and begins_html(text)):
        return True
    if "    " not in text and "\t" not in text:
        return False
    return bool(_CODE_LINE.search(text) or (_SET_IN.search(text) and _STRUCTURE.search(text)))


def begins_html(text: str) -> bool:
    return _HTML_LINE.search(text) is not None


_MARK: Final = expression(r"[\\`<\[:]")
_SPAN: Final = expression(r"(?<!`)`[^`\n|]+`(?!`)")
"""A span of code on one line, which the end of no block can part."""
_SCHEME: Final = expression(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_LINK_END: Final = expression("</a[ >]", re.IGNORECASE)
_MAX_LINK: Final = 4_000
_FENCE: Final = 3
_TICKS: Final = expression("`+")
_LABEL: Final = expression(r"\[((?:[^\[\]\\`<]|`[^`\n]{1,1000}`(?!`)){0,2000}+)\]")
_APART: Final = expression(r"\s{1,99}+\[")
"""The label of a link apart from its text, as some dialects have it."""
_ADDRESS: Final = expression(
    r"\([ \t]{0,99}(?:<(?P<angle>[^<>\\\n]{0,4000})>|(?P<plain>(?:[^\s<>()\\]|\([^\s<>()\\]{0,500}\)){1,4000}+)|)"
    r"(?:[ \t]{1,99}(?:\"[^\"\\\n]{0,2000}\"|'[^'\\\n]{0,2000}'))?[ \t]{0,99}\)"
)
_QUOTE: Final = expression(r"[\"']")
"""Signs in an address that begin a title for some engines."""
_NO_TAG: Final = expression(r"<(?:[!?]|(?:script|style|textarea)(?=[\s/>]))", re.IGNORECASE)
"""The beginning of a comment, a declaration, or an element in which nothing is a tag."""
_AUTOLINK: Final = expression(r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^<>\x00-\x20]*)>")


class UnsureError(Exception):
    """The patterns do not cover a part of the text."""


def scanned_links(
    parser: MarkdownIt, text: str, defined: Mapping[str, Mapping[str, object]], first: int, *, wikilinks: bool
) -> list[WrittenLink] | None:
    """The links of a piece whose first line has the number `first`; None where the parser must be asked."""
    if holds_odd_things(text):
        return None
    scan = _Scan(parser, text, defined, first, wikilinks=wikilinks)
    try:
        scan.run()
    except UnsureError:
        return None
    return scan.found


class _Scan:
    def __init__(
        self,
        parser: MarkdownIt,
        text: str,
        defined: Mapping[str, Mapping[str, object]],
        first: int,
        *,
        wikilinks: bool,
    ) -> None:
        self._parser = parser
        self._text = text
        self._defined = defined
        self._line = first
        self._counted = 0
        self._line_start = 0
        self._passed = 0
        self._in_link_until = 0
        self._wikilinks = wikilinks
        self.found: list[WrittenLink] = []

    @cached_property
    def _holds_links(self) -> bool:
        return "](" in self._text or "][" in self._text

    @cached_property
    def _may_be_table(self) -> bool:
        return _ROW.search(self._text) is not None

    @cached_property
    def _is_structured(self) -> bool:
        """Whether the lines may belong to several blocks."""
        return _STRUCTURE.search(self._text) is not None

    def run(self) -> None:
        """Find all links; raises UnsureError where the parser must be asked."""
        text, at = self._text, 0
        while match := _MARK.search(text, at):
            start, self._passed = match.start(), at
            mark = match[0]
            if mark == ":":
                at = self._bare(start) if text.startswith("//", start + 1) else start + 1
            elif mark == "[":
                at = self._bracket(start)
            elif mark == "`":
                span = _SPAN.match(text, start)
                at = span.end() if span else self._code(start)
            elif mark == "<":
                at = self._angle(start)
            else:
                # Where the next character needs no escape, both are text that nothing can begin in.
                at = start + 2

    def _code(self, start: int) -> int:
        ticks = _TICKS.match(self._text, start)
        end = ticks.end() if ticks else start + 1
        count = end - start
        closing = re.compile(f"(?<!`)`{{{count}}}(?!`)").search(self._text, end)
        if closing is None and count >= _FENCE:
            raise UnsureError
        if closing is None:
            return end
        self._must_be_one(start, closing.end())
        return closing.end()

    def _must_be_one(self, start: int, end: int) -> None:
        """Make sure that no block can end between two positions."""
        if self._text.find("\n", start, end) < 0:
            if self._text.find("|", start, end) >= 0:
                raise UnsureError
            return
        if self._is_structured or self._text.find("\n\n", start, end) >= 0:
            raise UnsureError

    def _angle(self, start: int) -> int:
        if found := _AUTOLINK.match(self._text, start):
            if not found[1].lower().startswith("mailto:"):
                self._add(start, found[1], found[1], "autolink")
            return found.end()
        if _NO_TAG.match(self._text, start):
            raise UnsureError
        if not (tag := HTML_TAG_RE.match(self._text, start)):
            return start + 1
        self._must_be_one(start, tag.end())
        if tag[0][:3].lower() == "</a" and start != self._in_link_until:
            raise UnsureError
        end = -1
        if tag[0][:3].lower() in {"<a>", "<a ", "<a\n", "<a\t"}:
            closing = _LINK_END.search(self._text, tag.end(), tag.end() + _MAX_LINK)
            if closing is None:
                raise UnsureError
            end = self._in_link_until = closing.start()
            self._must_be_one(start, end)
        for found_tag in linking_tags(tag[0]):
            text = found_tag.text
            if not found_tag.image and end >= 0:
                text = plain_text(self._parser, self._text[tag.end() : end])
            self._add(start, found_tag.href, text, "html", image=found_tag.image)
        return tag.end()

    def _bracket(self, opening: int) -> int:
        # An escaped exclamation mark has been passed by.
        start = opening - 1 if opening > self._passed and self._text[opening - 1] == "!" else opening
        if (
            self._wikilinks
            and self._text.startswith("[[", opening)
            and (wiki := WIKILINK.match(self._text, start))
        ):
            if "|" in wiki[0] and self._may_be_table:
                raise UnsureError
            link = wikilink(wiki)
            if (
                not names_note(wiki)
                or self._defined
                or set(link.written) & set("\\`<*_&~")
                or self._text.startswith(("(", "["), wiki.end())
            ):
                raise UnsureError
            self._add(start, link.written, link.text, "wikilink", image=link.embed)
            return wiki.end()
        label = _LABEL.match(self._text, opening)
        if label is None:
            if self._defined or self._holds_links:
                raise UnsureError
            return opening + 1
        following = self._text[label.end() : label.end() + 1]
        if following == "(":
            return self._inline(start, label)
        return self._reference(start, label, following)

    def _inline(self, start: int, label: re.Match[str]) -> int:
        address = _ADDRESS.match(self._text, label.end())
        if address is None or _QUOTE.search(address["plain"] or ""):
            raise UnsureError
        self._must_be_one(start, address.end())
        href = unescapeAll(address["angle"] or address["plain"] or "")
        image = self._text[start] == "!"
        self._add(start, href, plain_text(self._parser, label[1]), "link", image=image)
        return address.end()

    def _reference(self, start: int, label: re.Match[str], following: str) -> int:
        name, end = label[1], label.end()
        if self._defined and _APART.match(self._text, end):
            raise UnsureError
        if not self._defined and following != "[":
            return start + (2 if self._text[start] == "!" else 1)
        if following == "[":
            second = _LABEL.match(self._text, end)
            if second is None:
                raise UnsureError
            name, end = second[1] or name, second.end()
        if not (definition := self._defined.get(normalizeReference(name))) or name.startswith("^"):
            if following == "[" and self._defined:
                raise UnsureError
            return start + (2 if self._text[start] == "!" else 1)
        if self._text.startswith(":", end):
            raise UnsureError
        self._must_be_one(start, end)
        image = self._text[start] == "!"
        self._add(
            start,
            str(definition["href"]),
            plain_text(self._parser, label[1]),
            "link" if image else "reference",
            image=image,
        )
        return end

    def _bare(self, colon: int) -> int:
        text = self._text
        if colon < self._in_link_until:
            return colon + 1
        scheme = _SCHEME.search(text, max(0, colon - 6, self._passed), colon)
        address = bare_address(text, colon) if scheme else ""
        if scheme is None or not address:
            return colon + 1
        if text.startswith("](", colon + len(address)):
            raise UnsureError
        url = unescape(scheme[0] + address)
        self._add(scheme.start(), url, url, "autolink")
        return colon + len(address)

    def _add(self, start: int, href: str, text: str, syntax: Syntax, *, image: bool = False) -> None:
        if lines := self._text.count("\n", self._counted, start):
            self._line += lines
            self._line_start = self._text.rfind("\n", self._counted, start) + 1
        self._counted = start
        column = start - self._line_start + 1
        self.found.append(link_at(self._line, column, href, text, syntax, image=image))
