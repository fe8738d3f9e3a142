"""The settings of a Hugo site for its Markdown, its addresses and its dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import Config, read_config
from tuireader.archive.disk.files import read_file
from tuireader.archive.disk.formulas import SINGLE_DOLLARS, said_of_formulas, templates_with_formulas
from tuireader.archive.engines.facts import HUGO
from tuireader.archive.engines.hugo.links import CASED, UGLY, UNACCENTED
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import as_texts
from tuireader.archive.post import PostId, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.disk.formulas import Templates
    from tuireader.archive.engines.facts import EngineFacts, HeadingIdRule
    from tuireader.archive.metadata.values import Value

DATES: Final = "keys of dates"
"""The setting of a site that names the keys of dates in their order, `:filename` and `:default` among them."""
_PARTS: Final = ("params", "markup")
_ADDRESSES: Final = {"uglyurls": UGLY, "disablepathtolower": CASED, "removepathaccents": UNACCENTED}
_IDS: Final[Mapping[str, HeadingIdRule]] = {"github-ascii": "goldmark-ascii", "blackfriday": "blackfriday"}


def with_parts(root: str, base: str, config: Config) -> Config:
    """Return a configuration, its keys in small letters, with those parts of it that are in files of their own."""
    values, problems, files = fields.folded(config.values), config.problems, config.files
    for part in _PARTS:
        names = tuple(f"config/_default/{part}.{ending}" for ending in ("toml", "yaml", "yml", "json"))
        found = read_config(root, base, names) if part not in values else Config()
        if found.files:
            values = {**values, part: found.values}
            problems, files = (*problems, *found.problems), (*files, *found.files)
    return Config(values, problems, files)


def goldmark(config: Config, *parts: str) -> Mapping[str, Value]:
    """Return the mapping below `markup.goldmark` at some keys, all keys in small letters."""
    values = fields.folded(config.values)
    for key in ("markup", "goldmark", *parts):
        values = fields.folded(fields.nested(values, key))
    return values


def facts_of(config: Config, templates: Templates) -> EngineFacts:
    """Return the facts of Hugo as the site and its templates are set: its dialects, and how headings get ids."""
    extensions = goldmark(config, "extensions")
    left_out = set()
    typographer = goldmark(config, "extensions", "typographer")
    if fields.flag(typographer, "disable") or fields.flag(extensions, "typographer") is False:
        left_out.add("typographer")
    if fields.flag(extensions, "definitionlist") is False:
        left_out.add("definition_lists")
    if not fields.flag(fields.folded(config.values), "enableemoji"):
        left_out.add("emoji")
    below_blocks = fields.flag(goldmark(config, "parser", "attribute"), "block")
    left_out |= {"heading_attributes"} if below_blocks else {"attributes", "bare_attributes"}
    struck = () if fields.flag(extensions, "strikethrough") is not False else ("plain_tildes",)
    boxes = () if fields.flag(extensions, "tasklist") is not False else ("plain_tasks",)
    known = ("heading_attributes", *struck, *boxes, *HUGO.dialects)
    dialects = tuple(name for name in known if name not in left_out)
    said = said_of_formulas(config.nested("params"))
    passed = _passed(extensions)
    if passed is not None:
        dialects = (*(name for name in dialects if name not in {"math", "escaped_formulas"}), "bracket_math")
    dialects += (SINGLE_DOLLARS,) if ("$", "$") in (passed or ()) else templates.dialects(said)
    return replace(HUGO, dialects=dialects, heading_ids=_heading_ids(goldmark(config, "parser")))


def _heading_ids(parser: Mapping[str, Value]) -> HeadingIdRule:
    if fields.flag(parser, "autoheadingid") is False:
        return "none"
    named = fields.text(parser, "autoheadingidtype", "autoidtype") or ""
    return _IDS.get(named.lower(), HUGO.heading_ids)


def _passed(extensions: Mapping[str, Value]) -> tuple[tuple[str, ...], ...] | None:
    """Return the marks of the inline formulas that goldmark leaves alone (Hugo 0.122); None if it leaves none."""
    passthrough = fields.folded(fields.nested(extensions, "passthrough"))
    if not fields.flag(passthrough, "enable"):
        return None
    inline = fields.nested(passthrough, "delimiters").get("inline")
    return tuple(map(as_texts, inline if isinstance(inline, tuple) else ()))


def templates_of(root: str, base: str, config: Config) -> Templates:
    """Return what the templates of the site and of its themes say of formulas."""
    themes = as_texts(config.values.get("theme"))
    folders = ("layouts", "assets/js", "static/js", *(f"themes/{theme}/layouts" for theme in themes))
    return templates_with_formulas(root, (base + folder for folder in folders))


_HOOKS: Final = ("_default/_markup/render-link.html", "_markup/render-link.html")
_MAX_HOOK: Final = 1 << 16
"""Bytes of a template."""


def reworks_links(root: str, base: str, config: Config) -> bool:
    """Tell whether a template of the site or of its themes looks for the page that a link means by rules of its own."""
    themes = as_texts(config.values.get("theme"))
    folders = ("layouts", *(f"themes/{theme}/layouts" for theme in themes))
    hooks = (read_file(root, PostId(f"{base}{one}/{hook}"), _MAX_HOOK) for one in folders for hook in _HOOKS)
    return any(not isinstance(hook, Problem) and b"GetPage" in hook.data for hook in hooks)


def line_breaks(config: Config) -> bool:
    """Tell whether the site breaks a paragraph's lines where the source does."""
    return fields.flag(goldmark(config, "renderer"), "hardwraps") is True


def settings_of_site(config: Config) -> dict[str, str]:
    """Return the settings of a site for its addresses and its dates."""
    found = {name: "yes" for key, name in _ADDRESSES.items() if fields.flag(config.values, key)}
    names = as_texts(fields.folded(config.nested("frontmatter")).get("date"))
    if names:
        found[DATES] = " ".join(name.lower() for name in names)
    return found
