"""Diagrams in the reader: charts come from another process, and a diagram being typed keeps its last drawing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.ui.driver import reading
from tuireader.archive.disk.images import ImageFile
from tuireader.rendering.diagrams.diagram import draw_charts
from tuireader.rendering.pictures.decode import Pixels
from tuireader.session.drawn.diagram_pictures import DiagramPictures
from tuireader.session.drawn.diagrams import Diagrams, drawn_now
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.rendering.pictures.decode import PictureRequest

TALK = "sequenceDiagram\n  Ana->>Build: push\n  Build-->>Ana: done\n"
GANTT = "gantt\n  dateFormat YYYY-MM-DD\n  One :a, 2024-01-01, 30d\n  Two :after a, 9d\n"
PIE = 'pie\n  "Dogs" : 3\n  "Cats" : 1\n'


def body(talk: str) -> str:
    return f"---\ntitle: Drawn\n---\nBefore.\n\n```mermaid\n{talk}```\n\nBetween.\n\n```mermaid\n{PIE}```\n\nThe end.\n"


async def test_diagrams_are_drawn_turned_to_their_source_and_kept_while_typed(tmp_path: Path) -> None:
    post = tmp_path / "_posts/2024-01-01-a.md"
    write(tmp_path, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": body(TALK)})
    async with reading(tmp_path, size=(120, 60), settings=Settings()) as reader:
        await reader.sees("▾ mermaid diagram", "│ Ana │", "The end.", pane="article")
        await reader.sees("75.0%", pane="article")
        await reader.press("a")
        await reader.sees("▸ mermaid diagram", "Ana->>Build: push", "75.0%", pane="article")
        await reader.press("a")
        await reader.sees("│ Ana │", pane="article")

        post.write_text(body(TALK + "  Build-\n"))
        await reader.sees("mermaid diagram · as it was when it could be drawn", "│ Ana │", pane="article")
        post.write_text(body(TALK + "  Build->>Ana: bye\n"))
        await reader.sees("bye", pane="article")
        await reader.misses("as it was", "being drawn", pane="article")


@pytest.mark.parametrize("written", ["sequenceDiagram\nA-", "something else", TALK[:40] + "\n  -"])
def test_a_source_that_is_no_longer_the_same_has_no_drawing_of_another(written: str) -> None:
    diagrams = Diagrams(lambda: None)
    first = diagrams.of(TALK, 80)
    assert first
    assert first.lines
    second = diagrams.of(written, 80)
    assert second
    assert bool(second.lines) is written.startswith(TALK[:40])


async def test_a_chart_is_pending_until_it_is_drawn_and_ended_at_its_limit() -> None:
    asked: list[int] = []
    diagrams = Diagrams(lambda: asked.append(1))
    assert diagrams.of(PIE, 80) is None
    assert diagrams.of(PIE, 40) is None
    assert await diagrams.draw_pending()
    drawing = diagrams.of(PIE, 80)
    assert drawing == next(draw_charts([PIE], 80)) == drawn_now(PIE, 80)
    assert not await diagrams.draw_pending()
    assert asked == [1, 1]

    late = Diagrams(lambda: None)
    late.of(PIE, 80)
    await late.draw_pending(limit=0)
    ended = late.of(PIE, 80)
    assert ended
    assert ended.problem == "its drawing takes too long"


async def test_a_gantt_chart_is_as_wide_as_its_place_and_stays_while_that_changes() -> None:
    diagrams = Diagrams(lambda: None)
    assert diagrams.of(GANTT, 80) is None
    await diagrams.draw_pending()
    wide = diagrams.of(GANTT, 80)
    assert wide
    assert wide.width == 80
    assert diagrams.of(GANTT, 40) == wide
    assert await diagrams.draw_pending()
    narrow = diagrams.of(GANTT, 40)
    assert narrow == drawn_now(GANTT, 40)
    assert narrow.width == 40


async def test_a_chart_whose_process_does_not_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    diagrams = Diagrams(lambda: None)
    diagrams.of(PIE, 80)
    await diagrams.draw_pending()
    found = diagrams.of(PIE, 80)
    assert found == drawn_now(PIE, 80)
    assert found.problem == "the process that draws it is not running"


async def test_a_chart_whose_picture_would_be_too_small_is_lines() -> None:
    async def make(request: PictureRequest) -> Pixels:
        return Pixels(600, 300, b"<svg>" + request.data)

    diagrams = Diagrams(lambda: None)
    diagrams.pictures = DiagramPictures(make, (0, 0, 0))
    for _ in range(2):
        diagrams.of(PIE, 40)
        await diagrams.draw_pending()
    narrow, wide = diagrams.of(PIE, 40), diagrams.of(PIE, 50)
    assert narrow
    assert wide
    assert narrow.lines == drawn_now(PIE, 40).lines
    assert not wide.lines
    assert narrow.picture == wide.picture
    assert wide.picture


def flow(*words: str) -> str:
    return (
        "flowchart LR\n  " + " --> ".join(f"{chr(65 + at)}[{word}]" for at, word in enumerate(words)) + "\n"
    )


async def test_they_are_pictures_where_the_terminal_shows_them(tmp_path: Path) -> None:
    post = tmp_path / "_posts/2024-01-01-a.md"
    write(tmp_path, {"_config.yml": "title: x\n", "_posts/2024-01-01-a.md": body(flow("One", "Two"))})
    settings = Settings(images="sixel")
    async with reading(tmp_path, size=(120, 90), settings=settings) as reader:

        def drawn() -> list[tuple[int, int]]:
            """The size in cells of each picture that is decoded."""
            pictures = reader.article.pictures
            spans = reader.article.sight.pictures if pictures else ()
            return [(one.columns, one.rows) for one in spans if pictures and pictures.picture(one)]

        await reader.until(lambda: len(drawn()) == 2, "are drawn")
        await reader.misses("│ One │", "being drawn", "75.0%", pane="article")
        before = drawn()

        await reader.press("a")
        await reader.sees("▸ mermaid diagram", "A[One] --> B[Two]", pane="article")
        await reader.press("a")
        await reader.until(lambda: len(drawn()) == 2, "are drawn again")

        await reader.press("slash", *"Two", "enter")
        await reader.sees("Two", "▏ mermaid diagram", pane="article")
        await reader.press("escape")
        await reader.sees("▸ mermaid diagram", "A[One] --> B[Two]", pane="article")
        await reader.press("a")
        await reader.until(lambda: drawn() == before, "are drawn after the search")

        post.write_text(body(TALK))
        await reader.until(lambda: len(drawn()) == 2 and drawn() != before, "is drawn anew")
        post.write_text(body(TALK + "  Build-\n"))
        await reader.sees("mermaid diagram · as it was when it could be drawn", pane="article")
        assert len(drawn()) == 2

        await reader.press("I")
        await reader.sees("│ Ana │", "75.0%", pane="article")
        assert not drawn()


async def test_a_picture_is_made_once_for_a_background_and_refused_once() -> None:
    asked: list[PictureRequest] = []

    async def make(request: PictureRequest) -> Pixels | str:
        asked.append(request)
        return "no" if b"pie" in request.data else Pixels(400, 200, b"<svg")

    diagrams = Diagrams(lambda: None)
    diagrams.pictures = DiagramPictures(make, (1, 2, 3))
    first = diagrams.of(TALK, 80)
    assert first
    assert first.picture is None
    assert first.lines
    assert diagrams.of(PIE, 80) is None
    assert await diagrams.draw_pending()
    found = diagrams.of(TALK, 80)
    assert found
    assert found.lines == first.lines
    assert found.picture == ImageFile(4, 400, 200, data=b"<svg")
    assert diagrams.of(PIE, 80) is None
    assert await diagrams.draw_pending()
    assert diagrams.of(PIE, 80) == drawn_now(PIE, 80)
    assert [(one.data, one.background, one.form) for one in asked] == [
        (TALK.encode(), (1, 2, 3), "svg"),
        (PIE.encode(), (1, 2, 3), "svg"),
    ]
    assert not await diagrams.draw_pending()
