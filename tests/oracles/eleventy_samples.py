"""Archives for Eleventy: ordinary posts, odd names and titles, data of folders, permalinks, ids, dates and markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_ALL: Final = (
    "title",
    "instant",
    "tags",
    "categories",
    "shown",
    "authors",
    "slug",
    "address",
    "ids",
    "words",
)
_PLACE: Final = ("title", "slug", "address", "instant", "tags")
_PLAIN: Final = "export default function (config) {\n  config.setInputDirectory('content');\n}\n"
_IDS: Final = (
    "import { IdAttributePlugin } from '@11ty/eleventy';\n"
    "export default function (eleventyConfig) {\n  eleventyConfig.addPlugin(IdAttributePlugin, {});\n}\n"
)
_ANCHOR: Final = (
    "import anchor from 'markdown-it-anchor';\n"
    "export default function (eleventyConfig) {\n"
    "  eleventyConfig.amendLibrary('md', (md) => md.use(anchor%s));\n}\n"
)
_STARTER: Final = (
    "import { IdAttributePlugin } from '@11ty/eleventy';\n"
    "export default async function (eleventyConfig) {\n  eleventyConfig.addPlugin(IdAttributePlugin);\n}\n"
    "export const config = {\n  templateFormats: ['md', 'njk', 'html'],\n  markdownTemplateEngine: 'njk',\n"
    "  htmlTemplateEngine: 'njk',\n  dir: {\n    input: 'content',\n    includes: '../_includes',\n"
    "    data: '../_data',\n    output: '_site',\n  },\n};\n"
)
_FOLDER: Final = (
    "export default {\n\ttags: [\n\t\t'posts'\n\t],\n\t// a comment\n\tauthor: \"Ann Lee\",\n};\n"
)


def post(fields: dict[str, object], body: str = "text\n", bare: str = "") -> str:
    """A post with front matter in YAML, its values as JSON; `bare` are lines that stand there as they are."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}{bare}---\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them, in the layout of the starter."""
    files = {
        "content/blog/blog.11tydata.js": _FOLDER,
        "content/notes/notes.json": '{"tags": "note", "x": {"a": 1}}',
    }
    for number in range(posts):
        title, day = f"{material.ordinary()} {number}", material.day()
        body = material.paragraph()
        for at in range(3):
            body += f"\n\n## {material.ordinary()} {at}\n\n{material.paragraph()}\n{material.paragraph()}"
        fields: dict[str, object] = {"title": title}
        terms = material.chance.choice(
            ("tags: travel\n", "tags:\n- Travel\n- Small Things\n", "tags: [a b, c]\n", "")
        )
        bare = material.chance.choice((f"date: {day}\n", f"date: {day}T10:20:30Z\n", f"date: '{day}'\n"))
        name = material.hyphened(title)
        if number % 4 == 0:
            name, bare = f"{day}-{name}", ""
        place = material.chance.choice(("content/blog/", "content/notes/", "content/", "content/blog/deep/"))
        ending = "/index.md" if number % 7 == 0 else ".md"
        files[f"{place}{name}{ending}"] = post(fields, body + "\n", bare + terms)
    files["content/about.md"] = post({"title": "About"}, "Me.\n")
    return files


def odd(material: RandomText, posts: int, *, key: str = "") -> dict[str, str]:
    """Posts whose names, titles, folders and tags are made of anything."""
    files = {}
    for number in range(posts):
        fields: dict[str, object] = {"title": material.odd()}
        if number % 3 == 1:
            fields["slug"] = material.odd()
        if number % 4 == 1:
            fields["tags"] = [material.odd(), material.odd()]
        if number % 13 == 5:
            fields["permalink"] = (
                f"/{number}/{_name(material)}/".replace("{", "").replace("#", "").replace("?", "")
            )
        folder = _name(material) + "/" if number % 5 == 0 else ""
        name = f"{_name(material)} {number}"
        if number % 3:
            name = f"{material.day()}-{name}"
        if number % 6 == 2:
            folder, name = f"{folder}{name}/", material.chance.choice(("index", name))
        bare = f"date: {material.day()}\n" if number % 2 else ""
        if key and number % 2:
            fields["permalink"] = f"/n{number}/{{{{ title | {key} }}}}/"
        files[f"content/{folder}{name}.md"] = post(fields, "text\n", bare)
    return files


def _name(material: RandomText) -> str:
    """A name that Eleventy publishes: globs of its own find none with some signs."""
    return (
        "".join(c for c in material.name(material.odd()) if c not in "{}[]()!*?+@\\|<>\"'").strip(" ._#~")
        or "x"
    )


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"content/h{number}.md"] = post({"title": "T"}, body)
    return files


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {"eleventy.config.js": _STARTER, **ordinary(material, posts)}, _ALL)
    yield Sample("usual plain", {"eleventy.config.js": _PLAIN, **ordinary(material, posts)}, _ALL)
    yield Sample("names", {"eleventy.config.js": _PLAIN, **odd(material, posts)}, _PLACE)
    for key in ("slugify", "slug"):
        yield Sample(f"titles {key}", {"eleventy.config.js": _PLAIN, **odd(material, posts, key=key)}, _PLACE)
    kinds = {"none": "export default function () {}\n", "plugin": _IDS, "anchor": _ANCHOR % ""}
    usual, strange = headings(material, posts, strange=False), headings(material, posts, strange=True)
    for name, config in kinds.items():
        yield Sample(f"headings usual {name}", {"eleventy.config.js": config, **usual}, ("ids", "words"))
        yield Sample(f"headings odd {name}", {"eleventy.config.js": config, **strange}, ("ids", "words"))
    yield from _fixed()
    yield from _data()
    yield from _permalinks()
    yield from _links()
    yield from _markup()


_FRONT: Final = (
    "date: 2024-01-02", "date: 2024-01-02 03:04:05", "date: 2024-01-02T03:04:05Z", "date: 2024-01-02T03:04:05+09:00",
    "date: '2024-01-02'", "date: '2024-01-02T03:04:05'", "date: '2024-01-02T03:04:05Z'",
    "date: 2024-01", "date: '2024'", "date: '2024-01'", "date: '2024-065'", "date: '2024-W03-1'", "date: '20240102'",
    "date: '2024-01-02T03:04'", "date: '2024-01-02T03:04:05.678+02:00'", "date: 2024-02-30", "date: 2024-13-01",
    "date: Last Modified", "date: Created", "date: git Created", "date: '2024-01-02T24:00:00'",
    "date: 2024-1-2 3:04:05",
    "date: '20240102T030405'", "date: '20240102T030405Z'", "date: '2024-01-02T03'", "date: 2024-01-02 03:04:05 -5",
    "title: 1.10", "title: 2024", "title: yes", "title: true", "title: 0x10", "title: '  a  b '", "title: null",
    "title: 010", "title: 0o17", "title: 1_000", "title: .5", "title: 1e3", "title: [a, b]", "title: '*em* title'",
    "title: 'a &amp; b'", "title: 12:30", "title: No", "title: ~", "title: 1.", "title: +1",
    "tags: one", "tags: one, two", "tags: 'a b'", "tags: [1, 2.50, yes]", "tags: []", "tags: [a, A, a]",
    "tags: [true, null, '']", "tags: ' foo '", "tags: [' foo ']", "tags: [0x10]", "tags: [1_000]", "tags: [010]",
    "tags: [[a, b], c]", "tags:", "tags: ''", "tag: x", "tags: [a b, c]",
    "categories: x", "categories: [x, y]", "category: x", "slug: own", "published: false", "draft: true",
    "eleventyExcludeFromCollections: true", "permalink: false", "permalink: /own/", "permalink: own/x.html",
    "permalink: /own2/index.html", "permalink: ''", "permalink: 'z/{{ page.fileSlug }}/'",
    "permalink: '{{ title }}/'\ntitle: A B",
    "permalink: '/{{ page.filePathStem }}.html'", "permalink: '/{{ title | slugify }}/'\ntitle: \"It's C++ & Über 5\"",
    "permalink: '/{{ title | slug }}/'\ntitle: \"It's C++ & Über 5\"", "permalink: \"/x/{{ 'A B' | slugify }}/\"",
    "permalink: '/{{ title | upcase }}/'\ntitle: abc", "permalink: '/{{ missing }}/x/'",
    "permalink: '/{{ tags }}/'\ntags: q",
    "permalink: '/{{ page.date | date: \"%Y/%m/%d\" }}/{{ page.fileSlug }}/'\ndate: 2024-03-05",
    "permalink: '/{{ date | date: \"%Y\" }}/x/'\ndate: 2024-03-05", "permalink: '/a b/'", "permalink: '/über/'",
    "permalink: {build: /b/}", "permalink: '/c/index.htm'", "permalink: '/d.html'",
    "permalink: '/y/{{page.fileSlug}}/'",
    "permalink: '/{% if draft %}a{% else %}bb{% endif %}/'",
    "permalink: '/{{ title | downcase | replace: \" \", \"-\" }}/'\ntitle: A B",
    "lang: fr", "author: Cy", "layout: false", "templateEngineOverride: md", "'override:tags': [z]",
)  # fmt: skip


def _fixed() -> Iterator[Sample]:
    front = {f"content/p/f{i:03}.md": f"---\n{one}\n---\nbody\n" for i, one in enumerate(_FRONT)}
    yield Sample("front matter", {"eleventy.config.js": _PLAIN, **front}, _ALL[:-2])
    njk = {path: text for path, text in front.items() if "| date" not in text and "replace:" not in text}
    njk = {path: text.replace("upcase", "upper").replace("downcase", "lower") for path, text in njk.items()}
    config = _STARTER
    yield Sample("front matter njk", {"eleventy.config.js": config, **njk}, _ALL[:-2])
    forms = {
        "content/a.md": '---json\n{"title": "A", "date": "2024-01-02", "tags": ["x"]}\n---\nbody a\n',
        "content/b.md": '---js\n{ title: "B", date: "2024-01-02", tags: ["x", "y"] }\n---\nbody b\n',
        "content/c.md": "---\ntitle: C\n---body c\n",
        "content/d.md": "no front matter\n",
        "content/e.md": "---\ntitle: E\n",
        "content/f.md": "---\r\ntitle: F\r\n---\r\nbody f\r\n",
        "content/g.md": "\ufeff---\ntitle: G\n---\nbody g\n",
        "content/h.md": "---yaml\ntitle: H\n---\nbody h\n",
        "content/k.md": "---\ntitle: K\n---\nbody\n\n---\n\nrule\n",
        "content/m.md": "---\n---\nbody m\n",
    }
    yield Sample("front matter forms", {"eleventy.config.js": _PLAIN, **forms}, ("title", "tags", "text"))
    body = post({"title": "T"})
    names = (
        "plain", "2024-03-05-dated", "2024-03-05", "2024-03-05-", "x-2024-03-05-y", "index", "c/index", "foo/foo",
        "foo/2024-03-05-foo", "2024-03-05-dir/index", "2024-03-05-dir/x", "2024/03/05/x", "x/index.en", "a.b.c",
        "Foo Bar",
        "_under", "_d/x", ".dot", ".d/x", "README", "Über", "你好", "x/readme", "foo/index/index", "page/2/index",
        "404",
    )  # fmt: skip
    places = {f"content/{name}.md": body for name in names}
    places |= {
        "README.md": body,
        "content/x.markdown": body,
        "content/_includes/x.md": body,
        "content/_data/x.md": body,
    }
    places |= {"node_modules_x/a.md": body, "content/node_modules/a.md": body}
    fields = ("slug", "address", "shown", "instant")
    yield Sample("places", {"eleventy.config.js": _PLAIN, **places}, fields)
    root = {
        "eleventy.config.js": "export default function () {}\n",
        **places,
        ".eleventyignore": "content/2024\nfoo/*.md\n",
    }
    yield Sample("places root", root, fields)
    ignores = _PLAIN.replace(
        "}\n", "  config.ignores.add('content/foo/**');\n  config.ignores.add('**/README.md');\n}\n"
    )
    yield Sample(
        "places ignored", {"eleventy.config.js": ignores, ".gitignore": "content/c\n", **places}, fields
    )


def _data() -> Iterator[Sample]:
    own = {
        "none.md": post({"title": "T"}), "some.md": post({"title": "T", "tags": ["x", "y"]}),
        "text.md": post({"title": "T", "tags": "x"}), "same.md": post({"title": "T", "tags": ["base"]}),
        "author.md": post({"author": "Own"}), "over.md": post({"title": "T", "override:tags": ["z"]}),
        "permalink.md": post({"permalink": "/own/"}), "empty.md": post({"tags": []}),
        "cats.md": post({"categories": "q"}),
    }  # fmt: skip
    bodies = {
        "json": '{"tags": ["base", "data"], "author": "Folder", "categories": ["k"], "title": "Folder title"}',
        "js": "export default {\n  tags: ['base', \"data\"],\n  author: 'Folder', // who\n  categories: [`k`],\n};\n",
        "const": "const data = { tags: ['base'], author: 'Folder' };\nexport default data;\n",
        "fn": "export default function () {\n  return { tags: ['base'], author: 'Folder' };\n}\n",
        "arrow": "export default () => ({ tags: ['base'] });\n",
        "computed": (
            "export default {\n  tags: ['base'],\n  eleventyComputed: { x: (data) => data.title },\n"
            "  author: 'F',\n};\n"
        ),
        "permalink": "export default {\n  tags: 'base',\n  permalink: '/p/{{ page.fileSlug }}/',\n};\n",
        "function": "export default {\n  tags: 'base',\n  permalink: (data) => `/q/${data.page.fileSlug}/`,\n};\n",
        "cjs": "module.exports = {\n  tags: ['base'],\n  author: 'Folder',\n};\n",
        "cjsfn": "module.exports = () => { return { tags: ['base'] }; };\n",
        "exclude": "export default { eleventyExcludeFromCollections: true, author: 'Folder' };\n",
    }
    files = {"eleventy.config.js": _PLAIN}
    for name, text in bodies.items():
        ending = "json" if name == "json" else "11tydata.cjs" if name.startswith("cjs") else "11tydata.js"
        place = f"content/{name}/"
        files[f"{place}{name}.{ending}"] = text
        files |= {
            f"{place}{sub}{file}": text.replace("/own/", f"/own-{name}-{sub.strip('/')}/")
            for sub in (("",) if name in {"function", "permalink"} else ("", "deep/"))
            for file, text in own.items()
        }
    files["content/json/deep/deep.json"] = '{"tags": ["deep"], "author": "Deep"}'
    files["content/json/some.json"] = '{"tags": ["file"], "title": "File title"}'
    files["content/json/none.11tydata.json"] = '{"title": "File data", "tags": "one"}'
    files["content/content.json"] = '{"site": 1, "tags": ["root"]}'
    yield Sample("data", files, (*_ALL[:-2],))
    both = {
        "eleventy.config.js": _PLAIN, "content/a/a.json": '{"tags": ["json"], "author": "json"}',
        "content/a/a.11tydata.json": '{"tags": ["data json"], "author": "data json"}',
        "content/a/a.11tydata.js": "export default { tags: ['js'], author: 'js' };\n",
        "content/a/a.11tydata.mjs": "export default { tags: ['mjs'], author: 'mjs' };\n",
        "content/a/a.11tydata.cjs": "module.exports = { tags: ['cjs'], author: 'cjs' };\n",
        "content/a/x.md": post({"title": "T"}), "content/a/y.md": post({"title": "T", "tags": ["own"]}),
        "content/_data/author.json": '"Global"', "content/b/z.md": post({"title": "T"}),
    }  # fmt: skip
    yield Sample("data order", both, (*_ALL[:-2],))
    off = _PLAIN.replace("}\n", "  config.setDataDeepMerge(false);\n}\n")
    yield Sample("data shallow", {**both, "eleventy.config.js": off}, (*_ALL[:-2],))


def _permalinks() -> Iterator[Sample]:
    names = ("My Post", "2024-03-05-in-name", "deep/x", "deep/index", "c++ & über")
    templates = (
        "/blog/{{ page.fileSlug }}/", "/blog/{{ page.fileSlug }}/index.html", "{{ page.filePathStem }}/",
        "/{{ title | slugify }}/",
        "/{{ page.date | date: '%Y/%m' }}/{{ page.fileSlug | slugify }}/", "{{ page.fileSlug }}.html",
        "/{{ title }}/", "{{ section }}/{{ title | slug }}/", "/posts/{{ slug }}/",
    )  # fmt: skip
    files = {"eleventy.config.js": _PLAIN}
    for at, template in enumerate(templates):
        files[f"content/s{at}/s{at}.json"] = json.dumps(
            {"permalink": f"/{at}{template if template[0] == '/' else '/' + template}", "section": "Sec T"}
        )
        for name in names:
            files[f"content/s{at}/{name}.md"] = post(
                {"title": f"Über {name}!", "date": "2024-05-06", "slug": f"own {len(name)} {name[0]}"}
            )
    yield Sample("permalinks", files, ("slug", "address"))


_BODIES: Final = {
    "breaks": "line one\nline two  \nline three\\\nfour\n",
    "quotes": "\"a\" -- 'b' --- it's ... (c)\n",
    "definitions": "Term\n: Definition of it\n\nafter\n",
    "emoji": "a :smile: b\n",
    "struck": "a ~~b~~ c ~d~ e\n",
    "bare": "see https://x.example/a and www.y.example now\n",
    "kramdown": "a paragraph\n{: .cls}\n\n## Foo {#own}\n\npara {.cls}\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "dollars": "it costs $5 and $6, $$5 and $$6\n",
    "sub": "H~2~O and x^2^ and ==m== and ++i++\n",
    "footnote": "a[^1] and b[^2]\n\n[^1]: note of many words\n[^2]: word\n",
    "abbreviation": "The HTML is\n\n*[HTML]: Hyper Text\n",
    "alert": "> [!NOTE]\n> words\n",
    "admonition": "!!! note Title\n    text here\n\n:::tip\ninside\n:::\n",
    "html": "a <b>bold</b> c\n\n<div>\n*not* em\n\n*em*\n</div>\n",
    "indented": "text\n\n    indented code\n",
    "table": "| a | b |\n|---|---|\n| c | d |\n",
    "toc": "[TOC]\n\n## A\n\n[[toc]]\n\n${toc}\n",
    "values": "{{ title }} and {{ missing }}. {{ page.url }} {{ page.fileSlug }} {{ tags }}\n",
    "comment": "a{# hidden #}b\n",
    "set": "{% assign v = 'val' %}{{ v }}\n",
    "for": "{% for i in (1..2) %}{{ i }},{% endfor %}\n",
    "if": "{% if title %}yes{% else %}no{% endif %}{% if missing %}yes{% else %}no{% endif %}\n",
    "raw": "{% raw %}{{ title }}{% endraw %}\n",
    "code": "`{{ title }}`\n\n```\n{{ title }}\n```\n",
    "filters": "{{ title | upcase }} {{ 'a b' | slugify }} {{ '/x/' | url }} {{ 'É b' | slug }}\n",
    "missing": "a {{ missing.deep.er }} b {{ missing | upcase }} c\n",
}
_NJK: Final = {
    "values": "{{ title }} and {{ 1 + 1 }} and {{ missing }}. {{ page.url }} {{ page.fileSlug }}\n",
    "comment": "a{# hidden #}b\n",
    "set": "{% set v = 'val' %}{{ v }}\n",
    "for": "{% for i in [1, 2] %}{{ i }},{% endfor %}\n",
    "if": "{% if title %}yes{% else %}no{% endif %}{{ 'a' if missing else 'b' }}\n",
    "filters": "{{ title | upper }} {{ 'a b' | title }} {{ '/x/' | url }} {{ 'a b' | slugify }}\n",
    "missing": "a {{ missing.deep }} b {{ missing | upper }} c\n",
}


def _markup() -> Iterator[Sample]:
    def files(bodies: dict[str, str]) -> dict[str, str]:
        return {
            f"content/m/{name}.md": post({"title": f"Title of {name}"}, body) for name, body in bodies.items()
        }

    configs = {
        "default": "export default function () {}\n",
        "breaks": "export default (config) => config.amendLibrary('md', (md) => md.set({ breaks: true }));\n",
        "linkify": "export default (config) => config.amendLibrary('md', (md) => md.set({ linkify: true }));\n",
        "typographer": "export default (c) => c.amendLibrary('md', (md) => md.set({ typographer: true }));\n",
        "code": "export default (config) => config.amendLibrary('md', (md) => md.enable('code'));\n",
        "plugin": _IDS,
    }
    for name, config in configs.items():
        yield Sample(
            f"markup {name}", {"eleventy.config.js": config, **files(_BODIES)}, ("text", "words", "ids")
        )
    yield Sample("markup njk", {"eleventy.config.js": _STARTER, **files(_NJK)}, ("text", "words"))


_LINKS: Final = (
    "[a](/blog/target/)", "[a](/blog/target)", "[a](/blog/target/index.html)", "[a](/blog/nowhere/)",
    "[a](/blog/target/#head-one)",
    "[a](../target/)", "[a](/blog/2024-01-02-dated/)", "[a](/blog/dated/)", "[a](/blog/bundle/)", "[a](/blog/same/)",
    "[a](/)",
    "[a](/blog/My%20Post/)", "[a](</blog/My Post/>)", "[a](/own/place/)", "[a](/file.html)",
    "[a](/made/its-c-and-ueber/)",
    "[a]({{ '/blog/target/' | url }})", '<a href="/blog/target/">a</a>', "[a](#own-head)\n\n## Own head",
    "[a](/about/)",
    "[a](/blog/%C3%BCber/)", "[a](/blog/über/)", "[a][t]\n\n[t]: /blog/target/ 'title'", "[a](../../about/)",
)  # fmt: skip


def _links() -> Iterator[Sample]:
    files = {
        f"content/blog/l{at:02}.md": post({"title": f"L{at}"}, one + "\n") for at, one in enumerate(_LINKS)
    }
    files |= {
        "content/blog/target.md": post({"title": "T"}, "## Head one\n"),
        "content/blog/2024-01-02-dated.md": post({"title": "D"}),
        "content/blog/bundle/index.md": post({"title": "B"}),
        "content/blog/same/same.md": post({"title": "S"}),
        "content/blog/My Post.md": post({"title": "M"}),
        "content/blog/own.md": post({"title": "O", "permalink": "/own/place/"}),
        "content/blog/file.md": post({"title": "F", "permalink": "/file.html"}),
        "content/blog/made.md": post({"title": "It's C & Über", "permalink": "/made/{{ title | slugify }}/"}),
        "content/blog/über.md": post({"title": "U"}),
        "content/about.md": post({"title": "A"}),
    }
    yield Sample("links", {"eleventy.config.js": _STARTER, **files}, ("links", "dead"))
    yield Sample("links plain", {"eleventy.config.js": _PLAIN, **files}, ("links", "dead"))
