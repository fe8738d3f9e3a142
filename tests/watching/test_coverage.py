from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from tuireader.watching.watcher import Watcher, inotify_watches, unwatched_folders, watch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
async def test_folders_beyond_the_watches_are_counted(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "few" / str(number)).mkdir(parents=True)
    for number in range(9):
        (tmp_path / "many" / str(number)).mkdir(parents=True)
    before = inotify_watches()
    assert unwatched_folders(str(tmp_path)) == max(0, 14 - before) * bool(before)
    watcher = watch(tmp_path / "few", asyncio.get_running_loop(), asyncio.Queue())
    assert isinstance(watcher, Watcher)
    try:
        assert inotify_watches() == before + 4
        assert unwatched_folders(str(tmp_path / "few")) == 0
        assert unwatched_folders(str(tmp_path / "many")) == max(0, 10 - 4 - before)
    finally:
        watcher.stop()
    assert inotify_watches() == before
