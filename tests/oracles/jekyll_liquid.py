"""A site for Jekyll whose posts ask for its files: partials, data, documents, and links in all of Liquid's forms."""

from __future__ import annotations

from typing import Final

CONFIG: Final = """\
title: My site
description: Words
collections:
  recipes: {output: true}
baseurl: /base
url: https://e.example
own: {list: [a, b]}
"""

FILES: Final = {
    "_includes/p/zh.md": "## Inside\n\ntext *em*\n\n- a\n- b\n",
    "_includes/fig.html": (
        '<figure><img src="{{ include.src | relative_url }}" alt="{{ include.alt }}"><figcaption>{{ '
        "include.caption | markdownify }}</figcaption></figure>\n"
    ),
    "_includes/note.html": (
        '<div class="note">\n  <strong>{{ include.title | default: "Note" }}</strong>\n  {% if '
        "include.text %}<p>{{ include.text }}</p>{% endif %}\n</div>\n"
    ),
    "_includes/deep.html": "deep {% include one.txt %} end",
    "_includes/one.txt": "one",
    "_includes/self.txt": "x {% include self.txt %}",
    "_includes/empty.html": "{% comment %}nothing{% endcomment %}\n",
    "_posts/part.md": "relative **part**\n",
    "_data/people.yml": "- name: Ann Lee\n  age: 30\n- name: Bob\n  age: 25\n",
    "_data/site/nav.yml": "links:\n  - {title: Home, url: /}\n  - {title: Blog, url: /blog/}\n",
    "_data/rows.csv": 'name,price\ntea,3\n"cof, fee",4\n',
    "_data/tab.tsv": "k\tv\na\t1\n",
    "_data/obj.json": '{"a": {"b": [1, 2.5, "x", true, null]}}',
    "_recipes/soup.md": "---\ntitle: Soup\nserves: 4\n---\nhot\n",
    "_recipes/cake.md": "---\ntitle: Cake\nserves: 8\n---\nsweet\n",
    "_posts/2019-05-05-older.md": "---\ntitle: Older\ntags: [x, y]\ncategories: [c]\nimage: a.png\n---\nold text\n",
    "_posts/2019-06-05-newer.md": "---\ntitle: Newer\ntags: [x]\ncategories: [d]\n---\nnew text\n\nmore\n",
    "_includes/sets.html": '{% assign a = "set" %}',
    "about.html": "---\npermalink: /about/us/\n---\n<p>about</p>\n",
    "world/index.html": "---\n---\nx\n",
    "plain.html": "<p>no front matter</p>\n",
    "feed.xml": "---\n---\n<feed/>\n",
    "page.md": "---\ntitle: Page\n---\nx\n",
    "_posts/2018-01-02-html-post.html": "---\ntitle: H\n---\n<p>x</p>\n",
    "assets/a.txt": "x\n",
}

BODIES: Final = (
    "{% include p/zh.md %}\n",
    "before\n\n{% include p/zh.md %}\n\nafter\n",
    "{% capture z %}{% include p/zh.md %}{% endcapture %}{{ z | markdownify }}\n",
    '{% include fig.html src="/a.png" alt="An alt" caption="a *cap* [l](/x)" %}\n',
    '{% include note.html title="T1" text="some words" %}\n\nnext\n',
    "{% include note.html %}\nnext *x*\n",
    "a {% include deep.html %} b\n",
    "a {% include one.txt %}, {% include empty.html %} b\n",
    "{% include_relative part.md %}\n",
    '{% assign f = "one.txt" %}{% include {{ f }} %}\n',
    "{% for p in site.data.people %}\n- {{ p.name }} ({{ p.age }})\n{% endfor %}\n",
    ("{{ site.data.people[0].name }} {{ site.data.people.size }} {{ site.data.site.nav.links[1].title }}\n"),
    "{% for r in site.data.rows %}{{ r.name }}={{ r.price }} {% endfor %}{{ site.data.tab[0].v }}\n",
    '{{ site.data.obj.a.b | join: "," }} {{ site.data.obj.a.b[1] }} {{ site.data.nothing }}.\n',
    (
        "{% for post in site.posts limit:3 %}\n* [{{ post.title }}]({{ post.url }}) {{ post.date | date: "
        '"%Y-%m-%d" }} {{ post.tags | join: "+" }}\n{% endfor %}\n'
    ),
    "{% for t in site.tags %}{{ t[0] }}:{{ t[1].size }} {% endfor %}\n",
    ("{% for c in site.categories %}{{ c[0] }}:{% for p in c[1] %}{{ p.title }} {% endfor %}{% endfor %}\n"),
    ("{% for r in site.recipes %}{{ r.title }} {{ r.serves }} {{ r.url }} {{ r.collection }};{% endfor %}\n"),
    "{{ page.id }} {{ page.collection }} {{ page.relative_path }} {{ page.ext }} {{ page.url }}\n",
    "{{ page.previous.title }}|{{ page.next.title }}\n",
    (
        '{% cycle "a", "b" %}{% cycle "a", "b" %}{% cycle "a", "b" %} {% cycle "g": 1, 2 %}{% cycle "g": '
        "1, 2 %}\n"
    ),
    "{% increment n %}{% increment n %}{% decrement m %}{% decrement m %}{{ n }}\n",
    "{% tablerow i in (1..4) cols:2 %}{{ i }}{% endtablerow %}\n",
    '{{ page.title | nofilter }} {{ "x" | unknown: 1 | upcase }}\n',
    '{{ site.title }} {{ site.description }} {{ site.own.list | join: "-" }} {{ site.nothing }}.\n',
    '{{ "/x" | relative_url }} {{ "/y" | absolute_url }}\n',
    (
        "{% assign g = site.data.people | where: 'name', 'Bob' | first %}{{ g.age }} {% assign s = "
        "site.data.people | sort: 'age' | map: 'name' | join: ', ' %}{{ s }}\n"
    ),
    (
        "{% assign gs = site.recipes | group_by: 'serves' %}{% for g in gs %}{{ g.name }}:{{ "
        "g.items.size }} {% endfor %}\n"
    ),
    "{% assign w = site.data.people | where_exp: 'p', 'p.age > 26' %}{{ w.size }} {{ w[0].name }}\n",
    (
        "{% assign f = site.data.people | find: 'name', 'Bob' %}{{ f.age }} {% assign f = "
        "site.data.people | find_exp: 'p', 'p.age < 26' %}{{ f.name }}\n"
    ),
    (
        "{% for p in site.posts %}{% if p.title == 'Older' %}{{ p.image }} {{ p.excerpt | strip_html | "
        "strip_newlines }}{% endif %}{% endfor %}\n"
    ),
    "{% for i in (1..3) %}{% ifchanged %}{{ i | at_most: 2 }}{% endifchanged %}{% endfor %}\n",
    (
        "{{ 'a,b' | split: ',' | push: 'c' | array_to_sentence_string }} {{ 'some words here' | "
        "number_of_words }} {{ 'x' | slugify }}\n"
    ),
    (
        "{% assign x = 5 | times: 2 | minus: 1 %}{{ x | modulo: 4 }} {{ 7 | divided_by: 2 }} {{ 7.0 | "
        "divided_by: 2 }} {{ 1.5 | ceil }} {{ 3 | plus: 0.5 }}\n"
    ),
    (
        "{{ '<b>x</b> & y' | strip_html }} {{ 'A&B' | xml_escape }} {{ 'a b' | cgi_escape }} {{ 'a b?' | "
        "uri_escape }} {{ 'it' | smartify }}\n"
    ),
    (
        "{% unless page.nothing %}yes{% else %}no{% endunless %} {% case page.title %}{% when 'T' %}t{% "
        "else %}e{% endcase %}\n"
    ),
    ("| a | b |\n|---|---|\n{% for r in site.data.rows %}| {{ r.name }} | {{ r.price }} |\n{% endfor %}\n"),
    "<ul>\n{% for r in site.data.rows %}<li>{{ r.name }}</li>\n{% endfor %}</ul>\n",
    (
        "{{ site.posts.size }} {{ site.posts[0].title }} {{ site.posts.first.url }} {{ site.posts | map: "
        "'title' | join: ', ' }}\n"
    ),
    (
        "[x]({{ site.posts.last.url }}) [y]({% post_url 2019-05-05-older %}) [z]({% link "
        "_recipes/soup.md %})\n"
    ),
    (
        "{% assign ps = site.posts | where: 'categories', 'c' %}{{ ps[0].title }} {% for p in ps "
        "reversed %}{{ forloop.index }}{% endfor %}\n"
    ),
    "> {% include one.txt %}\n> more\n",
    "{% assign a = 'x' %}{% include sets.html %}{{ a }}\n",
    (
        "[a](/base/about/us/) [b](/base/about/us) [c](/base/world/) [d](/base/world) "
        "[e](/base/plain.html) [f](/base/feed.xml)\n"
    ),
    (
        "[g](/base/page.html) [h](/base/page) [i](/base/2018/01/02/html-post.html) "
        "[j](/base/assets/a.txt) [k](/base/)\n"
    ),
    (
        '[l]({{ "/about/us/" | relative_url }}) [m]({{ site.baseurl }}/page.html) [n]({{ site.url }}{{ '
        "site.baseurl }}/page)\n"
    ),
    (
        "[o]({% link page.md %}) [p]({% link about.html %}) [q]({% link assets/a.txt %}) [r]({% link "
        "feed.xml %})\n"
    ),
    (
        "[s]({{ site.baseurl }}{% post_url 2019-05-05-older %}#x) [t](../../../about/us/) "
        "[u](/base/recipes/soup.html)\n"
    ),
    "[v](/base/nowhere/) [w](/base/about/) [x](/base/2018/01/02/none.html)\n",
    "[y][r1] [z]\n\n[r1]: {% post_url 2019-05-05-older %}\n[z]: {{ site.baseurl }}/page.html\n",
    '<a href="{{ \'/about/us/\' | relative_url }}">aa</a> <a href="{% link page.md %}">ab</a>\n',
    "[ac]({{ page.previous.url | relative_url }}) [ad]({{ site.posts.last.url | relative_url }})\n",
)
