"""Archives for VitePress: ordinary posts, odd names and headings, settings, titles, and markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_THEME: Final = {
    ".vitepress/theme/index.js": (
        "import { h } from 'vue';\nimport { Content } from 'vitepress';\n"
        "export default { Layout: { render: () => h(Content) } };\n"
    )
}
_PLAIN: Final = {".vitepress/config.mjs": "export default { title: 'S', ignoreDeadLinks: true };\n"}
_SITE: Final = {**_THEME, **_PLAIN}


def page(fields: dict[str, object], body: str = "text\n") -> str:
    """A page with front matter in YAML."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}---\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them."""
    files = {}
    for number in range(posts):
        title = f"{material.ordinary()} {number}"
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        own = number % 3 == 0
        fields: dict[str, object] = {
            "date": str(material.day()),
            "tags": ["a tag", "vue"],
            **({} if own else {"title": title}),
        }
        head = f"# {title}\n\n" if own else ""
        files[f"posts/{material.hyphened(title)}.md"] = page(fields, f"{head}{body}\n")
    return files


def _name(material: RandomText) -> str:
    """A name without signs that stop the build: those that part an address, and brackets, which are parameters."""
    return (
        material.name(material.odd()).translate(dict.fromkeys(map(ord, '#?[]%"<>|*`^{}:;,='))).strip(". ")
        or "x"
    )


def odd(material: RandomText, posts: int) -> dict[str, str]:
    """Pages whose names and folders are made of anything."""
    files = {}
    for number in range(posts):
        folder = _name(material) + "/" if number % 5 == 0 else ""
        kind = "/index.md" if number % 7 == 0 else ".md"
        files[f"{folder}x {_name(material)} {number}{kind}"] = page({"title": "T"})
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Pages with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"{number}.md"] = page({}, body)
    return files


def titles_odd(material: RandomText, posts: int) -> dict[str, str]:
    """Pages whose titles are made of anything: those of front matter, and headings on a line or underlined."""
    files = {}
    for number in range(posts):
        said = material.heading(odd=number % 5 != 0)
        match number % 4:
            case 0:
                files[f"{number}.md"] = page({"title": said}, "# Other\n")
            case 1:
                files[f"{number}.md"] = f"{material.chance.choice(_BEFORE)}# {said}\n\n# Other\n"
            case 2:
                files[f"{number}.md"] = page({}, f"{said}\n===\n\ntext\n")
            case _:
                files[f"{number}.md"] = page({}, f"## {said}\n\n# {said} {{#own}}\n")
    return files


_BEFORE: Final = (
    "", "", "text\n\n", "<script setup>\nconst a = 1\n</script>\n\n", "    # code\n\n", "```\n# code\n```\n",
    "- a\n\n  ```\n  # code\n  ```\n\n", "<!--\n# gone\n-->\n\n", "::: tip\ntext\n:::\n\n", "#No\n\n", "> quote\n\n",
    "\\# no\n\n",
)  # fmt: skip
_TITLES: Final = {
    "front": page({"title": "Front & <b>bold</b> `code` *em* :tada:"}, "# Other\n"),
    "number": "---\ntitle: 2024\n---\n# Head\n",
    "date": "---\ntitle: 2024-03-05\n---\n# Head\n",
    "first": "text\n\n## Second\n\n# First {#own}\n\n# Third\n",
    "set": "Title `x` *y* &amp; [l](/first)\n=====\n",
    "quoted": "> # In a quote\n\n# Out\n",
    "marks": "# A :tada: <Badge/> **b** \\*c\\* ![alt](https://x.y/i.png)\n",
    "html": "<h1>No</h1>\n\n## Two\n",
    "none": "text\n",
    "empty": page({"title": ""}, "# Head\n"),
}
_BODIES: Final = {
    "breaks": "line one\nline two\\\nthree\n",
    "quotes": "\"a\" -- 'b' --- it's ...\n",
    "own": "## With id {#own-id}\n\n## Dup\n\n## Dup\n\n## Dup 1\n\n## Dup\n\n## Both {#x .c}\n\n## Class {.c}\n",
    "tags": (
        '## <img alt="alt" src="https://x.y/x.png"> img\n\n## `<Foo />` use\n\n'
        '## ![alt](https://x.y/x.png) pic\n\n## *em* **b** [l](/x)\n'
    ),
    "signs": (
        "## 1. Intro\n\n## Café\n\n## C++ & C#\n\n## 🚀 Launch\n\n## :tada: x\n\n## R&amp;D &copy; x\n\n"
        "## a < b\n\n## ½ ﬁ Ⅳ İ\n"
    ),
    "empty": "##\n\n##\n\n## !!!\n\n## ...\n",
    "containers": (
        "::: tip\nwords\n:::\n\n::: warning My *own* title\nmore\n:::\n\n::: details More\ninside\n:::\n\n"
        "::: info\na\n:::\n\n::: danger STOP\nb\n:::\n\n::: raw\nraw\n:::\n\n::: v-pre\npre\n:::\n"
    ),
    "nested": (
        ":::: tip Outer\n::: warning Inner\nwords\n:::\n::::\n\n::: unknown\nthis stays\n:::\n\n::: note\n"
        "this stays too\n:::\n"
    ),
    "alerts": "> [!NOTE]\n> one\n\n> [!WARNING] Own title\n> two\n\n> [!danger]\n> three\n\n> [!IMPORTANT]\n> four\n",
    "code": (
        "```js{1,3-4}\nconst a = 1\nconst b = 2\nc()\nd()\n```\n\n```ts:line-numbers {1}\nlet x\n```\n\n"
        "```js\na() // [!code focus]\nb() // [!code --]\nc() // [!code ++]\nd() // [!code warning]\n```\n\n"
        "```js\n// [!code highlight:2]\na() // b [!code hl] c\nb()\n# [!code word:b]\n```\n\n"
        "```js [config.js]\nz()\n```\n\n```py\nx = 1 # [!code focus:2]\ny = 2\n```\n\n```html\n"
        "<b> <!-- [!code hl] -->\n```\n"
    ),
    "group": "::: code-group\n\n```js [one.js]\na()\n```\n\n```ts [two.ts]\nb()\n```\n\n:::\n",
    "contents": "[[toc]]\n\n# H1\n\n## A\n\n### B\n\n#### C\n",
    "emoji": ":tada: :100: :nosuch: 🚀 :+1:\n",
    "vue": (
        "{{ 1 + 1 }}\n\n`{{ literal }}`\n\n<span v-text=\"'said'\"></span>\n\n<div v-pre>\n\n{{ kept }}\n\n"
        "</div>\n"
    ),
    "script": (
        "<script setup>\nimport { ref } from 'vue'\nconst n = ref(1)\n</script>\n\nWords.\n\n<style scoped>\n"
        ".a { color: red }\n</style>\n"
    ),
    "struck": "a ~~b~~ c ~d~ H~2~O ==m== ^s^ $x$\n",
    "raw heading": "<h2>Raw</h2>\n\n## Raw\n",
    "colons": (
        ":::: tip\n```\n:::\n```\n::::\n\n::: tip\n::: warning\nx\n:::\ny\n:::\n\n:::tip Tight\nz\n:::\n\n"
        "!!! note\n    text\n"
    ),
    "tasks": "- [x] done\n- [ ] open\n",
    "notes": "Words[^1].\n\n[^1]: The note.\n",
    "table": "| a | b |\n| - | - |\n| c | `d|e` |\n",
    "links": "https://a.example/b www.c.example me@d.example <https://e.example>\n",
    "attributes": "para {.c}\n\n*em*{.red} word\n\n- item {.x}\n{.list}\n",
    "description": "term\n: def\n\n*[HTML]: x\n",
    "comment": "<!-- gone -->\n\ntext <!-- gone too --> more\n",
    "snippet": "<<< @/code.js\n\n<<< ./code.js#part{1} [named]\n",
    "include": "<!--@include: ./part.md-->\n",
}  # fmt: skip
_VALUES: Final = page(
    {"title": "The *title*", "nested": {"key": 5}, "list": ["a"]},
    "{{ $frontmatter.title }} {{ frontmatter?.x }} {{ $frontmatter.nested.key }} {{ 'x *y*' }} {{ 1.5 }} {{ 1 + 1 }}\n",
)
_EXTRA: Final = {
    "code.js": "// #region part\none()\n// #endregion part\ntwo()\n",
    "part.md": "Included words.\n",
}
_SETTINGS: Final = {
    "clean": "cleanUrls: true",
    "source": "srcDir: './src', base: '/b/', cleanUrls: true",
    "rewritten": "rewrites: { 'posts/a.md': 'notes/b.md', 'posts/:name.md': ':name.md', 'deep/(.*)': 'flat/$1' }",
    "excluded": "srcExclude: ['**/README.md', 'posts/old/**']",
    "breaks": "markdown: { breaks: true, lineNumbers: true }",
    "titled": "markdown: { container: { tipLabel: 'A hint', noteLabel: `N B` } }",
    "bare": "markdown: { gfmAlerts: false, attrs: { disable: true }, linkify: false }",
}
_PLACES: Final = (
    "index.md", "README.md", "posts/index.md", "posts/a.md", "posts/My Post.md", "posts/old/x.md", "posts/Ünï 你好.md",
    "deep/er/y.md", "_under/z.md", "posts/2024-03-05-dated.md", "with.dots.md", "posts/UPPER.md", "dist/n.md",
    "public/p.md",
)  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names and headings are `posts` in number in each."""
    fields = ("title", "tags", "address", "ids", "words")
    yield Sample("usual", {**_SITE, **ordinary(material, posts)}, fields)
    yield Sample("names odd", {**_SITE, **odd(material, posts)}, ("address",))
    yield Sample("headings usual", {**_PLAIN, **headings(material, posts, strange=False)}, ("ids", "words"))
    yield Sample("headings odd", {**_PLAIN, **headings(material, posts, strange=True)}, ("ids",))
    titles = {f"{name}.md": text for name, text in _TITLES.items()}
    yield Sample("titles", {**_SITE, **titles}, ("title", "ids"))
    yield Sample("titles odd", {**_PLAIN, **titles_odd(material, posts)}, ("title",))
    for name, said in _SETTINGS.items():
        top = "src/" if "srcDir" in said else ""
        config = f"export default {{ title: 'S', ignoreDeadLinks: true, {said} }};\n"
        places = {
            f"{top}{one}": page({"title": "T"}, "a\nb :::\n\n> [!NOTE]\n> c {.d}\n\n::: tip\ne\n:::\n")
            for one in _PLACES
        }
        yield Sample(
            f"set {name}", {**_THEME, ".vitepress/config.mjs": config, **places}, ("address", "words")
        )
    bodies = {f"{name}.md": text for name, text in _BODIES.items()}
    yield Sample("values", {**_SITE, "values.md": _VALUES}, ("text",))
    yield Sample("markup", {**_SITE, **bodies, **_EXTRA}, ("title", "text", "ids", "words"))
