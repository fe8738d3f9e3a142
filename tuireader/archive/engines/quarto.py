"""Quarto: the documents of a project, `.qmd` and Markdown; by its documentation and pandoc, which was run."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import as_prefix, bundle_name, split_extension
from tuireader.archive.disk.files import folders_to
from tuireader.archive.document import Folder
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import QUARTO
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import YAML_FENCE
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.metadata.values import as_text
from tuireader.archive.permalinks import escape
from tuireader.archive.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tuireader.archive.document import Document, Role
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_SHARED: Final = ("_metadata.yml", "_metadata.yaml")
"""Files that give metadata to the documents of their folders and of those below."""
_GIVEN: Final = "metadata of folders"
_BUILD_DAYS: Final = frozenset({"today", "now", "last-modified"})
"""Words in place of a date that only a build fills in."""
_CODE: Final = ("`r ", "`{r}", "`{python}", "{{<")
"""Beginnings of code in place of a date, which a build runs."""
_PREVIEWS: Final = tuple(f"{'{folder}/' * depth}{{notebook}}-preview.html" for depth in range(5))
"""The pages of notebooks that others embed (Quarto's documentation, "Embedding from Other Documents")."""


class Quarto(Engine):
    """Quarto 1."""

    facts = QUARTO
    front_matter = FrontMatterRules(QUARTO.title, (YamlHandler(YAML_FENCE, ("...",)),), unique_keys=True)
    dates = LENIENT_DATES
    extensions = frozenset({"qmd", "md", "rmd"})
    waits_for_date = False
    modified_keys = ("date-modified",)
    tag_keys = ("tags", "keywords")
    category_keys = ("categories",)
    author_keys = ("author", "authors")
    excerpt_keys = ("description", "abstract")
    alias_keys = ("aliases",)
    new_posts = NewPostCustoms(in_sections=True, section="posts")

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `_quarto.yml` describes."""
        config = read_config(root, base, QUARTO.markers)
        project = config.nested("project")
        about = config.nested("website") or config.nested("book")
        built = as_prefix(fields.text(project, "output-dir") or "_site")
        site = Site(
            engine=QUARTO,
            timezone=UTC,
            base=base,
            root=root,
            title=fields.text(about, "title") or config.text("title"),
            url=(fields.text(about, "site-url") or "").rstrip("/"),
            baseurl=(fields.text(about, "site-path") or "").rstrip("/"),
            lang=config.text("lang") or None,
            exclude=(built,) if built else (),
            made=_PREVIEWS,
            config=config.files,
            values=config.values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder may hold documents: those with an underscore or a dot hold none, nor do builds."""
        name = folder.rpartition("/")[2]
        return not name.startswith((".", "_")) and name != "node_modules" and f"{folder}/" not in site.exclude

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a document; None for a `README` and for names that begin with an underscore."""
        name = path.rpartition("/")[2]
        if name.startswith("_") or split_extension(name)[0] == "README":
            return None
        return super().role(site, path)

    def folder(self, root: str, site: Site, folder: str) -> Folder:
        """Return what `_metadata.yml` says in this folder and in those above."""
        found: dict[str, Value] = {}
        problems: list[Problem] = []
        for above in folders_to(folder):
            config = read_config(root, site.base + above, _SHARED, lists=True)
            found.update(config.values)
            problems += config.problems
        return Folder({_GIVEN: found} if found else {}, problems=tuple(problems))

    def governs(self, site: Site, path: str) -> bool:
        """Tell whether this is a `_metadata.yml`."""
        del site
        return path.rpartition("/")[2] in _SHARED

    def completed(
        self, site: Site, path: str, role: Role, metadata: Mapping[str, Value]
    ) -> Mapping[str, Value]:
        """Return the metadata with that of the folders; a date that is the build's does not count."""
        del site, path, role
        own = {key: value for key, value in metadata.items() if key != _GIVEN}
        whole = {**fields.nested(metadata, _GIVEN), **own}
        return {
            key: value
            for key, value in whole.items()
            if not (key.startswith("date") and _is_filled_in(as_text(value) or ""))
        }

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date as the name of the file or of its folder has it, and that whole name."""
        return bundle_name(document.path)

    def slug(self, document: Document, named: str) -> str:
        """Return the name; the front matter has no say in it."""
        del document
        return named

    def draft(self, document: Document) -> bool:
        """Tell whether `draft` says so."""
        return bool(fields.flag(document.metadata, "draft"))

    def hidden(self, document: Document) -> bool:
        """Return False: nothing else hides a document."""
        del document
        return False

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path with `.html`, of an index that of its folder."""
        del slug, date, categories
        folder, _, name = split_extension(document.path)[0].rpartition("/")
        above = f"/{folder}/" if folder else "/"
        return escape(above if name == "index" else f"{above}{name}.html")


def _is_filled_in(date: str) -> bool:
    """Tell whether only a build knows a date."""
    return date in _BUILD_DAYS or date.strip().startswith(_CODE)
