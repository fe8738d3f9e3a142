"""The facts about each engine, as plain data for other packages; the module of an engine reads its posts."""

from __future__ import annotations

from typing import Final

from tuireader.archive.engines.facts.engine_facts import (
    EngineFacts,
    HeadingIdRule,
    TemplateLanguage,
    with_tasks,
)
from tuireader.archive.engines.facts.in_javascript import ASTRO, DOCUSAURUS, ELEVENTY, GATSBY, HEXO, VITEPRESS
from tuireader.archive.engines.facts.in_python import MATERIAL, MYST, NIKOLA, PELICAN
from tuireader.archive.engines.facts.others import HUGO, JEKYLL, LOGSEQ, OBSIDIAN, PLAIN, QUARTO, QUARTZ, ZOLA

__all__ = (
    "ASTRO", "DOCUSAURUS", "ELEVENTY", "ENGINES", "GATSBY", "HEXO", "HUGO", "JEKYLL", "LOGSEQ", "MATERIAL", "MYST",
    "NIKOLA", "OBSIDIAN", "PELICAN", "PLAIN", "QUARTO", "QUARTZ", "VITEPRESS", "ZOLA", "EngineFacts", "HeadingIdRule",
    "TemplateLanguage", "with_tasks",
)  # fmt: skip

ENGINES: Final = {
    one.name: one
    for one in (
        HEXO, JEKYLL, ZOLA, HUGO, PELICAN, ELEVENTY, ASTRO,
        DOCUSAURUS, VITEPRESS, GATSBY, MATERIAL, NIKOLA, MYST, QUARTO, QUARTZ, OBSIDIAN, LOGSEQ, PLAIN,
    )
}  # fmt: skip
"""All engines by name, in the order in which they are asked whether a folder is theirs: the surest first."""
