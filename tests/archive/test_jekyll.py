"""Jekyll's conventions, as its version 4.4 was seen to follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import TOKYO, one, opened, posts_in, rules, write

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
        ("news/_posts/2020-02-05-a.md", "post", False),
        ("_drafts/idea.md", "post", True),
        ("news/_drafts/idea.md", "post", True),
        ("about.md", "page", False),
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
        ("", "2020-02-05T00:00:00+09:00"),
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


def test_links_of_other_documents(tmp_path: Path) -> None:
    config = (
        "permalink: pretty\ncollections:\n  docs:\n    output: true\n    permalink: /d/:name/\n  cooks: {}\n"
    )
    matter = "---\ntitle: T\n---\n"
    names = (
        "about.md",
        "sub/index.md",
        "_docs/in/One.md",
        "_cooks/2020-01-02-a.md",
        "_posts/2020-02-05-日 本.md",
    )
    found = posts_in(tmp_path, {"_config.yml": config, **dict.fromkeys(names, matter)})
    assert [found[name].permalink for name in names] == [
        "/about/",
        "/sub/",
        "/d/one/",
        "/cooks/2020-01-02-a/",
        "/2020/02/05/%E6%97%A5-%E6%9C%AC/",
    ]
    assert (found["_cooks/2020-01-02-a.md"].kind, found["_docs/in/One.md"].kind) == ("post", "page")


def test_defaults_by_scope(tmp_path: Path) -> None:
    config = """
defaults:
  - scope: {path: ""}
    values: {author: Site, lang: en, categories: [c]}
  - scope: {path: _posts/pt, type: posts}
    values: {lang: pt, published: false}
  - scope: {path: "", type: pages}
    values: {permalink: "/p/:basename/"}
  - scope: {path: "news/*/deep"}
    values: {author: Deep}
"""
    names = ("_posts/pt/2020-01-01-a.md", "_posts/2020-01-01-b.md", "about.md", "news/x/deep/page.md")
    matter = "---\ncategories: d\n---\n"
    found = posts_in(tmp_path, {"_config.yml": config, **dict.fromkeys(names, matter)})
    facts = [(one.lang, one.authors, one.hidden, one.categories) for one in map(found.__getitem__, names)]
    assert facts[0] == ("pt", ("Site",), True, ("c", "d"))
    assert facts[1] == ("en", ("Site",), False, ("c", "d"))
    assert found["about.md"].permalink == "/p/about/"
    assert facts[3][1] == ("Deep",)


def test_excludes_and_includes(tmp_path: Path) -> None:
    config = "exclude: [drop, '*.skip.md', notes/]\ninclude: [_extra]\n"
    matter = "---\ntitle: T\n---\n"
    names = ("dropped.md", "a.skip.md", "notes/a.md", "_extra/a.md", "kept.md", "_posts/2020-01-01-a.skip.md")
    assert set(posts_in(tmp_path, {"_config.yml": config, **dict.fromkeys(names, matter)})) == {
        "_extra/a.md",
        "kept.md",
    }


def test_source_and_collections_dir(tmp_path: Path) -> None:
    config = "source: src\ncollections_dir: all\ncollections: [talks]\n"
    names = ("src/all/_posts/2020-01-01-a.md", "src/all/_talks/b.md", "src/_posts/2020-01-01-c.md", "d.md")
    found = posts_in(tmp_path, {"_config.yml": config, **dict.fromkeys(names, "---\ntitle: T\n---\n")})
    assert set(found) == set(names[:2])
    assert found[names[0]].categories == ()
    assert found[names[0]].permalink == "/2020/01/01/a.html"
    assert found[names[1]].permalink == "/talks/b.html"


@pytest.mark.parametrize(
    ("front_matter", "authors"),
    [
        ("author: rui", ("Rui Sena",)),
        ("author: {name: Ana}", ("Ana",)),
        ("authors: [rui, Ana]", ("Rui Sena", "Ana")),
        ("author: Someone Else", ("Someone Else",)),
        ("title: T", ("The Site",)),
    ],
)
def test_authors(tmp_path: Path, front_matter: str, authors: tuple[str, ...]) -> None:
    files = {"_config.yml": "author: {name: The Site}\n", "_data/authors.yml": "rui:\n  name: Rui Sena\n"}
    assert one(tmp_path, "_posts/2020-02-05-a.md", f"---\n{front_matter}\n---\n", files).authors == authors


@pytest.mark.parametrize(
    ("config", "front_matter", "expected"),
    [
        ("", "", "First one."),
        ("", "excerpt: Own *words*", "Own words"),
        ("excerpt_separator: <!--more-->", "", "First one. Second."),
        ("excerpt_separator: <!--more-->", "excerpt_separator: Second", "First one."),
    ],
)
def test_excerpts(tmp_path: Path, config: str, front_matter: str, expected: str) -> None:
    text = f"---\n{front_matter}\n---\n\nFirst *one*.\n\nSecond.\n\n<!--more-->\n\nThird.\n"
    assert one(tmp_path, "_posts/2020-02-05-a.md", text, {"_config.yml": config}).excerpt == expected


def test_other_fields(tmp_path: Path) -> None:
    text = (
        "---\ntitle: '[Open] Day'\nredirect_from: [/old/, 'https://x.org/older?y#z']\nseries: S\n"
        "last_modified_at: 2021-01-01\n---\n"
    )
    post = one(tmp_path, "_posts/2020-02-05-a.b...md", text, {"_config.yml": "lang: pt\n"})
    assert (post.title, post.slug, post.series, post.lang) == ("[Open] Day", "a.b", "S", "pt")
    assert post.aliases == ("/old/", "/older")
    assert post.modified is not None
    assert post.modified.year == 2021


def test_a_folder_with_posts_alone_is_a_site_wherever_it_lies(tmp_path: Path) -> None:
    names = ("deep/er/_posts/2020-01-01-a.md", "deep/er/news/_posts/2020-01-01-b.md", "deep/er/_things/c.md")
    found = posts_in(tmp_path, dict.fromkeys(names, "---\ntitle: T\n---\n"))
    assert [found[name].categories for name in names] == [(), ("news",), ()]
    site = opened(tmp_path).site
    assert (site.engine, site.base) == ("jekyll", "deep/er/")


def test_around_a_site_only_what_looks_like_a_post_counts(tmp_path: Path) -> None:
    write(tmp_path, {"docs/_posts/2020-01-01-a.md": "x", "README.md": "x", "LICENSE.md": "x"})
    found = posts_in(tmp_path, {"notes/2021-01-01-b.md": "x", "c.md": "---\ntitle: T\n---\n"})
    assert set(found) == {"docs/_posts/2020-01-01-a.md", "notes/2021-01-01-b.md", "c.md"}


def test_a_broken_configuration_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "title: Fine\npermalink: [oops\n", "_posts/2020-01-01-a.md": "x"})
    archive = opened(tmp_path)
    assert [(problem.id, problem.rule) for problem in archive.problems] == [("_config.yml", "config-syntax")]
    assert archive.site.title == "Fine"
    write(tmp_path, {"_config.yml": "timezone: Mars/Olympus\n"})
    assert [problem.rule for problem in opened(tmp_path).problems] == ["config-timezone"]
