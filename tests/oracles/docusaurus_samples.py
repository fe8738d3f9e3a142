"""Archives for Docusaurus: ordinary posts, odd names, titles and headings, dates, front matter, settings, markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_FRONT: Final = ("title", "instant", "tags", "authors", "draft", "shown", "address")
_ALL: Final = (*_FRONT, "excerpt", "ids", "words", "links", "dead")
_LISTS: Final = {
    "blog/authors.yml": "ann:\n  name: Ann Lee\nbo:\n  name: Bo Chu\n  title: Cook\n",
    "blog/tags.yml": "garden:\n  label: The garden\n  permalink: /green\ntools: {}\n",
}


def site(blog: str = "", said: str = "", docs: str = "false") -> dict[str, str]:
    """The configuration of a site, with options of its blog and other settings."""
    config = (
        "export default {\n  title: 'S', url: 'https://site.example', baseUrl: '/',\n"
        "  onBrokenLinks: 'ignore', onBrokenAnchors: 'ignore',\n"
        "  markdown: {hooks: {onBrokenMarkdownLinks: 'ignore', onBrokenMarkdownImages: 'ignore'}},\n"
        f"  {said}\n"
        f"  presets: [['classic', {{docs: {docs}, blog: {{showReadingTime: true, "
        f"onInlineTags: 'ignore', onInlineAuthors: 'ignore', onUntruncatedBlogPosts: 'ignore', {blog}}}}}]],\n}};\n"
    )
    return {"docusaurus.config.mjs": config, **_LISTS}


def post(fields: dict[str, object], body: str = "text\n") -> str:
    """A post with front matter in YAML; a date is written as it is."""
    lines = "".join(
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in fields.items()
    )
    return f"---\n{lines}---\n{body}" if fields else body


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them, a few of them with links to each other."""
    chance = material.chance
    files: dict[str, str] = {}
    names: list[str] = []
    for number in range(posts):
        title, day = f"{material.ordinary()} {number}", material.day()
        own = number % 3 == 0
        body = f"# {title}\n\n" if own else ""
        body += f"{material.paragraph()}\n\n"
        if number % 4:
            body += "<!-- truncate -->\n\n"
        for _ in range(3):
            body += f"## {material.ordinary()}\n\n{material.paragraph()}\n\n"
        if names:
            body += f"See [that]({chance.choice(names)}), [gone](/gone) and [out](https://x.example/).\n"
        name = chance.choice(
            (f"{day}-{material.hyphened(title)}.md", f"{day}-{material.hyphened(title)}.mdx")
        )
        names.append(f"./{name}")
        files[f"blog/{name}"] = post(_fields(material, number) | ({} if own else {"title": title}), body)
    return files


def _fields(material: RandomText, number: int) -> dict[str, object]:
    chance = material.chance
    fields: dict[str, object] = {
        "tags": chance.sample(("garden", "tools", "New Thing", "vue"), 2),
        "authors": chance.choice(("ann", ["ann", "bo"], [{"name": "Cy Dee"}, "bo"])),
        "description": material.ordinary(),
        "slug": f"own-{number}",
        "unlisted": True,
        "date": f"{material.day()}{chance.choice(('', 'T10:20', ' 10:20:30', 'T09:08:07+02:00'))}",
    }
    shares = {"tags": 0.6, "authors": 0.6, "description": 0.3, "date": 0.2}
    return {key: value for key, value in fields.items() if chance.random() < shares.get(key, 0.1)}


def titles(material: RandomText, posts: int, *, markup: bool) -> dict[str, str]:
    """Posts whose titles, tags and authors are made of anything, in front matter and as headings by turns."""
    files = {}
    for number in range(posts):
        title = f"{_safe(material.odd(markup=markup and number % 2 == 0))} {number}"
        fields: dict[str, object] = {"title": title} if number % 2 else {}
        if number % 4 == 1:
            fields |= {"tags": [f"{material.odd()} {number}", f"t{number} {material.ordinary()}"]}
            fields |= {"authors": [{"name": f"{material.odd()} {number}"}]}
        head = "" if number % 2 else f"# {title}\n\n"
        files[f"blog/2024-03-05-{number}.md"] = post(fields, f"{head}text\n")
    return files


def _safe(text: str) -> str:
    """A text without what MDX takes for a program or an element, which stops the build."""
    return text.translate(dict.fromkeys(map(ord, "{}<>"))).strip() or "x"


def names(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose names and folders are made of anything, dated and not."""
    files = {}
    for number in range(posts):
        folder = f"{_name(material)}/" if number % 5 == 0 else ""
        day = (str(material.day()), f"{material.day()}".replace("-", "/"), f"{folder}{material.day()}")[
            number % 3
        ]
        kind = "/index.md" if number % 7 == 0 else ".md"
        sign = "-" if number % 4 else ""
        files[f"blog/{folder}{day}{sign}x {_name(material)} {number}{kind}"] = post({}, "text\n")
    return files


def _name(material: RandomText) -> str:
    """A name without signs that part an address, or are a pattern."""
    return (
        material.name(material.odd()).translate(dict.fromkeys(map(ord, '#?[]%*!(){}@+"'))).strip(". _") or "x"
    )


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        said = (material.heading(odd=strange) for _ in range(count))
        body = "".join(f"## {_safe(one) if strange else one}\n\ntext\n\n" for one in said)
        files[f"blog/2024-03-05-{number}.md"] = post({"title": f"T {number}"}, body + "[^1]: note\n")
    return files


_DATES: Final = (
    "2024-03-05", "'2024-03-05'", "2024-03-05T10:20", "2024-03-05 10:20", "2024-03-05 10:20:30",
    "2024-03-05T10:20:30Z", "2024-03-05T10:20:30+09:00", "2024-03-05 10:20:30 +09:00", "2024-03-05T10:20:30.5Z",
    "2024-02", "Feb 3, 2024", "3 February 2024", "2024/03/05", "2024/3/5 10:20", "2024-3-5",
    "'2024-03-05T10:20'", "March 7 2024 10:00", "0999-01-02",
    "2199-01-01", "'2024-03-05 10:20'", "2024-03-05t10:20:30z",
)  # fmt: skip
_FORMS: Final = {
    "2024-03-05-front": post({"title": "A & <b>b</b> `c` *d*"}, "# Other\n"),
    "2024-03-06-empty": "---\ntitle: ''\n---\n# Head\n",
    "2024-03-07-number": "---\ntitle: 2024\n---\n# Head\n",
    "2024-03-08-second": "## Two\n\n# One\n",
    "2024-03-09-late": "text\n\n# Late\n",
    "2024-03-10-setext": "Set *em* `x`\n=====\n\ntext\n",
    "2024-03-11-marks": "# A **b** [l](/x) \\*c\\* &amp; d\n\ntext\n",
    "2024-03-12-own": "# Own {#own-id}\n\ntext\n",
    "2024-03-13-closed": "# Closed ##\n\ntext\n",
    "2024-03-14-tight": "#Tight\n\ntext\n",
    "2024-03-15-import": "import X from 'react';\n\n# After an import\n\ntext\n",
    "2024-03-16-comment": "<!-- c -->\n\n# After a comment\n",
    "2024-03-17-slug": post({"slug": "/abs/Own Slug/é"}, "# T\n"),
    "2024-03-18-slugged": post({"slug": "a/../b"}, "# T\n"),
    "2024-03-19-draft": post({"draft": True}, "# T\n"),
    "2024-03-20-twice": post({"tags": ["x", "x", "X", "garden"], "authors": ["ann", "bo"]}, "# T\n"),
    "2024-03-21-tags": post({"tags": [{"label": "L", "permalink": "/l"}, "tools"]}, "# T\n"),
    "2024-03-22-author": post({"author": "Old Form", "author_title": "W"}, "# T\n"),
    "2024-03-23-both": post({"authors": [{"key": "bo", "name": "Other"}, {"name": "N", "title": "t"}]}, "# T\n"),
    "2024-03-24-json": '---json\n{"title": "J"}\n---\ntext\n',
    "2024-03-25": "text\n",
    "no-date": "---\ndate: 2024-03-05\n---\ntext\n",
    "My Name_of": "---\ndate: 2024-03-05\n---\ntext\n",
    "2024-03-26-index/index": "text\n",
    "2024/03/27/deep/er": "text\n",
    "2024-03-28/in-folder": "text\n",
    "2024-03-29-unlisted": post({"unlisted": True}, "# T\n"),
    "2024-03-30-crlf": "---\r\ntitle: R\r\n---\r\ntext\r\n",
}  # fmt: skip
_FORMATS: Final = (
    "", "mdx:\n  format: md\n", "mdx: {format: md}\n", "mdx:\n  # c\n  format: 'mdx'\n", "mdx:\n  format: detect\n",
    'mdx: { "format": "md" }\n',
)  # fmt: skip
"""Front matter by which a file says whether it is MDX."""
_SETTINGS: Final = {
    "route": ("routeBasePath: 'notes'", ""),
    "root": ("routeBasePath: '/'", ""),
    "base": ("", "baseUrl: '/b/',"),
    "slash": ("", "trailingSlash: true,"),
    "path": ("path: 'posts', authorsMapPath: 'people.yml', tags: 'labels.yml'", ""),
}
_BODIES: Final = {
    "admonitions": (
        ":::note\n\nwords\n\n:::\n\n:::tip[My *own* title]\n\nmore\n\n:::\n\n:::info Old title\n\nold\n\n:::\n\n"
        "::::danger\n\n:::warning\n\ninner\n\n:::\n\n::::\n\n:::unknown\n\nstays\n\n:::\n"
    ),
    "code": '```js title="a.js" {1,3-4} showLineNumbers\na()\nb()\n```\n\n    indented\n',
    "headings": (
        "## Dup\n\n## Dup\n\n### `code` x\n\n## A & B &amp; C\n\n## Own {#mine}\n\n## Mixed *em* **b** [l](/x)\n\n"
        "## 1. Intro\n\n## C++ & C#\n\n## ½ ﬁ Ⅳ\n\n## 🚀 Launch :tada:\n\n##\n"
    ),
    "emoji": ":tada: :nosuch: 🚀 :+1:\n",
    "struck": "a ~~b~~ c ~d~ H~2~O ==m==\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "notes": "Words[^1].\n\n[^1]: The note.\n",
    "table": "| a | b |\n| - | - |\n| c | `d\\|e` |\n",
    "links": "https://a.example/b www.c.example [r]\n\n[r]: /x\n",
    "jsx": '<div className="x">\n\n*in* words\n\n</div>\n\n<span>inline *em*</span> {1 + 1} {/* gone */}\n',
    "details": "<details>\n<summary>More</summary>\n\ninside\n\n</details>\n",
    "comment": "<!-- gone -->\n\ntext <!-- gone too --> more\n",
    "directive": "a :name[b] c ::leaf[d]\n\n:inline at 10:30\n",
    "breaks": "one\ntwo  \nthree\\\nfour\n",
    "quotes": "\"a\" -- 'b' --- it's ...\n\n> q\n> - l\n",
    "truncated": "first *words*\n\n{/* truncate */}\n\nrest\n",
    "export": "export const x = 1;\n\nWords {x}.\n",
    "raw heading": "<h2>Raw</h2>\n\n## Raw\n",
    "escapes": "\\{ a \\} \\< b\n",
}  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {**site(), **ordinary(material, posts)}, _ALL)
    yield Sample("titles odd", {**site(), **titles(material, posts, markup=False)}, _FRONT)
    yield Sample("titles markup", {**site(), **titles(material, posts, markup=True)}, _FRONT)
    yield Sample("names odd", {**site(), **names(material, posts)}, ("title", "instant", "address"))
    yield Sample("headings usual", {**site(), **headings(material, posts, strange=False)}, ("ids", "words"))
    yield Sample("headings odd", {**site(), **headings(material, posts, strange=True)}, ("ids", "words"))
    dates = {f"blog/{at}.md": post({"date": one, "title": "T"}) for at, one in enumerate(_DATES)}
    yield Sample("dates", {**site(), **dates}, ("instant",))
    yield Sample(
        "forms", {**site(), **{f"blog/{name}.md": text for name, text in _FORMS.items()}}, (*_FRONT, "text")
    )
    for name, (blog, said) in _SETTINGS.items():
        files = {
            path.replace("blog/", "posts/") if name == "path" else path: text
            for path, text in _several().items()
        }
        yield Sample(f"set {name}", {**site(blog, said), **files}, _FRONT)
    bodies = {
        f"blog/2024-03-05-{name}{ending}": post({"title": "T", "slug": name + ending}, text)
        for name, text in _BODIES.items()
        for ending in (".md", ".mdx")
    }
    formats = {
        f"blog/2024-03-05-f{at}{ending}": f"---\nslug: f{at}{ending}\n{said}---\n<b>in *em*</b> {{1 + 1}} words\n"
        for at, said in enumerate(_FORMATS)
        for ending in (".md", ".mdx")
    }
    for name in ("mdx", "md", "detect"):
        said = f"markdown: {{format: '{name}'}},"
        yield Sample(f"format {name}", {**site("", said), **formats}, ("text", "words"))
    yield Sample("markup", {**site(), **bodies}, ("excerpt", "text", "ids", "words"))


def _several() -> dict[str, str]:
    named = {f"blog/{name}.md": text for name, text in _FORMS.items()}
    people = "ann:\n  name: Ann P\nbo:\n  name: Bo P\n"
    return named | {"blog/people.yml": people, "blog/labels.yml": "tools: {label: TT}\n"}
