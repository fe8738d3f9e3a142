#!/usr/bin/env bash
# VitePress 1.6.4: a title in the front matter that YAML reads as a number.
#
# Guess, written down before the run: `title: 2024` is the page's title, as `title: "2024"` is.
# Seen: a number is passed over, and the page is called by its first heading.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/docs"
printf '{"type": "module"}' > "$work/package.json"
(cd "$work" && npm install --silent --no-fund --no-audit vitepress@1.6.4 > /dev/null)
printf -- '---\ntitle: 2024\n---\n# The year\n' > "$work/docs/index.md"
printf -- '---\ntitle: "2024"\n---\n# The year\n' > "$work/docs/quoted.md"
(cd "$work" && npx vitepress build docs > /dev/null 2>&1)
seen=$(cd "$work/docs/.vitepress/dist" && grep -oh '<title>[^|<]*' index.html quoted.html)
echo "$seen"
[ "$seen" = "<title>The year 
<title>2024 " ]
