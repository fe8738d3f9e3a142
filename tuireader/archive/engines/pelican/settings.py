"""The settings of a Pelican site: the literals of `pelicanconf.py`, and what they give the files by their paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config, site_zone
from tuireader.archive.disk.filenames import as_prefix, split_extension
from tuireader.archive.disk.files import exists, text_of
from tuireader.archive.engines.facts import PELICAN, with_tasks
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import Scalar, as_text, as_texts, is_null
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.archive.config import Config
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_ADDRESSES: Final[Mapping[str, str]] = {
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_LANG_URL": "{slug}-{lang}.html",
    "DRAFT_URL": "drafts/{slug}.html",
    "DRAFT_LANG_URL": "drafts/{slug}-{lang}.html",
    "PAGE_URL": "pages/{slug}.html",
    "PAGE_LANG_URL": "pages/{slug}-{lang}.html",
    "DRAFT_PAGE_URL": "drafts/pages/{slug}.html",
    "DRAFT_PAGE_LANG_URL": "drafts/pages/{slug}-{lang}.html",
}
"""The settings of addresses and their defaults (Pelican 4.12, settings.py)."""
_DATE: Final = expression(r"\d{4}-\d{2}-\d{2}")
_EXTENSIONS: Final = {
    "contents": expression(r"(?<![A-Za-z])(?:[Tt]oc|TOC)(?![a-z])|\bimport[ \t]*\*"),
    "admonitions": expression(r"admonition|\bimport[ \t]*\*", re.IGNORECASE),
}
"""What the settings say where the extension of Python-Markdown is on that a dialect stands for."""
_PROCESSED: Final = frozenset({"tags", "status", "category", "author", "authors", "slug"})
"""Keys whose empty values count as none."""
_SECONDS: Final = 0.05
"""What one of a site's own patterns may take; one that takes longer finds nothing."""


def text(site: Site, key: str, default: str = "") -> str:
    """Return a setting as a text, "" for None, the default where it is not there."""
    value = site.values.get(key)
    return default if value is None else as_text(value) or ""


def flag(site: Site, key: str, *, default: bool) -> bool:
    """Tell whether a setting is true."""
    return text(site, key, str(default)) not in {"False", "", "0"}


def pairs(site: Site, key: str) -> tuple[tuple[str, str], ...]:
    """Return a list of pairs of texts."""
    value = site.values.get(key)
    found = (as_texts(one) for one in value) if isinstance(value, tuple) else ()
    return tuple((one[0], one[1]) for one in found if len(one) > 1)


def configured(root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site that the literals in `pelicanconf.py` describe; the file is not run."""
    config = read_config(root, base, PELICAN.markers)
    zone, problem = site_zone(config, "TIMEZONE", UTC)
    top = as_prefix(config.text("PATH", "content" if exists(root, f"{base}content") else ""))
    author = config.text("AUTHOR")
    site = Site(
        engine=_facts(config, text_of(root, base + PELICAN.markers[0])),
        timezone=zone,
        base=base,
        title=config.text("SITENAME"),
        authors=(author,) if author else (),
        url=config.text("SITEURL").rstrip("/"),
        lang=config.text("DEFAULT_LANG") or None,
        permalink=config.text("ARTICLE_URL", _ADDRESSES["ARTICLE_URL"]),
        permalinks={key: config.text(key, default) for key, default in _ADDRESSES.items()},
        content=tuple(top + as_prefix(one) for one in config.texts("ARTICLE_PATHS", ("",)) or ("",)),
        pages=tuple(top + as_prefix(one) for one in config.texts("PAGE_PATHS", ("pages",))),
        exclude=(
            *(top + as_prefix(one) for one in config.texts("ARTICLE_EXCLUDES")),
            as_prefix(config.text("OUTPUT_PATH", "output")),
        ),
        line_breaks=_line_breaks(config),
        made=_made(config),
        settings={"top": top},
        config=config.files,
        values=config.values,
    )
    return site, (*config.problems, *((problem,) if problem else ()))


def _facts(config: Config, written: str) -> EngineFacts:
    """Return Pelican's facts under the settings.

    Headings have ids, and contents are listed, only with the extension `toc`, boxes are drawn with `admonition`.
    """
    facts = with_tasks(PELICAN, (*_extensions(config), *config.texts("PLUGINS")))
    missing = {name for name, extension in _EXTENSIONS.items() if not extension.search(written)}
    dialects = tuple(name for name in facts.dialects if name not in missing)
    if config.flag("TYPOGRIFY"):
        long = config.text("TYPOGRIFY_DASHES", "default") == "default"
        dialects = (*dialects, "smart_punctuation", *(("long_dashes",) if long else ()))
    ids = "none" if "contents" in missing else facts.heading_ids
    return replace(facts, dialects=dialects, heading_ids=ids)


def _made(config: Config) -> tuple[str, ...]:
    """Return the addresses of the pages that Pelican makes of all posts, and of those with a term (settings.py)."""
    direct = config.texts("DIRECT_TEMPLATES", ("index", "tags", "categories", "authors", "archives"))
    terms = ("TAG", "CATEGORY", "AUTHOR")
    periods = ("YEAR", "MONTH", "DAY")
    return (
        *(config.text(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in direct),
        *(config.text(f"{name}_URL", f"{name.lower()}/{{slug}}.html") for name in terms),
        *(one for name in periods if (one := config.text(f"{name}_ARCHIVE_SAVE_AS"))),
    )


def _line_breaks(config: Config) -> bool:
    """Tell whether the extension `nl2br` of Python-Markdown is on."""
    return any(name.rpartition(".")[2] == "nl2br" for name in _extensions(config))


def _extensions(config: Config) -> tuple[str, ...]:
    """Return the names of the extensions of Python-Markdown."""
    markdown = config.nested("MARKDOWN")
    return (*fields.texts(markdown, "extensions"), *fields.nested(markdown, "extension_configs"))


def with_defaults(
    site: Site, path: str, metadata: Mapping[str, Value], *, is_page: bool
) -> Mapping[str, Value]:
    """Return metadata with what the settings give a file: in general, and by its path (readers.py, `read_file`)."""
    given: dict[str, Value] = {**_defaults(site), **_of_path(site, path)}
    if is_page:
        given.pop("category", None)
    written = {key: value for key, value in metadata.items() if key not in _PROCESSED or not _is_empty(value)}
    return {**given, **written}


def _is_empty(value: Value) -> bool:
    return is_null(value) or (isinstance(value, Scalar) and not value.text.strip())


def _defaults(site: Site) -> dict[str, Value]:
    value = site.values.get("DEFAULT_METADATA")
    found: dict[str, Value] = dict(value) if isinstance(value, Mapping) else {}
    found.update((key, Scalar(one)) for key, one in pairs(site, "DEFAULT_METADATA"))
    if text(site, "CATEGORY_SAVE_AS", "x"):
        found["category"] = Scalar(text(site, "DEFAULT_CATEGORY", "misc"))
    if date := _default_date(site):
        found["date"] = Scalar(date)
    return found


def _default_date(site: Site) -> str:
    value = site.values.get("DEFAULT_DATE")
    if not isinstance(value, tuple):
        date = text(site, "DEFAULT_DATE")
        return "" if date == "fs" else date
    parts = as_texts(value)
    clock = ":".join(part.zfill(2) for part in (*parts[3:6], "0", "0", "0")[:3])
    return f"{'-'.join(part.zfill(2) for part in parts[:3])} {clock}"


def _of_path(site: Site, path: str) -> dict[str, Value]:
    """Return what the path of a file tells of it: `EXTRA_PATH_METADATA`, then its name and folder."""
    source = path.removeprefix(site.settings.get("top", ""))
    found: dict[str, Value] = {}
    for place, value in sorted(fields.nested(site.values, "EXTRA_PATH_METADATA").items()):
        if isinstance(value, Mapping) and (source == place or source.startswith(place.rstrip("/") + "/")):
            found.update(value)
    return {**found, **{key: Scalar(value) for key, value in _named(site, source).items()}}


def _named(site: Site, source: str) -> dict[str, str]:
    folder, _, name = source.rpartition("/")
    stem = split_extension(name)[0]
    found: dict[str, str] = {}
    if "FILENAME_METADATA" not in site.values:
        if match := _DATE.match(stem):
            found["date"] = match[0]
    else:
        found.update(_groups(text(site, "FILENAME_METADATA"), stem))
    for key, value in _groups(text(site, "PATH_METADATA"), source).items():
        found.setdefault(key, value)
    in_folder = folder.rpartition("/")[2]
    if (
        in_folder
        and flag(site, "USE_FOLDER_AS_CATEGORY", default=True)
        and text(site, "CATEGORY_SAVE_AS", "x")
    ):
        found.setdefault("category", in_folder)
    return {key: value for key, value in found.items() if key not in _PROCESSED or value.strip()}


def _groups(pattern: str, named: str) -> dict[str, str]:
    if not pattern:
        return {}
    import regex

    try:
        match = regex.match(pattern, named, timeout=_SECONDS)
    except (regex.error, TimeoutError, ValueError):
        return {}
    return (
        {key.lower(): value for key, value in match.groupdict().items() if value is not None} if match else {}
    )
