"""Hexo: `source/_posts`, drafts, pages beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import Config, read_config, site_zone
from tuireader.archive.disk.filenames import MARKDOWN, as_prefix, loose_name, split_extension
from tuireader.archive.document import PAGE, POST, Role
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.facts import HEXO, NewPostCustoms
from tuireader.archive.engines.folders import exists
from tuireader.archive.excerpts import lead, said_or_lead
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.json_block import FencedJsonHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.metadata.values import as_labels, is_null
from tuireader.archive.permalinks import date_part, fill, joined, slugify
from tuireader.archive.site import Site

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document
    from tuireader.archive.post import Problem

_DRAFT: Final = Role("post", draft=True)
_SIGNS: Final = frozenset({"source_dir", "public_dir", "new_post_name", "deploy", "permalink_defaults"})
_MORE: Final = re.compile(r"<!-- ?more ?-->", re.IGNORECASE)


class Hexo(Engine):
    """Hexo 5 and later."""

    facts = HEXO
    front_matter = FrontMatterRules(
        HEXO.title,
        (
            YamlHandler(r"(?P<mark>-{3,})\n", expand_tabs=True),
            FencedJsonHandler(r"(?P<mark>;{3,})\n", braces=False),
            YamlHandler(r"(?=[A-Za-z_][\w-]*:[ \t\n])(?P<mark>)", ("---",), expand_tabs=True),
        ),
        unique_keys=True,
    )
    """hexo-front-matter: any number of marks from three on, or none before the block."""
    dates = LENIENT_DATES
    extensions = MARKDOWN
    date_keys = ("date",)
    modified_keys = ("updated",)
    tag_keys = ("tags", "tag")
    category_keys = ("categories", "category")
    author_keys = ("authors", "author")
    excerpt_keys = ("excerpt", "summary", "description")
    alias_keys = ("alias", "aliases")
    new_posts = NewPostCustoms(
        format="yaml",
        format_of_config=False,
        formats=("yaml",),
        date_key="date",
        date="2024-12-27 20:00:00",
        draft_key="draft",
        draft_folder="_drafts",
        layout="",
        tag_table="",
        shared_tags=False,
        date_in_name=False,
        needs_date_in_name=False,
        date_in_path=False,
        titled=False,
        folder="_posts/",
        in_sections=False,
        section="",
        sections_in="",
    )

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by a configuration that is not Jekyll's beside `source/_posts`."""
        if names.isdisjoint(HEXO.markers) or "source" not in names:
            return False
        values = read_config(root, base, HEXO.markers).values
        if not _SIGNS.isdisjoint(values) or "scaffolds" in names:
            return True
        return exists(root, f"{base}source/_posts") and "source" not in values

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `_config.yml` describes."""
        config = read_config(root, base, HEXO.markers)
        zone, problem = site_zone(config, "timezone")
        source = as_prefix(config.text("source_dir", "source")) or "source/"
        author = config.text("author")
        languages = config.texts("language")
        site = Site(
            engine=self.facts,
            timezone=zone,
            base=base,
            title=config.text("title"),
            description=config.text("description"),
            authors=(author,) if author else (),
            url=config.text("url").rstrip("/"),
            lang=languages[0] if languages else None,
            permalink=config.text("permalink", ":year/:month/:day/:title/"),
            content=(source,),
            settings={"dated_names": "yes"} if ":year" in config.text("new_post_name") else {},
            line_breaks=_line_breaks(config),
            config=config.files,
            values=config.values,
        )
        return site, (*config.problems, *((problem,) if problem else ()))

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is in the source, and not hidden there."""
        inside = (folder + "/").removeprefix(site.content[0])
        if inside == folder + "/":
            return site.content[0].startswith(folder + "/")
        if inside in {"/", "", "_posts/", "_drafts/"}:
            return True
        return not inside.rstrip("/").rpartition("/")[2].startswith(("_", "."))

    def role(self, site: Site, path: str) -> Role | None:
        """Return a post, a draft, or a page."""
        inside = path.removeprefix(site.content[0])
        name = path.rpartition("/")[2]
        if inside == path or split_extension(name)[1] not in self.extensions:
            return None
        if name.startswith(("_", ".")) or name.endswith(("%", "~")):
            return None
        if inside.startswith("_posts/"):
            return POST
        return _DRAFT if inside.startswith("_drafts/") else PAGE

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the slug, the path below `_posts`; and the date, if the site puts dates into names."""
        inside = document.path.removeprefix(document.site.content[0])
        stem = split_extension(inside.removeprefix("_posts/").removeprefix("_drafts/"))[0]
        folder, slash, name = stem.rpartition("/")
        if "dated_names" in document.site.settings:
            date, name = loose_name(name)
            return date, folder + slash + name
        return None, stem

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags as they are; a single text is one tag."""
        return fields.unique(as_labels(fields.first(document.metadata, self.tag_keys)))

    def categories(self, document: Document) -> tuple[str, ...]:
        """Return the categories, those of a hierarchy one after the other."""
        return fields.unique(fields.texts(document.metadata, *self.category_keys))

    def hidden(self, document: Document) -> bool:
        """Tell whether `published` is false."""
        value = document.metadata.get("published")
        return (
            value is not None and not is_null(value) and fields.flag(document.metadata, "published") is False
        )

    def excerpt(self, document: Document) -> str:
        """Return the excerpt, else the text before `<!-- more -->`, else the description or first words."""
        written = fields.text(document.metadata, "excerpt")
        if not written and (match := _MORE.search(document.body)):
            return lead(document.body[: match.start()], "")
        written = written or fields.text(document.metadata, "description")
        return said_or_lead(written, document.body)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the front matter's permalink, else the site's template filled in; a page's is its path."""
        own = fields.text(document.metadata, "permalink")
        if own:
            return fields.site_path(own)
        if document.role.kind == "page":
            path = split_extension(document.path.removeprefix(document.site.content[0]))[0]
            return joined((path.removesuffix("index"),)) if path.endswith("index") else f"/{path}.html"
        template = document.site.permalink
        if date is None and any(part in template for part in (":year", ":month", ":day")):
            return None
        names = {
            "title": slug,
            "name": slug.rpartition("/")[2],
            "post_title": slugify(self.title(document, slug)),
            "category": "/".join(categories) or "uncategorized",
        }
        return fill(template, lambda name: names.get(name) or (date_part(name, date) if date else None))


def _line_breaks(config: Config) -> bool:
    """Tell whether the renderer breaks lines.

    hexo-renderer-marked 7.0.1 (`marked`), hexo-renderer-markdown-it 7.1.1 (`markdown: render`) and hexo-renderer-kramed
    0.1.4 (`kramed`) do unless `breaks` is off.
    """
    said = (
        config.nested("marked"),
        fields.nested(config.nested("markdown"), "render"),
        config.nested("kramed"),
    )
    return not any(fields.flag(one, "breaks") is False for one in said)
