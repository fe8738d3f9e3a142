"""Links that the terminal itself opens."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style

from tuireader.rendering.drawing import LinkSpan
from tuireader.rendering.links.hyperlinks import hyperlink, opens_links, steady_ids, with_hyperlinks

BOLD = Style(bold=True)


@pytest.mark.parametrize(
    ("href", "told"),
    [
        ("https://example.org/a?b=1;c#d", "https://example.org/a?b=1;c#d"),
        ("HTTP://example.org/%7e", "HTTP://example.org/%7e"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/a b\x1b]8;;\x07ü", "https://example.org/a%20b%1B]8;;%07%C3%BC"),
        ("https://example.org/" + "x" * 3_000, None),
        ("https://", None),
        ("/posts/a", None),
        ("#part", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_only_addresses_on_the_net_are_told_and_none_with_a_control(href: str, told: str | None) -> None:
    style = hyperlink(href)
    assert (style and style.link) == told


def test_the_cells_of_a_link_are_told_whatever_their_styles() -> None:
    segments = [Segment("日本 see "), Segment("the", BOLD), Segment(" page."), Segment(" More")]
    links = [
        LinkSpan(0, 5, 17, "https://example.org/", "see the page", 0),
        LinkSpan(0, 19, 23, "/more", "More", 1),
    ]
    linked = with_hyperlinks(segments, links)
    assert "".join(segment.text for segment in linked) == "日本 see the page. More"
    told = [
        (segment.text, bool(segment.style.bold)) for segment in linked if segment.style and segment.style.link
    ]
    assert told == [("see ", False), ("the", True), (" page", False)]
    assert with_hyperlinks(segments, links[1:]) is segments


def test_all_that_leads_to_an_address_has_one_id() -> None:
    style = hyperlink("https://example.org/;a")
    assert style
    parts = [(BOLD + style).render("one"), (style + Style(italic=True)).render("two")]
    assert parts[0].partition(";https")[0] != parts[1].partition(";https")[0]
    told = [steady_ids(part).partition("\x1b\\")[0] for part in parts]
    assert set(told) == {"\x1b]8;id=9f38450f;https://example.org/;a"}
    assert steady_ids("plain \x1b[1mtext") == "plain \x1b[1mtext"


@pytest.mark.parametrize(
    ("environment", "opens"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
        ({"WT_SESSION": "0f6a"}, True),
        ({"WT_SESSION": "0f6a", "NO_COLOR": "1"}, False),
    ],
)
def test_terminals_without_links_are_told_nothing(environment: dict[str, str], opens: bool) -> None:
    assert opens_links(environment) is opens
