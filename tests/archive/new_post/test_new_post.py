"""New posts: read back as they were meant, in every engine, and never over what is there."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.building import opened, write
from tests.archive.new_post.engines import POSTS, SITES
from tests.ordinary_user import ordinary_user
from tuireader.archive.metadata.fields import plain_title
from tuireader.archive.new_post.new_post import NewPost, PostRequest, create_post, prepare_post, request_post
from tuireader.archive.post import PostId, Problem
from tuireader.archive.scan import read

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post

NOW = datetime(2026, 5, 6, 20, 15, 42, tzinfo=UTC)
TODAY_IN_TOKYO = "2026-05-07"

AWKWARD = [
    "Plain words",
    "[Draft] with brackets",
    "A colon: and # a hash",
    "\"Quoted\" and 'quoted'",
    "back\\slash \\n \\u0041",
    "yes",
    "null",
    "~",
    "2024",
    "2024-12-27",
    "1.10",
    "-",
    "--- three",
    "+++",
    "{{ liquid }} {% raw %}",
    "{a: b}",
    "*alias &anchor !tag @at `tick`",
    "> quote | pipe % percent",
    "? question",
    "Trailing colon:",
    "# Heading",
    "Index",
    "README",
    "C++",
    "…",
    "🎉",
    "等幅フォント",
    "Ça suffit, Ærøskøbing, Straße",
    "Привет, мир",
    "x" * 400,
    "../../etc/passwd",
    "a/b\\c:d",
    "CON",
    "_underscore_ and *emphasis*",
    "<b>html</b> &amp; entity",
    "don't “curl” ‘me’",
]
TITLES = st.text(
    st.one_of(st.sampled_from("ab Z:-#[]{}\"'\\|>*&!%@`,?~/.=+<()_$é日我ß٣"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=40,
)


ZOLA_POST = """+++
title = "New words"
date = 2026-05-06T20:15:42+00:00
draft = false

[taxonomies]
tags = ["a", "b c"]
+++

"""


def site(root: Path, engine: str, *, posts: bool) -> Archive:
    write(root, {**SITES[engine], **(POSTS[engine] if posts else {})})
    return opened(root)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def drafted(archive: Archive, request: PostRequest | Problem) -> NewPost:
    assert isinstance(request, PostRequest), request
    new = prepare_post(archive, request, NOW)
    assert isinstance(new, NewPost), new
    return new


def created(archive: Archive, request: PostRequest | Problem) -> Post:
    new = drafted(archive, request)
    made = create_post(archive, new)
    assert not isinstance(made, Problem), made
    assert made.read_text(encoding="utf-8") == new.text
    post = read(archive, new.id, NOW)
    assert post is not None
    made.unlink()
    return post


def all_is_as_requested(post: Post, request: PostRequest | Problem) -> None:
    assert isinstance(request, PostRequest)
    assert post.problems == ()
    assert post.kind == "post"
    assert plain_title(post.title) == plain_title(" ".join(request.title.split()))
    assert post.draft == request.draft
    if request.tags:
        assert sorted(post.tags) == sorted(request.tags)
    assert not post.hidden
    if not request.draft:
        assert not post.future
        assert post.date is not None
        assert abs((post.date - NOW).total_seconds()) < 86400


@pytest.mark.parametrize("posts", [False, True], ids=["empty", "with-posts"])
@pytest.mark.parametrize("engine", SITES)
class TestEveryEngine:
    def test_awkward_titles_are_read_back(self, tmp_path: Path, engine: str, posts: bool) -> None:
        archive = site(tmp_path, engine, posts=posts)
        assert archive.site.engine.name == engine
        tags = ("one", "two words" if engine not in {"obsidian", "quartz"} else "two-words", "três")
        for number, title in enumerate(AWKWARD):
            # Each is written on one of the engine's two sites, as a draft in every second engine.
            if number % 2 == posts:
                request = request_post(title, tags, draft=(number // 2 + list(SITES).index(engine)) % 2 == 0)
                all_is_as_requested(created(archive, request), request)

    def test_any_title_is_read_back_or_refused(self, tmp_path: Path, engine: str, posts: bool) -> None:
        archive = site(tmp_path, engine, posts=posts)

        @settings(max_examples=8)
        @given(title=TITLES, tag=st.text("ab:#[]'\"é日-", min_size=1, max_size=8), draft=st.booleans())
        def holds(title: str, tag: str, draft: bool) -> None:
            request = request_post(title, (tag,), draft=draft)
            if isinstance(request, PostRequest):
                new = prepare_post(archive, request, NOW)
                if isinstance(new, Problem):
                    # Some tags cannot be written in every engine: Obsidian has no use for `#`.
                    assert new.rule == "unwritable"
                    request = request_post(title, draft=draft)
                all_is_as_requested(created(archive, request), request)
            else:
                assert request.rule in {"empty", "not-a-line"}

        holds()


@pytest.mark.parametrize(
    "bad", ["", "  ", "\t", "a\nb", "a\rb", "\x1b[31m", "a\x00", "a\x85b", "\udc80", "a\u202eb", "\u200b"]
)
def test_what_is_no_line_of_text_is_refused(bad: str) -> None:
    assert isinstance(request_post(bad), Problem)
    assert isinstance(request_post("Fine", ("fine", bad)), Problem)


def test_blanks_are_put_right_and_tags_named_once() -> None:
    assert request_post("  A \t  title ", ("a", " a ", "b")) == PostRequest("A title", ("a", "b"))


@pytest.mark.parametrize(
    ("engine", "posts", "path"),
    [
        ("jekyll", False, f"_posts/{TODAY_IN_TOKYO}-new-words.md"),
        ("jekyll", True, f"_posts/{TODAY_IN_TOKYO}-new-words.md"),
        ("hexo", False, "source/_posts/new-words.md"),
        ("hugo", False, "content/posts/new-words.md"),
        ("hugo", True, "content/blog/new-words/index.md"),
        ("zola", False, "content/new-words.md"),
        ("zola", True, "content/notes/2026-05-06-new-words.md"),
        ("pelican", True, "content/new-words.md"),
        ("eleventy", True, "posts/2026-05-06-new-words.md"),
        ("astro", False, "src/content/blog/new-words.md"),
        ("astro", True, "src/content/blog/new-words.mdx"),
        ("material", False, "docs/blog/posts/new-words.md"),
        ("material", True, "docs/blog/posts/new-words.md"),
        ("nikola", True, "posts/new-words.md"),
        ("vitepress", False, "posts/new-words.md"),
        ("vitepress", True, "posts/new-words.md"),
        ("gatsby", False, "content/blog/new-words.md"),
        ("gatsby", True, "content/blog/new-words/index.md"),
        ("myst", False, "new-words.md"),
        ("myst", True, "posts/new-words.md"),
        ("quarto", False, "posts/new-words.md"),
        ("quarto", True, "posts/new-words/index.qmd"),
        ("quartz", False, "content/New words.md"),
        ("quartz", True, "content/notes/new-words.md"),
        ("obsidian", False, "New words.md"),
        ("obsidian", True, "notes/new-words.md"),
    ],
)
def test_where_a_new_post_goes(tmp_path: Path, engine: str, posts: bool, path: str) -> None:
    assert drafted(site(tmp_path, engine, posts=posts), request_post("New words")).id == path


@pytest.mark.parametrize(
    ("engine", "posts", "path"),
    [
        ("jekyll", False, "_drafts/new-words.md"),
        ("jekyll", True, "_drafts/new-words.md"),
        ("hexo", True, "source/_drafts/new-words.md"),
        ("hugo", True, "content/blog/new-words/index.md"),
    ],
)
def test_where_a_draft_goes(tmp_path: Path, engine: str, posts: bool, path: str) -> None:
    new = drafted(site(tmp_path, engine, posts=posts), request_post("New words", draft=True))
    assert new.id == path
    assert ("draft: true" in new.text) == (engine == "hugo")


@pytest.mark.parametrize(
    ("engine", "text"),
    [
        ("jekyll", "---\ntitle: New words\ndate: 2026-05-07\ntags: [a, b c]\n---\n\n"),
        ("zola", ZOLA_POST),
        ("pelican", "Title: New words\nDate: 2026-05-07 05:15\nTags: a, b c\nSlug: new-words\n\n"),
        ("astro", "---\ntitle: New words\npubDate: 2026-05-06\ntags: [a, b c]\n---\n\n"),
        ("plain", '{\n  "title": "New words",\n  "date": "DAY",\n  "tags": ["a", "b c"]\n}\n\n'),
    ],
)  # fmt: skip
def test_what_a_new_post_says(tmp_path: Path, engine: str, text: str) -> None:
    archive = site(tmp_path, engine, posts=True)
    new = drafted(archive, request_post("New words", ("a", "b c")))
    assert new.text == text.replace("DAY", f"{NOW.astimezone(archive.site.timezone):%Y-%m-%d}")
    assert new.last_line == new.text.count("\n") + 1


def test_nothing_is_written_over(tmp_path: Path) -> None:
    archive = site(tmp_path, "jekyll", posts=False)
    new = drafted(archive, request_post("Here"))
    path = create_post(archive, new)
    assert not isinstance(path, Problem)
    path.write_text("mine")
    again = create_post(archive, new)
    assert isinstance(again, Problem)
    assert again.rule == "exists"
    assert path.read_text() == "mine"
    assert names_in(path.parent) == [path.name]


@pytest.mark.parametrize("other", ["here.markdown", "here/index.md", "here.md"])
def test_nothing_is_written_beside_a_post_of_the_same_name(tmp_path: Path, other: str) -> None:
    archive = site(tmp_path, "hugo", posts=False)
    write(tmp_path, {f"content/posts/{other}": "mine"})
    problem = create_post(archive, NewPost(PostId("content/posts/here.md"), "text"))
    assert isinstance(problem, Problem)
    assert problem.rule == "exists"
    assert (tmp_path / "content/posts" / other).read_text() == "mine"


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    archive = site(tmp_path, "hugo", posts=False)
    write(tmp_path, {"content/posts/a.md": "x"})
    (tmp_path / "content/posts/here.md").symlink_to(tmp_path / "elsewhere.md")
    assert isinstance(create_post(archive, NewPost(PostId("content/posts/here.md"), "text")), Problem)
    assert not (tmp_path / "elsewhere.md").exists()


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    archive = site(tmp_path / "in", "hugo", posts=False)
    (tmp_path / "in" / "content" / "posts").symlink_to(tmp_path / "out")
    problem = create_post(archive, NewPost(PostId("content/posts/here.md"), "text"))
    assert isinstance(problem, Problem)
    assert problem.rule == "outside-archive"
    assert names_in(tmp_path / "out") == []


def test_a_closed_folder_is_a_problem(tmp_path: Path) -> None:
    post = NewPost(PostId("content/posts/here.md"), "text")
    assert not isinstance(create_post(site(tmp_path, "hugo", posts=False), post), Problem)
    with ordinary_user() as root:
        archive = site(root, "hugo", posts=False)
        (root / "content").chmod(0o500)
        problem = create_post(archive, post)
        (root / "content").chmod(0o700)
        assert names_in(root / "content") == ["_index.md"]
    assert isinstance(problem, Problem)
    assert problem.rule == "unwritable"


def test_where_links_are_not_to_be_had_it_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    archive = site(tmp_path, "plain", posts=False)
    new = drafted(archive, request_post("Here"))
    path = create_post(archive, new)
    assert not isinstance(path, Problem)
    assert path.read_text() == new.text
    assert isinstance(create_post(archive, NewPost(new.id, "other")), Problem)
    assert names_in(tmp_path) == [path.name]


def test_a_post_that_is_cut_short_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    archive = site(tmp_path, "hugo", posts=False)
    monkeypatch.setattr(os, "fsync", full)
    problem = create_post(archive, NewPost(PostId("content/posts/2026/here/index.md"), "text"))
    assert isinstance(problem, Problem)
    assert "No space left" in problem.message
    assert names_in(tmp_path / "content") == ["_index.md"]
