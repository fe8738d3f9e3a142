"""Small files in folders that give facts about the documents beside them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file
from tuireader.archive.front_matter import read_front_matter
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.archive.front_matter import FrontMatterRules
    from tuireader.archive.metadata.values import Value

_MAX_BYTES: Final = 1 << 18


def folders_to(folder: str) -> Iterator[str]:
    """Yield the folders on the way to one, from "" to itself, each with a slash behind."""
    parts = folder.split("/") if folder else []
    return ("".join(part + "/" for part in parts[:count]) for count in range(len(parts) + 1))


def exists(root: str, path: str) -> bool:
    """Tell whether there is a file or folder at a path below the root."""
    return os.path.lexists(f"{root}/{path}")


def text_of(root: str, path: str) -> str:
    """Return the text of a small file below the root, or "" where it cannot be read."""
    if not exists(root, path):
        return ""
    contents = read_file(root, PostId(path), _MAX_BYTES)
    return "" if isinstance(contents, Problem) else decode(contents.data, PostId(path)).text


def front_matter_of(root: str, path: str, rules: FrontMatterRules) -> Mapping[str, Value]:
    """Return the metadata of a file below the root, empty where there is none."""
    text = text_of(root, path)
    return read_front_matter(text, PostId(path), rules).metadata if text else {}
