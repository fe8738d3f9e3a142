"""Wikilinks and embeds: what they lead to, what they show, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rendering.dialects.pages import page
from tuireader.archive.engines.facts import JEKYLL, PLAIN
from tuireader.archive.post import PostId
from tuireader.catalog.links.syntax import Reference, parse_link
from tuireader.commands.show import DrawnPost, draw_post
from tuireader.rendering.links.numbered import numbered_dialect
from tuireader.rendering.theme import night
from tuireader.session.open_post import View

if TYPE_CHECKING:
    from pathlib import Path


def links(body: str, engine: str = "obsidian") -> list[tuple[str, str]]:
    return [(link.href, link.text) for link in page(body, engine, width=200).drawing(1).links]


@pytest.mark.parametrize(
    ("written", "shown", "target"),
    [
        ("[[Note]]", "Note", Reference("name", "Note")),
        ("[[Note|text]]", "text", Reference("name", "Note")),
        ("[[Note\\|text]]", "text", Reference("name", "Note")),
        ("[[Note#A heading]]", "Note › A heading", Reference("name", "Note", "A heading")),
        ("[[#A heading]]", "A heading", Reference("name", "", "A heading")),
        ("[[Note#^block]]", "Note", Reference("name", "Note", "^block")),
        ("[[2024-01-02]]", "2024-01-02", Reference("name", "2024-01-02")),
        ("[[笔记|text]]", "text", Reference("name", "笔记")),
        ("![[Note#Part]]", "▤ Note › Part", Reference("name", "Note", "Part")),
        ("![[talk.pdf]]", "▤ talk.pdf", Reference("name", "talk.pdf")),
    ],
)
def test_a_wikilink_leads_to_what_it_names(written: str, shown: str, target: Reference) -> None:
    for engine in ("obsidian", "plain"):
        ((href, text),) = links(f"See {written}.", engine)
        assert text == shown
        assert parse_link(href) == target


@pytest.mark.parametrize(
    ("written", "file"),
    [("![[a b.png]]", "a b.png"), ("![[a.png|640x480]]", "a.png"), ("![[a.png|640]]", "a.png")],
)
def test_an_embedded_image_is_an_image(written: str, file: str) -> None:
    ((href, text),) = links(written)
    assert href == file
    assert text.startswith("▣")
    shown = " ".join(line.text for line in page(written, "obsidian").drawing(1).lines)
    assert file in shown
    assert "640" not in shown


def test_an_image_may_have_a_text() -> None:
    ((_, text),) = links("![[a.png|A *cat*]]")
    assert text.startswith("▣ A *cat*")


@pytest.mark.parametrize(
    "body",
    [
        "`[[code]]`",
        "[[1, 2]]",
        "[[^1]]",
        '[["a"]]',
        "[[ -f x ]]",
        "[[]]",
        "\\[[x]]",
        "[[a\nb]]",
        "[[a]",
        "a [x[[b]]",
    ],
)
def test_other_brackets_stay(body: str) -> None:
    assert [href for href, _ in links(body, "plain") if href.startswith("[[") and href != "[[b]]"] == []


def test_markdown_comes_first() -> None:
    assert links("[[1]](/x) and [[a]](/y)") == [("/x", "[1]"), ("/y", "[a]")]
    assert links("[[a]] is defined\n\n[a]: /y") == [("/y", "a")]
    assert links("[text [[inner]]](/z)") == [("[[inner]]", "inner")]


def test_other_engines_have_none() -> None:
    assert links("[[Note]]", "jekyll") == []


def test_numbers_are_linked_where_notes_have_them_for_a_name(tmp_path: Path) -> None:
    for name, text in (
        ("1.md", "x"),
        ("sub/1.md", "x"),
        ("sub/2.md", "x"),
        ("sub/a.md", "See [[1]], [[2|two]], x[[1]] and [[3]]."),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    drawn = draw_post(tmp_path / "sub" / "a.md", View(night()), 80)
    assert isinstance(drawn, DrawnPost)
    assert "See 1, two, x[[1]] and [[3]]." in drawn.text
    assert numbered_dialect(PLAIN, str(tmp_path), PostId("a.md"), "[[1]]") == ("numbered_wikilinks 1",)
    assert numbered_dialect(JEKYLL, str(tmp_path), PostId("a.md"), "[[1]]") == ()
