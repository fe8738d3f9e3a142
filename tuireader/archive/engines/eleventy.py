"""Eleventy: an input folder, data that folders hand down, dates in paths."""

from __future__ import annotations

import re
from datetime import UTC
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import as_prefix, split_extension
from tuireader.archive.document import Folder
from tuireader.archive.engines.base import MODIFIED_KEYS, Engine
from tuireader.archive.engines.facts import ELEVENTY, NewPostCustoms
from tuireader.archive.engines.folders import exists, text_of
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import EOL
from tuireader.archive.front_matter.js_block import JavaScriptHandler
from tuireader.archive.front_matter.json_block import FencedJsonHandler
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.metadata.values import as_labels
from tuireader.archive.permalinks import joined, slugify
from tuireader.archive.site import Site

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.document import Document, Role
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PREFIX: Final = re.compile(r"\A\d{4}-\d{2}-\d{2}-")
_OUTPUT: Final = re.compile(r"\{\{-?\s*(?:page\.fileSlug|page\.slug|(?:slug|title)(?:\s*\|\s*\w+)?)\s*-?\}\}")
_BREAKS: Final = re.compile(r"\bbreaks\s*:\s*true\b")
_TEMPLATES: Final = re.compile(r"\bmarkdownTemplateEngine\b[\"']?\s*:\s*[\"'`]?([\w-]+)")
_ON_DISK: Final = frozenset({"last modified", "git last modified", "created", "git created"})


class Eleventy(Engine):
    """Eleventy 2 and 3."""

    facts = ELEVENTY
    front_matter = FrontMatterRules(
        ELEVENTY.title,
        (
            YamlHandler(rf"(?P<mark>---)(?:[ \t]*ya?ml)?{EOL}"),
            FencedJsonHandler(rf"(?P<mark>---)[ \t]*json{EOL}"),
            TomlHandler(rf"(?P<mark>---)[ \t]*toml{EOL}"),
            JavaScriptHandler(rf"(?P<mark>---)[ \t]*(?:js|javascript){EOL}"),
        ),
        unique_keys=True,
    )
    """gray-matter: the language may follow the opening mark."""
    dates = LENIENT_DATES
    extensions = frozenset({"md"})
    date_keys = ("date",)
    modified_keys = MODIFIED_KEYS
    tag_keys = ("tags",)
    category_keys = ("categories", "category")
    author_keys = ("authors", "author")
    excerpt_keys = ("excerpt", "summary", "description")
    alias_keys = ("redirect_from", "aliases")
    new_posts = NewPostCustoms(
        format="yaml",
        format_of_config=False,
        formats=("yaml",),
        date_key="date",
        date="2024-12-27",
        draft_key="draft",
        draft_folder="",
        layout="",
        tag_table="",
        shared_tags=True,
        date_in_name=False,
        needs_date_in_name=False,
        date_in_path=False,
        titled=False,
        folder="",
        in_sections=True,
        section="posts",
        sections_in="",
    )

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site whose folders the configuration's text names; nothing of it is run."""
        config = read_config(root, base, ELEVENTY.markers)
        source = as_prefix(config.text("input"))
        ignored = (*_lines(root, base + ".eleventyignore"), *_lines(root, base + ".gitignore"))
        own = (config.text("output", "_site"), "node_modules")
        inner = (source + config.text("includes", "_includes"), source + config.text("data", "_data"))
        every = tuple(one.strip("/") for one in (*own, *inner, *ignored) if one.strip("/"))
        site = Site(
            engine=self.facts,
            timezone=UTC,
            base=base,
            content=(source,),
            exclude=tuple(one for one in every if "*" not in one),
            exclude_globs=tuple(one for one in every if "*" in one),
            line_breaks=any(_BREAKS.search(text_of(root, base + name)) for name in config.files),
            settings=_markdown(root, base, config.files),
            config=config.files,
            values=config.values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder is input, or on the way there."""
        wanted = any((folder + "/").startswith(one) or one.startswith(folder + "/") for one in site.content)
        return wanted and super().enters(site, folder) and not _ignored(site, folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a file, or None where it is ignored."""
        return None if _ignored(site, path) else super().role(site, path)

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return the data of the files for it in this folder and those above it; the nearest wins."""
        metadata: dict[str, Value] = {}
        parts = folder.split("/") if folder else []
        for count in range(len(parts) + 1):
            above = "".join(part + "/" for part in parts[:count])
            name = parts[count - 1] if count else (site.base.rstrip("/").rpartition("/")[2])
            for file in (f"{name}.json", f"{name}.11tydata.json"):
                if name and above.startswith(site.content[0]) and exists(root, site.base + above + file):
                    metadata.update(read_config(root, site.base + above, (file,)).values)
        return Folder(metadata)

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether a file is one that `folder` reads."""
        folder, _, name = path.rpartition("/")
        owner = folder.rpartition("/")[2] or site.base.rstrip("/").rpartition("/")[2]
        return name in {f"{owner}.json", f"{owner}.11tydata.json"}

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the first date anywhere in the path, and the file's slug."""
        folder, _, name = document.path.rpartition("/")
        stem = split_extension(name)[0]
        if stem == "index" and folder:
            stem = folder.rpartition("/")[2]
        match = _DATED.search(document.path)
        return match[0] if match else None, _PREFIX.sub("", stem)

    def date(self, document: Document, named: str | None, problems: list[Problem]) -> datetime | None:
        """Return the front matter's date, which may be the file's own, else the path's."""
        if (fields.text(document.metadata, "date") or "").lower() in _ON_DISK:
            return document.modified
        return super().date(document, named, problems)

    def tags(self, document: Document) -> tuple[str, ...]:
        """Return the tags as they are; a single text is one tag."""
        return fields.unique(as_labels(document.metadata.get("tags")))

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the front matter's permalink where it is simple, else the path; None where it is computed."""
        del date, categories
        own = fields.text(document.metadata, "permalink")
        if own is not None:
            filled = _OUTPUT.sub(
                lambda match: slugify(self.title(document, slug)) if "title" in match[0] else slug, own
            )
            return None if "{{" in filled or "{%" in filled or filled == "false" else fields.site_path(filled)
        folder, _, name = document.path.rpartition("/")
        inside = (folder + "/").removeprefix(document.site.content[0]) if folder else ""
        return joined((inside,) if name.startswith("index.") else (inside, slug))


def _markdown(root: str, base: str, files: tuple[str, ...]) -> dict[str, str]:
    """Return the template language that the configuration sets for Markdown; nothing where it sets none."""
    named = (_TEMPLATES.search(text_of(root, base + name)) for name in files)
    return next(({"markdown": found[1]} for found in named if found), {})


def _lines(root: str, path: str) -> tuple[str, ...]:
    lines = (line.strip().removeprefix("./") for line in text_of(root, path).splitlines())
    return tuple(line for line in lines if line and not line.startswith(("#", "!")))


def _ignored(site: Site, path: str) -> bool:
    parts = path.split("/")
    if any(
        path == one or path.startswith(one + "/") or ("/" not in one and one in parts) for one in site.exclude
    ):
        return True
    return any(fnmatchcase(path, one) or fnmatchcase(parts[-1], one) for one in site.exclude_globs)
