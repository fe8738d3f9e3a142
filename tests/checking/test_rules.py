"""Each rule: what it finds, where, and what it leaves alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from tests.checking.sites import JEKYLL, facts, found, post
from tuireader.archive.post import PostId
from tuireader.checking.check import problems_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    Form = Literal["NFC", "NFD"]

A, B = "_posts/2024-01-02-a.md", "_posts/2024-01-03-b.md"


@pytest.mark.parametrize(
    ("body", "line", "column", "severity"),
    [
        ("x\n\n[b]({% post_url 2024-01-03-c %})", 6, 1, "error"),
        ("x [b]({% link nowhere.md %})", 4, 3, "error"),
        ("- [b](c.md)", 4, 3, "warning"),
        ("[b](example.com/x)", 4, 1, "error"),
        ("[b](/2024/nowhere/)", 4, 1, "error"),
        ("[b](/blog/2024/nowhere/)", 4, 1, "error"),
        ("[b](https://example.org/blog/2024/nowhere/)", 4, 1, "error"),
        ("[b](/2024/x/nowhere/)", 4, 1, "warning"),
        ("[b](https://example.org/blog/2024/x/nowhere/)", 4, 1, "info"),
        ("[b](/tags/nowhere/)", 4, 1, "info"),
        ("[b](/2019/page/2/)", 4, 1, "info"),
        ("[b](/2024/archive/)", 4, 1, "info"),
        ("[b](/2024/tag/x/)", 4, 1, "info"),
        ("[b]()", 4, 1, "warning"),
        ("{{ page.title }} [b]()", 4, 18, "warning"),
        ("x [b](/files/gone.pdf)", 4, 3, "info"),
    ],
)
def test_broken_links(tmp_path: Path, body: str, line: int, column: int, severity: str) -> None:
    assert found(tmp_path, {**JEKYLL, A: post(body)}) == [(A, line, column, "broken-link", severity)]


def test_links_of_a_line_stand_at_places_of_their_own_though_their_texts_are_alike(tmp_path: Path) -> None:
    link = "({% post_url 2024-01-03-c %})"
    line = f"[b]{link} [b]{link} ![b]{link} [*c*]{link} [`c`]{link}"
    starts = [at for at, sign in enumerate(line) if sign == "[" and line[at - 1] != "!"]
    found_at = {
        column
        for _, _, column, rule, _ in found(tmp_path, {**JEKYLL, A: post(line)})
        if rule == "broken-link"
    }
    assert found_at >= {at + 1 for at in starts}


@pytest.mark.parametrize(
    "body",
    [
        "[b](/2024/b/)",
        "[b](/blog/2024/b/#part-one)",
        "[b](https://example.org/blog/2024/b/)",
        "[b]({% post_url 2024-01-03-b %})",
        "[b](2024-01-03-b.md)",
        "[home](/) [top](#) [feed](/feed.xml)",
        "[b](https://elsewhere.org/x/)",
        "`[b](/2024/nowhere/)`",
        "[b]({{ page.anything }})",
        "![cell](/images/cell.png) [file](/images/cell.png)",
    ],
)
def test_what_is_not_broken(tmp_path: Path, body: str) -> None:
    files = {**JEKYLL, A: post(body), B: post("## Part one"), "images/cell.png": ""}
    assert found(tmp_path, files) == []


def test_each_link_to_what_the_archive_knows_nothing_of_is_told(tmp_path: Path) -> None:
    body = "[b](/docs/x/) [c](/docs/y/)\n[d](/docs/) [e](/files/f.pdf) [g](/files/g.pdf)"
    problems = problems_of(facts(tmp_path, {**JEKYLL, A: post(body)}))
    assert [(one.line, one.column, one.severity, one.message) for one in problems] == [
        (4, 1, "info", "nothing in the archive is at /docs/x/"),
        (4, 15, "info", "nothing in the archive is at /docs/y/"),
        (5, 1, "info", "nothing in the archive is at /docs/"),
        (5, 13, "info", "there is no file files/f.pdf"),
        (5, 31, "info", "there is no file files/g.pdf"),
    ]


def test_a_tag_that_links_into_a_folder_that_the_archive_is_without(tmp_path: Path) -> None:
    body = "[b]({% link _docs/history.md %}) [c]({% link _posts/gone.md %})"
    assert found(tmp_path, {**JEKYLL, A: post(body)}) == [
        (A, 4, 1, "broken-link", "info"),
        (A, 4, 34, "broken-link", "error"),
    ]


def test_the_anchor_that_was_meant_is_told(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("[c](/2024/b/#whats-new-) [d](/2024/b/#whats-new:~:text=x)"),
        B: post("## What's new"),
    }
    problems = problems_of(facts(tmp_path, files))
    assert [problem.message for problem in problems] == [
        f"{B} has no heading or other place with the id whats-new-; did you mean whats-new?"
    ]


def test_files_that_are_not_there_and_pages_that_are_made(tmp_path: Path) -> None:
    body = "[a](/files/gone.pdf) [b](/files/made.json) [c](/files/there.pdf)\n<iframe src='/files/made.xml'></iframe>"
    files = {**JEKYLL, A: post(body), "files/there.pdf": ""}
    assert found(tmp_path, files) == [(A, 4, 1, "broken-link", "warning")]


def test_an_archive_without_its_images_is_told_once(tmp_path: Path) -> None:
    images = "".join(f"![{number}]({number}.png) [{number}]({number}.svg)\n" for number in range(11))
    files = {**JEKYLL, A: post(images), "_posts/there.png": ""}
    many = facts(tmp_path / "many", files)
    problems = problems_of(many)
    assert [(one.line, one.severity, one.message) for one in problems if one.rule == "missing-image"] == [
        (4, "info", "the archive has no image files: 11 images missing")
    ]
    assert [one.severity for one in problems if one.rule == "broken-link"] == ["info"] * 11
    each = [one for one in problems_of(many, every=True) if one.rule == "missing-image"]
    assert [(one.line, one.severity, one.message) for one in each[:2]] == [
        (4, "info", "there is no file _posts/0.png"),
        (5, "info", "there is no file _posts/1.png"),
    ]
    assert len(each) == 11
    few = {**files, A: post(images.partition("2")[0])}
    assert [one[4] for one in found(tmp_path / "few", few)] == ["error", "warning"] * 2


def test_broken_anchors(tmp_path: Path) -> None:
    body = "[a](#part) [b](#nowhere)\n[c](/2024/b/#there) [d](/2024/b/#gone)\n\n## Part"
    files = {**JEKYLL, A: post(body), B: post('<a name="there"></a>')}
    assert found(tmp_path, files) == [
        (A, 4, 12, "broken-anchor", "warning"),
        (A, 5, 21, "broken-anchor", "warning"),
    ]


def test_missing_images(tmp_path: Path) -> None:
    body = "![a](/images/cell.png) ![b](/images/gone.png)\n"
    body += "<img src='/images/gone.png'>\n\n![c](/photos/1.jpg) ![d](/photos/2.jpg)"
    files = {**JEKYLL, A: post(body), "images/cell.png": ""}
    assert found(tmp_path, files) == [
        (A, 4, 24, "missing-image", "error"),
        (A, 5, 1, "missing-image", "error"),
        (A, 7, 1, "missing-image", "info"),
    ]


def test_a_folder_and_a_pipe_are_no_images(tmp_path: Path) -> None:
    body = "![a](/images/cell.png) ![b](/photo.png) ![c](/pipe.png)\n\n[d](/photo.png)"
    (tmp_path / "photo.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    files = {**JEKYLL, A: post(body), "images/cell.png": ""}
    assert found(tmp_path, files) == [
        (A, 4, 24, "missing-image", "error"),
        (A, 4, 41, "missing-image", "error"),
    ]


def test_duplicate_permalinks(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("x"),
        B: post("y", "title: B\npermalink: /2024/a"),
        "_drafts/a.md": post("z"),
    }
    assert found(tmp_path, files) == [(B, 3, 1, "duplicate-permalink", "error")]


def test_a_page_and_a_folder_of_its_name_are_two_files(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("x"),
        B: post("y", "title: B\npermalink: /2024/a.html"),
        "c.md": post("y", "title: C\npermalink: /c.html\nredirect_from: /2024/a.html"),
        "d.md": post("y", "title: D\npermalink: /d.html\nredirect_from: /c/"),
        "e.md": post("y", "title: E\npermalink: /2024/a/index.html"),
    }
    assert found(tmp_path, files) == [
        ("c.md", 4, 1, "duplicate-permalink", "error"),
        ("e.md", 3, 1, "duplicate-permalink", "error"),
    ]


def test_documents_without_pages_share_no_address(tmp_path: Path) -> None:
    one = "---\npermalink: /x/\n---\n"
    files = {"_config.yml": "collections: {people: {}}\n", "_people/a.md": one, "_people/b.md": one}
    assert found(tmp_path, files) == []
    files["_config.yml"] = "collections: {people: {output: true}}\n"
    assert [each[3] for each in found(tmp_path, files)] == ["duplicate-permalink"]


def test_the_post_that_says_its_address_is_told_of_a_duplicate(tmp_path: Path) -> None:
    files = {**JEKYLL, A: post("x", "title: A\npermalink: /2024/b/"), B: post("y")}
    assert found(tmp_path, files) == [(A, 3, 1, "duplicate-permalink", "error")]


def test_an_alias_that_is_the_address_of_another_post(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("x", "title: A\nredirect_from:\n  - /2024/a/\n  - /old/\n  - /2024/b/"),
        B: post("y", "title: B\nredirect_from: /2023/b/"),
    }
    assert found(tmp_path, files) == [(A, 6, 1, "duplicate-permalink", "error")]


def test_sections_of_hugo_are_linked_to(tmp_path: Path) -> None:
    matter = "title: A\ndate: 2024-01-01"
    links = '[a]({{< ref "/posts/" >}}) [b]({{< ref "posts" >}}) [c]({{< ref "_index.md" >}}) [d]({{< ref "/none" >}})'
    files = {"hugo.toml": "", "content/posts/a/index.md": post(links, matter)}
    assert found(tmp_path, files) == [
        ("content/posts/a/index.md", 5, column, "broken-link", "error") for column in (53, 82)
    ]
    files["content/posts/a/index.md"] = post('[c]({{< ref "/posts/_index.md" >}})', matter)
    files["content/posts/_index.md"] = post("x", "title: Posts")
    assert found(tmp_path, files) == []


def test_links_to_what_is_not_published(tmp_path: Path) -> None:
    links = "[d]({% link _drafts/d.md %}) [f](/2031/f/) [u](/2024/u/) [b](/2024/b/) "
    files = {
        **JEKYLL,
        A: post(links),
        B: post("[a](/2024/a/)"),
        "_drafts/d.md": post(links),
        "_posts/2031-01-01-f.md": post("x"),
        "_posts/2024-03-03-u.md": post("x", "title: U\npublished: false"),
    }
    assert [one for one in found(tmp_path, files) if one[3] != "future-date"] == [
        (A, 4, column, "link-to-unpublished", "warning") for column in (1, 30, 44)
    ]


def test_dates(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/a.md": post("x", "date: 2031-01-01"),
        "content/posts/b.md": post("y", "date: 2023-01-01"),
    }
    assert found(tmp_path, files) == [("content/a.md", 2, 1, "future-date", "info")]


@pytest.mark.parametrize(
    ("config", "folder"),
    [
        ("hugo.toml", "content/posts"),
        ("config.toml", "content/blog"),
        ("eleventy.config.js", "posts"),
        ("astro.config.mjs", "src/content/blog"),
        ("notes.txt", "posts"),
    ],
)
def test_an_undated_post_among_dated_ones(tmp_path: Path, config: str, folder: str) -> None:
    zola = config == "config.toml"

    def text(matter: str) -> str:
        return f"+++\n{matter}\n+++\nx\n" if zola else post("x", matter.replace(" = ", ": "))

    files = {
        config: 'base_url = "https://x.org"\ntheme = "z"\n' if zola else "",
        f"{folder}/a.md": text("date = 2023-01-01"),
        f"{folder}/b.md": text("date = 2023-01-02"),
        f"{folder}/c.md": text('title = "C"'),
        f"{folder}/about.md": text('title = "About"'),
        f"{folder}/d/e.md": text('title = "E"'),
        f"{folder.partition('/')[0]}-more/about-us.md": text('title = "About us"'),
    }
    if zola:
        files["content/_index.md"] = files["content/blog/_index.md"] = text('title = "Blog"')
    assert [one[0] for one in found(tmp_path, files) if one[3] == "missing-date"] == [f"{folder}/c.md"]


def test_similar_tags(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("x", "title: A\ntags: [terminals, css, open source, CI/CD, c, c++]"),
        B: post("y", "title: B\ntags: [Terminal, cs, open-source, terminals, open source, ci-cd, c#]"),
    }
    assert found(tmp_path, files) == [
        (A, 3, 1, "similar-tags", "warning"),
        *[(B, 3, 1, "similar-tags", "warning")] * 2,
    ]


def test_skipped_headings(tmp_path: Path) -> None:
    body = "### First\n\n## Second\n\n#### Fourth\n\n```\n# code\n```\n\n##### Fifth\n\n# First"
    assert found(tmp_path, {**JEKYLL, A: post(body)}) == [(A, 8, 1, "skipped-heading", "info")]


def test_problems_of_files_are_told_too(tmp_path: Path) -> None:
    files = {**JEKYLL, A: "---\ntitle: [broken\n---\nStill here.\n"}
    assert [problem[3] for problem in found(tmp_path, files)] == ["front-matter-syntax"]


def test_rules_are_switched_off(tmp_path: Path) -> None:
    files = {**JEKYLL, A: post("[b](/2024/nowhere/) [c](#no)"), B: "---\ntitle: [broken\n---\nx\n"}
    assert {problem[3] for problem in found(tmp_path, files)} == {
        "broken-link",
        "broken-anchor",
        "front-matter-syntax",
    }
    assert found(tmp_path, files, "broken-link", "front-matter-syntax") == [
        (A, 4, 21, "broken-anchor", "warning")
    ]


def test_notes_are_linked_by_name(tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": "{}",
        "a.md": "[[b#Some Part]] [[Nowhere]] ![[gone.png]] ![[cell.png]] [[b#^x1]]",
        "sub/b.md": "# Some part\n\nText ^x1\n",
        "files/cell.png": "",
    }
    assert [problem[1:] for problem in found(tmp_path, files)] == [
        (1, 17, "broken-link", "error"),
        (1, 29, "missing-image", "error"),
    ]


def test_notes_whose_name_is_a_number_are_linked(tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": "{}",
        "1.md": "[[1.10]] [[1.2|two]] x[[1]] [[1, 2]] `[[1]]` [[9]] [[1-2]] [[12,5]] [[🌊]]",
        "1.2.md": "x",
        "1-2.md": "x",
        "12,5.md": "x",
        "1.10.md": "x",
    }
    assert [problem[:4] for problem in found(tmp_path, files)] == [
        ("1.md", 1, 46, "broken-link"),
        ("1.md", 1, 69, "broken-link"),
    ]


def test_notes_whose_name_is_a_number_are_linked_in_a_folder_that_has_them(tmp_path: Path) -> None:
    files = {
        "a.md": "[[1]] [[2]] [[1|one]] x[[1]] ![[3|three]]",
        "1.md": "# One",
        "sub/b.md": "[[3]] [[1]]",
        "sub/3.md": "# Three",
    }
    known = facts(tmp_path, files)
    links = [(link.source, link.written.href, link.target.id) for link in known.graph]
    assert links == [
        ("a.md", "[[1]]", "1.md"),
        ("a.md", "[[1|one]]", "1.md"),
        ("sub/b.md", "[[3]]", "sub/3.md"),
        ("sub/b.md", "[[1]]", "1.md"),
    ]
    (tmp_path / "1.md").unlink()
    assert [link.written.href for link in facts(tmp_path, {"sub/c.md": "x"}).graph] == ["[[3]]"]


@pytest.mark.parametrize(
    ("engine", "name", "severity"),
    [
        ({"hugo.toml": ""}, "content/posts/a.md", "warning"),
        ({"astro.config.mjs": ""}, "src/content/posts/a.md", "warning"),
        ({"eleventy.config.js": ""}, "a.md", "warning"),
        (JEKYLL, A, "info"),
    ],
)
def test_a_key_of_front_matter_that_is_there_twice(
    tmp_path: Path, engine: dict[str, str], name: str, severity: str
) -> None:
    matter = "title: A\ndate: 2024-01-01\ntags: [x]\nmore: {a: 1, b: 2, a: 3}\n'title': B"
    assert [problem[1:] for problem in found(tmp_path, {**engine, name: post("x", matter)})] == [
        (5, 20, "repeated-key", severity),
        (6, 1, "repeated-key", severity),
    ]


def test_a_post_whose_key_is_there_twice_is_told_of_all_else(tmp_path: Path) -> None:
    matter = "title: A\ntitle: B\ndate: 2999-01-01"
    rules = [problem[3] for problem in found(tmp_path, {**JEKYLL, A: post("x", matter)})]
    assert rules == ["repeated-key", "future-date"]


@pytest.mark.parametrize(
    ("body", "line", "rule", "severity"),
    [
        ("x\n\n```python\ny = 1\n\n## Not a heading", 6, "unclosed-fence", "error"),
        ("~~~\nx\n```\n", 4, "unclosed-fence", "error"),
        ("````\n```\nx\n```", 4, "unclosed-fence", "error"),
        ("```\nx\n```\n\ny\n\n```", 10, "unclosed-fence", "error"),
        ("x\n{% highlight ruby %}\ny", 5, "unclosed-liquid", "error"),
        ("{% if page.x %}\n{% for a in b %}{% endfor %}", 4, "unclosed-liquid", "error"),
        ("{% raw %}{% if %}", 4, "unclosed-liquid", "error"),
        ("{% if a %}x{% endif %}\n{% endif %}", 5, "unclosed-liquid", "error"),
        ("x\n\n{%- endhighlight -%}", 6, "unclosed-liquid", "error"),
        ("x\n\nSee {{ page.x and\n\nmore", 6, "unclosed-liquid", "error"),
        ("x\n\nSee {{ page.x } and {{ y }}", 6, "unclosed-liquid", "error"),
        ("{% raw %}{{ x {% endraw %}\n`{{ x`", 5, "unclosed-liquid", "error"),
        ("{% comment %}{{ x{% endcomment %}", 4, "unclosed-liquid", "error"),
        ("x {{ y }}\n{% if a", 5, "unclosed-liquid", "error"),
        ("x\n{% gallery %}\ny {% gallery %}", 5, "unknown-liquid-tag", "info"),
        ("x\n\n<!-- more\n\ny", 6, "unclosed-comment", "error"),
        ("<!-- a -->\n\n<!-- more\ny\n", 6, "unclosed-comment", "error"),
        ("$$\na\n$$\n\nx\n\n$$\nb\n\ny", 10, "unclosed-formula", "warning"),
        ("> A quote\n>\n> ```\n> x = 1\n> y", 6, "unclosed-fence", "error"),
        ("x\n\n- item\n\n  ```\n  x = 1\n\n  y", 8, "unclosed-fence", "error"),
        ("x\n\n1. ```\n   x = 1\n\n   y", 6, "unclosed-fence", "error"),
        ("x\n\n- item\n\n  ```", 8, "unclosed-fence", "error"),
        ("x\n\n- item\n\n  ```\n  x = 1\n\n```\n\ny", 8, "unclosed-fence", "error"),
        ("- item\n\n  ```\n  x\n\ntext", 6, "unclosed-fence", "error"),
        ("- ```\n  x\n- y", 4, "unclosed-fence", "error"),
        ("> ```\n> x\n\nText.", 4, "unclosed-fence", "error"),
        ("x\nWords[^zz] and\nmore", 5, "undefined-footnote", "warning"),
        ("x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", 5, "conflict-markers", "error"),
        ("x[^a] y[^b]\n\n[^a]: A note.", 4, "undefined-footnote", "warning"),
        ("x[^a]\n\n[^a]: A note.\n\n[^b]: Another.", 8, "uncited-footnote", "info"),
    ],
)
def test_what_is_left_open(tmp_path: Path, body: str, line: int, rule: str, severity: str) -> None:
    assert [(one[1], one[3], one[4]) for one in found(tmp_path, {**JEKYLL, A: post(body)})] == [
        (line, rule, severity)
    ]


@pytest.mark.parametrize(
    "body",
    [
        "```\nx\n```\n\n~~~\ny\n~~~",
        "- item\n\n  ```\n  x\n  ```\n\ntext",
        "````\n```\n````",
        "`` ``` ``",
        "{% raw %}{% if %}{% endraw %} {%- if a -%}b{%- endif -%}",
        "{% comment %}{% highlight %}{% endcomment %}",
        "{% include a.html %}{% seo %}{{ a }}{% raw %}{{ x } {% gallery %} {% if{% endraw %}",
        "{% comment %}{% gallery %}{% endcomment %}",
        "1. ```\n   x\n   ```",
        "- ```\n  x\n  ```\n\n",
        "-     ```\n      x",
        "A <!-- comment -->\n\n`<!--` and\n\n    <!-- x\n\n```\n<!-- x\n```",
        "$$x$$ and\n\n$$\ny\n$$\n\n`$$`\n\n```\n$$\n```",
        "It cost $$ and more.",
        "Words `a[^zz]` and \\[^1], a[^z], [^abc]+, x*[^ab]/ and [^zz]\n\n    see[^xy]\n\n<pre>\nsee[^xy]\n</pre>",
        "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```",
        "A heading\n=======",
        "x[^a]\n\n[^a]: A note, where `[^b]` is code.\n\n```\n[^c]\n```",
        "`s/[^x]/y/` and [^z] where no note is",
    ],
)
def test_what_is_closed_or_no_mistake(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, {**JEKYLL, A: post(body)}) == []


def test_a_site_with_plugins_and_a_post_without_liquid_are_not_told_of_it(tmp_path: Path) -> None:
    written = "A title\nrender_with_liquid: false"
    files = {
        **JEKYLL,
        "_plugins/gallery.rb": "x",
        A: post("{% gallery %}"),
        "_posts/2024-01-02-b.md": post("{{ x {% if", f"title: {written}"),
    }
    assert found(tmp_path, files) == []


def test_a_citation_is_told_of_where_the_site_has_footnotes(tmp_path: Path) -> None:
    hugo = {"hugo.toml": "", "content/posts/a.md": post("x[^1]", "title: A\ndate: 2024-01-01")}
    assert [problem[3] for problem in found(tmp_path / "hugo", hugo)] == ["undefined-footnote"]
    hexo = {
        "_config.yml": "theme: x",
        "package.json": '{"dependencies": {"hexo": "7"}}',
        "source/_posts/a.md": post("x[^1]"),
    }
    assert "undefined-footnote" not in [problem[3] for problem in found(tmp_path / "hexo", hexo)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\n<<<<<<< HEAD\ntitle: Ours\n=======\ntitle: Theirs\n>>>>>>> other\ntags: [x]\n---\nx\n", 2),
        ("<<<<<<< HEAD\n---\ntitle: Ours\ntags: x\n=======\n---\ntitle: Theirs\n>>>>>>> other\n---\nx\n", 1),
        (
            "---\ntags: [x]\n<<<<<<< a\ntitle: Ours\n||||||| b\ntitle: O\n=======\ntitle: T\n>>>>>>> c\n---\nx\n",
            3,
        ),
    ],
)
def test_a_conflict_in_the_front_matter_costs_no_title(tmp_path: Path, text: str, line: int) -> None:
    read = facts(tmp_path, {**JEKYLL, A: text})
    told = [(one.line, one.rule, one.severity) for one in problems_of(read)]
    assert told == [(line, "conflict-markers", "error")]
    assert [(one.title, one.tags) for one in read.catalog] == [("Ours", ("x",))]


@pytest.mark.parametrize(
    ("engine", "body", "lines"),
    [
        ("hugo.toml", "x {{< box >}} y", [4]),
        ("hugo.toml", "x\n{{% box %}}\n{{< box >}}z{{< /box >}}", [5]),
        ("hugo.toml", "{{< highlight go >}}\nx", [4]),
        ("hugo.toml", "x {{< /box >}}", [4]),
        (
            "hugo.toml",
            "{{< box />}} {{< box >}}{{< line >}}{{< /box >}} {{< line >}} {{< other >}} {{</* box */>}}",
            [],
        ),
        ("zola.toml", "{% quote(a=1) %}\nx", [4]),
        ("zola.toml", "{% quote(a=1) %}x{% end %} {{ one(a=2) }}", []),
    ],
)
def test_a_shortcode_that_takes_text_is_closed(
    tmp_path: Path, engine: str, body: str, lines: list[int]
) -> None:
    files = {
        engine: 'base_url = "https://example.org"\n',
        "layouts/shortcodes/box.html": "<b>{{ .Inner }}</b>",
        "layouts/shortcodes/line.html": "<hr>",
        "content/a.md": f"+++\ntitle = 'A'\n+++\n{body}\n",
    }
    problems = found(tmp_path, files)
    assert [(one[1], one[3]) for one in problems] == [(line, "unclosed-shortcode") for line in lines]


@pytest.mark.parametrize(
    "href",
    [
        "https://git.example.com/a/compare/@{2024-03-29}...main@{2024-04-05}",
        "https://git.example.com/a/compare/master@%7B2016-05-14%7D...x",
        "https://example.com/%7Bb%7D",
        "https://git.example.com/#{repo}.git",
        "//cdn.example.com/{id}/x.js",
        "https://sub.example.com/a@{1}...b",
        "mailto:{name}@example.com",
        "vscode://file/{path}",
    ],
)
def test_braces_in_an_address_elsewhere_are_its_own(tmp_path: Path, href: str) -> None:
    assert found(tmp_path, {**JEKYLL, A: post(f"[x]({href})")}) == []


@pytest.mark.parametrize(
    "path",
    ["/world", "/world/", "/about.html", "/about", "/p/q/", "/raw.html", "/world/index.html", "../../p/q/"],
)
def test_html_pages_are_known(tmp_path: Path, path: str) -> None:
    files = {
        "world/index.html": "---\ntitle: World\n---\n",
        "about.html": "---\ntitle: About\n---\n",
        "sub/z.html": "---\npermalink: /p/q/\n---\n",
        "raw.html": "<p>x</p>",
    }
    assert found(tmp_path, {**JEKYLL, **files, A: post(f"[x]({path})")}) == []


def test_what_lies_outside_the_opened_folder_is_not_broken(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("Other.\n", encoding="utf-8")
    body = "[a](../other.md) [b](../posts/b.md) [c](../gone.md) [d](/posts/b/)\n"
    opened = facts(tmp_path / "posts", {"a.md": body, "b.md": "B.\n"})
    assert [(one.column, one.rule, one.severity) for one in problems_of(opened)] == [
        (37, "broken-link", "info")
    ]
    assert [link.target.id for link in opened.graph.links_from(PostId("a.md"))] == [
        None,
        "b.md",
        None,
        "b.md",
    ]


def test_an_anchor_that_an_include_may_make_is_a_remark(tmp_path: Path) -> None:
    body = "{% include terms.html id='x' %} [CA](#def-CA)"
    assert found(tmp_path, {**JEKYLL, A: post(body)}) == [(A, 4, 33, "broken-anchor", "info")]


@pytest.mark.parametrize("path", ["/old/x/", "/moved", "/paper/2024/x", "/gone/"])
def test_what_is_led_on_is_not_broken(tmp_path: Path, path: str) -> None:
    files = {
        "_redirects": "# Moved\n/old/* /new/:splat 301\n/moved /new/\n/paper/:year/:name /new/\n/* /404 404\n",
        "netlify.toml": '[[redirects]]\nfrom = "/gone"\nto = "/new/"\n',
    }
    body = f"[a]({path}) [b](/nowhere/)"
    assert [one[2] for one in found(tmp_path, {**JEKYLL, **files, A: post(body)})] == [len(path) + 7]


@pytest.mark.parametrize("anchor", ["comment-5021", "comments", "disqus_thread", "content-start"])
def test_a_place_that_templates_or_comments_make_is_not_missed(tmp_path: Path, anchor: str) -> None:
    layout = {"_layouts/post.html": '<main id="content-start">{{ content }}</main>'}
    problems = found(tmp_path, {**JEKYLL, **layout, A: post(f"[a](#{anchor})\n\n[c](#nowhere)")})
    assert [(one[1], one[3]) for one in problems] == [(6, "broken-anchor")]


def test_an_image_that_an_include_makes_is_a_remark(tmp_path: Path) -> None:
    body = "{%- include figure image_path='media/a.png' %}\n\n![x](media/b.png)"
    problems = found(tmp_path, {**JEKYLL, "_posts/media/x.png": "", A: post(body)})
    assert [(one[1], one[4]) for one in problems if one[3] == "missing-image"] == [(4, "info"), (6, "error")]


def test_a_link_in_what_an_include_is_given_is_a_remark(tmp_path: Path) -> None:
    body = "x {% include fig.html caption='[x](y.md)' %} [z](z.md) {{ x }}\n\n{% link gone.md %}"
    problems = found(tmp_path, {**JEKYLL, "_includes/fig.html": "{{ include.caption }}", A: post(body)})
    assert [one[2:] for one in problems if one[1] == 4] == [
        (32, "broken-link", "info"),
        (46, "broken-link", "warning"),
    ]


@pytest.mark.parametrize(("disk", "text"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_files_are_found_by_names_in_either_form(tmp_path: Path, disk: Form, text: Form) -> None:
    names = ("images/crème.png", "files/Å/a.pdf", "été/é.html")
    body = "![a](/images/crème.png) [b](/files/Å/a.pdf) [c](/été/é.html)"
    files = {normalize(disk, name): "" for name in names}
    assert found(tmp_path, {**JEKYLL, **files, A: post(normalize(text, body))}) == []


def test_a_path_from_the_page_of_a_post_leads_to_what_is_published_beside_it(tmp_path: Path) -> None:
    links = "[a](mails/) [b](shot.html) [c](deep/d.pdf) [d](../e%20f.zip) [e](gone/) [f](gone.pdf)"
    files = {
        "hugo.toml": "[permalinks]\nposts = '/:slug/'\n",
        "content/posts/one/index.md": post(links, "title: One\ndate: 2024-01-01"),
        "static/one/mails/index.html": "",
        "static/one/shot.html": "",
        "static/one/deep/d.pdf": "",
        "static/e f.zip": "",
    }
    assert [one[2] for one in found(tmp_path, files)] == [62, 73]


def test_the_address_of_a_post_that_has_expired_may_be_an_alias_of_another(tmp_path: Path) -> None:
    files = {
        **JEKYLL,
        A: post("[old](/2024/old/) [gone](/2024/gone/)"),
        B: post("B.", "title: B\nredirect_from: /2024/old/"),
        "_posts/2024-02-02-old.md": post("Old.", "title: Old\npublished: false"),
        "_posts/2024-02-03-gone.md": post("Gone.", "title: Gone\npublished: false"),
    }
    assert found(tmp_path, files) == [(A, 4, 19, "link-to-unpublished", "warning")]


@pytest.mark.parametrize(
    ("href", "meant"),
    [("ann@example.org", "mailto:ann@example.org"), ("example.io", "https://example.io")],
)
def test_an_address_without_its_beginning_is_told_with_it(tmp_path: Path, href: str, meant: str) -> None:
    problems = problems_of(facts(tmp_path, {**JEKYLL, A: post(f"[x]({href})")}))
    assert [meant in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    ("engine", "heading", "anchor"),
    [
        ("_config.yml", "## Add `--skip` option", "add---skip-option"),
        ("_config.yml", "## ![Alt text](x.png)Status", "status"),
        ("_config.yml", "## About[^1]", "about"),
        ("hugo.toml", "## What’s next? a/b", "what-s-next-a-b"),
        ("hugo.toml", "## One, two & three", "one-two-three"),
        ("hugo.toml", "## Émile’s b", "emiles-b"),
        ("hugo.toml", "## [The line](https://example.org/y)", "the-line"),
        ("hugo.toml", "## [The line](https://example.org/y)", "the-linehttpsexampleorgy"),
        ("hugo.toml", "## One -- two --- three", "one--two--three"),
        ("hugo.toml", "## a <b>bold</b> html", "a-bold-html"),
        ("eleventy.config.js", "## Which one should I use?", "which-one-should-i-use?"),
    ],
)
def test_an_id_of_any_version_is_found(tmp_path: Path, engine: str, heading: str, anchor: str) -> None:
    name = "content/posts/a.md" if engine == "hugo.toml" else "a.md"
    body = f"---\ntitle: A\n---\n[x](#{anchor}) [y](#nowhere)\n\n{heading}\n"
    problems = [one for one in found(tmp_path, {engine: "", name: body}) if one[3] == "broken-anchor"]
    assert len(problems) == 1


def test_links_of_pelican_lead_to_posts_and_to_pages_that_its_build_makes(tmp_path: Path) -> None:
    good = (
        "[a]({filename}my post.md) [b](/my-post.html) [c]({tag}Any Tag) [d]({author}Ann Lee) [e]({category}X)\n\n"
        "[f]({index}) [g](/tag/any-tag.html) [h](category/misc.html) [i](/archives.html)\n\n"
        "[j]({filename}/my post.md?x=1) [k](/wip/a-draft/) [l](/my-post-fr.html) [m]({static}/images/a.png)\n"
    )
    files = {
        "pelicanconf.py": "PATH = 'content'\nDRAFT_URL = 'wip/{slug}/'\n",
        "content/a.md": f"Title: A\nDate: 2024-01-01\n\n{good}",
        "content/my post.md": "Title: My post\nDate: 2024-01-01\n\nx\n",
        "content/french.md": "Title: Mon post\nSlug: my-post\nLang: fr\nDate: 2024-01-01\n\nx\n",
        "content/draft.md": "Title: A draft\nStatus: draft\n\nx\n",
        "content/images/a.png": "x",
    }
    told = found(tmp_path, files)
    assert [one for one in told if one[3] != "link-to-unpublished"] == []
    bad = "[a]({filename}none.md) [b](/none.html) [c](#none) [d](/a-draft.html) [e](/tag/a/b.html)\n"
    told = found(tmp_path, {"content/b.md": f"Title: B\nDate: 2024-01-01\n\n{bad}"})
    assert [one[3] for one in told if one[0] == "content/b.md"] == [
        "broken-link", "broken-link", "broken-anchor", "broken-link", "broken-link",
    ]  # fmt: skip


def test_links_of_astro_lead_to_entries_by_their_ids(tmp_path: Path) -> None:
    good = "[a](/blog/my-post/) [b](/blog/2024/deep-folder/x) [c](/blog/own-slug/) [d](/blog/%C3%BCber/) [e](#a--b)\n"
    files = {
        "astro.config.mjs": "export default {};\n",
        "src/content/blog/a.md": f"---\ntitle: A\n---\n## A & b\n\n{good}",
        "src/content/blog/My Post.md": "---\ntitle: B\n---\nx\n",
        "src/content/blog/2024/Deep Folder/x.md": "---\ntitle: C\n---\nx\n",
        "src/content/blog/d.md": "---\ntitle: D\nslug: own-slug\n---\nx\n",
        "src/content/blog/Über.md": "---\ntitle: E\n---\nx\n",
    }
    assert [one for one in found(tmp_path, files) if one[3].startswith("broken")] == []
    bad = "---\ntitle: F\n---\n## X\n\n[a](#none) [b](/blog/d/)\n"
    told = found(tmp_path, {"src/content/blog/f.md": bad})
    assert [one[3] for one in told if one[0].endswith("f.md")] == ["broken-anchor", "broken-link"]
