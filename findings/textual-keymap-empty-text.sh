#!/usr/bin/env bash
# Textual 8.2.8 (PyPI): an empty text for a binding in `App.set_keymap`.
#
# Guess, written down before the run: `{"x": ""}` takes the key from the binding, so that nothing runs it.
# Seen: the binding keeps its default key, as if it were not in the keymap; another binding in the same keymap moves. To
# take a key away one has to name a key that no keyboard sends.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
cat > "$work/app.py" <<'PYTHON'
import asyncio

from textual.app import App
from textual.binding import Binding


class Keys(App):
    BINDINGS = [Binding("a", "first", id="first"), Binding("b", "second", id="second")]

    def __init__(self):
        super().__init__()
        self.ran = []

    def on_mount(self):
        self.set_keymap({"first": "", "second": "c"})

    def action_first(self):
        self.ran.append("first")

    def action_second(self):
        self.ran.append("second")


async def main():
    app = Keys()
    async with app.run_test() as pilot:
        for key in "abc":
            app.ran.clear()
            await pilot.press(key)
            print(key, *app.ran)


asyncio.run(main())
PYTHON
seen=$("$work/venv/bin/python" "$work/app.py")
echo "$seen"
[ "$seen" = "a first
b
c second" ]
