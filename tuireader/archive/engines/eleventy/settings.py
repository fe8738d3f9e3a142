"""What the text of an Eleventy configuration sets: folders, templates, dialects, and how headings get ids."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import as_prefix
from tuireader.archive.disk.files import text_of
from tuireader.archive.engines.eleventy.data import texts_of_config
from tuireader.archive.engines.facts import ELEVENTY, with_tasks
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from tuireader.archive.config import Config
    from tuireader.archive.engines.facts import EngineFacts, HeadingIdRule

_BREAKS: Final = expression(r"\bbreaks\s*:\s*true\b")
_TEMPLATES: Final = expression(r"\bmarkdownTemplateEngine\b[\"']?\s*:\s*[\"'`]?([\w-]+)")
_FOLDER: Final = expression(r"\.set(Input|Output|Includes|Data)Directory\(\s*[\"'`]([^\"'`\n]*)[\"'`]")
_IGNORED: Final = expression(r"\.ignores\.add\(\s*[\"'`]([^\"'`\n]{1,200})[\"'`]")
_SHALLOW: Final = expression(r"\.setDataDeepMerge\(\s*false\b")
_DIALECTS: Final = {
    "attributes": expression(r"markdown-it-attrs|markdown-it-bracketed-spans|markdownItAttrs"),
    "bare_attributes": expression(r"markdown-it-attrs|markdownItAttrs"),
    "definition_lists": expression(r"deflist", re.IGNORECASE),
    "abbreviations": expression(r"markdown-it-abbr|markdownItAbbr"),
    "contents": expression(r"toc\b|table-of-contents|tableOfContents", re.IGNORECASE),
    "admonitions": expression(r"admon|markdown-it-container|markdownItContainer|callout", re.IGNORECASE),
    "dollar_math": expression(r"katex|mathjax|texmath|markdown-it-math|temml", re.IGNORECASE),
    "emoji": expression(r"emoji", re.IGNORECASE),
    "smart_punctuation": expression(r"\btypographer\s*:\s*true\b"),
}
"""What in a configuration tells that a dialect is switched on."""
_PLUGIN: Final = expression(r"\bIdAttributePlugin\b")
_ANCHOR: Final = expression(r"markdown-it-anchor|markdownItAnchor", re.IGNORECASE)
_OF_ITS_OWN: Final = expression(r"\bslugify\s*[:(=,}]|\bgetTokensText\b|\btabIndex\b(?=\s*:\s*function)")
_PERHAPS: Final = expression(r"anchor|\btoc\b|heading|slugger|rehype|remark", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a configuration sets.

    `source` is the folder of the input, `left_out` are folders without posts, `ignored` patterns of files. `templates`
    is the language that is run over Markdown, or nothing. With `deep`, data of several files are put together.
    """

    facts: EngineFacts
    source: str
    left_out: tuple[str, ...]
    ignored: tuple[str, ...]
    templates: str
    line_breaks: bool
    deep: bool


def settings_of(root: str, base: str, config: Config) -> Configuration:
    """Return what the text of the configuration and of what it imports says; nothing of it is run."""
    text = "\n".join(texts_of_config(root, base, config.files))
    set_so = {name.lower(): folder for name, folder in _FOLDER.findall(text)}
    source = as_prefix(set_so.get("input") or config.text("input"))
    inner = (set_so.get(key) or config.text(key, f"_{key}") for key in ("includes", "data"))
    templates = _TEMPLATES.search(text)
    return Configuration(
        _facts(text, text_of(root, base + "package.json")),
        source,
        (
            set_so.get("output") or config.text("output", "_site"),
            "node_modules",
            *(source + one for one in inner),
        ),
        tuple(one.removeprefix("./") for one in _IGNORED.findall(text)),
        templates[1] if templates else "",
        _BREAKS.search(text) is not None,
        _SHALLOW.search(text) is None,
    )


def _facts(text: str, packages: str) -> EngineFacts:
    dialects = (
        "double_tildes",
        "plain_tasks",
        *(name for name, sign in _DIALECTS.items() if sign.search(text)),
    )
    facts = replace(
        ELEVENTY, dialects=dialects, footnotes="footnote" in text, heading_ids=_ids(text, packages)
    )
    return with_tasks(facts, (text,))


def _ids(text: str, packages: str) -> HeadingIdRule:
    """Return the rule of the plugin that gives ids; GitHub's where a plugin may do that which is not known."""
    if _PLUGIN.search(text):
        return "slugify"
    if _ANCHOR.search(text):
        return "github" if _OF_ITS_OWN.search(text) else "markdown-it-anchor"
    return "github" if _PERHAPS.search(text) or _ANCHOR.search(packages) else "never"
