from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import post
from tuireader.archive.post import PostId
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.resolve import Resolver, Target, why_broken
from tuireader.catalog.links.syntax import decoded_fragment, parse_link

WHAT = PostId("_posts/2024-12-27-what-a-cell-is.md")
WRAP = PostId("_posts/2024-01-05-wrapping.md")
JELLY = PostId("food/_posts/2023-03-04-jelly.md")
ABOUT = PostId("about.md")
NOTE = PostId("notes/Ideas/Deep Note.md")
BUNDLE = PostId("content/posts/bundle/index.md")
HUGO = PostId("content/posts/hugo.md")

JEKYLL = Catalog.empty().apply(
    [
        post(WHAT, title="What a cell is", slug="what-a-cell-is", permalink="/posts/2024/12/what/"),
        post(
            WRAP, title="Wrapping", slug="wrapping", permalink="/posts/2024/01/wrapping/", aliases=("/wrap/",)
        ),
        post(JELLY, title="Jelly", slug="jelly", permalink="/food/2023/03/04/jelly.html"),
        post(ABOUT, kind="page", title="About", permalink="/about/"),
        post(NOTE, kind="page", title="A deep note", aliases=("Abyss",)),
    ]
)[0]
JEKYLL_SITE = Resolver(JEKYLL, "https://Example.org", "/blog")

HUGO_SITE = Resolver(
    Catalog.empty().apply(
        [
            post(BUNDLE, title="Bundle", permalink="/posts/bundle/"),
            post(HUGO, title="Hugo", permalink="/posts/hugo/"),
        ]
    )[0],
    "https://example.org/site/",
)


@pytest.mark.parametrize(
    ("href", "found", "anchor"),
    [
        ("/blog/posts/2024/12/what/", WHAT, ""),
        ("/posts/2024/12/what/", WHAT, ""),
        ("/posts/2024/12/what", WHAT, ""),
        ("/posts/2024/12/what.html#widths", WHAT, "widths"),
        ("/posts/2024/12/what/?utm=1#caf%C3%A9", WHAT, "café"),
        ("https://example.org/blog/posts/2024/12/what/#a", WHAT, "a"),
        ("http://EXAMPLE.org/blog/food/2023/03/04/jelly", JELLY, ""),
        ("//example.org/blog/about", ABOUT, ""),
        ("/wrap", WRAP, ""),
        ("../../12/what/", WHAT, ""),
        ("../../12/what/#x", WHAT, "x"),
        ("2024-12-27-what-a-cell-is.md", WHAT, ""),
        ("./2024-12-27-what-a-cell-is.md#h", WHAT, "h"),
        ("../about.md", ABOUT, ""),
        ("../notes/Ideas/Deep%20Note.md", NOTE, ""),
        ("/_posts/2024-12-27-what-a-cell-is.md", WHAT, ""),
        ("[[What-a-cell-is]]", WHAT, ""),
        ("[[2024-12-27-what-a-cell-is|a cell]]", WHAT, ""),
        ("[[deep note#Some Heading]]", NOTE, "Some Heading"),
        ("[[Ideas/Deep Note#^block]]", NOTE, "^block"),
        ("![[Deep Note.md]]", NOTE, ""),
        ("[[a deep note]]", NOTE, ""),
        ("[[abyss]]", NOTE, ""),
        ("{% post_url 2024-12-27-what-a-cell-is %}", WHAT, ""),
        ("{% post_url 2024-12-27-what-a-cell-is %}#widths", WHAT, "widths"),
        ("{{ site.baseurl }}{% post_url 2024-1-5-wrapping %}", WRAP, ""),
        ("%7B%%20post_url%202024-01-05-wrapping%20%%7D", WRAP, ""),
        ("{%- post_url food/2023-03-04-jelly -%}", JELLY, ""),
        ("{% post_url /food/2023-03-04-jelly %}", JELLY, ""),
        ("{% link _posts/2024-01-05-wrapping.md %}", WRAP, ""),
        ("{% link about.md %}#team", ABOUT, "team"),
        ('{{ "/about/" | relative_url }}', ABOUT, ""),
        ("{{ '/posts/2024/12/what/' | prepend: site.baseurl | prepend: site.url }}#w", WHAT, "w"),
        ("{{ site.url }}{{ site.baseurl }}/about", ABOUT, ""),
    ],
)
def test_every_way_to_link_to_a_post(href: str, found: PostId, anchor: str) -> None:
    known = JEKYLL.get(found)
    assert known is not None
    assert JEKYLL_SITE.resolve(href, WRAP) == Target(known.kind, found, anchor)


@pytest.mark.parametrize(
    ("href", "found", "anchor"),
    [
        ('{{< ref "posts/bundle" >}}', BUNDLE, ""),
        ('{{< relref "bundle" >}}', BUNDLE, ""),
        ('{{% ref "/posts/bundle/index.md#there" %}}', BUNDLE, "there"),
        ("{{< ref hugo.md >}}#top", HUGO, "top"),
        ('{{< ref path="/posts/hugo" lang="en" >}}', HUGO, ""),
        ("@/posts/hugo.md#z", HUGO, "z"),
        ("{filename}/posts/hugo.md", HUGO, ""),
        ("/site/posts/hugo/", HUGO, ""),
        ("https://example.org/site/posts/hugo", HUGO, ""),
        ("/posts/hugo.md", HUGO, ""),
        ("../hugo/", HUGO, ""),
        ("../hugo.md", HUGO, ""),
    ],
)
def test_hugo_zola_and_pelican_links(href: str, found: PostId, anchor: str) -> None:
    assert HUGO_SITE.resolve(href, BUNDLE) == Target("post", found, anchor)


def test_an_anchor_alone_stays_in_the_post() -> None:
    assert JEKYLL_SITE.resolve("#a%20b", WRAP) == Target("heading", WRAP, "a b")
    assert JEKYLL_SITE.resolve("[[#A b]]", WRAP) == Target("heading", WRAP, "A b")


@pytest.mark.parametrize(
    ("href", "anchor", "text"),
    [
        ("/about/#team:~:text=a%2Cb,-c", "team", "text=a%2Cb,-c"),
        ("/about/#:~:text=we%20are", "", "text=we%20are"),
        ("{% link about.md %}#team:~:text=x", "team", "text=x"),
    ],
)
def test_words_for_a_browser_to_find_are_no_part_of_the_anchor(href: str, anchor: str, text: str) -> None:
    target = JEKYLL_SITE.resolve(href, WRAP)
    assert target == Target("page", ABOUT, anchor, text=text)
    assert target.fragment == f"{anchor}:~:{text}"
    own = JEKYLL_SITE.resolve("#:~:text=x", ABOUT)
    assert own == Target("heading", ABOUT, text="text=x")
    assert JEKYLL_SITE.resolve("https://elsewhere.org/#a:~:text=x", ABOUT).path.endswith("#a:~:text=x")


@pytest.mark.parametrize(
    "href",
    [
        "https://elsewhere.org/blog/about/",
        "mailto:a@example.org",
        "https://example.org/other/",
        "HTTPS://[bad",
        "tel:1",
        "//cdn.example.com/x.js",
    ],
)
def test_other_sites_are_external(href: str) -> None:
    assert JEKYLL_SITE.resolve(href, WRAP) == Target("external", path=href)


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/images/cell.png", "images/cell.png"),
        ("/blog/images/cell.png?v=2", "images/cell.png"),
        ("../images/a%20b.PNG", "images/a b.PNG"),
        ("cell.mp3", "_posts/cell.mp3"),
        ("{% link files/paper.pdf %}", "files/paper.pdf"),
        ('{{ "/files/paper.pdf" | absolute_url }}', "files/paper.pdf"),
    ],
)
def test_files_are_assets(href: str, path: str) -> None:
    assert JEKYLL_SITE.resolve(href, WRAP) == Target("asset", path=path)


@pytest.mark.parametrize(
    "href",
    [
        "/nowhere/",
        "nowhere.md",
        "[[Nowhere]]",
        "{% post_url 2020-01-01-nowhere %}",
        "{{ page.next.url }}",
        "",
        "../../../../etc/passwd.txt",
        "{{< ref >}}",
        "what-a-cell-is",
        "/deep note",
    ],
)
def test_what_leads_nowhere_is_broken(href: str) -> None:
    target = JEKYLL_SITE.resolve(href, WRAP)
    assert target.kind == "broken"
    assert target.id is None


def test_the_nearest_of_several_notes_is_meant() -> None:
    catalog = Catalog.empty().apply([post(path) for path in ("a/Note.md", "b/Note.md", "b/x.md", "y.md")])[0]
    resolver = Resolver(catalog)
    assert resolver.resolve("[[Note]]", PostId("b/x.md")).id == "b/Note.md"
    assert resolver.resolve("[[Note]]", PostId("y.md")).id == "a/Note.md"
    assert resolver.resolve("[[b/Note]]", PostId("y.md")).id == "b/Note.md"


@given(st.text() | st.text("[]{}%<>/#|.:\"' ab-2\\", max_size=40))
@settings(max_examples=120)
def test_no_link_is_too_strange(href: str) -> None:
    target = JEKYLL_SITE.resolve(href, WRAP)
    assert (target.id is None) == (target.kind in {"asset", "external", "broken"})


def test_long_links_are_settled_at_once() -> None:
    for unit in ("{{", "[[", "{% link ", '{{ "', "{{< ref ", "%7B", "../", "\\", "a:", " "):
        for start in ("", "{% link ", "{{< ref ", "{{ '", "{{ site.url", "[["):
            assert JEKYLL_SITE.resolve((start + unit * 8_000)[:8_000], WRAP).id is None
        assert JEKYLL_SITE.resolve(unit * 5_000, WRAP).id is None


def test_the_front_page_is_there_though_templates_make_it() -> None:
    assert JEKYLL_SITE.resolve("/", WRAP) == Target("asset", path="/")
    assert JEKYLL_SITE.resolve("https://example.org/blog/", WRAP) == Target("asset", path="/")
    assert JEKYLL_SITE.resolve("#", WRAP) == Target("heading", WRAP)


def test_pages_that_pelican_makes_are_not_missed() -> None:
    assert parse_link("{tag}unix").style == parse_link("|category|a").style == "made"
    assert JEKYLL_SITE.resolve("{author}Ann Lee", WRAP) == Target("asset", path="/author/Ann Lee")
    assert JEKYLL_SITE.resolve("{index}", WRAP) == Target("asset", path="/")


def test_a_date_in_the_place_of_a_host_begins_a_path() -> None:
    likely = Resolver(
        Catalog.empty().apply([post(WRAP, permalink="/2024/01/05/wrapping/")])[0], "https://a.org"
    )
    assert likely.resolve("//2024/01/05/wrapping/#x", JELLY) == Target("post", WRAP, "x")
    assert likely.resolve("//2024/x/", JELLY).kind == "external"


def test_an_anchor_is_neutralised_as_the_text_that_it_is_looked_up_in() -> None:
    assert parse_link("/x/#a%e2%80%8bb%1b%0ac").anchor == "ab␛ c"
    assert decoded_fragment("a%e2%80%8bb%1b:~:text=c%2Cd") == "ab␛:~:text=c%2Cd"


def test_no_reason_commands_a_terminal() -> None:
    assert why_broken("gone%1b%c2%9b/%0a.md#x") == "nothing in the archive is at gone␛�/ .md"
    assert why_broken("[[gone%1b]]") == "no note is called gone␛"
