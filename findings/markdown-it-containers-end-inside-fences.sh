#!/usr/bin/env bash
# markdown-it-container 4.0.0 (npm, markdown-it 15.0.3) and mdit-py-plugins 0.7.0 (PyPI, markdown-it-py 4.3.0): a
# container, `::: info`, around a fence of code that shows one.
#
# Guess, of one who had not met it: the fence protects what is in it, as in a quote or an item of a list.
# Seen: the first line of `:::` ends the container, inside the fence or not. The code is cut there, and the line that
# was to end it begins another, which takes all the rest of the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'markdown-it-py==4.3.0' 'mdit-py-plugins==0.7.0'
printf '{"type": "module"}' > "$work/package.json"
(cd "$work" && npm install --silent --no-fund --no-audit markdown-it@15.0.3 markdown-it-container@4.0.0 > /dev/null)
cat > "$work/page.md" <<'MARKDOWN'
::: info
```md
::: tip
A
:::
```
:::

# B
MARKDOWN
cat > "$work/page.mjs" <<'JS'
import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";
import container from "markdown-it-container";

process.stdout.write(new MarkdownIt().use(container, "info").render(readFileSync(process.argv[2], "utf8")));
JS
cat > "$work/page.py" <<'PY'
import pathlib
import sys

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

print(MarkdownIt().use(container_plugin, "info").render(pathlib.Path(sys.argv[1]).read_text()), end="")
PY
expected='<div class="info">
<pre><code class="language-md">::: tip
A
</code></pre>
</div>
<pre><code>:::

# B
</code></pre>'
for page in "node $work/page.mjs" "$work/venv/bin/python $work/page.py"; do
    seen=$($page "$work/page.md")
    echo "$seen"
    [ "$seen" = "$expected" ]
done
