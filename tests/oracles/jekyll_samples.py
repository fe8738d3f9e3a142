"""Archives for Jekyll: ordinary posts, odd names, titles, labels, dates and headings, settings and permalinks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.jekyll_bodies import bodies
from tests.oracles.jekyll_dates import dates, odd_dates
from tests.oracles.jekyll_scholar import scholar
from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.oracles.random_text import RandomText

_FRONT: Final = ("title", "instant", "tags", "categories", "authors", "draft", "shown", "slug", "address")
_ALL: Final = (*_FRONT, "excerpt", "ids", "words", "links", "dead")
_PLACE: Final = ("slug", "address")

_STYLES: Final = (
    "date",
    "pretty",
    "ordinal",
    "weekdate",
    "none",
    "simple",
    "/:year/:month/:title/",
    "/blog/:slug.html",
    "/:title",
    "/:categories/:title:output_ext",
    "/:slugified_categories/:year-:month-:day/:slug/",
    "/:path/",
    "/:name:output_ext",
    "/:short_year/:i_month/:i_day/:short_month/:long_month/:title/",
    "/:w_year/:week/:w_day/:short_day/:long_day/:slug/",
    "/:y_day/:hour:minute:second/:title/",
    "/:collection/:title:output_ext",
    "x/:title",
    "/a b/:title/",
    "/:year_:month_:day/",
    "/Ünï/:title/",
    "/:categories",
    "/..:title/./x/",
)


def post(fields: Mapping[str, object], body: str = "text\n") -> str:
    """A post with front matter in YAML, its values as JSON."""
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{lines}---\n{body}"


def ordinary(material: RandomText, posts: int, place: str = "_posts/") -> dict[str, str]:
    """Posts as most people write them."""
    files = {"_data/authors.yml": "ann:\n  name: Ann Lee\nbob:\n  name: Bob\n"}
    names: list[str] = []
    chance = material.chance
    for _ in range(posts):
        title, day = material.ordinary(), material.day()
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        if names:
            name = chance.choice(names)
            body += (
                f"\n\nSee [{name}]({{% post_url {name} %}}) and [that one]({{% link _posts/{name}.md %}}).\n"
            )
        date = chance.choice(
            ("", f"date: {day}\n", f"date: {day} 10:20:30 +0200\n", f"date: {day} 08:00:00 -0500\n")
        )
        fields: dict[str, object] = {"title": title}
        if chance.random() < 0.9:
            fields["tags"] = chance.choice((["a tag", "Go"], "one two", ["ruby"]))
        if chance.random() < 0.7:
            fields["categories"] = chance.choice((["Notes"], "blog", ["Web Dev", "code"]))
        if chance.random() < 0.3:
            fields["author"] = chance.choice(("ann", "Bob", "bob", "Somebody Else"))
        if chance.random() < 0.05:
            fields["published"] = False
        name = f"{day}-{material.hyphened(title)}"
        text = post(fields, body + "\n").replace("---\n", f"---\nlayout: post\n{date}", 1)
        if chance.random() < 0.05:
            files[f"_drafts/{material.hyphened(title)}.md"] = (
                text.replace("layout: post", f"date: {day}", 1) if not date else text
            )
        else:
            files[f"{place}{name}.md"] = text
            names.append(name)
    return files


def odd_names(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose names are made of anything, without titles."""
    files = {}
    for number in range(posts):
        folder = material.name(material.odd()).lstrip("._#~ ") + "/" if number % 5 == 0 else ""
        sub = material.name(material.odd()).lstrip("._#~ ") + "/" if number % 7 == 0 else ""
        name = material.name(material.odd())
        files[
            f"{folder.strip('/') and folder}_posts/{sub.strip('/') and sub}{material.day()}-{name} {number}.md"
        ] = post({})
    return files


def odd_titles(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose titles, slugs, tags and categories are made of anything."""
    files = {}
    for number in range(posts):
        fields: dict[str, object] = {"title": material.odd()}
        if number % 2:
            fields["slug"] = material.odd()
        if number % 3:
            fields["tags"] = [material.odd(), material.odd()] if number % 3 == 1 else material.odd()
        if number % 4:
            key = ("categories", "category")[number % 2]
            fields[key] = [material.odd(), material.odd()] if number % 4 == 1 else material.odd()
        if number % 5 == 0:
            fields["tag"] = material.odd()
        if number % 6 == 0:
            fields["author"] = material.odd()
        files[f"_posts/{material.day()}-p{number}.md"] = post(fields)
    return files


_PLAIN: Final = (
    "no",
    "yes",
    "017",
    "1_000",
    ".5",
    "1.10",
    "2024",
    "2024-01-02",
    "0x10",
    "1e3",
    "~",
    "null",
    "true",
    "1:30",
    "on",
    "y",
    "n",
    "+5",
    "-3",
    "1.",
    "08",
    "0o17",
    "1,000",
    "0b11",
    ".inf",
    "-.inf",
    ".nan",
    "12:30:45",
    "2024-01-02 10:00:00",
    "=",
    "'a' b",
    "*x",
    "&x y",
    "@x",
    "`x`",
    "%x",
    "!x y",
    "|",
    ">",
    "a # b",
    "a#b",
    "a: b",
    "a:b",
    "- a",
    "[a, b]",
    "{a: b}",
    "{{ x }}",
    "[a",
    '"a" b',
    '"a\\tb"',
    "'it''s'",
    '"x\\u00e9"',
    "Yes",
    "NO",
    "Off",
    "TRUE",
    "Null",
    ":sym",
    ":a b",
    "<<",
    "? x",
    "1__0",
    "0",
    "00",
    "-0",
    "1.0",
    "1.50",
    "1e5",
    "1.5e3",
    "685.230_15e+03",
    "190:20:30",
    "-",
    "--",
    "---x",
    "...",
    "a\n  b",
    ">-\n  a\n  b",
    "|\n  a\n  b",
    '"a\n  b"',
    "''",
    '""',
    "' '",
    "#x",
    "!!str 5",
    "!!int '5'",
    "a\tb",
    "  a  b  ",
    "é",
    "日本",
    "1 2",
    "2024-1-2",
    "2024-13-45",
    "0.",
    "1.2.3",
    "+",
    "0xZZ",
    "1_",
    "_1",
    "0_7",
    "0777",
)


def plain_values(key: str) -> dict[str, str]:
    """Posts with one key whose value is written without quotes in all ways that YAML may give a type."""
    return {
        f"_posts/2020-01-02-v{number:03}.md": f"---\n{key}: {value}\n---\ntext\n"
        for number, value in enumerate(_PLAIN)
    }


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"_posts/2020-01-01-h{number}.md"] = post({"title": "T"}, body + "[^1]: note\n")
    return files


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names, titles and headings are `posts` in number in each."""
    yield Sample("usual", {"_config.yml": "title: T\n", **ordinary(material, posts)}, _ALL)
    tokyo = "title: T\ntimezone: Asia/Tokyo\npermalink: pretty\nauthor: ann\n"
    yield Sample("usual pretty", {"_config.yml": tokyo, **ordinary(material, posts)}, _ALL)
    yield Sample("scholar", scholar(material, posts), _ALL)
    yield Sample("names", {"_config.yml": "", **odd_names(material, posts)}, ("title", "categories", *_PLACE))
    yield Sample("titles", {"_config.yml": "", **odd_titles(material, posts)}, _FRONT)
    for style in _STYLES:
        config = f"permalink: {json.dumps(style)}\n"
        few = max(20, posts // 20)
        files = {**odd_names(material, few), **odd_titles(material, few)}
        yield Sample(f"permalink {style.replace('/', '|')}", {"_config.yml": config, **files}, ("address",))
    for key in (
        "title",
        "tags",
        "tag",
        "categories",
        "category",
        "slug",
        "permalink",
        "published",
        "author",
        "excerpt",
    ):
        yield Sample(f"values {key}", {"_config.yml": "", **plain_values(key)}, (*_FRONT, "excerpt"))
    for zone in ("", "Asia/Tokyo", "America/New_York"):
        config = f"timezone: {zone}\n" if zone else ""
        fields = ("instant", "address")
        name = zone.partition("/")[2]
        yield Sample(f"dates {name}", {"_config.yml": config, **dates()}, fields)
        yield Sample(f"dates odd {name}", {"_config.yml": config, **odd_dates(material, posts)}, fields)
    yield from _headings(material, posts)
    yield from _sites(material)
    yield from bodies(material, posts)


_KRAMDOWN: Final = {
    "plain": "input: kramdown",
    "prefix": "auto_id_prefix: sec-",
    "off": "auto_ids: false",
    "transliterated": "transliterated_header_ids: true",
    "straight": "smart_quotes: 'apos,apos,quot,quot'",
    "offset": "header_offset: 1",
    "stripped": "auto_id_stripping: true",
}


def _headings(material: RandomText, posts: int) -> Iterator[Sample]:
    fields = ("ids",)
    yield Sample("headings usual", {"_config.yml": "", **headings(material, posts, strange=False)}, fields)
    yield Sample(
        "headings odd", {"_config.yml": "", **headings(material, posts, strange=True)}, (*fields, "words")
    )
    for name, setting in _KRAMDOWN.items():
        files = headings(material, posts, strange=True)
        yield Sample(f"headings {name}", {"_config.yml": f"kramdown:\n  {setting}\n", **files}, fields)


def _sites(material: RandomText) -> Iterator[Sample]:
    """Sites whose settings change what is read, and from where."""
    config = """
collections_dir: stuff
collections:
  recipes: {output: true}
  docs: {output: true, permalink: "/d/:path/"}
  people: {}
  notes: {output: true, permalink: "/n/:year/:title:output_ext"}
permalink: /:categories/:year/:title/
exclude: [skipped, "*.draft.md"]
include: [_extra]
defaults:
  - scope: {path: ""}
    values: {author: Site, tags: [all]}
  - scope: {path: "", type: posts}
    values: {categories: [c], layout: post}
  - scope: {path: "", type: drafts}
    values: {tags: [draft]}
  - scope: {path: "stuff/_posts/pt", type: posts}
    values: {author: Pt, published: false}
  - scope: {path: "_posts/en", type: posts}
    values: {author: En}
  - scope: {path: "", type: recipes}
    values: {title: Default, date: "2020-05-06"}
  - scope: {path: "stuff/_docs/*/deep"}
    values: {title: Deep}
  - scope: {path: "", type: pages}
    values: {permalink: "/p/:basename/"}
"""
    matter = {"tags": ["own"], "title": "T"}
    files = {
        "_config.yml": config,
        "stuff/_posts/2020-01-02-a.md": post(matter),
        "stuff/_posts/pt/2020-01-02-b.md": post({}),
        "stuff/_posts/en/2020-01-02-c.md": post({"categories": "d e"}),
        "stuff/news/_posts/2020-01-02-d.md": post({"category": "one"}),
        "_posts/2020-01-02-not-here.md": post({}),
        "stuff/_drafts/idea.md": post({"date": "2020-01-03"}),
        "stuff/_recipes/soup.md": post({}),
        "stuff/_recipes/2019-01-02-cake.md": post({"title": "Cake"}),
        "stuff/_recipes/sub/Hot Soup.md": post({"title": "Hot"}),
        "stuff/_recipes/nothing.md": "no front matter\n",
        "stuff/_docs/a/deep/b.md": post({}),
        "stuff/_docs/In Side.md": post({"title": "In"}),
        "stuff/_people/ann.md": post({"title": "Ann"}),
        "stuff/_notes/2021-02-03-note.md": post({"title": "N"}),
        "stuff/_notes/bare.md": post({"title": "B"}),
        "about.md": post({"title": "About"}),
        "sub/index.md": post({"title": "Sub"}),
        "sub/Some Page.md": post({}),
        "skipped/a.md": post({}),
        "skippedtoo.md": post({}),
        "x.draft.md": post({}),
        "_extra/y.md": post({"title": "Y"}),
        "own.md": post({"permalink": "/own/place"}),
    }
    yield Sample("settings", files, _ALL[:-3])
    for style in ("date", "pretty", "none", "/:title/", "/:title", "/x/:title:output_ext"):
        pages = {
            "_config.yml": f"permalink: {style}\ncollections:\n  docs: {{output: true}}\n"
            "  c: {output: true, permalink: pretty}\n",
            "about.md": post({}),
            "a/index.md": post({}),
            "a/b c/Ünï.markdown": post({"title": "U"}),
            "index.md": post({}),
            "a.b.md": post({}),
            "p.md": post({"permalink": "pretty"}),
            "q.md": post({"permalink": "/q.html"}),
            "r.md": post({"permalink": "q/:title/:basename"}),
            "_docs/One Two.md": post({}),
            "_docs/a/index.md": post({}),
            "_docs/2020-01-02-d.md": post({"permalink": "/:year/:title/"}),
            "_c/x y.md": post({}),
            "_c/a/index.md": post({}),
            "dots..md": post({}),
            "_docs/dots..md": post({}),
            "_docs/.md": post({}),
            "_docs/UP.MD": post({}),
            "UP.MD": post({}),
            "a/_posts/2020-01-02-x.md": post({"permalink": "pretty"}),
            "b/_drafts/2020-01-02-y.md": post({}),
            "b/_posts/2020-1-2-z.textile.md": post({}),
            "_posts/2020-01-02-no-ext.markdown": post({}),
            "_posts/b/c/20-1-2-short.md": post({}),
            "_posts/2020-01-02-.md": post({}),
            "_posts/2020-01-02-a-.md": post({}),
        }
        yield Sample(f"pages {style.replace('/', '|')}", pages, ("title", "instant", "categories", *_PLACE))
