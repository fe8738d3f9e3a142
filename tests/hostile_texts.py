"""Texts of any length that cost a careless reader the square of it, each with what reads it.

`tests/test_growth.py` counts the lines of Python that reading runs; `tests/benchmarks/growth.py` takes its time, which
alone shows what regular expressions cost.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.rendering.dialects.pages import drawn_lines, page
from tests.rendering.drawings import texts
from tests.rendering.templates.translating import context
from tuireader.archive.engines.eleventy import Eleventy
from tuireader.archive.engines.facts import DOCUSAURUS, HUGO, JEKYLL, PLAIN, ZOLA
from tuireader.archive.engines.plain import Plain
from tuireader.archive.front_matter import FrontMatter, read_front_matter
from tuireader.archive.mdx import is_mdx, said
from tuireader.archive.metadata import fields
from tuireader.archive.post import PostId
from tuireader.archive.site import Site
from tuireader.catalog.goto import fit, form_of, places
from tuireader.catalog.search.text import prose
from tuireader.checking.open_parts import open_parts
from tuireader.checking.open_text import Text
from tuireader.rendering.anchors import text_line
from tuireader.rendering.body.parsed_start import likely_definitions
from tuireader.rendering.elements.code_options import code_options
from tuireader.rendering.elements.html.tree import parse
from tuireader.rendering.links.link_list import links_of
from tuireader.rendering.parsing.html_tags import attributes, tags
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.templates import translate
from tuireader.rendering.tex import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuireader.archive.engines.facts import EngineFacts

TEMPLATE_ENGINES: Final = ("jekyll", "hugo", "zola", "hexo", "eleventy", "nunjucks", "plain")


@dataclass(frozen=True, slots=True)
class HostileText:
    """A text of `count` pieces, or of any other number, and what reads it."""

    read: Callable[[str], object]
    text: Callable[[int], str]
    count: int


def _times(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda count: before + piece * count + after


def _numbered(template: str, before: str = "") -> Callable[[int], str]:
    return lambda count: before + "".join(template.replace("{n}", str(n)) for n in range(count))


def _nested(opening: str, closing: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda count: before + opening * count + closing * count + after


def _growing(sign: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda count: before + " ".join(sign * n for n in range(1, count)) + after


TEMPLATES: Final[Mapping[str, tuple[Callable[[int], str], int]]] = {
    "openers": (_times("{{"), 20_000),
    "tags": (_times("{%"), 20_000),
    "openers and one end": (_times("{{ ", after="}}"), 20_000),
    "tag openers and one end": (_times("{% a ", after="%}"), 20_000),
    "unclosed ifs": (_times("{% if x %}"), 8_000),
    "nested ifs": (_nested("{% if x %}", "{% endif %}"), 8_000),
    "nested known ifs": (_nested("{% if true %}", "{% endif %}"), 8_000),
    "ends": (_times("{% endif %}"), 12_000),
    "mixed blocks": (_nested("{% if x %}{% for a in b %}", "{% endif %}"), 4_000),
    "raws": (_times("{% raw %}"), 12_000),
    "a long line": (_times("word ", "{{ page.title }}"), 240_000),
    "a long tag": (_times("a", "{% include ", " %}"), 400_000),
    "many long tags": (_times("{% include " + "a" * 19_000 + " %}"), 50),
    "a long expression": (_times(" | b", "{{ a", " }}"), 8_000),
    "brackets": (_nested("a[", "]", "{{ ", " }}"), 300),
    "values in a line": (_times("{{ site.title }} "), 8_000),
    "doubling": (
        _times("{{ a }}", "{% assign a = 'ab' %}" + "{% assign a = a | append: a %}" * 60),
        2_000,
    ),
    "doubling by capture": (
        _times("{{ a }}", "{% assign a = 'ab' %}" + "{% capture a %}{{ a }}{{ a }}{% endcapture %}" * 60),
        500,
    ),
    "loops in loops": (
        lambda count: (
            "".join(f"{{% for {name} in (1..{count}) %}}" for name in "abc") + "x" + "{% endfor %}" * 3
        ),
        999,
    ),
    "a list of many items": (
        lambda count: f"{{% for a in (1..{count}) %}}\n- {{{{ a }}}} `b` **c**\n{{% endfor %}}",
        40_000,
    ),
    "lists in lists": (
        _times("{% assign a = a | push: a %}", "{% assign a = 'a b' | split: ' ' %}", "{{ a }}"),
        80,
    ),
    "highlights": (_nested("{% highlight a %}", "{% endhighlight %}"), 4_000),
    "backticks": (_times("`", after="{{ site.title }}"), 160_000),
    "backtick runs": (_growing("`", after=" {{ site.title }}"), 900),
    "brackets before a value": (_nested("[" * 40, "{{ site.title }}"), 1_000),
    "shortcodes": (_times("{{< note "), 8_000),
    "open shortcodes": (_times("{{< note >}}"), 8_000),
    "nested shortcodes": (_nested("{{< note >}}", "{{< /note >}}"), 8_000),
    "percent shortcodes": (_times("{{% ", after="%}}"), 16_000),
    "literal shortcodes": (_times("{{</* "), 8_000),
    "calls": (_times("{{ a("), 8_000),
    "bodies": (_nested("{% a() %}", "{% end %}"), 8_000),
    "codeblocks": (_nested("{% codeblock %}", "{% endcodeblock %}"), 8_000),
    "equals": (_times("a=", "{% include f ", " %}"), 9_000),
    "escaped quotes": (_times('"\\', "{% include f a=", " %}"), 9_000),
    "escaped quotes in many": (_times("{% x " + '"\\' * 900 + " %}"), 300),
    "blanks in quotes": (_times(" ", "{% x '", " %}"), 19_000),
    "values in a tag": (_times("{{", "{% include ", " %}"), 9_000),
    "comments": (_times("<!--", "{{ '", "' | strip_html }}"), 4_000),
    "open comments": (_times("{# "), 30_000),
    "comments closed once": (_times("{# ", after="#}"), 30_000),
    "raws with comments": (_times("{% raw %}{# "), 10_000),
    "raws without an end": (_times("{% raw %}"), 60_000),
    "sums": (_times(" + 1", "{{ 1", " }}"), 8_000),
    "sums of sums": (_times("{{ a }}", "{% set a = 'ab' %}" + "{% set a = a ~ a %}" * 60), 500),
    "nested lists": (_nested("[", "]", "{{ ", " }}"), 300),
    "nested brackets": (_nested("(", ")", "{{ ", " }}"), 300),
    "quotes": (_times('"', "{{< x ", " >}}"), 40_000),
}
MDX: Final[Mapping[str, tuple[Callable[[int], str], int]]] = {
    "braces": (_times("{"), 100_000),
    "open comments": (_times("{/*"), 30_000),
    "open tags": (_times("<a "), 50_000),
    "open tags with comments": (_times("<a /*"), 20_000),
    "components": (_times("<Foo>\n"), 10_000),
    "nested components": (_nested("<Foo>\n  ", "</Foo>\n"), 4_000),
    "templates in templates": (_times("{`${"), 10_000),
    "comments of HTML": (_times("<!--"), 30_000),
    "statements": (_times("import a\n"), 20_000),
    "a statement of many lines": (_times("some words of text\n", "import type of\n"), 40_000),
    "escaped quotes": (_times("{'" + "\\'" * 9_900 + "\n\n"), 20),
    "open statements": (_times("\n\nexport default (\n"), 8_000),
    "sums": (_times("{'a' + "), 8_000),
    "lists": (_times("{["), 20_000),
}
LIQUID_FILTERS: Final = (
    "{% for i in (1..4000) %}{% assign y = s | slugify %}{% endfor %}",
    "{% for i in (1..40000) %}{% assign y = (1..5000) | join %}{% endfor %}",
    "{% assign l = s | split: ' ' %}{% for i in (1..40000) %}{% if l contains 'x' %}{% endif %}{% endfor %}",
    *(
        "{% assign l = '' | split: ',' | push: s %}" + "{% assign l = l | concat: l %}" * 17 + printed
        for printed in ("{{ l | join }}", "{{ l }}", "{{ l | jsonify }}")
    ),
)


def of_two_to_the(count: int, code: str) -> str:
    """Liquid code after an assignment of a text of 2 to the power of `count` words to `s`."""
    return "{% assign s = 'a b ' %}" + "{% assign s = s | append: s %}" * count + code


JAVASCRIPT: Final[Mapping[str, tuple[Callable[[int], str], int]]] = {
    "a list on one line": (_times("1,", "{ a: [", "] }"), 120_000),
    "a list on many lines": (_times("1,\n", "{ a: [", "] }"), 80_000),
    "a sum of texts": (_times("+'a'", "{ a: 'a'", " }"), 60_000),
    "a sum over many lines": (_times("+ 'a'\n, 'b'\n", "{ a: ['a'\n", "] }"), 15_000),
    "quotes that are escaped and not closed": (_times("\\'", "{ a: b('", "\n }"), 100_000),
}
OPEN_PARTS: Final[Mapping[str, tuple[EngineFacts, Callable[[int], str], int]]] = {
    "blanks before a shortcode's name": (HUGO, _times(" ", "{{<"), 100_000),
    "blanks behind a shortcode's name": (HUGO, _times(" ", "{{< a"), 100_000),
    "shortcodes without an end": (HUGO, _nested("{{< a >}}", "{{< /b >}}"), 20_000),
    "an end of a shortcode with blanks": (ZOLA, _times(" ", "{% end", "%x"), 100_000),
    "calls without an end": (ZOLA, _times("{% a() %}\n"), 100_000),
    "tags that nobody knows": (JEKYLL, _numbered("{% a{n} %}\n"), 20_000),
    "a long run of backticks": (PLAIN, _times(" x", "a " + "`" * 20_000 + " $$"), 100_000),
    "runs of backticks": (PLAIN, _growing("`", "$$ "), 1_000),
    "notes": (PLAIN, _numbered(" a[^n{n}]", "x"), 20_000),
    "notes beside one that is defined": (PLAIN, _numbered("a[^n{n}]\n", "[^a]: A\n\n"), 20_000),
    "comments": (PLAIN, _times("<!--\n", after="-->\n\n<!-- a\n"), 50_000),
}
MARKDOWN: Final[Mapping[str, tuple[Callable[[int], str], int]]] = {
    "terms": (_times("t\n", "t\n", ": d"), 20_000),
    "terms and headings": (_times("t\n# h\n", "t\n", ": d"), 3_000),
    "definitions in definitions": (_times(": ", "t\n"), 20_000),
    "comments on lines": (_times("{::comment}\n", "t\n"), 10_000),
    "items of open code": (_times("- ```a\n"), 20_000),
    "comments in a line": (_times("x {::comment}", "t\n"), 10_000),
    "bars": (_times("|", "t\n"), 20_000),
    "bars and headings": (_times("`|`\n# |\n", "t\n"), 3_000),
    "bars in code": (_times("`|``|", "t\n"), 20_000),
    "open abbreviations": (_times("*[", "t\n"), 50_000),
    "abbreviations": (_times("*[A]: b\n", "t\n"), 5_000),
    "headings and their contents": (_times("# h\n", "t\n", "[TOC]"), 3_000),
    "double quotes": (_times('"', "t\n"), 50_000),
    "single quotes": (_times("'a", "t\n"), 30_000),
    "an open list of attributes": (_times("a", "{: "), 200_000),
    "a list of many attributes": (_times(" .a", "{:", "}"), 60_000),
    "an open value of an attribute": (_times("b", '{: a="'), 200_000),
    "lists of attributes": (_times("{: .a}\n", "text\n"), 10_000),
    "braces": (_times("x {"), 30_000),
    "links without an end": (_times("[a](b "), 8_000),
}


def _page(markdown: str) -> None:
    page(markdown, "jekyll").rows_of(1)


def _front_matter(text: str) -> object:
    return read_front_matter(text, PostId("a.md"), Plain.front_matter)


def javascript_front_matter(block: str) -> FrontMatter:
    """What is read of a post with front matter in JavaScript."""
    return read_front_matter(f"---js\n{block}\n---\nBody.\n", PostId("a.md"), Eleventy.front_matter)


def text_of(body: str, engine: EngineFacts) -> Text:
    """A body as what looks for open parts has it."""
    site = Site(engine=engine, timezone=UTC)
    return Text(PostId("a.md"), body.split("\n"), 1, site, "/", Parsers(engine))


def _open_parts(body: str, engine: EngineFacts) -> None:
    deque(open_parts(text_of(body, engine), tuple), 0)


def _mdx(body: str) -> str:
    return translate(said(body, mdx=True), context("mdx"))


def _translated(body: str, engine: str) -> str:
    return translate(body, context(engine))


def _links(body: str) -> None:
    links_of(Parsers(), body, wikilinks=True)


def _readable(tex: str) -> object:
    return readable(tex, display=True)


def _tags(html: str) -> None:
    attributes(html)
    deque(tags(html, {"script"}), 0)


def _text_line(body: str) -> None:
    assert text_line(body, "text=" + "a%20" * 400 + "b") is None


def _all() -> Iterator[tuple[str, HostileText]]:
    for name, (text, count) in TEMPLATES.items():
        for engine in TEMPLATE_ENGINES:
            yield f"template, {name}, {engine}", HostileText(partial(_translated, engine=engine), text, count)
    for name, (text, count) in MDX.items():
        yield f"MDX, {name}", HostileText(_mdx, text, count)
    for code in LIQUID_FILTERS:
        filtered = partial(of_two_to_the, code=code)
        yield f"Liquid, {code[-30:]}", HostileText(partial(_translated, engine="jekyll"), filtered, 15)
    for name, (text, count) in JAVASCRIPT.items():
        yield f"JavaScript, {name}", HostileText(javascript_front_matter, text, count)
    for name, (facts, text, count) in OPEN_PARTS.items():
        yield f"open parts, {name}", HostileText(partial(_open_parts, engine=facts), text, count)
    for name, (text, count) in MARKDOWN.items():
        yield f"Markdown, {name}", HostileText(_page, text, count)
    yield from _of_pieces(
        "HTML, ", parse, 50_000, "<dl></dd>", "<dd>", "<dl>", "</dl>", "<video src=a>", "<embed>"
    )
    yield from _of_pieces("drawn HTML, ", texts, 3_000, "x<sup>a b</sup>")
    yield from _of_pieces(
        "info string, ", code_options, 100_000, "{", "a=", "hl_lines=[", '"', "a" * 50, "1-", "{1,"
    )
    yield from _of_pieces(
        "tags, ", _tags, 100_000, " id", " id=", ' id "', " id ", "<a '", '<b "', "<!--", "<script>"
    )
    yield from _of_pieces("words at, ", _text_line, 500_000, "](", "a ", "aa")
    for pieces, count in ((("[", "\n"), 60_000), (("`a", "<!--", "> ", "[a]:", "[[a]] "), 15_000)):
        yield from _of_pieces("links, ", _links, count, *pieces)
    yield from _of_pieces("links, ", _links, 6_000, "[a](b) ", "<a href=x>b</a> ", "    [a](b)\n")
    yield from _of_pieces(
        "prose, ", prose, 400, "[", "*a ", "_a ", "`a", "<a ", "{%", "<!--", "[a](", " ", "| ", "[^"
    )
    yield from _of_pieces("TeX, ", _readable, 600, "{", r"\frac", "x^{", r"\left(", r"\begin{cases}", "x")
    yield from _of_pieces(
        "dollars, ", lambda text: drawn_lines(f"${text}$", "plain", width=120), 3_600, "aaa", "ab ", "é,"
    )
    yield from _others()


def _of_pieces(
    what: str, read: Callable[[str], object], count: int, *pieces: str
) -> Iterator[tuple[str, HostileText]]:
    for piece in pieces:
        yield f"{what}{piece[:12]!r}", HostileText(read, _times(piece), count)


def _others() -> Iterator[tuple[str, HostileText]]:
    yield "blanks behind a fence", HostileText(_front_matter, _times(" ", "```"), 100_000)
    yield "backticks and blanks", HostileText(_front_matter, _nested("`", " " * 10), 5_000)
    yield "blank lines with blanks", HostileText(_front_matter, _times(" \n", "---"), 100_000)
    mdx = partial(is_mdx, "a.md", DOCUSAURUS, body="")
    yield "keys below one for MDX", HostileText(mdx, _times("    a: b\n", "mdx:\n"), 20_000)
    yield "blanks in a heading", HostileText(fields.heading, _times(" ", "# a", "x"), 100_000)
    yield "blanks in a list", HostileText(lambda text: fields.split([text]), _times(" ", "a", "b"), 200_000)
    yield "many short words", HostileText(partial(_fit, term="a" * 100), _times("ab"), 5_000)
    yield "letters that fit everywhere", HostileText(partial(_places, term="a" * 60), _times("aaaa "), 2_000)
    yield "letters that stand apart", HostileText(partial(_fit, term="ab" * 30 + "c"), _times("ab"), 5_000)
    yield (
        "words of a list of contents",
        HostileText(partial(likely_definitions, Parsers().blocks), _times("toc ", "{:"), 100_000),
    )


def _fit(name: str, term: str) -> object:
    return fit((term,), form_of(name))


def _places(name: str, term: str) -> object:
    return places((term,), form_of(name))


TEXTS: Final[Mapping[str, HostileText]] = dict(_all())
