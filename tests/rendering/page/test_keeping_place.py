"""The place that a reader keeps when the text changes under the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import HEAD, PARSER, page_of
from tests.rendering.body.test_revision import parsed
from tuireader.rendering.body.revision import revise
from tuireader.rendering.page.page import Place
from tuireader.rendering.page.places import Anchor, anchored, kept_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.rendering.page.page import Page

LONG = " ".join(f"word{number}" for number in range(60))


def revised(old: str, new: str, place: Place) -> tuple[Page, Page, Place]:
    page = page_of(old)
    before = parsed(old.split("\n"))
    revision = revise(PARSER, before, new.split("\n"))
    after = page.revised(revision, lambda _: HEAD, page.drawer)
    return page, after, kept_place(page, place, after, revision)


def text_at(page: Page, place: Place) -> str:
    return page.rows(place, 1)[0].line.text


def paragraphs(numbers: range) -> list[str]:
    return [f"Paragraph {number} stands here." for number in numbers]


@given(st.integers(0, 29), st.integers(0, 30), st.integers(1, 20), st.booleans())
@settings(max_examples=150)
def test_the_row_at_the_top_stays_whatever_is_inserted(top: int, at: int, count: int, heading: bool) -> None:
    texts = paragraphs(range(30))
    come = [f"{'# ' if heading else ''}New {number}" for number in range(count)]
    old, new = "\n\n".join(texts), "\n\n".join([*texts[:at], *come, *texts[at:]])
    before, after, place = revised(old, new, Place(top + 1, 1))
    assert text_at(after, place) == text_at(before, Place(top + 1, 1)) == f"Paragraph {top} stands here."


@given(st.integers(0, 29), st.integers(0, 29), st.integers(1, 10))
@settings(max_examples=150)
def test_the_row_at_the_top_stays_when_others_go(top: int, at: int, count: int) -> None:
    texts = paragraphs(range(30))
    rest = [*texts[:at], *texts[at + count :]]
    _, after, place = revised("\n\n".join(texts), "\n\n".join(rest), Place(top + 1, 1))
    if texts[top] in rest:
        assert text_at(after, place) == texts[top]
    elif following := [text for text in texts[top:] if text in rest]:
        assert text_at(after, place) == following[0]


def test_edits_above_and_below_at_once_leave_it_where_it_is() -> None:
    texts = paragraphs(range(40))
    new = ["First of all.", "", *"\n\n".join(texts).split("\n"), "", "Last of all."]
    _, after, place = revised("\n\n".join(texts), "\n".join(new), Place(21, 1))
    assert text_at(after, place) == "Paragraph 20 stands here."


def test_within_a_long_paragraph_the_row_stays_when_words_change_above_it() -> None:
    row = 6
    before, after, place = revised(LONG, LONG.replace("word1 ", f"word1 {'and more ' * 12}"), Place(1, row))
    first = text_at(before, Place(1, row)).split()[0]
    assert first in text_at(after, place)
    assert place.row > row + 1


def test_within_a_long_paragraph_the_row_stays_when_words_change_below_it() -> None:
    before, after, place = revised(LONG, f"{LONG} and more", Place(1, 5))
    assert text_at(after, place) == text_at(before, Place(1, 5))


def test_within_a_long_paragraph_the_row_stays_while_words_are_typed_above_it_and_taken_out_again() -> None:
    page = page_of(LONG)
    before = Anchor.at(page, Place(1, 6), page.lines)
    first = text_at(page, before.placed).split()[0]
    more = "and many more words than there were, " * 9
    typing = [LONG.replace("word1 ", f"word1 {more[:count]}") for count in range(len(more))]
    after, longer = saved(before, page, typing)
    assert first in text_at(longer, after.placed)
    after, again = saved(after, longer, reversed(typing))
    assert text_at(again, after.placed) == text_at(page, before.placed)


def test_a_heading_that_is_renamed_stays_at_the_top() -> None:
    old = "\n\n".join([*paragraphs(range(10)), "## Old name", *paragraphs(range(10, 20))])
    _, after, place = revised(old, old.replace("Old name", "A new name"), Place(11, 1))
    assert text_at(after, place) == "A new name"


def test_blocks_that_are_as_they_were_keep_their_heights() -> None:
    old = "\n\n".join([LONG, *paragraphs(range(10)), LONG])
    page = page_of(old)
    for index in range(len(page)):
        page.drawing(index)
    revision = revise(
        PARSER, parsed(old.split("\n")), old.replace("Paragraph 5 stands", "Paragraph 5 sits").split("\n")
    )
    after = page.revised(revision, lambda _: HEAD, page.drawer)
    assert after.height == page.height


SECTIONS = [
    part
    for number in range(8)
    for part in (
        f"## Reason {number}",
        f"First line of {number}, and {LONG}\nits second line {number}.",
        f"- item one of {number}\n- item two of {number}",
        f"```python\nvalue_{number} = 1\nprint(value_{number})\n```",
        f"> A quotation in {number}.",
    )
]
POST = "\n\n".join(SECTIONS)
CONSTRUCTS = [
    "```python\nx = 1\n```\n\n",
    "~~~\nplain\n~~~\n\n",
    "<!-- a note\nto myself -->\n\n",
    "<div>\n\nwords\n\n</div>\n\n",
    "$$\na^2 + b^2\n$$\n\n",
    "> quoted\n> words\n\n- a list\n\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
]


def saved(anchor: Anchor, page: Page, texts: Iterable[str]) -> tuple[Anchor, Page]:
    """The anchor after saves of these texts, and the page."""
    before = parsed(list(page.lines))
    for text in texts:
        revision = revise(PARSER, before, text.split("\n"))
        after = page.revised(revision, lambda _: HEAD, page.drawer)
        anchor = anchored(anchor, page, after, after.lines, revision)
        page, before = after, revision.parsed
    return anchor, page


def typed(construct: str, top: int) -> list[str]:
    """The top row, and its line of the post, after each letter that is typed above it, saved each time."""
    at = POST.index("## Reason 1")
    page = page_of(POST)
    anchor = Anchor.at(page, Place(top, 1), page.lines)
    wanted = page.lines[anchor.line]
    seen = [text_at(page, anchor.placed)]
    for length in range(1, len(construct) + 1):
        text = POST[:at] + construct[:length] + POST[at:]
        anchor, page = saved(anchor, page, [text])
        shown = page.source_at(anchor.placed)
        is_hidden = "<!--" in text and "-->" not in text
        assert page.lines[shown] == wanted or is_hidden or not page.lines[anchor.line].strip(), (
            construct[:length],
            wanted,
        )
        seen.append(text_at(page, anchor.placed))
    return seen


@pytest.mark.parametrize("construct", CONSTRUCTS)
@pytest.mark.parametrize("top", [8, 12, 17, 22, 29, 38])
def test_the_line_at_the_top_stays_while_something_is_typed_above_it(construct: str, top: int) -> None:
    seen = typed(construct, top)
    assert seen[-1] == seen[0]


@pytest.mark.parametrize("construct", CONSTRUCTS)
@pytest.mark.parametrize("top", [8, 17, 22, 29])
def test_the_line_at_the_top_stays_when_what_was_typed_at_it_is_taken_out_again(
    construct: str, top: int
) -> None:
    page = page_of(POST)
    before = Anchor.at(page, Place(top, 2), page.lines)
    at = len("\n".join([*page.lines[: before.line], ""]))
    typing = [POST[:at] + construct[:length] + POST[at:] for length in range(len(construct) + 1)]
    after, page = saved(before, page, [*typing[1:], *reversed(typing)])
    assert page.source_at(after.placed) == after.line == before.line


@pytest.mark.parametrize(
    "pieces",
    [
        [""],
        [POST[:9]],
        [POST[: POST.index("## Reason 2") + 4]],
        ["", POST[:100], POST[: POST.index("## Reason 2") + 4], POST[: POST.index("## Reason 5")]],
        [POST[: POST.index("## Reason 3")], POST[:40], "", POST[:400]],
        ["", POST[:900].replace("First", "Last")],
    ],
)
def test_a_file_that_was_cut_off_leads_back_when_its_rest_is_there(pieces: list[str]) -> None:
    page = page_of(POST)
    anchor = Anchor.at(page, Place(32, 2), page.lines)
    first = text_at(page, anchor.placed)
    anchor, page = saved(anchor, page, (*pieces, POST))
    assert text_at(page, anchor.placed) == first


@pytest.mark.parametrize("top", [22, 23, 24, 25])
def test_a_part_that_is_taken_away_leads_back_when_it_is_there_again(top: int) -> None:
    page = page_of(POST)
    anchor = Anchor.at(page, Place(top, 1), page.lines)
    first = text_at(page, anchor.placed)
    start, end = POST.index("## Reason 4"), POST.index("## Reason 5")
    without = POST[:start] + POST[end:]
    more = without.replace("## Reason 1", "```\nx\n```\n\n## Reason 1")
    less = more.replace("## Reason 5", "## Five")
    anchor, there = saved(anchor, page, (without, more, less))
    assert text_at(there, anchor.placed) == "Five"
    anchor, page = saved(anchor, there, (more.replace("## Reason 5", POST[start:end] + "## Reason 5"),))
    assert text_at(page, anchor.placed) == first
