"""Drawings that are kept for as long as they hold."""

from __future__ import annotations

from tests.rendering.bodies import HEAD, PARSER, PARSERS, page_of
from tests.rendering.body.test_revision import parsed
from tuireader.rendering.body.blocks import References
from tuireader.rendering.body.revision import revise
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.page.drawer import KEPT_DRAWINGS, Drawer
from tuireader.rendering.theme import night


def test_blocks_that_an_edit_leaves_alone_are_not_drawn_again() -> None:
    body = "\n\n".join(f"Paragraph {number} with *words*." for number in range(40))
    page = page_of(body)
    before = {page.blocks[index - 1].start: page.drawing(index) for index in range(1, len(page))}
    edited = body.replace("Paragraph 20 ", "Inserted.\n\nParagraph twenty ")
    revision = revise(PARSER, parsed(body.split("\n")), edited.split("\n"))
    after = page.revised(revision, lambda _: HEAD, page.drawer)
    drawn = [after.drawing(index) for index in range(1, len(after))]
    again = [
        index for index, drawing in enumerate(drawn) if not any(drawing is old for old in before.values())
    ]
    assert again == [20, 21]


def test_another_width_draws_anew_and_the_same_one_does_not() -> None:
    page = page_of("Words that are wrapped. " * 10, 40)
    block = page.blocks[0]
    first = page.drawer.draw(page.lines, block)
    assert page.drawer.draw(page.lines, block) is first
    assert len(page.drawer.changed(width=20).draw(page.lines, block).lines) > len(first.lines)


def test_only_so_many_drawings_are_kept() -> None:
    body = "\n\n".join(f"Paragraph {number}." for number in range(KEPT_DRAWINGS + 10))
    page = page_of(body)
    first = page.drawing(1)
    for index in range(len(page)):
        page.drawing(index)
    assert page.drawing(1) is not first
    assert page.drawing(1) == first


def test_a_citation_is_drawn_with_the_number_that_is_known() -> None:
    page = page_of("Cites[^a].")
    drawer = Drawer(PARSERS, night(), 40, References(footnotes={"a": 7}))
    assert "7" in drawer.draw(page.lines, page.blocks[0]).lines[0].text


def test_showing_notes_in_place_draws_abbreviations_anew() -> None:
    page = page_of("HTML is text.\n\n*[HTML]: Markup")
    block = page.blocks[0]
    assert page.drawer.draw(page.lines, block).lines[0].text == "HTML is text."
    shown = page.drawer.with_options(DrawOptions(notes=True))
    assert shown.draw(page.lines, block).lines[0].text == "HTML (Markup) is text."
    assert shown.with_options(DrawOptions()).draw(page.lines, block).lines[0].text == "HTML is text."
