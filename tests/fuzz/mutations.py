"""Posts changed by chance, always the same for the same seed, and inputs made as small as they fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

TOKENS: Final = [
    *"*_`~[]()<>#-+|!^:&\\>=.\"'${}%@/\n\t ",
    "\n\n",
    "    ",
    "  \n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "```\n",
    "~~~",
    "| a | b |\n|---|---|\n",
    "![x](y)",
    "[a](b)",
    "[^1]",
    "\n[^1]: ",
    "**",
    "~~",
    "<br>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    '<div markdown="1">',
    "<details>",
    "<summary>",
    "<pre>",
    "</pre>",
    "<table><tr><td>",
    "</table>",
    "<!--",
    "-->",
    "<script>",
    '<a href="',
    "<sup>",
    "<img alt='a' src=b>",
    "&#27;",
    "&#x9b;",
    "&#x202e;",
    "&#10;",
    "&#xfdd0;",
    "&#xe0001;",
    "%1B",
    "%c2%9b%e2%80%ae",
    "[a](a%1b.md#b%1b)",
    "[a](#fn:%07%1b)",
    "[a](#:~:text=a%1b)",
    "%0a",
    "](&#27;)",
    "<a href='&#27;&#x202e;'>",
    "<h2 id='&#7;&#x2028;'>",
    " {#a&#27;b}\n",
    "```&#27;&#x202e;\n",
    '<code class="language-&#27;&#x202e;">',
    "&zwj;",
    "&nbsp;",
    "[x] ",
    "> [!NOTE]\n",
    "> [!note]- t\n",
    "https://a.b/",
    "www.a.b",
    "a@b.co",
    "{% raw %}",
    "{% endraw %}",
    "{% highlight c %}",
    "{% endhighlight %}",
    "{% if a %}",
    "{% endif %}",
    "{% for a in b %}",
    "{% include a.html %}",
    "{{ site.title }}",
    "{{ 'a' | upcase }}",
    '{{< figure src="a" >}}',
    "{{% note %}}",
    "{{% /note %}}",
    "{: .a #b}",
    "\n{:toc}\n",
    "{::comment}",
    "\n: def",
    "*[A]: b\n",
    "$$",
    "\\(",
    "==",
    "%%",
    "[[a|b]]",
    "![[a]]",
    "^id",
    ":smile:",
    "!!! note\n",
    ":::note\n",
    "\n:::\n",
    "---\n",
    "+++\n",
    "\ntitle: a\n",
    "\x1b[31m",
    "\x07",
    "\x9b",
    "\u202e",
    "\u200d",
    "\ufe0f",
    "\ufdd0",
    "\uffff",
    "\U000e0041",
    "\u2028",
    "\ufeff",
    "e\u0301",
    "👩\u200d💻",
    "日本語、",
    "עברית",
    "क्\u200dष",
    "\r",
    "\r\n",
    "\x00",
    "\x0c",
]


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A post with some of its pieces cut out, doubled, moved, or replaced by what means something."""
    data = bytearray(_window(chance, chance.choice(seeds)))
    for _ in range(chance.randint(1, 12)):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        end = min(end, at + chance.choice((1, 8, 80)))
        match chance.randrange(6):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = data[at:end] * chance.choice((1, 2, 9))
            case 2:
                data[at:at] = _window(chance, chance.choice(seeds), 200)
            case 3:
                data[at:at] = bytes(chance.choices(range(256), k=chance.randint(1, 4)))
            case _:
                data[at:end] = "".join(chance.choices(TOKENS, k=chance.randint(1, 4))).encode()
    return bytes(data)


def _window(chance: random.Random, data: bytes, most: int = 3_000) -> bytes:
    start = chance.randint(0, max(0, len(data) - most)) if chance.random() < 0.7 else 0
    return data[start : start + chance.randint(1, most)]


def smallest(data: bytes, fails: Callable[[bytes], bool], tries: int = 600) -> bytes:
    """The smallest part of `data` that still fails, as far as `tries` attempts find it."""
    size = max(1, len(data) // 2)
    while size and tries:
        at = 0
        while at < len(data) and tries:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            if fails(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
