"""VitePress: which files are pages and posts, what its configuration says of them, and links between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import one, opened, posts_in, rules, write
from tests.oracles.comparing import without_drawing
from tests.oracles.ours import posts_of
from tuireader.archive.locate import locate
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of, problems_of

if TYPE_CHECKING:
    from pathlib import Path

SITE = {".vitepress/config.mts": "export default defineConfig({title: 'T', base: '/b/', lang: 'de'})\n"}


def test_pages_with_a_date_are_posts(tmp_path: Path) -> None:
    dated = "---\ndate: 2024-03-05\n---\nx\n"
    names = ("posts/a.md", "index.md", "2024-01-02-b.md", "[slug].md", ".vitepress/theme/n.md", "dist/x.md")
    found = posts_in(tmp_path, {**SITE, **dict.fromkeys(names, "x\n"), "posts/a.md": dated})
    assert {path: (post.kind, post.slug, post.permalink) for path, post in found.items()} == {
        "posts/a.md": ("post", "a", "/posts/a.html"),
        "index.md": ("page", "index", "/"),
        "2024-01-02-b.md": ("post", "2024-01-02-b", "/2024-01-02-b.html"),
    }
    site = opened(tmp_path).site
    assert (site.title, site.baseurl, site.lang) == ("T", "/b", "de")


@pytest.mark.parametrize(
    ("config", "site", "address"),
    [
        ("export default {themeConfig: {title: 'no', nav: [{base: '/x/'}]}, title: 'T'}", "T", "/a b/c.html"),
        (
            "import x from 'y'\nexport default withMermaid(defineConfig({title: 'T', cleanUrls: true}))",
            "T",
            "/a b/c",
        ),
        (
            "const shared = {a: 1}\nexport default {...shared, rewrites: {'a b/(.*)': 'z/x.md'}}",
            "",
            "/z/x.html",
        ),
        ("export default {rewrites: {':top/:rest*': ':rest'}, title: `T`}", "T", "/c.html"),
        ("export default {rewrites: {'((((': 'x', '(a+)+b': 'y', '1:2(': '\\\\1'}}", "", "/a b/c.html"),
        ("export default {rewrites: (id) => id.replace(/^packages/, '')}", "", "/a b/c.html"),
        ("{{{[(", "", "/a b/c.html"),
        ("", "", "/a b/c.html"),
        ("export default {srcDir: '../..', title: 'T'}", "T", "/a b/c.html"),
    ],
)
def test_the_configuration_is_read_as_far_as_it_is_written_out(
    tmp_path: Path, config: str, site: str, address: str
) -> None:
    found = posts_in(tmp_path, {".vitepress/config.ts": config, "a b/c.md": "x"})
    assert found["a b/c.md"].permalink == address.replace(" ", "%20")
    assert opened(tmp_path).site.title == site


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("```sh\n# no\n```\n\n## no\n\n# Yes `x` {#own} \n", "Yes x"),
        ("Under *it*\n===\n", "Under it"),
        ("text\n", "A"),
        ("#\n", "A"),
    ],
)
def test_titles(tmp_path: Path, body: str, title: str) -> None:
    post = one(tmp_path, "a.md", body, SITE)
    assert (post.title, rules(post)) == (title, [])


@pytest.mark.parametrize(
    ("config", "shown"),
    [
        ("export default {}", "Tip x ::: tabs y :::"),
        ("export default {markdown: {container: {tipLabel: 'A hint'}}}", "A hint x ::: tabs y :::"),
        ("export default {markdown: {config: (md) => md.use(tabs)}}", "Tip x y"),
    ],
)
def test_containers_are_those_of_the_site(tmp_path: Path, config: str, shown: str) -> None:
    write(tmp_path, {".vitepress/config.mjs": config, "a.md": "::: tip\nx\n:::\n\n::: tabs\ny\n:::\n"})
    assert without_drawing(posts_of(tmp_path, draws=True)["a.md"].text or "") == shown


def test_a_page_opened_by_itself_is_opened_in_its_site(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, "posts/a.md": "x"})
    assert locate(tmp_path / "posts/a.md") == (tmp_path, "posts/a.md")


def test_links_in_every_form_that_the_engine_knows_are_found(tmp_path: Path) -> None:
    body = (
        "[a](/posts/a) [b](/posts/a.html) [c](./a.md) [d](a) [e](/posts/a.md#_1-ein-cafe) [f](../) [g](/)\n"
        "[h](/file.pdf) ![i](/img/i.png) [j](./a.html#own) [k](/posts/a#own-1)\n"
    )
    files = {
        "posts/a.md": "# A\n\n## 1. Ein Café\n\n## Part {#own}\n\n## Own\n",
        "posts/b.md": f"# B\n\n{body}",
        "index.md": "# Home\n",
        "public/file.pdf": "x",
        "public/img/i.png": "x",
    }
    write(tmp_path, {**SITE, **files})
    catalog = Catalog.empty().apply(posts_in(tmp_path, {}).values())[0]
    told = [
        (found.rule, found.message)
        for found in problems_of(facts_of(opened(tmp_path), catalog))
        if found.severity != "info"
    ]
    assert told == []
