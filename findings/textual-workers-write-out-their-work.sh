#!/usr/bin/env bash
# Textual 8.2.8: what `run_worker` does with what it is given to run.
#
# Guess, written down before the run: a worker without a description has none; the work is called, and nothing else.
# Seen: the worker is described by `repr()` of the work, made whole on the event loop and then cut to 1,000 characters and an ellipsis.
# For a `functools.partial` that writes out all of its arguments: a text of a megabyte is copied and escaped to be thrown
# away. With any description of one's own nothing is written out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
seen=$("$work/venv/bin/python" - <<'PY'
import asyncio
from functools import partial

from textual.app import App


class Text(str):
    written_out = 0

    def __repr__(self):
        Text.written_out += 1
        return super().__repr__()


async def read(text):
    pass


async def main():
    app = App()
    async with app.run_test():
        for description in ("", "reading"):
            Text.written_out = 0
            worker = app.run_worker(partial(read, Text("x" * 1_000_000)), description=description)
            await worker.wait()
            print(repr(description), "written out", Text.written_out, "times, described in", len(worker.description), "characters")


asyncio.run(main())
PY
)
echo "$seen"
[ "$seen" = "'' written out 1 times, described in 1003 characters
'reading' written out 0 times, described in 7 characters" ]
