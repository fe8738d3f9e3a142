"""Diagrams as lines of text: what is drawn of a source, and why one is not drawn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tuireader.rendering.diagrams.diagram import Diagram, draw_charts, draw_diagram_source, is_chart
from tuireader.rendering.diagrams.source import read_source

DATA: Final = Path(__file__).parents[2] / "data" / "diagrams"
NAMES: Final = sorted(path.stem for path in DATA.glob("*.mmd"))


def text_of(diagram: Diagram) -> str:
    lines = ["".join(piece.text for piece in line).rstrip() for line in diagram.lines]
    return "\n".join([diagram.title, diagram.problem, *lines]) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_drawn_as_expected(name: str) -> None:
    source = (DATA / f"{name}.mmd").read_text(encoding="utf-8")
    (drawing,) = draw_charts([source], 61) if is_chart(source) else [draw_diagram_source(source)]
    assert text_of(drawing) == (DATA / f"{name}.txt").read_text(encoding="utf-8")


def habits() -> list[str]:
    """A hundred diagrams of all kinds as posts have them."""
    return re.findall(r"```mermaid\n(.*?)```", (DATA / "habits.md").read_text(encoding="utf-8"), re.DOTALL)


def test_what_posts_have_is_drawn_within_80_columns() -> None:
    assert len(habits()) == 100
    for source in habits():
        (drawing,) = draw_charts([source], 80) if is_chart(source) else [draw_diagram_source(source, 80)]
        assert 0 < drawing.width <= 80, source
        assert not drawing.problem, source


def test_a_state_of_its_own_group_keeps_its_labels_and_notes() -> None:
    source = (
        'stateDiagram-v2\n[*] --> A\nstate "In hand" as A {\n  [*] --> end\n  end : At the end\n}\n'
        'note right of A\n  A note of words\nend note\nstate "Last one" as Z\nA --> Z : on we go'
    )
    drawn = text_of(draw_diagram_source(source))
    for words in ("In hand", "At the end", "Last one", "on we go", "A note of words"):
        assert drawn.count(words) == 1, words
    assert drawn.count("●") == 2


def test_pieces_have_roles() -> None:
    drawing = draw_diagram_source("graph TD\nA[One] -->|goes| B")
    roles = {piece.text.strip(): piece.role for line in drawing.lines for piece in line}
    assert (roles["One"], roles["goes"], roles["▼"]) == ("text", "label", "edge")
    assert drawing.lines[0][-1].role == "border"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "empty"),
        ("%% nothing\n\n", "empty"),
        ("sankey-beta\na,b,10", "this kind is not drawn"),
        ("graph TD", "its source cannot be read"),
        ("sequenceDiagram\nA->>B: hi\nB-", "its source cannot be read"),
        ("graph TD\n" + "A --> B\n" * 400, "too large to be drawn"),
        ("mindmap\n" + "  a\n" * 4_000, "too large to be drawn"),
        ("sequenceDiagram\n" + "".join(f"A{n} ->> B{n}: x\n" for n in range(60)), "too large to be drawn"),
        (
            'classDiagram\nclass A\nnote "One"\nnote "Two"\nnote "Three"',
            "too little of it can be drawn as text",
        ),
    ],
)
def test_what_is_not_drawn_has_a_reason(source: str, problem: str) -> None:
    assert draw_diagram_source(source) == Diagram(problem=problem)


def test_a_flowchart_that_is_too_wide_goes_down_where_it_fits_so() -> None:
    source = "flowchart LR\n" + "".join(f"Step{n} --> Step{n + 1}\n" for n in range(6))
    wide, fitting = draw_diagram_source(source), draw_diagram_source(source, 40)
    assert wide.width > 60
    assert 0 < fitting.width <= 40
    assert draw_diagram_source(source, 3) == wide


def test_words_without_a_place_stand_below() -> None:
    source = "stateDiagram-v2\n[*] --> A : begin\nA --> B : go on\nnote right of A : A longer word"
    assert text_of(draw_diagram_source(source)).endswith("\n\nnote right of A : A longer word\n")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("%%{init: {'theme': 'dark'}}%%\ngraph TD\nA:::x --> B", "graph TD\nA --> B"),
        (
            'sequenceDiagram\nparticipant A@{ "type": "actor", "alias": "Ana" }',
            "sequenceDiagram\nparticipant A as Ana",
        ),
        ("graph TD\nA(fa:fa-car Drive) --> B(fa:fa-ban)", "graph TD\nA(Drive) --> B(fa:fa-ban)"),
        ("graph TD\naccDescr {\n many\n lines }\nA", "graph TD\nA"),
        ("erDiagram\ndirection LR\nA ||--o{ B : has", "erDiagram\n\nA ||--o{ B : has"),
        ('pie\n%% x\n"a" : 1', 'pie\n"a" : 1'),
    ],
)
def test_what_is_only_for_browsers_is_left_out(written: str, text: str) -> None:
    assert read_source(written).text == text
