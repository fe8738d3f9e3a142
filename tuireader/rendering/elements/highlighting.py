"""Code in the colours of its language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pygments.lexer import Lexer
    from rich.style import Style

    from tuireader.rendering.theme import Theme

HIGHLIGHTED: Final = 60_000
"""Characters of code up to which it is highlighted."""
_LONG_LINE: Final = 2_000
_ALIASES: Final = {
    "astro": "html",
    "cjs": "javascript",
    "cmd": "bat",
    "csproj": "xml",
    "dotenv": "ini",
    "env": "ini",
    "gql": "graphql",
    "jsonc": "json",
    "kt": "kotlin",
    "mdx": "markdown",
    "mjs": "javascript",
    "patch": "diff",
    "sh-session": "console",
    "shellsession": "console",
    "svelte": "html",
    "vimscript": "vim",
}
"""Names that fences use and Pygments does not know."""
_PLAIN: Final = frozenset({"text", "txt", "plain", "plaintext", "none", "nohighlight", "output"})
_FILE: Final = re.compile(r"(?:[^\s/]+/)*(?:[^\s/]*\.[A-Za-z0-9_+-]+|[A-Z][a-z]+file)\Z")


def highlighted(code: str, language: str, theme: Theme) -> Sequence[tuple[Style, str]]:
    """`code` in pieces of one style each; `language` is a name, or that of a file in it."""
    plain = [(theme.code_block, code)]
    if not language or len(code) > HIGHLIGHTED or max(map(len, code.split("\n"))) > _LONG_LINE:
        return plain
    lexer = _lexer(language)
    if lexer is None:
        return plain
    pieces = list(_styled(lexer, code, theme))
    return pieces if "".join(text for _, text in pieces) == code else plain


def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename  # noqa: PLC0415 - slow, and only code needs it
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as above

    name = language.lower().lstrip(".")
    if name in _PLAIN:
        return None
    if name.startswith("diff-"):
        name = "diff"
    try:
        return get_lexer_by_name(_ALIASES.get(name, name), stripnl=False, ensurenl=False)
    except ClassNotFound:
        pass
    if not _FILE.match(language):
        return None
    try:
        return get_lexer_for_filename(language.rpartition("/")[2], stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _styled(lexer: Lexer, code: str, theme: Theme) -> Iterator[tuple[Style, str]]:
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 - as above

    styles: dict[object, Style] = {}
    for kind, text in lexer.get_tokens(code):
        if kind not in styles:
            styles[kind] = _style(STANDARD_TYPES.get(kind, ""), theme.syntax, theme.code_block)
        yield styles[kind], text


def _style(name: str, syntax: Mapping[str, Style], plain: Style) -> Style:
    """Return the style of a token type, or of the nearest that it is a kind of (names grow at the end)."""
    for end in range(len(name), 0, -1):
        if name[:end] in syntax:
            return plain + syntax[name[:end]]
    return plain
