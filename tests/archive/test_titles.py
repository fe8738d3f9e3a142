from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import JEKYLL, facts, post
from tuireader.archive.metadata.fields import heading, plain_title
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("A &amp; B &ldquo;c&rdquo; &#39;d&#39;", "A & B “c” 'd'"),
        ("Now&nbsp;---&nbsp;then", "Now --- then"),
        ("For <em>now</em> and <code class='x'>then</code>", "For now and then"),
        ("<em>Half", "<em>Half"),
        ("The <div> in <i>&lt;body&gt;</i>", "The <div> in <body>"),
        ("a < b & c", "a < b & c"),
        ("&#27;]52;c;AA&#7;", "]52;c;AA"),
        ("x &notanentity y &nosuch; &#x202e;z", "x &notanentity y &nosuch; \ufffdz"),
    ],
)
def test_titles_are_plain(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_the_posts_of_an_archive_have_plain_titles(tmp_path: Path) -> None:
    name = "_posts/2024-01-02-a.md"
    catalog = facts(tmp_path, {**JEKYLL, name: post("x", "title: This &amp; that")}).catalog
    assert [one.title for one in catalog if one.id == PostId(name)] == ["This & that"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# A title\n\nWords", "A title"),
        ("\n## A title ##  \nWords", "A title"),
        ("#\tA # b#", "A # b"),
        ("# ###\nWords", None),
        ("#\nWords", None),
        ("A title\n===\nWords", "A title"),
        ("Words\n\n# A title", None),
        ("# a" + " " * 1_900 + "x", "a" + " " * 1_900 + "x"),
    ],
)
def test_the_first_heading_is_the_title(body: str, title: str | None) -> None:
    found = heading(body)
    assert (found and found.split()) == (title and title.split())
