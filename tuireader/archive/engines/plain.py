"""A folder of Markdown of no known engine, read by the conventions that engines share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import MARKDOWN, recency
from tuireader.archive.document import ANY_WITH_FRONT_MATTER
from tuireader.archive.engines.base import DATE_KEYS, MODIFIED_KEYS, Engine, NewPostCustoms
from tuireader.archive.engines.facts import PLAIN
from tuireader.archive.engines.pelican import Pelican
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.json_block import JsonHandler
from tuireader.archive.front_matter.pelican_block import PelicanHandler
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES

if TYPE_CHECKING:
    from tuireader.archive.document import Document, Role
    from tuireader.archive.post import Post, Problem, Stamp
    from tuireader.archive.site import Site

_PELICAN: Final = Pelican()
_BEGINNINGS: Final = frozenset({"archetypes", "scaffolds"})
"""Folders of the texts that new posts begin with, of Hugo and of Hexo."""


class Plain(Engine):
    """A folder of Markdown."""

    facts = PLAIN
    front_matter = FrontMatterRules(
        PLAIN.title,
        (
            YamlHandler(YAML_FENCE, ("...",)),
            TomlHandler(TOML_FENCE),
            JsonHandler(),
            PelicanHandler(any_key=False),
        ),
        breaks_allowed=True,
    )
    """Every format, where it cannot be mistaken for prose."""
    dates = LENIENT_DATES
    extensions = MARKDOWN
    waits_for_date = True
    date_keys = DATE_KEYS
    modified_keys = MODIFIED_KEYS
    tag_keys = ("tags", "tag", "keywords")
    excerpt_keys = ("excerpt", "summary", "description")
    alias_keys = ("redirect_from", "aliases")
    new_posts = NewPostCustoms(formats=("yaml", "toml", "json", "pelican", "none"), date_in_name=True)

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether posts may lie in a folder; around sites, the archetypes of themes are not posts."""
        begins = "rest" in site.settings and folder.rpartition("/")[2] in _BEGINNINGS
        return super().enters(site, folder) and not begins

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a file; around sites a file without a date in its name must have front matter."""
        role = super().role(site, path)
        if role is None or "rest" not in site.settings or recency(path):
            return role
        return ANY_WITH_FRONT_MATTER

    def post(self, document: Document, stamp: Stamp, problems: list[Problem], checksum: int = 0) -> Post:
        """Return the post; one that begins with lines like `Title: …` is read as Pelican reads it."""
        if document.format == "pelican":
            document = replace(document, metadata=fields.folded(document.metadata))
            return _PELICAN.post(document, stamp, problems, checksum)
        return super().post(document, stamp, problems, checksum)
