"""What engines, programs and themes of a site make or lead on is not called broken; what is beside it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.checking.sites import found, post
from tests.effort import lines_run
from tuireader.checking.ignored import Ignored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HUGO = {"hugo.toml": "[languages.en]\n[languages.ja]\n"}
ZOLA = {"config.toml": 'base_url = "https://example.org"\nignored_content = ["*/README.md"]\n'}
TOML = '+++\ntitle = "A title"\n{}+++\n{}\n'
ELEVENTY = {"eleventy.config.js": ""}
PROGRAM = "export default {\n\tpermalink: function({page}) {\n\t\treturn `/web/${ page.fileSlug }/`\n\t}\n}"
NIKOLA = "BLOG_TITLE = 'B'\nPOSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\nPRETTY_URLS = False\n"
HIDDEN = ("similar-tags", "missing-date", "skipped-heading", "unfinished")


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        pytest.param(
            {
                **HUGO,
                "content/docs/p/index.md": post("## Icons"),
                "content/docs/p/index.ja.md": post("## アイコン"),
                "content/a.ja.md": post(
                    '[p]({{< ref "docs/p#アイコン" >}})\n[p]({{< ref "docs/p#Icons" >}})'
                ),
                "content/a.md": post('[p]({{< ref "docs/p#icons" >}})'),
            },
            ["warning"],
            id="a reference of Hugo leads to a page in its own language",
        ),
        pytest.param(
            {
                **ZOLA,
                "content/_index.md": TOML.format("", "x"),
                "content/README.md": "no front matter",
                "content/d/_index.md": TOML.format("", "x"),
                "content/d/index.md": TOML.format('path = "b"\n', "## Part"),
                "content/d/i.png": "",
                "content/e/index.md": TOML.format(
                    'path = "c"\n',
                    "[x](@/_index.md) [d](@/d/index.md#part)\n![i](../b/i.png) ![n](../b/n.png)",
                ),
            },
            ["error"],
            id="paths of Zola are those of files, and pictures lie beside the pages of their posts",
        ),
        pytest.param(
            {
                **ELEVENTY,
                "_posts/_posts.11tydata.js": PROGRAM,
                "_posts/a.md": post("[b](/web/b/) [f](/films/x/) [g](/old/) [n](/web/n/)"),
                "_posts/b.md": post("x"),
                "films.njk": '---\npagination: {data: films}\npermalink: "/films/{{ slug }}/"\n---\n',
                "vercel.json": '{"redirects": [\n  { "source": "/old/", "destination": "/" }\n]}',
            },
            ["error"],
            id="Eleventy: addresses by functions and by templates",
        ),
        pytest.param(
            {
                "gatsby-config.js": "module.exports = {plugins: [{options: {path: `${__dirname}/content`}}]}",
                "gatsby-node.js": "exports.onCreateNode = () => {}",
                "content/blog/2013-06-05-b.md": post("x"),
                "content/blog/a.md": post("[b](/blog/2013/06/05/b.html) [n](/blog/n.html)"),
            },
            ["info"],
            id="Gatsby: addresses by a program",
        ),
        pytest.param(
            {
                "conf.py": NIKOLA,
                "posts/a.md": ".. title: A\n.. slug: a\n.. date: 2024-01-02\n\n[b](/posts/2022/b.html) "
                "[c](/posts/c.html) [n](/posts/n.html)",
                "posts/2022/x.rst": ".. title: B\n.. slug: b\n.. date: 2022-01-02\n\nx",
                "posts/c.html": "<!--\n.. title: C\n-->\n<p>x</p>",
            },
            ["error"],
            id="posts in other markup",
        ),
        pytest.param(
            {
                **HUGO,
                ".gitignore": "/public/\n/static/\n*.pdf\n",
                "content/docs/.gitignore": "made*.md\n!made-not.md\n",
                "content/docs/a.md": post(
                    "[b](/docs/made-b/) [n](/docs/made-not/) [l](/docs/../docs/made-c/) [z](/docs%00/z/)"
                ),
            },
            ["info", "error", "info", "info"],
            id="what git leaves out",
        ),
        pytest.param(
            {
                "demo/hugo.toml": "",
                "demo/content/a.md": post("x"),
                "archetypes/default.md": "---\ndate: {{ .Date }}\n---\n",
            },
            [],
            id="the beginnings of new posts in a theme",
        ),
        pytest.param(
            {
                "_config.yml": "title: T\n",
                "_toc.yml": "format: jb-book\nroot: a\n",
                "a.md": post("(one)=\n## One\n\n[o](one) [t](two) [c](three) [n](four)"),
                "b.ipynb": '{"cells": [{"source": [\n    "(two)=\\n",\n    "#| label: three\\n"\n]}]}',
            },
            ["warning"],
            id="labels of a book, of notebooks too",
        ),
        pytest.param(
            {
                "_quarto.yml": "project: {type: website}\n",
                "a.qmd": post("x^[note] y [^1]\n\n[^1]: z", 'date: "`r Sys.Date()`"'),
                "b.qmd": post("[a](a.qmd#fn2) [a](a.qmd#fnref1) [n](a.qmd#nowhere)"),
            },
            ["warning"],
            id="footnotes of pandoc have numbers, and code says dates",
        ),
        pytest.param(
            {
                "_quarto.yml": "project: {type: website}\n",
                "in/_metadata.yml": "filters: [x.lua]\n",
                "in/a.qmd": post(
                    "{{< include _p.qmd >}}\n\n{{{< include x >}}}\n\n[q](#part-two) [i](#box) [n](#n)"
                ),
                "in/_p.qmd": post(
                    "## Part *two*\n\n::: {.note #box}\n[l](gone.qmd)\n:::\n\n{{< include _q.qmd >}}"
                ),
                "in/_q.qmd": "[d](b.qmd)",
                "b.qmd": post("{{< include in/_q.qmd >}}\n\n{{< include gone.qmd >}}\n\n[n](#n)"),
                "c.qmd": post(
                    "```{r}\n#| label: fig-x\n```\n\n[f](#fig-x)\n\n{{< include in/_r.qmd >}}\n\n[n](#n)"
                ),
                "in/_r.qmd": "## R {#sec-r}\n\nx\n",
                "d.qmd": post("[r](c.qmd#sec-r) [p](in/a.qmd#part-two)"),
            },
            ["info", "warning", "info", "info", "info"],
            id="what documents of Quarto take in",
        ),
        pytest.param(
            {
                "en/a.md": post("x", "permalink: a"),
                "fr/a.md": post("x", "permalink: a"),
                "fr/b.md": post("x", "permalink: a"),
            },
            ["error"],
            id="folders of languages of no known engine",
        ),
        pytest.param(
            {
                "website/docusaurus.config.js": "export default {title: 'T', url: 'https://x.example', baseUrl: '/', "
                "presets: [['classic', {docs: {path: '../docs', routeBasePath: 'guide'}}]]};",
                "website/static/img/i.png": "",
                "website/blog/2024-01-02-a.md": post("[i](/guide/of) [f](../../docs/x.md) [n](/guide/x)"),
                "docs/x.md": post("![i](/img/i.png) ![n](/img/n.png) [a](/blog/2024/01/02/a)", "id: of"),
            },
            ["error", "error"],
            id="Docusaurus: documentation beside the site",
        ),
        pytest.param(
            {
                "_config.yml": "post_asset_folder: true\nnew_post_name: :title.md\npermalink: :title.html\n",
                "source/_posts/a.md": post(
                    "{% asset_img a.png %} ![a](sub/b.png) [a]({% asset_path a.png %})\n\n{% asset_img gone.png %}"
                ),
                "source/_posts/a/a.png": "",
                "source/_posts/a/sub/b.png": "",
                "source/_posts/b.md": post("![c](/b/c.png) ![a](a.png)", "permalink: b/"),
                "source/_posts/b/c.png": "",
                "source/_posts/c.md": post("![c](/b/c.png)"),
            },
            ["error", "error"],
            id="Hexo: folders of posts",
        ),
        pytest.param(
            {
                ".vitepress/config.mjs": "export default {}",
                "a.md": post("<ApiIndex />"),
                "b.md": post("[a](./a#made) [b](#nowhere)"),
            },
            ["info", "warning"],
            id="a component makes places",
        ),
        pytest.param(
            {".obsidian/app.json": "{}", "images/i.png": "", "n/a.md": post("![i](i.png)\n![n](n.png)")},
            ["error"],
            id="Obsidian finds files by their names",
        ),
        pytest.param(
            {
                "_config.yml": "title: x",
                "_plugins/packages.rb": 'class P < Generator\n  PageWithoutAFile.new(s, s.source, "packages", n)\n',
                "_plugins/filter.rb": 'module F\n  "notes"\nend\n',
                "packages/index.md": post(
                    "[l](logging.md) [m](/packages/more/x.html) [n](/notes/x) [b](bare.md)"
                ),
                "packages/bare.md": "# No front matter",
                "notes/index.md": post("x"),
            },
            ["info"],
            id="Jekyll: a generator's pages, and texts that are no pages",
        ),
        pytest.param(
            {
                "_toc.yml": "format: jb-book\nroot: a\n",
                "_config.yml": "title: T\n",
                "a.md": "[i](genindex) [f](fish) [n](nothing)\n\n```{figure-md} fish\n![x](x.png)\n\nFish\n```\n",
                "x.png": "",
            },
            ["warning"],
            id="Jupyter Book: pages of Sphinx, and figures with a name",
        ),
        pytest.param(
            {
                "_toc.yml": "format: jb-book\nroot: a\n",
                "_config.yml": "title: T\n",
                "a.md": "x",
                "b/c.md": "[i](genindex) [n](nothing)",
            },
            ["warning"],
            id="Jupyter Book: pages of Sphinx from one in a folder",
        ),
        pytest.param(
            {
                "_quarto.yml": "project: {type: website}\n",
                "docs/a.qmd": post(
                    "[p](penguins-preview.html) [q](/docs/other-preview.html) [n](penguins.html)"
                ),
            },
            ["warning"],
            id="Quarto: pages of notebooks that are embedded",
        ),
        pytest.param(
            {"book.toml": "", "src/a.md": "[p](book.pdf) [z](book.zip) [n](book.rs)", "src/b/c.md": "x"},
            ["info", "info", "warning"],
            id="mdBook: a book as a whole",
        ),
        pytest.param(
            {
                "myst.yml": "project: {plugins: [p.mjs]}\n",
                "a.md": "[p](#made-by-a-plugin)\n",
            },
            ["info"],
            id="MyST: a plugin",
        ),
        pytest.param(
            {
                "guide/start.md": post("x"),
                "a.md": post("[s](https://other.example/guide/start.html#no) [x](https://other.example/x/)"),
                "b.md": post("[s](https://other.example/guide/start.html#not)"),
            },
            [],
            id="a page of the same name on another site",
        ),
        pytest.param(
            {
                "docs/.vuepress/config.js": "module.exports = {}",
                "docs/.vuepress/public/i.png": "",
                "docs/_posts/随笔/a.md": post("![i](/i.png) ![n](/n.png) [1](#_1、一) {{{{ }}\n## 1、一"),
            },
            ["error"],
            id="VuePress: public files, ids, and a folder of posts as Jekyll has it",
        ),
        pytest.param(
            {
                "astro.config.mjs": "export default {}",
                "src/content/docs/a.md": post("[t](#_top) [n](#_topp)"),
            },
            ["warning"],
            id="the top of a page of Starlight",
        ),
        pytest.param(
            {
                "a.md": post("[[toc]] @[code](@snippets/x.sh)\n[a-z][0-9] [b]x[/b] [text][label] [[gone]]"),
                "n.md": post("[[h#`f(a: b)`]]"),
                "h.md": post("## `f(a: b)`"),
            },
            ["warning", "error"],
            id="what is no link, and headings with code",
        ),
        pytest.param(
            {
                "a.md": post("[s][x.screen.Screen] [w][x] [o](api.md#x.o) [n](b.md#x.n)"),
                "api.md": "# API\n\n::: x.screen\n",
                "b.md": "# B\n\n::: tip\n:::\n",
            },
            ["info", "warning", "info", "warning"],
            id="documentation of programs",
        ),
        pytest.param(
            {
                "docs/x/a.md": post("[s](./../../s/kafka/) [c](../b) [n](./../../s/nothing/)"),
                "docs/x/b.md": post("x"),
                "docs/s/kafka/README.md": "x",
            },
            ["warning"],
            id="pages in folders of their own, where no engine is known",
        ),
        pytest.param(
            {"a.md": post("[t](teams.html) [u](teams.md)")},
            ["info", "warning"],
            id="pages of no known engine",
        ),
        pytest.param(
            {"src/x.js": "", "LICENCE": "x", "README.md": "[s](src) [l](LICENCE) [n](nothing)"},
            ["warning"],
            id="folders and files beside a text that has no page",
        ),
    ],
)
def test_what_builds_make(tmp_path: Path, files: Mapping[str, str], severities: list[str]) -> None:
    assert [problem[-1] for problem in found(tmp_path, files, *HIDDEN)] == severities


def test_tags_are_alike_in_one_language_only_and_not_those_that_are_one(tmp_path: Path) -> None:
    files = {
        **HUGO,
        "content/a.md": post("x", "title: A\ntags: [chart, http, web api]"),
        "content/b.md": post("x", "title: B\ntags: [https, HTTP, Web-API]"),
        "content/c.ja.md": post("x", "title: C\ntags: [Chart]"),
    }
    assert found(tmp_path, files, "missing-date") == []
    files["content/d.md"] = post("x", "title: D\ntags: [charts]")
    assert found(tmp_path, files, "missing-date") == [("content/d.md", 3, 1, "similar-tags", "warning")]


def test_a_path_is_compared_letter_by_letter_with_few_patterns(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "".join(f"*.made{n}\nfolder{n}\n" for n in range(100))})
    ignored = Ignored(str(tmp_path))
    assert not ignored.names("a/b/first.md")
    assert lines_run(partial(ignored.names, f"a/b/{'c' * 100}.md")) < 200 * 20
