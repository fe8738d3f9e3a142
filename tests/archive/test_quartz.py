"""Sites of Quartz: notes in `content`, by the rules of Obsidian, at the addresses of `quartz/util/path.ts` (4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import NOW, one, opened, posts_in, write
from tests.checking.sites import found as problems_in
from tuireader.archive.locate import locate
from tuireader.archive.post import PostId
from tuireader.archive.scan import read

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = (
    'const config = {\n  configuration: {\n    pageTitle: "Garden",\n    baseUrl: "g.example/sub",\n'
    '    ignorePatterns: ["private", "templates", ".obsidian", "**/x"],\n  },\n'
    "  plugins: { filters: [\n    Plugin.RemoveDrafts(),\n  ] },\n}\n"
)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/Two Words.md", "/Two-Words"),
        ("content/A & B/50% of it?.md", "/A--and--B/50-percent-of-it"),
        ("content/notes/index.md", "/notes/"),
        ("content/notes/_index.md", "/notes/"),
        ("content/index.md", "/"),
    ],
)
def test_addresses(tmp_path: Path, path: str, address: str) -> None:
    assert one(tmp_path, path, "x\n", {"quartz.config.ts": CONFIG}).permalink == address


def test_notes_lie_in_the_content(tmp_path: Path) -> None:
    names = (
        "content/a.md",
        "content/b/c.md",
        "content/private/d.md",
        "content/templates/e.md",
        "docs/f.md",
        "README.md",
    )
    found = posts_in(tmp_path, {"quartz.config.ts": CONFIG, **dict.fromkeys(names, "x\n")})
    assert sorted(found) == ["content/a.md", "content/b/c.md"]
    assert opened(tmp_path).site.title == "Garden"


def test_a_note_that_is_opened_by_itself_is_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {"quartz.config.ts": CONFIG, "content/b/c.md": "Text #inner\n"})
    root, post_id = locate(tmp_path / "content/b/c.md")
    assert root == tmp_path
    post = read(opened(root), PostId(str(post_id)), NOW)
    assert post is not None
    assert (post.title, post.tags, post.permalink) == ("c", ("inner",), "/b/c")


def test_fields(tmp_path: Path) -> None:
    text = "---\ndate: 2199-03-05\ntags: two words, b\ndraft: 'true'\npublish: false\n---\nText #in/ner and ==h==.\n"
    post = one(tmp_path, "content/a.md", text, {"quartz.config.ts": CONFIG})
    assert (post.tags, post.draft, post.hidden, post.future) == (
        ("two-words", "b", "in/ner"),
        True,
        False,
        False,
    )
    explicit = CONFIG.replace("Plugin.RemoveDrafts()", "Plugin.ExplicitPublish()")
    assert one(tmp_path, "content/a.md", text, {"quartz.config.ts": explicit}).hidden
    assert not one(
        tmp_path, "content/b.md", "---\npublish: true\n---\nx\n", {"quartz.config.ts": explicit}
    ).hidden


def test_links(tmp_path: Path) -> None:
    files = {
        "quartz.config.ts": CONFIG,
        "content/a.md": "[[Two Words#A heading]] [b](/sub/b/c) [c](b/c.md#a-heading) [[c|d]] ![[p.png]]\n",
        "content/Two Words.md": "## A heading\n",
        "content/b/c.md": "## A heading\n",
        "content/p.png": "",
    }
    assert problems_in(tmp_path, files) == []
    wrong = problems_in(tmp_path, {"content/a.md": "[[None such]]\n"})
    assert [problem[3] for problem in wrong] == ["broken-link"]
