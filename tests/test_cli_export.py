"""`tuireader export`: where the file goes, what is in it, and what it leads to."""

from __future__ import annotations

import base64
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.pictures import SVG, picture
from tuireader.cli import main
from tuireader.session.pictures.embedded import LARGE_FILE, MAX_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable

Output = pytest.CaptureFixture[str]
FIRST = """---
title: A first & last
author: Rui
tags: [a, b]
lang: pt
---
# A place

[other](/2024/second/#there), [beside](2024-01-02-second.md), [here](#a-place), [gone](/nowhere/), [web](//x.example/a)

![](/small.png "Its title") ![](/large.png) ![far](https://x.example/far.png) ![none](/none.png) ![](/drawn.svg)
"""


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two posts and their pictures, and a current folder outside of it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    posts = tmp_path / "blog" / "_posts"
    posts.mkdir(parents=True)
    (tmp_path / "blog" / "_config.yml").write_text(
        "url: https://blog.example\npermalink: /:year/:title/\ntimezone: UTC\n"
    )
    (posts / "2024-01-01-first.md").write_text(FIRST)
    (posts / "2024-01-02-second.md").write_text("---\ntitle: Second\n---\n## There\n")
    (tmp_path / "blog" / "small.png").write_bytes(picture())
    noise = Image.effect_noise((2_000, 1_000), 90).convert("RGB")
    noise.save(tmp_path / "blog" / "large.png", compress_level=0)  # packing noise would take its time
    (tmp_path / "blog" / "drawn.svg").write_bytes(SVG)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    return tmp_path / "blog"


@pytest.fixture
def exported(blog: Path) -> Callable[[], str]:
    """Export the first post, and return the page."""

    def export() -> str:
        assert main(["export", str(blog / "_posts" / "2024-01-01-first.md")]) == 0
        return Path("first.html").read_text(encoding="utf-8")

    return export


def test_the_page_is_whole_and_tells_of_the_post(exported: Callable[[], str], capsys: Output) -> None:
    page = exported()
    assert capsys.readouterr() == ("first.html\n", "")
    assert page.startswith('<!doctype html>\n<html lang="pt" dir="ltr">\n')
    assert "<title>A first &amp; last</title>" in page
    assert '<meta name="generator" content="tuireader ' in page
    assert '<link rel="canonical" href="https://blog.example/2024/first/">' in page
    assert '<time datetime="2024-01-01T00:00:00+00:00">2024-01-01</time></bdi> · ' in page
    assert " · <bdi>Rui</bdi> · <bdi>a, b</bdi> · " in page
    assert "prefers-color-scheme: dark" in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_links_lead_to_the_site_or_say_their_address(exported: Callable[[], str]) -> None:
    page = exported()
    assert '<a href="https://blog.example/2024/second/#there">other</a>' in page
    assert '<a href="https://blog.example/2024/second/">beside</a>' in page
    assert '<h1 id="a-place">' in page
    assert '<a href="#a-place">here</a>' in page
    assert '<span class="unlinked">gone</span> <span class="address">(/nowhere/)</span>' in page
    assert '<a href="https://x.example/a">web</a>' in page


def test_pictures_of_the_archive_are_inside(exported: Callable[[], str], blog: Path) -> None:
    page = exported()
    found = [base64.b64decode(data) for data in re.findall(r'src="data:image/[\w+]+;base64,([^"]*)"', page)]
    assert len(found) == 3
    assert found[0] == (blog / "small.png").read_bytes()
    assert found[2] == SVG
    large = Image.open(io.BytesIO(found[1]))
    assert (large.format, large.size) == ("JPEG", (MAX_SIDE, MAX_SIDE // 2))
    assert (blog / "large.png").stat().st_size > LARGE_FILE
    assert '<span class="caption">Its title</span>' in page
    assert '<a href="https://x.example/far.png">▣&nbsp;far</a>' in page
    assert re.findall(r'src="(?!data:)[^"]*"', page) == []
    assert "▣&nbsp;none" in page


def test_nothing_is_written_over_or_into_the_archive_unasked(
    tmp_path: Path, blog: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = str(blog / "_posts" / "2024-01-02-second.md")
    Path("second.html").write_text("mine")
    assert main(["export", post]) == 2
    assert Path("second.html").read_text() == "mine"
    assert capsys.readouterr().err == (
        "tuireader: there is already a file second.html: --force replaces it\n"
    )
    assert main(["export", post, "--force", "--theme", "nord"]) == 0
    page = Path("second.html").read_text()
    assert "There" in page
    assert "prefers-color-scheme: dark" not in page
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("aim")
    (tmp_path / "aim").write_text("old")
    assert main(["export", post, "--force", "--output", str(tmp_path / "pipe")]) == 2
    assert (tmp_path / "pipe").is_fifo()
    assert main(["export", post, "--force", "--output", str(tmp_path / "link")]) == 0
    assert (tmp_path / "link").is_symlink()
    assert "There" in (tmp_path / "aim").read_text()
    assert [path.name for path in Path().iterdir()] == ["second.html"]
    capsys.readouterr()
    monkeypatch.chdir(blog / "_posts")
    before = sorted(blog.rglob("*"))
    assert main(["export", post]) == 2
    assert sorted(blog.rglob("*")) == before
    assert capsys.readouterr().err == (
        "tuireader: the current folder is in the archive: name the file with --output\n"
    )
    assert main(["export", post, "--output", "here.html"]) == 0
    assert Path("here.html").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.md",), "none.md: there is no such file"),
        ((".",), ".: is a folder, not a post"),
        (("POST", "--output", "none/a.html"), "none/a.html cannot be written: No such file or directory"),
        (("POST", "--theme", "loud"), "there is no theme loud"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    blog: Path, capsys: Output, words: tuple[str, ...], said: str
) -> None:
    post = str(blog / "_posts" / "2024-01-02-second.md")
    assert main(["export", *(post if word == "POST" else word for word in words)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert list(Path().iterdir()) == []


def test_a_post_that_has_its_folder_to_itself_is_named_like_that(tmp_path: Path, blog: Path) -> None:
    folder = tmp_path / "zola" / "content" / "a-bundle"
    folder.mkdir(parents=True)
    (tmp_path / "zola" / "config.toml").write_text('base_url = "https://z.example"\n')
    (folder / "index.md").write_text("+++\ntitle = 'A'\n+++\nb\n")
    assert main(["export", str(folder / "index.md")]) == 0
    assert [path.name for path in Path().iterdir()] == ["a-bundle.html"]


def test_standard_input_becomes_a_page_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    text = io.TextIOWrapper(io.BytesIO(b"# Hello\n\n[a](b.md) ![](/etc/hosts)\n"))
    monkeypatch.setattr(sys, "stdin", text)
    assert main(["export", "-"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("<!doctype html>")
    assert '<h1>Hello</h1>\n<p class="facts">' in out
    assert '<span class="unlinked">a</span> <span class="address">(b.md)</span>' in out
