"""The end does not wait for threads that cannot be given up."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEAVING = """
import asyncio, sys, time
from tuireader.ui.leaving import LooseThreads, exit_now
async def read():
    asyncio.get_running_loop().set_default_executor(LooseThreads())
    work = asyncio.create_task(asyncio.to_thread(time.sleep, float(sys.argv[1])))
    await asyncio.sleep(0.05)
    work.cancel()
asyncio.run(read())
print("left")
exit_now(3)
"""


@pytest.mark.parametrize("seconds", [0, 300])
def test_a_thread_at_work_is_not_waited_for(seconds: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVING, str(seconds)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "left\n", "")
