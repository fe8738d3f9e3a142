"""Small archives, written where a test wants them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import scan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.archive.post import Post

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TOKYO = "timezone: Asia/Tokyo\n"


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for path, contents in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents if isinstance(contents, bytes) else contents.encode())


def opened(root: Path) -> Archive:
    archive = open_archive(root)
    assert isinstance(archive, Archive), archive
    return archive


def posts_of(root: Path, now: datetime = NOW) -> dict[str, Post]:
    return {post.id: post for batch in scan(opened(root), now) for post in batch.posts}


def posts_in(root: Path, files: Mapping[str, str | bytes]) -> dict[str, Post]:
    write(root, files)
    return posts_of(root)


def one(root: Path, path: str, text: str, files: Mapping[str, str] | None = None) -> Post:
    return posts_in(root, {**(files or {}), path: text})[path]


def rules(post: Post) -> list[str]:
    return [problem.rule for problem in post.problems]
