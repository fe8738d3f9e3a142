"""Archives for Hexo: ordinary posts, odd names, titles, categories and headings, settings, dates and markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.jekyll_dates import odd_date
from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_BASE: Final = "title: T\nurl: https://x.example\ntimezone: UTC\nauthor: Ann Lee\n"
_ALL: Final = (
    "title", "instant", "tags", "categories", "draft", "shown", "slug", "address", "authors", "ids", "words",
)  # fmt: skip
_PLACE: Final = ("title", "slug", "address", "categories")
_PERMALINKS: Final = (
    ":year/:month/:day/:title/", ":year/:i_month/:i_day/:title.html", "posts/:abbrlink/", "posts/:abbrlink.html",
    ":title/", ":title.html", "blog/:name/", ":post_title/", ":category/:title/",
    "p/:hash/", "x/:timestamp", "t/:hour-:minute-:second/:title/", ":lang/:title/", ":layout/:title/",
    ":missing/:title", "/lead/:title/", "a_:year_:title/", ":title_x/", ":YEAR/:title", "d/:date/", ":slug/",
    "a b/:title/", ":author/:title/", ":published/:id_x/:title", ":author.name/:title", "日/:title/",
)  # fmt: skip


def post(fields: dict[str, object], body: str = "text\n", bare: str = "") -> str:
    """A post with front matter in YAML, its values as JSON; `bare` are lines that stand there as they are."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}{bare}---\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them."""
    files = {}
    for number in range(posts):
        title, day = f"{material.ordinary()} {number}", material.day()
        body = material.paragraph() + "\n\n<!-- more -->"
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}\n{material.paragraph()}"
        terms = material.chance.choice(
            (
                "categories: Notes\n",
                "categories:\n- Notes\n- Small\n",
                "categories:\n- [Web Dev, CSS]\n- [Travel]\n",
                "",
            )
        )
        fields: dict[str, object] = {
            "title": title,
            "tags": ["a tag", "Node.js"],
            "abbrlink": f"{number:x}ab",
        }
        bare = material.chance.choice((f"date: {day}\n", f"date: {day} 10:20:30\n", f"date: {day} 08:00\n"))
        place = "_drafts" if material.chance.random() < 0.1 else "_posts"
        if material.chance.random() < 0.05:
            fields["published"] = False
        if material.chance.random() < 0.3:
            fields["author"] = "Bo Li"
        files[f"source/{place}/{material.hyphened(title)}.md"] = post(fields, body + "\n", bare + terms)
    files["source/about/index.md"] = post({"title": "About"}, "Me.\n")
    files["source/links.md"] = post({"title": "Links"}, "Them.\n")
    return files


def odd(material: RandomText, posts: int, *, dated: bool = False) -> dict[str, str]:
    """Posts whose names, titles, folders and categories are made of anything."""
    files = {}
    for number in range(posts):
        fields: dict[str, object] = {"title": material.odd(), "date": f"{material.day()}T00:00:00"}
        if number % 3 == 1:
            fields["slug"] = material.odd()
        if number % 4 == 1:
            fields["categories"] = [material.odd(), material.odd()]
        if number % 13 == 5:
            fields["permalink"] = f"{material.odd()}/{number}".replace("%", "")
        folder = _name(material) + "/" if number % 5 == 0 else ""
        name = _name(material)
        if dated and number % 2:
            name = f"{material.day()}-{name}"
        files[f"source/_posts/{folder}{name} {number}.md"] = post(fields)
    return files


def _name(material: RandomText) -> str:
    """A name that Hexo publishes: it fails where a `%` begins no sign, and hides what begins with `_`."""
    return material.name(material.odd()).replace("%", "").lstrip("_#~. ") or "x"


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"source/_posts/h{number}.md"] = post({"title": "T", "date": "2020-01-01T00:00:00"}, body)
    return files


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {"_config.yml": _BASE, **ordinary(material, posts)}, _ALL)
    config = _BASE + "permalink: posts/:abbrlink/\nmarked:\n  breaks: false\n"
    yield Sample("usual abbrlink", {"_config.yml": config, **ordinary(material, posts)}, _ALL)
    config = _BASE + "permalink: :category/:title/\n"
    yield Sample("usual category", {"_config.yml": config, **ordinary(material, posts)}, _ALL)
    yield Sample("names", {"_config.yml": _BASE, **odd(material, posts)}, _PLACE)
    for name in (":year-:month-:day-:title.md", ":year/:title.md", ":i_month-:title.md", ":lang/:title.md"):
        config = f"{_BASE}new_post_name: '{name}'\npermalink_defaults:\n  lang: en\n"
        yield Sample(
            f"names {name[:-3]}", {"_config.yml": config, **odd(material, posts // 4, dated=True)}, _PLACE
        )
    config = f"{_BASE}permalink: :post_title/:category/:name/\nfilename_case: 1\n"
    yield Sample("titles", {"_config.yml": config, **odd(material, posts)}, _PLACE)
    config = f"{_BASE}permalink: :year/:title/\ntitlecase: true\n"
    yield Sample("titlecase", {"_config.yml": config, **odd(material, posts)}, _PLACE)
    files = headings(material, posts, strange=False)
    yield Sample("headings usual", {"_config.yml": _BASE, **files}, ("ids", "words"))
    files = headings(material, posts, strange=True)
    yield Sample("headings odd", {"_config.yml": _BASE, **files}, ("ids", "words"))
    for name, setting in (
        ("lower", "modifyAnchors: 1"),
        ("plain", "smartypants: false"),
        ("none", "headerIds: false"),
    ):
        config = f"{_BASE}marked:\n  {setting}\n"
        yield Sample(f"headings {name}", {"_config.yml": config, **files}, ("ids",))
    yield from _links()
    yield from _permalinks(material)
    yield from _fixed(material, posts)


def _permalinks(material: RandomText) -> Iterator[Sample]:
    for number, permalink in enumerate(_PERMALINKS):
        config = (
            f"{_BASE}permalink: '{permalink}'\ndefault_category: misc\npermalink_defaults:\n  lang: en\n"
            "category_map:\n  编程: programming\n  Web Dev: web\n"
        )
        files = {"_config.yml": config}
        for at, terms in enumerate(
            ("", "categories: [编程, Web Dev]\n", "categories:\n- [Web Dev, C++]\n- [Über]\n")
        ):
            for more in (
                "",
                "abbrlink: 12ab\nlang: fr\nid: 7\n",
                "abbrlink: 1234\nauthor: {name: Bo}\n",
                "tags: [a, b]\n",
            ):
                name = f"source/_posts/{'Sub Dir/' if at == 1 else ''}Some Näme {at}{len(more)}.md"
                fields: dict[str, object] = {"title": material.ordinary()}
                files[name] = post(fields, "text\n", f"date: 2024-03-05 01:02:03\n{terms}{more}")
        yield Sample(f"permalink {number:02} {permalink.replace('/', ' ')}", files, ("address", "categories"))


_FRONT: Final = (
    "date: 2024-01-02", "date: 2024-01-02 03:04:05", "date: 2024-01-02T03:04:05Z", "date: 2024-01-02T03:04:05+09:00",
    "date: '2024-01-02'", "date: '2024-01-02 03:04:05'", "date: '2024-01-02T03:04:05'", "date: '2024-01-02T03:04:05Z'",
    "date: 2024-01", "date: 2024", "date: '2024'", "date: '2024-01'", "date: 2024/01/02", "date: 2024/1/2 3:04",
    "date: 2024-1-2", "date: 2024-1-2 3:04:05", "date: 2024-01-02 03:04", "date: 20240102", "date: 1709632800000",
    "date: 1709632800", "date: 2024-02-30", "date: 2024-13-01", "date: 2024-02-30 10:00:00", "date: January 2, 2024",
    "date: 2 Jan 2024 10:00", "date: Tue, 02 Jan 2024 10:00:00 GMT", "date: Jan 2nd 2024", "date: 02/03/2024",
    "date: 13/03/2024", "date: 2024-01-02 25:00:00", "date: '2024-01-02 24:00:00'", "date: 2024-01-02 10:00 PM",
    "date: 2024年3月5日", "date: 2024-01-02 03:04:05 +0800", "date: 2024-01-02 03:04:05 +08:00",
    "date: 2024-01-02 03:04:05 -0500", "date: 2024.01.02", "date: 2024-01-02T03:04", "date: 2024-01-02T03:04:05.678Z",
    "date: 2024-01-02 EST", "date: 2024-01-02 10:00 EST", "date:", "date: null", "date: ''", "date: [2024-01-02]",
    "date: 24-01-02", "date: 2024-01-02, 10:00", "date: yes", "date: 2024-W03-1", "date: 2024-001",
    "date: 2024-01-02 3:04:05", "date: 2024-01-02T3:04:05Z", "date: 2024-01-02 03:04:05 Z",
    "date: 2024-01-02\npublished: no", "date: 2024-01-02\npublished: false", "date: 2024-01-02\npublished: 'false'",
    "date: 2024-01-02\npublished: 0", "date: 2024-01-02\npublished: 1", "date: 2024-01-02\npublished: off",
    "date: 2024-01-02\npublished: null", "date: 2024-01-02\npublished:", "date: 2024-01-02\npublished: ''",
    "date: 2024-01-02\npublished: False", "date: 2024-01-02\npublished: FALSE", "date: 2024-01-02\npublished: x",
    "date: 2024-01-02\ndraft: true", "date: 2024-01-02\nstatus: draft", "date: 2024-01-02\nstatus: hidden",
    "date: 2999-01-02", "title: 1.10", "title: 2024", "title: yes", "title: true", "title: 0x10", "title: '  a  b '",
    "title: 2024-01-02", "title: null", "title: 010", "title: 0o17", "title: 1_000", "title: .5", "title: 1e3",
    "title: [a, b]", "title: {a: 1}", "title: '*em* title'", "title: 'a &amp; b'", "title: 'a <b>c</b>'",
    "title: 12:30",
    "title: .inf", "title: -0", "title: 0b11", "title: No", "title: ~", "title: 1.", "title: +1", "title: 1:30:45",
    "tags: one", "tags: one, two", "tags: [1, 2.50, yes]", "tags: [true, null, '']", "tags: []", "tags: [a, A, a]",
    "tags: [[a, b], c]", "tags: ' foo '", "tags: [' foo ']", "tags: 2.0", "tags: 2024-01-02", "tags: {a: b}",
    "tag: x", "tag: x\ntags: y", "tag: [x, y]", "tag: x\ntags: []", "tag: x\ntags:", "tags: [0]", "tags: 0",
    "tags: [0x10]", "tags: [1_000]", "tags: [1.0]", "tags: [010]", "tags: [~]", "tags:\n- a\n-",
    "category: x", "category: [x, y]", "categories: x", "categories: x, y", "categories: [x, y]",
    "categories: [[x, y], z]", "categories: [[x, y], [x, z]]", "categories: [x, x]", "categories: [1, 2.0]",
    "categories: [' x ', y]", "categories:\n- x\n-", "categories: {a: b}", "category: z\ncategories: x",
    "categories: [[x], [y, z]]", "categories: [x, [y, z]]", "categories: [null, x]", "categories: 0",
    "permalink: own/", "permalink: /own/x.html", "permalink: own", "permalink: https://x.example/y/", "permalink: a b/",
    "slug: own", "url: own", "author: Cy", "authors: Cy", "author: [Cy, Di]", "author: {name: Cy}", "lang: fr",
    "layout: page", "layout: false", "alias: old/", "titlecase: true\ntitle: the lord of the rings",
    "excerpt: words", "description: words", "sticky: 1", "top: true", "Title: Up\nDATE: 2024-01-02",
)  # fmt: skip


def _fixed(material: RandomText, posts: int) -> Iterator[Sample]:
    front = {f"source/_posts/f{i:03}.md": f"---\n{one}\n---\nbody\n" for i, one in enumerate(_FRONT)}
    yield Sample("front matter", {"_config.yml": _BASE, **front}, _ALL[:-2])
    for zone in ("Asia/Tokyo", "America/New_York"):
        config = _BASE.replace("UTC", zone)
        yield Sample(
            f"front matter {zone.partition('/')[2]}", {"_config.yml": config, **front}, ("instant", "address")
        )
        dated = {
            f"source/_posts/d{i:04}.md": f"---\ndate: {quote}{odd_date(material)}{quote}\n---\nbody\n"
            for i in range(posts)
            for quote in (material.chance.choice(("", "", "'", '"')),)
        }
        yield Sample(
            f"dates odd {zone.partition('/')[2]}", {"_config.yml": config, **dated}, ("instant", "address")
        )
    json_front = {
        f"source/_posts/j{i:02}.md": f'"title": "J",\n{one}\n;;;\nbody\n' for i, one in enumerate(_JSON)
    }
    yield Sample(
        "front matter json", {"_config.yml": _BASE.replace("UTC", "Asia/Tokyo"), **json_front}, _ALL[:-2]
    )
    yield Sample("front matter forms", {"_config.yml": _BASE, **_FORMS}, ("title", "instant", "text"))
    yield from _names()
    yield from _markup()


_JSON: Final = (
    '"date": "2024-01-02"', '"date": "2024-01-02 03:04:05"', '"date": 1709632800000', '"tags": ["a", 1]', '"tags": "a"',
    '"published": false', '"published": "false"', '"categories": [["x", "y"], "z"]', '"date": "2024-01-02T03:04:05Z"',
)  # fmt: skip
_FORMS: Final = {
    "source/_posts/a.md": "title: A\ndate: 2024-01-02\n---\nbody a\n",
    "source/_posts/b.md": "----\ntitle: B\ndate: 2024-01-02\n----\nbody b\n",
    "source/_posts/c.md": "---\ntitle: C\ndate: 2024-01-02\n---body c\n",
    "source/_posts/d.md": "no front matter\n\nat all\n",
    "source/_posts/e.md": "---\ntitle: E\ndate: 2024-01-02\n",
    "source/_posts/f.md": "---\r\ntitle: F\r\ndate: 2024-01-02\r\n---\r\nbody f\r\n",
    "source/_posts/g.md": "\ufeff---\ntitle: G\ndate: 2024-01-02\n---\nbody g\n",
    "source/_posts/h.md": "---\ntitle: H\n\ttags: x\n---\nbody h\n",
    "source/_posts/i.md": "---\ntitle: I\ndate: 2024-01-02\n--- \nbody i\n",
    "source/_posts/j.md": "\n---\ntitle: J\n---\nbody j\n",
    "source/_posts/k.md": "---\ntitle: K\ndate: 2024-01-02\n---\nbody\n\n---\n\nrule\n",
    "source/_posts/l.md": ';;;\n"title": "L"\n;;;\nbody l\n',
    "source/_posts/m.md": "---\n---\nbody m\n",
    "source/_posts/n.md": "---\n\n---\nbody n\n",
}


def _names() -> Iterator[Sample]:
    body = post({"date": "2024-03-05T00:00:00", "title": "T"})
    names = (
        "plain", "2024-03-05-dated", "2024-3-5-short", "Foo Bar", "foo/Bar Baz", "a.b.c", "_hidden", "sub/_hid", ".dot",
        "sub/.dot/x", "end~", "_under/x", "README", "x.en", "Über", "你好 世界", "2024-03-05", "a--b", "A-B_c", "(x)",
        "a+b",
    )  # fmt: skip
    places = {
        f"source/{place}/{name}.md": body for name in names for place in ("_posts", "_drafts", "", "page")
    }
    places |= {
        "README.md": body,
        "source/x.markdown": body,
        "source/_posts/y.mkd": body,
        "source/_posts/z.mdown": body,
    }
    places |= {"source/_posts/w.mdx": body, "source/_data/x.md": body, "source/_posts/u.txt": body}
    places |= {"themes/landscape/README.md": body, "scaffolds/post.md": body, "public/x.md": body}
    fields = ("slug", "address", "draft", "shown")
    yield Sample("places", {"_config.yml": _BASE, **places}, fields)
    config = f"{_BASE}new_post_name: ':year-:month-:day-:title.md'\n"
    yield Sample("places dated", {"_config.yml": config, **places}, fields)
    undated = {path: post({"title": "T"}) for path in places if "/_posts/" in path}
    yield Sample("dates of names", {"_config.yml": config, **undated}, ("slug", "instant", "address"))
    settings = {
        "skip_render": "skip_render: README.md\n",
        "skip_render list": "skip_render: ['page/**', '_posts/foo/**', '*.md']\n",
        "include": "include: ['_under/*', '_data/**']\nexclude: ['page/*', 'links.md']\n",
        "ignore": "ignore: ['**/foo/**']\n",
        "source_dir": "source_dir: docs\n", "drafts": "render_drafts: true\n", "root": "root: /blog/\n",
        "future": "future: false\n", "pretty": "pretty_urls: {trailing_index: false, trailing_html: false}\n",
        "assets": "post_asset_folder: true\npermalink: ':title'\n", "filename": "use_slug_as_post_title: true\n",
    }  # fmt: skip
    for name, setting in settings.items():
        if name == "source_dir":
            continue
        yield Sample(f"set {name}", {"_config.yml": _BASE + setting, **places}, (*fields, "title"))


_BODIES: Final = {
    "breaks": "line one\nline two  \nline three\\\nfour\n",
    "quotes": "\"a\" -- 'b' --- it's ... <<c>> ('d') [\"e\"]\n\n'tis the '90s, rock 'n' roll, 6'2\" tall `it's --`\n",
    "definitions": "Term\n: Definition of it\n\nafter\n",
    "emoji": "a :smile: b :tada:\n",
    "struck": "a ~~b~~ c ~d~ e\n",
    "bare": "see https://x.example/a and www.y.example now, me@d.example too\n",
    "kramdown": "a paragraph\n{: .cls}\n\n## Foo {#own}\n\n## Foo {.cls}\n",
    "tasks": "- [x] done\n- [ ] open\n\n* a\n* b\n\n1) one\n2) two\n",
    "dollars": "it costs $5 and $6, $$5 and $$6\n\n$$\nx^2\n$$\n",
    "sub": "H~2~O and x^2^ and ==m== and ++i++\n",
    "footnote": "a[^1] and b[^2]\n\n[^1]: note of many words\n[^2]: word\n",
    "abbreviation": "The HTML is\n\n*[HTML]: Hyper Text\n",
    "alert": "> [!NOTE]\n> words\n",
    "admonition": "!!! note Title\n    text here\n\n:::tip\ninside\n:::\n",
    "html": "a <b>bold</b> c\n\n<div>\n*not* em\n\n*em*\n</div>\n",
    "details": "<details><summary>Sum</summary>\n\nHidden *text*\n\n</details>\n",
    "table": "| a | b |\n|---|---|\n| c | d |\n\na | b\nc | d\n",
    "toc": "[TOC]\n\n## A\n\n${toc}\n\n[[toc]]\n",
    "nospace": "##No space\n\n#Tag\n",
    "setext": "Head\n====\n\nSub\n---\n\ntext\n",
    "wiki": "[[link]] and ![[x.png]] and ((x))\n",
    "highlight": "```js title {1}\nlet a = 1;\n```\n\n    indented code\n\n~~~\ntilde\n~~~\n",
    "caption": "```js My Title https://x.example/y link\nlet a = 1;\n```\n",
    "nested": "- a\n  - b\n    - c\n\n      para\n\n> q\n> > r\n",
    "entities": "&copy; &amp; &lt;b&gt; &nbsp; &unknown; &#35;\n",
    "comments": "a <!-- c --> b\n\n<!-- block\n\ncomment -->\n\nc\n",
    "more": "before\n\n<!-- more -->\n\nafter\n",
    "mark": "<mark>x</mark> <kbd>K</kbd> a<sup>2</sup> b<sub>1</sub>\n",
    "cjk": "你好**世界。**再见 **强调**文字\n换行\n",
    "titlecased": "## the lord of\n",
}
_TEMPLATES: Final = {
    "values": "{{ title }} and {{ 1 + 1 }} and {{ missing }}. {{ page.title }} {{ site.title }} {{ config.title }}\n",
    "comment": "a{# hidden #}b\n",
    "set": "{% set v = 'val' %}{{ v }}\n",
    "for": "{% for i in [1, 2] %}{{ i }},{% endfor %}\n",
    "if": "{% if title %}yes{% else %}no{% endif %}\n",
    "raw": "{% raw %}{{ title }}{% endraw %}\n",
    "code": "`{{ title }}` and ``{% raw %}``\n\n```\n{{ title }}\n```\n\n    {{ title }}\n",
    "filters": "{{ title | upper }} {{ 'a b' | title }} {{ '<b>' | safe }} {{ [1,2] | join('-') }}\n",
    "open": "a {{ b\n\nc }\n\n{ {x} }\n",
    "link": "{% post_link values %} and {% post_link values 'Own words' %} and {% post_link values Two Words %}\n",
    "linkhash": "{% post_link values#a 'To a' %} {% post_path values %}\n",
    "linktitle": '{% post_link "Title of values" %}\n',
    "linkdeep": "{% post_link 'sub/Deep Post' %} {% post_link 'sub/Deep Post' Words %}\n",
    "quote": "{% blockquote Ann Lee, Her Book %}\nWords *here*.\n{% endblockquote %}\n",
    "quotelink": "{% blockquote @me https://x.example/a_b Title here %}\nWords.\n{% endblockquote %}\n",
    "pull": "{% pullquote cls %}\nWords\n{% endpullquote %}\n",
    "codeblock": "{% codeblock My title lang:js https://x.example/y label %}\nlet a = '{{ x }}';\n{% endcodeblock %}\n",
    "link2": "{% link Some words https://x.example true Title %}\n",
    "iframe": "{% iframe https://x.example/v 10 20 %}\n",
    "img": '{% img cls /a.png 10 20 \'"Title" "Alt"\' %}\n',
    "asset": "{% asset_img a.png Words here %} {% asset_link a.pdf Doc %}\n",
    "url": "{% url_for /a/b/ %}\n",
}
_MARKUP: Final = {
    "default": "", "breaks off": "breaks: false", "smartypants off": "smartypants: false", "gfm off": "gfm: false",
    "lists off": "descriptionLists: false", "autolink off": "autolink: false", "nunjucks off": "disableNunjucks: true",
    "quotes": "quotes: '«»“”'", "pedantic": "pedantic: true",
}  # fmt: skip


def _markup() -> Iterator[Sample]:
    date = {"date": "2024-01-02T00:00:00"}
    files = {
        f"source/_posts/{name}.md": post({"title": f"Title of {name}", **date}, body)
        for name, body in {**_BODIES, **_TEMPLATES}.items()
    }
    files["source/_posts/sub/Deep Post.md"] = post({"title": "The Deep", **date})
    for name, setting in _MARKUP.items():
        config = f"{_BASE}marked:\n  {setting}\n" if setting else _BASE
        yield Sample(f"markup {name}", {"_config.yml": config, **files}, ("text", "words", "ids"))


_LINKS: Final = (
    "[a](/2024/01/02/target/)", "[a](/2024/01/02/target)", "[a](/2024/01/02/target/index.html)",
    "[a](/2024/01/02/nowhere/)",
    "[a](/2024/01/02/target/#Head-One)", "[a](https://x.example/2024/01/02/target/)", "[a](../target/)",
    "[a](../sub/Deep%20Post/)",
    "[a](/2024/01/02/sub/Deep%20Post/)", "[a](</2024/01/02/sub/Deep Post/>)", "[a](/2024/01/02/%E4%BD%A0%E5%A5%BD/)",
    "[a](/2024/01/02/你好/)",
    "[a](/about/)", "[a](/about)", "[a](/about/index.html)", "[a](/page.html)", "[a](/own/place/)", "[a](/)",
    "{% post_link target %}", "{% post_link target 'Words' %}", "{% post_link 'sub/Deep Post' %}",
    "{% post_link 'The Target' %}",
    "{% post_link target#Head-One 'Words' %}", "[a]({% post_path target %})", "{% link Words /2024/01/02/target/ %}",
    '<a href="/2024/01/02/target/">a</a>', "[a][t]\n\n[t]: /2024/01/02/target/ 'title'",
    "[a](#Own-Head)\n\n## Own Head",
    "[a](/2024/01/02/Upper/)", "[a](/2024/01/02/upper/)", "[a](/2024/01/02/C%23-tips/)",
)  # fmt: skip


def _links() -> Iterator[Sample]:
    date = {"date": "2024-01-02T00:00:00"}
    files = {
        f"source/_posts/l{at:02}.md": post({"title": f"L{at}", **date}, one + "\n")
        for at, one in enumerate(_LINKS)
    }
    files |= {
        "source/_posts/target.md": post({"title": "The Target", **date}, "## Head One\n"),
        "source/_posts/sub/Deep Post.md": post({"title": "The Deep", **date}),
        "source/_posts/你好.md": post({"title": "Hello", **date}),
        "source/_posts/Upper.md": post({"title": "Upper", **date}),
        "source/_posts/C#-tips.md": post({"title": "Tips", **date}),
        "source/_posts/own.md": post({"title": "Own", "permalink": "own/place/", **date}),
        "source/about/index.md": post({"title": "About"}),
        "source/page.md": post({"title": "Page"}),
    }
    yield Sample("links", {"_config.yml": _BASE, **files}, ("links", "dead"))
    rooted = {
        path: text.replace("](/", "](/blog/").replace('"/2024', '"/blog/2024').replace("t]: /", "t]: /blog/")
        for path, text in files.items()
    }
    yield Sample("links below root", {"_config.yml": _BASE + "root: /blog/\n", **rooted}, ("links", "dead"))
    numbered = {path: text.replace("/2024/01/02/", "/p/") for path, text in files.items()}
    yield Sample(
        "links by name", {"_config.yml": _BASE + "permalink: p/:title/\n", **numbered}, ("links", "dead")
    )
