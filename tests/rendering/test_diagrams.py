"""Diagrams in posts: in fences and HTML, under a fold that shows their source, or as source with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rendering.drawings import THEME, drawn, texts
from tuireader.rendering.body.blocks import References
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.parsing.markdown import Parsers

FLOW = "graph TD\nA[One] --> B[Two]\n"
BOX = ["▾ mermaid diagram", " ┌─────┐", " │ One │", " └──┬──┘"]


@pytest.mark.parametrize(
    "body",
    [
        f"```mermaid\n{FLOW}```",
        f"~~~ {{.mermaid}}\n{FLOW}~~~",
        f"```mermaid graph TD\n{FLOW.partition(chr(10))[2]}```",
        f'<div class="mermaid">\n{FLOW}</div>',
        f'<pre class="mermaid">\n  {FLOW.replace(chr(10), chr(10) + "  ")}\n</pre>',
    ],
)
def test_diagrams_are_drawn_wherever_they_are_written(body: str) -> None:
    assert texts(body)[:4] == BOX


def test_a_diagram_is_copied_as_its_source_and_folds_to_it() -> None:
    drawing = drawn(f"```mermaid\n{FLOW}```")
    assert [(code.text, code.language) for code in drawing.codes] == [(FLOW.rstrip("\n"), "mermaid")]
    assert [fold.opened for fold in drawing.folds] == [True]


def test_a_diagram_that_is_wider_than_the_page_scrolls_as_a_whole() -> None:
    source = "erDiagram\n" + "".join(f"A ||--o{{ LONGER-NAME-{n} : has\n" for n in range(8))
    lines = drawn(f"```mermaid\n{source}```").lines[1:]
    widest = max(line.width for line in lines)
    assert widest > 60
    assert {line.slide and line.slide.reach for line in lines} == {widest}


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("```mermaid\nsequenceDiagram\nA-\n```", "▏ mermaid diagram · its source cannot be read"),
        ('```mermaid\npie\n"a" : 1\n```', "▏ mermaid diagram · this kind is not drawn"),
        ("```mermaid\n```", "▏ mermaid diagram · empty"),
        (f"```mermaids\n{FLOW}```", "▏ mermaids"),
    ],
)
def test_what_cannot_be_drawn_is_the_named_source(body: str, label: str) -> None:
    assert texts(body)[0] == label


def test_controls_of_a_source_reach_no_drawing() -> None:
    assert all(
        text.replace("\xa0", " ").isprintable()
        for text in texts("```mermaid\ngraph TD\nA[x\x1b[2J\u202ey]\n```")
    )


def test_only_diagrams_are_drawn_anew_when_charts_are_there() -> None:
    parsers = Parsers()
    asked: list[str] = []

    def pending(written: str, _: int) -> None:
        asked.append(written)

    drawer = Drawer(parsers, THEME, 60, References(), DrawOptions(diagram=pending))
    from tests.rendering.test_code import page_of

    page = page_of("Words.\n\n```mermaid\npie\n```", options=drawer.options)
    assert [line.text for line in page.drawing(2).lines] == ["▏ mermaid diagram · being drawn", "▏ pie"]
    words = page.drawing(1)
    again = page.redraw(
        page.drawer.with_options(replace(page.drawer.options, diagram=lambda w, _: pending(w, 0)))
    )
    assert again.drawing(1) is words
    assert again.drawing(2) is not page.drawing(2)
    assert asked == ["pie", "pie"]
