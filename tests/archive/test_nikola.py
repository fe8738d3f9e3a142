"""Sites of Nikola: how they are recognised, set and linked; golden pairs hold the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import NOW, one, opened, posts_in, posts_of, rules, write
from tests.checking.sites import found as problems_in
from tuireader.archive.disk.walk import governed_folder
from tuireader.archive.front_matter.handler import FrontMatterBlock
from tuireader.archive.front_matter.nikola_block import NikolaHandler
from tuireader.archive.locate import locate
from tuireader.archive.post import PostId
from tuireader.archive.scan import read, reread
from tuireader.archive.source import BodyReader, open_source
from tuireader.catalog.links.syntax import parse_link

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = (
    'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nPAGES = (("pages/*.md", "", "page.tmpl"),)\n'
    "USE_TAG_METADATA = False\n"
)
DATED = ".. title: T\n.. date: 2024-03-05 10:20\n"


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        (r"posts/(?P<title>\w+)", "One two"),
        (r"posts/(?P<title>\w+", "one_two"),
        (r"(?P<title>(?:\w|\w|/)+)+!", "one_two"),
        (rf"posts/(?P<title>\w+)\.md{'$' * 500}!", "one_two"),
    ],
    ids=["usual", "faulty", "slow", "long"],
)
def test_a_pattern_of_the_site_is_used_as_far_as_it_can_be(tmp_path: Path, pattern: str, title: str) -> None:
    config = f"{CONFIG}FILE_METADATA_REGEXP = r'{pattern}'\n"
    name = "posts/one_two.md"
    found = posts_in(tmp_path, {"conf.py": config, name: ".. date: 2024-03-05 10:20\n\nx\n"})
    assert found[PostId(name)].title == title


@pytest.mark.parametrize(
    ("config", "found"),
    [
        (CONFIG, "nikola"),
        ("import os\nPOSTS=make()\n", "nikola"),
        ("project = 'docs'\n# POSTS = 1\nMY_POSTS = ()\n", "plain"),
        ("POSTS_PER_PAGE = 3\n", "plain"),
    ],
)
def test_the_posts_in_the_configuration_make_the_site(tmp_path: Path, config: str, found: str) -> None:
    write(tmp_path, {"conf.py": config, "posts/x/a.md": DATED})
    assert opened(tmp_path).site.engine.name == found
    root, _ = locate(tmp_path / "posts/x/a.md")
    assert root == (tmp_path if found == "nikola" else tmp_path / "posts/x")


def test_a_configuration_is_not_run(tmp_path: Path) -> None:
    config = f"POSTS = make()\nopen({str(tmp_path / 'ran')!r}, 'w')\n"
    found = posts_in(tmp_path, {"conf.py": config, "posts/a.md": DATED + "\nx\n", "b.md": DATED})
    assert {path: post.permalink for path, post in found.items()} == {"posts/a.md": "/posts/a/"}
    assert not (tmp_path / "ran").exists()


def test_a_post_that_is_opened_by_itself_is_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {"conf.py": CONFIG, "posts/sub/a.md": DATED + "\nx\n"})
    root, post_id = locate(tmp_path / "posts/sub/a.md")
    post = read(opened(root), PostId(str(post_id)), NOW)
    assert post is not None
    assert (post.title, post.permalink) == ("T", "/posts/sub/a/")


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        (DATED + "\nWords.\n", "Words.\n", 4),
        ("<!--\n" + DATED + "-->\n\nWords.\n", "Words.\n", 6),
        ("\n\n<!-- \n" + DATED + "-->\n\n\nWords.\n", "Words.\n", 9),
        ("<!--\n" + DATED + "-->\nWords.\n", "Words.\n", 5),
        (DATED + "Words.\nMore.\n", "Words.\nMore.\n", 3),
        ("---\ntitle: T\ndate: 2024-03-05 10:20\n---\nWords.\n", "Words.\n", 5),
        ("+++\ntitle = 'T'\ndate = 2024-03-05T10:20:00\n+++\nWords.\n", "Words.\n", 5),
    ],
)
def test_the_body_begins_behind_the_metadata(tmp_path: Path, text: str, body: str, line: int) -> None:
    post = one(tmp_path, "posts/a.md", text, {"conf.py": CONFIG})
    assert (post.title, post.date and post.date.isoformat()) == ("T", "2024-03-05T10:20:00+00:00")
    assert rules(post) == []
    archive = opened(tmp_path)
    source = open_source(archive, PostId("posts/a.md"))
    read_alone = BodyReader(archive).of(PostId("posts/a.md"))
    assert read_alone is not None
    assert (getattr(source, "body", None), getattr(source, "body_line", None)) == (body, line)
    assert (read_alone.text, read_alone.line) == (body, line)


@pytest.mark.parametrize(
    "text", ["Words.\n\n.. title: T\n", ".. note::\n\n x\n", "... a: b\n", "<!-- a -->\n\nx", ""]
)
def test_prose_is_no_metadata(text: str) -> None:
    assert not isinstance(NikolaHandler().find(text), FrontMatterBlock)


def test_what_is_wrong_with_metadata_is_told_with_its_line(tmp_path: Path) -> None:
    text = "<!--\n.. title: A\n..date: 2024-03-05\n.. title: B\n.. slug:\n.. tags\n-->\n\nx\n"
    post = one(tmp_path, "posts/a.md", text, {"conf.py": CONFIG})
    assert [(each.rule, each.line) for each in post.problems] == [
        ("front-matter-unsupported", 3),
        ("repeated-key", 4),
        ("front-matter-unsupported", 6),
        ("missing-date", None),
    ]
    assert (post.title, post.slug) == ("B", "a")


def test_a_meta_file_counts_alone_and_a_change_of_it_is_followed(tmp_path: Path) -> None:
    meta = ".. title: Beside\n.. date: 2024-03-05\n"
    files = {
        "conf.py": CONFIG,
        "posts/a.md": ".. title: Own\n.. tags: x\n\nx\n",
        "posts/b.md": DATED + "\nx\n",
    }
    found = posts_in(tmp_path, {**files, "posts/a.meta": meta, "posts/c.meta": meta})
    assert {path: (post.title, post.tags) for path, post in found.items()} == {
        "posts/a.md": ("Beside", ()),
        "posts/b.md": ("T", ()),
    }
    write(tmp_path, {"posts/a.meta": meta.replace("Beside", "Changed")})
    stamps = {post.id: post.stamp for post in found.values()}
    archive = opened(tmp_path)
    folder = governed_folder(archive, "posts/a.meta")
    assert folder is not None
    assert (folder, governed_folder(archive, "posts/a.png")) == ("posts", None)
    again = reread(archive, [folder], NOW, stamps, forced=[folder])
    assert "Changed" in {post.title for post in again.posts}
    (tmp_path / "posts/a.meta").unlink()
    assert posts_of(tmp_path)["posts/a.md"].title == "Own"


@pytest.mark.parametrize(
    ("status", "draft", "hidden"),
    [
        ("draft", True, False),
        ("private", False, True),
        ("featured", False, False),
        ("published", False, False),
    ],
)
def test_states(tmp_path: Path, status: str, draft: bool, hidden: bool) -> None:
    text = f"{DATED}.. status: {status}\n.. tags: draft, private\n\nx\n"
    post = one(tmp_path, "posts/a.md", text, {"conf.py": CONFIG})
    assert (post.draft, post.hidden, post.tags) == (draft, hidden, ("draft", "private"))


def test_the_teaser_is_the_excerpt(tmp_path: Path) -> None:
    body = "\nFirst.\n\nSecond.\n\n<!-- TEASER_END: Go on -->\n\nRest.\n"
    files = {"conf.py": CONFIG}
    assert one(tmp_path, "posts/a.md", DATED + body, files).excerpt == "First. Second."
    told = one(tmp_path, "posts/a.md", DATED + ".. description: Said.\n\nFirst.\n", files)
    assert told.excerpt == "Said."


def test_links(tmp_path: Path) -> None:
    body = (
        "[a](link://slug/own) [b](link://filename/posts/b.md) [c](/posts/own/) [d](../own/) [e](link://tag/x)\n"
        "[f](link://archive) [g](../sub/hid/) [h](/about/)\n"
    )
    files = {
        "conf.py": CONFIG,
        "posts/a.md": f"{DATED}\n{body}",
        "posts/b.md": f"{DATED}.. slug: own\n\nx\n",
        "posts/sub/hid.md": f"{DATED}.. status: private\n\nx\n",
        "pages/about.md": ".. title: About\n\nx\n",
    }
    assert problems_in(tmp_path, files) == []
    wrong = {"posts/a.md": f"{DATED}\n[a](link://slug/none) [b](link://filename/posts/none.md)\n"}
    assert [problem[3] for problem in problems_in(tmp_path, wrong)] == ["broken-link", "broken-link"]


def test_kinds_of_places_on_the_site() -> None:
    styles = [
        parse_link(f"link://{one}").style
        for one in ("slug/a", "filename/posts/a.md", "tag/x", "archive", "root")
    ]
    assert styles == ["post", "file", "unreadable", "unreadable", "unreadable"]
    assert parse_link("link://slug/a#b").anchor == "b"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("你好 世界", "ni-hao-shi-jie"),
        ("É Upper_x", "e-upper_x"),
        ("a.b+c & d", "ab+c-d"),
        ("Straße–x", "strasse-x"),
        ("--a--", "-a-"),
        ("Я_Б", "ia_b"),
    ],
)
def test_slugs_of_names(tmp_path: Path, name: str, slug: str) -> None:
    """As `nikola.utils.slugify` of 8.3.3 gives them."""
    assert one(tmp_path, f"posts/{name}.md", DATED + "\nx\n", {"conf.py": CONFIG}).slug == slug


def test_tags_are_ordered_by_what_their_numbers_count(tmp_path: Path) -> None:
    # As natsort 8 has it in Nikola 8.3.3, to which signs of numbers count too.
    text = f"{DATED}.. tags: v10, b 2, ½ x, ① y, V9, 3 z, a\n\nx\n"
    post = one(tmp_path, "posts/a.md", text, {"conf.py": CONFIG})
    assert post.tags == ("½ x", "① y", "3 z", "a", "b 2", "V9", "v10")
