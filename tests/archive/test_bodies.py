from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.disk.files import stamp_of
from tuireader.archive.post import PostId
from tuireader.archive.source import Body, BodyReader, Source, open_source

if TYPE_CHECKING:
    from pathlib import Path

NAME = PostId("_posts/2024-01-02-a.md")


@pytest.mark.parametrize("config", ["_config.yml", "hugo.toml", "pelicanconf.py", ".obsidian", "none"])
@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\n\n\nBody\n",
        "---\nonly prose\n---\nBody\n",
        "---\n---\nBody",
        "---\ntitle: A\nBody",
        "Body\n---\nmore\n---\n",
        "+++\ntitle = 'A'\n+++\nBody",
        '{\n"title": "A"\n}\nBody',
        "Title: A\nDate: 2024-01-02\n\nBody",
        "---\n[a, b]\n---\nBody",
        "---\ntitle: [broken\n---\nBody",
        "---\n# a comment\n\ntitle: A\n---\nBody",
        "---\n- a\n- b: c\n---\nBody",
        "",
    ],
)
def test_bodies_are_those_of_open_source(tmp_path: Path, config: str, text: str) -> None:
    (tmp_path / config).write_text("") if config != ".obsidian" else (tmp_path / config).mkdir()
    (tmp_path / "_posts").mkdir()
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    archive = open_archive(tmp_path)
    assert isinstance(archive, Archive)
    source = open_source(archive, NAME)
    assert isinstance(source, Source)
    assert BodyReader(archive).of(NAME) == Body(source.body, source.body_line)


def test_a_file_that_is_gone_has_no_body(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    assert isinstance(archive, Archive)
    assert BodyReader(archive).of(NAME) is None


def test_bodies_are_read_through_links_to_markdown_alone(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text("linked")
    (outside / "key").write_text("secret")
    (root / "b.md").write_text("own")
    (root / "folder").symlink_to(outside)
    (root / "file.md").symlink_to(outside / "a.md")
    (root / "key.md").symlink_to(outside / "key")
    (root / "alias.md").symlink_to(root / "b.md")
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    bodies = BodyReader(archive)
    assert bodies.read(PostId("key.md")) is None
    for linked in ("folder/a.md", "file.md"):
        body = bodies.read(PostId(linked))
        assert body is not None
        assert body[0].text == "linked"
    found = bodies.read(PostId("alias.md"))
    assert found == (Body("own", 1), stamp_of(str(root), PostId("b.md")))
