"""Archives for Pelican: ordinary posts, odd titles by each rule of slugs, headings, dates, metadata, and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.oracles.jekyll_dates import odd_date
from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_BASE: Final = "PATH = 'content'\nTIMEZONE = 'Europe/Paris'\nDEFAULT_LANG = 'en'\nSITEURL = 'http://site'\n"
_TOC: Final = (
    "MARKDOWN = {'extension_configs': {'markdown.extensions.codehilite': {}, 'markdown.extensions.extra': {},"
    " 'markdown.extensions.meta': {}, 'markdown.extensions.toc': {}}}\n"
)
_FRONT: Final = (
    "title", "instant", "tags", "categories", "authors", "draft", "shown", "slug", "address",
)  # fmt: skip
_ALL: Final = (*_FRONT, "excerpt", "ids", "words", "links", "dead")
_PLACE: Final = ("title", "slug", "address", "categories", "tags", "authors")


def article(title: str, rest: str = "", body: str = "text\n", date: str = "2024-03-05") -> str:
    """An article with a title and a date, and other lines of metadata."""
    return f"Title: {title}\nDate: {date}\n{rest}\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them, a few of them links to each other."""
    chance = material.chance
    files: dict[str, str] = {}
    names: list[str] = []
    for number in range(posts):
        title, day = f"{material.ordinary()} {number}", material.day()
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        if names:
            body += f"\n\nSee [that one]({{filename}}/{chance.choice(names)}) and [tag]({{tag}}python)."
        rest = f"Tags: {chance.choice(('python, a tag', 'Python; web, too', 'notes'))}\n"
        if chance.random() < 0.5:
            rest += f"Category: {chance.choice(('Notes', 'Web Dev', 'Über'))}\n"
        if chance.random() < 0.1:
            rest += "Status: draft\n"
        if chance.random() < 0.3:
            rest += f"Summary: {material.ordinary()} *here*\n"
        if chance.random() < 0.2:
            rest += f"Authors: {chance.choice(('Ann Lee, Bo Chu', 'Lee, Ann; Chu, Bo', 'Zoë'))}\n"
        if chance.random() < 0.2:
            rest += f"Slug: own-{number}\n"
        clock = chance.choice(("", " 10:20", " 10:20:30", "T09:08:07+02:00"))
        name = material.hyphened(title)
        folder = chance.choice(("", "", "travel/", "notes/2024/"))
        names.append(f"{folder}{name}.md")
        files[f"content/{names[-1]}"] = article(title, rest, body + "\n", f"{day}{clock}")
    files["content/pages/about.md"] = "Title: About me\n\nhello\n"
    return files


def odd(material: RandomText, posts: int, *, named: bool = False) -> dict[str, str]:
    """Posts whose titles, categories, tags and authors are made of anything."""
    files = {}
    for number in range(posts):
        title = f"{material.odd()} {number}"
        rest = ""
        if number % 4 == 0:
            rest = f"Category: {material.odd()} {number}\nTags: {material.odd()}, {material.odd()}\n"
        if number % 4 == 1:
            rest = f"Authors: {material.odd()}; {material.odd()}\n"
        name = f"{material.name(material.odd())} {number}" if named else str(number)
        files[f"content/{name}.md"] = article(title, rest)
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"content/{number}.md"] = article(f"T {number}", "", body + "[^1]: note\n")
    return files


_DATES: Final = (
    "2024-03-05", "2024-03-05 10:20", "2024-03-05 10:20:30", "2024-03-05T10:20:30Z", "2024-03-05 10:20 +0900",
    "2024-03-05_10:20", "5 March 2024", "March 5, 2024", "Mar 5th, 2024 8pm", "05/03/2024", "25/12/2023", "12/25/2023",
    "20240305", "20240305T1020", "2024-03-05 10h20", "Tue, 05 Mar 2024 10:20:30 GMT", "2024-03-05 10:20 EST",
    "2024-03-05 10:20 CET", "2024-03-05 10:20 UTC", "2024.03.05", "2024/3/5", "2024-3-5", "2024-03-05 24:00",
    "2024-13-45", "nonsense", "", "2024-03-31 02:30", "2024-10-27 02:30", "2024-03-05 10:20:30.5", "5.3.2024",
    "3/5/24", "2024-03-05 8 PM", "2024-W10-2", "2024-065", "1709632800", "2024-03-05 10:20:30 -08:00",
)  # fmt: skip
_PARTIAL: Final = ("2024", "March 2024", "2024-03")
_METADATA: Final = (
    "Tags: a, b\n    c, d\n", "Tags: a\n    b\n", "Tags: a; b, c\n", "Tags:\n", "Tags: a,,b , a\n", "tags: [a, b]\n",
    "Category: One, Two\n", "Category: \n", "Category:\n    Late\n", "Author: Ann\nAuthors: Bo, Cy\n",
    "Authors: Bo; Cy\n",
    "Author: Bo, Cy\n", "Status: DRAFT\n", "Status: hidden\n", "Status: skip\n", "Status: published\n",
    "Status: nonsense\n", "Status:\n", "draft: true\n", "published: no\n", "Slug: Own Slug\n", "Slug: a/b\n",
    "Slug:\n", "Slug: Ünïcode\n", "Summary: One *two* [three](http://x.example/)\n", "Summary: a\n    b\n",
    "Description: none of it\n", "Excerpt: none of it\n", "URL: custom/x\nSave_as: custom/x/index.html\n",
    "URL: custom/{slug}.html\n", "Save_as: only/save.html\n", "Lang: fr\n", "Lang: FR\n", "Lang: en\n",
    "Keywords: k1, k2\n", "Tag: single\n", "Categories: X\n", "Modified: 2024-05-05\n", "Modified: nonsense\n",
    "Title: second title\n", "Date: 2020-01-01\n", "Tags: x\nTags: y\n", "Permalink: /p/q/\n", "Aliases: /old/\n",
    "Subtitle: s\nTags: «x», “y”\n", "TAGS: UP\n", "Tags: c++, c#, .net\n", "Translation: true\n",
)  # fmt: skip
_TITLES: Final = (
    "AT&amp;T and <b>bold</b>", "AT&T", "a < b", "<em>x</em> & y", "A: B: C", "“Quoted” title", '"Quoted" title',
    "Ends.", "trailing  ", "don't", "C++ & C#", "100%", "a_b_c", "snake_case_", "-lead", "tail-", "a -- b", "a — b",
    "a – b", "a…b", "你好世界 hello", "こんにちは", "Привет мир", "Łódź Øre Æther þorn", "Straße", "½ cup", "x²",
    "日本語テスト", "スーパー シチュー", "א ב ח כ ק", "подъезд большой",
    "naïve café", "€5 and £6", "©2024", "™ mark", "a/b\\c", "10° C", "~x~", "*starred*", "`code`", "[x](y)", "!!!", "…",
    "&nbsp;", "a&nbsp;b", "emoji 🚀 here", "한국어 제목", "ไทย", "हिन्दी", "עברית", "العربية", "Ελλάδα", "ﬁn", "Ⅳ",
)  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random titles and headings are `posts` in number in each."""
    usual = ordinary(material, posts)
    yield Sample("usual", {"pelicanconf.py": _BASE, **usual}, _ALL)
    yield Sample("usual toc", {"pelicanconf.py": _BASE + _TOC, **usual}, ("ids", "words", "links", "dead"))
    yield Sample("odd titles", {"pelicanconf.py": _BASE, **odd(material, posts)}, _PLACE)
    for name, setting in (
        ("names basename", "SLUGIFY_SOURCE = 'basename'\n"),
        ("names unicode", "SLUGIFY_USE_UNICODE = True\n"),
        ("names cased", "SLUGIFY_PRESERVE_CASE = True\n"),
    ):
        files = {"pelicanconf.py": _BASE + setting, **odd(material, posts, named=True)}
        yield Sample(name, files, _PLACE)
    for name, strange in (("headings usual", False), ("headings odd", True)):
        files = {"pelicanconf.py": _BASE + _TOC, **headings(material, posts, strange=strange)}
        yield Sample(name, files, ("ids", "words"))
    yield from _fixed(material, posts)
    yield from _settings()
    yield from _linking()
    yield from _markup()


def _fixed(material: RandomText, posts: int) -> Iterator[Sample]:
    dates = {f"content/d{i:02}.md": article(f"T {i}", date=one) for i, one in enumerate(_DATES)}
    yield Sample("dates", {"pelicanconf.py": _BASE, **dates}, ("instant", "shown", "title"))
    odd_dates = {f"content/d{i:04}.md": article(f"T {i}", date=odd_date(material)) for i in range(posts)}
    yield Sample("dates odd", {"pelicanconf.py": _BASE, **odd_dates}, ("instant", "shown", "title"))
    partial = {f"content/d{i:02}.md": article(f"T {i}", date=one) for i, one in enumerate(_PARTIAL)}
    yield Sample("partial dates", {"pelicanconf.py": _BASE, **partial}, ("shown", "title"))
    metadata = {f"content/f{i:02}.md": article(f"T {i}", one) for i, one in enumerate(_METADATA)}
    yield Sample("metadata", {"pelicanconf.py": _BASE, **metadata}, _ALL)
    titles = {f"content/t{i:02}.md": article(one) for i, one in enumerate(_TITLES)}
    yield Sample("titles", {"pelicanconf.py": _BASE, **titles}, _FRONT)
    yield Sample("blocks", {"pelicanconf.py": _BASE, **_BLOCKS}, _ALL)


_BLOCKS: Final = {
    "content/a.md": "---\nTitle: A\nDate: 2024-03-05\n---\nbody a\n",
    "content/b.md": "---\ntitle: \"Quoted\"\ndate: 2024-03-05\ntags: ['x', 'y']\n---\n\nbody b\n",
    "content/c.md": "Title: C\nDate: 2024-03-05\nbody c at once\n",
    "content/d.md": "Title: D\nDate: 2024-03-05\n...\nbody d\n",
    "content/e.md": "\nTitle: E\nDate: 2024-03-05\n\nbody e\n",
    "content/f.md": "\ufeffTitle: F\nDate: 2024-03-05\n\nbody f\n",
    "content/g.md": "Title: G\r\nDate: 2024-03-05\r\n\r\nbody g\r\n",
    "content/h.md": "# Heading\n\nno metadata\n",
    "content/i.md": "Title: I\n\nno date\n",
    "content/j.md": "Date: 2024-03-05\n\nno title\n",
    "content/k.md": "Title: K\nStatus: draft\n\nundated draft\n",
    "content/2024-03-05-l.md": "Title: L\n\ndated name\n",
    "content/2024-03-05.md": "Title: M\n\ndated name alone\n",
    "content/x/y/z.md": "Title: N\nDate: 2024-03-05\n\ndeep\n",
    "content/pages/p.md": "Title: P\nTags: t\n\npage\n",
    "content/pages/sub/q.md": "Title: Q\nStatus: draft\n\ndraft page\n",
    "content/pages/r.md": "Title: R\nStatus: hidden\n\nhidden page\n",
    "content/pages/s.md": "Date: 2024-03-05\n\npage without title\n",
    "content/future.md": "Title: Future\nDate: 2999-01-01\n\nfuture\n",
    "content/.dot.md": "Title: Dot\nDate: 2024-03-05\n\ndot\n",
    "content/_under.md": "Title: Under\nDate: 2024-03-05\n\nunder\n",
    "content/t.markdown": "Title: Other ending\nDate: 2024-03-05\n\nx\n",
    "content/u.mkd": "Title: Another ending\nDate: 2024-03-05\n\nx\n",
    "content/tr.md": "Title: Two\nSlug: two\nLang: en\nDate: 2024-03-05\n\nx\n",
    "content/tr-fr.md": "Title: Deux\nSlug: two\nLang: fr\nDate: 2024-03-05\n\nx\n",
    "content/tr-de.md": "Title: Zwei\nSlug: two\nLang: de\nDate: 2024-03-05\nStatus: draft\n\nx\n",
    "content/pages/tp-fr.md": "Title: A propos\nSlug: about\nLang: fr\n\nx\n",
}

_SITE_FILES: Final = {
    "content/plain.md": article("Plain post", "Tags: Web Dev\nAuthor: Ann Lee\n"),
    "content/cat.md": article("With category", "Category: Web Dev\n"),
    "content/series/2024-05-06-file-name.md": "Title: Named\n\ntext\n",
    "content/series/2023-01-02_x_y.md": "Title: In series\n\ntext\n",
    "content/draft.md": article("Draft one", "Status: draft\n"),
    "content/future.md": article("Future", date="2999-01-01 10:20"),
    "content/undated.md": "Title: Undated\n\ntext\n",
    "content/quoted.md": article('Say "hi" -- it\'s...', body='She said "hi" -- it\'s fine... ok & so on.\n'),
    "content/long.md": article(
        "Long", body="one two three four five six *seven* eight nine ten. " * 9 + "\n\nend\n"
    ),
    "content/french.md": article("Bonjour", "Lang: fr\n"),
    "content/pages/about.md": "Title: About\nStatus: draft\n\npage\n",
    "content/pages/info.md": "Title: Info\nCategory: X\n\npage\n",
}
_SETTINGS: Final = {
    "category": "DEFAULT_CATEGORY = 'Blog'\nARTICLE_URL = '{category}/{slug}/'\n",
    "no folders": "USE_FOLDER_AS_CATEGORY = False\n",
    "basename": "SLUGIFY_SOURCE = 'basename'\n",
    "filename": "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})[-_](?P<slug>.*)'\n",
    "path": "PATH_METADATA = r'(?P<category>[^/]+)/(?P<date>\\d{4}-\\d{2}-\\d{2}).(?P<slug>.*)\\.md'\n",
    "defaults": "DEFAULT_METADATA = {'status': 'draft', 'tags': 'x, y', 'author': 'Def'}\n",
    "pair defaults": "DEFAULT_METADATA = (('status', 'draft'),)\n",
    "date": "DEFAULT_DATE = '2020-02-03 04:05'\n",
    "date tuple": "DEFAULT_DATE = (2020, 2, 3, 4, 5, 6)\n",
    "future": "WITH_FUTURE_DATES = False\n",
    "summary": "SUMMARY_MAX_LENGTH = 5\nSUMMARY_END_SUFFIX = '[more]'\n",
    "summary all": "SUMMARY_MAX_LENGTH = None\n",
    "summary paragraphs": "SUMMARY_MAX_PARAGRAPHS = 1\n",
    "typogrify": "TYPOGRIFY = True\n",
    "drafts": "DRAFT_URL = 'wip/{slug}/'\nDRAFT_PAGE_URL = 'wip/p/{slug}/'\nPAGE_URL = '{slug}/'\n",
    "languages": "ARTICLE_LANG_URL = '{lang}/{slug}.html'\nDEFAULT_LANG = 'de'\n",
    "dates": "ARTICLE_URL = '{date:%Y}/{date:%b}/{date:%d}/{slug}/'\n",
    "author": "ARTICLE_URL = '{author}/{lang}/{slug}'\nAUTHOR = 'The Site'\n",
    "paths": "ARTICLE_PATHS = ['series']\nPAGE_PATHS = ['pages']\n",
    "excludes": "ARTICLE_EXCLUDES = ['series']\n",
    "path url": "ARTICLE_URL = 'p/{path}'\n",
    "subs": "SLUG_REGEX_SUBSTITUTIONS = [(r'[^\\w\\s-]', ''), (r'[-\\s]+', '_')]\n",
    "extra": "EXTRA_PATH_METADATA = {'plain.md': {'status': 'draft'}, 'series': {'slug': 'given'}}\n",
    "annotated": "DEFAULT_CATEGORY: str = 'Typed'\n",
}  # fmt: skip


def _settings() -> Iterator[Sample]:
    for name, setting in _SETTINGS.items():
        fields = (*_FRONT, "excerpt", *(("text",) if name == "typogrify" else ()))
        yield Sample(f"set {name}", {"pelicanconf.py": _BASE + setting, **_SITE_FILES}, fields)


_LINKS: Final = (
    "[a](/plain-post.html)", "[b](plain-post.html)", "[c]({filename}plain.md)", "[d]({filename}/cat.md)",
    "[e](|filename|cat.md)", "[f]({tag}Web Dev)", "[g]({tag}web-dev)", "[h]({category}Web Dev)", "[i]({author}Ann Lee)",
    "[j]({index})", "[k]({filename}my file.md)", "[l]({filename}my%20file.md)", "[m]({filename}/pages/about.md)",
    "[n]({static}/images/x.png)", "[o]({attach}images/x.png)", "[p]({filename}nowhere.md)", "[q](/nowhere.html)",
    "[r](/drafts/draft-one.html)", "[s](/draft-one.html)", "[t]({filename}plain.md#text)", "[u](#own)",
    "[v](/tag/web-dev.html)",
    "[w](/category/misc.html)", "[x](/author/ann-lee.html)", "[y](/archives.html)", "[z](/index.html)", "[aa](/)",
    "[ab]({filename}series/2024-05-06-file-name.md)", "[ac](./plain-post.html)", "[ad](http://site/plain-post.html)",
    "[ae]({filename}/cat.md?x=1)", "[af](/feeds/all.atom.xml)", "[ag][ref]\n\n[ref]: {filename}plain.md",
    '[ah]({filename}plain.md "title")', '<a href="{filename}plain.md">ai</a>', "[aj](<{filename}my file.md>)",
    "[ak](/bonjour-fr.html)", "[al](/pages/info.html)", "[am](/drafts/pages/about.html)", "[an]({filename}french.md)",
)  # fmt: skip


def _linking() -> Iterator[Sample]:
    posts = {f"content/l{i:02}.md": article(f"L {i}", body=one + "\n") for i, one in enumerate(_LINKS)}
    more = {"content/my file.md": article("My file"), "content/images/x.png": "x"}
    yield Sample(
        "links", {"pelicanconf.py": _BASE, **_SITE_FILES, **more, **posts}, ("links", "dead", "words")
    )


_BODIES: Final = {
    "breaks": "line one\nline two  \nline three\\\nfour\n",
    "struck": "a ~~b~~ c\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "alert": "> [!NOTE]\n> words\n",
    "admonition": '!!! note "T"\n    inside\n\nafter\n',
    "abbreviation": "The HTML spec.\n\n*[HTML]: Hyper Text\n",
    "definition": "Term\n:   Definition\n",
    "footnote": "Words[^1] here.\n\n[^1]: The note.\n",
    "table": "| a | b |\n|---|---|\n| `x|y` | 2 |\n",
    "fence": "```python\nprint(1)\n```\n\n    :::python\n    print(2)\n",
    "dollars": "it costs $5 and $6, $$x^2$$\n",
    "sub": "H~2~O and x^2^ and ==m== :smile:\n",
    "attributes": "## Own {#own .c}\n\npara\n{: .cls }\n",
    "close": "##No space\n\n###Also closed###\n\n# Fine #\n",
    "setext": "Title\n=====\n\nOther\n---\n\ntext\n",
    "repeated": "## Same\n\n## Same\n\n## 你好\n\n## 世界\n\n## 再见\n\n## Same_1\n\n## Same\n",
    "inline": "## A `code <b>` and *em* [link](http://x.example) ![alt](y.png)\n\n## Note[^1]\n\n[^1]: n\n",
    "entities": "## &amp; &copy; x\n\n## &lt;b&gt; y\n",
    "html": '<div markdown="1">\n## In html\n</div>\n\n<details><summary>S</summary>*raw*</details>\n',
    "contents": "[TOC]\n\n## One\n\n### Two\n",
    "mixed": "text\n## Right after\nmore\n* list\n* two\n",
    "quotes": "\"a\" -- 'b' --- it's ...\n",
    "bare": "see https://x.example/a and www.y.example and <http://z.example/>\n",
    "images": "![alt text]({static}/images/x.png)\n",
    "template": "{{ x }} and {% y %} and {# z #}\n",
    "ordered": "1) one\n2) two\n\n3. three\n4. four\n",
    "intraword": "snake_case_word and a*b*c and __init__\n",
}  # fmt: skip
_MARKDOWN: Final = {
    "default": "",
    "toc": _TOC,
    "listed": "MARKDOWN = {'extensions': ['extra', 'toc', 'admonition', 'nl2br']}\n",
    "slugs": "MARKDOWN = {'extensions': ['extra'], 'extension_configs': {'markdown.extensions.toc': {}}}\n",
}  # fmt: skip


def _markup() -> Iterator[Sample]:
    bodies = {f"content/{name}.md": article(name, body=body) for name, body in _BODIES.items()}
    for name, setting in _MARKDOWN.items():
        yield Sample(
            f"markup {name}", {"pelicanconf.py": _BASE + setting, **bodies}, ("text", "ids", "words")
        )
