#!/usr/bin/env bash
# mermaid-term 0.1.0: a flowchart's edge that begins at a node with a class.
#
# Guess, written down before the run: `A:::cls --> B` draws both nodes and the arrow, as `A --> B` does, whether or not it
# knows classes; or it refuses the diagram.
# Seen: B and the arrow are left out, and no error is raised. With the class in a line of its own (`class A cls`) all is
# drawn.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'mermaid-term==0.1.0'
seen=$("$work/venv/bin/python" - <<'PY'
import mermaid_term

for lines in ("A --> B", "A:::cls --> B", "A --> B\n  class A cls"):
    text = "\n".join(mermaid_term.render("flowchart LR\n  " + lines).plain_lines)
    print(lines.split("\n")[-1].strip() + ":", "B and" if "B" in text else "no B,", "an arrow" if "▶" in text else "no arrow")
PY
)
echo "$seen"
[ "$seen" = "A --> B: B and an arrow
A:::cls --> B: no B, no arrow
class A cls: B and an arrow" ]
