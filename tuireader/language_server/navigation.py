"""Where links lead and what leads here: definitions, references, hovers, links of a document, posts by name."""

from __future__ import annotations

import os
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote_from_bytes

from lsprotocol.types import (
    DocumentLink,
    Hover,
    Location,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
    SymbolInformation,
    SymbolKind,
)

from tuireader.archive.disk.files import Files
from tuireader.archive.post import Problem
from tuireader.archive.source import MAX_BYTES
from tuireader.archive.text import decode, neutralise, without_data
from tuireader.language_server.buffers import Buffer, ColumnUnits
from tuireader.language_server.places import part_end
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lsprotocol.types import TextEdit

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.graph import Link
    from tuireader.language_server.archives import Draft
    from tuireader.session.links import LinkSnapshot

MOST: Final = 500
"""Most links or posts in an answer."""
OPENED: Final = ("http://", "https://", "mailto:")
"""The addresses that an editor may open."""
_DEFINITION: Final = expression(r"[ ]{0,3}(?:>[ ]?)*\[[^\]\n]{1,999}\]:[ \t]*<?")
_NOTE: Final = expression(r"\[\^([^\]\s]{1,200})\]")


class PlacedLink(NamedTuple):
    """A link and its characters in its line, from 0."""

    link: Link
    start: int
    end: int


class Pages:
    """The lines of the files of an archive, in the units of an editor; for one answer.

    They are as an editor has them: those of the files in `typed` are not read.
    """

    def __init__(self, links: LinkSnapshot, units: ColumnUnits, typed: Mapping[PostId, str]) -> None:
        self.links = links
        self._units = units
        self._typed = typed
        self._files = Files(str(links.facts.archive.root))
        self._root = links.facts.archive.root.as_uri().rstrip("/")
        self._buffers: dict[PostId, Buffer] = {}

    def uri(self, path: str) -> str:
        """The address of a file of the archive, also of one whose name is no UTF-8."""
        return f"{self._root}/{quote_from_bytes(os.fsencode(normpath(path.lstrip('/'))))}"

    def first_line(self, post_id: PostId) -> int:
        """The line of the file, from 0, on which the body begins."""
        body = self.links.facts.body(post_id)
        return body.line - 1 if body else 0

    def buffer(self, post_id: PostId) -> Buffer:
        """The text of a file; empty if it cannot be read."""
        if post_id not in self._buffers:
            text = self._typed.get(post_id)
            self._buffers[post_id] = Buffer(self._read(post_id) if text is None else text, self._units)
        return self._buffers[post_id]

    def _read(self, post_id: PostId) -> str:
        found = self._files.read(post_id, MAX_BYTES)
        if isinstance(found, Problem):
            return ""
        try:
            text = found.data.decode()
        except UnicodeDecodeError:
            text = found.data.decode(decode(found.data, post_id).encoding, "replace")
        return text.removeprefix("\ufeff")

    def placed(self, link: Link) -> PlacedLink | None:
        """The place of a link in its file; None if it is on no line of it."""
        lines, number = self.buffer(link.source).lines, link.written.line - 1
        if not 0 <= number < len(lines):
            return None
        text = lines[number].rstrip("\r\n")
        start = _written_at(text, link.written.column - 1)
        return PlacedLink(link, start, part_end(text, start))

    def address(self, link: Link, written: str) -> tuple[int, int] | None:
        """The line and the character, both from 0, of what is `written` in the address of a link.

        The address of a link by a label is in the definition of that. None if it is at neither place.
        """
        if placed := self.placed(link):
            line = link.written.line - 1
            text = self.buffer(link.source).lines[line]
            # The text of a link may hold what its address does.
            begin = -1 if link.written.syntax == "wikilink" else text.find("](", placed.start, placed.end)
            at = text.find(written, max(begin, placed.start))
            if 0 <= at <= placed.end:
                return line, at
        for number, text in enumerate(self.buffer(link.source).lines):
            defined = _DEFINITION.match(text)
            if defined and text.startswith(link.written.href, defined.end()):
                return number, text.index(written, defined.end())
        return None

    def add(self, edit: TextEdit, link: Link, edits: dict[str, list[TextEdit]]) -> None:
        """Add an edit of a link to those by the addresses of files, once for all links that have one definition."""
        found = edits.setdefault(self.uri(link.source), [])
        if edit not in found:
            found.append(edit)

    def location(self, link: Link) -> Location | None:
        """The place of a link in its file."""
        placed = self.placed(link)
        if placed is None:
            return None
        where = self.buffer(link.source).range(link.written.line - 1, placed.start, placed.end)
        return Location(self.uri(link.source), where)

    def target(self, link: Link) -> Location | None:
        """What a link leads to: a line of a post, or a file; None for what is not in the archive."""
        found, href = link.target, link.written.href
        if found.kind == "asset" and self.links.facts.paths.exists(found.path, link.source):
            return Location(self.uri(found.path), _at(0))
        if found.id is None:
            return None
        info = self.links.explain([href], link.source).get(href)
        line = self.first_line(found.id) + info.line - 1 if info and info.line else 0
        return Location(self.uri(found.id), _at(max(line, 0)))


def _written_at(text: str, column: int) -> int:
    """The character of a file's line that is at `column` once what is invisible or data is left out of it."""
    if text.isascii() and "data:" not in text:
        return column
    shown = without_data(neutralise(text))
    part = shown[column : part_end(shown, column)]
    if shown == text or not part:
        return column
    at = -len(part)
    for _ in range(shown.count(part, 0, column) + 1):
        at = text.find(part, at + len(part))
        if at < 0:
            return column
    return at


def link_at(pages: Pages, draft: Draft, line: int, column: int) -> PlacedLink | None:
    """The link at a place of a post, both from 0."""
    links = (one for one in draft.links.facts.graph.links_from(draft.id) if one.written.line == line + 1)
    placed = (pages.placed(one) for one in links)
    return next((one for one in placed if one and one.start <= column <= one.end), None)


def definition(draft: Draft, buffer: Buffer, line: int, column: int) -> Location | None:
    """What the link or the footnote at a place leads to."""
    pages = Pages(draft.links, buffer.columns, draft.typed)
    text = buffer.lines[line]
    note = next((one for one in _NOTE.finditer(text) if one.start() <= column <= one.end()), None)
    if note:
        begun = f"{note[0]}:"
        found = (number for number, one in enumerate(buffer.lines) if one.lstrip().startswith(begun))
        number = next(found, None)
        return None if number is None else Location(pages.uri(draft.id), _at(number))
    placed = link_at(pages, draft, line, column)
    return pages.target(placed.link) if placed else None


def hover(draft: Draft, buffer: Buffer, line: int, column: int) -> Hover | None:
    """The facts about the link at a place, as plain text."""
    pages = Pages(draft.links, buffer.columns, draft.typed)
    placed = link_at(pages, draft, line, column)
    if placed is None:
        return None
    href = placed.link.written.href
    info = draft.links.explain([href], draft.id)[href]
    target = placed.link.target
    post = draft.links.facts.catalog.get(target.id) if target.id and target.id != draft.id else None
    lines = [info.text, *(_told(post) if post else ())]
    where = buffer.range(line, placed.start, placed.end)
    return Hover(MarkupContent(MarkupKind.PlainText, "\n".join(lines)), where)


def _told(post: Post) -> Iterator[str]:
    date = f"{post.date.day} {post.date:%B %Y}" if post.date else "no date"
    yield " · ".join([date, *post.tags[:5], *(["draft"] if post.draft else [])])
    yield ""
    yield post.excerpt[:300]


def references(draft: Draft, buffer: Buffer, line: int, column: int) -> list[Location]:
    """The links to what is at a place: to the target of a link, to a heading, else to the whole post."""
    pages = Pages(draft.links, buffer.columns, draft.typed)
    placed = link_at(pages, draft, line, column)
    graph = draft.links.facts.graph
    wanted, anchor_line = draft.id, None
    if placed and placed.link.target.id:
        wanted = placed.link.target.id
    elif buffer.lines[line].lstrip().startswith("#"):
        anchor_line = line - pages.first_line(draft.id) + 1
    found = [*graph.links_to(wanted), *(one for one in graph.links_from(wanted) if one.target.id == wanted)]
    if anchor_line is not None:
        found = [one for one in found if leads_to_line(draft, one, anchor_line)]
    locations = (pages.location(one) for one in found[:MOST])
    return [one for one in locations if one]


def leads_to_line(draft: Draft, link: Link, line: int) -> bool:
    """Whether a link into the post leads to a line of its body, from 1."""
    anchors = draft.links.facts.anchors(draft.id) if link.target.anchor else None
    return anchors is not None and anchors.line(link.target.anchor) == line


def document_links(draft: Draft, buffer: Buffer) -> list[DocumentLink]:
    """The links of a post that an editor can open."""
    pages = Pages(draft.links, buffer.columns, draft.typed)
    found: list[DocumentLink] = []
    for link in draft.links.facts.graph.links_from(draft.id)[:MOST]:
        placed = pages.placed(link)
        address = _opened(pages, link)
        if placed and address and link.written.line <= len(buffer.lines):
            where = buffer.range(link.written.line - 1, placed.start, placed.end)
            found.append(DocumentLink(where, target=address))
    return found


def _opened(pages: Pages, link: Link) -> str:
    if link.target.kind == "external":
        path = link.target.path
        return path if path.lower().startswith(OPENED) else ""
    if link.target.kind == "heading":
        return ""
    if link.target.kind == "asset" and not pages.links.facts.paths.exists(link.target.path, link.source):
        return ""
    path = link.target.id or (link.target.path if link.target.kind == "asset" else "")
    return pages.uri(path) if path.strip("/") else ""


def posts_named(catalog: Catalog, root: str, query: str) -> Iterable[SymbolInformation]:
    """The posts whose title or path has the words of a query, the newest first."""
    words, count = query.lower().split(), 0
    for post in catalog:
        named = f"{post.title} {post.id}".lower()
        if all(word in named for word in words):
            where = Location(Path(root, post.id).as_uri(), _at(0))
            date = f"{post.date:%Y-%m-%d}" if post.date else None
            yield SymbolInformation(where, post.title or post.id, SymbolKind.File, container_name=date)
            count += 1
            if count >= MOST:
                return


def _at(line: int) -> Range:
    return Range(Position(line, 0), Position(line, 0))
