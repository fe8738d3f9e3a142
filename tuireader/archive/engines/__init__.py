"""The blog engines whose conventions are known, and how their sites are recognised."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.engines.astro import Astro
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.eleventy import Eleventy
from tuireader.archive.engines.hexo import Hexo
from tuireader.archive.engines.hugo import Hugo
from tuireader.archive.engines.jekyll import Jekyll
from tuireader.archive.engines.obsidian import Obsidian
from tuireader.archive.engines.pelican import Pelican
from tuireader.archive.engines.plain import REST, Plain
from tuireader.archive.engines.zola import Zola
from tuireader.archive.filenames import GENERATED
from tuireader.archive.post import PostId, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.site import Site

PLAIN: Final = Plain()

_ORDER: Final = (Hexo(), Jekyll(), Zola(), Hugo(), Pelican(), Eleventy(), Astro(), Obsidian())
"""The order in which a folder is asked about: what could be mistaken for another comes before it."""

ENGINES: Final[Mapping[str, Engine]] = {engine.name: engine for engine in (*_ORDER, PLAIN)}
"""Every engine by its name."""

_DEPTH: Final = 6
_FOLDERS: Final = 2000


def find_sites(root: str) -> tuple[tuple[Site, ...], tuple[Problem, ...]]:
    """Return the sites in a folder, and what is wrong with their configuration; there is always one.

    Where the folder itself is no site, the topmost sites below it are looked for. What lies outside them is then
    read as a plain folder, of which only dated names and files with front matter count.
    """
    engine = _engine(root, "")
    if engine is not None:
        site, problems = engine.configure(root, "")
        return (site,), problems
    sites: list[Site] = []
    problems = ()
    for base, found in _below(root):
        site, more = found.configure(root, base)
        sites.append(site)
        problems += more
    rest, more = PLAIN.configure(root, "")
    if sites:
        rest = replace(rest, settings=REST)
    return (*sites, rest), problems + more


def _below(root: str) -> list[tuple[str, Engine]]:
    found: list[tuple[str, Engine]] = []
    level = [""]
    budget = _FOLDERS
    for _ in range(_DEPTH):
        following: list[str] = []
        for base in level:
            budget -= 1
            if budget < 0:
                return found
            for name in _folders(f"{root}/{base}"):
                inner = f"{base}{name}/"
                engine = _engine(root, inner)
                if engine is None:
                    following.append(inner)
                else:
                    found.append((inner, engine))
        level = following
    return found


def _engine(root: str, base: str) -> Engine | None:
    try:
        names = frozenset(os.listdir(f"{root}/{base}"))  # noqa: PTH208 - the names alone
    except OSError:
        return None
    return next((engine for engine in _ORDER if engine.recognises(root, base, names)), None)


def _folders(path: str) -> list[str]:
    try:
        with os.scandir(path) as entries:
            return sorted(
                entry.name
                for entry in entries
                if not entry.name.startswith((".", "_"))
                and entry.name not in GENERATED
                and entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return []


__all__ = ["ENGINES", "PLAIN", "Engine", "PostId", "Problem", "find_sites"]
