"""What is known of every engine, and the dialects that several of them share.

The meaning of the data is explained where it is used: dialects in `rendering.dialects`, heading ids in
`rendering.heading_ids`, template languages in `rendering.templates`. Nothing has a default, so that no engine lacks a
fact unnoticed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterable

HeadingIdRule = Literal[
    "kramdown-gfm",
    "kramdown",
    "github",
    "github-slugger",
    "goldmark",
    "goldmark-ascii",
    "blackfriday",
    "slug",
    "slug-kept",
    "hexo-util",
    "hexo-marked",
    "hexo-marked-lower",
    "hexo-marked-upper",
    "python-markdown",
    "python-markdown-unicode",
    "python-markdown-underscored",
    "pymdownx",
    "pymdownx-underscored",
    "slugify",
    "markdown-it-anchor",
    "mdit-vue",
    "mdast",
    "mdast-below-title",
    "myst-label",
    "pandoc",
    "verbatim",
    "none",
    "never",
]
"""The rules by which headings get their ids, named for their origin.

`none` is for ids that are written alone, `never` for no ids at all, so that braces behind a heading are text.
"""
TemplateLanguage = Literal["liquid", "go", "tera", "nunjucks", "vue", "shortcodes", "mdx", "none", "unknown"]
"""The template languages of posts: with `mdx`, all Markdown is MDX, as files of that name are for any engine.

With `none`, nothing is MDX by its name. Where it is unknown, all are evaluated as far as they do no harm.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """The facts about an engine.

    `name` is that of its module, `title` its own name.

    `signs` are beginnings of names of which the root of a site holds one. `markers` are the configuration files that
    mark the root of an archive (of Hugo's, those of no other program). The `shared_markers` mark it where the folder
    `content` lies beside them. Each of the `worded_markers` is a file name, a space and a word: the file counts only if
    one of its lines begins with the word, since other programs have files of that name. Below that root, `post_folders`
    hold posts. `is_known` is false for any folder of Markdown, whose root and folders of posts are unknown. With
    `inherits`, files in a folder may give metadata to the posts in it.

    `dialects` are those of its Markdown, which has `footnotes` without a plugin or has not; `heading_ids` is the rule
    for ids of headings unless the site sets another; `heading_id_prefix` stands before those that are not written.
    `templates` is the language of templates in posts, which a post switches off by its key `templates_key` or changes
    by `language_key`, if there are such keys. `template_filters` are those that they have beyond Liquid's and Jekyll's.
    They know a key of front matter as `page.title` alone or, with
    `bare_keys`, as `title` as well. With `stops_at_open_blocks`, a block of a template that is not closed stops the
    build.

    The templates of pages lie in `template_folders`. The contents of the folders `published` are at the root of the
    site. With `images_by_name`, an image is found by its name in any folder. With `hidden_are_built`, a hidden post
    has its page and is listed nowhere. With `computes_addresses`, programs of a site give addresses to
    the published posts that have none. A post with one of the `program_keys` in its front matter, or in the metadata of
    its folders, has parts that programs write. With `merges_tags`, tags that differ in case, or in a blank for a
    hyphen, are one (Hugo 0.168, Zola 0.22, Pelican 4.12 and Docusaurus 3.10.2 were run). `date_needed` is what is said
    of a post without a date, where the site is not built with one.
    """

    name: str
    title: str
    signs: tuple[str, ...]
    markers: tuple[str, ...]
    shared_markers: tuple[str, ...]
    worded_markers: tuple[str, ...]
    post_folders: tuple[str, ...]
    is_known: bool
    inherits: bool
    dialects: tuple[str, ...]
    footnotes: bool
    heading_ids: HeadingIdRule
    heading_id_prefix: str
    templates: TemplateLanguage
    templates_key: str
    language_key: str
    template_filters: tuple[str, ...]
    bare_keys: bool
    stops_at_open_blocks: bool
    template_folders: tuple[str, ...]
    published: tuple[str, ...]
    images_by_name: bool
    hidden_are_built: bool
    computes_addresses: bool
    program_keys: tuple[str, ...]
    merges_tags: bool
    date_needed: str


_TASKS: Final = expression(r"task[-_]?(?:list|checkbox)|checklist")
"""In the names of plugins that draw boxes of tasks: `pymdownx.tasklist`, `markdown-it-task-lists` and others."""


def with_tasks(engine: EngineFacts, plugins: Iterable[str]) -> EngineFacts:
    """Return the facts of an engine that draws boxes of tasks if one of its plugins, or its settings, names them."""
    if not any(map(_TASKS.search, plugins)):
        return engine
    return replace(engine, dialects=tuple(one for one in engine.dialects if one != "plain_tasks"))


MARKDOWN_EXTRA: Final = ("attributes", "definition_lists", "abbreviations")
BARE: Final = ("bare_attributes", "bare_span_attributes")
AS_ELDER: Final = ("html_elements", "last_definitions", "loose_emphasis")
"""The rules that kramdown and Python-Markdown, which are older than CommonMark, share against it."""
