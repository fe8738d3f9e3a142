"""The text of a post as the site's Markdown parser gets it: templates come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.mdx import is_mdx

if TYPE_CHECKING:
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source


def site_text(source: Source, site: Site, post: Post | None) -> str:
    """The body of a file with its templates evaluated, line by line: as many lines as the body has."""
    if not may_hold_templates(source.id, source.body):
        return source.body
    from tuireader.rendering.templates import context_of, translate  # noqa: PLC0415 - only for who writes templates

    return translate(source.body, context_of(source, site, post))


def may_hold_templates(path: str, body: str) -> bool:
    """Tell whether the body of a file may be another to the site's Markdown parser."""
    return is_mdx(path) or ("{" in body and ("{%" in body or "{{" in body or "{#" in body))
