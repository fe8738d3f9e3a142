"""MDX: Markdown with JavaScript and JSX in it, as Astro and Docusaurus read files that are named `.mdx`.

The rules are those of @mdx-js/mdx 3.1.1, but nothing is run: literal values are read, other expressions are named.
"""

from __future__ import annotations


def is_mdx(path: str) -> bool:
    return path[-4:].lower() == ".mdx"


def said(path: str, body: str) -> str:
    """Return a body without the parts for the build alone, on as many lines; only MDX has any."""
    if not is_mdx(path) or not ("{" in body or "import " in body or "export " in body):
        return body
    from tuireader.archive.mdx.saying import without_program

    return without_program(body)
