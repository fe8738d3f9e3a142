"""Archives for Astro: ordinary posts, odd names and headings, front matter, dates, and markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_SITE: Final = {
    "astro.config.mjs": "export default { site: 'http://site' };\n",
    "src/content.config.ts": (
        "import { defineCollection } from 'astro:content';\nimport { glob } from 'astro/loaders';\n"
        "const blog = defineCollection({ loader: glob({ pattern: '**/[^_]*.md', base: './src/content/blog' }) });\n"
        "export const collections = { blog };\n"
    ),
}  # fmt: skip
_FOLDER: Final = "src/content/blog/"
_FRONT: Final = ("title", "instant", "tags", "draft", "shown", "address")


def entry(fields: dict[str, object], body: str = "text\n", bare: str = "") -> str:
    """An entry with front matter in YAML; `bare` are lines that stand there as they are."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}{bare}---\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Entries as most people write them."""
    files = {}
    for number in range(posts):
        title, day = f"{material.ordinary()} {number}", material.day()
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        bare = f"pubDate: {day}\ntags: [a tag, astro]\n"
        bare += "draft: true\n" if material.chance.random() < 0.1 else ""
        files[f"{_FOLDER}{material.hyphened(title)}.md"] = entry({"title": title}, body + "\n", bare)
    return files


def _name(material: RandomText) -> str:
    """A name without the signs that part an address, which Astro does not find itself."""
    return material.name(material.odd()).translate({ord("#"): "", ord("?"): ""}).strip(". ") or "x"


def odd(material: RandomText, posts: int) -> dict[str, str]:
    """Entries whose names and folders are made of anything."""
    files = {}
    for number in range(posts):
        folder = _name(material).lstrip("_") + "/" if number % 5 == 0 else ""
        kind = "/index.md" if number % 7 == 0 else ".md"
        files[f"{_FOLDER}{folder}x {_name(material)} {number}{kind}"] = entry({"title": "T"})
    return files


def heading(material: RandomText, *, strange: bool) -> str:
    """The text of a heading, its images with paths on the site: Astro asks for files otherwise."""
    return material.heading(odd=strange).replace("](i.png", "](/i.png")


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Entries with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {heading(material, strange=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"{_FOLDER}{number}.md"] = entry({"title": "T"}, body + "[^1]: note\n")
    return files


_MATTER: Final = (
    "slug: own-slug", "slug: Own Slug", "slug: a/b", "slug: /lead/", "slug: 2024", "permalink: /p/q/", "url: /u/",
    "tags: a, b", "tags: [a, b, a]", "tags: [2020, 1.10, yes]", "tags:\n  - x y", "keywords: [k]", "tag: one",
    "draft: true", "draft: yes", "draft: false", "draft: no", "draft: 'false'", "published: false", "status: draft",
    "hidden: true", "title: 2024", "title: 'q: r'",
)  # fmt: skip
_DATES: Final = (
    "2024-03-05", "2024-03-05T10:20:30Z", "2024-03-05 10:20:30", "2024-03-05T10:20:30+09:00", "'2024-03-05'",
    "'2024-03-05T10:20:30'", "'2024-03-05 10:20'", "Jul 08 2022", "'July 8, 2022 10:20'", "2024", "20240305",
    "1709632800000", "2024-02-30", "2024-13-45", "'2024-02-30'", "'2024'", "'2024-03'", "05/03/2024", "25/12/2023",
    "8 July 2022", "2024/03/05", "nonsense", "", "2024-3-5", "'2024-3-5'", "Fri, 08 Jul 2022 10:20:30 GMT",
    "2022-07-08T10:20:30.123Z", "1970-01-01", "2024-03",
)  # fmt: skip
_NAMES: Final = (
    "My Post", "CamelCase", "with.dots", "Über Straße", "你好 世界", "2024/Deep Folder/x", "a+b & c", "don't", "x.en",
    "[id]", "index", "sub/index", "other/INDEX", "2024-03-05-dated", "under_score", "a--b", "UPPER/lower", "c  d", "é",
    "İstanbul", "x½", "Ⅳ", "y²", "a—b", "(paren)", "100%", "sub/2024/index", "emoji 🚀",
)  # fmt: skip
_BODIES: Final = {
    "breaks": "line one\nline two\\\nthree\n",
    "quotes": "\"a\" -- 'b' --- it's ...\n",
    "own": "## With id {#own-id}\n\n## Dup\n\n## Dup\n\n## Dup 1\n\n## Dup\n",
    "tags": '## <img alt="alt"> img\n\n## `<Foo />` use\n\n## ![alt](/x.png) pic\n\n## *em* **b** [l](/x)\n',
    "dashes": '## a -- b\n\n## a --- b\n\n## It\'s "q" ...\n',
    "math": "$x$ and $$y$$\n\n## $x$ y\n",
    "directive": ":::note\nwords\n:::\n",
    "struck": "a ~~b~~ c ~d~ H~2~O\n",
    "notes": "Words[^1].\n\n## Note[^1]\n\n[^1]: The note.\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "alert": "> [!NOTE]\n> words\n",
    "entities": "## &amp; &copy; x\n\n## a < b & c\n",
    "emoji": "## :smile: x 🚀\n\n:smile:\n",
    "attributes": "para\n{: .cls }\n\n## x {.c}\n",
}


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names and headings are `posts` in number in each."""
    yield Sample("usual", {**_SITE, **ordinary(material, posts)}, (*_FRONT, "ids", "words"))
    yield Sample("names odd", {**_SITE, **odd(material, posts)}, ("address",))
    yield Sample("headings usual", {**_SITE, **headings(material, posts, strange=False)}, ("ids", "words"))
    yield Sample("headings odd", {**_SITE, **headings(material, posts, strange=True)}, ("ids",))
    matter = {f"{_FOLDER}f{i:02}.md": entry({}, bare=f"{one}\n") for i, one in enumerate(_MATTER)}
    yield Sample("front matter", {**_SITE, **matter}, _FRONT)
    dates = {f"{_FOLDER}d{i:02}.md": entry({}, bare=f"pubDate: {one}\n") for i, one in enumerate(_DATES)}
    yield Sample("dates", {**_SITE, **dates}, ("instant",))
    names = {f"{_FOLDER}{name}.md": entry({"title": "T"}) for name in _NAMES}
    yield Sample("names", {**_SITE, **names}, ("address",))
    bodies = {f"{_FOLDER}{name}.md": entry({"title": "T"}, body) for name, body in _BODIES.items()}
    yield Sample("markup", {**_SITE, **bodies}, ("text", "ids", "words"))
