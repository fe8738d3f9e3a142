"""The blog engines whose conventions are known, and how their sites are recognised."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import GENERATED, is_kept_by_tools
from tuireader.archive.engines.facts import ENGINES, PLAIN

if TYPE_CHECKING:
    from tuireader.archive.engines.base import Engine
    from tuireader.archive.post import Problem
    from tuireader.archive.site import Site

REST: Final = {"rest": "yes"}
"""Settings of a folder around sites: of it only dated names and files with front matter count."""


@cache
def engine_named(name: str) -> Engine:
    """Return the engine of that name; only those that are needed are imported."""
    module = import_module(f"{__name__}.{name}")
    engine: Engine = getattr(module, name.capitalize())()
    return engine


_DEPTH: Final = 6
_FOLDERS: Final = 2000


def find_sites(root: str) -> tuple[tuple[Site, ...], tuple[Problem, ...]]:
    """Return the sites in a folder, and the problems of their configuration; there is always one site.

    Where the folder itself is no site, the topmost sites below it are looked for. The files outside them are then
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
        sites += [site, *site.beside]
        problems += more
    rest, more = engine_named(PLAIN.name).configure(root, "")
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
    likely = [one for one in ENGINES.values() if any(name.startswith(one.signs) for name in names)]
    # A file that configures one engine says more than folders that several have.
    likely.sort(key=lambda one: names.isdisjoint(one.markers))
    engines = (engine_named(one.name) for one in likely)
    return next((engine for engine in engines if engine.recognises(root, base, names)), None)


def _folders(path: str) -> list[str]:
    try:
        with os.scandir(path) as entries:
            return sorted(
                entry.name
                for entry in entries
                if not entry.name.startswith((".", "_"))
                and entry.name not in GENERATED
                and not is_kept_by_tools(entry.name)
                and entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return []
