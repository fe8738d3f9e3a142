"""Images: alone they have a frame, in a sentence they are short; what is known of their file is said."""

from __future__ import annotations

import pytest

from tests.rendering.drawings import THEME, drawn, style_of, texts
from tuireader.archive.disk.images import ImageFile
from tuireader.rendering.body.blocks import References
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.drawing import Drawing, DrawOptions
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.find import may_hold
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers


def files(address: str) -> ImageFile | None:
    return {
        "a.png": ImageFile(14_321, 640, 480),
        "b.svg": ImageFile(999),
        "gone.png": ImageFile(missing=True),
        "images": ImageFile(trouble="a folder"),
    }.get(address)


OPTIONS = DrawOptions(picture=files)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![Alt](a.png)", ["▏ ▣ Alt · a.png · 640 × 480 · 14 KB"]),
        ("![Alt](b.svg 'Caption')", ["▏ ▣ Alt · b.svg · 999 bytes", "▏ Caption"]),
        ("![](a.png)", ["▏ ▣ a.png · 640 × 480 · 14 KB"]),
        ("![Alt]()", ["▏ ▣ Alt · no address"]),
        ("![Alt](gone.png)", ["▏ ▣ Alt · gone.png · not found"]),
        ("![Alt](https://example.org/x.png)", ["▏ ▣ Alt · https://example.org/x.png"]),
        (f"![Alt](https://example.org/{'a/' * 40}x.png?b)", ["▏ ▣ Alt · example.org/…/x.png"]),
        ("![Alt](a.png)\n*Its caption* in full", ["▣ Alt Its caption in full"]),
        (
            "![Alt](a.png)\n*Its **caption** in full*",
            ["▏ ▣ Alt · a.png · 640 × 480 · 14 KB", "▏ Its caption in full"],
        ),
        (
            "![One](a.png)\n![Two](b.svg)",
            ["▏ ▣ One · a.png · 640 × 480 · 14 KB", "▏ ▣ Two · b.svg · 999 bytes"],
        ),
        ("Text ![Alt](a.png).", ["Text ▣ Alt."]),
        ("Text ![](x/a.png?v=1).", ["Text ▣ a.png."]),
        ("Text ![Alt](gone.png).", ["Text ▣ Alt (not found)."]),
        ("Text ![Alt](images).", ["Text ▣ Alt (a folder)."]),
        ("![Alt](images)", ["▏ ▣ Alt · images · a folder"]),
        ("![A](a.png) ![B](b.svg) [![C](c.svg)](/c)", ["▣ A ▣ B ▣ C"]),
        ("- ![Alt](a.png)", ["• ▏ ▣ Alt · a.png · 640 × 480 · 14 KB"]),
    ],
)
def test_images(written: str, shown: list[str]) -> None:
    assert [line.replace("\xa0", " ") for line in texts(written, options=OPTIONS)] == shown


def test_what_is_missing_is_told_in_the_colour_of_warnings() -> None:
    assert style_of(drawn("![Alt](gone.png)", options=OPTIONS), "not").color == THEME.missing.color
    assert style_of(drawn("x ![Alt](gone.png)", options=OPTIONS), "not").color == THEME.missing.color


def test_an_image_is_a_link_to_its_file_or_to_where_it_leads() -> None:
    assert [link.href for link in drawn("![Alt](a.png)").links] == ["a.png"]
    assert [link.href for link in drawn("[![Alt](a.png)](/to)").links] == ["/to"]


def test_lines_of_the_source_are_kept() -> None:
    drawing = drawn("text\n\n![One](a.png)\n![Two](b.svg)\n*Caption*", options=OPTIONS)
    assert [line.source for line in drawing.lines] == [0, 2, 2, 3, 3]


def test_what_does_not_fit_is_wrapped() -> None:
    lines = texts("![A text of many words that wraps](a.png)", 24, options=OPTIONS)
    assert [line.replace("\xa0", " ") for line in lines] == [
        "▏ ▣ A text of many words",
        "▏ that wraps",
        "▏ a.png · 640 × 480 ·",
        "▏ 14 KB",
    ]


def test_an_address_is_made_safe() -> None:
    shown = "".join(texts("![a&#27;b](<x&#27;[2J&#x202e;.png>)"))
    assert shown.replace("\xa0", " ").isprintable()


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("![Alt](a.png)", "640 × 480"),
        ("![Alt](a.png)", "14 KB"),
        ("![Alt](gone.png)", "not found"),
        ("text ![Alt]() text\n\n![Alt]()", "no address"),
        ("```mermaid\nA-->B\n```", "diagram"),
    ],
)
def test_what_drawing_adds_is_found(body: str, query: str) -> None:
    parsers = Parsers()
    lines = tuple(body.split("\n"))
    page = Page(lines, lambda _: Drawing(), Drawer(parsers, THEME, 60, References(), OPTIONS))
    page.extend(parse_all(parsers.blocks, lines).blocks)
    index = len(page) - 1
    shown = " ".join(line.text for line in page.drawing(index).lines).replace("\xa0", " ")
    assert query in shown
    assert may_hold(page, index, query)


def test_the_title_of_an_image_among_words_is_shown() -> None:
    body = 'a ![b](/c.png "d e") ![f](/c.png "f") ![](/c.png "g") <img src="/c.png" alt="h" title="i"> j'
    (line,) = texts(body)
    assert line.replace("\xa0", " ") == "a ▣ b (d e) ▣ f ▣ g ▣ h (i) j"
    (line,) = texts('<p><img src="/c.png" alt="h" title="i"> j</p>')
    assert line.replace("\xa0", " ") == "▣ h (i) j"
