"""Opening an archive, and finding the one that a path belongs to."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import opened, write
from tuireader.archive.archive import open_archive
from tuireader.archive.locate import locate
from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_no_archive(tmp_path: Path) -> None:
    write(tmp_path, {"file.md": "x"})
    for name, rule in (("none\x1b", "missing"), ("file.md", "not-a-folder")):
        problem = open_archive(tmp_path / name)
        assert isinstance(problem, Problem)
        assert problem.rule == rule
        assert "\x1b" not in problem.message


@pytest.mark.parametrize("name", ["jekyll", "hexo"])
def test_only_the_engine_of_a_site_is_imported_and_those_it_may_be_of(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"_config.yml": "deploy: x"} | ({"source/_posts/a.md": "x"} if name == "hexo" else {}))
    script = (
        "import pathlib, sys\n"
        "from tuireader.archive.archive import open_archive\n"
        f"assert open_archive(pathlib.Path({str(tmp_path)!r})).site.engine.name == {name!r}\n"
        "print(*(one for one in ('jekyll', 'hexo') if f'tuireader.archive.engines.{one}' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [name]


@pytest.mark.parametrize(
    ("files", "path", "root", "post_id"),
    [
        ({"_config.yml": ""}, "_posts/2020-01-01-a.md", "", "_posts/2020-01-01-a.md"),
        ({"hugo.toml": ""}, "content/posts/a.md", "", "content/posts/a.md"),
        ({".git/HEAD": ""}, "deep/er/a.md", "", "deep/er/a.md"),
        ({".obsidian/app.json": ""}, "Note.md", "", "Note.md"),
        ({}, "site/_posts/sub/2020-01-01-a.md", "site", "_posts/sub/2020-01-01-a.md"),
        ({}, "site/notes/a.md", "site/notes", "a.md"),
    ],
)
def test_locate(tmp_path: Path, files: dict[str, str], path: str, root: str, post_id: str) -> None:
    write(tmp_path, {**files, path: "x"})
    assert locate(tmp_path / path) == (tmp_path / root, post_id)
    assert locate((tmp_path / path).parent) == ((tmp_path / path).parent, None)


def test_a_site_tells_what_it_was_read_from(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "_config.yml": "title: '[S] \x1b'\nurl: https://x.org\nbaseurl: /b/\nlang: pt\n",
            "_data/authors.yml": "a: A",
        },
    )
    archive = opened(tmp_path)
    assert (archive.site.title, archive.site.url, archive.site.baseurl, archive.site.lang) == (
        "[S] \u241b",
        "https://x.org",
        "/b",
        "pt",
    )
    assert archive.config == ("_config.yml", "_data/authors.yml")


def test_several_sites_in_one_folder(tmp_path: Path) -> None:
    write(tmp_path, {"docs/_config.yml": "title: D\n", "web/hugo.toml": 'title = "W"\n', "x.md": "x"})
    archive = opened(tmp_path)
    assert [(site.engine.name, site.base) for site in archive.sites] == [
        ("jekyll", "docs/"),
        ("hugo", "web/"),
        ("plain", ""),
    ]
    assert archive.site.title == "D"


@pytest.mark.parametrize(
    "name",
    [
        *(f"hugo.{ending}" for ending in ("toml", "yaml", "yml", "json")),
        *(f"config.{ending}" for ending in ("toml", "yaml", "yml", "json")),
        *(f"config/_default/hugo.{ending}" for ending in ("toml", "yaml")),
        "config/_default/config.toml",
    ],
)
def test_a_post_by_itself_finds_the_site_of_hugo_by_any_of_its_configuration(
    tmp_path: Path, name: str
) -> None:
    text = "{}" if name.endswith("json") else ""
    write(tmp_path, {name: text, "content/posts/2024/a.md": "text"})
    assert locate(tmp_path / "content/posts/2024/a.md") == (tmp_path, "content/posts/2024/a.md")
    assert opened(tmp_path).site.engine.name == "hugo"


def test_a_file_named_config_is_no_root_by_itself(tmp_path: Path) -> None:
    write(tmp_path, {"config.yaml": "", "notes/a.md": "text"})
    assert locate(tmp_path / "notes/a.md") == (tmp_path / "notes", "a.md")
