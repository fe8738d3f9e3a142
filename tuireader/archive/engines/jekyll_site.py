"""A Jekyll site: its configuration, and the files of it that are read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import Config, read_config, site_zone
from tuireader.archive.disk.filenames import MARKDOWN, PROSE, as_prefix, split_extension
from tuireader.archive.disk.files import exists, text_of
from tuireader.archive.disk.formulas import Templates, said_of_formulas, templates_with_formulas
from tuireader.archive.document import Role
from tuireader.archive.engines.facts import JEKYLL
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import Scalar, as_text, as_texts
from tuireader.archive.permalinks import STYLES
from tuireader.archive.post import PostId
from tuireader.archive.site import Collection, Defaults, Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

DEFAULT_EXCLUDES: Final = (
    ".sass-cache", ".jekyll-cache", ".ruby-lsp", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
    "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/",
)  # fmt: skip

# None of them is Jekyll's own rule; none holds an author's text.
_INSTALLED: Final = frozenset({"node_modules", "bower_components", "site-packages", "venv", "__pycache__"})
# Jekyll's document.rb:15 and :14, applied to a path without its extension.
_DATED: Final = expression(r"(?:.*/)?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)\Z", re.DOTALL)
_SPECIAL: Final = (".", "_", "#", "~")
_ASSETS: Final = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "mp3", "mp4", "m4a", "ogg", "wav",
     "webm", "mov", "pdf", "zip", "gz", "tar", "css", "scss", "sass", "js", "ts", "json", "xml", "csv", "tsv", "yml",
     "yaml", "toml", "psd", "ai", "ttf", "woff", "woff2", "doc", "docx", "ppt", "pptx", "xls", "xlsx", "bak", "swp",
     "tmp", "orig", "lock", "log"}
)  # fmt: skip
_SYMBOLS: Final = {"hellip": "...", "mdash": "---", "ndash": "--"}
_POST: Final = Role("post")
_DRAFT: Final = Role("post", draft=True)
_PAGE: Final = Role("page", needs_front_matter=True)
_BARE_PAGE: Final = Role("page")
BARE_PAGES: Final = "pages need no front matter"
HEADED: Final = "titles from headings"
_BARE: Final = {
    BARE_PAGES: ("jekyll-optional-front-matter", "optional_front_matter"),
    HEADED: ("jekyll-titles-from-headings", "titles_from_headings"),
}
"""Plugins, all of which the gem `github-pages` has, and the keys of their options."""
_GITHUB_PAGES: Final = expression(r"""^[ \t]*gem[ \t(]+["']github-pages["']""", re.MULTILINE)
_NEVER_BARE: Final = frozenset({
    "readme", "license", "licence", "copying", "code_of_conduct", "contributing", "issue_template",
    "pull_request_template",
})  # fmt: skip
"""Names of files that are no pages without front matter (jekyll-optional-front-matter 0.3.2)."""
_MAKES_PAGES: Final = expression(r"<[ \t]*(?:Jekyll::)?Generator\b")
_PLACE: Final = expression(r"""["']([\w-]{2,40})["']""")
_MOST_PLUGINS: Final = 50


def enters(site: Site, folder: str) -> bool:
    """Tell whether Jekyll, or a reader that shows drafts, looks into a folder (reader.rb, entry_filter.rb)."""
    if is_excluded(site, folder + "/"):
        return False
    name = folder.rpartition("/")[2]
    if name.startswith(".") and not is_included(site, folder):
        return False
    area = _area(site, folder)
    if area is not None:
        return not area[1].startswith(_SPECIAL) or is_included(site, area[1])
    if folder + "/" == site.collections_dir or name in {"_posts", "_drafts"}:
        return True
    if name in _INSTALLED:
        return False
    return not (name.startswith(_SPECIAL) or name.endswith("~")) or is_included(site, folder)


def role(site: Site, path: str) -> Role | None:
    """Return the role of a file in Jekyll, or None where it is no document."""
    name = path.rpartition("/")[2]
    if name.startswith(_SPECIAL) or name.endswith("~"):
        if not is_included(site, path):
            return None
    elif is_excluded(site, path) and not is_included(site, path):
        return None
    extension = split_extension(name)[1]
    area = _area(site, path)
    if area is None:
        return _page(site, path) if extension in site.markdown_ext else None
    label, inner = area
    if inner.startswith(_SPECIAL) and not is_included(site, inner):
        return None
    if label in {"_posts", "_drafts"}:
        return _in_posts(site, path, label, extension)
    return Role("any", label, needs_front_matter=True) if extension in PROSE else None


def _page(site: Site, path: str) -> Role:
    stem = split_extension(path.rpartition("/")[2])[0]
    bare = BARE_PAGES in site.settings and (stem.lower() not in _NEVER_BARE or is_included(site, path))
    return _BARE_PAGE if bare else _PAGE


def _in_posts(site: Site, path: str, label: str, extension: str) -> Role | None:
    if not path.startswith(site.collections_dir) or not extension or extension in _ASSETS:
        return None
    if label == "_drafts":
        return _DRAFT if extension in PROSE else None
    dated = dated_name(path)[0] is not None
    return _POST if dated or extension in MARKDOWN else None


def dated_name(path: str) -> tuple[str | None, str]:
    """Return the date as written (or None) and the slug of a path below `_posts`, as Jekyll takes them."""
    stem, _ = split_extension(path)
    if match := _DATED.match(stem):
        return match[1], match[2].rstrip(".")
    return None, stem.rpartition("/")[2].rstrip(".")


def titled(slug: str) -> str:
    """Return the title that Jekyll makes of a slug: its words capitalised."""
    return " ".join(" ".join(word.capitalize() for word in slug.split("-")).split())


def collection_of(site: Site, path: str) -> Collection | None:
    return next((one for one in site.collections if path.startswith(one.folder)), None)


def _area(site: Site, path: str) -> tuple[str, str] | None:
    """Return the label of the posts, drafts or collection that a path is in, and its path there."""
    for magic in ("_posts", "_drafts"):
        start = 0 if path.startswith(magic + "/") else path.find(f"/{magic}/")
        if start >= 0:
            return magic, path[start:].lstrip("/")[len(magic) + 1 :]
    if site.collections:
        for collection in site.collections:
            if path.startswith(collection.folder):
                return collection.name, path[len(collection.folder) :]
            if path + "/" == collection.folder:
                return collection.name, ""
    return None


def is_excluded(site: Site, path: str) -> bool:
    """Tell whether the site excludes a path: by a prefix of it or by a pattern."""
    if site.exclude and path.startswith(site.exclude):
        return True
    return any(fnmatchcase(path.rstrip("/"), pattern) for pattern in site.exclude_globs)


def is_included(site: Site, path: str) -> bool:
    """Tell whether the site includes a path, or its last part, by name."""
    name = path.rpartition("/")[2]
    return any(
        one in {path, name} or path.startswith(one) or fnmatchcase(path, one) or fnmatchcase(name, one)
        for one in site.include
    )


_EXTENSIONS: Final = "markdown,mkdown,mkdn,mkd,md"
_RESERVED: Final = frozenset({
    "_posts", "_drafts", "_site", "_layouts", "_includes", "_data", "_sass", "_plugins", "_assets", "_config",
})  # fmt: skip


def configure(root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site that a folder's `_config.yml` describes, with Jekyll's defaults where it is silent."""
    config = read_config(root, base, JEKYLL.markers)
    gems = PostId(f"{base}Gemfile")
    base += _source(config, f"{root}/{base}")
    authors = read_config(root, base, _names_of_authors(config), lists=True)
    zone, problem = site_zone(config, "timezone")
    names = {key: name for key, value in authors.values.items() if (name := _name(value))}
    excludes = _excludes(config)
    templates = _templates(config, root, base)
    style = config.text("permalink", "date")
    collections_dir = as_prefix(config.text("collections_dir"))
    site = Site(
        engine=_facts(config, templates),
        timezone=zone,
        base=base,
        root=root,
        title=config.text("title") or config.text("name"),
        authors=fields.unique(fields.people(config.values.get("author"), names)),
        url=config.text("url"),
        baseurl=config.text("baseurl").rstrip("/"),
        lang=config.text("lang") or config.text("locale") or None,
        permalink=STYLES.get(style, style),
        collections=_collections(config, root, base, collections_dir),
        collections_dir=collections_dir,
        include=config.texts("include", (".htaccess",)),
        exclude=tuple(one for one in excludes if not _is_glob(one)),
        exclude_globs=tuple(one for one in excludes if _is_glob(one)),
        defaults=_defaults(config, collections_dir),
        excerpt_separator=_separator(config),
        markdown_ext=frozenset(config.text("markdown_ext", _EXTENSIONS).lower().replace(" ", "").split(",")),
        line_breaks=_line_breaks(config),
        made=tuple(_made_by_plugins(f"{root}/{base}{config.text('plugins_dir', '_plugins')}")),
        unpublished=config.flag("unpublished"),
        author_names=names,
        settings=_settings(config, style) | dict.fromkeys(_bare(config, text_of(root, gems)), "yes"),
        config=tuple(dict.fromkeys((*config.files, *authors.files, *templates.files, *_there(root, gems)))),
        values=config.values,
    )
    return site, (*config.problems, *authors.problems, *((problem,) if problem else ()))


def _there(root: str, file: PostId) -> tuple[PostId, ...]:
    return (file,) if exists(root, file) else ()


def _source(config: Config, folder: str) -> str:
    """Return the folder of the sources, with a slash; of one that a program fills, that with the same name."""
    written = as_prefix(config.text("source"))
    if not written or os.path.isdir(f"{folder}/{written}"):  # noqa: PTH112 - a plain path
        return written
    last = f"{written.rstrip('/').rpartition('/')[2]}/"
    return last if os.path.isdir(f"{folder}/{last}") else ""  # noqa: PTH112 - a plain path


def _bare(config: Config, gems: str) -> Iterator[str]:
    """Yield what the plugins of a site let its pages do without."""
    plugins = {*config.texts("plugins"), *config.texts("gems")}
    hosted = _GITHUB_PAGES.search(gems) is not None
    for name, (plugin, key) in _BARE.items():
        if (hosted or plugin in plugins) and fields.flag(config.nested(key), "enabled") is not False:
            yield name


def _made_by_plugins(folder: str) -> Iterator[str]:
    """Yield addresses of the pages that generators may make: below each folder that their text names."""
    try:
        with os.scandir(folder) as entries:
            files = sorted(one.name for one in entries if one.name.endswith(".rb"))[:_MOST_PLUGINS]
    except OSError:
        return
    for file in files:
        text = text_of(folder, file)
        if _MAKES_PAGES.search(text):
            for name in dict.fromkeys(_PLACE.findall(text)):
                yield from (f"{name}/{{page}}", f"{name}/{{folder}}/{{page}}")


def _settings(config: Config, style: str) -> dict[str, str]:
    return {
        "style": style,
        "includes": as_prefix(config.text("includes_dir", "_includes")),
        "data": _data_folder(config),
    }


def _names_of_authors(config: Config) -> tuple[str, ...]:
    """Return the names of the files that may hold the authors."""
    folder = _data_folder(config)
    return tuple(f"{folder}authors.{ending}" for ending in ("yml", "yaml", "json") if folder)


def _data_folder(config: Config) -> str:
    """Return the folder of the site's data; "" where it is set to none, to the site's own or to one outside of it."""
    return as_prefix(as_text(config.values.get("data_dir", Scalar("_data"))) or "")


def _templates(config: Config, root: str, base: str) -> Templates:
    """What the templates say of single dollars, which kramdown leaves alone; `enable_math` is a setting of themes."""
    if config.flag("enable_math") and config.files:
        return Templates(config.files[0])
    folders = (config.text("includes_dir", "_includes"), config.text("layouts_dir", "_layouts"), "assets/js")
    return templates_with_formulas(root, (base + folder for folder in folders))


def _facts(config: Config, templates: Templates) -> EngineFacts:
    """Return the facts of Jekyll as the site is set: its dialects, and how headings get ids.

    `kramdown` 2.5, `options.rb`; names of emoji mean them where the plugin `jemoji` is there.
    """
    kramdown = config.nested("kramdown")
    left_out = set[str]()
    if not any("jemoji" in config.texts(key) for key in ("plugins", "gems")):
        left_out.add("emoji")
    quirks = as_texts(kramdown.get("gfm_quirks", Scalar("paragraph_end")))
    if "no_auto_typographic" in quirks:
        left_out.add("smart_punctuation")
    ids = JEKYLL.heading_ids
    alone = (fields.text(kramdown, "input") or "GFM").upper() != "GFM"
    if alone:
        ids = JEKYLL.heading_ids if fields.flag(kramdown, "auto_id_stripping") else "kramdown"
    if fields.flag(kramdown, "auto_ids") is False:
        ids = "none"
    dialects = tuple(name for name in JEKYLL.dialects if name not in left_out)
    dialects += ("markdown_in_html",) * (fields.flag(kramdown, "parse_block_html") is True)
    dialects += tuple(_typed(kramdown)) + ("kramdown_alone",) * alone
    dialects += ("whole_paragraphs",) * (alone or "paragraph_end" not in quirks)
    if templates.file:
        dialects += templates.dialects(said_of_formulas(config.values))
    prefix = fields.text(kramdown, "auto_id_prefix") or ""
    return replace(JEKYLL, dialects=dialects, heading_ids=ids, heading_id_prefix=prefix)


def _typed(kramdown: Mapping[str, Value]) -> Iterator[str]:
    """Yield the dialects of signs that stay as they are typed, where all of them do."""
    quotes = {one.strip() for text in as_texts(kramdown.get("smart_quotes")) for one in text.split(",")}
    if quotes and quotes <= {"apos", "quot"}:
        yield "straight_quotes"
    symbols = fields.nested(kramdown, "typographic_symbols")
    if all(fields.text(symbols, name) == sign for name, sign in _SYMBOLS.items()):
        yield "typed_symbols"


def _line_breaks(config: Config) -> bool:
    """Tell whether `kramdown: hard_wrap` is set, which the GFM parser alone knows (kramdown-parser-gfm 1.1.0)."""
    kramdown = config.nested("kramdown")
    markdown = (config.text("markdown", "kramdown")).lower()
    gfm = (fields.text(kramdown, "input") or "GFM").upper() == "GFM"
    return markdown == "kramdown" and gfm and fields.flag(kramdown, "hard_wrap") is True


def _name(value: Value) -> str:
    if isinstance(value, Mapping):
        return fields.text(value, "name", "display_name", "title") or ""
    return as_text(value) or ""


def _separator(config: Config) -> str:
    return (
        as_text(config.values["excerpt_separator"]) or "" if "excerpt_separator" in config.values else "\n\n"
    )


def _is_glob(pattern: str) -> bool:
    return any(character in pattern for character in "*?[")


def _excludes(config: Config) -> tuple[str, ...]:
    destination = as_prefix(config.text("destination", "_site"))
    written = (one.removeprefix("./").lstrip("/") for one in config.texts("exclude"))
    included = config.texts("include")
    every = (*DEFAULT_EXCLUDES, *written, destination)
    return tuple(dict.fromkeys(one for one in every if one and one not in included))


def _collections(config: Config, root: str, base: str, collections_dir: str) -> tuple[Collection, ...]:
    value = config.values.get("collections")
    if isinstance(value, Mapping):
        named = {label: options if isinstance(options, Mapping) else {} for label, options in value.items()}
    elif value is not None:
        named = {label: {} for label in as_texts(value)}
    else:
        named = {} if config.files else _undeclared(root, base)
    return tuple(
        Collection(
            label,
            f"{collections_dir}_{label}/",
            fields.flag(options, "output") is True,
            fields.text(options, "permalink"),
        )
        for label, options in named.items()
    )


def _undeclared(root: str, base: str) -> dict[str, Mapping[str, Value]]:
    """Return the folders that look like collections, for a site without a configuration."""
    try:
        with os.scandir(f"{root}/{base}") as entries:
            found = sorted(entry.name for entry in entries if entry.name.startswith("_") and entry.is_dir())
    except OSError:
        return {}
    return {name[1:]: {} for name in found if name not in _RESERVED}


def _defaults(config: Config, collections_dir: str) -> tuple[Defaults, ...]:
    """Return the defaults, those that win last: a longer path, then a type (frontmatter_defaults.rb)."""
    value = config.values.get("defaults")
    found = []
    for one in value if isinstance(value, tuple) else ():
        if isinstance(one, Mapping) and (values := fields.nested(one, "values")):
            scope = fields.nested(one, "scope")
            path = (
                (as_text(scope.get("path")) or "")
                .removeprefix("./")
                .lstrip("/")
                .removeprefix(collections_dir)
            )
            found.append(Defaults(path, as_text(scope.get("type")) or "", values))
    return tuple(sorted(found, key=lambda one: (len(one.path), bool(one.type))))
