"""Quartz: the notes of an Obsidian vault in `content`, published."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.filenames import as_prefix, split_extension
from tuireader.archive.disk.files import text_of
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import QUARTZ
from tuireader.archive.engines.obsidian import Obsidian, inline_tags
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.permalinks import escape
from tuireader.archive.post import PostId
from tuireader.archive.site import Site
from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document, Role
    from tuireader.archive.post import Problem

_CONFIG: Final = "quartz.config.ts"
_SETTING: Final = expression(
    r"""^\s{0,40}(pageTitle|baseUrl|locale)\s{0,9}:\s{0,9}(["'`])([^"'`\n]{0,500})\2""", re.MULTILINE
)
_IGNORED: Final = expression(r"^\s{0,40}ignorePatterns\s{0,9}:\s{0,9}\[([^\[\]]{0,4000})\]", re.MULTILINE)
_TEXT: Final = expression(r"""["'`]([^"'`\n*]{1,300})["'`]""")
_PLUGIN: Final = expression(r"^\s{0,40}Plugin\.(HardLineBreaks|ExplicitPublish)\(", re.MULTILINE)
_BLANK: Final = expression(r"\s")
_TOP: Final = "content/"
_OBSIDIAN: Final = Obsidian()


class Quartz(Engine):
    """Quartz 4."""

    facts = QUARTZ
    front_matter = FrontMatterRules(
        QUARTZ.title, (YamlHandler(YAML_FENCE), TomlHandler(TOML_FENCE)), breaks_allowed=True
    )
    dates = LENIENT_DATES
    waits_for_date = False
    date_keys = ("date", "created", "publishDate", "published")
    modified_keys = ("modified", "lastmod", "updated", "last-modified")
    tag_keys = ("tags", "tag")
    category_keys = ()
    excerpt_keys = ("description",)
    alias_keys = ("aliases", "alias")
    new_posts = NewPostCustoms(formats=("yaml", "toml"), titled=True)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that the texts in `quartz.config.ts` describe; nothing of it is run."""
        text = text_of(root, base + _CONFIG)
        said = {match[1]: neutralise(match[3]) for match in _SETTING.finditer(text)}
        ignored = _IGNORED.search(text)
        plugins = {match[1] for match in _PLUGIN.finditer(text)}
        host = said.get("baseUrl", "").rstrip("/")
        site = Site(
            engine=self.facts,
            timezone=UTC,
            base=base,
            title=said.get("pageTitle", ""),
            url=f"https://{host}" if host else "",
            lang=said.get("locale"),
            content=(_TOP,),
            exclude=tuple(_TOP + as_prefix(one) for one in _TEXT.findall(ignored[1])) if ignored else (),
            line_breaks="HardLineBreaks" in plugins,
            settings={"explicit": "yes"} if "ExplicitPublish" in plugins else {},
            config=(PostId(base + _CONFIG),),
        )
        return replace(site, exclude=tuple(one for one in site.exclude if one != _TOP)), ()

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is in `content`, and not one that the site ignores."""
        inner = folder + "/"
        return inner.startswith(_TOP) and inner not in site.exclude and _OBSIDIAN.enters(site, folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a note, unless the site ignores it."""
        ignored = path.startswith(site.exclude) or f"{path}/" in site.exclude
        return None if ignored else super().role(site, path)

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the slug, the last part of the address."""
        return None, _slug(document.stem)

    def title(self, document: Document, slug: str) -> str:
        """Return the title, else the file's name."""
        return _OBSIDIAN.title(document, slug)

    def excerpt(self, document: Document) -> str:
        """Return the front matter's description, else the first words as the note shows them."""
        return _OBSIDIAN.excerpt(document)

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags of the front matter and those in the text, with hyphens for blanks."""
        written = fields.split(fields.texts(document.metadata, *self.tag_keys))
        return fields.unique(
            _slug(one.strip().removeprefix("#")) for one in (*written, *inline_tags(document.body))
        )

    def draft(self, document: Document) -> bool:
        """Tell whether `draft` says so, as a text too."""
        return (fields.text(document.metadata, "draft") or "").lower() == "true"

    def hidden(self, document: Document) -> bool:
        """Tell whether the site publishes only what says so, and this does not."""
        said = (fields.text(document.metadata, "publish") or "").lower() == "true"
        return "explicit" in document.site.settings and not said

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path below `content`, of an index that of its folder (`quartz/util/path.ts`)."""
        del slug, date, categories
        folder, _, name = split_extension(document.path.removeprefix(_TOP))[0].rpartition("/")
        above = "".join(f"{_slug(one)}/" for one in folder.split("/") if one)
        return escape(f"/{above}{'' if name in {'index', '_index'} else _slug(name)}")


def _slug(name: str) -> str:
    """Return a part of a path as Quartz 4 slugs it: case and letters stay."""
    for sign, spelt in (("&", "-and-"), ("%", "-percent"), ("?", ""), ("#", "")):
        name = name.replace(sign, spelt)
    return _BLANK.sub("-", name)
