"""The site that a `mkdocs.yml` with the blog plugin describes, and the authors in `.authors.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from posixpath import normpath
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import Config, read_config
from tuireader.archive.disk.filenames import as_prefix
from tuireader.archive.disk.files import text_of
from tuireader.archive.engines.facts import MATERIAL, with_tasks
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import as_text
from tuireader.archive.post import PostId
from tuireader.archive.site import Collection, Site
from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.archive.engines.facts import EngineFacts, HeadingIdRule
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_NAMES: Final = frozenset({"blog", "material/blog"})
_NAMED: Final = expression(r"^\s*-\s*['\"]?(?:material/)?blog\b", re.MULTILINE)
_REWORKING: Final = frozenset({"autorefs", "mkdocstrings", "macros"})
_EXTRA: Final = frozenset({"attr_list", "def_list", "abbr", "footnotes"})
"""The extensions that `extra` stands for (Python-Markdown 3.11, `extensions/extra.py`), of those below."""
_MADE_BY: Final = {
    "abbreviations": {"abbr"},
    "admonitions": {"admonition", "details"},
    "attributes": {"attr_list"},
    "bare_attributes": {"attr_list"},
    "bare_span_attributes": {"attr_list"},
    "definition_lists": {"def_list"},
    "dollar_math": {"arithmatex"},
    "emoji": {"emoji"},
    "highlights": {"mark"},
    "smart_punctuation": {"smarty"},
}
"""The extensions, by the last part of their names, one of which makes a dialect that is not there without."""
_MARKS: Final = {"tilde": "~", "mark": "==", "caret": "^ ^^"}
"""The extensions that mark text, and their signs beyond those of others (PyMdown Extensions 10)."""
MARKS: Final = "signs that mark text"


def has_blog(root: str, base: str) -> bool:
    """Tell whether the configuration of a folder has the plugin, or names it where it cannot be read."""
    config = _config(root, base)
    if _blogs(config) or not config.problems:
        return bool(_blogs(config))
    return any(_NAMED.search(text_of(root, file)) for file in config.files)


def _config(root: str, base: str) -> Config:
    """Return the configuration with what it takes from the file that `INHERIT` names, within the archive."""
    own = read_config(root, base, MATERIAL.markers)
    path = normpath(base + own.text("INHERIT"))
    if "INHERIT" not in own.values or path.startswith(("..", "/")) or PostId(path) in own.files:
        return own
    above = read_config(root, "", (path,))
    values = {
        key: {**value, **own.nested(key)}
        if isinstance(value, Mapping) and own.nested(key)
        else own.values.get(key, value)
        for key, value in {**own.values, **above.values}.items()
    }
    return Config(values, own.problems + above.problems, own.files + above.files)


def site_of(root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site of a folder, and the problems of its configuration and of its authors' files."""
    config = _config(root, base)
    top = as_prefix(config.text("docs_dir", "docs"))
    names, files, problems = dict[str, str](), config.files, config.problems
    blogs = [_blog(top, options) for options in _blogs(config)]
    for blog, options in zip(blogs, _blogs(config), strict=True):
        place = _option(options, "authors_file", "{blog}/.authors.yml").replace("{blog}", blog.name)
        authors = read_config(root, f"{base}{top}", (normpath(place).lstrip("/"),))
        for key, value in authors.nested("authors").items():
            if isinstance(value, Mapping) and (name := fields.text(value, "name")):
                names.setdefault(key, name)
        files, problems = files + authors.files, problems + authors.problems
    first = _blogs(config)[0] if blogs else {}
    extensions = _extensions(config)
    site = Site(
        engine=_facts(top, extensions),
        timezone=UTC,
        base=base,
        title=config.text("site_name"),
        url=config.text("site_url").rstrip("/"),
        lang=fields.text(config.nested("theme"), "language"),
        content=(*(one.folder for one in blogs), top),
        pages=(top,),
        collections=tuple(blogs),
        exclude=(f"{top}templates/",),
        excerpt_separator=_option(first, "post_excerpt_separator", "<!-- more -->"),
        permalinks={
            blog.name: _option(options, "post_url_date_format", "yyyy/MM/dd")
            for blog, options in zip(blogs, _blogs(config), strict=True)
        },
        line_breaks="nl2br" in extensions,
        reworked=_reworks(config, extensions),
        author_names=names,
        settings=_settings(config, blogs, extensions),
        config=files,
        values=config.values,
    )
    return site, problems


def _reworks(config: Config, extensions: Mapping[str, Mapping[str, Value]]) -> bool:
    """Tell whether hooks of the site, plugins that look for headings elsewhere, or appended texts make links."""
    appended = "auto_append" in extensions.get("snippets", {})
    return appended or "hooks" in config.values or not _REWORKING.isdisjoint(dict(_plugins(config)))


def _blogs(config: Config) -> tuple[Mapping[str, Value], ...]:
    """Return the options of each blog, of which a site may have several."""
    options = (
        value if isinstance(value, Mapping) else {} for name, value in _plugins(config) if name in _NAMES
    )
    return tuple(one for one in options if fields.flag(one, "enabled") is not False)


def _plugins(config: Config) -> list[tuple[str | None, Value | None]]:
    """Return the plugins by their names, with their options."""
    plugins = config.values.get("plugins")
    if isinstance(plugins, Mapping):
        return list(plugins.items())
    found: list[tuple[str | None, Value | None]] = []
    for one in plugins if isinstance(plugins, tuple) else ():
        found += one.items() if isinstance(one, Mapping) else [(as_text(one), None)]
    return found


def _blog(top: str, options: Mapping[str, Value]) -> Collection:
    name = normpath(_option(options, "blog_dir", "blog")).strip("/")
    folder = normpath(_option(options, "post_dir", "{blog}/posts").replace("{blog}", name))
    return Collection(
        name, top + as_prefix(folder), permalink=_option(options, "post_url_format", "{date}/{slug}")
    )


def _option(options: Mapping[str, Value], key: str, default: str) -> str:
    return fields.text(options, key) or default


def _settings(config: Config, blogs: list[Collection], extensions: Mapping[str, object]) -> dict[str, str]:
    found = {MARKS: " ".join(_MARKS[one] for one in _MARKS if one in extensions)}
    if fields.flag(config.values, "use_directory_urls") is False:
        found["files"] = "yes"
    for blog, options in zip(blogs, _blogs(config), strict=True):
        most = _option(options, "post_url_max_categories", "1")
        found[f"categories {blog.name}"] = most if most.isdecimal() and len(most) < 4 else "1"
        if fields.flag(options, "draft_if_future_date"):
            found["future_drafts"] = "yes"
    return found


def _extensions(config: Config) -> dict[str, Mapping[str, Value]]:
    """Return the extensions of Python-Markdown by the last part of their names, with their options."""
    value = config.values.get("markdown_extensions")
    found: dict[str, Mapping[str, Value]] = {}
    for one in value if isinstance(value, tuple) else (value,):
        for name, options in one.items() if isinstance(one, Mapping) else [(as_text(one) or "", None)]:
            found[name.rpartition(".")[2]] = options if isinstance(options, Mapping) else {}
    return found


def _facts(top: str, extensions: Mapping[str, Mapping[str, Value]]) -> EngineFacts:
    """Return the facts of a site: dialects that an extension makes are there with it alone."""
    facts = with_tasks(MATERIAL, extensions)
    there = {*extensions, *(_EXTRA if "extra" in extensions else ())}
    notes = () if "footnotes" in there else ("plain_notes",)
    return replace(
        facts,
        published=(top.rstrip("/"),) if top else MATERIAL.published,
        dialects=(
            *(one for one in facts.dialects if one not in _MADE_BY or not there.isdisjoint(_MADE_BY[one])),
            *notes,
        ),
        heading_ids=_heading_ids(extensions.get("toc", {})),
    )


def _heading_ids(toc: Mapping[str, Value]) -> HeadingIdRule:
    """Return how the options of `toc` make ids.

    A `slugify` keeps the letters of all scripts, called (`!!python/object/apply`) or named: those that are
    in use do, PyMdown Extensions' and the other of Python-Markdown.
    """
    underscored = fields.text(toc, "separator") == "_"
    if "slugify" not in toc:
        return "python-markdown-underscored" if underscored else MATERIAL.heading_ids
    if (fields.text(toc, "slugify") or "").endswith("toc.slugify_unicode"):
        return "python-markdown-unicode"
    return "pymdownx-underscored" if underscored else "pymdownx"
