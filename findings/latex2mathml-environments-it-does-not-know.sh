#!/usr/bin/env bash
# latex2mathml 3.81.1: the environments of amsmath.
#
# Guess, written down before the run: `aligned`, `gathered` and `dcases` become tables as `align` and `cases` do, or
# there is an error that a program can catch.
# Seen: `align`, `split` and `cases` become tables. The others are taken apart without an error: no table, all in one
# row, and the `&` between the columns is an operator to be read.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet latex2mathml==3.81.1
seen=$("$work/venv/bin/python" - <<'PYTHON'
from html import unescape

from latex2mathml.converter import convert

for name in "align", "split", "cases", "aligned", "gathered", "dcases":
    found = convert(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}")
    print(name, "is a table:", "<mtable" in found, "- has operators &:", ">&<" in unescape(found))
PYTHON
)
echo "$seen"
[ "$seen" = "align is a table: True - has operators &: False
split is a table: True - has operators &: False
cases is a table: True - has operators &: False
aligned is a table: False - has operators &: True
gathered is a table: False - has operators &: True
dcases is a table: False - has operators &: True" ]
