"""The rest of a body: the same windows from a thread and from another process, and from a thread where that dies."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId, Problem
from tuireader.archive.scan import read
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.session.open_post import LoadedPost, following, load_post, rest

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.rendering.body.windows import Window

PARTS = 900
BODY = "".join(f"## Part {n}\n\nWords[^{n}].\n\n- one\n- two\n\n[^{n}]: A note.\n\n" for n in range(PARTS))


@pytest.fixture
def opened(tmp_path: Path) -> LoadedPost:
    (tmp_path / "long.md").write_text(f"---\ntitle: Long\n---\n\n{BODY}", encoding="utf-8")
    archive = open_archive(tmp_path)
    assert isinstance(archive, Archive)
    post = read(archive, PostId("long.md"), datetime.now(UTC))
    assert post is not None
    found = load_post(Parsers(), archive, post)
    assert not isinstance(found, Problem)
    return found


@pytest.fixture
def in_thread(opened: LoadedPost) -> list[Window]:
    windows = [opened.text.window]
    while windows[-1].next < len(opened.text.lines):
        windows.append(following(opened, windows[-1]))
    return windows[1:]


async def windows_of(opened: LoadedPost, here: int, process_from: int) -> list[Window]:
    windows = rest(opened, opened.text.window, here=here, process_from=process_from)
    return [window async for window in windows]


@pytest.mark.parametrize(("here", "worth"), [(0, 0), (3_000, 1), (3_000, 1_000_000)])
async def test_another_process_finds_what_a_thread_finds(
    opened: LoadedPost, in_thread: list[Window], here: int, worth: int
) -> None:
    assert await windows_of(opened, here, worth) == in_thread
    assert len(in_thread) > 2


async def test_a_thread_goes_on_where_no_process_can_be_begun(
    opened: LoadedPost, in_thread: list[Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert await windows_of(opened, 100, 0) == in_thread
