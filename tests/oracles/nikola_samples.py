"""Archives for Nikola: ordinary posts, odd names, titles, tags and headings, metadata, dates, and settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_EXTRA: Final = (
    "markdown.extensions.fenced_code",
    "markdown.extensions.codehilite",
    "markdown.extensions.extra",
)
_FRONT: Final = ("title", "instant", "tags", "categories", "authors", "draft", "shown", "slug", "address")
_ALL: Final = (*_FRONT, "excerpt", "ids", "words", "links", "dead")


def site(
    said: str = "", extensions: tuple[str, ...] = (*_EXTRA, "markdown.extensions.toc")
) -> dict[str, str]:
    """The configuration of a site, with what `said` adds."""
    return {
        "conf.py": (
            'BLOG_AUTHOR = "Site Author"\nBLOG_TITLE = "Demo"\nSITE_URL = "https://site.example/"\n'
            'BLOG_EMAIL = "x@site.example"\nBLOG_DESCRIPTION = "d"\nDEFAULT_LANG = "en"\nTIMEZONE = "Europe/Paris"\n'
            'POSTS = (("posts/*.md", "posts", "post.tmpl"),)\nPAGES = (("pages/*.md", "", "page.tmpl"),)\n'
            'COMPILERS = {"markdown": (".md", ".mdown", ".markdown")}\nWARN_ABOUT_TAG_METADATA = False\n'
            f"MARKDOWN_EXTENSIONS = {list(extensions)!r}\n{said}"
        )
    }


def lines(**fields: str) -> str:
    """Metadata as Nikola writes it."""
    return "".join(f".. {key}: {value}\n" for key, value in fields.items())


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them, a few of them with links to each other."""
    chance = material.chance
    files: dict[str, str] = {"pages/about.md": f"{lines(title='About me')}\nhello\n"}
    slugs: list[str] = []
    for number in range(posts):
        name = f"{material.hyphened(material.ordinary())}-{number}"
        fields = _fields(material, number)
        body = f"{material.paragraph()}\n\n"
        if number % 3:
            body += "<!-- TEASER_END -->\n\n"
        for _ in range(3):
            body += f"## {material.ordinary()}\n\n{material.paragraph()}\n\n"
        if slugs:
            body += f"See [that](link://slug/{chance.choice(slugs)}) and [about](/about/) and [out](https://x.example/).\n"
        slugs.append(fields.setdefault("slug", f"own-{number}"))
        files |= written(f"posts/{chance.choice(('', '', 'deep/'))}{name}", fields, body, number % 5)
    return files


def _fields(material: RandomText, number: int) -> dict[str, str]:
    chance = material.chance
    clock = chance.choice(("", " 10:20", " 10:20:30", "T09:08:07+02:00", " 10:20:30 UTC+09:00"))
    fields = {
        "tags": chance.choice(("python, a tag", "notes", "b, a, c")),
        "category": chance.choice(("Notes", "Web Dev", "Über")),
        "author": chance.choice(("Ann Lee", "Ann Lee, Bo Chu")),
        "description": material.ordinary().replace(":", ""),
        "status": chance.choice(("draft", "private", "published", "featured")),
    }
    shares = {"tags": 0.6, "category": 0.5, "author": 0.2, "description": 0.4, "status": 0.2}
    kept = {key: value for key, value in fields.items() if chance.random() < shares[key]}
    return {"title": f"{material.ordinary()} {number}", "date": f"{material.day()}{clock}", **kept}


def written(place: str, fields: dict[str, str], body: str, form: int) -> dict[str, str]:
    """A post with its metadata in one of the forms that Nikola reads."""
    if form == 1:
        return {f"{place}.md": body, f"{place}.meta": lines(**fields)}
    if form == 2:
        own = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
        return {f"{place}.md": f"---\n{own}---\n{body}"}
    if form == 3:
        own = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
        return {f"{place}.md": f"+++\n{own}+++\n{body}"}
    return {f"{place}.md": f"<!--\n{lines(**fields)}-->\n\n{body}" if form else f"{lines(**fields)}\n{body}"}


def odd(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose titles, tags, categories and authors are made of anything, in all forms of metadata."""
    files: dict[str, str] = {}
    for number in range(posts):
        fields = {"title": f"{material.odd()} {number}", "date": "2024-03-05", "slug": f"s{number}"}
        if number % 4 == 0:
            tag, category = (
                material.odd().replace(",", ""),
                material.odd().translate(dict.fromkeys(map(ord, "/\\"))),
            )
            fields |= {"category": f"c {category} {number}", "tags": f"{tag} {number}, {number} {tag} b"}
        if number % 4 == 1:
            fields["author"] = f"{material.odd()} {number}, {number} {material.ordinary()}"
        files |= written(f"posts/{number}", fields, "text\n", number % 5)
    return files


def names(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose names and folders are made of anything; every other has a slug of its own."""
    files = {}
    for number in range(posts):
        folder = f"{material.name(material.odd())}/" if number % 5 == 0 else ""
        fields = {"date": "2024-03-05", **({"slug": f"{material.odd()} {number}"} if number % 3 == 0 else {})}
        name = f"{folder}x {material.name(material.odd())} {number}".translate(
            dict.fromkeys(map(ord, "[]*?"))
        )
        files[f"posts/{name}.md"] = f"{lines(**fields)}\ntext\n"
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        head = lines(title=f"T {number}", date="2024-03-05", slug=f"s{number}")
        files[f"posts/{number}.md"] = f"{head}\n{body}[^1]: note\n"
    return files


_DATES: Final = (
    "2024-03-05", "2024-03-05 10:20", "2024-03-05 10:20:30", "2024-03-05T10:20:30Z", "2024-03-05 10:20 UTC+09:00",
    "5 March 2024", "March 5, 2024", "Mar 5th, 2024 8pm", "05/03/2024", "25/12/2023", "12/25/2023", "20240305",
    "20240305T1020", "2024-03-05 10h20", "Tue, 05 Mar 2024 10:20:30 GMT", "2024-03-05 10:20 UTC", "2024.03.05",
    "2024/3/5", "2024-3-5", "2024-07-05 10:20", "2024-03-05 10:20:30.5", "3/5/24", "2024-03-05 8 PM",
    "2024-03-05 10:20:30 -08:00", "2024-03-05 10:20 -0800", "2024-03-31 02:30", "2024-10-27 02:30",
    "2199-01-01", "1969-12-31 23:00", "2024-03-05 10:20:30 UTC-03:00",
)  # fmt: skip
_METADATA: Final = (
    "tags: a 2, b,,a 10 , Ab\n", "tags:\n", "tags: c++, .net\n", "category: One, Two\n", "category:\n",
    "author: Ann, Bo\n", "authors: Ann\n", "status: DRAFT\n", "status: draft\n", "status: private\n",
    "status: odd\n", "status: published\n", "tags: draft, x\n", "tags: private\n", "slug: Own Slug\n",
    "slug: a/b\n", "slug:\n", "slug: Ünïcode\n", "slug: index\n", "pretty_url: no\n", "pretty_url: True\n",
    "pretty_url: maybe\n", "hidetitle: 1\n", "title: second\n", "title:\n", "Title: upper\n",
    "date: 2020-01-01\n", "section: Sec\n", "type: micro\n", "updated: 2024-05-05\n",
    "description: One *two*\n", "template: x.tmpl\n", "tags: «x», “y”, 'z'\n", "title: A & <b>b</b> `c` *d*\n",
    'title: "quoted"\n', "title: a: b: c\n", "  title: indented\n", "has_math: yes\n",
)  # fmt: skip
_FORMS: Final = {
    "comment": "<!--\n.. title: C\n.. date: 2024-03-05\n-->\nwords\n",
    "one line": "<!-- .. title: O -->\n.. date: 2024-03-05\n\nwords\n",
    "blank inside": ".. title: B\n.. date: 2024-03-05\n\n.. tags: late\n\nwords\n",
    "crlf": ".. title: R\r\n.. date: 2024-03-05\r\n.. tags: a\r\n\r\nwords\r\n",
    "yaml": "---\ntitle: Y\ndate: 2024-03-05 10:20:30\ntags: [b, a, Ab]\ncategory: C\nauthor: Ann, Bo\n---\nwords\n",
    "yaml numbers": "---\ntitle: 2024\ndate: 2024-03-05\nslug: ''\ntags:\n---\nwords\n",
    "yaml text": "---\ntitle: 'T: t'\ndate: '2024-03-05 08:00 UTC+02:00'\ntags: b, a\nstatus: draft\n---\n\nwords\n",
    "toml": '+++\ntitle = "T"\ndate = "2024-03-05 10:20"\ntags = ["b", "a"]\nslug = "own"\n+++\nwords\n',
    "text before": "words\n.. title: Late\n.. date: 2024-03-05\n\nmore\n",
}  # fmt: skip
_SETTINGS: Final = {
    "files": "PRETTY_URLS = False\n",
    "kept": "USE_SLUGIFY = False\n",
    "tagged": "USE_TAG_METADATA = True\n",
    "now": "FUTURE_IS_NOW = True\n",
    "named": "FILE_METADATA_REGEXP = r'.*/(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)-(?P<title>.*)\\.md'\n",
    "indexes": "STRIP_INDEXES = False\n",
    "folders": "CATEGORY_DESTPATH_AS_DEFAULT = True\n",
}
_PLACES: Final = (
    "one",
    "2024-03-05-two-Three",
    "deep/Four Five",
    "UPPER_x",
    "ünï 你好",
    "index",
    "dotted.name",
    "a--b",
)
_BODIES: Final = {
    "code": '```py\nx = 1\n```\n\n    :::python\n    y = 2\n\n```{.js hl_lines="1"}\nz()\n```\n',
    "footnotes": "Words[^1] and[^n].\n\n[^1]: The note.\n[^n]:\n    Long *note*\n\n    second\n",
    "lists": "1. a\n2. b\n\n- x\n    - y\n\n    para\n\n* c\n1. d\n",
    "definition": "Term\n:   Meaning\n\nOther\n:   More\n\n    para\n",
    "table": "| a | b |\n| --- | ---: |\n| c | `d|e` |\n| *f* | g \\| h |\n",
    "abbr": "The HTML spec\n\n*[HTML]: Hyper Text\n",
    "attr": "para\n{: .c }\n\n*em*{: .red } word\n\n[b](/about/){: .md-button }\n",
    "html": '<div markdown="1">\n*in* html\n</div>\n\n<div>*raw*</div>\n',
    "quotes": "\"a\" -- 'b' --- it's ...\n\n> quote\n> - list\n",
    "links": "https://a.example/b <https://e.example> [ref][r] [r]\n\n[r]: https://x.example 'T'\n",
    "headings": "## Dup\n\n## Dup\n\n### `code` x\n\n## A & B &amp; C\n\n#No blank\n\nSet\n---\n\n## Own {: #mine }\n",
    "breaks": "line one\nline two  \nthree\\\nfour\n",
    "struck": "~~gone~~ H~2~O ==m== x^2^\n",
    "shortcode": '{{% raw %}}{{ x }}{{% /raw %}}\n\n{{% emoji smile %}}\n\n'
    '{{% link_figure url="https://x.example/" title="T" %}}\n',
    "teaser": "first *words* here\n\n<!-- TEASER_END: Go on -->\n\nlast\n",
    "ended": "first words\n\n<!-- END_TEASER -->\n\nlast\n",
    "bold": "**a**b __c__d *e*f _g_h snake_case_word **bold** text__\n",
    "starred": "[a](link://slug/b) <!-- comment --> x\n",
}  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {**site(), **ordinary(material, posts)}, _ALL)
    yield Sample("titles odd", {**site(), **odd(material, posts)}, _FRONT)
    yield Sample("names odd", {**site(), **names(material, posts)}, ("title", "slug", "address"))
    yield Sample("headings usual", {**site(), **headings(material, posts, strange=False)}, ("ids", "words"))
    yield Sample("headings odd", {**site(), **headings(material, posts, strange=True)}, ("ids", "words"))
    plain = {**site(extensions=_EXTRA), **headings(material, posts // 4, strange=True)}
    yield Sample("headings none", plain, ("ids", "words"))
    dates = {f"posts/{at}.md": f"{lines(title='T', date=one)}\nx\n" for at, one in enumerate(_DATES)}
    yield Sample("dates", {**site(), **dates}, ("instant", "shown"))
    head = lines(title="T", date="2024-03-05")
    said = {f"posts/x {at}.md": f"{head}.. {one}\nwords\n" for at, one in enumerate(_METADATA)}
    yield Sample("metadata", {**site(), **said}, _FRONT)
    forms = {f"posts/{name}.md": text for name, text in _FORMS.items()}
    yield Sample("forms", {**site(), **forms}, (*_FRONT, "text"))
    for name, setting in _SETTINGS.items():
        extra = lines(tags="draft, x, mathjax")
        places = {f"posts/{one}.md": f"{lines(date='2199-03-05')}{extra}\nx\n" for one in _PLACES}
        yield Sample(f"set {name}", {**site(setting), **places}, _FRONT)
    bodies = {
        f"posts/{name}.md": f"{lines(title='T', date='2024-03-05', slug=name)}\n{text}"
        for name, text in _BODIES.items()
    }
    yield Sample("markup", {**site(), **bodies}, ("excerpt", "text", "ids", "words"))
