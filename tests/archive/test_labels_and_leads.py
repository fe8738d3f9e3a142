"""Tags that are numbers, permalinks of what has no date, and first words in the manner of each engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one
from tuireader.archive.metadata import fields

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.post import Post

SITES = {
    "hugo": ("hugo.toml", '[permalinks]\nposts = "/:year/:month/:yearday/:slug/"\n', "content/posts/x.md"),
    "eleventy": ("eleventy.config.mjs", "", "x.md"),
    "hexo": ("_config.yml", "title: T\n", "source/_posts/x.md"),
    "obsidian": (".obsidian/app.json", "{}", "x.md"),
}


def post(root: Path, engine: str, text: str) -> Post:
    config, said, path = SITES[engine]
    return one(root, path, text, {config: said})


@pytest.mark.parametrize("engine", ["hugo", "eleventy", "hexo"])
def test_numbers_are_labels_as_the_engine_prints_them(tmp_path: Path, engine: str) -> None:
    """Hugo 0.168, Eleventy 3.1.8, hexo-front-matter 5.0.0."""
    found = post(tmp_path, engine, '---\ntags: [v, 3.10, 1.0, 007, 1.50, -2, "3.10"]\n---\nx\n')
    assert found.tags == ("v", "3.1", "1", "7", "1.5", "-2", "3.10")


@pytest.mark.parametrize(("date", "link"), [("", "/1/01/1/x/"), ("date: 2024-02-03\n", "/2024/02/34/x/")])
def test_hugo_fills_permalinks_in_without_a_date_too(tmp_path: Path, date: str, link: str) -> None:
    """Hugo 0.168: the zero of Go's time; the day of the year has no zeros before it."""
    assert post(tmp_path, "hugo", f"---\ntitle: X\n{date}---\nx\n").permalink == link


@pytest.mark.parametrize(
    ("engine", "body", "lead"),
    [
        ("hugo", "a {{< comment >}}gone{{< /comment >}} b {{% comment %}}gone{{% /comment %}} c", "a b c"),
        ("hexo", "See {% post_link noopen %} and {% post_link noopen These words %}.", "See noopen and These words."),
        ("obsidian", "See [[Target|alias]] and [[Note]], ==mark== ^blk", "See alias and Note, mark"),
        ("obsidian", "a %%secret%% ![[pic.png]] b", "a b"),
        ("obsidian", "| a | b |\n|---|---|\n| c | d \\| e |", "a b c d | e"),
    ],
)  # fmt: skip
def test_first_words(tmp_path: Path, engine: str, body: str, lead: str) -> None:
    assert post(tmp_path, engine, f"---\ntitle: X\n---\n{body}\n").excerpt == lead


def test_a_single_text_is_parted_and_a_list_is_not() -> None:
    assert fields.split([" a , b\n，c、d"]) == ("a", "b", "c", "d")
    assert fields.split(["a, b", "c"]) == ("a, b", "c")
    assert fields.split(["a" + " " * 200_000 + "b"]) == ("a" + " " * 200_000 + "b",)
