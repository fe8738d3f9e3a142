"""What holds of any bytes that are read as a post, in any kind of archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tuireader.archive.archive import Archive, engine_of, open_archive
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import decode
from tuireader.catalog.links.resolve import why_broken
from tuireader.catalog.links.syntax import parse_link
from tuireader.commands.show import draw_post
from tuireader.rendering.anchors import words_named
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.body.windows import Window, parse_all, parse_window
from tuireader.rendering.drawing import Drawing, Line
from tuireader.rendering.links.link_list import links_of
from tuireader.rendering.outline import outline
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.find import literal, matches
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night
from tuireader.session.open_post import View

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tuireader.rendering.body.blocks import Block, Definition
    from tuireader.rendering.outline import OutlineEntry

MARKERS: Final = {
    "plain": None,
    "jekyll": "_config.yml",
    "hugo": "hugo.toml",
    "zola": "zola.toml",
    "pelican": "pelicanconf.py",
    "hexo": "_config.yml",
    "eleventy": ".eleventy.js",
    "obsidian": ".obsidian",
}
"""Engines, and a name whose presence tells of each."""
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e001f]"
)
_UNSAFE_IN_CODE: Final = re.compile(_UNSAFE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
"""What may not be in text that has several lines and tabs."""
_TABLE: Final = re.compile(r"\||<t|<pre|\$\$", re.IGNORECASE)
"""What tables begin with, and other things whose lines may be wider than the page, code aside."""
_HEAD: Final = Drawing((Line((), 0, 0),))
_SHARED: Final = {engine: Parsers(ENGINES[engine]) for engine in MARKERS}


def check_file(folder: Path, data: bytes) -> None:
    """Open and draw a post as the commands do; raises AssertionError, or what is wrong with the program."""
    path = folder / "2024-01-02-fuzzed.md"
    path.write_bytes(data)
    scrolls = _TABLE.search(decode(data, PostId("")).text) is not None
    for width in (23, 80):
        drawn = draw_post(path, View(night()), width)
        assert not isinstance(drawn, str)
        for row in drawn.rows:
            _check_line(row, width, scrolls=scrolls)
        _check_outline(drawn.outline)
        for text in (drawn.post.title, drawn.post.slug, *drawn.post.tags, drawn.post.excerpt):
            assert not _UNSAFE.search(text), text


def check_body(engine: str, data: bytes) -> None:
    """Parse, draw and search a body in the dialects of an engine, a window at a time and whole."""
    body = decode(data, PostId("fuzzed.md")).text
    parsers, lines = _SHARED[engine], body.split("\n")
    whole = parse_all(parsers.blocks, lines)
    assert in_windows(parsers, lines, 3) == (whole.blocks, whole.definitions), "windows differ from the whole"
    text = parsed_start(parsers.blocks, body, len(lines))
    for width in (1, 17, 100):
        page = Page(text.lines, lambda _: _HEAD, Drawer(parsers, night(), width, text.references))
        page.extend(whole.blocks)
        for index in range(1, len(page)):
            drawing = page.drawing(index)
            for row in drawing.lines:
                _check_line(row, max(width, 2), scrolls=_TABLE.search(body) is not None)
            _check_spans(drawing)
            list(matches(page, index, literal("a"), 0))
        assert page.place_at(page.height + 9).block < len(page)
    _check_outline(outline(parsers.full, whole.blocks, parsers.ids))
    for written in links_of(parsers, body, wikilinks=engine == "obsidian"):
        assert not _UNSAFE.search(written.href + written.text), written
        reference = parse_link(written.href)
        said = (why_broken(written.href), reference.anchor, words_named(reference.text))
        assert not _UNSAFE.search("".join(said)), said


def in_windows(
    parsers: Parsers, lines: list[str], count: int
) -> tuple[tuple[Block, ...], tuple[Definition, ...]]:
    """The blocks and definitions that windows of `count` lines give."""
    blocks: list[Block] = []
    definitions: list[Definition] = []
    window = Window((), (), 0)
    while window.next < len(lines):
        following = parse_window(parsers.blocks, lines, window.next, count, window.cut)
        assert following.next > window.next, "parsing does not go on"
        window = following
        blocks.extend(window.blocks)
        definitions.extend(window.definitions)
    return tuple(blocks), tuple(definitions)


def _check_spans(drawing: Drawing) -> None:
    """Check what a reader may do with a drawing: follow its links, copy its code."""
    for link in drawing.links:
        assert 0 <= link.start < link.end <= drawing.lines[link.row].width, link
        assert not _UNSAFE.search(link.href + link.text), link
    for code in drawing.codes:
        assert 0 <= code.start <= code.end <= len(drawing.lines), code
        assert not _UNSAFE.search(code.language), code
        assert not _UNSAFE_IN_CODE.search(code.text), code


def _check_outline(entries: Iterable[OutlineEntry]) -> None:
    for entry in entries:
        assert not _UNSAFE.search(entry.title + entry.anchor), entry


def _check_line(row: Line, width: int, *, scrolls: bool) -> None:
    assert not _UNSAFE.search(row.text), ascii(row.text)
    assert sum(cell_len(segment.text) for segment in row.segments) == row.width, ascii(row.text)
    assert row.width <= width or scrolls or "▏" in row.text, (row.width, width, row.text)


def archive_of(folder: Path, engine: str) -> Archive:
    """Make a folder the archive of an engine."""
    folder.mkdir(parents=True, exist_ok=True)
    marker = MARKERS[engine]
    if marker and marker.startswith(".obs"):
        (folder / marker).mkdir(exist_ok=True)
    elif marker:
        (folder / marker).touch()
    archive = open_archive(folder)
    assert not isinstance(archive, Problem)
    engine_of(archive.site)
    return archive
