"""The facts about each engine, as plain data for other packages; the module of an engine reads its posts.

The meaning of the data is explained where it is used: dialects in `rendering.dialects`, heading ids in
`rendering.heading_ids`, template languages in `rendering.templates`. Nothing has a default, so that no engine lacks a
fact unnoticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

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
    "pymdownx",
    "slugify",
    "markdown-it-anchor",
    "verbatim",
    "none",
    "never",
]
"""The rules by which headings get their ids, named for their origin.

`none` is for ids that are written alone, `never` for no ids at all, so that braces behind a heading are text.
"""
TemplateLanguage = Literal["liquid", "go", "tera", "nunjucks", "unknown"]
"""The template languages of posts. Where it is unknown, all are evaluated as far as they do no harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """The facts about an engine.

    `name` is that of its module, `title` its own name.

    `signs` are beginnings of names of which the root of a site holds one. `markers` are the configuration files that
    mark the root of an archive (of Hugo's, those of no other program). The `shared_markers` mark it where the folder
    `content` lies beside them, and of the `worded_markers`, a name and a word, those of which a line begins with that
    word: other programs have files of that name. Below that root, `post_folders` hold
    posts. `is_known` is false for any folder of Markdown, whose root and folders of posts are unknown. With
    `inherits`, files in a folder may give metadata to the posts in it.

    `dialects` are those of its Markdown, which has `footnotes` without a plugin or has not; `heading_ids` is the rule
    for ids of headings unless the site sets another.
    `templates` is the language of templates in posts, which a post switches off by its key `templates_key` or changes
    by `language_key`, if there are such keys. They know a key of front matter as `page.title` alone or, with
    `bare_keys`, as `title` as well. With `stops_at_open_blocks`, a block of a template that is not closed stops the
    build.

    The templates of pages lie in `template_folders`. The contents of the folders `published` are at the root of the
    site. With `images_by_name`, an image is found by its name in any folder. With
    `hidden_are_built`, a hidden post has its page and is listed nowhere.
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
    templates: TemplateLanguage
    templates_key: str
    language_key: str
    bare_keys: bool
    stops_at_open_blocks: bool
    template_folders: tuple[str, ...]
    published: tuple[str, ...]
    images_by_name: bool
    hidden_are_built: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPostCustoms:
    """The customs of an engine for new posts, for archives without posts to learn from.

    `format` is that of front matter, which with `format_of_config` is TOML where the configuration is; `formats` are
    those that the engine reads. `date_key` is the key of the date, with `date` as an example. `draft_key` tells a
    draft; with a `draft_folder` a draft is one by its place. `layout` is the layout of posts, if they need one. Tags
    are in the table `tag_table`, if it has a name, and with `shared_tags` a site gathers its posts by a tag that all
    of them bear.

    The date begins names with `date_in_name`, and has to with `needs_date_in_name`. With `date_in_path` it may be in
    the key `path`. With `titled` the name is the title. Posts lie in `folder` below the content, or with
    `in_sections` in the first section that there is, else in `section`; where `sections_in` is said, only in content
    of that name.
    """

    format: str
    format_of_config: bool
    formats: tuple[str, ...]
    date_key: str
    date: str
    draft_key: str
    draft_folder: str
    layout: str
    tag_table: str
    shared_tags: bool
    date_in_name: bool
    needs_date_in_name: bool
    date_in_path: bool
    titled: bool
    folder: str
    in_sections: bool
    section: str
    sections_in: str


_MARKDOWN_EXTRA: Final = ("attributes", "definition_lists", "abbreviations")
_BARE: Final = ("bare_attributes", "bare_span_attributes")
_AS_ELDER: Final = ("html_elements", "last_definitions", "loose_emphasis")
"""The rules that kramdown and Python-Markdown, which are older than CommonMark, share against it."""
_PYTHON_MARKDOWN: Final = (
    *_MARKDOWN_EXTRA,
    *_AS_ELDER,
    "code_cells",
    "hash_headings",
    "loose_addresses",
    *_BARE,
    "contents",
    "admonitions",
    "dollar_math",
    "double_tildes",
)

_JEKYLL_DIALECTS: Final = (
    *_MARKDOWN_EXTRA, *_AS_ELDER, "kramdown_blocks", "kramdown_headings", "loose_addresses",
    "loose_tables", "raw_elements", "smart_punctuation", "math", "emoji",
    "double_tildes",
)  # fmt: skip
JEKYLL: Final = EngineFacts(
    name="jekyll",
    title="Jekyll",
    signs=("_config.", "_posts", "_drafts", "_layouts", "_includes"),
    markers=("_config.yml", "_config.yaml", "_config.toml"),
    shared_markers=(),
    worded_markers=(),
    post_folders=("_posts", "_drafts"),
    is_known=True,
    inherits=False,
    dialects=_JEKYLL_DIALECTS,
    footnotes=True,
    heading_ids="kramdown-gfm",
    templates="liquid",
    templates_key="render_with_liquid",
    language_key="",
    bare_keys=False,
    stops_at_open_blocks=True,
    template_folders=("_layouts", "_includes"),
    published=(),
    images_by_name=False,
    hidden_are_built=False,
)
HUGO: Final = EngineFacts(
    name="hugo",
    title="Hugo",
    signs=("hugo.", "content"),
    markers=("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml"),
    shared_markers=("config.yaml", "config.yml", "config.json", "config/_default"),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=True,
    dialects=(
        "attributes",
        "bare_attributes",
        "definition_lists",
        "smart_punctuation",
        "callouts",
        "dollar_math",
        "emoji",
    ),
    footnotes=True,
    heading_ids="goldmark",
    templates="go",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=True,
    template_folders=("layouts", "partials", "_partials"),
    published=("static", "assets", "content"),
    images_by_name=False,
    hidden_are_built=False,
)
ZOLA: Final = EngineFacts(
    name="zola",
    title="Zola",
    signs=("zola.toml", "config.toml", "content"),
    markers=("zola.toml", "config.toml"),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=True,
    dialects=("heading_attributes", "dollar_math"),
    footnotes=True,
    heading_ids="slug",
    templates="tera",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=True,
    template_folders=("templates",),
    published=("static", "content"),
    images_by_name=False,
    hidden_are_built=False,
)
HEXO: Final = EngineFacts(
    name="hexo",
    title="Hexo",
    signs=("source",),
    markers=("_config.yml", "_config.yaml"),
    shared_markers=(),
    worded_markers=(),
    post_folders=("_posts", "_drafts"),
    is_known=True,
    inherits=False,
    dialects=("attributes", "smart_punctuation", "admonitions", "dollar_math"),
    footnotes=False,
    heading_ids="hexo-util",
    templates="nunjucks",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("layout",),
    published=("source",),
    images_by_name=False,
    hidden_are_built=False,
)
PELICAN: Final = EngineFacts(
    name="pelican",
    title="Pelican",
    signs=("pelicanconf.py",),
    markers=("pelicanconf.py",),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=False,
    dialects=_PYTHON_MARKDOWN,
    footnotes=True,
    heading_ids="python-markdown",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("templates",),
    published=("content",),
    images_by_name=False,
    hidden_are_built=False,
)
ELEVENTY: Final = EngineFacts(
    name="eleventy",
    title="Eleventy",
    signs=(".eleventy", "eleventy.config"),
    markers=(
        ".eleventy.js",
        *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts", "mts")),
    ),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=True,
    dialects=(*_MARKDOWN_EXTRA, *_BARE, "contents", "admonitions", "dollar_math", "double_tildes"),
    # It has no ids of its own; its themes use these.
    footnotes=False,
    heading_ids="github",
    templates="liquid",
    templates_key="",
    language_key="templateEngineOverride",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("_includes", "_layouts"),
    published=("src", "public", "source"),
    images_by_name=False,
    hidden_are_built=False,
)
ASTRO: Final = EngineFacts(
    name="astro",
    title="Astro",
    signs=("astro.config",),
    markers=tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs")),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=False,
    dialects=("smart_punctuation", "admonitions", "dollar_math"),
    footnotes=True,
    heading_ids="github-slugger",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("layouts", "components"),
    published=("public", "src"),
    images_by_name=False,
    hidden_are_built=False,
)
MATERIAL: Final = EngineFacts(
    name="material",
    title="Material for MkDocs",
    signs=("mkdocs.y",),
    markers=("mkdocs.yml", "mkdocs.yaml"),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=False,
    dialects=(*_PYTHON_MARKDOWN, "emoji", "highlights", "smart_punctuation"),
    footnotes=True,
    heading_ids="python-markdown",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("overrides",),
    published=("docs",),
    images_by_name=False,
    hidden_are_built=False,
)
NIKOLA: Final = EngineFacts(
    name="nikola",
    title="Nikola",
    signs=("conf.py",),
    markers=(),
    shared_markers=(),
    worded_markers=("conf.py POSTS",),
    post_folders=(),
    is_known=True,
    inherits=True,
    dialects=_PYTHON_MARKDOWN,
    footnotes=True,
    heading_ids="python-markdown",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("templates",),
    published=("files",),
    images_by_name=False,
    hidden_are_built=True,
)
DOCUSAURUS: Final = EngineFacts(
    name="docusaurus",
    title="Docusaurus",
    signs=("docusaurus.config",),
    markers=tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "mts", "cjs", "cts")),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=False,
    dialects=("heading_attributes", "admonitions", "emoji"),
    footnotes=True,
    heading_ids="github",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=("theme", "components"),
    published=("static",),
    images_by_name=False,
    hidden_are_built=True,
)
_OBSIDIAN_DIALECTS: Final = (
    "callouts", "wikilinks", "numbered_wikilinks", "image_sizes", "highlights",
    "comments", "inline_tags", "block_ids", "dollar_math", "double_tildes",
    "line_breaks",
)  # fmt: skip
OBSIDIAN: Final = EngineFacts(
    name="obsidian",
    title="Obsidian",
    signs=(".obsidian",),
    markers=(".obsidian",),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=False,
    dialects=_OBSIDIAN_DIALECTS,
    footnotes=True,
    heading_ids="verbatim",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=(),
    published=(),
    images_by_name=True,
    hidden_are_built=False,
)
QUARTZ: Final = EngineFacts(
    name="quartz",
    title="Quartz",
    signs=("quartz.config.",),
    markers=("quartz.config.ts",),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=True,
    inherits=False,
    dialects=(
        "callouts",
        "wikilinks",
        "numbered_wikilinks",
        "image_sizes",
        "highlights",
        "comments",
        "inline_tags",
        "block_ids",
        "dollar_math",
        "double_tildes",
    ),
    footnotes=True,
    heading_ids="github",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=(),
    published=("content",),
    images_by_name=True,
    hidden_are_built=False,
)
PLAIN: Final = EngineFacts(
    name="plain",
    title="",
    signs=(),
    markers=(),
    shared_markers=(),
    worded_markers=(),
    post_folders=(),
    is_known=False,
    inherits=False,
    # The dialects that a file of no known engine may be written in, and that mistake no other text.
    dialects=(
        *_MARKDOWN_EXTRA,
        "contents",
        "callouts",
        "wikilinks",
        "admonitions",
        "dollar_math",
        "emoji",
    ),
    footnotes=True,
    heading_ids="github",
    templates="unknown",
    templates_key="",
    language_key="",
    bare_keys=True,
    stops_at_open_blocks=False,
    template_folders=(),
    published=(),
    images_by_name=False,
    hidden_are_built=False,
)

ENGINES: Final = {
    one.name: one
    for one in (
        HEXO, JEKYLL, ZOLA, HUGO, PELICAN, ELEVENTY, ASTRO,
        DOCUSAURUS, MATERIAL, NIKOLA, QUARTZ, OBSIDIAN, PLAIN,
    )
}  # fmt: skip
"""All engines by name, in the order in which they are asked whether a folder is theirs: the surest first."""
