from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD
from tests.rendering.links.parsed import all_parsed
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.disk.walk import candidates
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.source import Source, open_source
from tuireader.archive.written_link import WrittenLink
from tuireader.rendering.links.link_list import links_of
from tuireader.rendering.parsing.markdown import Parsers

PARSERS = Parsers()
SAMPLES = Path(__file__).parents[3] / "sample_posts"


def links(body: str) -> list[tuple[int, int, str, str, str]]:
    found = links_of(PARSERS, body, wikilinks=True)
    assert found == all_parsed(PARSERS.full, body, wikilinks=True)
    return [(one.line, one.column, one.href, one.text, one.syntax) for one in found]


@pytest.mark.parametrize("engine", ["jekyll", "pelican"])
def test_a_label_may_stand_apart_from_the_text_of_its_link(engine: str) -> None:
    parsers = Parsers(ENGINES[engine])
    body = "a [b] [c] and [d]\n[c] or [e](/f)\n\n[c]: /g\n"
    found = links_of(parsers, body)
    assert found == all_parsed(parsers.full, body)
    assert [(one.line, one.column, one.href, one.text) for one in found] == [
        (1, 3, "/g", "b"),
        (1, 15, "/g", "d"),
        (2, 8, "/f", "e"),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("a [b c](/d/)", (1, 3, "/d/", "b c", "link")),
        ("a\n[b\nc](</d e/> 'title')", (2, 1, "/d e/", "b c", "link")),
        ("- [*b* `c`](d_(e).md#f)", (1, 3, "d_(e).md#f", "b c", "link")),
        ("> quoted\n> [b](/c/)", (2, 3, "/c/", "b", "link")),
        ("1. a\n\n   - b\n\n     [c](/d/)", (5, 6, "/d/", "c", "link")),
        ('<div markdown="1">\na [b](/c/)\n\n- d\n</div>', (2, 3, "/c/", "b", "link")),
        ("a [b][c] d\n\n[C]: /e/ 'title'", (1, 3, "/e/", "b", "reference")),
        ("a [b][] d\n\n[b]:\n  <//e f>", (1, 3, "//e f", "b", "reference")),
        ("[b] d\n\n> [b]: /e/", (1, 1, "/e/", "b", "reference")),
        ("1. - [b]: /e/\n\nx\n\n[b] d", (5, 1, "/e/", "b", "reference")),
        (
            "## see <https://a.org/b?c=d&e>",
            (1, 8, "https://a.org/b?c=d&e", "https://a.org/b?c=d&e", "autolink"),
        ),
        ("(https://a.org/b_(c).)", (1, 2, "https://a.org/b_(c)", "https://a.org/b_(c)", "autolink")),
        ("go to www.a.org.", (1, 7, "http://www.a.org", "www.a.org", "autolink")),
        ('a <a class="x" href="/b/?c&amp;d">e <em>f</em></a>', (1, 3, "/b/?c&d", "e f", "html")),
        ("<div>\n <p><a href='/b/'>e <b>f</b></a>\n</div>", (2, 5, "/b/", "e f", "html")),
        ("see [[A Note#Part|that]]", (1, 5, "[[A Note#Part|that]]", "that", "wikilink")),
        ("[[Other]]", (1, 1, "[[Other]]", "Other", "wikilink")),
        (
            "[b]({% post_url 2024-01-02-c %}#d)",
            (1, 1, "{% post_url 2024-01-02-c %}#d", "b", "template"),
        ),
        (
            "[b]({{ site.baseurl }}{% link _posts/2024-01-02-c.md %})",
            (1, 1, "{{ site.baseurl }}{% link _posts/2024-01-02-c.md %}", "b", "template"),
        ),
        ('[b]({{< ref "c.md" >}})', (1, 1, '{{< ref "c.md" >}}', "b", "template")),
        ("[b]\n\n[b]: {{ '/c/' | relative_url }}", (1, 1, "{{ '/c/' | relative_url }}", "b", "template")),
        ('<a href="{{ "/c/" | url }}">b</a>', (1, 1, '{{ "/c/" | url }}', "b", "template")),
        ("a\\![b](/c/)", (1, 4, "/c/", "b", "link")),
        ("a &amp; \\[b\\] [c](/d/)", (1, 15, "/d/", "c", "link")),
        ("| a | b |\n|---|---|\n| c | [d](/e/) |", (3, 7, "/e/", "d", "link")),
        ("a[^1]\n\n[^1]: note [b](/c/)", (3, 12, "/c/", "b", "link")),
    ],
)
def test_every_way_to_write_a_link(body: str, found: tuple[int, int, str, str, str]) -> None:
    assert links(body) == [found]


@pytest.mark.parametrize(
    "body",
    [
        "<script>\nx = '<a href=\"' + y + '\">z</a>';\n\nu = '<img src=\"v.png\">';\n</script>",
        "a <script>document.write('<a href=\"b.md\">c</a> [d](e.md)')</script> f",
        "a <SCRIPT>'<a href=\"b.md\">c</a>'</SCRIPT> f",
        "<style>/* <a href='b.md'> */</style>",
        "- a\n\n  <textarea>\n  <a href='b.md'>c</a>\n  </textarea>",
        "`[a](b)`",
        "``a ` [a](b)``",
        "```\n[a](b)\n```",
        "~~~ md\n\n[a](b)\n\n<a href='b'>\n",
        "- a\n\n  ```\n  [a](b)\n  ```\n- b",
        "    [a](b)",
        "a\n\n\t[a](b)",
        "-     [a](b)",
        "- 1)     [a](b)",
        "- >     [a](b)",
        "\n    [a](b)",
        "- ```[a](b)",
        "\\[a](b)",
        "[a](b c)",
        "[a]",
        "[a][b]",
        "- [ ] task [x]",
        "mail a@example.org",
        "<!-- [a](b) <a href='c'> -->",
        "<pre>\n\n[a](b)\n\n</pre>",
        "<a name='b'>",
        "[[ -f x ]]",
        "`[[a]]`",
        "[^1]",
        "text [a`](b)` c",
    ],
)
def test_what_is_no_link(body: str) -> None:
    assert links(body) == []


def test_what_follows_a_program_is_a_link() -> None:
    program = "<script>'<a href=\"b.md\">c</a>'</script>"
    assert links(f"{program} <a href='/d/'>e</a>") == [(1, 41, "/d/", "e", "html")]
    assert links(f"a {program} [d](/e/)") == [(1, 43, "/e/", "d", "link")]


def test_images_are_told_from_links() -> None:
    body = "![a](b.png) [![c](d.png)](/e/)\n\n![f][g] ![[h.png]]\n\n<img alt='i' src=j.png>\n\n[g]: k.png"
    assert [(one.href, one.text, one.image) for one in links_of(PARSERS, body, wikilinks=True)] == [
        ("b.png", "a", True),
        ("/e/", "c", False),
        ("d.png", "c", True),
        ("k.png", "f", True),
        ("![[h.png]]", "h.png", True),
        ("j.png", "i", True),
    ]


def test_wikilinks_are_links_only_where_they_are_asked_for() -> None:
    assert links_of(PARSERS, "[[a]] [b](c)") == (WrittenLink(1, 7, "c", "b", "link"),)


def test_lines_below_code_stay_what_they_are() -> None:
    body = "[a](1)\n```\nx\n\ny\n```\n[a](7)\n\n- b\n  ~~~\n  [x](y)\n  ~~~\n\n<pre>\n\n</pre>\n[a](17)\n\n[a](19)"
    assert [(line, href) for line, _, href, _, _ in links(body)] == [
        (1, "1"),
        (7, "7"),
        (17, "17"),
        (19, "19"),
    ][: len(links(body))]
    assert [line for line, *_ in links(body)] == [int(href) for _, _, href, _, _ in links(body)]


def test_both_ways_agree_on_the_sample_posts() -> None:
    archive = open_archive(SAMPLES)
    assert isinstance(archive, Archive)
    total = 0
    for one in candidates(archive):
        source = open_source(archive, one.id)
        assert isinstance(source, Source)
        total += len(links(source.body))
    assert total > 50


PIECES = [
    "[a](b)", "[a][b]", "[b]", "![a](b 'c')", "[a\nb](c)", "[b]: /d/\n", "`", "``", "`c`", "\n", "\n\n", "    ", "- ",
    "> ", "1. ", "```\n", "~~~\n", "  ", "<a href='x'>", "</a>", "<b>", "<!--", "-->", "<pre>\n", "</pre>", "<https://x.y>",
    "https://x.y/z_(w)", "www.x.y ", "[[n]]", "[[n|m]]", "![[n]]", "\\", "[", "]", "(", ")", "*", "|", "|---|\n", "# ",
    "&amp;", "[^1]", "[^1]: ", "{{ a }}", "{% b c %}", "text ", "===\n", "---\n", "[x](y)\n", "\t",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=120)
def test_both_ways_agree_on_anything(body: str) -> None:
    fast = links_of(PARSERS, body, wikilinks=True)
    sure = all_parsed(PARSERS.full, body, wikilinks=True)
    assert [(one.href, one.image) for one in fast] == [(one.href, one.image) for one in sure]


@given(AWKWARD.map("\n".join))
@settings(max_examples=100)
def test_both_ways_agree_on_bodies(body: str) -> None:
    links(body)


@pytest.mark.parametrize(
    ("label", "text"),
    [("`b`", "b"), ("a `b*` c", "a b* c"), ("a` b `c", "abc"), ("`a``b`", "a``b"), ("``a`b``", "a`b")],
)
def test_code_in_the_text_of_a_link(label: str, text: str) -> None:
    assert links(f"[{label}](/d/)") == [(1, 1, "/d/", text, "link")]


def test_an_address_behind_the_mark_of_a_note() -> None:
    assert [href for _, _, href, _, _ in links("a[^1]www.x.y\n\n[^1]: b")] == ["http://www.x.y"]


def test_an_end_of_a_link_that_ends_none() -> None:
    assert len(links("[a](b)</a><a href='x'>https://x.y/z</a>")) == 3


def test_a_note_ends_the_paragraph_before_it_and_code_that_is_open_there() -> None:
    assert [href for _, _, href, _, _ in links("`|---|\n[^1]: [b](c)`")] == ["c"]


def test_a_fence_within_html_is_none() -> None:
    body = "<a href='b'>\n```\n<a href='c'>\n```\n"
    assert [href for _, _, href, _, _ in links(body)] == ["b", "c"]


def test_addresses_of_definitions_are_what_the_parser_makes_of_them() -> None:
    body = "[a] [b] [c]\n\n[a]: /x?y&z&amp;_(v)\n[b]:/w 'not plain'\n[C]: /u&copy;\n"
    assert [href for _, _, href, _, _ in links(body)] == ["/x?y&z&_(v)", "/w", "/u©"]


def test_nothing_in_a_link_commands_a_terminal() -> None:
    body = (
        "[a&#27;b](/b&#x202e;) <a href='&#x202e;&#10;c'>d&#x9b;</a>\n\n![&#x2028;e](%7B%7B%1B%7D%7D)\n\n"
        "<div><a href='/x&#x202e;'>y&#x202e;</a></div>\n"
    )
    assert [(href, text) for _, _, href, text, _ in links(body)] == [
        ("/b\ufffd", "a\ufffdb"),
        ("\ufffd c", "d\ufffd"),
        ("{{\u241b}}", "e"),
        ("/x\ufffd", "y\ufffd"),
    ]
