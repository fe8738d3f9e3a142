"""The headings of a post in an editor: its outline, what folds, and a new name for one with its links mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from lsprotocol.types import DocumentSymbol, FoldingRange, Range, SymbolKind, TextEdit, WorkspaceEdit

from tuireader.language_server.buffers import without_surrogates
from tuireader.language_server.navigation import Pages
from tuireader.language_server.places import last_of_head
from tuireader.late import expression
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.outline import outline
from tuireader.session.preview.unsaved import unsaved_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.catalog.links.graph import Link
    from tuireader.language_server.archives import Draft
    from tuireader.language_server.buffers import Buffer
    from tuireader.rendering.outline import OutlineEntry

_HEADING: Final = expression(r"^([ ]{0,3}#{1,6}[ \t]+)(.*?)((?:[ \t]+#+)?[ \t]*)$")
_ID: Final = expression(r"[ \t]*\{[^{}]*\}[ \t]*$")


class HeadingSection(NamedTuple):
    """A heading and what is under it, by lines of the file from 0."""

    entry: OutlineEntry
    first: int
    last: int


def entries_of(draft: Draft) -> tuple[OutlineEntry, ...]:
    """The headings of a post, with lines of its body."""
    parsers = draft.links.facts.parsers.of(draft.site.engine)
    lines = draft.text.source.body.split("\n")
    blocks = parse_all(parsers.blocks, lines).blocks
    return outline(parsers.full, blocks, draft.site.engine.heading_ids, draft.site.engine.heading_id_prefix)


def sections(draft: Draft, buffer: Buffer) -> list[HeadingSection]:
    """The sections of a post, in the order of the text; each holds those below its heading."""
    entries, above = entries_of(draft), draft.text.source.body_line - 1
    end = len(buffer.lines) - 1
    while end > 0 and not buffer.lines[end].strip():
        end -= 1
    found: list[HeadingSection] = []
    for at, entry in enumerate(entries):
        below = next((one.line for one in entries[at + 1 :] if one.level <= entry.level), None)
        # In HTML two headings may be on one line.
        last = end if below is None else max(below - 1, entry.line) + above
        found.append(HeadingSection(entry, entry.line + above, last))
    return found


def symbols(draft: Draft, buffer: Buffer) -> list[DocumentSymbol]:
    """The outline of a post."""
    top: list[DocumentSymbol] = []
    around: list[tuple[int, list[DocumentSymbol]]] = [(0, top)]
    for section in sections(draft, buffer):
        line = buffer.range(section.first, 0, len(buffer.lines[section.first]))
        whole = Range(line.start, buffer.position(section.last, len(buffer.lines[section.last])))
        below: list[DocumentSymbol] = []
        symbol = DocumentSymbol(section.entry.title, SymbolKind.String, whole, line, children=below)
        while around[-1][0] >= section.entry.level:
            around.pop()
        around[-1][1].append(symbol)
        around.append((section.entry.level, below))
    return top


def folds(draft: Draft, buffer: Buffer) -> list[FoldingRange]:
    """What an editor may fold: front matter, and each section."""
    head = last_of_head(buffer.lines) + 1
    found = [FoldingRange(0, min(head, len(buffer.lines) - 1))] if head > 1 else []
    for section in sections(draft, buffer):
        last = section.last
        while last > section.first and not buffer.lines[last].strip():
            last -= 1
        if last > section.first:
            found.append(FoldingRange(section.first, last))
    return found


# Renaming


def title_range(draft: Draft, buffer: Buffer, line: int) -> Range | None:
    """The text of the heading on a line, from 0; None if there is none that is written with `#`."""
    return _title_range(draft, buffer, line, entries_of(draft))


def _title_range(draft: Draft, buffer: Buffer, line: int, entries: tuple[OutlineEntry, ...]) -> Range | None:
    found = _HEADING.match(buffer.lines[line].rstrip("\r\n")) if 0 <= line < len(buffer.lines) else None
    if found is None or all(one.line != _body_line(draft, line) for one in entries):
        return None
    end = found.end(2)
    if own := _ID.search(found[2]):
        end = found.start(2) + own.start()
    return buffer.range(line, found.start(2), end)


def renamed(draft: Draft, buffer: Buffer, line: int, name: str) -> WorkspaceEdit | None:
    """The edits that give a heading another name, and mend the links in all posts to it.

    So are links to headings whose anchors change with its own: of two that are alike, the second has a number.
    """
    entries, name = entries_of(draft), " ".join(without_surrogates(name).split())
    where = _title_range(draft, buffer, line, entries)
    if where is None or not name:
        return None
    pages = Pages(draft.links, buffer.columns, draft.typed)
    edits: dict[str, list[TextEdit]] = {pages.uri(draft.id): [TextEdit(where, name)]}
    anchors = draft.links.facts.anchors(draft.id)
    now = _anchors_after(draft, buffer, where, name, entries)
    for link in _links_into(draft) if anchors else ():
        leads = anchors.line(link.target.anchor) if anchors and link.target.anchor else None
        changed = now.get(leads - 1) if leads else None
        if changed and link.written.syntax == "wikilink":
            changed = name if leads == _body_line(draft, line) + 1 else None
        if changed and (edit := _mended(pages, link, changed)):
            pages.add(edit, link, edits)
    return WorkspaceEdit(changes=edits)


def _body_line(draft: Draft, line: int) -> int:
    """A line of the file as one of the body, both from 0."""
    return line - (draft.text.source.body_line - 1)


def _links_into(draft: Draft) -> Iterator[Link]:
    graph = draft.links.facts.graph
    yield from graph.links_to(draft.id)
    yield from (one for one in graph.links_from(draft.id) if one.target.id == draft.id)


def _anchors_after(
    draft: Draft, buffer: Buffer, where: Range, name: str, entries: tuple[OutlineEntry, ...]
) -> dict[int, str]:
    """The anchor of a heading once it has another name, and those that change with it, by lines of the body from 0."""
    line = where.start.line
    start, end = buffer.place(where.start)[1], buffer.place(where.end)[1]
    lines = list(buffer.lines)
    lines[line] = f"{lines[line][:start]}{name}{lines[line][end:]}"
    text = unsaved_text(draft.text.archive, draft.id, "".join(lines))
    if text is None:
        return {}
    before = {one.line: one.anchor for one in entries}
    after = entries_of(replace(draft, text=text))
    own = _body_line(draft, line)
    return {
        one.line: one.anchor
        for one in after
        if one.anchor and (one.line == own or one.anchor != before.get(one.line, one.anchor))
    }


def _mended(pages: Pages, link: Link, anchor: str) -> TextEdit | None:
    """The edit that replaces the anchor of a link; None if it is not written in its line."""
    written = link.written.href.partition("#")[2].removesuffix("]]").partition("|")[0].partition("#")[0]
    found = pages.address(link, f"#{written}") if written else None
    if found is None or written == anchor:
        return None
    line, at = found
    where = pages.buffer(link.source).range(line, at + 1, at + 1 + len(written))
    return TextEdit(where, anchor)
