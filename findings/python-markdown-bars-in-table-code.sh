#!/usr/bin/env bash
# Python-Markdown 3.11.3, extension `tables`: which code keeps a bar in a cell.
#
# Guess, written down before the run: code in a cell keeps its bars, written with backticks or as <code>.
# Seen: a code span in backticks stays whole; <code>a|b</code> is parted at the bar, and what then is one cell too many
# is dropped from the page without a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'markdown==3.11.3'
seen=$("$work/venv/bin/python" - <<'PY'
import re

import markdown

for code in ("`a|b`", "<code>a|b</code>"):
    html = markdown.markdown(f"x | y\n--|--\n{code} | last\n", extensions=["tables"])
    print(re.findall(r"<td>(.*?)</td>", html))
PY
)
echo "$seen"
[ "$seen" = "['<code>a|b</code>', 'last']
['<code>a', 'b</code>']" ]
