"""Astro: content collections and Markdown pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import split_extension
from tuireader.archive.disk.files import text_of
from tuireader.archive.document import ANY, Role
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import ASTRO
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import BLANK, TOML_FENCE, YAML_FENCE
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.values import as_labels
from tuireader.archive.permalinks import github_slug, joined
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.post import Problem

_COLLECTIONS: Final = (
    "src/content.config.ts",
    "src/content.config.mjs",
    "src/content.config.js",
    "src/content/config.ts",
)
_CONTENT: Final = "src/content/"
_PAGES: Final = "src/pages/"
_PLUGINS: Final = {"dollar_math": "math|katex", "admonitions": "directive|starlight|admonition|callout|aside"}
"""The words by which a configuration names the plugins that make a dialect."""
_WIND: Final = "src/config.yaml"
"""The settings of AstroWind, whose own code makes the addresses of posts (AstroWind 1.0, src/utils/blog.ts)."""
_TOKEN: Final = expression(r"%(\w+)%")
_BASE: Final = expression(r"""\bbase\s*:\s*(["'`])(?:\./)?([^"'`$\n]*)\1""")


class Astro(Engine):
    """Astro 2 and later."""

    facts = ASTRO
    front_matter = FrontMatterRules(
        ASTRO.title, (YamlHandler(BLANK + YAML_FENCE), TomlHandler(BLANK + TOML_FENCE)), unique_keys=True
    )
    dates = DateRules(partial=True, javascript=True)
    extensions = frozenset({"md", "mdx"})
    waits_for_date = True
    titles_are_text = True
    date_keys = ("pubDate", "pubDatetime", "publishDate", "publishedAt", "published", "date")
    modified_keys = ("updatedDate", "modDatetime", "updatedAt", "updated", "lastModified")
    excerpt_keys = ("description", "excerpt", "summary")
    alias_keys = ("redirect_from", "aliases")
    new_posts = NewPostCustoms(
        formats=("yaml", "toml"),
        date_key="pubDate",
        in_sections=True,
        section="blog",
        sections_in="src/content/",
    )

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site whose folders the text of its configuration names; nothing of it is run."""
        config = read_config(root, base, ASTRO.markers)
        wind = read_config(root, base, (_WIND,))
        pattern = (
            fields.text(fields.nested(fields.nested(wind.nested("apps"), "blog"), "post"), "permalink") or ""
        )
        ends = fields.flag(wind.nested("site"), "trailingSlash")
        text = "\n".join(text_of(root, base + name) for name in _COLLECTIONS)
        given = (match[2].strip("/") + "/" for match in _BASE.finditer(text) if ".." not in match[2])
        site = Site(
            engine=_facts("\n".join(text_of(root, base + name) for name in ASTRO.markers)),
            timezone=UTC,
            base=base,
            url=config.text("site").rstrip("/"),
            baseurl=config.text("base").rstrip("/"),
            content=tuple(dict.fromkeys((*(one for one in given if one != "/"), _CONTENT, _PAGES))),
            permalink=f"{pattern.strip('/')}{'/' if ends else ''}" if pattern else "",
            config=(*config.files, *wind.files),
            values=config.values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is content, or on the way there."""
        name = folder.rpartition("/")[2]
        hidden = name.startswith((".", "_")) or name == "node_modules"
        return not hidden and site.reaches(folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a file; one with an underscore before its name has none."""
        name = path.rpartition("/")[2]
        known = split_extension(name)[1] in self.extensions and self.holds(site, path)
        return ANY if known and not name.startswith(("_", ".")) else None

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags; a text is one tag."""
        return fields.unique(as_labels(fields.first(document.metadata, self.tag_keys)))

    def draft(self, document: Document) -> bool:
        """Tell whether the key that templates ask for says so."""
        return bool(fields.flag(document.metadata, "draft"))

    def hidden(self, document: Document) -> bool:
        """Tell that nothing else hides an entry: other keys are data to Astro."""
        del document
        return False

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path of a page, or of an entry by its collection and id, as sites usually route it.

        The id is made of the path, unless the key `slug` says it (Astro 7.3, content/loaders/glob.js).
        """
        del slug
        top = next(one for one in document.site.content if document.path.startswith(one))
        inside = split_extension(document.path[len(top) :])[0]
        if top == _PAGES:
            return joined(("" if inside == "index" else inside.removesuffix("/index"),))
        collection = top.rstrip("/").rpartition("/")[2]
        if top == _CONTENT:
            collection, found, rest = inside.partition("/")
            collection, inside = (collection, rest) if found else ("", inside)
        own = fields.line(document.metadata, "slug")
        if collection == "post" and (pattern := document.site.permalink):
            return _of_pattern(pattern, inside, date, categories)
        return joined(
            (collection, own or "/".join(map(github_slug, inside.split("/"))).removesuffix("/index"))
        )


def _of_pattern(pattern: str, inside: str, date: datetime | None, categories: tuple[str, ...]) -> str:
    """Return the address that AstroWind gives a post, with a slash at the end only if the pattern has one."""
    slug = "/".join(map(github_slug, inside.split("/")))
    known = {"id": slug, "slug": slug, "category": github_slug(next(iter(categories), ""))}
    given = date.strftime("%Y %m %d %H %M %S").split() if date else ()
    known |= dict(zip(("year", "month", "day", "hour", "minute", "second"), given, strict=False))
    address = _TOKEN.sub(lambda match: known.get(match[1], match[0]), pattern)
    found = joined(filter(None, address.split("/")))
    return found if pattern.endswith("/") else found.rstrip("/")


def _facts(written: str) -> EngineFacts:
    """Return Astro's facts: formulas and notes between colons need a plugin that the configuration names."""
    off = {name for name, sign in _PLUGINS.items() if not re.search(sign, written, re.IGNORECASE)}
    return replace(ASTRO, dialects=tuple(one for one in ASTRO.dialects if one not in off)) if off else ASTRO
