"""What a Hexo site is set to: by which package its Markdown is rendered, and how that is set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.formulas import SINGLE_DOLLARS, said_of_formulas, templates_with_formulas
from tuireader.archive.engines.facts import HEXO
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import as_texts
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.config import Config
    from tuireader.archive.engines.facts import EngineFacts, HeadingIdRule
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site

PACKAGES: Final = "package.json"
_RENDERER: Final = "hexo-renderer-"
_DOLLARS: Final = expression(
    r"hexo-renderer-(?:mathjax|pandoc|markdown-it-plus)|(?:@[\w-]+/)?(?:hexo-renderer-)?markdown-it-(?:katex|mathjax3?|texmath)"
)
"""Packages that make formulas of what is in dollars without being told so."""
_MARKDOWN: Final = ("marked", "markdown-it", "kramed", "pandoc", "multi-markdown-it", "markdown-it-plus")
_CASES: Final[Mapping[str, HeadingIdRule]] = {"1": "hexo-marked-lower", "2": "hexo-marked-upper"}


def is_marked(root: str, base: str, config: Config) -> bool:
    """Tell whether hexo-renderer-marked, the one of Hexo's starter, renders the posts.

    The packages of the site tell it, else the settings of another renderer.
    """
    packages = read_config(root, base, (PACKAGES,)).nested("dependencies")
    named = [name for name in _MARKDOWN if _RENDERER + name in packages]
    if named:
        return "marked" in named
    other = ("kramed", "pandoc", "markdown")
    return "marked" in config.values or not any(key in config.values for key in other)


@dataclass(frozen=True, slots=True)
class HexoFormulas:
    """The dialects of a site's formulas, and the files that tell them.

    `by_package`: a package makes them, and gets them as they are written.
    """

    dialects: tuple[str, ...]
    files: tuple[PostId, ...] = ()
    by_package: bool = False


def facts_of(config: Config, formulas: HexoFormulas, *, marked: bool) -> EngineFacts:
    """Return the facts of Hexo as its renderer is set: dialects, and how headings get ids (renderer-marked 7.0.1)."""
    if not marked:
        return replace(HEXO, dialects=(*HEXO.dialects, *formulas.dialects))
    settings = config.nested("marked")
    known = ("bracket_math",) if formulas.by_package else ("math", "escaped_formulas")
    dialects = ["admonitions", "titled_admonitions", *known, *formulas.dialects]
    if fields.flag(settings, "smartypants") is not False:
        dialects.append("smartypants")
    if line_breaks(config) and fields.flag(settings, "descriptionLists") is not False:
        dialects.append("definition_lists")
    ids = _CASES.get(fields.text(settings, "modifyAnchors") or "", "hexo-marked")
    if fields.flag(settings, "headerIds") is False:
        ids = "never"
    return replace(HEXO, dialects=tuple(dialects), heading_ids=ids)


def formulas_of(root: str, base: str, config: Config) -> HexoFormulas:
    """Return how the site writes formulas, by its packages, its settings and those of its theme, and its templates."""
    packages = read_config(root, base, (PACKAGES,)).nested("dependencies")
    if any(_DOLLARS.fullmatch(name) for name in packages):
        return HexoFormulas((SINGLE_DOLLARS,), by_package=True)
    theme = config.text("theme")
    own = read_config(root, base, (f"_config.{theme}.yml",))
    given = read_config(root, base, (f"themes/{theme}/_config.yml",))
    said = (said_of_formulas(one) for one in (own.values, config.values, given.values))
    folders = (f"{base}themes/{theme}/{name}" for name in ("layout", "source/js"))
    templates = templates_with_formulas(root, folders)
    dialects = templates.dialects(next((one for one in said if one is not None), None))
    return HexoFormulas(dialects, (*own.files, *given.files, *templates.files))


def line_breaks(config: Config) -> bool:
    """Whether the renderer breaks lines.

    hexo-renderer-marked 7.0.1 (`marked`), hexo-renderer-markdown-it 7.1.1 (`markdown: render`) and hexo-renderer-kramed
    0.1.4 (`kramed`) do unless `breaks` is off.
    """
    said = (
        config.nested("marked"),
        fields.nested(config.nested("markdown"), "render"),
        config.nested("kramed"),
    )
    return not any(fields.flag(one, "breaks") is False for one in said)


def is_on(site: Site, key: str) -> bool:
    """Tell whether a key of the configuration says yes."""
    return bool(fields.flag(site.values, key))


def globs(site: Site, key: str) -> tuple[str, ...]:
    return as_texts(site.values.get(key))


def texts_of(values: Mapping[str, Value]) -> Mapping[str, str]:
    """Return what is under each key of a mapping, as one text."""
    return {key: found for key in values if (found := fields.text(values, key))}
