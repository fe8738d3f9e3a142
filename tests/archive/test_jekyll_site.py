"""What a Jekyll site's configuration and layout change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in, write

if TYPE_CHECKING:
    from pathlib import Path


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
        ("", "excerpt: false", "First one."),
        ("excerpt_separator: <!--more-->", "", "First one. Second."),
        ("excerpt_separator: <!--more-->", "excerpt_separator: Second", "First one."),
    ],
)
def test_excerpts(tmp_path: Path, config: str, front_matter: str, expected: str) -> None:
    text = f"---\n{front_matter}\n---\n\nFirst *one*.\n\nSecond.\n\n<!--more-->\n\nThird.\n"
    assert one(tmp_path, "_posts/2020-02-05-a.md", text, {"_config.yml": config}).excerpt == expected


def test_modified_is_what_the_front_matter_says_else_the_time_on_disk(tmp_path: Path) -> None:
    write(
        tmp_path, {"_posts/2020-02-05-a.md": "x", "_posts/2020-02-05-b.md": "---\nupdated: 2021-03-04\n---\n"}
    )
    os.utime(tmp_path / "_posts/2020-02-05-a.md", (1_600_000_000, 1_600_000_000))
    found = posts_in(tmp_path, {"_config.yml": "timezone: Asia/Tokyo\n"})
    modified = [post.modified and post.modified.isoformat() for post in found.values()]
    assert set(modified) == {"2020-09-13T21:26:40+09:00", "2021-03-04T00:00:00+09:00"}


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
    assert (site.engine.name, site.base) == ("jekyll", "deep/er/")


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


MATHJAX = "MathJax.Hub.Config({\n  tex2jax: {\n    inlineMath: [ ['\\\\(', '\\\\)'], ['$','$'] ]\n  }\n});\n"
KATEX = (
    'renderMathInElement(document.body, {delimiters: [{left: "$$", right: "$$"}, {left: "$", right: "$"}]});'
)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"_config.yml": "", "_layouts/default.html": MATHJAX}, True),
        ({"_config.yml": "", "_includes/head/custom.html": f"<script>{KATEX}</script>"}, True),
        ({"_config.yml": "includes_dir: parts\n", "parts/math.liquid": MATHJAX}, True),
        ({"_config.yml": "", "assets/js/mathjax-setup.js": 'inlineMath: [["$", "$"]],'}, True),
        ({"_config.yml": "enable_math: true\n"}, True),
        (
            {
                "_config.yml": "",
                "_layouts/default.html": "<script src='MathJax.js?config=TeX-AMS_HTML'></script>",
            },
            False,
        ),
        ({"_config.yml": "", "_layouts/default.html": f"<!-- {MATHJAX} -->"}, False),
        ({"_config.yml": "", "_includes/a.js": f"  // {KATEX}"}, False),
        ({"_config.yml": "", "_includes/a.js": KATEX.replace('"$"', '"\\\\("')}, False),
        ({"_config.yml": "", "_posts/2020-01-01-a.md": MATHJAX}, False),
    ],
)
def test_formulas_in_single_dollars_where_the_pages_of_the_site_ask_for_them(
    tmp_path: Path, files: dict[str, str], found: bool
) -> None:
    write(tmp_path, {**files, "_posts/2020-01-02-b.md": "---\ntitle: T\n---\n"})
    (site,) = opened(tmp_path).sites
    assert ("single_dollars" in site.engine.dialects) is found
    assert len(set(site.config)) == len(site.config)


BARE = {
    "plain.md": "# Hello *there*\n",
    "later.md": "text\n\n# Later\n",
    "given.md": "---\nlayout: z\n---\n\nGiven\n=====\n",
    "README.md": "# R\n",
    "Contributing.md": "# C\n",
    "_posts/2020-01-02-p.md": "---\n---\n# In post\n",
}


@pytest.mark.parametrize(
    "files",
    [
        {"_config.yml": "plugins: [jekyll-optional-front-matter, jekyll-titles-from-headings]"},
        {"_config.yml": "title: x", "Gemfile": '# gem "jekyll"\ngem "github-pages", "~> 209"\n'},
    ],
)
def test_pages_without_front_matter(tmp_path: Path, files: dict[str, str]) -> None:
    """jekyll-optional-front-matter 0.3.2, jekyll-titles-from-headings 0.5.3."""
    found = posts_in(tmp_path, {**files, **BARE})
    assert {path: (post.title, post.permalink) for path, post in found.items()} == {
        "plain.md": ("Hello there", "/plain.html"),
        "later.md": ("Later", "/later.html"),
        "given.md": ("Given", "/given.html"),
        "_posts/2020-01-02-p.md": ("P", "/2020/01/02/p.html"),
    }


@pytest.mark.parametrize(
    "files",
    [
        {"_config.yml": "title: x", "Gemfile": '# gem "github-pages"\n'},
        {
            "_config.yml": "optional_front_matter: {enabled: false}\ntitles_from_headings: {enabled: false}\n",
            "Gemfile": "gem 'github-pages'",
        },
    ],
)
def test_pages_need_front_matter_elsewhere(tmp_path: Path, files: dict[str, str]) -> None:
    found = posts_in(tmp_path, {**files, **BARE})
    assert {path: post.title for path, post in found.items()} == {
        "given.md": "Given",
        "_posts/2020-01-02-p.md": "P",
    }


def test_a_source_that_a_program_fills_is_the_folder_of_its_name(tmp_path: Path) -> None:
    found = posts_in(
        tmp_path, {"_config.yml": "source: .tmp/src", "src/_posts/2020-01-02-p.md": "---\n---\n"}
    )
    assert [post.permalink for post in found.values()] == ["/2020/01/02/p.html"]
