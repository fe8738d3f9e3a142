"""Text that would take the square of its length is parsed in bounded steps, and none of it is lost."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.rendering.bodies import FULL, HEAD, PARSERS
from tests.rendering.drawings import drawn, texts
from tests.rendering.hostile import SHAPES, within
from tuireader.archive.text import neutralise
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import TOP, Page
from tuireader.rendering.theme import night


@pytest.mark.timeout(30)
@pytest.mark.parametrize("shape", SHAPES)
def test_any_shape_has_its_first_screen(shape: str) -> None:
    """What takes minutes where a parser is quadratic; the time itself is measured in `tests.benchmarks.hostile`."""
    body = neutralise(SHAPES[shape]())
    for written in (body, within("an item", body[:7_000])):
        text = parsed_start(PARSERS.blocks, written)
        page = Page(text.lines, lambda _: HEAD, Drawer(PARSERS, night(), 80, text.references))
        page.extend(text.window.blocks)
        assert len(page.rows(TOP, 40)) <= 40


@pytest.mark.parametrize("mark", ["[", "![", "[^", "^[", "[a ", "<![CDATA["])
def test_steps_are_few_and_grow_with_the_length(mark: str) -> None:
    """Twice the text takes about twice the steps, not four times, and each character few: without limits 66 or more."""
    bodies = [f"[^1]: note\n\n# a[^1] {mark * count}" for count in (2_000, 4_000)]
    steps = [_steps(body) for body in bodies]
    assert steps[1] < 2.5 * steps[0]
    assert steps[1] < 20 * len(bodies[1])


def _steps(body: str) -> int:
    count = 0
    skip = type(FULL.inline).skipToken

    def counted(state: object) -> None:
        nonlocal count
        count += 1
        skip(FULL.inline, state)  # type: ignore[arg-type]

    FULL.inline.skipToken = counted  # type: ignore[method-assign]
    try:
        FULL.parse(body)
    finally:
        del FULL.inline.skipToken
    return count


@pytest.mark.parametrize("opening", ["# ", "- ", "> ", "|a|\n|-|\n|", "[^1]\n\n[^1]: "])
def test_no_word_of_a_very_long_text_is_lost(opening: str) -> None:
    words = [f"w{number}" for number in range(8_000)]
    shown = Counter(" ".join(texts(opening + " ".join(words), 200)).split())
    assert not Counter(words) - shown
    assert not [word for word in words if shown[word] > 1]


def test_marks_within_a_piece_take_effect_to_the_end() -> None:
    links = drawn("# " + "some words and a [link](/to) " * 1_000, 100).links
    assert len(links) >= 990


def test_links_are_found_where_many_brackets_are_not_closed() -> None:
    text = "# " + "a [b and a [link](/to) " * 400
    assert len({link.href for link in drawn(text, 100).links}) == 1
    assert len(drawn(text, 100).links) >= 400


def test_a_quoted_line_that_is_very_long_is_shown_once() -> None:
    body = "> a\n> " + " ".join(f"w{number}" for number in range(4_000))
    text = parsed_start(PARSERS.blocks, body)
    page = Page(text.lines, lambda _: HEAD, Drawer(PARSERS, night(), 80, text.references))
    page.extend(text.window.blocks)
    shown = Counter(" ".join(row.line.text for row in page.rows(TOP, 10_000)).split())
    assert [shown[f"w{number}"] for number in (0, 2_000, 3_999)] == [1, 1, 1]
