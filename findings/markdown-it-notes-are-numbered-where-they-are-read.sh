#!/usr/bin/env bash
# markdown-it-footnote 4.0.0 (npm, markdown-it 15.0.3) and mdit-py-plugins 0.7.0 (PyPI, markdown-it-py 4.3.0): notes
# that other notes refer to.
#
# Guess, written down before the run: notes are numbered as a reader meets them: the first one of the text is 1, and
# the one that it refers to is 2, wherever in the file they are written.
# Seen: the one that is read first is 1. Where the notes are written above the text, the text begins with note 2. A
# note to which only a note that nobody uses refers is listed too, with an arrow back to a place that is not there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'markdown-it-py==4.3.0' 'mdit-py-plugins==0.7.0'
printf '{"type": "module"}' > "$work/package.json"
(cd "$work" && npm install --silent --no-fund --no-audit markdown-it@15.0.3 markdown-it-footnote@4.0.0 > /dev/null)
printf '[^a]: A[^b]\n\n[^b]: B\n\nText[^a].\n' > "$work/above.md"
printf 'Text[^a].\n\n[^a]: A\n\n[^c]: C[^b]\n\n[^b]: B\n' > "$work/unused.md"
cat > "$work/page.mjs" <<'JS'
import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";

process.stdout.write(new MarkdownIt().use(footnotes).render(readFileSync(process.argv[2], "utf8")));
JS
cat > "$work/page.py" <<'PY'
import pathlib
import sys

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

print(MarkdownIt().use(footnote_plugin).render(pathlib.Path(sys.argv[1]).read_text()), end="")
PY
seen=$(for name in above unused; do
    for page in "node $work/page.mjs" "$work/venv/bin/python $work/page.py"; do
        $page "$work/$name.md" | grep -oE 'Text|id="fnref[0-9]+"|href="#fnref[0-9]+"|\[[0-9]+\]|<p>[A-C]\b' | paste -sd' '
    done
done)
echo "$seen"
above='Text id="fnref2" [2] <p>B href="#fnref1" <p>A id="fnref1" [1] href="#fnref2"'
unused='Text id="fnref1" [1] <p>A href="#fnref1" <p>B href="#fnref2"'
[ "$seen" = "$above
$above
$unused
$unused" ]
