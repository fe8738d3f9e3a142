#!/usr/bin/env bash
# Ruff 0.15.6, formatter: `# fmt: off` with a reason behind it.
#
# Guess, written down before the run: a reason may stand behind the comment, as it may behind `# noqa: E501`.
# Seen: it is taken for any comment then, without a word, and the lines below are formatted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'ruff==0.15.6'
kept() {
  printf '%s\nTABLE = [\n    1,  2,\n    30, 4,\n]\n# fmt: on\n' "$1" > "$work/code.py"
  if "$work/venv/bin/ruff" format --quiet --isolated --diff "$work/code.py" > /dev/null 2>&1; then echo kept; else echo formatted; fi
}
seen="$(kept '# fmt: off'), $(kept '# fmt: off - a table')"
echo "without and with a reason: $seen"
[ "$seen" = "kept, formatted" ]
