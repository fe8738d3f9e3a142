from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import JEKYLL, facts, found, post
from tests.effort import calls_of
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId
from tuireader.checking.links import LinkReader, written_links

if TYPE_CHECKING:
    from pathlib import Path

A = PostId("_posts/2024-01-02-a.md")
B = PostId("_posts/2024-01-03-b.md")


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    found = facts(tmp_path, {**JEKYLL, A: post("\n\nx\n[b](/2024/b/)"), B: post("y")})
    assert [(link.written.line, link.target.id) for link in found.graph.links_from(A)] == [(7, B)]
    assert [link.source for link in found.graph.links_to(B)] == [A]
    assert [link.line for link in LinkReader(found.archive).links_of(A, "x\n[b](/2024/b/)", 6)] == [7]


@pytest.mark.parametrize(
    ("site", "file", "text", "place"),
    [
        (".eleventy.js", "posts/posts.json", '{\n  "tags": ["a" "b"]\n}\n', (2, 16)),
        (".eleventy.js", "posts/one/a.11tydata.json", '{ tags: "a" }', (1, 3)),
        (".eleventy.js", "posts/one/one.json", "", None),
        (".eleventy.js", "posts/one/one.json", "[]", None),
        ("_quarto.yml", "posts/_metadata.yml", "author: x\ntags: [a\nb: c\n", (2, 7)),
        ("_quarto.yml", "posts/one/_metadata.yml", "# author: x\n", None),
    ],
)
def test_what_is_wrong_in_the_files_of_folders_is_told_once(
    tmp_path: Path, site: str, file: str, text: str, place: tuple[int, int] | None
) -> None:
    posts = {f"posts/{name}.md": post("x") for name in ("a", "b", "one/a", "one/b")}
    settings = {".eleventy.js": "module.exports = {}\n", "_quarto.yml": "project:\n  type: website\n"}
    told = found(tmp_path, {site: settings[site], file: text, **posts})
    assert [one[:4] for one in told if one[0] not in posts] == (
        [(file, *place, "config-syntax")] if place else []
    )


def test_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = facts(tmp_path, {**JEKYLL, A: post("[b](/2024/b/)"), B: post("[a](/2024/a/)")})
    alone = written_links(found.archive, [A, B])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert written_links(found.archive, [A, B], cache_from=1, process_from=1) == alone
    assert alone[A][0].href == "/2024/b/"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    assert written_links(found.archive, [A, B], cache_from=None, process_from=1) == alone
    assert not (tmp_path / "none").exists()


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


def test_templates_make_links_and_hide_them(tmp_path: Path) -> None:
    body = (
        "{% comment %}[no](/2024/b/){% endcomment %}\n\n"
        '{% include figure.html src="/a.png" link="/2024/b/" %}\n\n'
        "x [c]({{ site.baseurl }}/2024/b/) and [d]({% post_url 2024-01-03-b %}#e)"
    )
    found = facts(tmp_path, {**JEKYLL, A: post(body), B: post("y")}).graph.links_from(A)
    assert [
        (one.written.line, one.written.href, one.target.id) for one in found if not one.written.image
    ] == [
        (6, "/2024/b/", B),
        (8, "/blog/2024/b/", B),
        (8, "{% post_url 2024-01-03-b %}#e", B),
    ]
    columns = [one.written.column for one in found if one.written.line == 8]
    assert columns == [body.split("\n")[4].find(mark) + 1 for mark in ("[c]", "[d]")]


def test_links_are_kept_until_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "root"
    found = facts(root, {**JEKYLL, A: post("[b](/2024/b/)"), B: post("[a](/2024/a/)")})
    first = written_links(found.archive, [A, B], cache_from=1)
    with calls_of(LinkReader.read, itemgetter("post_id")) as read:
        assert written_links(found.archive, [A, B], cache_from=1) == first
        assert not read
        (root / B).write_text(post("[c](/2024/c/) and more"), encoding="utf-8")
        assert [one.href for one in written_links(found.archive, [A, B], cache_from=1)[B]] == ["/2024/c/"]
        assert read == [B]
        (root / "_config.yml").write_text("url: https://example.com\n")
        archive = open_archive(root)
        assert isinstance(archive, Archive)
        written_links(archive, [A, B], cache_from=1)
        assert read == [B, A, B]
