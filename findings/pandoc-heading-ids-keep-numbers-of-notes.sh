#!/usr/bin/env bash
# pandoc 3.9 (PyPI `pypandoc_binary` 1.17): ids of headings with footnotes.
#
# Guess, written down before the run, from pandoc's manual (extension `auto_identifiers`: footnotes are removed): a heading
# `# Read me[^1]` has the id `read-me`.
# Seen: the number of the note stays in it: `read-me1`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'pypandoc_binary==1.17'
seen=$("$work/venv/bin/python" - <<'PY'
import re
import subprocess

import pypandoc

program = pypandoc.get_pandoc_path()
print(subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0])
text = "# Read me[^1]\n\n[^1]: A note.\n"
html = subprocess.run([program, "-f", "markdown"], input=text, capture_output=True, text=True, check=True).stdout
print(re.search(r'<h1\s+id="([^"]*)"', html)[1])
PY
)
echo "$seen"
case "$seen" in
"pandoc 3.9"*"read-me1") ;;
*) exit 1 ;;
esac
