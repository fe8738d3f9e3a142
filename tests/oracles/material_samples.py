"""Archives for the blog of Material for MkDocs: ordinary posts, odd titles, names and headings, dates, and settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_HEAD: Final = (
    "site_name: Garden\nsite_url: https://site.example/\ntheme:\n  name: material\n"
    "validation:\n  links:\n    not_found: info\n"
)
_BLOG: Final = "plugins:\n  - blog:\n      draft: true\n"
_USUAL: Final = (
    "markdown_extensions:\n  - admonition\n  - footnotes\n  - attr_list\n  - md_in_html\n  - def_list\n"
    "  - tables\n  - abbr\n  - pymdownx.superfences\n  - pymdownx.details\n  - pymdownx.highlight\n"
    "  - pymdownx.tasklist\n  - pymdownx.caret\n  - pymdownx.mark\n  - pymdownx.tilde\n  - pymdownx.keys\n"
    "  - pymdownx.inlinehilite\n  - pymdownx.tabbed:\n      alternate_style: true\n"
    "  - toc:\n      permalink: true\n"
)
_AUTHORS: Final = (
    "authors:\n  ann:\n    name: Ann Lee\n    description: Gardener\n    avatar: https://a.example/a.png\n"
    "  bo:\n    name: Bo Chu\n    description: Cook\n    avatar: https://a.example/b.png\n"
)
_FRONT: Final = ("title", "instant", "tags", "categories", "authors", "draft", "shown", "slug", "address")
_ALL: Final = (*_FRONT, "excerpt", "ids", "words", "links", "dead")


def site(extensions: str = _USUAL, blog: str = _BLOG) -> dict[str, str]:
    """What each site has beside its posts."""
    return {
        "mkdocs.yml": _HEAD + blog + extensions,
        "docs/index.md": "# Home\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/.authors.yml": _AUTHORS,
        "docs/.authors.yml": _AUTHORS,
    }


def post(fields: dict[str, object], body: str) -> str:
    """A post with front matter in YAML; what is no text is written as it is."""
    lines = "".join(
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in fields.items()
    )
    return f"---\n{lines}---\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them, a few of them with links to each other."""
    files: dict[str, str] = {}
    names: list[str] = []
    for number in range(posts):
        title = f"{material.ordinary()} {number}"
        body = f"# {title}\n\n{material.paragraph()}\n\n"
        if number % 3:
            body += "<!-- more -->\n\n"
        for _ in range(3):
            body += f"## {material.ordinary()}\n\n{material.paragraph()}\n\n"
        if names:
            target = material.chance.choice(names)
            body += (
                f"See [one]({target}), [home](../../index.md), [gone](gone.md), [out](https://x.example/).\n"
            )
        names.append(f"{material.hyphened(title)}.md")
        files[f"docs/blog/posts/{names[-1]}"] = post(_fields(material, number), body)
    return files


def _fields(material: RandomText, number: int) -> dict[str, object]:
    chance = material.chance
    date = f"{material.day()}{chance.choice(('', '', ' 10:20:30', 'T09:08:07+02:00'))}"
    fields: dict[str, object] = {
        "categories": chance.sample(("Notes", "Web Dev", "Über", "C++"), 2),
        "tags": chance.sample(("python", "A Tag", "notes"), 2),
        "authors": chance.choice((["ann"], ["bo", "ann"])),
        "title": f"{material.ordinary()} {number}",
        "description": material.ordinary(),
        "slug": f"own-{number}",
        "draft": True,
    }
    shares = {"categories": 0.5, "tags": 0.5, "authors": 0.5, "title": 0.2, "description": 0.3, "slug": 0.1}
    kept = {key: value for key, value in fields.items() if chance.random() < shares.get(key, 0.1)}
    updated = chance.random() < 0.2
    return {"date": f"\n  created: {date}\n  updated: 2025-01-01" if updated else date, **kept}


def titles(material: RandomText, posts: int, *, markup: bool) -> dict[str, str]:
    """Posts whose titles, categories and tags are made of anything, in front matter and as headings by turns.

    Marks of Markdown are in headings alone.
    """
    files = {}
    for number in range(posts):
        title = f"{material.odd(markup=markup and number % 2 == 0)} {number}"
        fields: dict[str, object] = {"date": "2024-03-05"}
        if number % 2:
            fields["title"] = title
        if number % 4 == 0:
            fields["categories"] = [f"{material.odd()} {number}"]
            fields["tags"] = [material.odd(), material.odd()]
        head = "" if number % 2 else f"# {title}\n\n"
        files[f"docs/blog/posts/{number}.md"] = post(fields, f"{head}text\n")
    return files


def names(material: RandomText, posts: int) -> dict[str, str]:
    """Posts and pages whose names and folders are made of anything; some have no title."""
    files = {}
    for number in range(posts):
        folder = f"{material.name(material.odd())}/" if number % 5 == 0 else ""
        top = "docs/blog/posts/" if number % 3 else "docs/notes/"
        name = f"{folder}x {material.name(material.odd())} {number}"
        files[f"{top}{name}.md"] = post({"date": "2024-03-05"}, "text\n" if number % 2 else "# T\n")
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"docs/blog/posts/{number}.md"] = post(
            {"date": "2024-03-05", "title": f"T {number}"}, body + "[^1]: note\n"
        )
    return files


_DATES: Final = (
    "2024-03-05", "2024-03-05 10:20:30", "2024-03-05T10:20:30Z", "2024-03-05 10:20:30 +09:00",
    "2024-03-05 10:20:30.5", "2024-03-05t10:20:30-08:00", "2024-3-5 1:02:03", "2024-12-31 23:59:59 -5",
    "\n  created: 2024-03-05", "\n  created: 2024-03-05 08:00:00\n  updated: 2024-04-01\n  other: 2024-05-01",
    "2199-01-01", "1969-12-31", "0001-01-01", "2024-02-29 00:00:00 +14:00",
    "{created: 2024-03-05, updated: 2024-04-01}",
)  # fmt: skip
_TITLES: Final = {
    "front": post({"date": "2024-03-05", "title": "A & <b>b</b> `c` *d*"}, "# Other\n\ntext\n"),
    "second": "---\ndate: 2024-03-05\n---\n## Two\n\n# One\n",
    "late": "---\ndate: 2024-03-05\n---\ntext\n\n# Late\n",
    "setext": "---\ndate: 2024-03-05\n---\nSet *em* `x`\n=====\n",
    "marks": "---\ndate: 2024-03-05\n---\n# A **b** [l](x.md) ![alt](i.png) \\*c\\* &amp; d\n",
    "attr": "---\ndate: 2024-03-05\n---\n# Attr { #own .c }\n",
    "closed": "---\ndate: 2024-03-05\n---\n# Closed ##\n",
    "tight": "---\ndate: 2024-03-05\n---\n#Tight\n",
    "html": "---\ndate: 2024-03-05\n---\n<h1>In HTML</h1>\n\ntext\n",
    "comment": "---\ndate: 2024-03-05\n---\n<!-- c -->\n# After a comment\n",
    "blank": "---\ndate: 2024-03-05\n---\n\n\n\n# After blanks\n",
    "code": "---\ndate: 2024-03-05\n---\n    # In code\n\n# Out\n",
    "dots": "---\ndate: 2024-03-05\n...\n# Dots\n",
    "my-name_OF": "---\ndate: 2024-03-05\n---\ntext\n",
    "UPPER": "---\ndate: 2024-03-05\n---\ntext\n",
    "lower.dotted": "---\ndate: 2024-03-05\n---\ntext\n",
    "slugged": "---\ndate: 2024-03-05\nslug: Own Slug/é\n---\n# T\n",
    "drafted": "---\ndate: 2024-03-05\ndraft: yes\n---\n# D\n",
    "undrafted": "---\ndate: 2199-03-05\ndraft: false\n---\n# U\n",
    "twice": "---\ndate: 2024-03-05\ncategories: [a, b, a]\ntags: [x, x]\nauthors: [ann, ann]\n---\n# W\n",
}  # fmt: skip
_SETTINGS: Final = {
    "formats": 'post_url_format: "{categories}/{date}/{file}-{slug}"\n      post_url_date_format: "yyyy/DDD/HH"',
    "no date": 'post_url_format: "{slug}"',
    "future": "draft_if_future_date: true",
    "top": "blog_dir: .",
    "cut": 'post_excerpt_separator: "text"',
}
_KINDS: Final = {
    "bare": "",
    "nl2br": "markdown_extensions: [nl2br, sane_lists, smarty, toc]\n",
    "slugs": (
        "markdown_extensions:\n  - toc:\n      slugify: !!python/object/apply:pymdownx.slugs.slugify\n"
        "        kwds: {case: lower}\n"
    ),
    "separator": "markdown_extensions:\n  - toc:\n      separator: '_'\n",
    "title": "markdown_extensions:\n  - toc:\n      slugify: !!python/name:markdown.extensions.toc.slugify_unicode\n",
}
_BODIES: Final = {
    "admonition": '!!! note\n    words\n\n!!! warning "Own *title*"\n    more\n\n'
    '??? tip\n    folded\n\n???+ info ""\n    open\n',
    "tabs": '=== "One"\n\n    first words\n\n=== "Two"\n\n    ```py\n    second()\n    ```\n',
    "footnotes": "Words[^1] and[^n].\n\n[^1]: The note.\n[^n]:\n    Long *note*\n\n    second\n",
    "lists": "1. a\n2. b\n\n- x\n    - y\n\n    para\n\n* c\n1. d\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "definition": "Term\n:   Meaning\n\nOther\n:   More\n\n    para\n",
    "code": '```py title="a.py" linenums="1" hl_lines="1"\nx = 1\ny = 2\n```\n\n'
    '``` { .js .annotate }\na() // (1)!\n```\n\n1. note\n\n`#!py x + 1`\n',
    "table": "| a | b |\n| --- | ---: |\n| c | `d|e` |\n| *f* | g \\| h |\n",
    "abbr": "The HTML spec\n\n*[HTML]: Hyper Text\n",
    "marks": "==mark== ^^ins^^ ~~del~~ H~2~O x^2^ ++ctrl+alt+del++\n",
    "attr": "para\n{ .c }\n\n*em*{ .red } word\n\n[b](index.md){ .md-button }\n",
    "html": '<div markdown>\n*in* html\n</div>\n\n<div>*raw*</div>\n\n'
    '<details markdown="1"><summary>S</summary>\nin *it*\n</details>\n',
    "quotes": "\"a\" -- 'b' --- it's ...\n\n> quote\n> - list\n",
    "emoji": ":smile: :material-account: :nosuch:\n",
    "links": "https://a.example/b <https://e.example> [ref][r] [r]\n\n[r]: https://x.example 'T'\n",
    "headings": "## Dup\n\n## Dup\n\n## Dup_1\n\n### `code` x\n\n## A & B &amp; C\n\n"
    "#No blank\n\nSet\n---\n\n## Own { #mine }\n\n## ![alt](i.png) pic\n\n##\n",
    "breaks": "line one\nline two  \nthree\\\nfour\n",
    "math": "$x$ and \\(y\\)\n\n$$\nz\n$$\n",
    "contents": "[TOC]\n\n## A\n\n### B\n",
    "more": "first *words* here\n\n<!-- more -->\n\nlast\n",
    "snip": '--8<-- "gone.md"\n',
    "grid": '<div class="grid cards" markdown>\n\n- one\n- two\n\n</div>\n',
    "bold": "**a**b __c__d *e*f _g_h snake_case_word **bold** text__\n",
}  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    inside = "docs/blog/posts/"
    yield Sample("usual", {**site(), **ordinary(material, posts)}, _ALL)
    yield Sample("titles odd", {**site(), **titles(material, posts, markup=False)}, _FRONT)
    yield Sample("titles markup", {**site(), **titles(material, posts, markup=True)}, _FRONT)
    yield Sample("names odd", {**site(), **names(material, posts)}, ("title", "slug", "address"))
    yield Sample("headings usual", {**site(), **headings(material, posts, strange=False)}, ("ids", "words"))
    yield Sample("headings odd", {**site(), **headings(material, posts, strange=True)}, ("ids", "words"))
    for name, extensions in _KINDS.items():
        files = {**site(extensions), **headings(material, posts // 4, strange=True)}
        yield Sample(f"ids {name}", files, ("ids", "words"))
    dates = {f"{inside}{at}.md": post({"date": one}, "# T\n") for at, one in enumerate(_DATES)}
    yield Sample("dates", {**site(), **dates}, ("instant", "address"))
    yield Sample(
        "titles", {**site(), **{f"{inside}{name}.md": text for name, text in _TITLES.items()}}, _FRONT
    )
    for name, said in _SETTINGS.items():
        files = site(blog=f"plugins:\n  - blog:\n      draft: true\n      {said}\n")
        here = "docs/posts/" if name == "top" else inside
        several = {f"{here}{path.rpartition('/')[2]}": text for path, text in ordinary(material, 20).items()}
        yield Sample(f"set {name}", {**files, **several}, (*_FRONT, "excerpt"))
    bodies = {
        f"{inside}{name}.md": post({"date": "2024-03-05", "title": "T"}, text)
        for name, text in _BODIES.items()
    }
    yield Sample("markup", {**site(), **bodies}, ("excerpt", "text", "ids", "words"))
