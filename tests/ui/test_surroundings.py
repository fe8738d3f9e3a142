"""What is told of a post near another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import JEKYLL, facts, post
from tuireader.archive.post import PostId
from tuireader.catalog.links.related import Relations
from tuireader.session.around import surroundings

if TYPE_CHECKING:
    from pathlib import Path

A, B = PostId("_posts/2024-01-02-a.md"), PostId("_posts/2024-01-03-b.md")


@pytest.mark.parametrize(
    ("body", "told", "marked"),
    [
        ("We *read* [the b]({% post_url 2024-01-03-b %}) and\n[c](/c/).", "We read the b and c.", "the b"),
        ("- read [b]({{ '/2024/b/' | relative_url }}) &amp; {{ site.x }}", "read b & {{ site.x }}", "b"),
        ("A [b &amp; `c`](/2024/b/) &ldquo;d&rdquo;", "A b & c “d”", "b & c"),
    ],
)
def test_the_words_around_a_link_are_plain(tmp_path: Path, body: str, told: str, marked: str) -> None:
    found = facts(tmp_path, {**JEKYLL, A: post(body), B: post("x")})
    near = surroundings(found, Relations(found.catalog, found.graph), B)[0].near
    assert [one.detail for one in near] == [told]
    assert [told[start:end] for start, end in near[0].hits] == [marked]


def test_a_relation_says_why(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("[b](/2024/b/)", "title: On kerning\ntags: [x, y]"),
        B: post("z", "title: More kerning\ntags: [y, x]"),
    }
    found = facts(tmp_path, files)
    related = {one.title: one for one in surroundings(found, Relations(found.catalog, found.graph), A)}[
        "Related"
    ]
    assert [one.detail for one in related.near] == ["by a link · tags x, y · word kerning"]
