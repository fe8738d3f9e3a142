"""The headings of a post."""

from __future__ import annotations

import pytest

from tests.rendering.bodies import FULL, blocks_of
from tuireader.rendering.outline import OutlineEntry, anchor_line, current, heading_title, outline


def entries_of(body: str) -> tuple[OutlineEntry, ...]:
    return outline(FULL, blocks_of(body))


def test_headings_are_found_wherever_they_stand() -> None:
    body = "# One\n\nText\n\nTwo\n---\n\n> ### Three\n\n- item\n\n  #### Four\n\n```\n# code\n```\n"
    assert [(entry.level, entry.title, entry.line) for entry in entries_of(body)] == [
        (1, "One", 0),
        (2, "Two", 4),
        (3, "Three", 7),
        (4, "Four", 11),
    ]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Plain words", "Plain words"),
        ("*a* **b** `c*d` ~~e~~", "a b c*d e"),
        ("[link](/x) and ![image](/y)", "link and image"),
        ("a<br>b &amp; c", "ab & c"),
        (r"\[OpenAI\] DevDay", "[OpenAI] DevDay"),
        ("[OpenAI] DevDay", "[OpenAI] DevDay"),
        ("two\nlines *x*", "two lines x"),
        ("two\nplain\tlines", "two plain lines"),
        ("Named {#id}", "Named"),
        ("Not {#an id}", "Not {#an id}"),
        ("hostile &#27;]52;c;x", "hostile �]52;c;x"),
    ],
)
def test_titles_have_no_markup(content: str, title: str) -> None:
    assert heading_title(FULL, content) == title


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("What a Cell Is", "what-a-cell-is"),
        ("C++ & *Rust*, 2.0!", "c--rust-20"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("日本語 の見出し", "日本語-の見出し"),
        ("हिन्दी ½ ²", "हिन्दी--"),
        ("Ünïcode", "ünïcode"),
        ("Named here {#There}", "There"),
        ("`code` first", "code-first"),
    ],
)
def test_anchors_are_those_of_kramdown_for_gfm(heading: str, anchor: str) -> None:
    assert entries_of(f"# {heading}")[0].anchor == anchor


def test_the_second_of_a_name_is_numbered() -> None:
    entries = entries_of("# Setup\n\n# setup\n\n# Setup\n\n# Setup 1")
    assert [entry.anchor for entry in entries] == ["setup", "setup-1", "setup-2", "setup-1"]
    assert [entry.ordinal for entry in entries] == [1, 1, 2, 1]


def test_the_current_heading_is_the_last_one_above() -> None:
    entries = entries_of("text\n\n# One\n\ntext\n\n# Two\n\ntext")
    assert [current(entries, line) for line in range(9)] == [None, None, 0, 0, 0, 0, 1, 1, 1]
    assert current((), 5) is None


def test_an_anchor_leads_to_its_line() -> None:
    entries = entries_of("# One\n\n# Two Words\n\n# One")
    assert anchor_line(entries, "two-words") == 2
    assert anchor_line(entries, "Two Words") == 2
    assert anchor_line(entries, "One-1") == 4
    assert anchor_line(entries, "three") is None


def test_headings_in_pieces_of_a_large_block_keep_their_lines() -> None:
    body = "\n".join(f"> ## Part {n}\n>\n> {'words ' * 100}\n>" for n in range(60))
    assert [entry.line for entry in entries_of(body)] == [4 * n for n in range(60)]


def test_headings_in_a_large_alert_keep_their_lines() -> None:
    body = "> [!NOTE]\n" + "\n".join(f"> ## Part {n}\n>\n> {'words ' * 100}\n>" for n in range(60))
    assert [entry.line for entry in entries_of(body)] == [4 * n + 1 for n in range(60)]
