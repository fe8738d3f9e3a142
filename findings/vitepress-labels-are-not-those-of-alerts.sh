#!/usr/bin/env bash
# VitePress 1.6.4: labels of containers, `markdown.container`, and alerts as GitHub has them.
#
# Guess, of one who had not met it: `tipLabel` is the title of `::: tip` and of `> [!TIP]`, and `noteLabel`, which is
# among the options though there is no `::: note`, that of `> [!NOTE]`.
# Seen: the labels are those of containers alone. A site in German has English titles on its alerts, and `noteLabel` is
# on nothing; an alert has another title only where it is written there, `> [!TIP] Rat`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/docs/.vitepress"
printf '{"type": "module"}' > "$work/package.json"
(cd "$work" && npm install --silent --no-fund --no-audit vitepress@1.6.4 > /dev/null)
printf 'export default { markdown: { container: { tipLabel: "Rat", noteLabel: "Hinweis" } } };\n' \
    > "$work/docs/.vitepress/config.mjs"
printf '::: tip\na\n:::\n\n> [!TIP]\n> b\n\n> [!NOTE]\n> c\n\n> [!TIP] Rat\n> d\n' > "$work/docs/index.md"
(cd "$work" && npx vitepress build docs > /dev/null 2>&1)
seen=$(grep -oE 'custom-block-title[^>]*>[^<]*</p><p>.' "$work/docs/.vitepress/dist/index.html")
echo "$seen"
[ "$seen" = 'custom-block-title">Rat</p><p>a
custom-block-title">TIP</p><p>b
custom-block-title">NOTE</p><p>c
custom-block-title">Rat</p><p>d' ]
