"""MDX: Markdown with JavaScript and JSX in it, as Astro reads files that are named `.mdx`, and Docusaurus others too.

The rules are those of @mdx-js/mdx 3.1.1, but nothing is run: literal values are read, other expressions are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.engines.facts import EngineFacts


def is_mdx(path: str, engine: EngineFacts) -> bool:
    """Tell whether a file is MDX: by its name, or because its engine reads all Markdown so."""
    ending = path.lower()
    return ending.endswith(".mdx") or (engine.templates == "mdx" and ending.endswith(".md"))


def said(body: str, *, mdx: bool) -> str:
    """Return a body without the parts for the build alone, on as many lines; only MDX has any."""
    if not mdx or not ("{" in body or "import " in body or "export " in body):
        return body
    from tuireader.archive.mdx.saying import without_program

    return without_program(body)
