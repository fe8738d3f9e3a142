"""A site for Jekyll as scholars have it: collections with permalinks, defaults by scope, and posts that use all of it.

Its forms are those of academicpages and of Minimal Mistakes: partials with parameters, highlighted code, links by tag
and by `site.baseurl`, attributes, references of attributes, formulas, notes, definitions and abbreviations.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.oracles.random_text import RandomText

_CONFIG: Final = """\
title: Somebody
url: https://s.example
baseurl: /home
repository: somebody/somebody.example
author: {name: Ann Lee, bio: Words}
include: [_pages, .htaccess, files]
exclude: [vendor, Gemfile, "*.gem", README.md]
markdown: kramdown
highlighter: rouge
permalink: /:categories/:title/
excerpt_separator: "\\n\\n"
timezone: Etc/UTC
collections:
  teaching: {output: true, permalink: /:collection/:path/}
  publications: {output: true, permalink: /:collection/:path/}
  portfolio: {output: true, permalink: "/:collection/:name/"}
  talks: {output: true, permalink: "/talks/:year/:title/"}
defaults:
  - scope: {path: "", type: posts}
    values: {layout: single, author_profile: true, read_time: true, share: true}
  - scope: {path: _pages}
    values: {layout: single, author_profile: true}
  - scope: {path: "", type: publications}
    values: {layout: single, categories: [papers], tags: [paper]}
  - scope: {path: _teaching/old, type: teaching}
    values: {venue: "Old school", tags: [old, course]}
  - scope: {path: "_posts/notes", type: posts}
    values: {tags: [note], excerpt_separator: "<!--more-->"}
kramdown:
  input: GFM
  hard_wrap: false
  auto_ids: true
  footnote_nr: 1
  entity_output: as_char
  toc_levels: 1..6
  smart_quotes: lsquo,rsquo,ldquo,rdquo
  enable_coderay: false
"""
_PARTIALS: Final = {
    "_includes/base_path": (
        "{% if site.url %}{% assign base_path = site.url | append: site.baseurl %}{% else %}{% assign "
        'base_path = "" %}{% endif %}'
    ),
    "_includes/archive-single.html": (
        '{% include base_path %}\n{% if post.id %}{% assign title = post.title | markdownify | remove: "<p>" | '
        'remove: "</p>" %}{% else %}{% assign title = post.title %}{% endif %}\n<div class="list__item">\n  '
        '<article class="archive__item">\n    <h2 class="archive__item-title">'
        '<a href="{{ base_path }}{{ post.url }}" rel="permalink">{{ title }}</a></h2>\n    '
        "{% if post.collection == 'publications' %}<p>Published in <i>{{ post.venue }}</i>, "
        '{{ post.date | default: "1900-01-01" | date: "%Y" }} </p>{% endif %}\n    '
        "{% if post.excerpt %}<p>{{ post.excerpt | markdownify }}</p>{% endif %}\n"
        "    {% if post.citation %}<p>Recommended citation: {{ post.citation }} </p>{% endif %}\n  </article>\n</div>\n"
    ),
    "_includes/figure": (
        '<figure class="{{ include.class }}">\n  <img src="{{ include.image_path | relative_url }}" '
        'alt="{% if include.alt %}{{ include.alt }}{% endif %}">\n  {% if include.caption %}<figcaption>'
        '{{ include.caption | markdownify | remove: "<p>" | remove: "</p>" }}</figcaption>{% endif %}\n</figure>\n'
    ),
    "_includes/toc": (
        '<aside class="sidebar__right" markdown="1">\n<nav class="toc" markdown="1">\n<header><h4 class="nav__title">'
        '<i class="fa fa-{{ include.icon | default: "file-text" }}"></i> {{ include.title | default: '
        '"On This Page" }}</h4></header>\n\n*   Auto generated table of contents\n{:toc .toc__menu}\n</nav>\n</aside>\n'
    ),
    "_includes/video": (
        '{% capture video_id %}{{ include.id }}{% endcapture %}<div class="responsive-video-container">'
        '<iframe src="https://video.example/{{ video_id }}"></iframe></div>\n'
    ),
    "_includes/list.md": (
        "{% for one in include.of %}\n1. {{ one.name | default: one }}{% if one.year %} ({{ one.year }}){% endif %}"
        "\n{% endfor %}\n"
    ),
    "_data/papers.yml": "- {name: First paper, year: 2019}\n- {name: Second paper, year: 2021}\n",
    "_data/nav.yml": "main:\n  - {title: Papers, url: /publications/}\n  - {title: Talks, url: /talks/}\n",
}
_LISTED: Final = {
    "publications": (
        "{% if author.googlescholar %}\n  You can also find my articles on my profile.\n{% endif %}\n\n"
        "{% include base_path %}\n\n{% for post in site.publications reversed %}\n  "
        "{% include archive-single.html %}\n{% endfor %}\n"
    ),
    "talks": (
        "{% include base_path %}\n\n{% for post in site.talks %}\n* [{{ post.title }}]({{ base_path }}{{ post.url }}), "
        '{{ post.date | date: "%B %d, %Y" }}{% if post.location %}, {{ post.location }}{% endif %}\n{% endfor %}\n'
    ),
    "cv": (
        "{% include base_path %}\n\nEducation\n======\n* B.S. in GitHub, GitHub University, 2012\n* Ph.D in Version "
        "Control Theory, GitHub University, 2018 (expected)\n\nWork experience\n======\n* Summer 2015: Research "
        "Assistant\n  * GitHub University\n  * Duties included: Tagging issues\n  * Supervisor: Professor Git\n\n* "
        "Fall 2015: Research Assistant\n  * Duties included: Merging pull requests\n\nPublications\n======\n  <ul>"
        "{% for post in site.publications %}\n    {% include archive-single.html %}\n  {% endfor %}</ul>\n  \nService "
        "and leadership\n======\n* Currently signed in to 43 different slack teams\n"
    ),
    "nav": (
        "{% for link in site.data.nav.main %}[{{ link.title }}]({{ link.url | relative_url }}){% unless forloop.last %}"
        " | {% endunless %}{% endfor %}\n\n{% include list.md of=site.data.papers %}\n"
    ),
    "year": (
        "{% assign by = site.posts | group_by_exp: 'post', \"post.date | date: '%Y'\" %}{% for year in by %}\n## "
        "{{ year.name }}\n\n{% for post in year.items %}- {{ post.title }}\n{% endfor %}{% endfor %}\n"
    ),
    "tagged": (
        "{% assign tags = site.tags | sort %}{% for tag in tags %}\n### {{ tag[0] }}\n\n{% for post in tag[1] %}"
        "* {{ post.title | escape }}\n{% endfor %}{% endfor %}\n"
    ),
}


class _Writing:
    """The paragraphs of a post, in the forms that themes and their guides show."""

    def __init__(self, material: RandomText, names: list[str], papers: list[str]) -> None:
        self._chance = material.chance
        self._material = material
        self._names = names
        self._papers = papers
        self._notes = 0

    def _said(self) -> str:
        return self._material.ordinary()

    def _word(self) -> str:
        return self._chance.choice(
            ("alpha", "beta", "gamma", "delta", "Müller", "x_y", "HTML", "CSS", "API", "n")
        )

    def body(self) -> str:
        """Some of them."""
        self._notes = 0
        makers: tuple[Callable[[], str], ...] = (
            self._prose, self._prose, self._heading, self._heading, self._highlight, self._raw, self._figure,
            self._linked, self._attributed, self._reference, self._formula, self._note, self._terms, self._abbreviated,
            self._contents, self._table, self._details, self._div, self._listed, self._notice, self._code, self._html,
            self._logic, self._captured, self._quoted, self._gallery, self._tasks, self._tabs, self._span, self._set,
        )  # fmt: skip
        blocks = [self._prose()]
        blocks += (self._chance.choice(makers)() for _ in range(self._chance.randint(3, 9)))
        if self._chance.random() < 0.25:
            blocks.insert(self._chance.randint(1, len(blocks)), "<!--more-->\n\n")
        return self._chance.choice(("\n\n", "\n\n", "\n\n", "\n\n\n")).join(blocks) + "\n"

    def _prose(self) -> str:
        return self._chance.choice((
            self._material.paragraph(),
            f"{self._said()} **{self._word()}** and *{self._said()}* -- \"{self._said()}\" it's `{self._word()}`...",
            f"{self._said()}\n{self._said()}\n{self._said()}  \n{self._said()}",
            f"{self._said()} at 100% for $5 & <br/> {self._word()}/{self._word()}",
        ))  # fmt: skip

    def _heading(self) -> str:
        said = self._said()
        own = self._chance.choice(
            ("", "", "", " {#own-id}", "\n{: .no_toc }", "\n{: #by-list .text-delta}", " #")
        )
        return self._chance.choice((
            f"{'#' * self._chance.randint(1, 4)} {said}{own}", f"{said}\n======", f"{said}\n---",
            f"{said}\n------\n{self._said()}", f"## {self._word()} `{self._word()}` {{{{ page.title }}}}",
        ))  # fmt: skip

    def _highlight(self) -> str:
        own = self._chance.choice(
            ("python", "ruby linenos", "html", "yaml", "js linenos=table", "text", "c++")
        )
        code = self._chance.choice((
            "def a(x):\n    return x * 2\n\n# not a heading", "<p>*no* markup</p>\n\n    deep",
            "a: [1, 2]\nb: '{{ \"x\" | upcase }}'", "x = [1]\n\n\ny = 2",
        ))  # fmt: skip
        indent = self._chance.choice(("", "", "  "))
        return f"{{% highlight {own} %}}\n{code}\n{{% endhighlight %}}".replace("\n", f"\n{indent}").replace(
            f"{indent}{{% end", "{% end"
        )

    def _raw(self) -> str:
        return self._chance.choice((
            "{% raw %}\n```liquid\n{% for p in site.posts %}\n  {{ p.title }}\n{% endfor %}\n```\n{% endraw %}",
            '```html\n{% raw %}\n<a href="{{ site.baseurl }}/">x</a>\n{% endraw %}\n```',
            "Use {% raw %}`{{ page.title }}`{% endraw %} here.", "`{% raw %}{{ x }}{% endraw %}`",
            "{%- raw -%} {{ trimmed }} {%- endraw -%}", "{% comment %}\n# gone\n{% endcomment %}",
        ))  # fmt: skip

    def _figure(self) -> str:
        return self._chance.choice((
            '{% include figure image_path="/images/a.png" alt="an image" caption="A *b* [l](https://l.example)." %}',
            "{% include figure\nclass=\"wide\"\nimage_path=page.image\nalt='single'\ncaption=page.title\n%}",
            '{% include video id="XsxDH4HcOWA" provider="tube" %}',
            "{% include list.md of=site.data.papers %}", "{% include list.md of=page.tags %}",
            '![alt text]({{ site.baseurl }}/images/a.png){: .align-right width="50%"}',
            "![alt text]({{ '/images/a.png' | relative_url }} \"Title\")\n*A caption below*",
            '[![alt](a.png)](https://l.example){:target="_blank"}',
        ))  # fmt: skip

    def _linked(self) -> str:
        name, paper = self._chance.choice(self._names), self._chance.choice(self._papers)
        return self._chance.choice((
            f"See [{self._said()}]({{% post_url {name} %}}) and [paper]({{% link _publications/{paper}.md %}}).",
            f"[abs]({{{{ site.url }}}}{{% post_url {name} %}}#top) {self._said()}",
            f"[paper]({{{{ site.baseurl }}}}/publications/{paper}/) {self._said()}",
            "[page]({{ site.baseurl }}/cv/) or [rel]({{ '/cv/' | relative_url }}){: .btn .btn--info}",
            '[ref][one] and [one] and [One][]\n\n[one]: {% link _pages/cv.md %} "Title"',
            f'<a href="{{% link _publications/{paper}.md %}}">HTML {self._word()}</a> {self._said()}',
            "<https://a.example/x> and https://b.example/y_z_ and me@c.example",
        ))  # fmt: skip

    def _attributed(self) -> str:
        return self._chance.choice((
            f"{self._said()}\n{{: .notice--info}}", f"{{: .first}}\n{self._said()}",
            f"{self._said()}\n{{:.a #b c='d e'}}",
            f"- {self._said()}\n- {{:.x}} {self._said()}\n{{: .list}}", f"> {self._said()}\n{{: .quote}}",
            f"*{self._word()}*{{: .small}} and `{self._word()}`{{:.language-js}} {self._said()}",
            f"1. {self._said()}\n   {{: .inner}}\n2. {self._said()}", "    indented\n{: .code}",
            f"{self._said()}{{: .no-block}} {self._said()}",
            f'{self._said()}\n{{: style="color: red;"}}\n{self._said()}',
        ))  # fmt: skip

    def _reference(self) -> str:
        return self._chance.choice((
            '{:refdef: style="text-align: center;"}\n{: refdef}\n![centred](b.png)\n{: refdef}',
            f'{self._said()}\n{{: note}}\n\n{{:note: .warning title="x"}}', f"{{:toc: .x}}\n{self._said()}",
            f'{{::options parse_block_html="true" /}}\n\n<div>\n*{self._word()}*\n</div>',
            f"{{::comment}}\n{self._said()}\n{{:/comment}}", f"a {{::nomarkdown}}<b>*{self._word()}*</b>{{:/}} b",
            "{% capture x %}{: .y}{% endcapture %}said\n{{ x }}",
        ))  # fmt: skip

    def _formula(self) -> str:
        return self._chance.choice((
            "$$\n\\begin{align}\n  E &= mc^2 \\\\\n  a_1 &= b_2\n\\end{align}\n$$", "$$ x_1 + *y* + z_2 $$",
            f"{self._said()} $$a_1 * b_2$$ and $$\\alpha$$ {self._said()}", "\\$$x$$",
            f"{self._said()} $x_1$ and \\\\(y_2\\\\) {self._said()}", "\\\\[ z = 1 \\\\]",
            f"{self._said()}\n$$x = 1$$\n{self._said()}", "1. item\n\n   $$\n   y = 2\n   $$\n",
            "$$\n|x| < 1\n$$", f"$$\\lvert a \\rvert$$ {self._said()}",
        ))  # fmt: skip

    def _note(self) -> str:
        self._notes += 1
        mark = self._chance.choice(
            (f"n{self._notes}", str(self._notes), f"fn:{self._notes}", f"a-b_{self._notes}")
        )
        note = self._chance.choice((
            self._said(), f"{self._said()} *em* `code`", f"{self._said()}\n    {self._said()}",
            f"\n    {self._said()}\n\n    > quoted\n\n    - {self._said()}",
            f"{self._said()}\n\n    second {self._word()}",
            f"<https://n.example> {self._said()}", f"$$x$$ {self._word()}", f"{self._said()}\n{self._said()}",
        ))  # fmt: skip
        return f"{self._said()}[^{mark}] {self._said()}[^{mark}]\n\n[^{mark}]: {note}"

    def _terms(self) -> str:
        return self._chance.choice((
            f"{self._word()}\n: {self._said()}\n: {self._said()}", f"{self._word()}\n\n: {self._said()}",
            f"{self._word()}\n{self._word()}\n:   {self._said()}\n\n    {self._said()}\n\n    - {self._word()}",
            f"**{self._word()}**\n: {self._said()}\n{self._said()}\n\n*{self._word()}*\n: `{self._word()}`",
            f"{self._word()}\n: > quoted\n: ```\n  code\n  ```", f"{self._word()}\n:\t{self._said()}",
        ))  # fmt: skip

    def _abbreviated(self) -> str:
        return self._chance.choice((
            "The HTML and CSS of API.\n\n*[HTML]: Hyper Text Markup Language\n*[CSS]: Cascading",
            "*[API]: {: .abbr} Interface\n\nAn API (API), APIs.", "HTML\n*[HTML]: glued below",
        ))  # fmt: skip

    def _contents(self) -> str:
        return self._chance.choice((
            "* TOC\n{:toc}", "1. TOC\n{:toc}", "- Table of contents\n{:toc .large-only}", "{% include toc %}",
            "## Contents\n{:.no_toc}\n\n* will be replaced\n{:toc}",
        ))  # fmt: skip

    def _table(self) -> str:
        rows = [f"| {self._said()} | `{self._word()}` | {self._chance.randint(0, 99)} |" for _ in range(3)]
        rule = self._chance.choice(("|---|:---:|---:|", "| --- | --- | --- |", "|:--|--|", "|-----"))
        return self._chance.choice((
            "\n".join((rows[0], rule, *rows[1:])), "\n".join(rows), "\n".join((rows[0], rule, *rows[1:], "{: .table}")),
            "\n".join((rows[0], rule, rows[1], "|---", rows[2], "|===", "| foot | b | c")),
            f"{self._word()} | {self._word()}\n--- | ---\n{self._said()} | a \\| b\n{self._word()} |",
            "|{% for r in site.data.papers %} {{ r.name }} |{% endfor %}\n|---|---|\n| [a](b) | $$x$$ |",
        ))  # fmt: skip

    def _details(self) -> str:
        own = self._chance.choice(("", ' markdown="1"', ' markdown="block"', " open"))
        gap = self._chance.choice(("\n", "\n\n"))
        inner = f"{self._said()} **b**\n\n- {self._word()}"
        return f"<details{own}>\n<summary>{self._said()}</summary>{gap}{inner}\n{gap}</details>"

    def _div(self) -> str:
        own = self._chance.choice(
            ('class="notice"', 'markdown="1" class="x"', 'markdown="span"', 'markdown="0"', "id='i'")
        )
        name = self._chance.choice(("div", "section", "aside", "center", "p", "figure", "blockquote"))
        return self._chance.choice((
            f"<{name} {own}>\n{self._said()} *{self._word()}*\n</{name}>",
            f"<{name} {own}>\n\n### {self._said()}\n\n{self._said()} *{self._word()}*\n\n</{name}>",
            f"<{name} {own}>{self._said()} _{self._word()}_</{name}>\n{self._said()}",
        ))  # fmt: skip

    def _listed(self) -> str:
        return self._chance.choice((
            f"* {self._said()}\n  * {self._said()}\n    * {self._said()}\n* {self._said()}",
            f"1. {self._said()}\n\n   ```python\n   x = 1\n   ```\n\n2. {self._said()}\n   - {self._said()}",
            f"- {self._said()}\n\n- {self._said()}\n\n  {self._said()}\n- {self._said()}",
            f"{self._said()}:\n- {self._said()}\n- {self._said()}", f"+ {self._said()}\n    + {self._said()}\n",
            f"1. {self._said()}\n\n    {self._said()}\n\n        code\n\n1. {self._said()}",
            f"* {self._said()}\n\n{self._said()}\n\n* {self._said()}",
            f"- **{self._word()}**: {self._said()}\n- `{self._word()}` -- x",
            f"10. {self._said()}\n11. {self._said()}\n    lazy\n",
            f"* {self._said()}\n\n\n* {self._said()}\n^\n* {self._said()}",
        ))  # fmt: skip

    def _notice(self) -> str:
        return (
            "{% capture notice-text %}\n"
            f"{self._said()}\n\n* {self._said()}\n* {self._word()}\n"
            '{% endcapture %}\n\n<div class="notice--info">\n  <h4>Notice Headline:</h4>\n'
            "  {{ notice-text | markdownify }}\n</div>"
        )

    def _code(self) -> str:
        return self._chance.choice((
            "```python\ndef f():\n    return {}\n```", "~~~ ruby\nputs 1\n~~~\n{: .numberLines}",
            "```\nplain\n\n\nmore\n```",
            "``` js\nlet x = `a`;\n```", "    four = spaces\n\n    more",
            f"{self._said()}\n```\nright below\n```\n{self._said()}",
            "``a ` b`` and `` `c` ``", "```liquid\n{{ page.title }}\n```", "~~~\n```\nnested\n```\n~~~",
            "- item\n\n  ```sh\n  $ ls\n  ```", "```bash?line=1\nx\n```", "````\n```\nx\n```\n````",
        ))  # fmt: skip

    def _html(self) -> str:
        return self._chance.choice((
            f'<p align="center"><img src="a.png" width="300"/></p>\n{self._said()}', "<hr>", "<br />",
            f"<kbd>Ctrl</kbd>+<kbd>C</kbd> {self._said()} <sub>2</sub> <u>*{self._word()}*</u>",
            f"<!-- {self._said()} -->\n{self._said()}",
            f"<table>\n<tr><td>{self._word()}</td><td>*b*</td></tr>\n</table>",
            f"<ul>\n  <li>{self._said()}</li>\n  <li>*x*</li>\n</ul>",
            f"<script>\nvar x = '<p>';\n</script>\n\n{self._said()}",
            f'<iframe src="https://v.example"></iframe>\n\n{self._said()}', "<style>\n.a { b: c }\n</style>",
            f'<a name="x"></a>\n## {self._said()}', f'<span style="color:red">{self._said()} **b**</span>',
            f"<pre>\n*{self._word()}*\n\n  x\n</pre>",
            f"<figure>\n  <img src='/a.png'>\n  <figcaption>{self._said()}</figcaption>\n</figure>",
        ))  # fmt: skip

    def _logic(self) -> str:
        return self._chance.choice((
            "{% if page.tags contains 'Go' %}has it{% elsif page.title %}has a title{% else %}none{% endif %}",
            "{% for i in (1..3) %}{{ i }}{% unless forloop.last %}, {% endunless %}{% endfor %}",
            "{% assign n = site.publications | size %}There are {{ n }} papers and {{ site.talks.size }} talks.",
            # Where there is no date, it is the moment of the build.
            ("{% if page.collection == 'posts' %}{{ page.date | date: '%B %-d, %Y' }}{% endif %} "
            "{{ page.title | upcase }} {{ page.tags | join: ', ' }}"),
            "{% assign s = site.talks | sort: 'date' %}{% for p in s limit: 2 %}\n- {{ p.location }}\n{% endfor %}",
            "{{ site.author.name }} {{ site.github.owner }} {{ page.nothing | default: 'fallback' }}",
            "{% assign words = content | number_of_words %}{{ page.excerpt | strip_html | truncatewords: 3 }}",
            "{%- assign x = 'a-b' | split: '-' -%}\n{{ x[0] }} {{ x.last }}",
            "{% for post in site.posts limit: 2 %}\n[{{ post.title }}]({{ post.url | relative_url }})\n{% endfor %}",
            "{% assign venue = page.venue | default: 'Nowhere' %}{{ venue | prepend: 'In ' }}",
        ))  # fmt: skip

    def _captured(self) -> str:
        return self._chance.choice((
            "{% capture a %}*x*{% endcapture %}{{ a | markdownify | strip_html }}", "{% assign a = 'b' %}",
            "{% capture list %}\n- one\n- two\n{% endcapture %}\n{{ list }}", "{{ '# H' | markdownify }}",
        ))  # fmt: skip

    def _quoted(self) -> str:
        return self._chance.choice((
            f"> {self._said()}\n> {self._said()}\n>\n> -- {self._word()}", f"> {self._said()}\n{self._said()}",
            f"> ## {self._said()}\n> - {self._said()}\n>   > {self._said()}", f"> {self._said()}\n\n> {self._said()}",
            "> ```\n> code\n> ```", f"> [!NOTE]\n> {self._said()}",
            f"> {self._said()}\n> <cite>{self._word()}</cite>\n{{: .small}}",
        ))  # fmt: skip

    def _gallery(self) -> str:
        return (
            f'{self._said()}\n\n<div class="row">\n{{% for i in (1..2) %}}\n  <div class="col">'
            '<img src="/a{{ i }}.png">'
            "<p>Nr {{ i }}</p></div>\n{% endfor %}\n</div>"
        )

    def _tasks(self) -> str:
        return f"- [ ] {self._said()}\n- [x] {self._said()}"

    def _tabs(self) -> str:
        return self._chance.choice(
            (
                f"-\t{self._said()}\n\t- {self._said()}",
                f"1.\t{self._said()}\n\n\t{self._said()}",
                "\ttabbed code",
            )
        )

    def _span(self) -> str:
        return self._chance.choice((
            f"~~{self._said()}~~ **{self._said()}**{{: .x}} __{self._word()}__ snake_case_word 2*3*4 \\*no\\*",
            f"&copy; 2020 &mdash; {self._word()} &amp; &lt;tag&gt; &nbsp; << {self._word()} >> AT&T",
            f"'{self._said()}' \"{self._word()}'s\" --- 1990s '90s (\"x\") **\"y\"**",
            f"H~2~O ==m== :smile: [x] [ ] \\# {self._word()}",
            f"line\\\\\nbroken {self._said()}\\\n{self._said()}", f"**{self._said()}\n{self._said()}** *a **b** c*",
        ))  # fmt: skip

    def _set(self) -> str:
        return self._chance.choice(
            ("---", "***", "* * *", "^", "&nbsp;", "{% assign z = 1 %}", "___\n{: .rule}")
        )


def _text(fields: Mapping[str, object], body: str) -> str:
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}---\n\n{body}"


def scholar(material: RandomText, posts: int) -> dict[str, str]:
    """A site of that many posts, and a fifth as many papers, talks, courses and pieces of a portfolio each."""
    papers = [f"{material.day()}-paper-{number}" for number in range(max(3, posts // 5))]
    names = [f"{material.day()}-{material.hyphened(material.ordinary())}-{number}" for number in range(posts)]
    writing = _Writing(material, names, papers)
    pages = {f"_pages/{name}.md": (_page(name), body) for name, body in _LISTED.items()}
    documents = {path: (fields, writing.body()) for path, fields in _documents(material, papers)}
    dated = {path: (fields, writing.body()) for path, fields in _posts(material, names)}
    texts = {path: _text(fields, body) for path, (fields, body) in (pages | documents | dated).items()}
    return {"_config.yml": _CONFIG, **_PARTIALS, **texts}


_Fields = dict[str, object]


def _page(name: str) -> _Fields:
    return {"title": name.upper(), "permalink": f"/{name}/"}


def _documents(material: RandomText, papers: list[str]) -> Iterator[tuple[str, _Fields]]:
    chance = material.chance
    for number, name in enumerate(papers):
        fields: _Fields = {"title": material.ordinary(), "collection": "publications", "date": name[:10]}
        fields |= {
            "venue": f"Journal {number}",
            "citation": f"Lee, A. ({name[:4]}). &quot;{material.ordinary()}&quot; <i>Journal</i>. 1(1).",
        }
        if chance.random() < 0.7:
            fields["permalink"] = f"/publication/{name}"
        if chance.random() < 0.6:
            fields["excerpt"] = f"This paper is about *{material.ordinary()}*."
        if chance.random() < 0.3:
            fields |= {"tags": ["own"], "categories": "one two"}
        yield f"_publications/{name}.md", fields
        talk = {
            "title": material.ordinary(),
            "type": "Talk",
            "location": "Zürich, Switzerland",
            "date": name[:10],
        }
        yield f"_talks/{name[:10]}-talk-{number}.md", {**talk}
        place, named = chance.choice(("", "old/", "new/")), chance.choice(("", "2014-spring-"))
        yield (
            f"_teaching/{place}{named}course-{number}.md",
            {"title": material.ordinary(), "venue": "University 1"},
        )
        piece = {
            "title": material.ordinary(),
            "excerpt": "Short description<br/><img src='/images/500x300.png'>",
        }
        yield f"_portfolio/portfolio-{number}.{chance.choice(('md', 'markdown'))}", {**piece}


def _posts(material: RandomText, names: list[str]) -> Iterator[tuple[str, _Fields]]:
    chance = material.chance
    for name in names:
        links = (f"/posts/2012/08/{name[11:]}/", "/p/:title/", "/:year/:title.html")
        rare: dict[str, tuple[float, object]] = {
            "tags": (0.5, chance.choice((["Go", "a tag"], "one two", [], ["C++"]))),
            "categories": (0.4, chance.choice((["Notes"], "blog life", ["Web Dev"], []))),
            "excerpt": (0.2, material.ordinary()),
            "excerpt_separator": (0.1, "<!--more-->"),
            "permalink": (0.3, chance.choice(links)),
            "last_modified_at": (0.1, "2022-03-04T05:06:07-05:00"),
        }
        fields: _Fields = {"title": material.ordinary(), "image": "/images/x.png"}
        fields |= {key: value for key, (share, value) in rare.items() if chance.random() < share}
        yield f"_posts/{chance.choice(('', '', 'notes/'))}{name}.md", fields
