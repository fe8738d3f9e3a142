"""What is learnt from the posts of an archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import opened, write
from tuireader.archive.new_post.new_post import NewPost, PostRequest, prepare_post

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW = datetime(2026, 5, 6, 20, 15, 42, tzinfo=UTC)
CONFIG = {"_config.yml": "timezone: Asia/Tokyo\n"}


def new(
    root: Path, files: Mapping[str, str], *tags: str, title: str = "New words", draft: bool = False
) -> NewPost:
    write(root, files)
    post = prepare_post(opened(root), PostRequest(title, tags, draft), NOW)
    assert isinstance(post, NewPost), post
    return post


def jekyll(root: Path, *blocks: str, tags: tuple[str, ...] = (), title: str = "New words") -> str:
    """What a new post says beside others with these blocks, the newest first."""
    files = {
        f"_posts/2024-01-{28 - n:02}-post-{n}.md": f"---\n{block}---\nText.\n"
        for n, block in enumerate(blocks)
    }
    return (
        new(root, {**CONFIG, **files}, *tags, title=title).text.removeprefix("---\n").removesuffix("---\n\n")
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2024-01-02", "2026-05-07"),
        ("2024-01-02 10:00", "2026-05-07 05:15"),
        ("2024-01-02 10:00:00 +0900", "2026-05-07 05:15:42 +0900"),
        ("2024-01-02T10:00:00+09:00", "2026-05-07T05:15:42+09:00"),
        ("2024-01-02T10:00:00Z", "2026-05-06T20:15:42Z"),
        ("2024-01-02T10:00:00.000Z", "2026-05-06T20:15:42.000Z"),
        ("'2024-01-02 10:00:00'", "'2026-05-07 05:15:42'"),
        ("2024/01/02", "2026/05/07"),
        ("Jan 02 2024", "May 07 2026"),
        ("January 2, 2024", "May 07, 2026"),
    ],
)
def test_dates_are_written_as_the_others_are(tmp_path: Path, given: str, written: str) -> None:
    assert jekyll(tmp_path, f"title: A\ndate: {given}\n") == f"title: New words\ndate: {written}\n"


def test_a_time_that_jekyll_takes_for_utc_is_utc(tmp_path: Path) -> None:
    assert "date: 2026-05-06 20:15:42\n" in jekyll(tmp_path, "title: A\ndate: 2024-01-02 10:00:00\n")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("tags: [x, y]", "tags: [a, b]"),
        ('tags: ["x", "y"]', 'tags: ["a", "b"]'),
        ("tags:\n- x\n- y", "tags:\n- a\n- b"),
        ("tags:\n    - x", "tags:\n    - a\n    - b"),
        ("tags:\n  - 'x'", "tags:\n  - 'a'\n  - 'b'"),
        ("tags: x y", "tags: a b"),
        ("tags:   [x]", "tags:   [a, b]"),
    ],
)
def test_tags_are_written_as_the_others_are(tmp_path: Path, given: str, written: str) -> None:
    assert jekyll(tmp_path, f"title: A\n{given}\n", tags=("a", "b")) == f"title: New words\n{written}\n"


def test_tags_that_the_habit_cannot_hold_are_put_in_brackets(tmp_path: Path) -> None:
    assert jekyll(tmp_path, "title: A\ntags: x y\n", tags=("a b", "c")).endswith("tags: [a b, c]\n")
    assert jekyll(tmp_path, "title: A\ntags: x, y\n", tags=("a", "c")).endswith('tags: ["a", "c"]\n')


def test_no_tags_no_line(tmp_path: Path) -> None:
    assert "tags" not in jekyll(tmp_path, "title: A\ntags: [x]\ncategories: []\n")


@pytest.mark.parametrize(
    ("given", "title", "written"),
    [
        ("A", "B", "B"),
        ("A", "[B]", '"[B]"'),
        ('"A"', "B", '"B"'),
        ('"A"', 'a "B" \\', '"a \\"B\\" \\\\"'),
        ("'A'", "it's B", "'it''s B'"),
    ],
)
def test_titles_are_quoted_as_the_others_are(tmp_path: Path, given: str, title: str, written: str) -> None:
    assert jekyll(tmp_path, f"title: {given}\n", title=title) == f"title: {written}\n"


def test_keys_keep_their_order_and_what_is_the_same_is_handed_on(tmp_path: Path) -> None:
    blocks = [
        f"layout: post\n# a comment\ntitle: A {n}\nauthor: Rui\nmath: true\nexcerpt: Mine\nimage: a.png\n"
        f"date: 2024-01-02\nmood: {n}\ntoc: {'yes' if n else 'no'}\n"
        for n in range(4)
    ]
    assert jekyll(tmp_path, *blocks) == (
        "layout: post\ntitle: New words\nauthor: Rui\nmath: true\ndate: 2026-05-07\ntoc: yes\n"
    )


def test_an_author_who_is_not_always_the_same_is_left_out(tmp_path: Path) -> None:
    blocks = [f"title: A\nauthor: {name}\n" for name in ("Rui", "Rui", "Rui", "Ana")]
    assert "author" not in jekyll(tmp_path, *blocks)


def test_a_key_of_few_posts_is_left_out(tmp_path: Path) -> None:
    assert jekyll(tmp_path, "title: A\nmath: true\n", "title: B\n", "title: C\n") == "title: New words\n"


def test_the_newest_posts_tell_which_keys_there_are(tmp_path: Path) -> None:
    newest = ["layout: note\ntitle: A\nmath: true\n"] * 4 + ["title: A\nmath: false\n"]
    older = ["title: A\nmath: false\ncomments: true\ndate: 2024-01-02\n"] * 10
    assert jekyll(tmp_path, *newest, *older) == "layout: note\ntitle: New words\nmath: true\n"


def test_tags_are_written_as_older_posts_have_them_where_the_newest_have_none(tmp_path: Path) -> None:
    blocks = ["title: A\n"] * 6 + ["tags:\n- x\ntitle: A\n"] * 3
    assert jekyll(tmp_path, *blocks, tags=("a",)) == "title: New words\ntags:\n- a\n"


def test_a_block_that_is_indented_as_a_whole_is_a_model_too(tmp_path: Path) -> None:
    assert jekyll(tmp_path, " layout: post\n title: 'A'\n tags:\n   - x\n", tags=("a",)) == (
        "layout: post\ntitle: 'New words'\ntags:\n  - a\n"
    )


def test_text_in_a_block_is_never_handed_on(tmp_path: Path) -> None:
    assert jekyll(tmp_path, *["title: A\nintro: |\n  One\n\n  Two\n"] * 4) == "title: New words\n"


def test_posts_beside_the_new_one_tell_more_than_newer_ones_elsewhere(tmp_path: Path) -> None:
    files = {
        **{f"posts/{n}.md": f"---\ntitle: 'A'\ndate: 2024-01-0{n}\nkind: long\n---\n" for n in range(1, 6)},
        **{f"links/{n}.md": f"---\nurl: x\ntitle: A\ndate: 2024-02-0{n} 10:00\n---\n" for n in range(1, 5)},
    }
    post = new(tmp_path, files)
    assert post.id == "posts/new-words.md"
    assert post.text.startswith("---\ntitle: 'New words'\ndate: 2026-05-0")
    assert post.text.endswith("\nkind: long\n---\n\n")


def test_a_path_that_tells_the_day_makes_a_date_needless_to_zola(tmp_path: Path) -> None:
    block = '+++\npath = "2024/01/0{n}/post-{n}"\ntitle = "A"\n+++\n'
    files = {"config.toml": "base_url = 'https://a.example'\n"}
    files |= {f"content/post-{n}.md": block.format(n=n) for n in (1, 2)}
    assert new(tmp_path, files).text == ('+++\npath = "2026/05/06/new-words"\ntitle = "New words"\n+++\n\n')


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("/posts/2024/01/a-post/", "/posts/2026/05/new-words/"),
        ("/2024/01/05/a-post.html", "/2026/05/07/new-words.html"),
        ("/notes/a-post", "/notes/new-words"),
        ('"/notes/a-post/"', '"/notes/new-words/"'),
    ],
)
def test_permalinks_are_shaped_as_the_others_are(tmp_path: Path, given: str, written: str) -> None:
    assert f"permalink: {written}\n" in jekyll(tmp_path, *[f"title: A\npermalink: {given}\n"] * 2)


@pytest.mark.parametrize("given", ["pretty/:title", "/:year/:title/", "https://a.example/x"])
def test_permalinks_that_tell_no_shape_are_left_out(tmp_path: Path, given: str) -> None:
    assert "permalink" not in jekyll(tmp_path, f"title: A\npermalink: {given}\n")


def test_permalinks_of_many_shapes_are_left_out(tmp_path: Path) -> None:
    blocks = [f"title: A\npermalink: {link}\n" for link in ("/a/b/", "/c/d/", "/e/f/")]
    assert "permalink" not in jekyll(tmp_path, *blocks)


@pytest.mark.parametrize(
    ("neighbours", "path"),
    [
        (
            ("blog/_posts/2024-01-01-a.md", "blog/_posts/2024-01-02-b.md"),
            "blog/_posts/2026-05-07-new-words.md",
        ),
        (("_posts/2024/2024-01-01-a.markdown",), "_posts/2026/2026-05-07-new-words.markdown"),
        (("_posts/2024/01/2024-01-01-a.md",), "_posts/2026/05/2026-05-07-new-words.md"),
        (("_posts/2024-01-01-a_b.md", "_posts/2024-01-02-c_d.md"), "_posts/2026-05-07-new_words.md"),
        (("_posts/2024-01-01-An-Old-One.md",), "_posts/2026-05-07-New-words.md"),
        (("_posts/2024-01-01-a.md", "_publications/2025-01-02-b.md"), "_posts/2026-05-07-new-words.md"),
    ],
)
def test_paths_in_jekyll(tmp_path: Path, neighbours: tuple[str, ...], path: str) -> None:
    config = {"_config.yml": "timezone: Asia/Tokyo\ncollections: [publications]\n"}
    assert new(tmp_path, {**config, **dict.fromkeys(neighbours, "---\ntitle: A\n---\n")}).id == path


@pytest.mark.parametrize(
    ("neighbours", "path"),
    [
        (("a/one.md", "a/two.md", "b/three.md"), "a/new-words.md"),
        (("2024/01/05/one.md",), "2026/05/06/new-words.md"),
        (("one/one.md", "two/two.md"), "new-words/new-words.md"),
        (("posts/20240105 one.md",), "posts/20260506 new-words.md"),
        (("2024-01-05.md", "2024-01-06.md"), "2026-05-06-new-words.md"),
        (("A first note.md", "A second note.md"), "New words.md"),
    ],
)
def test_paths_in_a_plain_folder(
    tmp_path: Path, neighbours: tuple[str, ...], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    files = dict.fromkeys(neighbours, "---\ntitle: T\ndate: 2024-01-05\n---\n")
    assert new(tmp_path, files).id == path


@pytest.mark.parametrize(
    ("neighbour", "path"),
    [
        ("2024-01-01-日本語.md", "2026-05-07-等幅-フォント.md"),
        ("2024-01-01-a.md", "2026-05-07-post-051542.md"),
    ],
)
def test_other_scripts_stay_where_they_are_at_home(tmp_path: Path, neighbour: str, path: str) -> None:
    files = {**CONFIG, f"_posts/{neighbour}": "---\ntitle: A\n---\n"}
    assert new(tmp_path, files, title="「等幅」 フォント!").id == f"_posts/{path}"


def test_a_folder_without_front_matter_gets_none(tmp_path: Path) -> None:
    files = {"2024-01-05-one.md": "# One\n\nText.\n", "2024-01-06-two.md": "# Two\n\nText.\n"}
    assert new(tmp_path, files).text == "# New words\n\n"
    with_tags = new(tmp_path, files, "a").text
    assert with_tags.startswith("---\ntitle: New words\n")
    assert "tags: [a]\n" in with_tags
    assert new(tmp_path, files, title="A *bold* title").text.startswith('---\ntitle: "A *bold* title"\n')


def test_drafts_without_examples_have_no_date_yet(tmp_path: Path) -> None:
    block = "title: A\ndate: 2024-01-02\npermalink: /2024/01/a/\nmath: true\n"
    files = {**CONFIG, **{f"_posts/2024-01-0{n}-a.md": f"---\n{block}---\n" for n in range(1, 5)}}
    assert new(tmp_path, files, draft=True).text == "---\ntitle: New words\nmath: true\n---\n\n"


def test_drafts_are_written_as_drafts_are(tmp_path: Path) -> None:
    files = {
        **CONFIG,
        "_posts/2024-01-02-a.md": "---\ntitle: A\ndate: 2024-01-02\n---\n",
        "_drafts/b.txt": "---\nlayout: sketch\ntitle: 'B'\n---\n",
    }
    post = new(tmp_path, files, draft=True)
    assert (post.id, post.text) == (
        "_drafts/new-words.txt",
        "---\nlayout: sketch\ntitle: 'New words'\n---\n\n",
    )


def test_a_tag_that_gathers_the_posts_is_given_to_the_new_one(tmp_path: Path) -> None:
    block = "---\ntitle: A\ndate: 2024-01-02\ntags: [post, {}]\n---\n"
    files = {"eleventy.config.js": "", "posts/a.md": block.format("x"), "posts/b.md": block.format("y")}
    assert "tags: [post, a]\n" in new(tmp_path, files, "a").text


def test_of_several_sites_the_busiest_gets_the_post(tmp_path: Path) -> None:
    files = {
        "old/_config.yml": "",
        "old/_posts/2020-01-01-a.md": "---\ntitle: A\n---\n",
        "young/_config.yml": "timezone: Asia/Tokyo\n",
        "young/_posts/2024-01-01-a.md": "---\ntitle: A\n---\n",
        "young/_posts/2024-01-02-b.md": "---\ntitle: B\n---\n",
    }
    assert new(tmp_path, files).id == "young/_posts/2026-05-07-new-words.md"


def test_a_first_post_of_jekyll_has_a_layout(tmp_path: Path) -> None:
    assert new(tmp_path, CONFIG).text == (
        "---\nlayout: post\ntitle: New words\ndate: 2026-05-07 05:15:42 +0900\n---\n\n"
    )


def test_broken_and_future_posts_teach_nothing(tmp_path: Path) -> None:
    files = {
        **CONFIG,
        "_posts/2025-01-01-broken.md": "---\ntitle: [A\nlayout: bad\n---\n",
        "_posts/2031-01-01-future.md": "---\nlayout: bad\ntitle: A\n---\n",
        "_posts/2024-01-01-good.md": "---\nlayout: good\ntitle: A\n---\n",
    }
    assert new(tmp_path, files).text == "---\nlayout: good\ntitle: New words\n---\n\n"
