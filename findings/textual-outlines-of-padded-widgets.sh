#!/usr/bin/env bash
# Textual 8.2.8: an outline around a widget that has padding at its top and its bottom.
#
# Guess, written down before the run: as with a border, the first row has the upper corners and the last the lower ones.
# Seen: the last row has the upper corners too. The row of padding at the top, outline and all, is kept and shown again
# for the one at the bottom. Without padding at the bottom the box is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet textual==8.2.8
seen=$("$work/venv/bin/python" - <<'PYTHON'
import asyncio

from textual.app import App
from textual.widgets import Static


async def corners(css: str) -> str:
    class Box(App[None]):
        CSS = f"Static {{ width: 9; outline: solid red; {css} }}"

        def compose(self):
            yield Static("text")

    app = Box()
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
        return " ".join(row.strip() for row in rows if "─" in row)


for css in "padding: 1 1", "padding: 1 1 0 1; height: 4":
    print(f"{css} ->", asyncio.run(corners(css)))
PYTHON
)
echo "$seen"
[ "$seen" = "padding: 1 1 -> ┌───────┐ ┌───────┐
padding: 1 1 0 1; height: 4 -> ┌───────┐ └───────┘" ]
