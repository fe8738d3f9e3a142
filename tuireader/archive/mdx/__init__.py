"""MDX: Markdown with JavaScript and JSX in it, as Astro reads files that are named `.mdx`, and Docusaurus others too.

The rules are those of @mdx-js/mdx 3.1.1, but nothing is run: literal values are read, other expressions are named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.archive.engines.facts import EngineFacts


_FORMAT_KEY: Final = "mdx.format"
"""The key of front matter by which a file says whether it is MDX (Docusaurus 3.10.2, `mdx-loader/format.ts`)."""
_FORMAT: Final = expression(
    r"""^mdx:[ \t]*(?:\n(?:[ \t][^\n]*+\n)*?[ \t]++|\{(?:[^{}\n]*[, ])?)["']?format["']?:[ ]*["']?(mdx|md|detect)\b""",
    re.MULTILINE,
)


def is_mdx(path: str, engine: EngineFacts, text: str, body: str) -> bool:
    """Tell whether a file of this text, which ends in its body, is MDX.

    It is by its name, because its engine reads all Markdown so, or because its front matter says it.
    """
    ending = path.lower()
    if engine.language_key == _FORMAT_KEY and (said := _FORMAT.search(text, 0, len(text) - len(body))):
        return ending.endswith(".mdx") if said[1] == "detect" else said[1] == "mdx"
    if engine.templates == "mdx":
        return ending.endswith((".md", ".mdx"))
    return engine.templates != "none" and ending.endswith(".mdx")


def said(body: str, *, mdx: bool) -> str:
    """Return a body without the parts for the build alone, on as many lines; only MDX has any."""
    if not mdx or not ("{" in body or "import " in body or "export " in body):
        return body
    from tuireader.archive.mdx.saying import without_program

    return without_program(body)
