"""What the C library's allocator is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from platform import libc_ver

import pytest

from tuireader.allocator import return_freed

SIZE, COUNT = 4_000, 16_000
"""The blocks in use for a while, which Python leaves to the C library: 61 MiB of them."""


def resident() -> int:
    """Bytes of memory that the process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="other C libraries return freed memory by themselves")
def test_freed_memory_is_returned_below_what_is_still_in_use() -> None:
    blocks = [bytes([number % 255 + 1]) * SIZE for number in range(COUNT)]
    last = blocks[-1]
    blocks.clear()
    before = resident()
    return_freed()
    assert before - resident() > SIZE * COUNT // 2
    assert len(last) == SIZE
