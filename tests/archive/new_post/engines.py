"""A small archive of every engine, with posts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

YAML = "---\ntitle: {title}\ndate: {date}\ntags: [tag-{n}]\n---\n\nText.\n"
TOML = (
    '+++\ntitle = "{title}"\ndate = {date}T08:00:00+02:00\ndraft = false\n\n'
    '[taxonomies]\ntags = ["one"]\n+++\n\nText.\n'
)

SITES: Final[Mapping[str, Mapping[str, str]]] = {
    "jekyll": {"_config.yml": "title: A\ntimezone: Asia/Tokyo\n"},
    "hexo": {"_config.yml": "new_post_name: :title.md\ntimezone: Asia/Tokyo\n", "source/about.md": "About\n"},
    "hugo": {"hugo.toml": "title = 'A'\n", "content/_index.md": "---\ntitle: Home\n---\n"},
    "zola": {"config.toml": "base_url = 'https://a.example'\n", "content/_index.md": "+++\n+++\n"},
    "pelican": {
        "pelicanconf.py": "PATH = 'content'\nTIMEZONE = 'Asia/Tokyo'\n",
        "content/pages/a.md": "Title: A\n\nA\n",
    },
    "eleventy": {"eleventy.config.js": "export default {}\n"},
    "astro": {"astro.config.mjs": "export default {}\n"},
    "material": {"mkdocs.yml": "site_name: A\nplugins:\n  - blog\n", "docs/index.md": "# A\n"},
    "nikola": {"conf.py": "TIMEZONE = 'Asia/Tokyo'\nPOSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n"},
    "vitepress": {".vitepress/config.mts": "export default {title: 'A'}\n", "index.md": "# A\n"},
    "gatsby": {
        "gatsby-config.js": "module.exports = {plugins: [{options: {path: `${__dirname}/content/blog`}}]}\n"
    },
    "myst": {"myst.yml": "project: {}\n", "index.md": "# A\n"},
    "quarto": {"_quarto.yml": "project: {type: website}\n", "index.qmd": "A\n"},
    "quartz": {"quartz.config.ts": "const config = {}\n", "content/index.md": "Home\n"},
    "obsidian": {".obsidian/app.json": "{}"},
    "plain": {},
}
"""What makes a site one of its engine; no posts."""


def _posts(pattern: str, text: str) -> Mapping[str, str]:
    dates = ("2024-03-05", "2024-07-11", "2025-01-02", "2025-06-30")
    return {
        pattern.format(date=date, slug=f"an-older-post-{n}"): text.format(
            n=n, date=date, title=f"An older post {n}"
        )
        for n, date in enumerate(dates)
    }


POSTS: Final[Mapping[str, Mapping[str, str]]] = {
    "jekyll": _posts("_posts/{date}-{slug}.md", YAML),
    "hexo": _posts("source/_posts/{slug}.md", YAML),
    "hugo": _posts("content/blog/{slug}/index.md", YAML),
    "zola": _posts("content/notes/{date}-{slug}.md", TOML),
    "pelican": _posts(
        "content/{slug}.md", "Title: {title}\nDate: {date} 10:20\nTags: one, two\nSlug: x\n\nText.\n"
    ),
    "eleventy": _posts("posts/{date}-{slug}.md", YAML),
    "astro": _posts("src/content/blog/{slug}.mdx", YAML.replace("date:", "pubDate:")),
    "material": _posts("docs/blog/posts/{slug}.md", YAML),
    "nikola": _posts("posts/{slug}.md", YAML),
    "vitepress": _posts("posts/{slug}.md", YAML),
    "gatsby": _posts("content/blog/{slug}/index.md", YAML),
    "myst": _posts("posts/{slug}.md", YAML),
    "quarto": _posts("posts/{slug}/index.qmd", YAML),
    "quartz": _posts("content/notes/{slug}.md", YAML),
    "obsidian": _posts("notes/{slug}.md", YAML),
    "plain": _posts("{date}-{slug}.markdown", '{{\n  "title": "{title}",\n  "date": "{date}"\n}}\n\nText.\n'),
}
"""Posts for each of them."""
