"""How each engine's posts are written where an archive has none to learn from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.drafting.moments import DAY, MINUTE, OFFSET, RFC3339, SECOND, MomentStyle
from tuireader.archive.drafting.shapes import DATE, SLUG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.site import Site

SECTIONS: Final = ("posts", "post", "blog", "articles", "_posts")
"""Folders that a site is likely to keep its posts in; the first that exists is taken."""


@dataclass(frozen=True, slots=True)
class Default:
    """An engine's customs: its format, its key for the date, and what says that a post is a draft.

    `draft` is empty where a draft is one by its folder, `drafts`. `name` is the shape of names.
    """

    notation: str = "yaml"
    date_key: str = "date"
    moment: MomentStyle = OFFSET
    draft: tuple[str, str] | tuple[()] = ("draft", "true")
    drafts: str = ""
    name: str = f"{SLUG}.md"
    section: str = ""
    formats: frozenset[str] = frozenset({"yaml"})


DEFAULTS: Final[Mapping[str, Default]] = {
    "jekyll": Default(draft=(), drafts="_drafts", name=f"{DATE}-{SLUG}.md"),
    "hexo": Default(moment=SECOND, draft=(), drafts="_drafts"),
    "hugo": Default(moment=RFC3339, section="posts", formats=frozenset({"yaml", "toml", "json"})),
    "zola": Default("toml", moment=DAY, formats=frozenset({"toml", "yaml"})),
    "pelican": Default(
        "pelican", "Date", MINUTE, ("Status", "draft"), formats=frozenset({"pelican"})
    ),
    "eleventy": Default(moment=DAY, section="posts"),
    "astro": Default(date_key="pubDate", moment=DAY, section="blog", formats=frozenset({"yaml", "toml"})),
    "obsidian": Default(moment=DAY),
    "plain": Default(name=f"{DATE}-{SLUG}.md", formats=frozenset({"yaml", "toml", "json", "pelican"})),
}  # fmt: skip


def default_shape(root: str, site: Site) -> str:
    """Return the shape of a post's path, from the archive's root on, in a site without posts."""
    default = DEFAULTS[site.engine]
    if site.engine == "jekyll":
        return f"{site.base}{site.collections_dir}_posts/{default.name}"
    content = f"{site.base}{site.content[0]}"
    if site.engine == "hexo":
        dated = f"{DATE}-" if "dated_names" in site.settings else ""
        return f"{content}_posts/{dated}{default.name}"
    if site.engine in {"plain", "obsidian", "pelican"} or (
        site.engine == "astro" and site.content[0] != "src/content/"
    ):
        return content + default.name
    there = (name for name in SECTIONS if os.path.isdir(f"{root}/{content}{name}"))  # noqa: PTH112 - ids are text
    section = next(there, default.section)
    return content + (f"{section}/" if section else "") + default.name


def drafts_shape(site: Site, posts: str) -> str:
    """Return the shape of a draft's path, given that of posts; only where drafts have a folder of their own."""
    extension = posts.rpartition(".")[2]
    above, found, _ = posts.rpartition("_posts/")
    folder = DEFAULTS[site.engine].drafts
    return f"{above if found else site.base + site.content[0]}{folder}/{SLUG}.{extension}"
