"""New files: written whole or not at all, and never over another."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from tuireader.archive.disk.filenames import MARKDOWN, split_extension
from tuireader.archive.disk.files import is_inside, resolved
from tuireader.archive.disk.whole_files import write_whole
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Iterator


def occupied(root: str, post_id: PostId) -> PostId | None:
    """Return the file that has the name of a new post, with any extension of Markdown or as a bundle, or None."""
    stem, extension = split_extension(post_id)
    stem = post_id[: len(stem)]
    others = sorted(MARKDOWN - {extension})
    for name in (post_id, *(f"{stem}.{one}" for one in others), stem):
        if os.path.lexists(f"{root}/{name}"):
            return PostId(name)
    bundle = stem.removesuffix("/index")
    single = f"{bundle}.{extension}"
    return PostId(single) if bundle != stem and os.path.lexists(f"{root}/{single}") else None


def write_new(root: str, post_id: PostId, data: bytes) -> Problem | None:
    """Write a new file below the root, with the folders that it needs; return the Problem that prevents it, or None."""
    path = f"{root}/{post_id}"
    folder = os.path.dirname(path)  # noqa: PTH120 - ids are text
    if not is_inside(resolved(folder), resolved(root)):
        return Problem(post_id, "outside-archive", f"the folder of {post_id} lies outside the archive")
    made: list[str] = []
    try:
        made.extend(_missing_folders(folder))
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - ids are text
        write_whole(path, data)
    except (OSError, ValueError) as error:
        for one in made:
            with contextlib.suppress(OSError):
                os.rmdir(one)  # noqa: PTH106 - ids are text
        if isinstance(error, FileExistsError):
            return Problem(
                post_id, "exists", f"there is already a file {neutralise(post_id)}: choose another title"
            )
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return Problem(post_id, "unwritable", neutralise(f"{post_id} cannot be written: {reason}"))
    return None


def _missing_folders(folder: str) -> Iterator[str]:
    """Yield the folders that must be made, the innermost first."""
    while not os.path.lexists(folder):
        yield folder
        folder = os.path.dirname(folder)  # noqa: PTH120 - ids are text
