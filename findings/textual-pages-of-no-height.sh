#!/usr/bin/env bash
# Textual 8.2.8: Page Down in an option list that has options and no height, as the command palette has in four rows.
#
# Guess, written down before the run: a page of no height moves by no line; nothing happens.
# Seen: KeyError ends the app. Lines are laid out only where there is a height, and the page looks up the highlighted
# option among them; cursor keys work.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PY'
import asyncio

from textual.app import App


async def outcome(rows, key):
    app = App()
    try:
        async with app.run_test(size=(80, rows)) as pilot:
            await pilot.press("ctrl+p", "down", key)
    except KeyError as error:
        return f"KeyError {error}"
    return "nothing happens"


for rows, key in ((24, "pagedown"), (4, "down"), (4, "pagedown")):
    print(rows, "rows,", key + ":", asyncio.run(outcome(rows, key)))
PY
)
echo "$seen" | grep rows,
[ "$(echo "$seen" | grep rows,)" = "24 rows, pagedown: nothing happens
4 rows, down: nothing happens
4 rows, pagedown: KeyError 1" ]
