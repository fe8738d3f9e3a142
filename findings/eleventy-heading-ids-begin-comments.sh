#!/usr/bin/env bash
# Eleventy 3.1.8 (npm `@11ty/eleventy`), `markdownTemplateEngine: "njk"`: headings with an id of their own, `{#id}`.
#
# Guess, written down before the run: Nunjucks leaves `{#id}` to Markdown, where a plugin makes an id of it, or it is
# shown as it is written.
# Seen: `{#` begins a comment of Nunjucks. All that stands between it and the next `#}`, which an id of another heading
# may end by chance, is gone from the page without a word; where none follows the build ends with an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @11ty/eleventy@3.1.8 > /dev/null 2>&1
printf 'export default () => ({ markdownTemplateEngine: "njk" });\n' > eleventy.config.mjs
page() { rm -rf _site posts && mkdir posts && printf '%b' "$1" > posts/a.md; npx eleventy --quiet > log 2>&1 && tr -d '\n' < _site/posts/a/index.html || echo "no page"; }
seen="$(page '## One {#one}\n\nText.\n\nA set: {#1, #2#}\n\nMore.\n')
$(page '## One {#one}\n\nText.\n')"
echo "$seen"
[ "$seen" = "<h2>One</h2><p>More.</p>
no page" ]
