from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checking.sites import JEKYLL, facts, post
from tuireader.archive.post import PostId
from tuireader.checking import collecting
from tuireader.checking.collecting import post_links, written_links

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

A = PostId("_posts/2024-01-02-a.md")
B = PostId("_posts/2024-01-03-b.md")


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    found = facts(tmp_path, {**JEKYLL, A: post("\n\nx\n[b](/2024/b/)"), B: post("y")})
    assert [(link.written.line, link.target.id) for link in found.graph.links_from(A)] == [(7, B)]
    assert [link.source for link in found.graph.links_to(B)] == [A]
    assert [link.line for link in post_links(found.archive, A, "x\n[b](/2024/b/)", 6)] == [7]


def test_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = facts(tmp_path, {**JEKYLL, A: post("[b](/2024/b/)"), B: post("[a](/2024/a/)")})
    alone = written_links(found.archive, [A, B])
    monkeypatch.setattr(collecting, "_WORTH_A_PROCESS", 1)
    assert written_links(found.archive, [A, B]) == alone
    assert alone[A][0].href == "/2024/b/"


def test_an_archive_without_configuration_shows_where_its_posts_were(tmp_path: Path) -> None:
    files = {
        "posts/2024-01-02-one.md": post(
            "[a](https://blog.example.org/2024/01/03/two/) [b](/2024/01/03/two/#x)"
        ),
        "posts/2024-01-03-two.md": post(
            "[c](https://www.example.com/2024/) [d](https://blog.example.org/gone/)"
        ),
    }
    found = facts(tmp_path, files)
    one, two = PostId("posts/2024-01-02-one.md"), PostId("posts/2024-01-03-two.md")
    assert [link.target.id for link in found.graph.links_from(one)] == [two, two]
    assert [link.target.kind for link in found.graph.links_from(two)] == ["external", "broken"]
