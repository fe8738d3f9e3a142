"""The folders of an archive, walked for files that may be posts, and the state of touched paths in them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.filenames import is_kept_by_tools, is_temporary, recency, split_extension
from tuireader.archive.disk.files import is_followed, is_inside, resolved
from tuireader.archive.document import PAGE
from tuireader.archive.post import PostId
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from tuireader.archive.archive import Archive
    from tuireader.archive.document import Role

_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a post by its place and name. `real` is its path without links, "" where it needs none."""

    id: PostId
    role: Role
    real: str = ""


_FIRST: Final = 500
"""Candidates that are read first, and shown while the rest is read."""

Links = tuple[tuple[str, str], ...]
"""The path without links to which each link in an archive leads, and the link's id; folders and files."""


def candidates(archive: Archive, *, in_order: bool = True) -> list[Candidate]:
    """Return all files of the archive that may be posts, the newest-looking first unless the order does not matter."""
    found = _each_once(archive, list(_Walk(archive).below("")))
    return _newest_first(str(archive.root), found) if in_order else found


def candidates_and_links(archive: Archive, folder: str = "") -> tuple[list[Candidate], Links]:
    """Return all files below a folder that may be posts, the newest-looking first, and the links that were met."""
    if folder and not reaches(archive, folder):
        return [], ()
    walk = _Walk(archive)
    found = list(walk.below(folder))
    once = _each_once(archive, found)
    return _newest_first(str(archive.root), once), tuple(walk.links)


def _newest_first(root: str, found: list[Candidate]) -> list[Candidate]:
    """Return candidates by the dates in their names; of the first ones, those equal in that by the times on disk."""
    by_date: dict[str, list[Candidate]] = {}
    for one in found:
        by_date.setdefault(recency(one.id), []).append(one)
    ordered: list[Candidate] = []
    for date in sorted(by_date, reverse=True):
        equal = by_date[date]
        if len(equal) > 1 and len(ordered) < _FIRST:
            equal.sort(key=lambda one: _modified(f"{root}/{one.id}"), reverse=True)
        ordered += equal
    return ordered


def _modified(path: str) -> float:
    """Return the time of a file on disk; 0 if there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - no Path for each of many files
    except (OSError, ValueError):
        return 0.0
    return 0.0 if stat.S_ISDIR(found.st_mode) else found.st_mtime


def _each_once(archive: Archive, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates without links to files that are listed themselves, or under another link, in that role."""
    if not any(one.real for one in found):
        return found
    root = resolved(str(archive.root)).rstrip("/")
    kept = {(f"{root}/{one.id}", one.role) for one in found if not one.real}
    linked: dict[tuple[str, Role], Candidate] = {}
    for one in found:
        if one.real and (one.real, one.role) not in kept:
            other = linked.setdefault((one.real, one.role), one)
            linked[one.real, one.role] = min(one, other, key=lambda each: each.id)
    return [*(one for one in found if not one.real), *linked.values()]


def role_of(archive: Archive, post_id: PostId) -> Role | None:
    """Return a file by its place and name, or None where it is no document of the archive."""
    site = archive.site_of(post_id)
    folder, _, name = post_id.rpartition("/")
    if site is None or is_temporary(name) or (folder and not reaches(archive, folder)):
        return None
    if os.path.isdir(f"{archive.root}/{post_id}"):  # noqa: PTH112 - ids are text
        return PAGE if _is_shut(archive, post_id) and enters(archive, post_id) else None
    return engine_of(site).role(site, post_id[len(site.base) :])


def _is_shut(archive: Archive, post_id: PostId) -> bool:
    """Tell whether this is a folder that cannot be read: its posts must not vanish in silence.

    It may not be listed, or it is a link that is not followed.
    """
    path = f"{archive.root}/{post_id}"
    if not os.access(path, os.R_OK | os.X_OK):
        return True
    if not os.path.islink(path):  # noqa: PTH114 - as above
        return False
    return not is_followed(resolved(path), resolved(str(archive.root)))


def reaches(archive: Archive, folder: str) -> bool:
    """Tell whether posts may lie in a folder, given relative to the root without a slash at its end."""
    parts = folder.split("/")
    return ".." not in parts and all(
        enters(archive, "/".join(parts[: count + 1])) for count in range(len(parts))
    )


def enters(archive: Archive, folder: str) -> bool:
    """Tell whether posts may lie in a folder, those above it aside."""
    above, _, name = folder.rpartition("/")
    if is_kept_by_tools(name, above.rpartition("/")[2]):
        return False
    inner = folder + "/"
    site = archive.site_of(inner)
    if site is None or site.base == inner:
        return _leads_to_site(archive, inner)
    return engine_of(site).enters(site, folder[len(site.base) :]) or _leads_to_site(archive, inner)


def _leads_to_site(archive: Archive, inner: str) -> bool:
    return any(site.base.startswith(inner) for site in archive.sites)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be listed: its id with a slash at the end, and its path without links, "" where it has none."""

    prefix: str
    real: str
    depth: int


class _Walk:
    """One walk. A folder behind a link is entered once at most, and never from within itself."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._root = str(archive.root)
        self._real_root = resolved(self._root)
        self._linked: set[str] = set()
        self.links: list[tuple[str, str]] = []

    def below(self, folder: str) -> Iterator[Candidate]:
        """Yield the candidates below a folder, "" being the root."""
        prefix = folder + "/" if folder else ""
        real = resolved(f"{self._root}/{folder}")
        if not is_followed(real, self._real_root):
            return
        direct = real == f"{self._real_root}/{folder}".rstrip("/")
        pending = [_Folder(prefix, "" if direct else real, 0)]
        while pending:
            inside = pending.pop()
            for entry in self._listed(inside.prefix):
                path = inside.prefix + entry.name
                real = f"{inside.real}/{entry.name}" if inside.real else ""
                if not _is_folder(entry):
                    if (one := self._file(entry, path, real)) is not None:
                        yield one
                    continue
                link = entry.is_symlink()
                if link:
                    real = self._followed(path)
                if inside.depth < _DEPTH and enters(self._archive, path) and self._may_enter(path, real):
                    pending.append(_Folder(path + "/", real, inside.depth + 1))
                odd = link or not os.access(entry.path, os.R_OK | os.X_OK)
                if odd and (role := role_of(self._archive, PostId(path))) is not None:
                    yield Candidate(PostId(path), role)

    def _listed(self, prefix: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(f"{self._root}/{prefix}") as entries:
                return list(entries)
        except OSError:
            return []

    def _followed(self, path: str) -> str:
        """Return the target of a link, and remember it if it is followed."""
        real = resolved(f"{self._root}/{path}")
        if is_followed(real, self._real_root):
            self.links.append((real, path))
        return real

    def _may_enter(self, path: str, real: str) -> bool:
        """Tell whether a folder leads to new places; one behind a link does so once."""
        if not real:
            return True
        if real in {self._real_root, *self._linked} or not is_followed(real, self._real_root):
            return False
        self._linked.add(real)
        above = resolved(f"{self._root}/{path.rpartition('/')[0]}")
        return not is_inside(above, real)

    def _file(self, entry: os.DirEntry[str], path: str, real: str) -> Candidate | None:
        site = None if is_temporary(entry.name) else self._archive.site_of(path)
        role = engine_of(site).role(site, path[len(site.base) :]) if site is not None else None
        if role is not None:
            return Candidate(PostId(path), role, self._followed(path) if entry.is_symlink() else real)
        if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - text
            # A folder may appear where it leads.
            self._followed(path)
        return None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


_CONFIGURING: Final = frozenset({"", "yml", "yaml", "toml", "json", "py", "js", "cjs", "mjs", "ts"})
"""Extensions of configuration files; folders have none."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The files that touched paths are or hold, and known ids that are no more. `links` as in `Reread`."""

    roles: Mapping[PostId, Role]
    gone: tuple[PostId, ...]
    links: Links


def find_touched(archive: Archive, touched: Iterable[str], known: Mapping[PostId, object]) -> Touched:
    """Return the state of touched paths on disk; no file is opened."""
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
    """Tell whether a change at a path may add, remove or alter a site."""
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
