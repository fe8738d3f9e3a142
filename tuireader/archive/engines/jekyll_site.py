"""A Jekyll site's configuration: `_config.yml`, `_data/authors.yml`, and what its folders say without them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive import fields
from tuireader.archive.config import Config, read_config
from tuireader.archive.engines.folders import as_prefix
from tuireader.archive.engines.jekyll_files import DEFAULT_EXCLUDES
from tuireader.archive.permalinks import STYLES
from tuireader.archive.site import Collection, Defaults, Site
from tuireader.archive.site_zones import site_zone
from tuireader.archive.values import as_text, as_texts

if TYPE_CHECKING:
    from tuireader.archive.post import Problem
    from tuireader.archive.values import Value

CONFIG: Final = ("_config.yml", "_config.yaml", "_config.toml")

_EXTENSIONS: Final = "markdown,mkdown,mkdn,mkd,md"
_RESERVED: Final = frozenset(
    {
        "_posts",
        "_drafts",
        "_site",
        "_layouts",
        "_includes",
        "_data",
        "_sass",
        "_plugins",
        "_assets",
        "_config",
    }
)


def configure(root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site that a folder's `_config.yml` describes, with Jekyll's defaults where it is silent."""
    config = read_config(root, base, CONFIG)
    base += as_prefix(config.text("source"))
    authors = read_config(root, base, _names_of_authors(config))
    zone, problem = site_zone(config, "timezone")
    names = {key: name for key, value in authors.values.items() if (name := _name(value))}
    excludes = _excludes(config)
    style = config.text("permalink", "date")
    collections_dir = as_prefix(config.text("collections_dir"))
    site = Site(
        engine="jekyll",
        timezone=zone,
        base=base,
        title=config.text("title") or config.text("name"),
        description=config.text("description"),
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
        unpublished=config.flag("unpublished"),
        author_names=names,
        settings={"style": style},
        config=config.files + authors.files,
        values=config.values,
    )
    return site, (*config.problems, *authors.problems, *((problem,) if problem else ()))


def _names_of_authors(config: Config) -> tuple[str, ...]:
    """Return the names of the files that may hold the authors."""
    folder = as_prefix(config.text("data_dir", "_data"))
    return tuple(f"{folder}authors.{ending}" for ending in ("yml", "yaml", "json"))


def _line_breaks(config: Config) -> bool:
    """Whether `kramdown: hard_wrap` is set, which the GFM parser alone knows (kramdown-parser-gfm 1.1.0)."""
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
    """Return the folders that look like collections of a site whose configuration is not there to tell."""
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
