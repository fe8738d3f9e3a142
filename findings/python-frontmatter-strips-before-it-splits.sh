#!/usr/bin/env bash
# python-frontmatter 1.3.0: `parse` and the white space at both ends of a text.
#
# Guess, written down before the run: what stands below the front matter comes back as it was written, and a text
# without front matter as it is.
# Seen: the whole text is stripped before it is split, and the body once more. A body that begins with an indented code
# block loses the indent of its first line, and so is no code block any more; `---` below blank lines begins front matter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'python-frontmatter==1.3.0' 'PyYAML==6.0.3'
seen=$("$work/venv/bin/python" - <<'PY'
import frontmatter

print(repr(frontmatter.parse("---\ntitle: A\n---\n\n    one = 1\n    two = 2\n\nText.\n")[1]))
print(repr(frontmatter.parse("    one = 1\n    two = 2\n")[1]))
print(frontmatter.parse("\n\n---\ntitle: A\n---\nText.\n")[0])
PY
)
echo "$seen"
[ "$seen" = "'one = 1\\n    two = 2\\n\\nText.'
'one = 1\\n    two = 2'
{'title': 'A'}" ]
