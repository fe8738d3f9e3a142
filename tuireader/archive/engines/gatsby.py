"""Gatsby: the Markdown of its source folders; the front matter is as each site wants it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import as_prefix, bundle_name, split_extension
from tuireader.archive.disk.files import text_of
from tuireader.archive.engines.base import DATE_KEYS, MODIFIED_KEYS, Engine, NewPostCustoms
from tuireader.archive.engines.facts import GATSBY
from tuireader.archive.front_matter.gray_matter import gray_matter
from tuireader.archive.javascript import written_objects
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.values import as_labels
from tuireader.archive.permalinks import escape
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.engines.facts import EngineFacts, HeadingIdRule
    from tuireader.archive.post import Problem

_SOURCE: Final = expression(
    r"""\bpath\s{0,9}:\s{0,9}(?:path\.(?:join|resolve)\(\s{0,9}__dirname\s{0,9},\s{0,9})?"""
    r"""(["'`])(?:\$\{__dirname\})?(?P<folder>[^"'`$\n]{0,300})\1"""
)
"""A folder that `gatsby-source-filesystem` reads, as it is written beside the configuration."""
_PLUGINS: Final = {
    "smartypants": "smartypants",
    "dollar_math": r"katex|remark-math|mathjax",
    "emoji": "emoji",
    "heading_attributes": r"enableCustomId\s{0,9}:\s{0,9}true",
}
"""The words by which a configuration names the plugins that make a dialect."""
_PROGRAMS: Final = ("gatsby-node.js", "gatsby-node.mjs", "gatsby-node.ts")
_BY_FILES: Final = "createFilePath"
_BY_PROGRAMS: Final = "a program makes the addresses"
_IDS: Final = expression("gatsby-remark-autolink-headers")
_SLUGGED: Final = expression("rehype-slug")


class Gatsby(Engine):
    """Gatsby 2 and later, with `gatsby-transformer-remark` or `gatsby-plugin-mdx`."""

    facts = GATSBY
    front_matter = gray_matter(GATSBY.title)
    dates = DateRules(partial=True, javascript=True)
    extensions = frozenset({"md", "mdx", "markdown"})
    waits_for_date = False
    titles_are_text = True
    date_keys = DATE_KEYS
    modified_keys = MODIFIED_KEYS
    tag_keys = ("tags", "tag")
    excerpt_keys = ("description", "excerpt", "summary", "spoiler")
    alias_keys = ("redirect_from", "redirects", "aliases")
    new_posts = NewPostCustoms(date="2024-12-27T20:00:00.000Z")

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site whose source folders the text of its configuration names; nothing of it is run."""
        config = read_config(root, base, GATSBY.markers)
        text = "\n".join(text_of(root, name) for name in config.files)
        objects = written_objects(text)
        top = next((one.entries for one in reversed(objects) if not one.names), {})
        about = next((one.entries for one in objects if one.names == ("siteMetadata",)), {})
        program = "\n".join(text_of(root, base + name) for name in _PROGRAMS)
        settings = {_BY_PROGRAMS: "yes"} if program.strip() and _BY_FILES not in program else {}
        site = Site(
            settings=settings,
            engine=_facts(text),
            timezone=UTC,
            base=base,
            title=fields.text(about, "title") or "",
            url=(fields.text(about, "siteUrl") or "").rstrip("/"),
            baseurl=(fields.text(top, "pathPrefix") or "").rstrip("/"),
            content=tuple(dict.fromkeys(_sources(text))) or ("",),
            config=config.files,
            values=top,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is content, or on the way there."""
        return super().enters(site, folder) and site.reaches(folder)

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date as the name of the file or of its folder has it, and that whole name."""
        return bundle_name(document.path)

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags; a text is one tag."""
        return fields.unique(as_labels(fields.first(document.metadata, self.tag_keys)))

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path that the front matter gives, else that below the source (`createFilePath`).

        None where a program of the site makes it in another way.
        """
        del slug, date, categories
        written = fields.line(document.metadata, "path") or fields.line(document.metadata, "slug") or ""
        if written.startswith("/"):
            return fields.site_path(written)
        if _BY_PROGRAMS in document.site.settings:
            return fields.site_path(fields.line(document.metadata, "permalink") or "")
        fitting = (one for one in document.site.content if document.path.startswith(one))
        inside = split_extension(document.path[len(max(fitting, key=len, default="")) :])[0]
        folder, _, name = inside.rpartition("/")
        return escape("/" + "".join(f"{part}/" for part in (folder, name if name != "index" else "") if part))


def _sources(text: str) -> Iterator[str]:
    for match in _SOURCE.finditer(text):
        folder = as_prefix(match["folder"])
        if folder and not folder.startswith(("src/images/", "src/assets/", "static/")):
            yield folder


def _facts(written: str) -> EngineFacts:
    """Return Gatsby's facts: what plugins do, they do where the configuration names them."""
    off = {name for name, sign in _PLUGINS.items() if not re.search(sign, written)}
    slugged: HeadingIdRule = "github-slugger" if _SLUGGED.search(written) else "never"
    ids: HeadingIdRule = "mdast" if _IDS.search(written) else slugged
    return replace(GATSBY, dialects=tuple(one for one in GATSBY.dialects if one not in off), heading_ids=ids)
