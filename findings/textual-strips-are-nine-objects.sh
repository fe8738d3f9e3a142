#!/usr/bin/env bash
# Textual 8.2.8: what a `Strip`, one line of the screen, costs the garbage collector.
#
# Guess, of one who had not met it: it is an object and its list of segments; caches are made when they are used.
# Seen: each strip is born with seven caches, empty ones that most strips never use. A collection has to look at nine
# objects for each line that is kept, so that ten thousand lines in memory are ninety thousand.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
seen=$("$work/venv/bin/python" - <<'PY'
import gc
from collections import Counter

from rich.segment import Segment
from textual.strip import Strip

segments = [[Segment("text")] for _ in range(1000)]
kept = [None] * len(segments)
gc.collect()
gc.freeze()
gc.disable()
for number, line in enumerate(segments):
    kept[number] = Strip(line, 4)
kinds = Counter(type(thing).__name__ for thing in gc.get_objects())
print({name: count // 1000 for name, count in sorted(kinds.items()) if count >= 1000})
PY
)
echo "$seen"
[ "$seen" = "{'FIFOCache': 7, 'Strip': 1, 'list': 1}" ]
