"""What holds for every text: lines stay in step, nothing raises, what has no templates is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile_texts import MDX, TEMPLATE_ENGINES, TEMPLATES
from tests.rendering.templates.translating import context
from tuireader.archive.mdx import said
from tuireader.rendering.templates import translate

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


@pytest.mark.parametrize("engine", TEMPLATE_ENGINES)
@given(body=TEXTS)
@settings(max_examples=120)
def test_lines_stay_in_step(engine: str, body: str) -> None:
    text = translate(body, context(engine))
    assert text.count("\n") == body.count("\n")
    unconfigured = translate(body, context(engine, configured=False))
    assert unconfigured.count("\n") == body.count("\n")


@pytest.mark.parametrize("engine", TEMPLATE_ENGINES)
@given(body=st.text())
@settings(max_examples=30)
def test_a_text_without_templates_is_left_alone(engine: str, body: str) -> None:
    body = body.replace("{{", "").replace("{%", "").replace("{#", "")
    assert translate(body, context(engine)) is body


@pytest.mark.parametrize("name", MDX)
def test_hostile_mdx_has_as_many_lines_as_before(name: str) -> None:
    written, count = MDX[name]
    body = written(count)
    assert translate(said(body, mdx=True), context("mdx")).count("\n") == body.count("\n")


GROWING = (
    "doubling",
    "doubling by capture",
    "loops in loops",
    "a list of many items",
    "lists in lists",
    "sums of sums",
)
"""Texts that make more text than they have themselves; of the others a quarter shows as much."""


@pytest.mark.parametrize("engine", TEMPLATE_ENGINES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_hostile_texts_have_as_many_lines_as_before_and_hardly_grow(engine: str, name: str) -> None:
    written, count = TEMPLATES[name]
    body = written(count if name in GROWING else count // 4)
    text = translate(body, context(engine))
    assert text.count("\n") == body.count("\n")
    assert len(text) < len(body) + 3_000_000
