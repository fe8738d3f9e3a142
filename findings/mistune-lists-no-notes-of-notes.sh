#!/usr/bin/env bash
# mistune 3.4.0, plugin `footnotes`: a note that only another note refers to.
#
# Guess, of one who had not met it: it is listed below the one that refers to it, as Python-Markdown does.
# Seen: its number is there and links to a place that is not: the note is left out. As soon as the text refers to it as
# well it is listed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'mistune==3.4.0'
seen=$("$work/venv/bin/python" - <<'PY'
import re

import mistune

page = mistune.create_markdown(plugins=["footnotes"])
for text in ("Text[^a].", "Text[^a] and[^b]."):
    html = page(text + "\n\n[^a]: First[^b]\n\n[^b]: Second\n")
    print("links to", re.findall(r'href="#(fn-\d)"', html), "notes", re.findall(r'<li id="(fn-\d)"><p>(\w+)', html))
PY
)
echo "$seen"
[ "$seen" = "links to ['fn-1', 'fn-2'] notes [('fn-1', 'First')]
links to ['fn-1', 'fn-2', 'fn-2'] notes [('fn-1', 'First'), ('fn-2', 'Second')]" ]
