"""The files that templates of a post take in: within the archive, and of bounded size."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import decode

if TYPE_CHECKING:
    from tuireader.archive.site import Site

_MAX_BYTES: Final = 200_000


def text_of_file(site: Site | None, path: str) -> str | None:
    """Return the text of a file at a path below the site's base; None where there is none, or too much of it."""
    inside = normpath(path)
    if site is None or inside.startswith(("/", "..")):
        return None
    file = PostId(f"{site.base}{inside}")
    contents = read_file(site.root, file, _MAX_BYTES + 1)
    if isinstance(contents, Problem) or contents.stamp.size > _MAX_BYTES:
        return None
    return decode(contents.data, file).text
