"""Frames in few bytes show what Textual's own show, in an emulated terminal."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tuireader.ui.terminal.frames import Frames, SlimUpdate, with_few_styles

COLUMNS, ROWS = 24, 4
CONSOLE = Console(force_terminal=True, color_system="truecolor", width=COLUMNS)
COLOURS = st.sampled_from([None, "red", "bright_blue", "default", "color(200)", "#102030", "#ffeedd"])
STYLES = st.builds(
    Style,
    color=COLOURS,
    bgcolor=COLOURS,
    bold=st.sampled_from([None, True]),
    italic=st.sampled_from([None, True]),
    underline=st.sampled_from([None, True]),
    link=st.sampled_from([None, "https://a.example"]),
)
TEXTS = st.sampled_from(["", " ", "a", "bc", "wörter", "語", "語 x", "    "])
SEGMENTS = st.lists(st.builds(Segment, TEXTS, st.none() | STYLES, st.none()), max_size=6)


def strip_of(segments: list[Segment], width: int) -> Strip:
    return Strip(segments).adjust_cell_length(width, Style(bgcolor="#000010"))


@st.composite
def updates(draw: st.DrawFn) -> ChopsUpdate | LayoutUpdate:
    """An update of a screen that is cut at some columns, or of all of it."""
    cut = draw(st.lists(st.integers(1, COLUMNS - 1), unique=True, max_size=3).map(sorted))
    starts, ends = [0, *cut], [*cut, COLUMNS]
    pieces = [
        {x: strip_of(draw(SEGMENTS), end - x) for x, end in zip(starts, ends, strict=True)}
        for _ in range(ROWS)
    ]
    if draw(st.integers(0, 5)) == 0:
        return LayoutUpdate([row.values() for row in pieces], Region(0, 0, COLUMNS, ROWS))
    # Textual cuts the screen where regions begin and end.
    edges = st.tuples(st.sampled_from(starts), st.sampled_from(ends)).filter(lambda edge: edge[0] < edge[1])
    spans = [(y, *draw(edges)) for y in draw(st.sets(st.integers(0, ROWS - 1), min_size=1).map(sorted))]
    return ChopsUpdate(pieces, spans, [ends] * ROWS)


def fed(screen: pyte.Screen, output: str) -> object:
    # As a terminal of which the line feed is not one.
    pyte.Stream(screen).feed(output.replace("\n", "\r\n"))
    return {(y, x): screen.buffer[y][x] for y in range(ROWS) for x in range(COLUMNS)}


@settings(max_examples=60)
@given(st.lists(st.tuples(updates(), st.booleans()), min_size=1, max_size=5))
def test_a_terminal_shows_the_same_whatever_was_painted_before(
    steps: list[tuple[ChopsUpdate | LayoutUpdate, bool]],
) -> None:
    frames, ours, theirs = Frames(), pyte.Screen(COLUMNS, ROWS), pyte.Screen(COLUMNS, ROWS)
    for update, lost in steps:
        if lost:
            frames.forget()
            ours.reset()
            theirs.reset()
        slim = frames.slim(update)
        assert isinstance(slim, SlimUpdate)
        assert fed(ours, slim.render_segments(CONSOLE)) == fed(theirs, update.render_segments(CONSOLE))
        again = frames.slim(update)
        assert isinstance(again, SlimUpdate)
        if isinstance(update, ChopsUpdate):
            assert again.render_segments(CONSOLE) == ""


def test_a_colour_that_stays_is_not_said_again() -> None:
    page = Style(color="#ffffff", bgcolor="#000000")
    texts = [
        (page, "plain "),
        (page + Style(color="#ff0000"), "red"),
        (page, " "),
        (page + Style(bold=True), "bold"),
    ]
    output = "".join(style.render(text) for style, text in texts)
    assert with_few_styles(output) == (
        "\x1b[38;2;255;255;255;48;2;0;0;0mplain \x1b[38;2;255;0;0mred\x1b[38;2;255;255;255m \x1b[1mbold\x1b[0m"
    )
    assert with_few_styles("\x1b[2;3Hplain\n") == "\x1b[2;3Hplain\n"
