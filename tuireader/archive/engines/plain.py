"""A folder of Markdown of no known engine: what the engines agree on, where it does no harm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import recency
from tuireader.archive.document import ANY_WITH_FRONT_MATTER
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.pelican import Pelican
from tuireader.archive.metadata import fields

if TYPE_CHECKING:
    from tuireader.archive.document import Document, Role
    from tuireader.archive.post import Post, Problem, Stamp
    from tuireader.archive.site import Site

_PELICAN: Final = Pelican()


class Plain(Engine):
    """A folder of Markdown."""

    name = "plain"

    def role(self, site: Site, path: str) -> Role | None:
        """Return what a file is; around sites, prose without a date and front matter is none of theirs."""
        role = super().role(site, path)
        if role is None or "rest" not in site.settings or recency(path):
            return role
        return ANY_WITH_FRONT_MATTER

    def post(self, document: Document, stamp: Stamp, problems: list[Problem]) -> Post:
        """Return the post; one that begins with lines like `Title: …` is read as Pelican reads it."""
        if document.format == "pelican":
            document = replace(document, metadata=fields.folded(document.metadata))
            return _PELICAN.post(document, stamp, problems)
        return super().post(document, stamp, problems)
