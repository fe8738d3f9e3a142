"""What Liquid in a post makes of the files of its site, as Jekyll 4.4.1 printed it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.rendering.templates.test_context import shown
from tuireader.archive.post import PostId
from tuireader.rendering.templates.liquid.values import WORK

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "_config.yml": "title: S\ncollections:\n  recipes: {output: true}\nbaseurl: /base\n",
    "_data/people.yml": "- {name: Ann, age: 30}\n- {name: Bob, age: 25}\n",
    "_data/site/nav.json": '{"links": [{"title": "Home"}]}',
    "_includes/one.txt": "one\n",
    "_includes/deep.html": "deep {% include one.txt %} {{ include.x }} end",
    "_includes/note.html": '<div>\n<b>{{ include.title | default: "Note" }}</b>\n</div>\n',
    "_includes/text.md": "## Inside\n\ntext *em*\n\n- a\n",
    "_includes/anchor.md": '<a name="x"></a>\n\n## Title\n\ntext\n',
    "_includes/toc": (
        '<aside markdown="1">\n<nav markdown="1">\n<header><h4>{{ include.title | default: "On This Page" }}</h4>'
        "</header>\n\n*   Auto generated\n{:toc .menu}\n</nav>\n</aside>\n"
    ),
    "_includes/more.html": "* contents\n{:toc}\n\nmore\n",
    "_includes/doubts.html": "{% if page.output %}a{% endif %}" * 9,
    "_includes/links.md": (
        "{% for one in include.of %}\n[#{{ one }}]: https://i.example/{{ one }}\n{% endfor %}\n"
        '[Ann]: https://ann.example/ "Ann A."\n[Bob Long]: <https://bob.example/>\nwords\n'
    ),
    "_includes/sets.html": '{% assign a = "set" %}',
    "_includes/self.txt": "x{% include self.txt %}",
    "_includes/twice.txt": "x{% include twice.txt %}{% include twice.txt %}",
    "_posts/part.txt": "part",
    "_posts/2019-05-05-old.md": "---\ntags: [x, y]\ncategories: c\nimage: a.png\n---\nold\n",
    "_posts/2019-06-05-new.md": "---\ntags: [x]\n---\nnew text\n\nmore\n",
    "_posts/2019-07-05-not.md": "---\npublished: false\n---\n",
    "_recipes/soup.md": "---\ntitle: Soup\nserves: 4\n---\n",
    "_recipes/cake.md": "---\ntitle: Cake\nserves: 8\n---\n",
    "secret.txt": "secret",
}


A_WALK = "_posts/2020-02-03-a-walk.md"
LITTLE = 40_000
"""Work that is used up soon."""


def printed(root: Path, body: str, post_id: str = A_WALK, work: int = WORK) -> str:
    write(root, FILES)
    return shown(root, body, PostId(post_id), work=work)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("a {% include one.txt %} b", "a one b"),
        ("{% include deep.html x='y' %}", "deep one y end"),
        ("{% include deep.html %}", "deep one end"),
        ("{% include note.html %}", "<div> <b>Note</b> </div>"),
        ("{% include toc %}", "⟦⟦On This Page⟦Auto generated⟧"),
        ("{% include toc title='A &amp; b' %}", "⟦⟦A & b⟦Auto generated⟧"),
        ("a {% include toc %}", "a ⟦include toc⟧"),
        ("{% include toc %} a", "⟦include toc⟧ a"),
        ("<div>\n{% include toc %}\n</div>", "<div>\n⟦include toc⟧\n</div>"),
        ("{% include more.html %}", "⟦include more.html⟧"),
        ("{% include toc.md title='Of a theme' %}", "⟦⟦Of a theme⟦⟧"),
        ("{% include toc.html html=content %}", "⟦include toc.html⟧"),
        ("{% include doubts.html %}", "⟦include doubts.html⟧"),
        ("{% include note.html title='T' %}", "<div> <b>T</b> </div>"),
        ("{% include text.md %}", "<h2 data-markdown>Inside</h2> <p>text <em>em</em></p> <ul> <li>a</li> </ul>"),
        ("{% include anchor.md %}", '<p><a name="x"></a></p> <h2 data-markdown>Title</h2> <p>text</p>'),
        ("a {% include note.html %} b", "a <div> <b>Note</b> </div> b"),
        ("{% include_relative part.txt %}", "part"),
        ("{% assign f = 'one' %}{% include {{ f }}.txt %}", "one"),
        ("{% assign a = 'x' %}{% include sets.html %}{{ a }}", "set"),
        ("{% capture c %}{% include text.md %}{% endcapture %}{{ c | size }}", "26"),
        ("{{ site.data.people[0].name }} {{ site.data.people.size }}", "Ann 2"),
        ("{{ site.data.site.nav.links[0].title }}{{ site.data.none }}", "Home"),
        ("{% for p in site.data.people %}{{ p.name }}{{ p.age | plus: 1 }} {% endfor %}", "Ann31 Bob26 "),
        ("{{ site.data.people | where_exp: 'p', 'p.age > 26' | map: 'name' | join: ',' }}", "Ann"),
        ("{% assign f = site.data.people | find: 'name', 'Bob' %}{{ f.age }}", "25"),
        ("{% assign f = site.data.people | find_exp: 'p', 'p.age < 26' %}{{ f.name }}", "Bob"),
        ("{% assign g = site.recipes | group_by: 'serves' %}{{ g.size }}{{ g[0].name }}", "28"),
        (
            "{% assign g = site.recipes | group_by_exp: 'r', 'r.title | size' %}{{ g[0].items | size }}",
            "2",
        ),
        ("{{ site.posts | map: 'title' | join: ', ' }}", "A Walk, New, Old"),
        ("{% for t in site.tags %}{{ t[0] }}{{ t[1].size }} {% endfor %}", "x2 y1 a1 b1 "),
        ("{% for c in site.categories %}{{ c[0] }}{{ c[1][0].image }}{% endfor %}", "ca.png"),
        ("{{ site.recipes | map: 'title' | join: ' ' }}", "Cake Soup"),
        ("{{ site.recipes[0].url }} {{ site.recipes[0].collection }}", "/recipes/cake.html recipes"),
        ("{{ page.previous.title }} {{ page.previous.excerpt }}{{ page.next.title }}", "New new text"),
        ("{{ page.id }} {{ page.collection }} {{ page.ext }}", "/2020/02/03/a-walk posts .md"),
        ("{{ jekyll.environment }}", "production"),
        ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'g': 1, 2 %}", "aba1"),
        ("{% increment n %}{% increment n %}{{ n }}{% decrement m %}{{ m }}", "012-1-1"),
        ("{% tablerow i in (1..3) cols:2 %}{{ i }}{% endtablerow %}",
         "<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>"),
        ("{% for i in (1..3) %}{% ifchanged %}{{ i | at_most: 2 }}{% endifchanged %}{% endfor %}", "12"),
        ("{{ page.title | nofilter: 1 | upcase }}", "A WALK"),
        ("{{ 'a *b*' | markdownify }}", "a <em>b</em>"),
        ("{{ site.data.people | where_exp: 'p', 'p == site.time' | size }}{{ p }}",
         "⟦site.data.people | where_exp: 'p', 'p == site.time' | size⟧⟦p⟧"),
        ("{{ site.data.people[site.data.people] }}", ""),
    ],
)  # fmt: skip
def test_what_the_files_of_a_site_say(tmp_path: Path, template: str, text: str) -> None:
    assert printed(tmp_path, template) == text


@pytest.mark.parametrize(
    "template",
    [
        "{% include none.html %}",
        "{% include ../secret.txt %}",
        "{% include_relative ../secret.txt %}",
        "{% include /secret.txt %}",
        "{{ site.posts[0].content }}",
        "{{ site.pages }}",
    ],
)
def test_what_is_not_there_is_named(tmp_path: Path, template: str) -> None:
    found = printed(tmp_path, template)
    assert "⟦" in found
    assert "secret" not in found.replace("secret.txt", "")


@pytest.mark.parametrize("name", ["self.txt", "twice.txt"])
def test_a_partial_that_includes_itself_ends(tmp_path: Path, name: str) -> None:
    found = printed(tmp_path, f"{{% include {name} %}}", work=LITTLE)
    assert found.startswith("xxx")
    assert f"include {name}" in found


def test_lines_stay_where_they_are(tmp_path: Path) -> None:
    body = "one\n\n{% include text.md %}\n\ntwo\n{% include\n  note.html\n  title='T'\n%}\nthree\n"
    found = printed(tmp_path, body)
    assert found.count("\n") == body.count("\n")
    assert found.split("\n")[4] == "two"
    assert found.split("\n")[9] == "three"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[Ann][]", "[Ann](https://ann.example/)"),
        ("| [*she*][ann] | b |", "| [*she*](https://ann.example/) | b |"),
        ("[Bob\nLong]", "[Bob\nLong](https://bob.example/)"),
        ("[#12] `[#12]` [#13]", "[#12](https://i.example/12) `[#12]` [#13]"),
    ],
)
def test_links_are_defined_in_a_partial(tmp_path: Path, text: str, link: str) -> None:
    tag = "{% assign o = '12' | split: ',' %}{% include links.md of=o %}"
    assert printed(tmp_path, f"{text}\n\n{tag}") == f"{link}\n\nwords"


def test_a_site_of_very_many_posts_has_them_named(tmp_path: Path) -> None:
    write(tmp_path, {f"_posts/2010-01-01-p{number}.md": "" for number in range(1_500)})
    assert printed(tmp_path, "{{ site.posts.size }}") == "⟦site.posts.size⟧"


GROUPS = "{% assign x = x | group_by: 'a' %}"


@pytest.mark.parametrize(
    "template", ["{{ x }}", "{% if x == x %}{% endif %}", "{{ x | uniq | size }}", "{{ x | jsonify }}"]
)
@pytest.mark.parametrize("more", ["", "{% assign y = x | concat: x %}{% assign x = y %}"])
def test_lists_within_lists_without_end_are_named(tmp_path: Path, template: str, more: str) -> None:
    body = "{% assign x = 'a' | split: ',' %}" + (GROUPS + more) * 100 + template
    assert "⟦" in printed(tmp_path, body, work=LITTLE)


@pytest.mark.parametrize(
    "template",
    [
        "{{ site.data | jsonify }}",
        "{{ site.data | upcase }}",
        "{% if site.data == 1 %}{% endif %}",
        "{% include none.html a=site.data %}",
        "{% include none.html a='{{ site.data }}' %}",
        "{% cycle site.data, 1 %}",
        "{% for one in site.data.many %}{{ one }}{{ site.data.many | join }}{% endfor %}",
    ],
)
def test_what_is_too_much_again_and_again_uses_up_what_a_post_may_cost(tmp_path: Path, template: str) -> None:
    write(tmp_path, {"_data/many.json": f"[{', '.join(map(str, range(600)))}]"})
    body = f"{{% for i in (1..200) %}}{template}{{% endfor %}}|{{{{ site.title }}}}"
    assert printed(tmp_path, body, work=LITTLE).endswith("|⟦site.title⟧")


def test_what_a_tag_prints_is_paid_for(tmp_path: Path) -> None:
    write(tmp_path, {"_data/long.json": json.dumps({"text": "x" * 3_000})})
    body = "{% for i in (1..200) %}{% cycle site.data.long, site.data.long %}{% endfor %}"
    assert printed(tmp_path, body, work=LITTLE).count("x") <= LITTLE


def test_a_list_of_data_is_made_once(tmp_path: Path) -> None:
    write(tmp_path, {"_data/many.json": f"[{', '.join(map(str, range(1_000)))}]"})
    body = "{% for i in (1..100) %}{% assign x = site.data.many %}{% endfor %}{{ x[7] }}{{ x.size }}"
    assert printed(tmp_path, body, work=LITTLE) == "71000"


@pytest.mark.parametrize("data_dir", ["", "''", ".", "..", "../beside"])
def test_a_site_without_a_folder_of_data_has_none(tmp_path: Path, data_dir: str) -> None:
    root = tmp_path / "site"
    write(tmp_path, {"beside/people.yml": "- {name: Ann}\n"})
    write(root, {"people.yml": "- {name: Ann}\n"})
    write(root, FILES | {"_config.yml": f"title: S\ndata_dir: {data_dir}\n"})
    assert shown(root, "{{ site.data.people[0].name }}|{{ site.data | size }}") == "|0"


def test_documents_follow_saves(tmp_path: Path) -> None:
    assert (
        printed(tmp_path, "{{ page.previous.title }} {{ page.previous.url }}") == "New /2019/06/05/new.html"
    )
    write(tmp_path, {"_posts/2019-06-05-new.md": "---\ntitle: Renamed\n---\n"})
    assert shown(tmp_path, "{{ page.previous.title }}") == "Renamed"
    write(tmp_path, {"_config.yml": "title: S\npermalink: /:title/\n"})
    assert shown(tmp_path, "{{ page.previous.url }}") == "/new/"
