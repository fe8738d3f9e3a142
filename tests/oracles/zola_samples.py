"""Archives for Zola: ordinary posts, odd names, slugs and headings in each mode of `slugify`, dates, and markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText

_BASE: Final = 'base_url = "https://x.example"\n'
_TERMS: Final = 'taxonomies = [{name = "tags"}, {name = "categories"}]\n'
_ALL: Final = (
    "title", "instant", "tags", "categories", "draft", "shown", "slug", "address", "ids", "words",
)  # fmt: skip
_PLACE: Final = ("title", "slug", "address", "instant")
_SECTION: Final = '+++\nsort_by = "date"\n+++\n'


def post(fields: dict[str, object], body: str = "text\n", bare: str = "") -> str:
    """A post with front matter in TOML; `bare` are lines that stand there as they are."""
    lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"+++\n{lines}{bare}+++\n{body}"


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them."""
    files = {"content/blog/_index.md": _SECTION}
    for number in range(posts):
        title, day = f"{material.ordinary()} {number}", material.day()
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        fields: dict[str, object] = {"title": title}
        if material.chance.random() < 0.1:
            fields["draft"] = True
        bare = material.chance.choice((f"date = {day}\n", f"date = {day}T10:20:30+02:00\n"))
        terms = '[taxonomies]\ntags = ["a tag", "Rust"]\ncategories = ["Notes"]\n'
        name = material.hyphened(title)
        if number % 4 == 0:
            name, bare = f"{day}-{name}", ""
        files[f"content/blog/{name}.md"] = post(fields, body + "\n", bare + terms)
    return files


def odd(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose names, slugs and folders are made of anything."""
    files = {}
    for number in range(posts):
        fields: dict[str, object] = {"title": material.odd()}
        if number % 3 == 1:
            fields["slug"] = f"{material.odd()} {number}"
        if number % 11 == 3:
            fields["path"] = f"{material.odd()}/{number}"
        folder = material.name(material.odd()) + "/" if number % 5 == 0 else ""
        name = material.name(material.odd())
        if number % 6 == 2:
            name = f"{material.day()}{material.chance.choice('-_ ')}{name}"
        kind = "/index.md" if number % 7 == 0 else ".md"
        files[f"content/blog/{folder}{name} {number}{kind}"] = post(fields)
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"content/h/{number}.md"] = post({"title": "T"}, body + "[^1]: note\n")
    return files


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {"config.toml": _BASE + _TERMS, **ordinary(material, posts)}, _ALL)
    for mode in ("on", "safe", "off"):
        config = f'{_BASE}[slugify]\npaths = "{mode}"\n'
        yield Sample(f"names {mode}", {"config.toml": config, **odd(material, posts)}, _PLACE)
    config = f"{_BASE}[slugify]\npaths_keep_dates = true\n"
    yield Sample("names with dates", {"config.toml": config, **odd(material, posts)}, _PLACE)
    yield Sample(
        "headings usual", {"config.toml": _BASE, **headings(material, posts, strange=False)}, ("ids",)
    )
    for mode in ("on", "safe", "off"):
        config = f'{_BASE}[slugify]\nanchors = "{mode}"\n'
        files = {"config.toml": config, **headings(material, posts, strange=True)}
        yield Sample(f"headings {mode}", files, ("ids",))
    config = f"{_BASE}[markdown]\nsmart_punctuation = true\nrender_emoji = true\n"
    files = {"config.toml": config, **headings(material, posts, strange=True)}
    yield Sample("headings smart", files, ("ids",))
    yield from _fixed()


_FRONT: Final = (
    "date = 2024-01-02", "date = 2024-01-02T03:04:05Z", "date = 2024-01-02T03:04:05+09:00",
    "date = 2024-01-02T03:04:05", "date = 2024-01-02 03:04:05", 'date = "2024-01-02"',
    'date = "2024-01-02T03:04:05Z"', "draft = true", "draft = false", 'slug = "My Slug"', 'slug = "a/b"',
    'slug = "你好"', 'path = "x/Y z"', 'path = "/lead/slash/"', 'path = "2023/05/06/y"', "render = false",
    'aliases = ["old/one"]', "title = ''", "[taxonomies]\ntags = ['b', 'a', 'b']", "weight = 3", "updated = 2024-05-05",
)  # fmt: skip
_NAMES: Final = (
    "2024-03-05", "2024-03-05 space", "2024-03-05-dash", "2024-03-05_under", "2024-03-05.dot",
    "2024-03-05T10:20:30Z-clock", "2024-03-05T10:20:30+02:00-zone", "2024-13-05-month", "2024-03-05x", "24-03-05-x",
    "2024-03-06-bundle/index", "plain.en", "post.fr", "Sub Section/x", "~t", "_line", "a/b c/d/2024-03-07-deep",
)  # fmt: skip


def _fixed() -> Iterator[Sample]:
    front = {f"content/p/f{i:02}.md": f"+++\n{one}\n+++\nbody\n" for i, one in enumerate(_FRONT)}
    yield Sample("front matter", {"config.toml": _BASE + _TERMS, **front}, _ALL[:-1])
    names = {f"content/n/{name}.md": post({"title": "T"}) for name in _NAMES}
    yield Sample("dated names", {"config.toml": _BASE, **names}, _PLACE)
    sections = {
        "content/a/_index.md": _SECTION,
        "content/a/dated.md": post({"title": "T"}, bare="date = 2024-01-01\n"),
        "content/a/undated.md": post({"title": "T"}),
        "content/d/_index.md": "+++\ndraft = true\n+++\n",
        "content/d/x.md": post({"title": "T"}, bare="date = 2024-01-01\n"),
        "content/d/deep/y.md": post({"title": "T"}, bare="date = 2024-01-01\n"),
        "content/w/_index.md": '+++\nsort_by = "weight"\n+++\n',
        "content/w/x.md": post({"title": "T"}),
    }
    yield Sample("sections", {"config.toml": _BASE, **sections}, (*_PLACE, "draft", "shown"))
    yield from _markup()


_BODIES: Final = {
    "breaks": "line one\nline two\n",
    "quotes": "\"a\" -- 'b' --- it's ...\n",
    "definitions": "Term\n: Definition of it\n",
    "emoji": "a :smile: b :tada:\n",
    "struck": "a ~~b~~ c ~d~\n",
    "bare": "see https://x.example/a and www.y.example now\n",
    "kramdown": "a paragraph\n{: .cls}\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "dollars": "it costs $5 and $6, $$5 and $$6\n",
    "sub": "H~2~O and x^2^ and ==m== and ++i++\n",
    "own": "## Foo\n\n## Notes {#foo}\n\n## Bar {#bar .c}\n\n## Bar\n\n## Foo\n",
    "html": "a <b>bold</b> c\n",
    "alert": "> [!NOTE]\n> words\n",
}
_MARKUP: Final = {
    "default": "",
    "smart": "smart_punctuation = true\n",
    "emoji": "render_emoji = true\n",
    "definitions": "definition_list = true\n",
    "alerts": "github_alerts = true\n",
}


def _markup() -> Iterator[Sample]:
    bodies = {f"content/m/{name}.md": post({"title": "T"}, body) for name, body in _BODIES.items()}
    for name, setting in _MARKUP.items():
        config = f"{_BASE}[markdown]\n{setting}"
        yield Sample(f"markup {name}", {"config.toml": config, **bodies}, ("text", "ids"))
