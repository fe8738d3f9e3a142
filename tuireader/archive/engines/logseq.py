"""Logseq: a graph of pages in outlines, with properties at their tops, and of journals named by their days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as day
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tuireader.archive.disk.filenames import split_extension
from tuireader.archive.disk.files import exists
from tuireader.archive.engines.base import DATE_KEYS, MODIFIED_KEYS, Engine, NewPostCustoms
from tuireader.archive.engines.facts import LOGSEQ
from tuireader.archive.engines.obsidian import Obsidian, inline_tags
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import YAML_FENCE
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.metadata.values import Scalar
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.document import Document
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Post, Problem, Stamp
    from tuireader.archive.site import Site

_PROPERTY: Final = expression(r"(?:- |\s{2})?([A-Za-z][\w/-]{0,60})::(?:[ \t]+([^\n]*))?(?:\n|\Z)")
_LINE: Final = expression(r"^[ \t]*(?:- )?[A-Za-z][\w./-]{0,60}::(?:[ \t][^\n]*)?(?:\n|\Z)", re.MULTILINE)
_BEGINNING: Final = 8_000
"""Characters of a body in which its first words are looked for."""
_LISTED: Final = expression(r"\[\[([^\[\]\n]{1,300})\]\]|#?([^,\[\]]+)")
_DAY: Final = expression(r"(\d{4})[_-](\d{2})[_-](\d{2})\Z")
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_MADE: Final = ("{page}", "{namespace}/{page}", "{namespace}/{namespace}/{page}")
"""Pages that are only named are there as well, with the blocks that name them."""
_OBSIDIAN: Final = Obsidian()


class Logseq(Engine):
    """Logseq's graph of files."""

    facts = LOGSEQ
    front_matter = FrontMatterRules(LOGSEQ.title, (YamlHandler(YAML_FENCE),), breaks_allowed=True)
    dates = LENIENT_DATES
    waits_for_date = False
    date_keys = DATE_KEYS
    modified_keys = MODIFIED_KEYS
    tag_keys = ("tags", "tag")
    excerpt_keys = ("description", "excerpt", "summary")
    alias_keys = ("alias", "aliases")
    new_posts = NewPostCustoms(titled=True, folder="pages/")

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by `logseq/config.edn`."""
        return "logseq" in names and any(exists(root, base + one) for one in self.facts.markers)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the graph, in which every page that is named is there."""
        site, problems = super().configure(root, base)
        return replace(site, root=root, made=_MADE), problems

    def post(self, document: Document, stamp: Stamp, problems: list[Problem], checksum: int = 0) -> Post:
        """Return the post of a page, with the properties of its first block."""
        metadata = {**_properties(document.body), **document.metadata}
        return super().post(replace(document, metadata=metadata), stamp, problems, checksum)

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the day of a journal, and the name of the file."""
        stem = split_extension(document.path.rpartition("/")[2])[0]
        found = _DAY.match(stem)
        return "-".join(found.groups()) if found else None, stem

    def title(self, document: Document, slug: str) -> str:
        """Return the property `title`, else the file's name with the signs that it stands for; of a journal its day."""
        if title := fields.text(document.metadata, "title"):
            return title
        found = _DAY.match(slug)
        return (
            _day(*map(int, found.groups())) if found else " ".join(unquote(slug.replace("___", "/")).split())
        )

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags of the properties, then those in the text."""
        written = _listed(fields.texts(document.metadata, *self.tag_keys))
        return fields.unique((*written, *inline_tags(document.body)))

    def aliases(self, document: Document) -> tuple[str, ...]:
        """Return the other names of the page."""
        return tuple(f"/{one}" for one in _listed(fields.texts(document.metadata, *self.alias_keys)))

    def excerpt(self, document: Document) -> str:
        """Return the description, else the first words without the properties of blocks."""
        body = _LINE.sub("", document.body[:_BEGINNING])
        return _OBSIDIAN.excerpt(replace(document, body=body))

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return None: a graph has no addresses."""
        del document, slug, date, categories
        return None


def _properties(body: str) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    end = 0
    while match := _PROPERTY.match(body, end):
        end = match.end()
        if match[2] and match[2].strip():
            found[match[1].lower()] = Scalar(match[2].strip())
    return found


def _listed(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in a list that commas part, without the marks of links and tags."""
    found = (match for text in texts for match in _LISTED.finditer(text))
    return fields.unique(match[1] or match[2].strip().removeprefix("#") for match in found)


def _day(year: int, month: int, number: int) -> str:
    """Return a day as Logseq names its journal unless its settings say otherwise."""
    try:
        return f"{day(year, month, number):%b} {number}{_ENDINGS.get(number, 'th')}, {year}"
    except ValueError:
        return f"{year}_{month:02}_{number:02}"
