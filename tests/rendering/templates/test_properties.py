"""What holds for every text: lines stay in step, nothing raises, what has no templates is left alone, fast."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.templates.translating import context
from tuireader.archive.mdx import said
from tuireader.rendering.templates import translate

ENGINES = ("jekyll", "hugo", "zola", "hexo", "eleventy", "nunjucks", "plain")
PIECES = (
    "{{ page.title }}",
    "{{ x | join: ', ' }}",
    "{{",
    "}}",
    "{%",
    "%}",
    "\n",
    "\n\n",
    " ",
    "a",
    "- b",
    "```\n",
    "`",
    "    ",
    "{% if x %}",
    "{% if page.title %}",
    "{% else %}",
    "{% endif %}",
    "{% for i in (1..3) %}",
    "{{ i }}",
    "{% endfor %}",
    "{% for\n p in site.posts %}",
    "{% raw %}",
    "{% endraw %}",
    "{% raw\n %}",
    "{% highlight rb %}",
    "{% endhighlight %}",
    "{% capture c %}",
    "{% endcapture %}",
    "{{ c }}",
    "{% assign c = c | append: c %}",
    "{% comment %}",
    "{% endcomment %}",
    "{% include f.html a='b'\n %}",
    "{% post_url 2020-01-01-x %}",
    "[a](",
    ")",
    "{% case i %}",
    "{% when 1 %}",
    "{% endcase %}",
    "{{< figure src=a.png >}}",
    "{{< note >}}",
    "{{< /note >}}",
    "{{%",
    "{{% x\n %}}",
    "{{</* y */>}}",
    "{{< highlight go >}}",
    "{{< /highlight >}}",
    "{{ youtube(id=1) }}",
    "{% q(a='b') %}",
    "{% end %}",
    "{{/* z() */}}",
    "{% codeblock a lang:js %}",
    "<!-- tab\n a -->",
    "<!-- tab a@b -->",
    "<!-- endtab -->",
    "<div>\n",
    "{% image 'a b.png' 'c' %}",
    "{{< details >}}",
    "{{< tab a >}}",
    "{{< /tab >}}",
    "{% endcodeblock %}",
    "{# a",
    "#}",
    "{% set a = [1, 'b'] %}",
    "{% for i in a %}",
    "{{ a | join(', ') ~ i if i else 2 }}",
    "{% blockquote a, b %}",
    "{% endblockquote %}",
    "{%- break -%}",
    "> ",
    "1. ",
    "|a|b|\n",
    "\t",
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)


@pytest.mark.parametrize("engine", ENGINES)
@given(body=TEXTS)
@settings(max_examples=200, deadline=None)
def test_lines_stay_in_step(engine: str, body: str) -> None:
    text = translate(body, context(engine))
    assert text.count("\n") == body.count("\n")
    unconfigured = translate(body, context(engine, configured=False))
    assert unconfigured.count("\n") == body.count("\n")


@pytest.mark.parametrize("engine", ENGINES)
@given(body=st.text())
@settings(max_examples=100, deadline=None)
def test_a_text_without_templates_is_left_alone(engine: str, body: str) -> None:
    body = body.replace("{{", "").replace("{%", "").replace("{#", "")
    assert translate(body, context(engine)) is body


HOSTILE = {
    "openers": "{{" * 20_000,
    "tags": "{%" * 20_000,
    "openers and one end": "{{ " * 20_000 + "}}",
    "tag openers and one end": "{% a " * 20_000 + "%}",
    "unclosed ifs": "{% if x %}" * 8_000,
    "nested ifs": "{% if x %}" * 8_000 + "{% endif %}" * 8_000,
    "nested known ifs": "{% if true %}" * 8_000 + "{% endif %}" * 8_000,
    "ends": "{% endif %}" * 12_000,
    "mixed blocks": "{% if x %}{% for a in b %}" * 4_000 + "{% endif %}" * 4_000,
    "raws": "{% raw %}" * 12_000,
    "a long line": "{{ page.title }}" + "word " * 240_000,
    "a long tag": "{% include " + "a" * 400_000 + " %}",
    "many long tags": ("{% include " + "a" * 19_000 + " %}") * 50,
    "a long expression": "{{ a" + " | b" * 8_000 + " }}",
    "brackets": "{{ " + "a[" * 300 + "]" * 300 + " }}",
    "values in a line": "{{ site.title }} " * 8_000,
    "doubling": "{% assign a = 'ab' %}" + "{% assign a = a | append: a %}" * 60 + "{{ a }}" * 2_000,
    "doubling by capture": "{% assign a = 'ab' %}"
    + "{% capture a %}{{ a }}{{ a }}{% endcapture %}" * 60
    + "{{ a }}" * 500,
    "loops in loops": "{% for a in (1..999) %}{% for b in (1..999) %}{% for c in (1..999) %}x"
    + "{% endfor %}" * 3,
    "a list of many items": "{% for a in (1..40000) %}\n- {{ a }} `b` **c**\n{% endfor %}",
    "lists in lists": "{% assign a = 'a b' | split: ' ' %}" + "{% assign a = a | push: a %}" * 80 + "{{ a }}",
    "highlights": "{% highlight a %}" * 4_000 + "{% endhighlight %}" * 4_000,
    "backticks": "`" * 160_000 + "{{ site.title }}",
    "backtick runs": "".join("`" * n + " " for n in range(1, 900)) + "{{ site.title }}",
    "brackets before a value": "[" * 40_000 + "{{ site.title }}" * 1_000,
    "shortcodes": "{{< note " * 8_000,
    "open shortcodes": "{{< note >}}" * 8_000,
    "nested shortcodes": "{{< note >}}" * 8_000 + "{{< /note >}}" * 8_000,
    "percent shortcodes": "{{% " * 16_000 + "%}}",
    "literal shortcodes": "{{</* " * 8_000,
    "calls": "{{ a(" * 8_000,
    "bodies": "{% a() %}" * 8_000 + "{% end %}" * 8_000,
    "codeblocks": "{% codeblock %}" * 8_000 + "{% endcodeblock %}" * 8_000,
    "equals": "{% include f " + "a=" * 9_000 + " %}",
    "escaped quotes": "{% include f a=" + '"\\' * 9_000 + " %}",
    "escaped quotes in many": ("{% x " + '"\\' * 900 + " %}") * 300,
    "blanks in quotes": "{% x '" + " " * 19_000 + " %}",
    "values in a tag": "{% include " + "{{" * 9_000 + " %}",
    "comments": "{{ '" + "<!--" * 4_000 + "' | strip_html }}",
    "open comments": "{# " * 30_000,
    "comments closed once": "{# " * 30_000 + "#}",
    "raws with comments": "{% raw %}{# " * 10_000,
    "raws without an end": "{% raw %}" * 60_000,
    "sums": "{{ 1" + " + 1" * 8_000 + " }}",
    "sums of sums": "{% set a = 'ab' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}" * 500,
    "nested lists": "{{ " + "[" * 300 + "]" * 300 + " }}",
    "nested brackets": "{{ " + "(" * 300 + ")" * 300 + " }}",
    "quotes": "{{< x " + '"' * 40_000 + " >}}",
}

HOSTILE_MDX = {
    "braces": "{" * 100_000,
    "open comments": "{/*" * 30_000,
    "open tags": "<a " * 50_000,
    "open tags with comments": "<a /*" * 20_000,
    "components": "<Foo>\n" * 10_000,
    "nested components": "<Foo>\n  " * 4_000 + "</Foo>\n" * 4_000,
    "templates in templates": "{`${" * 10_000,
    "comments of HTML": "<!--" * 30_000,
    "statements": "import a\n" * 20_000,
    "a statement of many lines": "import type of\n" + "some words of text\n" * 40_000,
    "escaped quotes": ("{'" + "\\'" * 9_900 + "\n\n") * 20,
    "open statements": "\n\nexport default (\n" * 8_000,
    "sums": "{'a' + " * 8_000,
    "lists": "{[" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE_MDX)
def test_hostile_mdx_takes_linear_time(name: str) -> None:
    body = HOSTILE_MDX[name]
    began = time.process_time()
    text = translate(said("a.mdx", body), context("mdx"))
    assert time.process_time() - began < 5.0
    assert text.count("\n") == body.count("\n")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(engine: str, name: str) -> None:
    body = HOSTILE[name]
    began = time.process_time()
    text = translate(body, context(engine))
    assert time.process_time() - began < 2.0
    assert text.count("\n") == body.count("\n")
    assert len(text) < len(body) + 3_000_000
