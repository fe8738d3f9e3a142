"""Liquid piece by piece."""

from __future__ import annotations

import pytest

from tests.hostile_texts import LIQUID_FILTERS, of_two_to_the
from tests.rendering.templates.translating import translated
from tuireader.archive.metadata.values import Scalar

TAGS = (Scalar("ale"), Scalar("beer"))


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("true", True),
        ("nil", False),
        ("''", True),
        ("0", True),
        ("page.none", False),
        ("page.tags contains 'ale'", True),
        ("page.tags contains 'al'", False),
        ("'abc' contains 'bc'", True),
        ("1 < 2", True),
        ("2 <= 1", False),
        ("'a' < 1", False),
        ("1 == 1.0", True),
        ("'1' == 1", False),
        ("page.tags == empty", False),
        ("page.none == nil", True),
        ("page.none != blank", True),
        ("page.tags.size > 1", True),
        ("false and false or true", False),
        ("true or false and false", True),
        ("site.posts", None),
        ("site.posts and false", False),
        ("site.posts or true", True),
        ("site.posts and true", None),
        ("site.data.a == 'x'", None),
        ("not valid ( at all", None),
    ],
)
def test_conditions(condition: str, outcome: bool | None) -> None:
    text = translated(f"{{% if {condition} %}}yes{{% else %}}no{{% endif %}}", tags=TAGS)
    expected = {True: "yes", False: "no", None: f"⟦if {condition}⟧ yes⟦else⟧ no"}
    assert text == expected[outcome]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'a-b_c D' | slugify", "a-b-c-d"),
        ("'A_b.c ü' | slugify: 'pretty'", "a_b.c-ü"),
        ("'Ünï x' | slugify: 'latin'", "uni-x"),
        ("'日本 x y' | number_of_words: 'auto'", "4"),
        ("'aba' | replace_last: 'a', 'q'", "abq"),
        ("'March 5, 2021' | date: '%F'", "2021-03-05"),
        ("1600000000 | date: '%F %s'", "2020-09-13 1600000000"),
        ("'x' | append: '1' | prepend: '0'", "0x1"),
        ("'aXbX' | replace: 'X', '-' | remove_first: '-'", "ab-"),
        ("'<a>b</a>' | strip_html", "b"),
        ("'a b' | url_encode", "a+b"),
        ("'abcdef' | truncate: 4", "a..."),
        ("'<' | h", "&lt;"),
        ("'abcdef' | slice: -3, 2", "de"),
        ("'3.5' | times: 2", "7.0"),
        ("7 | modulo: 3", "1"),
        ("1 | divided_by: 0", "⟦1 | divided_by: 0⟧"),
        ("4.6 | round", "5"),
        ("'b,a,c' | split: ',' | sort | join", "a b c"),
        ("'a,a,b' | split: ',' | uniq | size", "2"),
        ("page.tags | last | upcase", "BEER"),
        ("page.tags[0]", "ale"),
        ("page['tags'][1]", "beer"),
        ("page.tags[9]", ""),
        ("(1..3) | join: '-'", "1-2-3"),
        ("page.none | default: 'd'", "d"),
        ("'2020-03-04' | date: '%b %e, %y'", "Mar  4, 20"),
        ("'2020-03-04T05:06:07Z' | date_to_rfc822", "Wed, 04 Mar 2020 05:06:07 +0000"),
        ("'1 May' | date: '%Y'", "1 May"),
        ("'2020-03-01' | date_to_string: 'ordinal', 'US'", "Mar 1st, 2020"),
        ("'https://a.example/x' | relative_url", "https://a.example/x"),
        ("'/notes/x' | relative_url", "/notes/x"),
        ("'#x' | relative_url", "#x"),
        ("page.tags | jsonify", '["ale", "beer"]'),
        ("site.posts | where: 'a', 'b' | first", "⟦site.posts | where: 'a', 'b' | first⟧"),
        ("site.nested.deep | map: 'x' | compact | size", "0"),
        ("nil", ""),
        ("true", "true"),
    ],
)
def test_filters_and_values(expression: str, text: str) -> None:
    assert translated(f"{{{{ {expression} }}}}", tags=TAGS) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{% for t in page.tags %}{{ t }};{% endfor %}", "ale;beer;"),
        ("{% for t in page.tags %}\n{{ t }}\n{% endfor %}", "ale\n\nbeer"),
        ("{% for i in (1..4) %}\n{{ i }}\n{% endfor %}", "1<br><br>2<br><br>3<br><br>4\n\n"),
        ("{% for i in (1..2) %}\n\nP{{ i }}\n\n{% endfor %}", "P1\n\nP2\n\n"),
        (
            "a\n{% for i in (1..4) %}\n- {{ i }}\n{% endfor %}\n",
            "a\n\n<ul> <li>1</li> <li>2</li> <li>3</li> <li>4</li> </ul>\n\n",
        ),
        ("x {% for i in (1..3) %}\n- {{ i }}\n{% endfor %} y", "x \n- 1<br>• 2<br>• 3\n y"),
        ("{% for i in (1..3) limit: 1 offset: 1 %}{{ i }}{% endfor %}", "2"),
        ("{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "13"),
        (
            "{% for i in (1..2) %}{% for j in (1..2) %}{{ i }}{{ j }} {% endfor %}{% endfor %}{{ i }}",
            "11 12 21 22 ⟦i⟧",
        ),
        (
            "{% for x in site.data.list %}\n* {{ x.name }}\n{% endfor %}",
            "⟦for x in site.data.list⟧ \n* ⟦x.name⟧\n",
        ),
        ("{% unless page.none %}shown{% endunless %}", "shown"),
        ("{% case 3 %}{% when 1 %}a{% when 2, 3 %}b{% endcase %}", "b"),
        ("{% case site.data.x %}{% when 1 %}a{% else %}b{% endcase %}", "⟦when 1⟧ a⟦else⟧ b"),
        ("{% comment %}a\nb{% endcomment %}c", "\nc"),
        ("{% # a note %}x", "x"),
        ("{% echo 'x' | upcase %}", "X"),
        ("a {%- if true -%} b {%- endif %} c", "ab c"),
        ("{% raw %}{% if %}{{ x }}{% endraw %}", "{% if %}{{ x }}"),
        ("{% endif %} {% else %}", "{% endif %} {% else %}"),
        ("{% if true %}{% for b in c %}x{% endif %}", "{% for b in c %}x"),
    ],
)
def test_blocks(body: str, text: str) -> None:
    assert translated(body, tags=TAGS) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("slug", "a-b"), ("json", '"A /b"'), ("url", "/notes/A /b"), ("upper", "⟦'A /b' | upper⟧")],
)
def test_filters_of_eleventy(name: str, text: str) -> None:
    assert translated(f"{{{{ 'A /b' | {name} }}}}", "eleventy") == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("```\n{{ site.title }} {{ secret }}\n```", "```\nNotes from the Pier {{ secret }}\n```"),
        ("`{{ site.posts }}` {{ site.posts }}", "`{{ site.posts }}` ⟦site.posts⟧"),
        ("```\n{% if site.posts %}\nx\n{% endif %}\n```", "```\n{% if site.posts %}\nx\n{% endif %}\n```"),
        ("~~~\n{% include x.html %}{% custom %}\n~~~", "~~~\n{% include x.html %}{% custom %}\n~~~"),
        ("{% highlight md %}\n```\n{% endhighlight %}\n{% toc %}", "````md\n```\n````\n⟦toc⟧"),
    ],
)
def test_in_code_what_cannot_be_told_stays(body: str, text: str) -> None:
    assert translated(body) == text


@pytest.mark.parametrize(
    "body", ["```\n{{ site.url }}\n```", "`{% raw %}x{% endraw %}`", "    {{ site.url }}\n\n    {% raw %}"]
)
def test_without_an_engine_code_is_left_alone(body: str) -> None:
    assert translated(body, "plain", configured=False) == body


@pytest.mark.parametrize(
    "expression", ["'a%1b[31mb%ef%b7%90' | url_decode", "'a&#27;[31mb&#xFDD0;' | escape_once"]
)
def test_what_filters_decode_goes_through_the_door_too(expression: str) -> None:
    text = translated(f"{{{{ {expression} }}}}")
    assert text.startswith("a")
    assert not {"\x1b", "\ufdd0", "⟦"} & set(text)


@pytest.mark.parametrize("count", ["'inf'", "'nan'", "'1e999'", "'x'"])
def test_a_loop_takes_a_count_that_is_none_for_nothing(count: str) -> None:
    assert translated(f"{{% for i in (1..2) offset: {count} %}}{{{{ i }}}}{{% endfor %}}") == "12"
    assert translated(f"{{% for i in (1..2) limit: {count} %}}{{{{ i }}}}{{% endfor %}}") == ""


@pytest.mark.parametrize("code", LIQUID_FILTERS)
def test_what_filters_go_over_is_limited(code: str) -> None:
    assert len(translated(of_two_to_the(15, code))) < 1_000_000
