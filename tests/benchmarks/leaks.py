"""Control bytes of a file's own in what is written to a terminal; none is allowed.

python -m tests.benchmarks.leaks

Posts, file names and arguments that are full of them are shown by each command on a pseudo-terminal, and by the
reader with its keys. What a terminal obeys is a leak unless it is a sequence that the program writes of itself: those
begin with ESC [ and end in a letter (but for one), and none has the parameters that the hostile ones have.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tests.benchmarks.harness import READER, Finding, Screen, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK: Final = "1;3;9;53"
"""Parameters of the hostile sequences; in text they are no more than text."""
HOSTILE: Final = (
    f"\x1b[{_MARK}m\x1b]52;c;TEVBSw==\x07\x1b]0;LEAK\x1b\\\x1bPLEAK\x1b\\\x9b{_MARK}m\x9d0;LEAK\x9c"
    "\x08\x0b\x0c\x0e\x0f\x7f\x85\x90\u202eevil\u202c\u2066x\u2069\u200e\u200f\u061c\U000e0041\U000e007f"
)
_NAME: Final = HOSTILE.replace("/", "")
_DECIMAL: Final = "".join(f"&#{ord(one)};" for one in HOSTILE)
_HEXADECIMAL: Final = "".join(f"&#x{ord(one):x};" for one in HOSTILE)
_PERCENT: Final = "".join(f"%{byte:02x}" for byte in HOSTILE.encode())
_ESCAPED: Final = "".join(f"\\U{ord(one):08x}" for one in HOSTILE)
_JSON: Final = "".join(f"\\u{ord(one):04x}" for one in HOSTILE if ord(one) < 1 << 16)
BODY: Final = f"""
Start {HOSTILE} `code {HOSTILE}` [link {HOSTILE}](/to{HOSTILE} "title {HOSTILE}") [away](https://x.org/{_PERCENT})
{_DECIMAL} *{_HEXADECIMAL}* ![alt {_DECIMAL}](pic{_PERCENT}.png) <https://x.org/{_PERCENT}> &RightToLeft; [x](&#27;[0m)

## Heading {_DECIMAL} {HOSTILE} {{#{_DECIMAL}}}

```py{HOSTILE}{_DECIMAL} title="{_DECIMAL}"
{HOSTILE}
```

| {HOSTILE} | {_DECIMAL} |
|---|---|
| {_HEXADECIMAL} | <b title="{_DECIMAL}">{HOSTILE}</b> |

- {_DECIMAL}
  1. {HOSTILE}

> [!NOTE] {_DECIMAL}
> quoted {HOSTILE}[^{HOSTILE}] and [^n]

[^n]: note {_DECIMAL}

Term {_DECIMAL}
: {_HEXADECIMAL}

<details><summary>{_DECIMAL}</summary><pre>{_HEXADECIMAL}</pre><a href="{_DECIMAL}">x</a>
<img src="{_DECIMAL}" alt="{_HEXADECIMAL}"><iframe src="https://x.org/{_DECIMAL}"></iframe></details>

<div markdown="1" title="{_DECIMAL}">**{_DECIMAL}** {HOSTILE}</div>

{{% highlight {HOSTILE} %}}{HOSTILE}{{% endhighlight %}} {{{{ "{_JSON}" }}}} {{{{ site.title }}}} {{{{ page.title }}}}
{{{{ "{_PERCENT}" | url_decode }}}} {{% include {HOSTILE} a="{_DECIMAL}" %}} {{{{< figure src="{_DECIMAL}" >}}}}
[[{_DECIMAL}|{HOSTILE}]] :smile{HOSTILE}: ==mark {_DECIMAL}== $$\\text{{{_DECIMAL}}} \\char"1b {HOSTILE}$$

::: note {_DECIMAL}
{HOSTILE}
:::

The very end.
"""
KEYS: Final = ["i", "v", "v", "G", "g", "f", "escape", "/", "e", "enter", "escape", "}", "}", "o", "o", "t", "j", " ",
               "x", "S", "S", "?", "escape", ":", "escape", "J", "i", "G", "J", "J", "J", "F", "pagedown"]  # fmt: skip

_SEQUENCE: Final = re.compile(r"\x1b\[[0-9:;<=>?]*[ -/]*[@-~]|\x1b\]22;[a-z-]+\x07")
"""What the program writes of itself; the last one sets the mouse's shape."""
_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def leaks_in(written: bytes) -> Counter[str]:
    """The characters that a terminal obeys, or does not show, and that are none of the program's sequences."""
    text = written.decode("utf-8", "backslashreplace")
    ours = _SEQUENCE.sub(lambda match: match[0] if _MARK in match[0] else "", text)
    return Counter(f"U+{ord(one):04X}" for one in _OBEYED.findall(ours))


def write_hostile(root: Path) -> Path:
    """Write an archive of posts full of what must not reach a terminal."""
    posts = root / f"blog-{_NAME}" / "_posts"
    posts.mkdir(parents=True)
    config = f'title: "Site {_ESCAPED}"\nauthor: "{_ESCAPED}"\n'
    (posts.parent / "_config.yml").write_text(config, encoding="utf-8")
    yaml = f'title: "T {_ESCAPED}"\ntags: ["t {_ESCAPED}", b]\nauthor: "{_ESCAPED}"\nlang: "{_ESCAPED}"'
    raw = f"title: 'T {HOSTILE}'\ntags: ['t {HOSTILE}']\ncategories: [{HOSTILE}]\nslug: '{HOSTILE}'\ndate: '{HOSTILE}'"
    broken = f"title: [{HOSTILE}\nwrong: {HOSTILE}: : -"
    json = f'{{\n"title": "T {_JSON}", "tags": ["t {_JSON}"], "x": \\{HOSTILE}\n}}\n'
    toml = f'+++\ntitle = "T {_ESCAPED}"\ntags = ["t {_JSON}"]\n+++\n'
    texts = {
        "2024-01-05-yaml": f"---\n{yaml}\n---\n",
        "2024-01-04-raw": f"---\n{raw}\n---\n",
        f"2024-01-03-name{_NAME}\n": "---\n---\n",
        "2024-01-02-broken": f"---\n{broken}\n---\n",
        "2024-01-01-json": json,
        "2023-12-31-toml": toml,
    }
    for name, head in texts.items():
        (posts / f"{name}.md").write_bytes((head + BODY).encode("utf-8", "surrogateescape"))
    (posts / "2023-12-30-bytes.md").write_bytes(
        b"# \x9b\x1b[31m\xff\xfe\n" + HOSTILE.encode("latin-1", "replace")
    )
    return posts.parent


def commands(root: Path) -> Iterator[Sequence[str]]:
    """Commands that show all of a hostile archive, or say what is wrong with their arguments."""
    site = str(root)
    posts = sorted(str(path) for path in (root / "_posts").iterdir())
    for colour in ("always", "never"):
        yield "show", "--color", colour, *posts
        yield "show", "--color", colour, "--outline", *posts
    yield "show", "--json", *posts
    for command in ("list", "tags"):
        yield command, site
        yield command, site, "--json"
        yield command, f"{site}/missing{_NAME}"
        yield command, posts[0]
    yield "list", site, "--query", f"tag:{HOSTILE} (" + HOSTILE
    yield "list", site, "--sort", HOSTILE
    yield "list", site, f"--{HOSTILE}"
    yield "show", f"{site}/missing{_NAME}", site
    yield "show", "--width", HOSTILE, posts[0]
    yield "new", f"Title {HOSTILE}", site, "--tag", HOSTILE, "--draft"
    yield "new", "Title", f"{site}/missing{_NAME}"
    yield (f"{site}/missing{_NAME}",)
    yield "--theme", HOSTILE, site
    yield "--config", f"{site}/{_NAME}", site


def printed(arguments: Sequence[str]) -> bytes:
    """What a command writes to a terminal until it ends."""
    with Screen([*READER, *arguments]) as screen:
        with suppress(RuntimeError):  # it has ended
            screen.settle()
        return bytes(screen.written)


def painted(post: Path) -> bytes:
    """What the reader writes to a terminal while it is used."""
    with Screen([*READER, str(post)]) as screen:
        screen.settle()
        for key in KEYS:
            screen.press(key)
            screen.settle(0.15)
        return bytes(screen.written)


def findings() -> Iterator[Finding]:
    """The leaks of the commands and of the reader."""
    with TemporaryDirectory() as folder:
        root = write_hostile(Path(folder))
        posts = sorted((root / "_posts").iterdir())
        for arguments in commands(root):
            yield _finding(
                " ".join(arguments[:2])[:24].encode("ascii", "replace").decode(), printed(arguments)
            )
        for post in (root, *posts):
            yield _finding(f"reader, {post.name[:24]}".encode("ascii", "replace").decode(), painted(post))


def _finding(name: str, written: bytes) -> Finding:
    found = leaks_in(written)
    shown = re.sub(r"[^ -~]", "?", name)
    worst = f" {' '.join(f'{one}×{count}' for one, count in found.most_common(4))}" if found else ""
    return Finding(
        f"control bytes in {len(written):,} bytes of {shown}{worst}", f"{found.total()}", "0", not found
    )


if __name__ == "__main__":
    show(findings())
