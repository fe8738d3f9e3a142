"""The archive that a command reads: a folder, one post, or standard input."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tuireader.archive.locate import locate
from tuireader.archive.post import Problem
from tuireader.commands.command import STANDARD_INPUT
from tuireader.configuration import library_file, load_settings
from tuireader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.query.query import Query
    from tuireader.commands.command import Terminal


def read_catalog(name: str, terminal: Terminal) -> Catalog | None:
    """The catalog of the folder, or None after reporting why it cannot be read."""
    read = read_archive(name, terminal)
    return None if read is None else read[1]


def may_cache(*, index: bool = False) -> bool:
    """Whether the user lets what is read be kept in the cache folder, or the `index` of the search.

    No if the settings cannot be read.
    """
    settings = load_settings(os.environ, {}, themed=False)
    return isinstance(settings, Settings) and settings.cache and (settings.search_index or not index)


def read_archive(
    name: str, terminal: Terminal, *, noting: bool = True, cached: bool | None = None
) -> tuple[Archive, Catalog] | None:
    """The folder's archive and its catalog, or None after reporting why it cannot be read.

    With `noting`, problems of the configuration are reported; those of posts are in the posts. With `cached`, only what
    changed since the last run is read; None leaves that to the user's settings.
    """
    from datetime import UTC, datetime

    from tuireader.archive.archive import open_archive
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.kept.cache import PostCache
    from tuireader.catalog.kept.scan import KeptScan
    from tuireader.other_process import Helper, has_spare_core

    archive = open_archive(Path(name))
    if isinstance(archive, Problem):
        terminal.fail(archive.message)
        return None
    for problem in archive.problems if noting else ():
        terminal.note(f"{place(problem)}: {problem.message}")
    cached = may_cache() if cached is None else cached
    scan = KeptScan(
        archive,
        datetime.now(UTC),
        PostCache.of(archive.root) if cached else None,
        helper=partial(Helper, nice=0) if has_spare_core() else None,
    )
    posts = scan.posts()
    scan.save()
    if not posts:
        terminal.note(f"no posts in {name}")
    return archive, Catalog.empty().apply(posts)[0]


def read_named(
    name: str, terminal: Terminal, *, noting: bool = True, cached: bool | None = None
) -> tuple[Archive, Catalog, PostId | None] | None:
    """The archive at or around the path, its catalog, and the post, as `read_archive` does."""
    root, post_id = locate(Path(name))
    if post_id is not None and not Path(name).exists():
        terminal.fail(f"there is no file {name}")
        return None
    read = read_archive(name if post_id is None else str(root), terminal, noting=noting, cached=cached)
    if read is None:
        return None
    archive, catalog = read
    if post_id is not None and post_id not in catalog:
        terminal.fail(f"{name} is not a post of {root}")
        return None
    return archive, catalog, post_id


def place(problem: Problem) -> str:
    """The place of a problem, as editors understand it: `file:line:column`."""
    numbers = (str(number) for number in (problem.line, problem.column) if number is not None)
    return ":".join([problem.id, *numbers])


def with_memory(query: Query, root: Path, terminal: Terminal) -> Query:
    """The query with the read and starred posts, if it asks for them.

    If these cannot be read, that is reported, and every post counts as unread.
    """
    from tuireader.catalog.query.query import asks_for_memory
    from tuireader.catalog.remembered import Remembered

    path = library_file(os.environ) if asks_for_memory(query.condition) else None
    if path is None:
        return query
    from tuireader.library.store import LibraryStore

    memory, problem = LibraryStore(path, root).look()
    if problem is not None:
        terminal.note(problem.message)
    return query.knowing(Remembered.of(memory.records))


OF_A_PLACE = frozenset({"broken-link", "missing-image", "link-to-unpublished"})
"""Rules about files beside a post; standard input has none."""
ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")
"""Signals that would end the process before the file is removed; Ctrl+C raises by itself."""


@contextmanager
def standard_input() -> Iterator[Path]:
    """Yield the path of a file with the contents of standard input; it is removed afterwards."""
    from tempfile import TemporaryDirectory

    # Read before there is anything to remove: until then, signals end the process without Python's help.
    data = sys.stdin.buffer.read()
    with _ended_in_order(), TemporaryDirectory(prefix="tuireader-") as folder:
        path = Path(folder) / "standard-input.md"
        path.write_bytes(data)
        yield path


@contextmanager
def file_or_input(name: str) -> Iterator[str]:
    """Yield the name itself; for `-`, the path of a file with the contents of standard input."""
    if name != STANDARD_INPUT:
        yield name
        return
    with standard_input() as path:
        yield str(path)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Make otherwise unhandled signals end the block like an exception."""
    numbers = [number for name in ENDING if (number := getattr(signal, name, None))]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - of every handler
    raise SystemExit(128 + number)
