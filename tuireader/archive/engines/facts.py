"""The facts about each engine, as plain data for other packages; the module of an engine reads its posts.

The meaning of the data is explained where it is used: dialects in `rendering.dialects`, heading ids in
`rendering.heading_ids`, template languages in `rendering.templates`.
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

`none` is for ids that are written alone, `never` for no ids at all, so that braces after a heading are text.
"""
TemplateLanguage = Literal[
    "liquid", "go", "tera", "nunjucks", "vue", "shortcodes", "mdx", "graph", "none", "unknown"
]
"""The template languages of posts: with `mdx`, all Markdown is MDX, as files of that name are for any engine.

With `none`, nothing is MDX by its name. Where it is unknown, all are evaluated as far as they do no harm.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """The facts about an engine; the defaults are what holds for most."""

    name: str
    """The name of the engine's module."""
    title: str
    """The engine's own name."""

    signs: tuple[str, ...] = ()
    """Beginnings of names, one of which the root of every site holds."""
    markers: tuple[str, ...] = ()
    """Configuration files that mark the root of an archive; of Hugo's, those that no other program has."""
    shared_markers: tuple[str, ...] = ()
    """Files that mark the root where the folder `content` lies beside them."""
    worded_markers: tuple[str, ...] = ()
    """A file name, a space and a word each: the file marks the root if one of its lines begins with the word."""
    post_folders: tuple[str, ...] = ()
    """Folders of posts below the root."""
    is_known: bool = True
    """False for any folder of Markdown, whose root and folders of posts are unknown."""
    inherits: bool = False
    """Whether files in a folder give metadata to the posts in it."""

    dialects: tuple[str, ...]
    footnotes: bool = True
    """Whether its Markdown has footnotes without a plugin."""
    heading_ids: HeadingIdRule
    """The rule for ids of headings unless the site sets another."""
    heading_id_prefix: str = ""
    """What comes before the ids that are not written."""

    templates: TemplateLanguage = "unknown"
    templates_key: str = ""
    """The key by which a post switches templates off, if there is one."""
    language_key: str = ""
    """The key by which a post changes the language of its templates, if there is one."""
    template_filters: tuple[str, ...] = ()
    """Filters beyond those of Liquid and Jekyll."""
    bare_keys: bool = True
    """Whether templates know a key of front matter as `title`, and not as `page.title` alone."""
    stops_at_open_blocks: bool = False
    """Whether a block of a template that is not closed stops the build."""
    template_folders: tuple[str, ...] = ()
    """Folders of the templates of pages."""

    published: tuple[str, ...] = ()
    """Folders whose contents are at the root of the site."""
    images_by_name: bool = False
    """Whether an image is found by its name in any folder."""
    hidden_are_built: bool = False
    """Whether a hidden post has its page, which is listed nowhere."""
    computes_addresses: bool = False
    """Whether programs of a site give addresses to the published posts that have none."""
    program_keys: tuple[str, ...] = ()
    """Keys in the front matter of a post, or the metadata of its folders, by which programs write parts of it."""
    merges_tags: bool = False
    """Whether tags that differ in case, or in a blank for a hyphen, are one (Hugo 0.168, Zola 0.22, Pelican 4.12 and
    Docusaurus 3.10.2 were run)."""
    date_needed: str = ""
    """The problem of a post without a date, where the site is not built with one."""


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
_JEKYLL_DIALECTS: Final = (
    *MARKDOWN_EXTRA, "kramdown_html", "last_definitions", "loose_emphasis", "kramdown_blocks", "kramdown_code",
    "kramdown_headings", "kramdown_rules", "loose_addresses", "spaced_definitions", "spaced_references",
    "loose_tables", "smart_punctuation", "math", "emoji",
    "double_tildes", "kramdown_formulas",
)  # fmt: skip
JEKYLL: Final = EngineFacts(
    name="jekyll",
    title="Jekyll",
    signs=("_config.", "_posts", "_drafts", "_layouts", "_includes"),
    markers=("_config.yml", "_config.yaml", "_config.toml"),
    post_folders=("_posts", "_drafts"),
    dialects=_JEKYLL_DIALECTS,
    heading_ids="kramdown-gfm",
    templates="liquid",
    templates_key="render_with_liquid",
    bare_keys=False,
    stops_at_open_blocks=True,
    template_folders=("_layouts", "_includes"),
    published=("",),
)
HUGO: Final = EngineFacts(
    name="hugo",
    title="Hugo",
    signs=("hugo.", "content"),
    markers=("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml"),
    shared_markers=("config.yaml", "config.yml", "config.json", "config/_default"),
    inherits=True,
    dialects=(
        "attributes",
        "bare_attributes",
        "definition_lists",
        "typographer",
        "callouts",
        "math",
        "escaped_formulas",
        "emoji",
    ),
    heading_ids="goldmark",
    templates="go",
    stops_at_open_blocks=True,
    template_folders=("layouts", "partials", "_partials"),
    published=("static", "assets", "content"),
    merges_tags=True,
)
ZOLA: Final = EngineFacts(
    name="zola",
    title="Zola",
    signs=("zola.toml", "config.toml", "content"),
    markers=("zola.toml", "config.toml"),
    inherits=True,
    dialects=("heading_attributes", "math", "escaped_formulas", "tildes_in_words"),
    heading_ids="slug",
    templates="tera",
    stops_at_open_blocks=True,
    template_folders=("templates",),
    published=("static", "content"),
    merges_tags=True,
)
HEXO: Final = EngineFacts(
    name="hexo",
    title="Hexo",
    signs=("source", "package.json"),  # a `_config.yml` has Jekyll too, and the module is slow to import
    markers=("_config.yml", "_config.yaml"),
    post_folders=("_posts", "_drafts"),
    dialects=("attributes", "smart_punctuation", "admonitions", "bracket_math"),
    footnotes=False,
    heading_ids="hexo-util",
    templates="nunjucks",
    template_folders=("layout",),
    published=("source",),
)
ELEVENTY: Final = EngineFacts(
    name="eleventy",
    title="Eleventy",
    signs=(".eleventy", "eleventy.config"),
    markers=(".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts", "mts"))),
    inherits=True,
    dialects=(*MARKDOWN_EXTRA, *BARE, "contents", "admonitions", "dollar_math", "double_tildes"),
    # It has no ids of its own; its themes use these.
    footnotes=False,
    heading_ids="github",
    templates="liquid",
    language_key="templateEngineOverride",
    template_filters=("absoluteUrl", "json", "slug", "sum", "url"),
    template_folders=("_includes", "_layouts"),
    published=("src", "public", "source"),
    computes_addresses=True,
)
ASTRO: Final = EngineFacts(
    name="astro",
    title="Astro",
    signs=("astro.config",),
    markers=tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs")),
    dialects=("smart_punctuation", "admonitions", "dollar_math"),
    heading_ids="github-slugger",
    template_folders=("layouts", "components"),
    published=("public", "src"),
)
DOCUSAURUS: Final = EngineFacts(
    name="docusaurus",
    title="Docusaurus",
    signs=("docusaurus.config",),
    markers=tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "mts", "cjs", "cts")),
    dialects=("heading_attributes", "admonitions", "emoji", "magic_comments"),
    heading_ids="mdast-below-title",
    templates="mdx",
    language_key="mdx.format",
    template_folders=("theme", "components"),
    published=("static",),
    hidden_are_built=True,
    merges_tags=True,
)
VITEPRESS: Final = EngineFacts(
    name="vitepress",
    title="VitePress",
    signs=(".vitepress",),
    markers=tuple(
        f".vitepress/{name}.{ending}"
        for name in ("config", "config/index")
        for ending in ("js", "ts", "mjs", "mts")
    ),
    dialects=(
        "attributes",
        *BARE,
        "contents",
        "containers tip info warning danger details v-pre raw code-group",
        "callouts",
        "emoji",
        "double_tildes",
        "code_notes",
        "end_attributes",
        "plain_tasks",
    ),
    footnotes=False,
    heading_ids="mdit-vue",
    templates="vue",
    published=("public",),
)
GATSBY: Final = EngineFacts(
    name="gatsby",
    title="Gatsby",
    signs=("gatsby-config.",),
    markers=tuple(f"gatsby-config.{ending}" for ending in ("js", "ts", "mjs", "cjs")),
    dialects=("heading_attributes", "smartypants", "dollar_math", "emoji"),
    heading_ids="mdast",
    template_folders=("components", "templates"),
    published=("static",),
    computes_addresses=True,
)
_PYTHON_MARKDOWN: Final = (
    *MARKDOWN_EXTRA,
    *AS_ELDER,
    "code_cells",
    "hash_headings",
    "lists_apart",
    "loose_addresses",
    "spaced_references 1",
    "exact_labels",
    "plain_tasks",
    *BARE,
    "contents",
    "admonitions",
    "dollar_math",
    "double_tildes",
)
PELICAN: Final = EngineFacts(
    name="pelican",
    title="Pelican",
    signs=("pelicanconf.py",),
    markers=("pelicanconf.py",),
    dialects=_PYTHON_MARKDOWN,
    heading_ids="python-markdown",
    template_folders=("templates",),
    published=("content",),
    merges_tags=True,
)
MATERIAL: Final = EngineFacts(
    name="material",
    title="Material for MkDocs",
    signs=("mkdocs.y",),
    markers=("mkdocs.yml", "mkdocs.yaml"),
    dialects=(*_PYTHON_MARKDOWN, "emoji", "highlights", "smart_punctuation"),
    heading_ids="python-markdown",
    template_folders=("overrides",),
    published=("docs",),
    date_needed="a post of the blog plugin needs a date: write `date: 2024-12-27` into its front matter",
)
NIKOLA: Final = EngineFacts(
    name="nikola",
    title="Nikola",
    signs=("conf.py",),
    worded_markers=("conf.py POSTS",),
    inherits=True,
    dialects=_PYTHON_MARKDOWN,
    heading_ids="python-markdown",
    template_folders=("templates",),
    published=("files",),
    hidden_are_built=True,
    date_needed="Nikola does not build a post without a date: write `.. date: 2024-12-27 20:00` at its top",
)
MYST: Final = EngineFacts(
    name="myst",
    title="MyST",
    signs=("myst.y", "_toc.y"),
    markers=("myst.yml", "myst.yaml"),
    dialects=("myst", "dollar_math", "definition_lists"),
    heading_ids="myst-label",
    published=("",),
)
_QUARTZ_DIALECTS: Final = (
    "callouts", "wikilinks", "numbered_wikilinks", "image_sizes", "highlights",
    "comments", "inline_tags", "block_ids", "dollar_math", "double_tildes",
)  # fmt: skip
OBSIDIAN: Final = EngineFacts(
    name="obsidian",
    title="Obsidian",
    signs=(".obsidian",),
    markers=(".obsidian",),
    dialects=(*_QUARTZ_DIALECTS, "line_breaks"),
    heading_ids="verbatim",
    images_by_name=True,
    merges_tags=True,
)
LOGSEQ: Final = EngineFacts(
    name="logseq",
    title="Logseq",
    signs=("logseq",),
    markers=("logseq/config.edn",),
    dialects=(
        "wikilinks",
        "numbered_wikilinks",
        "highlights",
        "inline_tags",
        "dollar_math",
        "double_tildes",
        "line_breaks",
        "block_properties",
    ),
    heading_ids="github",
    templates="graph",
    merges_tags=True,
)
QUARTZ: Final = EngineFacts(
    name="quartz",
    title="Quartz",
    signs=("quartz.config.",),
    markers=("quartz.config.ts",),
    dialects=_QUARTZ_DIALECTS,
    heading_ids="github",
    published=("content",),
    images_by_name=True,
)
QUARTO: Final = EngineFacts(
    name="quarto",
    title="Quarto",
    signs=("_quarto.y",),
    markers=("_quarto.yml", "_quarto.yaml"),
    inherits=True,
    dialects=(
        "attributes",
        *BARE,
        "definition_lists",
        "smart_punctuation",
        "admonitions",
        "dollar_math",
        "cell_options",
        "bracketed_spans",
        "scripts",
    ),
    heading_ids="pandoc",
    templates="shortcodes",
    published=("",),
    program_keys=("filters", "listing"),
)
PLAIN: Final = EngineFacts(
    name="plain",
    title="",
    is_known=False,
    # The dialects that a file of no known engine may be written in, and that mistake no other text.
    dialects=(*MARKDOWN_EXTRA, "contents", "callouts", "wikilinks", "admonitions", "dollar_math", "emoji"),
    heading_ids="github",
    template_filters=("absoluteUrl", "json", "slug", "sum", "url"),
)

ENGINES: Final = {
    one.name: one
    for one in (
        HEXO, JEKYLL, ZOLA, HUGO, PELICAN, ELEVENTY, ASTRO,
        DOCUSAURUS, VITEPRESS, GATSBY, MATERIAL, NIKOLA, MYST, QUARTO, QUARTZ, OBSIDIAN, LOGSEQ, PLAIN,
    )
}  # fmt: skip
"""All engines by name, in the order in which they are asked whether a folder is theirs: the surest first."""
