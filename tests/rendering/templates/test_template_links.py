"""Links made of templates: what is written for them is a link of Markdown, and goes to the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.catalog.posts import post
from tests.rendering.templates.translating import context
from tuireader.archive.post import PostId
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.resolve import Resolver
from tuireader.rendering.parsing.markdown import full_parser
from tuireader.rendering.templates import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

HERE = PostId("_posts/2020-02-02-here.md")
SPRING = PostId("_posts/2020-01-01-spring.md")
DEEP = PostId("walks/_posts/2019-05-05-deep.md")
ABOUT = PostId("docs/about us.md")
NAMED = PostId("_posts/2021-01-01-named.md")

RESOLVER = Resolver(
    Catalog.empty().apply(
        [
            post(HERE, title="Here", permalink="/2020/02/here/"),
            post(SPRING, title="Spring", permalink="/2020/01/spring/"),
            post(DEEP, title="Deep", permalink="/walks/2019/05/05/deep.html"),
            post(ABOUT, kind="page", title="About", permalink="/about/"),
            post(NAMED, title="A Long Title", permalink="/2021/01/named/"),
        ]
    )[0],
    "https://example.org",
    "/notes",
)


def hrefs(markdown: str) -> list[str]:
    """The destinations of all links of a text, as the parser has them."""

    def links(tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            if token.type == "link_open":
                yield str(token.attrs["href"])
            yield from links(token.children or [])

    return list(links(full_parser().parse(markdown)))


@pytest.mark.parametrize(
    ("body", "found", "anchor"),
    [
        ("[a]({% post_url 2020-01-01-spring %})", SPRING, ""),
        ("[a]({{ site.baseurl }}{% post_url 2020-01-01-spring %}#frag)", SPRING, "frag"),
        ("[a]({{site.url}}{{ site.baseurl }}{% post_url 2020-01-01-spring %})", SPRING, ""),
        ("[a]({%- post_url 2020-01-01-spring -%})", SPRING, ""),
        ("[a](<{% post_url 2020-01-01-spring %}>)", SPRING, ""),
        ("[a]({% post_url walks/2019-05-05-deep %} 'title')", DEEP, ""),
        ("[a][r]\n\n[r]: {% post_url 2020-01-01-spring %}", SPRING, ""),
        ("see {% post_url 2020-01-01-spring %}!", SPRING, ""),
        ("[a]({% link _posts/2020-01-01-spring.md %}#x)", SPRING, "x"),
        ("[a]({% link docs/about us.md %})", ABOUT, ""),
        ("[a]({% link\n_posts/2020-01-01-spring.md %})", SPRING, ""),
        ("[a]({{ '/about/' | relative_url }})", ABOUT, ""),
        ("[a]({{ '/2020/01/spring/' | absolute_url }}#x)", SPRING, "x"),
        ("[a]({{ '/about/' | prepend: site.baseurl }})", ABOUT, ""),
        ("{% for p in (1..1) %}[a]({% post_url 2020-01-01-spring %}){% endfor %}", SPRING, ""),
        ("{% capture c %}[a]({% post_url 2020-01-01-spring %}){% endcapture %}{{ c }}", SPRING, ""),
    ],
)
def test_liquid_goes_to_the_post(body: str, found: PostId, anchor: str) -> None:
    (href,) = hrefs(translate(body, context("jekyll")))
    target = RESOLVER.resolve(href, HERE)
    assert (target.id, target.anchor) == (found, anchor)


@pytest.mark.parametrize(
    ("body", "found", "anchor"),
    [
        ('[a]({{< ref "2020-01-01-spring.md" >}})', SPRING, ""),
        ('[a]({{< relref "/_posts/2020-01-01-spring.md#x" >}})', SPRING, "x"),
        ('[a]({{% ref path="2020-01-01-spring" %}}#y)', SPRING, "y"),
        ('[a]({{< ref "/docs/about us.md" >}})', ABOUT, ""),
        ("see {{< ref 2020-01-01-spring.md >}}", SPRING, ""),
        ('[a][r]\n\n[r]: {{< relref "2020-01-01-spring" >}}', SPRING, ""),
    ],
)
def test_shortcodes_go_to_the_post(body: str, found: PostId, anchor: str) -> None:
    (href,) = hrefs(translate(body, context("hugo")))
    target = RESOLVER.resolve(href, HERE)
    assert (target.id, target.anchor) == (found, anchor)


@pytest.mark.parametrize(
    "body", ["{% post_link 2020-01-01-spring %}", "{% post_link 2020-01-01-spring 'S p' %}"]
)
def test_hexo_goes_to_the_post(body: str) -> None:
    (href,) = hrefs(translate(body, context("hexo")))
    assert RESOLVER.resolve(href, HERE).id == SPRING


def test_hexo_knows_a_post_by_its_title() -> None:
    (href,) = hrefs(translate("{% post_link 'A Long Title#x' Words %}", context("hexo")))
    target = RESOLVER.resolve(href, HERE)
    assert (target.id, target.anchor) == (NAMED, "x")


@pytest.mark.parametrize("engine", ["jekyll", "plain"])
def test_the_text_of_a_bare_post_url_is_the_posts_name(engine: str) -> None:
    text = translate("{% post_url 2020-01-01-spring %}", context(engine))
    assert text.startswith("[2020-01-01-spring](")


def test_what_cannot_be_told_is_a_link_that_leads_nowhere_and_says_what_was_asked() -> None:
    (href,) = hrefs(translate("[a]({{ site.data.links.home }})", context("jekyll")))
    target = RESOLVER.resolve(href, HERE)
    assert target.kind == "broken"
    assert "site.data.links.home" in target.path


def test_the_address_of_an_html_link_is_one_without_blanks() -> None:
    text = translate('<a href="{% post_url 2020-01-01-spring %}">a</a>', context("jekyll"))
    href = text.split('"')[1]
    assert " " not in href
    assert RESOLVER.resolve(href, HERE).id == SPRING


def test_links_of_a_loop_that_has_too_few_lines_are_written_out() -> None:
    loop = "{% for n in (1..9) %}\n[#{{ n }}]: https://e.example/{{ n }}\n{% endfor %}\n"
    body = f"{loop}[#1][] and [nine][#9]; `[#8]` [#7]."
    text = translate(body, context("jekyll"))
    assert text.endswith("`[#8]` [#7](https://e.example/7).")
    assert hrefs(text) == [
        "https://e.example/1",
        "https://e.example/9",
        "https://e.example/7",
    ]
