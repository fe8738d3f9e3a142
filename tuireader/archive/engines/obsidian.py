"""Obsidian: a vault of notes, titled by their names, with tags in their text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import as_prefix
from tuireader.archive.engines.base import DATE_KEYS, MODIFIED_KEYS, Engine, NewPostCustoms
from tuireader.archive.engines.facts import OBSIDIAN
from tuireader.archive.excerpts import said_or_lead
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import YAML_FENCE
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.late import expression

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.post import Post, Problem, Stamp
    from tuireader.archive.site import Site

_CODE: Final = expression(
    r"^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1|\Z)|`[^`\n]*`|%%.*?(?:%%|\Z)|\]\([^)\n]{0,500}\)",
    re.MULTILINE | re.DOTALL,
)
_TAG: Final = expression(r"(?:(?<=\s)|\A)#([^\s#,.;:!?'\"()\[\]{}<>|\\`*=+&^%$@~]+)")
_COMMENT: Final = expression(r"%%.{0,4000}?%%", re.DOTALL)
_BLOCK_ID: Final = expression(r"(?:^|[ \t]+)\^[A-Za-z0-9-]{1,100}[ \t]*$", re.MULTILINE)
_WIKILINK: Final = expression(r"(!?)\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
_HIGHLIGHT: Final = expression(r"==(?=[^\s=])([^=\n]{1,1000}?)(?<=[^\s=])==")
_BEGINNING: Final = 8_000
"""Characters of a body in which its first words are looked for."""
_PARTS: Final = expression(r"[\s,]+")
_TEMPLATES: Final = {
    ".obsidian/templates.json": "folder",
    ".obsidian/plugins/templater-obsidian/data.json": "templates_folder",
}
"""The files of the core plugin and of Templater that name a folder of templates, and their keys."""
_IN_HEAD: Final = ("front-matter", "date", "repeated-key")
"""How the rules begin that look at front matter."""


class Obsidian(Engine):
    """Obsidian's vault."""

    facts = OBSIDIAN
    front_matter = FrontMatterRules(OBSIDIAN.title, (YamlHandler(YAML_FENCE),), breaks_allowed=True)
    dates = LENIENT_DATES
    waits_for_date = True
    date_keys = DATE_KEYS
    modified_keys = MODIFIED_KEYS
    tag_keys = ("tags", "tag")
    excerpt_keys = ("excerpt", "summary", "description")
    new_posts = NewPostCustoms(titled=True)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the vault, with the folders of templates that its settings name."""
        site, problems = super().configure(root, base)
        read = {name: read_config(root, base, (name,)) for name in _TEMPLATES}
        folders = {name: as_prefix(config.text(_TEMPLATES[name])) for name, config in read.items()}
        files = tuple(file for config in read.values() for file in config.files)
        return replace(
            site, settings={name: one for name, one in folders.items() if one}, config=files
        ), problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether the vault shows a folder: all but hidden ones."""
        del site
        return not folder.rpartition("/")[2].startswith(".")

    def post(self, document: Document, stamp: Stamp, problems: list[Problem], checksum: int = 0) -> Post:
        """Return the post of a note; what is in the front matter of a template is to be filled in."""
        post = super().post(document, stamp, problems, checksum)
        if not document.path.startswith(tuple(document.site.settings.values()) or ("/",)):
            return post
        return replace(
            post, problems=tuple(one for one in post.problems if not one.rule.startswith(_IN_HEAD))
        )

    def title(self, document: Document, slug: str) -> str:
        """Return the title, else the file's name."""
        del slug
        return fields.text(document.metadata, "title") or " ".join(document.stem.split())

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags of the front matter, then those in the text; case makes no difference."""
        written = fields.texts(document.metadata, *self.tag_keys)
        own = (part.lstrip("#") for one in written for part in _PARTS.split(one))
        found = (*own, *inline_tags(document.body))
        return fields.unique({one.casefold(): one for one in reversed(found)}[key] for key in _keys(found))

    def excerpt(self, document: Document) -> str:
        """Return the front matter's excerpt, else the first words as the note shows them."""
        written = fields.text(document.metadata, *self.excerpt_keys)
        return said_or_lead(written, _shown(document.body[:_BEGINNING]), document.site.excerpt_separator)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the address of the published note; `url` in a note is that of its source."""
        del slug, date, categories
        link = fields.text(document.metadata, "permalink")
        return fields.site_path(link) if link else None

    def hidden(self, document: Document) -> bool:
        """Tell whether `publish` is false."""
        return fields.flag(document.metadata, "publish") is False or super().hidden(document)


def _shown(body: str) -> str:
    """Return a text without comments, ids of blocks, and the marks of links and highlights."""
    body = _BLOCK_ID.sub("", _COMMENT.sub(" ", body))
    body = _WIKILINK.sub(lambda match: "" if match[1] else match[3] or match[2], body)
    return _HIGHLIGHT.sub(r"\1", body)


def _keys(tags: tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys(one.casefold() for one in tags if one)


def inline_tags(body: str) -> tuple[str, ...]:
    """Return the tags in a text, without their number signs, as often as they are there."""
    if "#" not in body:
        return ()
    found = (match[1].strip("/") for match in _TAG.finditer(_CODE.sub(" ", body)))
    return tuple(one for one in found if one and not one.replace("/", "").isdigit())
