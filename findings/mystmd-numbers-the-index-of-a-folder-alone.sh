#!/usr/bin/env bash
# mystmd 1.11.0 (Node.js 20): with `folders: true`, a page `two.md` beside a folder `two` with an `index.md` in it.
#
# Guess, assumed until mystmd was run: the folder's page is at `/two` as well, and one of the two is lost.
# Seen: the folder's index is at `/two-1`, while the other pages of the folder stay below `/two`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install --quiet --target "$work/packages" mystmd==1.11.0 2> /dev/null
mkdir -p "$work/project/two"
cd "$work/project"
printf 'version: 1\nproject: {title: P}\nsite: {options: {folders: true}}\n' > myst.yml
for page in index two two/index two/other; do printf '# A page\n' > "$page.md"; done
# The pages are written before it asks for a theme, which is not needed here.
node "$work/packages/mystmd_py/myst.cjs" build --site --ci > /dev/null 2>&1 || true
seen=$(cd _build/site/content && python3 -c '
import json, pathlib
pages = [json.loads(one.read_text()) for one in pathlib.Path(".").glob("*.json")]
print(*sorted(one["location"] + " " + one["slug"] for one in pages), sep="\n")
')
echo "$seen"
[ "$seen" = "/index.md index
/two.md two
/two/index.md two-1.index
/two/other.md two.other" ]
