"""Bodies of any number of the same thing: what is asked of them is time that grows with the number, not its square."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _numbered(template: str) -> Callable[[int], str]:
    return lambda count: "".join(template.replace("{n}", str(n)) for n in range(count))


def _columns(count: int, rows: int = 3) -> str:
    lines = ["|".join(f"c{n}r{row}" for n in range(count)) for row in range(rows)]
    return "\n".join([lines[0], "|".join(["---"] * count), *lines[1:]]) + "\n"


def _html_columns(count: int) -> str:
    cells = "".join(f"<td>c{n}</td>" for n in range(count))
    return f"<table><tr>{cells}</tr><tr>{cells}</tr></table>\n"


def _notes(count: int) -> str:
    return "".join(f"a[^{n}]\n\n" for n in range(count)) + "".join(
        f"[^{n}]: note {n}\n" for n in range(count)
    )


def _defined(count: int) -> str:
    return "".join(f"[a][{n}] b\n\n" for n in range(count)) + "".join(
        f"[{n}]: /to{n}\n" for n in range(count)
    )


def _loops(count: int) -> str:
    return "".join("{% for i in (1..10) %}" * 6 + "x" + "{% endfor %}" * 6 + "\n\n" for _ in range(count))


SIZED: Final[Mapping[str, tuple[int, Callable[[int], str]]]] = {
    "columns of a table": (5_000, _columns),
    "columns of an HTML table": (5_000, _html_columns),
    "rows of a table": (100_000, lambda count: "|a|b|\n|-|-|\n" + _numbered("|c{n}|d|\n")(count)),
    "rows of a table without delimiters": (2_000, _numbered("a{n} | b | c | d\n")),
    "rows of an HTML table": (10_000, lambda count: "<table>" + "<tr><td>a</td></tr>\n" * count + "</table>"),
    "headings": (50_000, _numbered("## H {n}\n\n")),
    "headings of one name": (50_000, lambda count: "## Same\n\n" * count),
    "headings, each deeper": (
        20_000,
        lambda count: "".join(f"{'#' * (n % 6 + 1)} H\n" for n in range(count)),
    ),
    "HTML headings": (10_000, _numbered("<h2>H {n}</h2>\n\n")),
    "contents of headings": (5_000, lambda count: "* toc\n{:toc}\n\n" + _numbered("## H {n}\n\n")(count)),
    "lines of a paragraph": (500_000, lambda count: "a\n" * count),
    "lines of a quote": (100_000, lambda count: "> a\n" * count),
    "lines of code": (200_000, lambda count: "```python\n" + _numbered("a = {n}\n")(count) + "```\n"),
    "lines of indented code": (200_000, _numbered("    a = {n}\n")),
    "lines of HTML": (50_000, lambda count: "<div>\n" + "a<br>\n" * count + "</div>\n"),
    "lines of math": (20_000, lambda count: "$$\n" + "a + b \\\\\n" * count + "$$\n"),
    "paragraphs": (50_000, _numbered("Words {n}.\n\n")),
    "items": (50_000, _numbered("- item {n}\n")),
    "numbered items": (50_000, _numbered("{n}. item\n")),
    "tasks": (20_000, _numbered("- [ ] task {n}\n")),
    "characters of a line": (3_000_000, lambda count: "a" * count),
    "words of a line": (500_000, _numbered("w{n} ")),
    "markup of a line": (100_000, lambda count: "*a* `b` [c](d) " * count),
    "characters of a heading": (1_000_000, lambda count: "# " + "a " * (count // 2)),
    "links of a line": (20_000, _numbered("[a{n}](/to{n}) ")),
    "links": (20_000, _numbered("[a{n}](/to{n})\n\n")),
    "links to headings": (10_000, _numbered("## H {n}\n\n[a](#h-{n})\n\n")),
    "links to no heading": (5_000, _numbered("## H {n}\n\n[a](#no-{n})\n\n")),
    "links beside templates": (
        20_000,
        lambda count: "{{< a >}}\n\n" + _numbered("[a{n}](/to&amp;{n}) ")(count),
    ),
    "paragraphs of HTML": (20_000, _numbered("<p>a{n}</p>\n")),
    "anchors": (
        20_000,
        lambda count: _numbered("[a](#x{n}) ")(count) + "\n\n" + _numbered('<a id="x{n}"></a>\n\n')(count),
    ),
    "text fragments": (2_000, _numbered("Word{n} [a](#:~:text=word{n})\n\n")),
    "lines of HTML spans": (20_000, _numbered('<a href="/to{n}">a</a>\n')),
    "spans and paragraphs of HTML": (10_000, _numbered("<a id='x{n}'></a>\nwords\n<p>a</p>\n")),
    "items with HTML": (10_000, _numbered("- <p>a{n}</p>\n")),
    "HTML of an item": (20_000, lambda count: "- a\n\n" + _numbered("  <p>a{n}</p>\n")(count)),
    "paragraphs of an item": (20_000, lambda count: "- a\n\n" + _numbered("  Words {n}.\n\n")(count)),
    "items of an item": (20_000, lambda count: "- a\n" + _numbered("  - item {n}\n")(count)),
    "quotes in quotes": (20_000, _numbered("> > Words {n}.\n> >\n")),
    "paragraphs of a definition": (20_000, lambda count: "a\n: b\n\n" + _numbered("  Words {n}.\n\n")(count)),
    "quoted HTML": (10_000, _numbered("> <p>a{n}</p>\n")),
    "code cells": (10_000, lambda count: "|a|b|\n|-|-|\n" + _numbered("|`c|{n}`|d|\n")(count)),
    "definitions in quotes": (10_000, _numbered("> [a{n}]: /to{n}\n")),
    "spaced items": (10_000, _numbered("- item {n}\n\n")),
    "terms": (10_000, _numbered("term {n}\n: meaning\n")),
    "fences": (10_000, _numbered("```\ncode {n}\n```\n")),
    "formulas": (5_000, _numbered("$$\na_{n}\n$$\n\n")),
    "highlight tags": (5_000, _numbered("{% highlight ruby %}\na{n}\n{% endhighlight %}\n\n")),
    "links by reference": (20_000, _defined),
    "link definitions": (50_000, _numbered("[a{n}]: /to{n}\n")),
    "wikilinks": (20_000, _numbered("[[a{n}]] ")),
    "addresses": (20_000, _numbered("https://example.org/{n} ")),
    "images": (20_000, _numbered("![a{n}](/b{n}.png)\n\n")),
    "images of a line": (20_000, _numbered("![a{n}](/b{n}.png) ")),
    "HTML images": (20_000, _numbered('<img src="/b{n}.png" alt="a">\n\n')),
    "footnotes": (20_000, _notes),
    "footnotes of a line": (
        10_000,
        lambda count: _numbered("a[^{n}] ")(count) + "\n\n" + _numbered("[^{n}]: b\n")(count),
    ),
    "citations of a footnote": (20_000, lambda count: "a[^1]\n\n" * count + "[^1]: note\n"),
    "inline footnotes": (10_000, _numbered("a^[note {n}]\n\n")),
    "abbreviations": (
        10_000,
        lambda count: _numbered("*[A{n}]: gloss\n")(count) + "\n" + _numbered("A{n} ")(count),
    ),
    "definitions of terms": (20_000, _numbered("term {n}\n: meaning\n\n")),
    "ids": (20_000, _numbered('<a id="x{n}"></a>\n\n')),
    "attribute lists": (10_000, _numbered("para\n{: #x{n} .c}\n\n")),
    "callouts": (5_000, _numbered("> [!NOTE] T{n}\n> a\n\n")),
    "details": (5_000, _numbered("<details><summary>a{n}</summary>\n\nb\n\n</details>\n\n")),
    "comments": (20_000, _numbered("<!-- {n} -->\n\n")),
    "nested quotes": (500, lambda count: "> " * count + "a\n"),
    "nested items": (300, lambda count: "".join("  " * n + "- a\n" for n in range(count))),
    "nested divisions": (5_000, lambda count: "<div>" * count + "a" + "</div>" * count),
    "Liquid outputs": (20_000, _numbered("{{ page.title }} {n}\n\n")),
    "Liquid assignments": (20_000, _numbered("{% assign a{n} = {n} %}{{ a{n} }}\n\n")),
    "Liquid conditions": (5_000, _numbered("{% if page.title %}a{n}{% endif %}\n\n")),
    "nested Liquid conditions": (
        200,
        lambda count: "{% if page.title %}" * count + "a" + "{% endif %}" * count,
    ),
    "nested Liquid loops": (60, lambda count: "{% for i in (1..2) %}" * count + "x" + "{% endfor %}" * count),
    "deep Liquid loops, one after the other": (5, _loops),
    "rounds of a Liquid loop": (
        50_000,
        lambda count: f"{{% for i in (1..{count}) %}}- {{{{ i }}}}\n{{% endfor %}}",
    ),
    "Liquid includes": (5_000, _numbered("{% include a{n}.html %}\n\n")),
    "shortcodes": (10_000, _numbered('{{< figure src="/a{n}.png" >}}\n\n')),
    "math of a line": (10_000, lambda count: "$$a_1$$ " * count),
    "emoji": (20_000, lambda count: ":smile: " * count),
}
"""Names of what there may be many of, each with the count to begin with and what makes a body of so many."""
