"""Templates all the way: a file on disk, drawn as `show` draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.commands.show import DrawnPost, draw_post
from tuireader.rendering.theme import night
from tuireader.session.open_post import View

if TYPE_CHECKING:
    from pathlib import Path

JEKYLL = """\
---
title: A post
---
# {{ page.title }} of {{ site.title }}

1. First:
   {% highlight ruby %}
puts 1
   {% endhighlight %}
2. Then {% include toc.html %}.

{% for x in (1..2) %}
- round {{ x }}
{% endfor %}

{% if site.time > 5 %}
Perhaps *this*.
{% endif %}

## Last
"""

HUGO = """\
---
title: A post
---
{{< figure src="/a.png" alt="A pier" caption="At *dawn*" >}}

{{% notice warning %}}
Mind the **gap**.
{{% /notice %}}

{{< youtube w7Ft2ymGmfc >}} and {{< badge "New things" >}}.
"""


def lines(path: Path, text: str) -> tuple[list[str], DrawnPost]:
    """The lines that are drawn, without blanks and empty ones, and all of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    drawn = draw_post(path, View(night()), 60)
    assert isinstance(drawn, DrawnPost)
    return [line.strip() for line in drawn.text.split("\n") if line.strip()], drawn


def test_jekyll(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: A site\n", encoding="utf-8")
    found, drawn = lines(tmp_path / "_posts" / "2020-01-01-a.md", JEKYLL)
    text = "\n".join(found)
    assert "A post of A site" in text
    assert "puts 1" in text
    assert "include toc.html" in text
    assert found.index("• round 1") + 1 == found.index("• round 2")
    assert "if site.time > 5" in text
    assert "Perhaps this." in text
    assert "{" not in text
    assert "\ufdd0" not in drawn.text
    assert [(entry.title, entry.line) for entry in drawn.outline][-1] == (
        "Last",
        JEKYLL.split("\n").index("## Last") - 3,
    )


def test_hugo(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('title = "A site"\n', encoding="utf-8")
    found, drawn = lines(tmp_path / "content" / "a.md", HUGO)
    text = "\n".join(found)
    assert "A pier" in text
    assert "At dawn" in text
    assert "Mind the gap." in text
    assert "YouTube · w7Ft2ymGmfc" in text
    assert "New things" in text
    assert "{" not in text
    assert "\ufdd0" not in drawn.text


PLACES = """\
## Heading {{ site.time }}

<h3>HTML {{ site.time }}</h3>

![alt {{ site.time }}](a.png "title {{ site.time }}")

<img src="a.png" alt="alt {{ site.time }}" title="{{ site.time }}">

{% capture code %}{{ site.time }}{% endcapture %}`{{ code }}`

```
{{ code }}
```
"""


def test_placeholders_can_be_read_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: A site\n", encoding="utf-8")
    found, drawn = lines(tmp_path / "_posts" / "2020-01-01-a.md", PLACES)
    assert drawn.text.count("⟨site.time⟩") == 8
    assert [entry.title for entry in drawn.outline] == ["Heading ⟨site.time⟩", "HTML ⟨site.time⟩"]
    assert not {"\ufdd0", "\ufdd1", "\ufffd"} & set("".join(found))
