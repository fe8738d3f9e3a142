"""How engines are recognised, and the conventions of Hugo and Zola."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.archive.building import one, opened, posts_in, write

if TYPE_CHECKING:
    from pathlib import Path

MATTER = "---\ntitle: T\ndate: 2020-02-05\n---\nx\n"


@pytest.mark.parametrize(
    ("engine", "files"),
    [
        ("jekyll", {"_config.yml": ""}),
        ("jekyll", {"_posts/2020-01-01-a.md": ""}),
        ("jekyll", {"_config.yml": "source: source\n", "source/_posts/2020-01-01-a.md": ""}),
        ("hexo", {"_config.yml": "title: T\n", "source/_posts/a.md": ""}),
        ("hexo", {"_config.yml": "source_dir: src\n", "package.json": "{}", "src/_posts/a.md": ""}),
        ("jekyll", {"_config.yml": "title: T\n", "package.json": "{}"}),
        ("myst", {"_config.yml": "title: T\n", "_toc.yml": "format: jb-book\nroot: a\n"}),
        ("hugo", {"hugo.toml": ""}),
        ("hugo", {"config.toml": 'baseURL = "https://x.org"\n', "content/a.md": ""}),
        ("hugo", {"config/_default/hugo.yaml": "", "content/a.md": ""}),
        ("hugo", {"content/_index.md": "---\ntitle: T\n---\n"}),
        ("zola", {"config.toml": 'base_url = "https://x.org"\n', "content/a.md": ""}),
        ("zola", {"content/_index.md": '+++\ntitle = "T"\nsort_by = "date"\n+++\n'}),
        ("pelican", {"pelicanconf.py": ""}),
        ("eleventy", {".eleventy.js": ""}),
        ("eleventy", {"eleventy.config.mjs": ""}),
        ("eleventy", {"eleventy.config.js": "", "_posts/2020-01-01-a.md": "", "_includes/a.html": ""}),
        ("astro", {"astro.config.mjs": ""}),
        ("obsidian", {".obsidian/app.json": "{}"}),
        ("plain", {"a.md": ""}),
        ("plain", {"_posts/a-post.md": ""}),
        ("plain", {"content/posts/a.md": ""}),
    ],
)
def test_recognises(tmp_path: Path, engine: str, files: dict[str, str]) -> None:
    write(tmp_path / "at root", files)
    write(tmp_path / "outer" / "within" / "it", files)
    assert opened(tmp_path / "at root").site.engine.name == engine
    if engine != "plain":
        site = opened(tmp_path / "outer").site
        assert (site.engine.name, site.base.startswith("within/it/")) == (engine, True)


MOUNTS = """\
module:
  mounts:
    - {source: content/de, target: content, lang: de}
    - {source: content/en, target: content, lang: en}
"""


MATRIX = """\
module:
  mounts:
    - {source: content/de, target: content, sites: {matrix: {languages: [de]}}}
    - {source: content/en, target: content, sites: {matrix: {languages: [en, de]}}}
"""
"""As Hugo 0.168 takes it: the content of English stands for what German lacks."""


@pytest.mark.parametrize(
    ("engine", "file", "text", "place"),
    [
        ("jekyll", "_config.yml", "- title\n- url\n", (1, 1)),
        ("jekyll", "_config.yml", "title: x\ntimezone: Mars/Olympus\n", (2, 11)),
        ("pelican", "pelicanconf.py", 'SITENAME = "x"\nARTICLE_URL = (\n', (2, 15)),
        ("pelican", "pelicanconf.py", 'SITENAME = "x"\nTIMEZONE = "Mars/Olympus"\n', (2, 12)),
        ("material", "mkdocs.yml", "site_name: x\nplugins:\n  - blog: {\n", (4, 1)),
        ("vitepress", ".vitepress/config.mts", 'export default {\n  srcDir: "x", // {\n', (1, 16)),
        ("astro", "astro.config.mjs", "export default defineConfig({ site: `${a}`, b: '}' )\n", (1, 52)),
        ("eleventy", ".eleventy.js", "module.exports = () => {\n  return { dir: 'src }\n}\n", (2, 17)),
        ("eleventy", ".eleventy.js", "module.exports = (c) => c.x(/[{(]/, '(') // (\n", None),
    ],
)
def test_a_configuration_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, engine: str, file: str, text: str, place: tuple[int, int] | None
) -> None:
    write(tmp_path, {file: text, "docs/blog/posts/a.md": MATTER})
    archive = opened(tmp_path)
    assert archive.site.engine.name == engine
    assert [(one.id, (one.line, one.column)) for one in archive.problems] == (
        [(file, place)] if place else []
    )


class TestAstro:
    @pytest.mark.parametrize(
        ("settings", "permalinks"),
        [
            ("apps: {blog: {post: {permalink: /%slug%}}}\n", ["/a-b"]),
            (
                "site: {trailingSlash: true}\napps: {blog: {post: {permalink: /%category%/%year%/%month%/%id%}}}\n",
                ["/my-cat/2024/05/a-b/"],
            ),
            ("apps: {blog: {}}\n", ["/post/a-b/"]),
        ],
    )
    def test_posts_of_astrowind_are_where_its_settings_say(
        self, tmp_path: Path, settings: str, permalinks: list[str]
    ) -> None:
        files = {
            "astro.config.ts": "",
            "src/content.config.ts": "glob({ base: 'src/data/post' })",
            "src/config.yaml": settings,
            "src/data/post/A b.md": "---\npublishDate: 2024-05-06\ncategory: My cat\n---\n",
        }
        assert [post.permalink for post in posts_in(tmp_path, files).values()] == permalinks


def test_pages_of_a_first_jupyter_book_are_named_as_their_files(tmp_path: Path) -> None:
    """As `jupyter-book build` 1.0.4 has them, those too that the contents leave out."""
    config = {
        "_config.yml": "title: T\n",
        "_toc.yml": "format: jb-book\nroot: intro\nchapters:\n- file: cite\n",
    }
    pages = {f"{name}.md": f"# {name}\n" for name in ("intro", "cite", "advanced/index", "advanced/A b")}
    found = posts_in(tmp_path, {**config, **pages}).values()
    addresses = ["/advanced/A b.html", "/advanced/index.html", "/cite.html", "/intro.html"]
    assert sorted(str(post.permalink) for post in found) == addresses


class TestHugo:
    config: ClassVar = {
        "hugo.toml": 'title = "S"\nbaseURL = "https://x.org/"\ntimeZone = "Asia/Tokyo"\ndefaultContentLanguage = "en"\n'
    }

    LANGUAGES = """\
defaultContentLanguage = "en"
[permalinks]
post = "/:year/:month/:slug/"
[languages.en]
contentDir = "content/en"
[languages.fr]
contentDir = "content/fr"
"""

    def test_languages_whose_content_has_folders_of_its_own(self, tmp_path: Path) -> None:
        matter = "---\ntitle: A word\ndate: 2024-05-06\n"
        files = {
            "hugo.toml": self.LANGUAGES,
            "config/_default/languages.de.yaml": "contentDir: content/de\n",
            "content/en/docs/a.md": matter + "---\n",
            "content/en/post/c.md": matter + "---\n",
            "content/en/docs/f.fr.md": matter + "---\n",
            "content/fr/_index.md": matter + "---\n",
            "content/fr/post/c.md": matter + "slug: mot\naliases: [/old/]\n---\n",
            "content/fr/docs/e.en.md": matter + "---\n",
            "content/fr/docs/u.md": matter + "url: /own/u/\n---\n",
            "content/fr/docs/v.md": matter + "url: own/v/\n---\n",
            "content/de/top.md": matter + "---\n",
        }
        found = posts_in(tmp_path, files)
        assert {name: (post.permalink, post.lang) for name, post in found.items()} == {
            "content/en/docs/a.md": ("/docs/a/", "en"),
            "content/en/post/c.md": ("/2024/05/a-word/", "en"),
            "content/en/docs/f.fr.md": ("/fr/docs/f/", "fr"),
            "content/fr/_index.md": ("/fr/", "fr"),
            "content/fr/post/c.md": ("/fr/2024/05/mot/", "fr"),
            "content/fr/docs/e.en.md": ("/docs/e/", "en"),
            "content/fr/docs/u.md": ("/own/u/", "fr"),
            "content/fr/docs/v.md": ("/fr/own/v/", "fr"),
            "content/de/top.md": ("/de/top/", "de"),
        }
        assert found["content/fr/post/c.md"].aliases == ("/fr/old/",)

    @pytest.mark.parametrize(
        ("config", "permalink"),
        [
            ("languages:\n  en:\n    contentDir: content/en\n", "/docs/a/"),
            ("module:\n  mounts:\n    - source: content/en\n      target: content\n", "/docs/a/"),
            (MOUNTS, "/docs/a/"),
            (MATRIX, "/docs/a/"),
            ("languageCode: en-us\nlanguages:\n  en:\n    contentDir: content/en\n", "/docs/a/"),
            (
                "defaultContentLanguageInSubdir: true\nlanguages:\n  en:\n    contentDir: content/en\n",
                "/en/docs/a/",
            ),
        ],
    )
    def test_the_first_language_is_english_where_none_is_said(
        self, tmp_path: Path, config: str, permalink: str
    ) -> None:
        files = {"hugo.yaml": config, "content/en/docs/a.md": "---\ntitle: A\n---\n"}
        assert [post.permalink for post in posts_in(tmp_path, files).values()] == [permalink]

    def test_a_name_ends_in_a_language_where_the_site_has_it(self, tmp_path: Path) -> None:
        names = (
            "_index.md",
            "_index.zh-hant-tw.md",
            "_index.zh-CN.md",
            "a.en.md",
            "a.xx.md",
            "b/index.xx.md",
        )
        files = {"hugo.toml": "[languages.en]\n[languages.zh-hant-tw]\n"}
        found = posts_in(tmp_path, {**files, **{f"content/{name}": MATTER for name in names}})
        assert [found[f"content/{name}"].permalink for name in names] == [
            "/",
            "/zh-hant-tw/",
            "/_index.zh-cn/",
            "/a/",
            "/a.xx/",
            "/b/index.xx/",
        ]

    def test_bundles_and_sections(self, tmp_path: Path) -> None:
        names = (
            "content/about.md",
            "content/posts/_index.md",
            "content/posts/Plain Name.md",
            "content/posts/bundle/index.md",
            "content/posts/bundle/extra.md",
            "content/posts/bundle/deeper/more.md",
            "content/_hidden/x.md",
            "layouts/x.md",
            "themes/t/README.md",
        )
        found = posts_in(tmp_path, {**self.config, **dict.fromkeys(names, MATTER)})
        assert {name: post.permalink for name, post in found.items()} == {
            "content/about.md": "/about/",
            "content/posts/_index.md": "/posts/",
            "content/posts/Plain Name.md": "/posts/plain-name/",
            "content/posts/bundle/index.md": "/posts/bundle/",
            "content/_hidden/x.md": "/_hidden/x/",
        }
        assert found["content/posts/_index.md"].kind == "page"

    @pytest.mark.parametrize(
        ("matter", "expected"),
        [
            ('+++\ntitle = "T"\ndate = 2020-02-05\n+++\n', "2020-02-05T00:00:00+09:00"),
            ('{"title": "T", "DATE": "2020-02-05T10:00:00Z"}\n', "2020-02-05T10:00:00+00:00"),
            ("\n---\nPublishDate: 2020-02-05\n---\n", "2020-02-05T00:00:00+09:00"),
            ("---\nlastmod: 2020-02-06\npublished: true\n---\n", "2020-02-06T00:00:00+09:00"),
            ("---\ntitle: T\n---\n", None),
        ],
    )
    def test_dates(self, tmp_path: Path, matter: str, expected: str | None) -> None:
        post = one(tmp_path, "content/2019-01-01-a.md", matter, self.config)
        assert (post.date and post.date.isoformat()) == expected
        assert post.problems == ()

    def test_dates_in_names_if_configured(self, tmp_path: Path) -> None:
        files = {"hugo.toml": '[frontmatter]\ndate = [":filename", ":default"]\n'}
        post = one(tmp_path, "content/2019-01-01-a.md", "---\ntitle: T\n---\n", files)
        assert (post.date and post.date.year, post.slug) == (2019, "a")

    @pytest.mark.parametrize(
        ("line", "state"),
        [
            ("draft: true", (True, False, False)),
            ('Draft: "true"', (True, False, False)),
            ("headless: true", (False, True, False)),
            ("build: {list: never}", (False, True, False)),
            ("published: false", (False, True, False)),
            ("expiryDate: 2025-01-01", (False, True, False)),
            ("expiryDate: 2027-01-01", (False, False, False)),
            ("publishDate: 2027-01-01", (False, False, True)),
            ("date: 2027-01-01", (False, False, True)),
        ],
    )
    def test_visibility(self, tmp_path: Path, line: str, state: tuple[bool, bool, bool]) -> None:
        post = one(tmp_path, "content/a.md", f"---\n{line}\n---\n", self.config)
        assert (post.draft, post.hidden, post.future) == state

    def test_terms_links_and_summary(self, tmp_path: Path) -> None:
        text = (
            "---\nTitle: T\nTags: [a, b c]\ncategories: one two\nslug: other\naliases: [/old/]\ndate: 2020-02-05\n"
            "---\nFirst *part*.\n\nStill.\n\n<!--more-->\n\nRest.\n"
        )
        files = {"hugo.toml": '[permalinks]\nposts = "/:year/:monthname/:slug/"\n'}
        post = one(tmp_path, "content/posts/a.md", text, files)
        assert (post.tags, post.categories) == (("a", "b c"), ("one two",))
        assert (post.permalink, post.aliases) == ("/2020/february/other/", ("/old/",))
        assert post.excerpt == "First part. Still."
        assert one(tmp_path, "content/posts/b.md", "---\nurl: my/link\n---\n").permalink == "/my/link/"

    @pytest.mark.parametrize("folder", ["docs", "./docs/", "/docs", "."])
    def test_content_lies_where_the_configuration_says(self, tmp_path: Path, folder: str) -> None:
        files = {"hugo.toml": f'contentDir = "{folder}"\n', "docs/a.md": "---\ntitle: T\n---\n"}
        assert posts_in(tmp_path, files)["docs/a.md"].title == "T"

    def test_languages_and_cascade(self, tmp_path: Path) -> None:
        config = 'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n'
        cascade = "---\ncascade:\n  draft: true\n---\n"
        found = posts_in(
            tmp_path,
            {
                "hugo.toml": config,
                "content/p/a.fr.md": MATTER,
                "content/w/_index.md": cascade,
                "content/w/b.md": MATTER,
            },
        )
        french = found["content/p/a.fr.md"]
        assert (french.lang, french.permalink, french.slug) == ("fr", "/fr/p/a/", "a")
        assert (found["content/w/b.md"].draft, french.draft) == (True, False)


class TestZola:
    config: ClassVar = {"config.toml": 'base_url = "https://x.org"\ntitle = "S"\n'}

    def test_fields(self, tmp_path: Path) -> None:
        text = (
            '+++\ntitle = "T"\nupdated = 2021-01-01\naliases = ["old/1"]\nauthors = ["A", "B"]\n'
            '[taxonomies]\ntags = ["x", "y"]\ncategories = ["z"]\n+++\n\nFirst.\n\n<!-- MORE -->\n\nRest.\n'
        )
        post = one(tmp_path, "content/blog/2020-02-05-My Name.md", text, self.config)
        assert (post.tags, post.categories, post.authors) == (("x", "y"), ("z",), ("A", "B"))
        assert post.date is not None
        assert post.date.isoformat() == "2020-02-05T00:00:00+00:00"
        assert (post.permalink, post.aliases, post.excerpt) == ("/blog/my-name/", ("/old/1",), "First.")
        assert (post.modified and post.modified.year, post.kind) == (2021, "post")

    @pytest.mark.parametrize(
        ("name", "date", "slug"),
        [
            ("2020-01-02-a", "2020-01-02T00:00:00+00:00", "a"),
            ("2020-01-02_a", "2020-01-02T00:00:00+00:00", "a"),
            ("2020-01-02 - a", "2020-01-02T00:00:00+00:00", "a"),
            ("2020-01-02T10:20:30Z_a", "2020-01-02T10:20:30+00:00", "a"),
            ("2020-01-02T10:20:30+09:00-a", "2020-01-02T10:20:30+09:00", "a"),
            ("20200102-a", None, "20200102-a"),
        ],
    )
    def test_dates_in_names(self, tmp_path: Path, name: str, date: str | None, slug: str) -> None:
        files = {**self.config, "content/_index.md": "+++\n+++\n"}
        post = one(tmp_path, f"content/{name}.md", '+++\ntitle = "T"\n+++\n', files)
        assert (post.date and post.date.isoformat(), post.slug) == (date, slug)

    def test_paths_bundles_and_draft_sections(self, tmp_path: Path) -> None:
        matter = '+++\ntitle = "T"\n+++\n'
        found = posts_in(
            tmp_path,
            {
                **self.config,
                "content/2020-01-02_bundle/index.md": matter,
                "content/a.md": '+++\npath = "2021/02/03/Own"\n+++\n',
                "content/w/_index.md": "+++\ndraft = true\n+++\n",
                "content/w/b.md": matter,
                "content/c.md": "no front matter",
            },
        )
        assert found["content/2020-01-02_bundle/index.md"].permalink == "/bundle/"
        own = found["content/a.md"]
        assert (own.permalink, own.date and own.date.date().isoformat()) == ("/2021/02/03/Own/", "2021-02-03")
        assert found["content/w/b.md"].draft
        assert [problem.severity for problem in found["content/c.md"].problems] != []
