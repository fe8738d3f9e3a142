"""Touched paths → the files to look at again, and the known ones that are gone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.filenames import split_extension
from tuireader.archive.post import PostId
from tuireader.archive.walk import candidates_and_links, role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tuireader.archive.archive import Archive
    from tuireader.archive.document import Role
    from tuireader.archive.walk import Links

_CONFIGURING: Final = frozenset({"", "yml", "yaml", "toml", "json", "py", "js", "cjs", "mjs", "ts"})
"""Extensions of configuration files; folders have none."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The files that touched paths are or hold, and known ids that are no more. `links` as in `Reread`."""

    roles: Mapping[PostId, Role]
    gone: tuple[PostId, ...]
    links: Links


def find_touched(archive: Archive, touched: Iterable[str], known: Mapping[PostId, object]) -> Touched:
    """Return what touched paths are on disk now; no file is opened."""
    paths = dict.fromkeys(path.strip("/") for path in touched)
    folders = {path for path in paths if os.path.isdir(f"{archive.root}/{path}")}  # noqa: PTH112 - ids are text
    roles: dict[PostId, Role] = {}
    links: Links = ()
    for folder in _topmost(folders):
        found, more = candidates_and_links(archive, folder)
        links += more
        roles |= {one.id: one.role for one in found}
    whole = "" in folders
    for path in paths if not whole else ():
        there = bool(path) and os.path.lexists(f"{archive.root}/{path}")
        if there and (role := role_of(archive, PostId(path))) is not None:
            roles[PostId(path)] = role
    gone = [PostId(path) for path in paths if path in known and path not in roles]
    holders = {path for path in paths if path in folders or path not in known}
    if holders:
        gone += [one for one in known if one not in roles and one not in paths and lies_below(one, holders)]
    return Touched(roles, tuple(gone), links)


def lies_below(path: str, folders: Collection[str]) -> bool:
    """Tell whether a path lies in one of the folders or deeper; "" holds every path."""
    if "" in folders:
        return True
    at = path.find("/")
    while at >= 0:
        if path[:at] in folders:
            return True
        at = path.find("/", at + 1)
    return False


def _topmost(folders: Collection[str]) -> list[str]:
    return [folder for folder in folders if not folder or not lies_below(folder, folders)]


def may_configure(archive: Archive, path: str) -> bool:
    """Tell whether a change at a path may alter which sites there are, or what one is like."""
    if (
        path.endswith("content/_index.md")
        or split_extension(path)[1] in _CONFIGURING
        or path in archive.config
    ):
        return True
    return os.path.isdir(f"{archive.root}/{path}")  # noqa: PTH112 - ids are text


def governed_folder(archive: Archive, path: str) -> str | None:
    """Return the folder of whose other documents the file at a path says something, or None."""
    site = archive.site_of(path)
    if site is None or not engine_of(site).governs(site, path[len(site.base) :]):
        return None
    return path.rpartition("/")[0]
