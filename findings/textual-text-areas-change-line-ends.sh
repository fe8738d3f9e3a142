#!/usr/bin/env bash
# Textual 8.2.8: the text of a `TextArea` that nobody has typed in.
#
# Guess, written down before the run: `TextArea(text).text` is `text`, mixed line ends and form feeds included.
# Seen: lines are parted as Python's `splitlines` does and joined by one of their ends: each line ends as Windows has it
# as soon as one does, and a form feed or a line separator (U+2028) is an end of a line for good. A program that saves
# what it shows changes the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
seen=$("$work/venv/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.widgets import TextArea


class Editor(App):
    def compose(self):
        yield TextArea()


async def texts():
    async with Editor().run_test() as pilot:
        area = pilot.app.query_one(TextArea)
        for text in ("a\nb\n", "a\nb\r\nc\n", "a\fb\n", "a\u2028b\n"):
            area.text = text
            print("set:", ascii(text), "then:", ascii(area.text))


asyncio.run(texts())
PY
)
echo "$seen"
[ "$seen" = "set: 'a\nb\n' then: 'a\nb\n'
set: 'a\nb\r\nc\n' then: 'a\r\nb\r\nc\r\n'
set: 'a\x0cb\n' then: 'a\nb\n'
set: 'a\u2028b\n' then: 'a\nb\n'" ]
