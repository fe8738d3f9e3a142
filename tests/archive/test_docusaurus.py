"""Docusaurus: which files are posts and pages, what its configuration says of them, and links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in, rules, write
from tuireader.archive.locate import locate
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of, problems_of

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = (
    "export default {title: 'T', url: 'https://x.example', baseUrl: '/b/', presets: [['classic', {}]]};\n"
)
SITE = {"docusaurus.config.js": CONFIG}


def test_documentation_and_pages_are_no_posts(tmp_path: Path) -> None:
    names = (
        "blog/2024-01-02-a.md",
        "docs/01-start/02_install.mdx",
        "docs/01-start/index.md",
        "docs/guide/guide.md",
        "docs/2024-01-notes.md",
        "src/pages/about.md",
        "src/pages/index.mdx",
    )
    others = (
        "README.md",
        "src/components/x.md",
        "docs/_part.md",
        "i18n/de/y.md",
        "build/z.md",
        "blog/_x/2024-01-01-w.md",
    )
    found = posts_in(tmp_path, {**SITE, **dict.fromkeys((*names, *others), "---\ntitle: T\n---\nx\n")})
    assert {path: (post.kind, post.permalink) for path, post in found.items()} == {
        "blog/2024-01-02-a.md": ("post", "/blog/2024/01/02/a"),
        "docs/01-start/02_install.mdx": ("page", "/docs/start/install"),
        "docs/01-start/index.md": ("page", "/docs/start/"),
        "docs/guide/guide.md": ("page", "/docs/guide/"),
        "docs/2024-01-notes.md": ("page", "/docs/2024-01-notes"),
        "src/pages/about.md": ("page", "/about"),
        "src/pages/index.mdx": ("page", "/"),
    }


def test_the_configuration_is_read_as_far_as_it_is_written_out(tmp_path: Path) -> None:
    config = (
        "import type {Config} from 'x';\nconst config: Config = {\n  title: 'T' + ' U', tagline: process.env.T,\n"
        "  url: 'https://x.example', baseUrl: \"/b/\", trailingSlash: true, // {\n"
        "  presets: [['classic', {docs: false, "
        "blog: {path: './posts/', routeBasePath: 'notes', editUrl: (a) => `b${a}`}}]],\n"
        "  plugins: [[require.resolve('@docusaurus/plugin-content-blog'), "
        "{id: 'two', path: 'log', routeBasePath: '/log'}]],\n"
        "};\nexport default config;\n"
    )
    names = ("posts/2024-01-02-a.md", "log/2024-01-02-b.md", "blog/2024-01-02-c.md", "docs/d.md")
    found = posts_in(tmp_path, {"docusaurus.config.ts": config, **dict.fromkeys(names, "x")})
    assert {path: post.permalink for path, post in found.items()} == {
        "posts/2024-01-02-a.md": "/notes/2024/01/02/a/",
        "log/2024-01-02-b.md": "/log/2024/01/02/b/",
    }
    site = opened(tmp_path).site
    assert (site.title, site.url, site.baseurl) == ("T U", "https://x.example", "/b")


@pytest.mark.parametrize(
    "config",
    [
        "",
        "export default",
        "{{{[(",
        "`${",
        "module.exports = {presets: [['classic', {blog: {path: '../..'}}]]}",
    ],
)
def test_a_configuration_that_says_nothing_leaves_the_usual_folders(tmp_path: Path, config: str) -> None:
    post = {"docusaurus.config.js": config, "docs/a.md": "x"}
    assert set(posts_in(tmp_path, post)) == {"docs/a.md"}


def test_a_post_opened_by_itself_is_opened_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, "blog/2024-01-02-a.md": "x"})
    assert locate(tmp_path / "blog/2024-01-02-a.md") == (tmp_path, "blog/2024-01-02-a.md")


def test_titles_excerpts_and_updates(tmp_path: Path) -> None:
    text = (
        "---\nlast_update: {date: 2024-02-03, author: A}\nunlisted: true\n---"
        "\n\n# Body *title* {#x}\n\nLead.\n\n<!--truncate-->\n\nRest.\n"
    )
    post = one(tmp_path, "blog/2024-01-02-a.md", text, SITE)
    assert (post.title, post.slug, post.hidden, rules(post)) == ("Body *title*", "a", True, [])
    assert post.modified is not None
    assert post.modified.isoformat() == "2024-02-03T00:00:00+00:00"
    assert post.excerpt == "Lead."


def test_authors_and_tags_are_named_anew_when_their_files_change(tmp_path: Path) -> None:
    files = {**SITE, "blog/authors.yml": "ann: {name: Ann}\n", "blog/tags.yml": "go: {label: Golang}\n"}
    post = one(tmp_path, "blog/2024-01-02-a.md", "---\nauthors: ann\ntags: [go, other]\n---\n", files)
    assert (post.authors, post.tags) == (("Ann",), ("Golang", "other"))
    assert {"blog/authors.yml", "blog/tags.yml"} <= set(opened(tmp_path).config)


def test_links_in_every_form_that_the_engine_knows_are_found(tmp_path: Path) -> None:
    body = (
        "[a](/b/blog/2024/01/02/a) [b](./2024-01-02-a.md) [c](/b/docs/start/install) "
        "[d](../docs/01-start/02_install.md#go)\n"
        "[e](https://x.example/b/blog/2024/01/02/a) [f](@site/docs/01-start/02_install.md) "
        "[g](/blog/2024/01/02/a#own)\n"
        "[h](pathname:///files/a.pdf) ![i](@site/static/img/i.png) [j](/b/files/a.pdf) "
        "[k](/b/blog/tags/go) [l](/b/blog)\n"
    )
    write(
        tmp_path,
        {
            **SITE,
            "blog/2024-01-02-a.md": "# A\n\n## Part {#own}\n",
            "blog/2024-01-03-b.md": f"---\ntitle: B\ntags: [go]\n---\n{body}",
            "docs/01-start/02_install.md": "# Install\n\n## Go\n",
            "static/files/a.pdf": "x",
            "static/img/i.png": "x",
        },
    )
    archive = opened(tmp_path)
    posts = posts_in(tmp_path, {}).values()
    catalog = Catalog.empty().apply(posts)[0]
    told = [
        (one.rule, one.message) for one in problems_of(facts_of(archive, catalog)) if one.severity != "info"
    ]
    assert told == []
