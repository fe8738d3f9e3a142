"""Astro: content collections and Markdown pages."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import split_extension
from tuireader.archive.document import ANY, Role
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.facts import ASTRO, NewPostCustoms
from tuireader.archive.engines.folders import text_of
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import BLANK, TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.permalinks import joined
from tuireader.archive.site import Site

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.post import Problem

_COLLECTIONS: Final = (
    "src/content.config.ts",
    "src/content.config.mjs",
    "src/content.config.js",
    "src/content/config.ts",
)
_BASE: Final = re.compile(r"""\bbase\s*:\s*(["'`])(?:\./)?([^"'`$\n]*)\1""")


class Astro(Engine):
    """Astro 2 and later."""

    facts = ASTRO
    front_matter = FrontMatterRules(
        ASTRO.title,
        (YamlHandler(BLANK + YAML_FENCE), TomlHandler(BLANK + TOML_FENCE)),
        unique_keys=True,
    )
    dates = LENIENT_DATES
    extensions = frozenset({"md", "mdx"})
    date_keys = ("pubDate", "pubDatetime", "publishDate", "publishedAt", "published", "date")
    modified_keys = ("updatedDate", "modDatetime", "updatedAt", "updated", "lastModified")
    tag_keys = ("tags", "tag", "keywords")
    category_keys = ("categories", "category")
    author_keys = ("authors", "author")
    excerpt_keys = ("description", "excerpt", "summary")
    alias_keys = ("redirect_from", "aliases")
    new_posts = NewPostCustoms(
        format="yaml",
        format_of_config=False,
        formats=("yaml", "toml"),
        date_key="pubDate",
        date="2024-12-27",
        draft_key="draft",
        draft_folder="",
        layout="",
        tag_table="",
        shared_tags=False,
        date_in_name=False,
        needs_date_in_name=False,
        date_in_path=False,
        titled=False,
        folder="",
        in_sections=True,
        section="blog",
        sections_in="src/content/",
    )

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site whose folders the text of its configuration names; nothing of it is run."""
        config = read_config(root, base, ASTRO.markers)
        text = "\n".join(text_of(root, base + name) for name in _COLLECTIONS)
        given = (match[2].strip("/") + "/" for match in _BASE.finditer(text) if ".." not in match[2])
        site = Site(
            engine=self.facts,
            timezone=UTC,
            base=base,
            url=config.text("site").rstrip("/"),
            baseurl=config.text("base").rstrip("/"),
            content=tuple(
                dict.fromkeys((*(one for one in given if one != "/"), "src/content/", "src/pages/"))
            ),
            config=config.files,
            values=config.values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is content, or on the way there."""
        name = folder.rpartition("/")[2]
        if name.startswith((".", "_")) or name == "node_modules":
            return False
        return any((folder + "/").startswith(one) or one.startswith(folder + "/") for one in site.content)

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a file; one with an underscore before its name has none."""
        name = path.rpartition("/")[2]
        known = split_extension(name)[1] in self.extensions and self.holds(site, path)
        return ANY if known and not name.startswith(("_", ".")) else None

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path below the content folder, as sites usually route it."""
        del slug, date, categories
        given = fields.text(document.metadata, "permalink")
        if given:
            return fields.site_path(given)
        top = next(one for one in document.site.content if document.path.startswith(one))
        label = top.rstrip("/").rpartition("/")[2]
        prefix = () if top in {"src/content/", "src/pages/"} else (label,)
        inside = split_extension(document.path[len(top) :])[0].removesuffix("/index")
        own = fields.text(document.metadata, "slug")
        if own and "/" in inside:
            inside = f"{inside.partition('/')[0]}/{own}"
        return joined((*prefix, "" if inside == "index" else inside))
