"""The text of a post as the site's Markdown parser gets it: templates come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source


def site_text(source: Source, site: Site, post: Post | None) -> str:
    """The body of a file with its templates evaluated, line by line: as many lines as the body has."""
    if "{" not in source.body or ("{%" not in source.body and "{{" not in source.body):
        return source.body
    from tuireader.rendering.templates import context_of, translate  # noqa: PLC0415 - only for who writes templates

    return translate(source.body, context_of(source, site, post))
