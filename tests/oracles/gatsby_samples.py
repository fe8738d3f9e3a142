"""Archives for Gatsby: ordinary posts, odd names and headings, front matter, dates, and markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample
from tests.oracles.vitepress_samples import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.oracles.random_text import RandomText

_FRONT: Final = ("title", "instant", "tags", "address")
_LINKS: Final = "`gatsby-remark-autolink-headers`"


def site(*plugins: str) -> dict[str, str]:
    """A configuration as the starter for blogs has it, with plugins for Markdown."""
    return {
        "gatsby-config.js": (
            "/** @type {import('gatsby').GatsbyConfig} */\nmodule.exports = {\n  siteMetadata: { title: `S` },\n"
            "  plugins: [\n    { resolve: `gatsby-source-filesystem`, options: {\n"
            "      path: `${__dirname}/content/blog`, name: `blog` } },\n"
            f"    {{ resolve: `gatsby-transformer-remark`, options: {{ plugins: [{', '.join(plugins)}] }} }},\n"
            "  ],\n}\n"
        )
    }


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as the starter has them: a folder each."""
    files = {}
    for number in range(posts):
        title = f"{material.ordinary()} {number}"
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        fields: dict[str, object] = {"title": title, "tags": ["a tag", "react"]}
        text = page(fields, f"{body}\n").replace("---\n", f"---\ndate: {material.day()}T10:20:30.000Z\n", 1)
        files[f"content/blog/{material.hyphened(title)}/index.md"] = text
    return files


def odd(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose names and folders are made of anything."""
    files = {}
    for number in range(posts):
        folder = material.name(material.odd()) + "/" if number % 5 == 0 else ""
        kind = "/index.md" if number % 7 == 0 else ".md"
        files[f"content/blog/{folder}x {material.name(material.odd())} {number}{kind}"] = page({"title": "T"})
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"content/blog/{number}.md"] = page({"title": "T"}, f"{body}[^1]: note\n")
    return files


_MATTER: Final = (
    "slug: own-slug", "tags: a", "tags: [a, b, a]", "tags: [2020, 1.10, yes]", "tags:\n  - x y", "title: 'q: r'",
    "title: '<b>x</b> & y'", "title: ''",
)  # fmt: skip
_DATES: Final = (
    "2024-03-05", "2024-03-05T10:20:30Z", "2024-03-05 10:20:30", "2024-03-05T10:20:30+09:00", "'2024-03-05'",
    "'2024-03-05T10:20:30'", "'2024-03-05 10:20'", "Jul 08 2022", "'July 8, 2022 10:20'", "2024-02-30", "'2024-03'",
    "'2024'", "nonsense", "", "2024-3-5", "'2024-3-5'", "2022-07-08T10:20:30.123Z", "2015-05-01T22:12:03.284Z",
)  # fmt: skip
_BODIES: Final[Mapping[str, str]] = {
    "breaks": "line one\nline two\\\nthree\n",
    "quotes": "\"a\" -- 'b' --- it's ...\n",
    "own": "## With id {#own-id}\n\n## Dup\n\n## Dup\n\n## Dup 1\n\n## Dup\n\n## {#alone}\n\n## *em* {#em}\n",
    "tags": '## <img alt="alt" src="/x.png"> img\n\n## `<Foo />` use\n\n## ![alt](/x.png) pic\n',
    "marks": "## *em* **b** [l](/x)\n\n## a <b>t</b>\n",
    "dashes": "## a -- b\n\n## a --- b\n\n## It's \"q\" ...\n",
    "signs": "## 1. Intro\n\n## Café\n\n## C++ & C#\n\n## 🚀 Launch\n\n## :tada: x\n\n## R&amp;D &copy; x\n",
    "math": "$x$ and $$y$$\n",
    "struck": "a ~~b~~ c ~d~ H~2~O ==m==\n",
    "notes": "Words[^1] and more^[Inline.].\n\n## Note[^1]\n\n[^1]: The note.\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "alert": "> [!NOTE]\n> words\n",
    "code": "```js:title=a.js {1}\na()\n```\n\n```jsx{2,3}\nb()\nc() // highlight-line\n```\n",
    "links": "https://a.example/b www.c.example me@d.example\n",
    "html": "<div>\n\n*x*\n\n</div>\n\n<b>y</b> z\n",
}  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names and headings are `posts` in number in each."""
    linked = site(_LINKS)
    yield Sample("usual", {**linked, **ordinary(material, posts)}, (*_FRONT, "ids", "words"))
    yield Sample("names odd", {**linked, **odd(material, posts)}, ("address",))
    yield Sample("headings usual", {**linked, **headings(material, posts, strange=False)}, ("ids", "words"))
    yield Sample("headings odd", {**linked, **headings(material, posts, strange=True)}, ("ids",))
    matter = {f"content/blog/f{i:02}.md": f"---\n{one}\n---\nx\n" for i, one in enumerate(_MATTER)}
    yield Sample("front matter", {**linked, **matter}, _FRONT)
    dates = {f"content/blog/d{i:02}.md": f"---\ndate: {one}\n---\nx\n" for i, one in enumerate(_DATES)}
    yield Sample("dates", {**linked, **dates}, ("instant",))
    bodies = {f"content/blog/{name}.md": page({"title": "T"}, text) for name, text in _BODIES.items()}
    yield Sample("markup", {**linked, **bodies}, ("text", "ids", "words"))
    own = site("{ resolve: `gatsby-remark-autolink-headers`, options: { enableCustomId: true } }")
    yield Sample("markup own", {**own, **bodies}, ("ids",))
    yield Sample("markup smart", {**site("`gatsby-remark-smartypants`"), **bodies}, ("text", "ids", "words"))
