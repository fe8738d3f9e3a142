"""Footnotes where they are cited."""

from __future__ import annotations

from tests.rendering.drawings import THEME
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.drawing import Drawing, DrawOptions
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.notes import note_text
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers

BODY = """\
Cited[^b] and again[^a][^b], unknown[^c].

- an item[^a]
- another

[^a]: First defined.

[^b]: Second,
    over two lines.

    With a paragraph.

After, uncited.
"""


def page_of(body: str) -> Page:
    parsers = Parsers()
    text = parsed_start(parsers.blocks, body)
    lines = {one.label: one.line for one in text.window.definitions if one.kind == "footnote"}

    def note(label: str) -> str:
        return note_text(text.lines, lines[label]) if label in lines else ""

    page = Page(
        text.lines,
        lambda _: Drawing(),
        Drawer(parsers, THEME, 60, text.references, DrawOptions(notes=True, note=note)),
    )
    page.extend(text.window.blocks)
    return page


def test_notes_stand_below_what_cites_them() -> None:
    page = page_of(BODY)
    assert [line.text for line in page.drawing(1).lines] == [
        "Cited[1] and again[2][1], unknown[^c].",
        "",
        "┊ [1] Second, over two lines.",
        "┊",
        "┊     With a paragraph.",
        "",
        "┊ [2] First defined.",
    ]
    assert [line.text for line in page.drawing(2).lines] == [
        "• an item[2]",
        "• another",
        "",
        "┊ [2] First defined.",
    ]
    assert page.drawing(len(page) - 1).lines[0].text == "After, uncited."


def test_their_rows_belong_to_what_cites_them() -> None:
    page = page_of(BODY)
    assert {line.source for line in page.drawing(2).lines[2:]} == {1}


def test_only_what_cites_is_drawn_anew() -> None:
    page = page_of(BODY)
    drawings = [page.drawing(index) for index in range(1, len(page))]
    drawer = page.drawer.with_options(DrawOptions())
    again = [page.redraw(drawer).drawing(index) for index in range(1, len(page))]
    assert len(again[0].lines) == 1
    assert again[-1] is drawings[-1]


def test_the_text_of_a_note() -> None:
    lines = ["[^a]: one", "lazy", "", "    more", "", "not", "[^b]: x", "[^c]: y"]
    assert note_text(lines, 0) == "[^a]: one\nlazy\n\n    more"
    assert note_text(lines, 6) == "[^b]: x"
    assert note_text(lines, 7) == "[^c]: y"
