"""The conventions of Pelican, Eleventy, Hexo, Astro, Obsidian and plain folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.archive.building import one, opened, posts_in, rules, write

if TYPE_CHECKING:
    from pathlib import Path


class TestPelican:
    config: ClassVar = {
        "pelicanconf.py": "TIMEZONE = 'Europe/Paris'\nAUTHOR = 'The Site'\nPATH = 'content'\nDEFAULT_LANG = 'en'\n"
    }

    def test_fields(self, tmp_path: Path) -> None:
        text = (
            "Title: My Great Title\nDate: 2020-02-05 10:20\nTags: a, b c; d\nCategory: K\n"
            "Authors: A, B\nSummary: S\n\nBody\n"
        )
        post = one(tmp_path, "content/x/file.md", text, self.config)
        assert (post.tags, post.categories, post.authors) == (("a, b c", "d"), ("K",), ("A", "B"))
        assert post.date is not None
        assert post.date.isoformat() == "2020-02-05T10:20:00+01:00"
        assert (post.slug, post.permalink, post.excerpt) == ("my-great-title", "/my-great-title.html", "S")

    def test_names_folders_and_pages(self, tmp_path: Path) -> None:
        config = {"pelicanconf.py": "PATH = 'content'\nARTICLE_URL = 'posts/{date:%Y}/{date:%b}/{slug}/'\n"}
        names = ("content/travel/2020-02-05-a.md", "content/pages/about.md", "output/b.md", "theme/c.md")
        found = posts_in(tmp_path, {**config, **dict.fromkeys(names, "Title: A\n\nx\n")})
        assert set(found) == set(names[:2])
        article, page = found[names[0]], found[names[1]]
        assert (article.categories, article.permalink, article.kind) == (
            ("travel",),
            "/posts/2020/Feb/a/",
            "post",
        )
        assert (page.kind, page.permalink, page.problems) == ("page", "/pages/a.html", ())

    @pytest.mark.parametrize(
        ("text", "state", "found"),
        [
            ("Title: T\nDate: 2020-01-01\nStatus: draft\n", (True, False), []),
            ("Title: T\nDate: 2020-01-01\nStatus: Hidden\n", (False, True), []),
            ("Title: T\nDate: 2020-01-01\nStatus: skip\n", (False, True), []),
            ("Title: T\n\n", (False, True), ["missing-date"]),
            ("Date: 2020-01-01\n\n", (False, True), ["missing-title"]),
        ],
    )
    def test_visibility(self, tmp_path: Path, text: str, state: tuple[bool, bool], found: list[str]) -> None:
        post = one(tmp_path, "content/a.md", text, self.config)
        assert ((post.draft, post.hidden), rules(post)) == (state, found)

    def test_a_default_date_spares_the_date(self, tmp_path: Path) -> None:
        config = {"pelicanconf.py": "DEFAULT_DATE = 'fs'\n"}
        post = one(tmp_path, "a.md", "Title: T\nTags: x\n\n", config)
        assert (post.hidden, rules(post)) == (False, [])
        assert post.date == post.modified

    @pytest.mark.parametrize("pattern", ["(", "(a|aa)+$", "(?P<slug>"])
    def test_a_pattern_of_the_site_that_is_none_or_slow_changes_nothing(
        self, tmp_path: Path, pattern: str
    ) -> None:
        names = f"FILENAME_METADATA = r'{pattern}'\nPATH_METADATA = r'{pattern}'\n"
        config = {"pelicanconf.py": f"{names}SLUG_REGEX_SUBSTITUTIONS = [(r'{pattern}', '')]\n"}
        post = one(tmp_path, "a.md", "Title: T t\nDate: 2024-01-01\n\n", config)
        assert (post.slug, post.permalink) == ("t t", "/t t.html")

    def test_typography(self, tmp_path: Path) -> None:
        text = 'Title: Say "hi" -- it\'s...\nDate: 2024-01-01\n\nShe ("quoted")\n'
        post = one(tmp_path, "a.md", text, {"pelicanconf.py": "TYPOGRIFY = True\n"})
        assert (post.title, post.excerpt) == ("Say “hi” — it’s…", "She (“quoted”)")


class TestEleventy:
    def test_fields(self, tmp_path: Path) -> None:
        config = "module.exports = () => ({ dir: { input: 'src', output: 'dist' } });\n"
        found = posts_in(
            tmp_path,
            {
                ".eleventy.js": config,
                ".eleventyignore": "src/drafts\n*.skip.md\n# comment\n",
                "src/blog/blog.json": '{"tags": "posts", "author": "A"}',
                "src/blog/2020-02-05-a.md": "---\ntitle: T\n---\n",
                "src/blog/2020-02-05/b.md": "---\ntags: [x]\npermalink: /go/{{ page.fileSlug }}/\n---\n# Head *one*\n",
                "src/_includes/c.md": "x",
                "src/drafts/d.md": "x",
                "src/e.skip.md": "x",
                "dist/f.md": "x",
                "README.md": "x",
            },
        )
        assert set(found) == {"src/blog/2020-02-05-a.md", "src/blog/2020-02-05/b.md"}
        first, second = found["src/blog/2020-02-05-a.md"], found["src/blog/2020-02-05/b.md"]
        assert (first.permalink, first.slug, first.tags, first.authors) == (
            "/blog/2020-02-05-a/",
            "a",
            ("posts",),
            ("A",),
        )
        assert (second.permalink, second.tags) == ("/go/b/", ("posts", "x"))
        assert second.title == "Head one"
        assert {post.date.isoformat() for post in (first, second) if post.date} == {
            "2020-02-05T00:00:00+00:00"
        }


class TestHexo:
    def test_fields(self, tmp_path: Path) -> None:
        post_text = (
            "title: T\ndate: 2020-02-05 10:00:00\ntags: one two\ncategories:\n  - [A, B]\n  - C\n---\n"
            "First.\n\n<!--more-->\n\nRest.\n"
        )
        found = posts_in(
            tmp_path,
            {
                "_config.yml": "title: S\ntimezone: Asia/Tokyo\nnew_post_name: :title.md\nauthor: Site\n",
                "source/_posts/a.md": post_text,
                "source/_drafts/b.md": "---\ntitle: B\n---\n",
                "source/about/index.md": "---\ntitle: About\n---\n",
                "source/_data/c.md": "x",
                "source/_posts/_kept/d.md": "x",
                "source/_posts/.cached/e.md": "x",
                "source/_drafts/_old/f.md": "x",
                "themes/t/README.md": "x",
            },
        )
        assert set(found) == {"source/_posts/a.md", "source/_drafts/b.md", "source/about/index.md"}
        post = found["source/_posts/a.md"]
        assert (post.tags, post.categories, post.excerpt) == (("one two",), ("A", "B", "C"), "First.")
        assert (post.permalink, post.authors) == ("/2020/02/05/a/", ("Site",))
        assert post.date is not None
        assert post.date.isoformat() == "2020-02-05T10:00:00+09:00"
        assert found["source/_drafts/b.md"].draft
        assert (found["source/about/index.md"].permalink, found["source/about/index.md"].kind) == (
            "/about/",
            "page",
        )


class TestAstro:
    def test_fields(self, tmp_path: Path) -> None:
        found = posts_in(
            tmp_path,
            {
                "astro.config.mjs": "export default { site: 'https://x.org' }\n",
                "src/content.config.ts": "glob({ base: './notes', pattern: '**/*.md' })",
                "src/content/blog/a.md": "---\ntitle: T\npubDate: 'Jul 08 2022'\ndraft: true\n---\n",
                "src/content/blog/_b.md": "x",
                "src/pages/about.md": "---\ntitle: About\n---\n",
                "notes/c.mdx": "x",
                "src/components/d.md": "x",
            },
        )
        assert set(found) == {"src/content/blog/a.md", "src/pages/about.md", "notes/c.mdx"}
        post = found["src/content/blog/a.md"]
        assert (post.date and post.date.isoformat(), post.draft) == ("2022-07-08T00:00:00+00:00", True)
        assert (post.permalink, found["src/pages/about.md"].permalink) == ("/blog/a/", "/about/")


class TestObsidian:
    def test_fields(self, tmp_path: Path) -> None:
        text = (
            "---\ntags: [Unix, '#a/b']\ndate: 2020-02-05\npublish: false\naliases: [Other]\n---\n"
            "#unix #new-one and (#no) a#no #2020 #y2020 `#code` #日本 %% #hidden %%\n```\n#fenced\n```\n# Heading\n"
        )
        found = posts_in(
            tmp_path,
            {".obsidian/app.json": "", "Notes/My note.md": text, ".trash/a.md": "x", "b.canvas": "x"},
        )
        assert set(found) == {"Notes/My note.md"}
        post = found["Notes/My note.md"]
        assert post.tags == ("Unix", "a/b", "new-one", "y2020", "日本")
        assert (post.title, post.kind, post.hidden, post.aliases) == ("My note", "post", True, ())

    def test_all_folders_but_hidden_ones_are_the_vaults(self, tmp_path: Path) -> None:
        names = ("public/a.md", "vendor/b.md", "_meta/c.md", "d/.e/f.md", ".trash/g.md")
        found = posts_in(tmp_path, {".obsidian/app.json": "", **dict.fromkeys(names, "x")})
        assert set(found) == set(names[:3])

    def test_what_is_to_be_filled_in_is_not_wrong(self, tmp_path: Path) -> None:
        found = posts_in(
            tmp_path,
            {
                ".obsidian/templates.json": '{"folder": "Meta/Templates"}',
                ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "T/"}',
                "Meta/Templates/a.md": "---\ncreated: {{date}}\nmodified: {{date}}\n---\n",
                "T/b.md": "---\ndate: <% tp.date.now() %>\n---\n",
                "c.md": "---\ncreated: {{date}}\n---\n",
            },
        )
        assert {path: bool(rules(post)) for path, post in found.items()} == {
            "Meta/Templates/a.md": False,
            "T/b.md": False,
            "c.md": True,
        }

    def test_the_address_of_a_source_is_not_that_of_the_note(self, tmp_path: Path) -> None:
        text = "---\nurl: https://obsidian.md/\npermalink: my-note\n---\n"
        assert one(tmp_path, "a.md", text, {".obsidian/app.json": ""}).permalink == "/my-note"


class TestPlain:
    @pytest.mark.parametrize(
        ("path", "text", "facts"),
        [
            ("2020-02-05-my-note.md", "x", ("post", "My note", "my-note", 2020)),
            ("20200205 note.md", "x", ("post", "Note", "note", 2020)),
            ("2020-02-05.md", "x", ("post", "2020 02 05", "2020-02-05", 2020)),
            ("a/2020-02-05-b/index.md", "# Head\n", ("post", "Head", "b", 2020)),
            ("note.md", "Setext *head*\n===\n", ("page", "Setext head", "note", None)),
            ("README.md", "---\ndate: 2020-02-05\n---\n", ("page", "README", "README", 2020)),
            ("n.md", '+++\ntitle = "T"\ndate = 2020-02-05\n+++\n', ("post", "T", "n", 2020)),
            ("n.md", "Title: T\nDate: 2020-02-05\n\nx\n", ("post", "T", "t", 2020)),
            ("n.mdx", "---\npubDate: 2020-02-05\nslug: s\n---\n", ("post", "S", "s", 2020)),
        ],
    )
    def test_fields(
        self, tmp_path: Path, path: str, text: str, facts: tuple[str, str, str, int | None]
    ) -> None:
        post = one(tmp_path, path, text)
        assert (post.kind, post.title, post.slug, post.date and post.date.year) == facts

    @pytest.mark.parametrize(
        ("text", "title", "authors"),
        [
            ("Title: Alone\n\nBody\n", "Alone", ()),
            ("category: yeah\nauthor: Ana\n\nBody\n", "A", ("Ana",)),
            ("Note: not this\nSee also: that\n", "A", ()),
            ("Author: Ana\nwrote this.\n", "A", ()),
        ],
    )
    def test_metadata_without_fences_is_told_from_prose(
        self, tmp_path: Path, text: str, title: str, authors: tuple[str, ...]
    ) -> None:
        post = one(tmp_path, "a.md", text)
        assert (post.title, post.authors) == (title, authors)

    def test_pelican_asks_nothing_of_a_folder_that_is_not_its_own(self, tmp_path: Path) -> None:
        post = one(tmp_path, "a.md", "Title: T\nTags: x, y\n\n")
        assert (post.title, post.tags, post.hidden, rules(post)) == ("T", ("x", "y"), False, [])

    def test_leaves_generated_and_hidden_folders_out(self, tmp_path: Path) -> None:
        names = (
            "node_modules/a.md",
            ".git/a.md",
            "_site/a.md",
            "public/a.md",
            "vendor/x/a.md",
            "kept/a.md",
            ".a.md",
        )
        assert set(posts_in(tmp_path, dict.fromkeys(names, "x"))) == {"kept/a.md"}

    def test_terms_and_names(self, tmp_path: Path) -> None:
        text = "---\ntags: a, b c\nauthor: 'Ana ([@ana](https://x.org))'\npublished: false\n---\n"
        post = one(tmp_path, "a.md", text)
        assert (post.tags, post.authors, post.hidden) == (("a", "b c"), ("Ana (@ana)",), True)


@pytest.mark.parametrize(
    ("file", "without", "with_them"),
    [
        ("pelicanconf.py", "MARKDOWN = {{'extension_configs': {{{}}}}}\n", "'pymdownx.tasklist': {}"),
        ("mkdocs.yml", "plugins: [blog]\nmarkdown_extensions: [toc{}]\n", ", pymdownx.tasklist"),
        ("conf.py", "POSTS = ()\nMARKDOWN_EXTENSIONS = ['toc'{}]\n", ", 'markdown_checklist.extension'"),
        (
            "eleventy.config.js",
            "export default (config) => {{}};  // a task of gulp\n{}",
            "import x from 'markdown-it-task-lists';",
        ),
        (
            ".vitepress/config.ts",
            "{}\nexport default {{}}\n",
            "import x from 'markdown-it-task-checkbox'",
        ),
    ],
)
def test_boxes_of_tasks_are_text_without_a_plugin(
    tmp_path: Path, file: str, without: str, with_them: str
) -> None:
    for said, plain in (("", True), (with_them, False)):
        write(tmp_path, {file: without.format(said)})
        site = opened(tmp_path).site
        assert site.engine.title in {"Pelican", "Material for MkDocs", "Nikola", "Eleventy", "VitePress"}
        assert ("plain_tasks" in site.engine.dialects) == plain
