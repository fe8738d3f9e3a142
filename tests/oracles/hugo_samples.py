"""Archives for Hugo: ordinary posts, odd names, slugs, titles and headings, settings, dates, cascades and markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_BASE: Final = (
    'baseURL = "https://x.example/"\ntitle = "T"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
)
_ALL: Final = ("title", "instant", "tags", "categories", "draft", "shown", "address", "ids", "words")
_PLACE: Final = ("title", "address")

_TOKENS: Final = (
    "/:year/:month/:day/:slug/",
    "/:year/:month/:title/",
    "/:section/:slugorfilename/",
    "/:sections/:filename/",
    "/:sections[0]/:slug/",
    "/:sections[last]/:contentbasename/",
    "/:sections[1:]/:slugorcontentbasename/",
    "/:sections[:last]/:slug/",
    "/:sections[0:1]/:slug/",
    "/:yearday/:weekday/:weekdayname/:monthname/:slug/",
    "/:06/:1/:_2/:Jan/:slug/",
    "/:slug.html",
    "/x/:slug",
    "/:sectionslug/:slug/",
    "/:sectionslugs/:slug/",
    "/:sectionslugs[last]/:slug/",
    "/Kept Case/:slug/",
    "/:2006-01/:filename/",
)


def post(fields: dict[str, object], body: str = "text\n") -> str:
    """A post with front matter in YAML, its values as JSON."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}---\n{body}"


def ordinary(material: RandomText, posts: int, place: str = "content/posts/") -> dict[str, str]:
    """Posts as most people write them."""
    files = {}
    for _ in range(posts):
        title, day = material.ordinary(), material.day()
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        fields: dict[str, object] = {"title": title, "tags": ["a tag", "Go"], "categories": ["Notes"]}
        if material.chance.random() < 0.1:
            fields["draft"] = True
        text = post(fields, body + "\n")
        date = material.chance.choice((f"{day}", f"{day}T10:20:30+02:00", f"{day}T08:00:00Z"))
        text = text.replace("---\n", f"---\ndate: {date}\n", 1)
        files[f"{place}{material.hyphened(title)}.md"] = text
    return files


def odd(material: RandomText, posts: int, *, slugs: bool = False) -> dict[str, str]:
    """Posts whose names, titles and folders are made of anything."""
    files = {}
    for number in range(posts):
        fields: dict[str, object] = {"title": material.odd(), "date": f"{material.day()}"}
        if slugs and number % 2:
            fields["slug"] = material.odd()
        folder = material.name(material.odd()) + "/" if number % 5 == 0 else ""
        name = material.name(material.odd())
        kind = "/index.md" if number % 7 == 0 else ".md"
        files[f"content/posts/{folder}{name} {number}{kind}"] = post(fields)
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"content/h/{number}.md"] = post({"title": "T", "date": "2020-01-01"}, body + "[^1]: note\n")
    return files


def _parser(setting: str) -> str:
    return f"{_BASE}[markup.goldmark.parser]\n{setting}\n"


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {"hugo.toml": _BASE, **ordinary(material, posts)}, _ALL)
    dated = _BASE + '[permalinks]\nposts = "/:year/:month/:slug/"\n'
    yield Sample("usual permalinks", {"hugo.toml": dated, **ordinary(material, posts)}, _ALL)
    yield Sample("names", {"hugo.toml": _BASE, **odd(material, posts)}, _PLACE)
    yield Sample("slugs", {"hugo.toml": _BASE, **odd(material, posts, slugs=True)}, _PLACE)
    for token in ("title", "slug", "filename"):
        config = _BASE + f'[permalinks]\nposts = "/:year/:{token}/"\n'
        yield Sample(f"permalink {token}", {"hugo.toml": config, **odd(material, posts, slugs=True)}, _PLACE)
    for setting in ("uglyURLs", "disablePathToLower", "removePathAccents"):
        config = _BASE.replace("title", f"{setting} = true\ntitle", 1)
        yield Sample(f"set {setting}", {"hugo.toml": config, **odd(material, posts, slugs=True)}, _PLACE)
    yield Sample("headings usual", {"hugo.toml": _BASE, **headings(material, posts, strange=False)}, ("ids",))
    yield Sample("headings odd", {"hugo.toml": _BASE, **headings(material, posts, strange=True)}, ("ids",))
    for kind in ("github-ascii", "blackfriday"):
        config = _parser(f'autoHeadingIDType = "{kind}"')
        yield Sample(
            f"headings {kind}", {"hugo.toml": config, **headings(material, posts, strange=True)}, ("ids",)
        )
    yield from _tokens(material)
    yield from _fixed()


def _tokens(material: RandomText) -> Iterator[Sample]:
    lines = "".join(f's{i} = "{token}"\n' for i, token in enumerate(_TOKENS))
    files = {"hugo.toml": f"{_BASE}[permalinks]\n{lines}"}
    for i in range(len(_TOKENS)):
        for j, folder in enumerate(("", "Deep Er/", "a/b c/")):
            for k, day in enumerate(("2024-03-05", "2019-12-31", None)):
                fields: dict[str, object] = {"title": material.ordinary()}
                if day:
                    fields["date"] = day
                if k == 1:
                    fields["slug"] = "My Slug"
                files[f"content/s{i}/{folder}Some Name{j}{k}.md"] = post(fields)
    yield Sample("tokens", files, _PLACE)


_FRONT: Final = (
    "date: 2024-01-02", "date: 2024-01-02 03:04:05", "date: 20240305",
    "date: 1709632800", "date: Tue, 05 Mar 2024 10:00:00 GMT",
    "date: 2024-03-05T10:00:00+09:00", "date: 2024-03-05 10:00:00 -0700",
    "date: 2024-01-02\ndraft: yes", "date: 2024-01-02\ndraft: on", "date: 2024-01-02\ndraft: 'yes'",
    "date: 2024-01-02\ndraft: 1", "date: 2024-01-02\ndraft: True", "date: 2024-01-02\ndraft: 'true'",
    "date: 2024-01-02\ndraft: false",
    "date: 2024-01-02\nexpiryDate: 2024-02-02", "date: 2024-01-02\nexpirydate: 2999-02-02",
    "date: 2024-01-02\nunpublishdate: 2024-02-02", "date: 2024-01-02\npublishDate: 2999-01-01",
    "date: 2999-01-02", "publishDate: 2024-05-06", "pubdate: 2024-05-06", "lastmod: 2024-05-06",
    "published: 2024-05-06", "modified: 2024-05-06", "Date: 2024-01-02\nTITLE: Up", "title: 1.10", "title: 2024",
    "title: yes", "title: 0x10", "title: '  a  b '", "title: 2024-01-02", "title: null", "title: 017",
    "title: 1_000", "title: .5", "tags: one", "tags: [1, 2.50, yes]", "tags: one, two", "tags: []",
    "tags: [a, A, a]", "tag: x", "categories: [Ä B]", "category: x", "url: posts/:year/:slug\ndate: 2024-01-02",
    "url: rel/path", "url: /abs/Path/", "url: /abs/file.html", "slug: a/b", "slug: ' Sp ace '", "slug: Ümlaut",
    "slug: end.", "url: 'with space'", "title: '*em* title'", "linkTitle: short", "markup: md",
    "isCJKLanguage: true", "headless: true", "build: {render: never}", "build: {list: never}",
)  # fmt: skip


def _fixed() -> Iterator[Sample]:
    front = {f"content/p/f{i:02}.md": f"---\n{one}\n---\nbody\n" for i, one in enumerate(_FRONT)}
    yield Sample("front matter", {"hugo.toml": _BASE, **front}, _ALL[:-1])
    tokyo = _BASE.replace("title", 'timeZone = "Asia/Tokyo"\ntitle', 1)
    yield Sample("front matter, Tokyo", {"hugo.toml": tokyo, **front}, ("instant",))
    named = _BASE + '[frontmatter]\ndate = [":filename", ":default"]\n'
    yield Sample(
        "dated names",
        {
            "hugo.toml": named,
            "content/p/2024-03-05-dated.md": post({"title": "a", "date": "2024-01-01"}),
            "content/p/2024-03-06-Other Name.md": post({"title": "b"}),
            "content/p/2024-03-07.md": post({"title": "c"}),
            "content/p/2024-03-08_x.md": post({"title": "d"}),
            "content/p/2024-03-09 y.md": post({"title": "e"}),
            "content/p/2024-03-10-bundle/index.md": post({"title": "f"}),
            "content/p/2024-03-11-slugged.md": post({"title": "g", "slug": "own"}),
            "content/p/plain.md": post({"title": "h", "date": "2024-01-01"}),
            "content/p/2024-03-12T10-20-30-time.md": post({"title": "i"}),
        },
        _ALL[:-1],
    )
    yield from _cascades()
    yield from _markup()


def _cascades() -> Iterator[Sample]:
    files = {
        "hugo.toml": _BASE + '[[cascade]]\ntags = ["all"]\n[cascade.target]\npath = "/posts/new/**"\n',
        "content/posts/_index.md": (
            "---\ntitle: P\ncascade:\n- target: {path: /posts/old/**}\n  draft: true\n"
            "- target: {kind: section}\n  categories: [sections]\n- _target: {path: '/posts/two'}\n"
            "  tags: [two]\n- categories: [rest]\n- target: {kind: page, path: '{/posts/a,/posts/b}'}\n  slug: ab\n"
            "---\n"
        ),
        "content/posts/one.md": post({"title": "One", "date": "2024-01-01"}),
        "content/posts/two.md": post({"title": "Two", "date": "2024-01-01"}),
        "content/posts/a.md": post({"title": "A", "date": "2024-01-01"}),
        "content/posts/b.md": post({"title": "B", "date": "2024-01-01", "categories": ["own"]}),
        "content/posts/old/three.md": post({"title": "Three", "date": "2024-01-01"}),
        "content/posts/old/deep/four.md": post({"title": "Four", "date": "2024-01-01", "draft": False}),
        "content/posts/new/five.md": post({"title": "Five", "date": "2024-01-01"}),
        "content/posts/new/_index.md": "---\ntitle: N\ncascade:\n  draft: true\n  Params: {x: 1}\n---\n",
        "content/other/six.md": post({"title": "Six", "date": "2024-01-01"}),
    }
    yield Sample("cascade", files, ("tags", "categories", "draft", "address"))


_BODIES: Final = {
    "breaks": "line one\nline two\n",
    "quotes": "\"a\" -- 'b' --- it's ... <<c>>\n",
    "apostrophes": "'tis the '90s, rock 'n' roll, 6'2\" tall\n",
    "definitions": "Term\n: Definition of it\n",
    "emoji": "a :smile: b :tada:\n",
    "struck": "a ~~b~~ c\n",
    "bare": "see https://x.example/a and www.y.example now\n",
    "attributes": "a paragraph\n{.cls}\n",
    "kramdown": "a paragraph\n{: .cls}\n\n{:toc}\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "dollars": "it costs $5 and $6, $$5 and $$6\n",
    "sub": "H~2~O and x^2^ and ==m== and ++i++\n",
    "heading": "## A *b* `c` -- d\n\n## A :tada: {#own}\n\n## A {.c}\n",
    "html": "a <b>bold</b> c\n",
}
_MARKUP: Final = {
    "default": "",
    "hardWraps": "[markup.goldmark.renderer]\nhardWraps = true\n",
    "typographer off": "[markup.goldmark.extensions.typographer]\ndisable = true\n",
    "typographer old off": "[markup.goldmark.extensions]\ntypographer = false\n",
    "definitionList off": "[markup.goldmark.extensions]\ndefinitionList = false\n",
    "strikethrough off": "[markup.goldmark.extensions]\nstrikethrough = false\n",
    "linkify off": "[markup.goldmark.extensions]\nlinkify = false\n",
    "autoHeadingID off": "[markup.goldmark.parser]\nautoHeadingID = false\n",
    "attributes": "[markup.goldmark.parser.attribute]\nblock = true\n",
    "attributes off": "[markup.goldmark.parser.attribute]\ntitle = false\n",
    "unsafe": "[markup.goldmark.renderer]\nunsafe = true\n",
    "taskList off": "[markup.goldmark.extensions]\ntaskList = false\n",
}


def _markup() -> Iterator[Sample]:
    bodies = {
        f"content/m/{name}.md": post({"title": "T", "date": "2024-01-01"}, body)
        for name, body in _BODIES.items()
    }
    for name, setting in {**_MARKUP, "enableEmoji": ""}.items():
        emoji = _BASE.replace("title", "enableEmoji = true\ntitle", 1) if name == "enableEmoji" else _BASE
        yield Sample(f"markup {name}", {"hugo.toml": emoji + setting, **bodies}, ("text", "ids"))
