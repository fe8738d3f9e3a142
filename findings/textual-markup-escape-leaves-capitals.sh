#!/usr/bin/env bash
# Textual 8.2.8 (with Rich 15.0.0): text in square brackets that begins with a capital, escaped for markup.
#
# Guess, written down before the run: `textual.markup.escape`, and Rich's of the same name, make a text safe for
# `Content.from_markup` and so for widgets that read markup: it is shown as it is.
# Seen: both escape what Rich takes for a tag, which begins with a small letter. Textual takes a capital for one too:
# `[TODO] Pack` is shown as ` Pack`, and `- [X] done` without its cross, escaped or not. With `Content(text)`, or
# `markup=False`, all is shown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8' 'rich==15.0.0'
seen=$("$work/venv/bin/python" - <<'PY'
import rich.markup
import textual.markup
from rich.text import Text
from textual.content import Content

for text in ("[todo] Pack", "[TODO] Pack", "- [X] done"):
    by_rich, by_textual = rich.markup.escape(text), textual.markup.escape(text)
    print(
        repr(Text.from_markup(by_rich).plain),
        repr(Content.from_markup(by_rich).plain),
        repr(Content.from_markup(by_textual).plain),
        repr(Content(text).plain),
    )
PY
)
echo "$seen"
[ "$seen" = "'[todo] Pack' '[todo] Pack' '[todo] Pack' '[todo] Pack'
'[TODO] Pack' ' Pack' ' Pack' '[TODO] Pack'
'- [X] done' '-  done' '-  done' '- [X] done'" ]
