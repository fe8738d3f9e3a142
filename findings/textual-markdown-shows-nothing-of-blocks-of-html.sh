#!/usr/bin/env bash
# Textual 8.2.8: HTML in the `Markdown` widget.
#
# Guess, written down before the run: blocks of HTML are shown as they are typed, since a terminal cannot draw them.
# Seen: nothing of them is shown, the text inside included: a paragraph in <p>, or the lines of <details> up to the
# first blank one, are gone without a word. Within a paragraph only the tags are gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
seen=$("$work/venv/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.widgets import Markdown


class Reader(App):
    def __init__(self, text):
        super().__init__()
        self.text = text

    def compose(self):
        yield Markdown(self.text, open_links=False)


async def rows(text):
    app = Reader(text)
    async with app.run_test(size=(40, 12)):
        widgets = app.query_one(Markdown).walk_children()
        return [str(widget.render()) for widget in widgets]


for text in (
    "A <b>bold</b> word",
    "Before\n\n<p>A paragraph</p>\n\nAfter",
    "<details>\n<summary>More</summary>\nThe answer\n</details>\n\nAfter",
):
    print("shown:", asyncio.run(rows(text)))
PY
)
echo "$seen"
[ "$seen" = "shown: ['A bold word']
shown: ['Before', 'After']
shown: ['After']" ]
