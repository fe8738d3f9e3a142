"""Obsidian's highlights, comments, tags and names of blocks; emoji by name."""

from __future__ import annotations

import pytest

from tests.rendering.dialects.pages import drawn, drawn_lines, page
from tuireader.rendering.theme import night


def marked(body: str) -> str:
    segments = [segment for line in drawn_lines(body, "obsidian") for segment in line.segments]
    return "|".join(
        each.text for each in segments if each.style and each.style.bgcolor == night().mark.bgcolor
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a ==b c== d", "b c"),
        ("==a *b* c==", "a |b| c"),
        ("*==a== b*", "a"),
        ("==a==b==c==", "a|c"),
        ("a == b == c", ""),
        ("===a===", ""),
        ("==a", ""),
        ("`==a==`", ""),
        ("[==a==](x)", "a"),
    ],
)
def test_highlights_are_marked(body: str, text: str) -> None:
    assert marked(body) == text


def test_highlights_are_obsidian_s_alone() -> None:
    assert drawn("if a==b and c==d", "plain") == ["if a==b and c==d"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("a %%b%% c", ["a c"]),
        ("%%a%%", []),
        ("%%\na\n\n- b\n%%", []),
        ("one\n%%\na\n%%\ntwo", ["one", "", "two"]),
        ("%%\na\nb %% shown *too*\nafter", ["shown too", "", "after"]),
        ("- a\n  %%\n  b\n  %%\n- c", ["• a", "• c"]),
        ("100%% of it", ["100%% of it"]),
        ("`%%a%%`", ["%%a%%"]),
        ("```\n%%\na\n%%\n```", ["▏ %%", "▏ a", "▏ %%"]),
    ],
)
def test_comments_are_not_shown(body: str, lines: list[str]) -> None:
    assert drawn(body, "obsidian") == lines


def test_a_comment_that_is_never_closed_is_shown() -> None:
    assert [word for line in drawn("%% a *b*\n\nc", "obsidian") for word in line.split() if word != "▏"] == [
        "%%",
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#one and #two/three-4, #日本語.", ["#one", "#two/three-4", "#日本語"]),
        ("#1 #12/3 a#b `#c` [#d](x) \\#e #", []),
        ("- #in-list\n- (#no)", ["#in-list"]),
        ("#1a **#bold**", ["#1a"]),
    ],
)
def test_tags_are_coloured(body: str, tags: list[str]) -> None:
    segments = [segment for line in drawn_lines(f"Text. {body}", "obsidian") for segment in line.segments]
    colour = night().marker.color
    assert [
        each.text
        for each in segments
        if each.text[0] == "#" and each.style and each.style.color == colour and not each.style.underline
    ] == tags


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Some text ^id-1", ["Some text"]),
        ("- one ^a\n- two", ["• one", "• two"]),
        ("| a |\n|---|\n\n^table", ["a", "─"]),
        ("x^2", ["x^2"]),
        ("2 ^ 3", ["2 ^ 3"]),
        ("text ^id more", ["text ^id more"]),
        ("`code ^id`", ["code ^id"]),
    ],
)
def test_names_of_blocks_are_hidden(body: str, lines: list[str]) -> None:
    assert drawn(body, "obsidian") == lines


def test_a_block_that_is_a_name_alone_takes_no_room() -> None:
    made = page("a\n\n^name\n\nb", "obsidian")
    assert len(drawn("a\n\n^name\n\nb", "obsidian")) == 3
    assert made.drawing(2).lines == ()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (":tada: :+1:", "🎉 👍"),
        (":thinking::shrug:", "🤔🤷"),
        ("(:bulb:)", "(💡)"),
        ("10:30:20 a:100:b", "10:30:20 a:100:b"),
        (":no_such:", ":no_such:"),
        ("`:tada:`", ":tada:"),
        ("http://x.org/:tada:/", "http://x.org/:tada:/"),
        ("**:tada:**", "🎉"),
    ],
)
def test_emoji_have_names(body: str, shown: str) -> None:
    for engine in ("plain", "jekyll", "hugo"):
        assert drawn(body, engine) == [shown]
    assert drawn(":tada:", "obsidian") == [":tada:"]


def test_line_ends_break_lines() -> None:
    assert drawn("a\nb *c\nd*\n\n- e\n  f", "obsidian") == ["a", "b c", "d", "", "• e", "  f"]


def test_an_embedded_image_has_a_caption_and_a_size() -> None:
    shown = drawn("x ![[a.png|Cap|300]] ![[a.png|300x20]] ![[a.png|Cap]] ![[a.png|A|B]]", "obsidian")
    assert [line.replace("\xa0", " ") for line in shown] == ["x ▣ Cap ▣ a.png ▣ Cap ▣ A|B"]


def test_a_comment_that_is_never_ended_is_text() -> None:
    body = "text\n\n%% open\n*b*\n\n## Head\n\n[x]\n\n[x]: /y"
    made = page(body, "obsidian")
    lines = [row.line for index in range(1, len(made)) for row in made.rows_of(index)]
    assert [line.text for line in lines if line.text] == ["text", "%% open", "b", "Head", "x"]
    assert [link.href for link in made.drawing(2).links] == ["/y"]
    assert [heading.content for block in made.blocks for heading in block.headings] == ["Head"]


def test_a_long_comment_that_is_never_ended_is_drawn_in_pieces() -> None:
    made = page("%% open\n" + "some words\n" * 4_000, "obsidian")
    assert len(made) > 5
    assert (
        sum(line.text.count("some words") for index in range(len(made)) for line in made.drawing(index).lines)
        == 4_000
    )
