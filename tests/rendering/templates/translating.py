"""Bodies translated as the site of an engine would have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.engines import engine_named
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.front_matter import parse_yaml, read_front_matter
from tuireader.archive.mdx import said
from tuireader.archive.post import PostId
from tuireader.rendering.templates import Context, translate

if TYPE_CHECKING:
    from tuireader.archive.metadata.values import Value

SITE = """\
title: Notes from the Pier
url: https://example.org
baseurl: /notes
repository: https://git.example.org/pier
nested: {deep: [one, two, three]}
"""


def site_values() -> dict[str, Value]:
    return dict(parse_yaml(SITE, 1).metadata)


def context(engine: str, *, configured: bool = True, **page: Value) -> Context:
    if engine == "mdx":
        return Context(ENGINES["astro"], page=page, mdx=True)
    if engine == "nunjucks":
        return Context(ENGINES["eleventy"], page=page, nunjucks=True)
    if not configured:
        return Context(ENGINES[engine], page=page)
    return Context(ENGINES[engine], site_values(), page, "https://example.org", "/notes", ("recipes",))


def translated(body: str, engine: str = "jekyll", *, configured: bool = True, **page: Value) -> str:
    """The translation, with the marks of placeholders made visible; it must have as many lines."""
    text = translate(body, context(engine, configured=configured, **page))
    assert text.count("\n") == body.count("\n")
    return text.replace("\ufdd0", "⟦").replace("\ufdd1", "⟧")


def translated_file(text: str, engine: str) -> str:
    """A whole file's body, its front matter giving the page's values."""
    front_matter = read_front_matter(
        text,
        PostId("x.md"),
        engine_named({"mdx": "astro", "nunjucks": "eleventy"}.get(engine, engine)).front_matter,
    )
    body = said(front_matter.body, mdx=True) if engine == "mdx" else front_matter.body
    return translated(body, engine, configured=engine != "plain", **front_matter.metadata)
