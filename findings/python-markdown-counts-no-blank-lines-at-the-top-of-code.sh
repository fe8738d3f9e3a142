#!/usr/bin/env bash
# Python-Markdown 3.11.3 (`fenced_code` with `codehilite`) and pymdown-extensions 13.1.2 (`superfences`), Pygments
# 2.21.0: which lines `hl_lines` means where a fence begins with blank lines.
#
# Guess, written down before the run: lines are counted as they are written, blank ones too, as VitePress counts them.
# Seen: blank lines at the top are dropped first, and lines are counted from the first that is not blank: `hl_lines="3"`
# marks the fifth. Without a highlighter (`fenced_code` alone) the blank lines are in the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'markdown==3.11.3' 'pymdown-extensions==13.1.2' 'pygments==2.21.0'
seen=$("$work/venv/bin/python" - <<'PY'
import re

from markdown import markdown

text = '```text hl_lines="3"\n\n\nthird\nfourth\nfifth\n```\n'
for extensions in (["fenced_code"], ["fenced_code", "codehilite"], ["pymdownx.superfences"]):
    page = markdown(text, extensions=extensions)
    code = re.sub("<[^>]*>", "", page.replace('<span class="hll">', ">> "))
    print(" + ".join(extensions) + ":", repr(code.rstrip()))
PY
)
echo "$seen"
[ "$seen" = "fenced_code: '\n\nthird\nfourth\nfifth'
fenced_code + codehilite: 'third\nfourth\n>> fifth'
pymdownx.superfences: 'third\nfourth\n>> fifth'" ]
