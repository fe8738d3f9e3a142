#!/usr/bin/env bash
# Rich 15.0.0: the id of a link in a style that is added to others.
#
# Guess, written down before the run: a style with a link keeps its link's id when another style is added to it, so that
# a terminal takes a link of which one word is bold for one link.
# Seen: each sum gets an id of its own; three parts of one link are three links to the terminal. Only segments that
# share the very same style share the id.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'rich==15.0.0'
seen=$("$work/venv/bin/python" - <<'PY'
import re

from rich.color import ColorSystem
from rich.style import Style

link = Style(link="https://example.org/")
parts = [link, link, link + Style(bold=True), link + Style(bold=True)]
written = [part.render("word", color_system=ColorSystem.TRUECOLOR) for part in parts]
ids = [re.search(r"id=(\d+)", one)[1] for one in written]
print("the same style:", ids[0] == ids[1])
print("a sum and its part:", ids[0] == ids[2])
print("two equal sums:", ids[2] == ids[3])
PY
)
echo "$seen"
[ "$seen" = "the same style: True
a sum and its part: False
two equal sums: False" ]
