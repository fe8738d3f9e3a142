"""Callouts and admonitions: what they are called, how they fold, and large ones."""

from __future__ import annotations

import pytest

from tests.rendering.dialects.pages import drawn, drawn_lines, page
from tuireader.rendering.theme import night

WORDS = " ".join(["word"] * 12)


@pytest.mark.parametrize(
    ("body", "colour"),
    [
        ("> [!NOTE]\n> x", "blue"),
        ("> [!todo]\n> x", "blue"),
        ("> [!hint]\n> x", "green"),
        ("> [!tldr]\n> x", "purple"),
        ("> [!attention]\n> x", "orange"),
        ("> [!missing]\n> x", "red"),
        ("> [!cite]\n> x", "muted"),
        ("> [!nobody-knows]\n> x", "blue"),
        ("!!! danger\n    x", "red"),
        (":::tip\nx\n:::", "green"),
    ],
)
def test_bar_and_title_have_the_colour_of_the_kind(body: str, colour: str) -> None:
    bar, title = drawn_lines(body, "plain")[0].segments[:2]
    wanted = getattr(night().palette, colour)
    for segment in (bar, title):
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.name == wanted


@pytest.mark.parametrize(
    ("kind", "name"),
    [("note", "Note"), ("FAQ", "FAQ"), ("tldr", "TL;DR"), ("my-own", "My own"), ("[x]", "[![x]]")],
)
def test_a_callout_without_a_title_is_named_by_its_kind(kind: str, name: str) -> None:
    assert drawn(f"> [!{kind}]\n> x", "obsidian")[0].startswith(f"▎ {name}")


def test_links_work_in_a_title() -> None:
    made = page("> [!tip] See [[Other]]\n> x", "obsidian")
    assert [link.href for link in made.drawing(1).links] == ["[[Other]]"]


@pytest.mark.parametrize(
    ("body", "opened"),
    [
        ("> [!tip]- T\n> hidden", False),
        ("> [!tip]+ T\n> hidden", True),
        ('??? tip "T"\n    hidden', False),
        ('???+ tip "T"\n    hidden', True),
        (":::details T\nhidden\n:::", False),
    ],
)
def test_folded_ones_fold(body: str, opened: bool) -> None:
    made = page(body, "plain")
    (fold,) = made.drawing(1).folds
    assert fold.opened is opened
    assert any("hidden" in line.text for line in made.drawing(1).lines) is opened


def test_alerts_alone_are_found_where_titles_are_not_written() -> None:
    assert drawn("> [!NOTE] A title\n> x", "astro") == ["▎ [!NOTE] A title x"]
    assert drawn("> [!NOTE]\n> x", "astro") == ["▎ Note", "▎ x"]
    assert drawn("> [!todo]\n> x", "astro") == ["▎ [!todo] x"]


@pytest.mark.parametrize(
    "body",
    [
        "> [!tip]- T\n" + "\n>\n".join(f"> {WORDS} {n}" for n in range(400)),
        '!!! tip "T"\n' + "\n\n".join(f"    {WORDS} {n}" for n in range(400)),
        ":::tip[T]\n" + "\n\n".join(f"{WORDS} {n}" for n in range(400)) + "\n:::",
    ],
    ids=["quote", "indented", "colons"],
)
def test_a_large_one_is_drawn_in_pieces_and_named_once(body: str) -> None:
    made = page(body, "plain", width=200)
    assert len(made) > 4
    rows = [row.line.text for index in range(1, len(made)) for row in made.rows_of(index)]
    assert [row for row in rows if "T" in row] == ["▎ T"]
    assert [row.split()[-1] for row in rows if "word" in row] == [str(n) for n in range(400)]
    assert all(row.startswith("▎") for row in rows if row.strip())


def test_one_that_is_nothing_but_a_very_long_title_is_not_lost() -> None:
    assert "".join(drawn('!!! tip "' + "long " * 4000 + '"', "plain")).count("long") == 4000


def test_lines_of_the_source_are_known() -> None:
    body = 'text\n\n!!! note "T"\n    one\n\n    two\n\n:::tip\nthree\n:::\n\n> [!bug] B\n> four\n'
    made = page(body, "plain")
    wanted = {"T": 2, "one": 3, "two": 5, "Tip": 7, "three": 8, "B": 11, "four": 12}
    for index in range(1, len(made)):
        block = made.blocks[index - 1]
        for row in made.rows_of(index):
            if (word := row.line.text.strip("▎ ")) in wanted:
                assert row.line.source + block.start == wanted.pop(word)
    assert not wanted


def test_colons_that_name_no_kind_of_callout_leave_no_trace() -> None:
    assert drawn(":::table-wrapper\n| a |\n|---|\n:::\n\n:::figure-right\ntext\n:::", "eleventy") == [
        "a",
        "─",
        "",
        "text",
    ]
    assert drawn(":::mine[A title]\ntext\n:::", "eleventy") == ["▎ A title", "▎ text"]


@pytest.mark.parametrize(
    ("engine", "head", "line"),
    [("plain", "> [!NOTE]", "> {}"), ("pelican", "!!! note", "    {}"), ("astro", ":::note", "{}")],
)
def test_a_long_paragraph_in_a_callout_is_drawn_in_pieces(engine: str, head: str, line: str) -> None:
    words = [f"word{number}" for number in range(4_000)]
    made = page("\n".join([head, *map(line.format, words)]), engine)
    drawings = [made.drawing(index) for index in range(1, len(made))]
    shown = [line.text for drawing in drawings for line in drawing.lines]
    assert len(drawings) > 5
    assert shown[0] == "▎ Note"
    assert " ".join(text.removeprefix("▎").strip() for text in shown[1:]).split() == words
    assert all(text.startswith("▎ ") for text in shown)
    assert made.gap(2) == 0
