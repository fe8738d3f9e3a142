"""Jekyll's conventions, as its version 4.4 was seen to follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import TOKYO, one, posts_in, posts_of, rules, write
from tests.effort import lines_run

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = {"_config.yml": TOKYO}


@pytest.mark.parametrize(
    ("path", "kind", "draft"),
    [
        ("_posts/2020-02-05-a.md", "post", False),
        ("_posts/sub/2020-02-05-a.markdown", "post", False),
        ("_posts/2020-02-05-a.html", "post", False),
        ("_posts/2020-02-05-a.text", "post", False),
        ("_posts/sub/_deep/2020-02-05-a.md", "post", False),
        ("_posts/kept~/2020-02-05-a.md", "post", False),
        ("news/_posts/2020-02-05-a.md", "post", False),
        ("_drafts/idea.md", "post", True),
        ("news/_drafts/idea.md", "post", True),
        ("about.md", "page", False),
        ("vendor/notes/_posts/2020-02-05-a.md", "post", False),
        ("public/about.md", "page", False),
        ("deep/er/about.markdown", "page", False),
    ],
)
def test_finds_documents(tmp_path: Path, path: str, kind: str, draft: bool) -> None:
    post = one(tmp_path, path, "---\ntitle: T\n---\nx\n", CONFIG)
    assert (post.kind, post.draft, post.title) == (kind, draft, "T")


@pytest.mark.parametrize(
    "path",
    [
        "_posts/_wip/2020-02-05-a.md",
        "_posts/.2020-02-05-a.md",
        "_posts/.#2020-02-05-a.md",
        "_posts/#2020-02-05-a.md#",
        "_posts/2020-02-05-a.md~",
        "_posts/2020-02-05-a",
        "_posts/2020-02-05-a.png",
        "_posts/include.html",
        "_site/_posts/2020-02-05-a.md",
        "_layouts/post.md",
        "_unknown/2020-02-05-a.md",
        ".hidden/_posts/2020-02-05-a.md",
        "kept~/_posts/2020-02-05-a.md",
        "node_modules/x/readme.md",
        "vendor/bundle/a.md",
        ".git/_posts/2020-02-05-a.md",
        "feed.xml",
        "index.html",
    ],
)
def test_leaves_out_what_is_no_document(tmp_path: Path, path: str) -> None:
    assert posts_in(tmp_path, {**CONFIG, path: "---\ntitle: T\n---\n"}) == {}


def test_pages_and_collections_need_front_matter_but_posts_do_not(tmp_path: Path) -> None:
    config = "collections:\n  recipes:\n    output: true\n"
    files = {
        "_config.yml": config,
        "README.md": "x",
        "_recipes/soup.md": "x",
        "_posts/2020-02-05-a-b.md": "x",
    }
    assert [(post.id, post.title) for post in posts_in(tmp_path, files).values()] == [
        ("_posts/2020-02-05-a-b.md", "A B")
    ]


@pytest.mark.parametrize("name", ["idea.md", "20124-08-09-x.md", "01-01-2020-x.md", " 2012-08-14-x.md"])
def test_a_dateless_name_in_posts_is_listed_and_flagged(tmp_path: Path, name: str) -> None:
    post = one(tmp_path, f"_posts/{name}", "---\ntitle: T\n---\n", CONFIG)
    assert (post.kind, post.date, rules(post)) == ("post", None, ["dateless-name"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "2020-02-05T00:00:00+09:00"),
        ("2020-02-06", "2020-02-06T00:00:00+09:00"),
        ("2020-2-6", "2020-02-06T00:00:00+09:00"),
        ("2020-02-05 20:00:00", "2020-02-06T05:00:00+09:00"),
        ("2020-02-05T20:00:00", "2020-02-06T05:00:00+09:00"),
        ('"2020-02-05 20:00:00"', "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00:00 -0800", "2020-02-06T13:00:00+09:00"),
        ("2020-02-05 20:00:00 EST", "2020-02-06T10:00:00+09:00"),
        ("02/03/2020", "2020-03-02T00:00:00+09:00"),
        ("February 5, 2020 8pm", "2020-02-05T20:00:00+09:00"),
    ],
)
def test_dates(tmp_path: Path, value: str | None, expected: str) -> None:
    line = "" if value is None else f"date: {value}\n"
    post = one(tmp_path, "_posts/2020-02-05-a.md", f"---\ntitle: T\n{line}---\n", CONFIG)
    assert post.date is not None
    assert (post.date.isoformat(), rules(post)) == (expected, [])


def test_an_impossible_date_is_flagged_where_it_stands(tmp_path: Path) -> None:
    post = one(tmp_path, "_posts/2020-02-05-a.md", "---\ntitle: T\ndate: 2020-13-45\n---\n", CONFIG)
    assert [(problem.rule, problem.line, problem.column) for problem in post.problems] == [("date", 3, 7)]
    assert post.date is not None
    assert post.date.day == 5
    post = one(tmp_path, "_posts/2020-13-45-b.md", "x", CONFIG)
    assert (post.date, post.slug, rules(post), post.permalink) == (None, "b", ["date"], None)


@pytest.mark.parametrize(
    ("value", "severity"),
    [("14-Sep", "warning"), ("Aug-15", "warning"), ("12:30 h", "warning"), ("x", "error")],
)
def test_a_date_without_a_year_is_one_to_each_build(tmp_path: Path, value: str, severity: str) -> None:
    post = one(tmp_path, "_posts/2020-02-05-a.md", f"---\ntitle: T\ndate: {value}\n---\n", CONFIG)
    assert [(problem.rule, problem.severity) for problem in post.problems] == [("date", severity)]


def test_a_date_of_a_year_costs_no_more_than_another_value(tmp_path: Path) -> None:
    path = "_posts/2020-02-05-a.md"
    write(tmp_path, CONFIG)

    def read(key: str) -> int:
        write(tmp_path, {path: f"---\ntitle: T\n{key}: 2020-02-05 10:00:00 +0000\n---\n"})
        posts_of(tmp_path)
        return lines_run(lambda: posts_of(tmp_path))

    assert read("date") < read("other") + 30


@pytest.mark.parametrize(
    ("value", "place"), [("", (3, 6)), ("~", (3, 7)), ("true", (3, 7)), ("[2020-02-06]", (None, None))]
)
def test_a_date_that_holds_none_is_flagged_and_the_name_counts(
    tmp_path: Path, value: str, place: tuple[int | None, int | None]
) -> None:
    post = one(tmp_path, "_posts/2020-02-05-a.md", f"---\ntitle: T\ndate: {value}\n---\n", CONFIG)
    assert [(problem.rule, problem.line, problem.column) for problem in post.problems] == [("date", *place)]
    assert post.date is not None
    assert post.date.day == 5


def test_a_draft_has_the_date_of_its_front_matter_its_name_or_its_file(tmp_path: Path) -> None:
    found = posts_in(
        tmp_path,
        {
            **CONFIG,
            "_drafts/a.md": "---\ndate: 2020-01-02\n---\n",
            "_drafts/2020-01-03-b.md": "",
            "_drafts/c.md": "",
        },
    )
    days = {post.slug: post.date and post.date.date().isoformat() for post in found.values()}
    assert (days["a"], days["b"]) == ("2020-01-02", "2020-01-03")
    assert found["_drafts/c.md"].date is not None
    assert all(post.problems == () for post in found.values())


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        ("false", True),
        ("no", True),
        ("off", True),
        ("", True),
        ('"false"', False),
        ("true", False),
        ("0", False),
    ],
)
def test_published(tmp_path: Path, value: str, hidden: bool) -> None:
    post = one(tmp_path, "_posts/2020-02-05-a.md", f"---\npublished: {value}\ndraft: true\n---\n", CONFIG)
    assert (post.hidden, post.draft) == (hidden, False)


def test_unpublished_sites_hide_nothing(tmp_path: Path) -> None:
    files = {"_config.yml": "unpublished: true\n"}
    assert not one(tmp_path, "_posts/2020-02-05-a.md", "---\npublished: false\n---\n", files).hidden


def test_future_is_a_fact_of_the_date(tmp_path: Path) -> None:
    files = {"_config.yml": "future: true\n", "_posts/2031-01-01-b.md": ""}
    found = posts_in(tmp_path, {**files, "_posts/2020-02-05-a.md": ""})
    assert {post.slug: post.future for post in found.values()} == {"a": False, "b": True}


@pytest.mark.parametrize(
    ("front_matter", "tags", "categories"),
    [
        ("tags: a b, c", ("a", "b,", "c"), ()),
        ("tags: [a b, 2020, yes, a b]", ("a b", "2020", "true"), ()),
        ("tag: a b\ntags: c", ("a b",), ()),
        ("tag:\ntags: c d", ("c", "d"), ()),
        ("categories: a b\ncategory: c d", (), ("a", "b", "c d")),
        ("categories: [a, b]\ncategory: a", (), ("a", "b")),
        ("tags:\ncategories:", (), ()),
    ],
)
def test_terms(tmp_path: Path, front_matter: str, tags: tuple[str, ...], categories: tuple[str, ...]) -> None:
    post = one(tmp_path, "_posts/2020-02-05-a.md", f"---\n{front_matter}\n---\n", CONFIG)
    assert (post.tags, post.categories) == (tags, categories)


def test_folders_above_posts_are_categories(tmp_path: Path) -> None:
    post = one(tmp_path, "news/local/_posts/sub/2020-02-05-a.md", "---\ncategories: x\n---\n", CONFIG)
    assert post.categories == ("news", "local", "x")
    assert post.permalink == "/news/local/x/2020/02/05/a.html"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("none", "/x/My-Post.html"),
        ("date", "/x/2020/02/05/My-Post.html"),
        ("ordinal", "/x/2020/036/My-Post.html"),
        ("pretty", "/x/2020/02/05/My-Post/"),
        ("weekdate", "/x/2020/W06/Wed/My-Post.html"),
        ("/:year/:i_month/:i_day/:slug", "/2020/2/5/my-post"),
        ("/:short_year-:long_month/:short_month_:title", "/20-February/Feb_My-Post"),
        ("/:w_year/:w_day/:long_day/:hour:minute:second/", "/2020/3/Wednesday/000000/"),
        ("/:slugified_categories/:path:output_ext", "/x/2020-02-05-My-Post.html"),
        ("/:name/", "/2020-02-05-my-post/"),
        ("/blog/:unknown/", "/blog/:unknown/"),
    ],
)
def test_permalink_styles(tmp_path: Path, style: str, expected: str) -> None:
    files = {"_config.yml": f"permalink: {style}\n"}
    assert (
        one(tmp_path, "_posts/2020-02-05-My-Post.md", "---\ncategories: X\n---\n", files).permalink
        == expected
    )


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("permalink: /posts/2024/12/slug/", "/posts/2024/12/slug/"),
        ("permalink: pretty", "/pretty"),
        ("permalink: /:year/:slug/", "/2020/a-b/"),
        ("slug: Other One", "/2020/02/05/Other-One.html"),
        ("permalink: ../../up", "/up"),
    ],
)
def test_own_permalinks(tmp_path: Path, front_matter: str, expected: str) -> None:
    post = one(tmp_path, "_posts/2020-02-05-a-b.md", f"---\n{front_matter}\n---\n", CONFIG)
    assert post.permalink == expected
