"""The files that most likely hold the newest posts, told by their names alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuireader.archive.filenames import recency
from tuireader.archive.post import PostId
from tuireader.archive.walk import enters, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.archive import Archive


def newest(archive: Archive) -> Iterator[PostId]:
    """The posts with a date in their names, the newest first: sooner than all candidates are known.

    Links are left out, and so is what needs a look at more than names.
    """
    dated = sorted(_dated(archive), reverse=True)
    return (post_id for _, post_id in dated if role_of(archive, post_id) is not None)


def _dated(archive: Archive) -> Iterator[tuple[str, PostId]]:
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = os.scandir(f"{archive.root}/{folder}")
        except OSError:
            continue
        with entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if enters(archive, path):
                        pending.append(path + "/")
                elif date := recency(PostId(path)):
                    yield date, PostId(path)
