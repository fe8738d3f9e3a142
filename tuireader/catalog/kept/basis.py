"""What a post depends on besides its file and the time: its role, its site and folder, and the program that reads it.

One number stands for all of it, and differs where any of it does. Whatever cannot be compared between two runs makes
the number differ in each of them.
"""

from __future__ import annotations

import os
import sys
import zoneinfo
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tuireader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuireader.archive.archive import Archive
    from tuireader.archive.document import Folder, Role
    from tuireader.archive.post import PostId
    from tuireader.archive.scan import PostReader
    from tuireader.archive.site import Site

_LIBRARIES: Final = ("yaml", "frontmatter", "dateutil")
"""Those that read front matter and dates."""
_ZONES: Final = ("UTC", "tzdata.zi", "+VERSION")
"""Files of the time zones, of which at least one is another after an update."""
_BYTES: Final = 7
"""Of a number, so that it fits into a signed one of a database."""


class Bases:
    """The bases of an archive's posts; `reader` knows the facts of their folders."""

    def __init__(self, archive: Archive, reader: PostReader) -> None:
        self._archive = archive
        self._reader = reader
        self._program = program()
        self._sites: dict[str, str] = {}
        self._known: dict[tuple[str, Role], int] = {}

    def of(self, post_id: PostId, role: Role) -> int:
        """Return the number for a file in that role."""
        folder = post_id.rpartition("/")[0]
        known = self._known.get((folder, role))
        if known is None:
            site = self._archive.site_for(post_id)
            facts = self._reader.folder(site, folder[len(site.base) :])
            known = self._known[folder, role] = self._number(site, facts, role)
        return known

    def _number(self, site: Site, facts: Folder, role: Role) -> int:
        said = self._sites.get(site.base)
        if said is None:
            said = self._sites[site.base] = written(site)
        return number(self._program, said, written(facts), written(role))


def number(*parts: str) -> int:
    """Return a number for these texts."""
    digest = blake2b(digest_size=_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(data), data))
    return int.from_bytes(digest.digest(), "big")


def written(value: object) -> str:
    """Return a value as a text that is the same in each run if the value is, and another if it is another."""
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, tuple):
        return f"({','.join(map(written, value))})"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{written(key)}:{written(one)}' for key, one in value.items())}}}"
    if isinstance(value, frozenset):
        return f"<{','.join(sorted(map(written, value)))}>"
    if is_dataclass(value):
        return (
            f"{type(value).__name__}({','.join(written(getattr(value, one.name)) for one in fields(value))})"
        )
    return f"{type(value).__name__} {value!r}"


def program(*more: str, libraries: tuple[str, ...] = ()) -> str:
    """Return what this program, Python and its libraries read posts with: their versions, and the state of their files.

    Its files are those of the package `archive` and of `more` packages. The user counts as well, who may not be allowed
    to read what another one is, and the zone of the machine.
    """
    from tuireader.archive.config import local_zone

    own = str(Path(tuireader.__file__).parent)
    modules = [file for folder in ("archive", *more) for file in _modules(f"{own}/{folder}")]
    files = [*modules, *_libraries((*_LIBRARIES, *libraries)), *_zones()]
    user = getattr(os, "geteuid", int)()
    return written((tuireader.__version__, sys.version, user, local_zone(), tuple(map(_state, files))))


def _modules(folder: str) -> Iterator[str]:
    """Yield the files of the modules in a folder."""
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in listed:
            if entry.is_dir():
                pending.append(entry.path)
            elif entry.name.endswith((".py", ".txt")):
                yield entry.path


def _libraries(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = find_spec(name)
        if found is not None and found.origin:
            yield found.origin


def _zones() -> Iterator[str]:
    for folder in zoneinfo.TZPATH:
        yield from (f"{folder}/{name}" for name in _ZONES)


def _state(path: str) -> tuple[str, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 - no Path for each of many files
    except OSError:
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size
