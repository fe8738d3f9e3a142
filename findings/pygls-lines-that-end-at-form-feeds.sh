#!/usr/bin/env bash
# pygls 2.1.1: lines of a document that holds a form feed or a line separator (U+2028).
#
# Guess, written down before the run: `TextDocument` parts lines where the protocol does, at \n, \r\n and \r alone, so
# that an edit that an editor sends for its second line changes the second line.
# Seen: it parts them as Python's `splitlines` does. After a form feed, which old texts and Emacs users have, or a line
# separator, which comes with text pasted from the web, each edit goes one line too high, without a word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pygls==2.1.1 lsprotocol==2025.0.0
seen=$("$work/venv/bin/python" - <<'PYTHON'
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial
from pygls.workspace import TextDocument

for end in "\f", "\u2028":
    document = TextDocument("file:///a.md", f"first{end}still first\nsecond\n", version=1)
    second = Range(Position(1, 0), Position(1, 6))
    document.apply_change(TextDocumentContentChangePartial(range=second, text="SECOND"))
    print(ascii(document.source))
PYTHON
)
echo "$seen"
[ "$seen" = "'first\\x0cSECONDfirst\\nsecond\\n'
'first\\u2028SECONDfirst\\nsecond\\n'" ]
