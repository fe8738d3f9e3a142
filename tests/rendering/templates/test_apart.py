"""What stands apart on the site stands apart here: cards, tabs, titles, code that has its line."""

from __future__ import annotations

import pytest

from tests.rendering.drawings import texts
from tests.rendering.templates.translating import context, translated
from tuireader.rendering.templates import translate


def drawn(body: str, engine: str) -> list[str]:
    """The lines that are drawn of a body, without those that are empty."""
    text = translate(body, context(engine))
    assert text.count("\n") == body.count("\n")
    return [line.rstrip() for line in texts(text) if line.strip()]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ('{{< alert title="T" >}}text{{< /alert >}}', ["▎ T", "▎ text"]),
        ('{{% alert title="T" %}}text{{% /alert %}}', ["▎ T", "▎ text"]),
        ('{{< notice note "My T" >}}abc{{< /notice >}}', ["▎ My T", "▎ abc"]),
        ('{{< tip "T" >}}one{{< /tip >}}', ["▎ T", "▎ one"]),
        ('{{< alert "fire" >}}one{{< /alert >}}', ["▎ Note", "▎ one"]),
        ("{{< warning note >}}one{{< /warning >}}", ["▎ Note", "▎ one"]),
        ('{{< details "S" true >}}abc{{< /details >}} tail', ["▾ S", "  abc", "tail"]),
    ],
)
def test_a_notice_on_one_line(body: str, lines: list[str]) -> None:
    assert drawn(body, "hugo") == lines


CARDS = "▶ Vimeo · 123456", "≡ Gist · octocat/1234"


@pytest.mark.parametrize(
    ("engine", "body"),
    [
        ("hugo", "{{< vimeo 123456 >}}\n{{< gist octocat 1234 >}}"),
        ("zola", "{{ vimeo(id=123456) }}\n{{ gist(url='octocat/1234') }}"),
        ("hexo", "{% vimeo 123456 %}\n{% gist octocat/1234 %}"),
        ("jekyll", "{% vimeo 123456 %}\n{% gist octocat/1234 %}"),
        ("jekyll", "{% include vimeo.html id=123456 %}\n{% include gist.html user='octocat' id='1234' %}"),
    ],
)
def test_cards_on_lines_that_follow_each_other(engine: str, body: str) -> None:
    assert drawn(f"{body}\nText.", engine) == [*CARDS, "Text."]
    assert drawn(f"Text.\n{body}", engine) == ["Text.", *CARDS]
    assert drawn(f"# Title\n{body}", engine)[-2:] == [*CARDS]
    assert drawn(body.replace("\n", " and "), engine) == [" and ".join(CARDS)]


def test_cards_in_html() -> None:
    body = "<div>\n{% vimeo 123456 %}\n{% gist octocat/1234 %}\n</div>"
    assert drawn(body, "jekyll") == [*CARDS]


def test_a_line_without_a_card_beside_it_ends_as_it_did() -> None:
    assert translated("Text.\n\n{{< vimeo 123456 >}}\n\nText.", "hugo").split("\n")[2] == (
        "[▶ Vimeo · 123456](https://vimeo.com/123456)"
    )


def test_a_figures_title_caption_and_credit() -> None:
    figure = '{{< figure src="a.png" title="Title" caption="Caption" attr="Someone" >}}'
    assert drawn(figure, "hugo")[-1] == "▏ Title — Caption · Someone"
    assert drawn(figure.replace(' caption="Caption"', ""), "hugo")[-1] == "▏ Title · Someone"
    include = "{% include figure.html src='a.png' caption='Caption' credit='Someone' %}"
    assert drawn(include, "jekyll")[-1] == "▏ Caption · Someone"


def test_tabs_on_one_line() -> None:
    tabs = '{{< tab "One" >}}first{{< /tab >}}{{< tab "Two" >}}second{{< /tab >}}'
    assert drawn("{{< tabs >}}" + tabs + "{{< /tabs >}}", "hugo") == ["One first", "Two second"]


@pytest.mark.parametrize(
    ("engine", "body"),
    [
        ("jekyll", "{% highlight js %}a < b{% endhighlight %}"),
        ("hugo", "{{< highlight js >}} a < b {{< /highlight >}}"),
        ("hexo", "{% codeblock lang:js %}a < b{% endcodeblock %}"),
    ],
)
def test_code_on_the_line_of_its_tags(engine: str, body: str) -> None:
    fence = [line.rstrip() for line in texts("```js\na < b\n```") if line.strip()]
    assert drawn(body, engine) == fence
    assert drawn(f"Text\n{body}\nafter", engine) == ["Text", *fence, "after"]
    assert drawn(f"So {body} it is", engine) == ["So a < b it is"]
    assert drawn(f"<p>\nSo {body} it is</p>", engine) == ["So a < b it is"]
