"""The blocks of a graph of Logseq that have ids, `id:: …`, which its pages refer to."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file, stamp_of
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import decode
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tuireader.archive.post import Stamp
    from tuireader.archive.site import Site

ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LONGEST: Final = 4_000
"""Characters of a block's text."""
_BLOCK: Final = expression(r"^([ \t]*)-(?:[ \t]+|$)")
_PROPERTY: Final = expression(r"[ \t]*[A-Za-z][\w./-]{0,60}::(?:[ \t]|$)")
_NAMED: Final = expression(rf"[ \t]*id::[ \t]+({ID})[ \t]*$")
_HEADING: Final = expression(r"#{1,6}[ \t]+")
_FENCES: Final = ("```", "~~~")
_FOLDERS: Final = ("pages", "journals")
_MOST_FILES: Final = 3_000
"""Pages that are looked through for blocks; in a larger graph references stay as they are typed."""
_MAX_BYTES: Final = 200_000
_MOST_BELOW: Final = 40


@dataclass(frozen=True, slots=True)
class GraphBlock:
    """What a block says, with those below it: pairs of how deep each is, and its text."""

    text: str
    below: tuple[tuple[int, str], ...] = ()


def blocks_of(site: Site) -> Mapping[str, GraphBlock]:
    """Return the blocks of a graph that have ids; files that are as they were at the last call are not read again."""
    paths = sorted(_paths(site))
    if len(paths) > _MOST_FILES:
        return {}
    files = (PostId(site.base + path) for path in paths)
    return _read(site.root, tuple((file, stamp_of(site.root, file)) for file in files))


def _paths(site: Site) -> Iterator[str]:
    for top in _FOLDERS:
        for folder, _, names in os.walk(f"{site.root}/{site.base}{top}"):
            below = folder[len(f"{site.root}/{site.base}") :]
            yield from (f"{below}/{name}" for name in names if name.endswith(".md"))


@lru_cache(maxsize=2)
def _read(root: str, files: tuple[tuple[PostId, Stamp | None], ...]) -> Mapping[str, GraphBlock]:
    found: dict[str, GraphBlock] = {}
    for file, _ in files:
        contents = read_file(root, file, _MAX_BYTES)
        if not isinstance(contents, Problem) and b"id::" in contents.data:
            found.update(_named(decode(contents.data, file).text))
    return found


def _named(text: str) -> Iterator[tuple[str, GraphBlock]]:
    """Yield the blocks of a page that have ids, with these."""
    blocks: list[tuple[int, list[str]]] = []
    for line in text.split("\n"):
        if match := _BLOCK.match(line):
            blocks.append((len(match[1].expandtabs(2)), [line[match.end() :]]))
        elif blocks:
            blocks[-1][1].append(line)
    for at, (indent, lines) in enumerate(blocks):
        for line in lines:
            if match := _NAMED.match(line):
                yield (
                    match[1],
                    GraphBlock(_said(lines), tuple(_below(blocks[at + 1 : at + 1 + _MOST_BELOW], indent))),
                )


def _below(blocks: Sequence[tuple[int, list[str]]], indent: int) -> Iterator[tuple[int, str]]:
    around: list[int] = []
    for inner, lines in blocks:
        if inner <= indent:
            return
        while around and around[-1] >= inner:
            around.pop()
        around.append(inner)
        yield len(around), _said(lines)


def _said(lines: Sequence[str]) -> str:
    """The text of a block without its properties, on one line; of one with code, what stands above that."""
    said: list[str] = []
    for line in lines:
        if line.strip().startswith(_FENCES):
            break
        if line.strip() and not _PROPERTY.match(line):
            said.append(_HEADING.sub("", line.strip(), count=1))
    return "<br>".join(said)[:LONGEST]
