"""Whether the text inside a shortcode that nobody knows is set in lines: a terminal's, code, columns."""

from __future__ import annotations

import re
from typing import Final

_LOOKED_AT: Final = 200
_PROMPT: Final = re.compile(r"\s*(?:[$%❯➜]|>>>|PS [A-Za-z]:\S*>|[\w.-]+@[\w.-]+[:~ ][^$#\n]{0,80}[$#]) +\S")
_CODE: Final = re.compile(r".*[{};]\s*\Z|\s*(?://|/\*|\}|def |fn |func |class |return\b|#include\b)")
_COLUMNS: Final = re.compile(r"\S(?: {3,}|\t+)\S")
_MARKDOWN: Final = re.compile(r"[ \t]*(?:`{3}|~{3}|[-*+] |\d{1,9}[.)] |> |#{1,6} |<[A-Za-z!/]|\||!\[)")
_LANGUAGES: Final = frozenset(
    [
        "bash", "c", "c++", "clojure", "console", "cpp", "cs", "csharp", "css", "dart", "diff", "dockerfile",
        "elixir", "elm", "erlang", "fish", "go", "golang", "graphql", "haskell", "html", "ini", "java",
        "javascript", "js", "json", "jsx", "julia", "kotlin", "latex", "lisp", "lua", "makefile", "nginx",
        "nix", "none", "objc", "ocaml", "perl", "php", "plain", "plaintext", "powershell", "python", "r",
        "ruby", "rust", "scala", "scheme", "scss", "sh", "shell", "shell-session", "sql", "swift", "terminal",
        "text", "toml", "ts", "tsx", "txt", "typescript", "vim", "xml", "yaml", "yml", "zig", "zsh",
    ]
)  # fmt: skip


def language_of(written: str) -> str:
    """Return the name of a language that a shortcode is given first, or nothing."""
    first = written.split(maxsplit=1)[0].strip("\"'`").lower() if written.strip() else ""
    return first if first in _LANGUAGES else ""


def is_preformatted(text: str) -> bool:
    """Tell whether a text on several lines means each line to stand alone; Markdown and prose do not."""
    lines = [line for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    if not lines:
        return False
    if any(_PROMPT.match(line) for line in lines):
        return not any(line.lstrip().startswith(("```", "~~~")) for line in lines)
    if any(_MARKDOWN.match(line) for line in lines):
        return False
    if sum(_COLUMNS.search(line) is not None for line in lines) > 1:
        return True
    return len(lines) > 1 and 3 * sum(_CODE.match(line) is not None for line in lines) > len(lines)
