"""MyST: the Markdown of a project of mystmd, with Jupyter Book 2 on top of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import loose_name, split_extension
from tuireader.archive.disk.files import is_followed, resolved
from tuireader.archive.disk.globs import fits
from tuireader.archive.engines.base import Engine, NewPostCustoms
from tuireader.archive.engines.facts import MYST
from tuireader.archive.excerpts import plain
from tuireader.archive.front_matter import FrontMatterRules
from tuireader.archive.front_matter.handler import YAML_FENCE
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import LENIENT_DATES
from tuireader.archive.metadata.values import as_text
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tuireader.archive.config import Config
    from tuireader.archive.document import Document, Role
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_INDEX: Final = ("index", "readme", "main")
"""The names of a first page, unless the contents of the project name another."""
_FOLDERS: Final = "addresses have folders"
_FIRST: Final = "the first page"
_REPEATED: Final = "address of "
_LISTED: Final = "in the contents: "
_WILD: Final = "*"
"""What stands for the pages that a pattern in the contents finds; with it, nothing is known of those left out."""
_UNREAD: Final = frozenset({"_build", "node_modules"})
_PAGES: Final = (".md", ".ipynb", ".tex", ".myst.json")
_NO_ADDRESS: Final = expression("[^a-z0-9-]+")
_RUN: Final = expression("-{2,}")
_YEAR: Final = expression(r"[12][0-9]{3}(?![0-9])|[0-9]{5}|[12][0-9]{3}")
_NUMBERS: Final = expression("[0-9_.-]+")
_WORDS: Final = expression("([A-Z][a-z0-9]+)|_|-")
_LONGEST: Final = 50
_BY_SPHINX: Final = "built by Sphinx"
_SPHINX_PAGES: Final = ("genindex", "modindex", "py-modindex", "search")
"""The pages that Sphinx makes, with which Jupyter Book 1 builds a book."""
_ABOVE: Final = ("", "{folder}/", "{folder}/{folder}/")
"""Before the names of these pages, which a page in a folder may link to as they are."""
_HEADING: Final = expression(
    r"^(?:(?P<fence>[`:~]{3,})[^\n]*|#{1,6}[ \t]+(?P<said>[^\n]*)|(?P<under>\w[^\n]*)\n(?:=+|-+)[ \t]*$)",
    re.MULTILINE,
)
_LOOKED_AT: Final = 20_000


class Myst(Engine):
    """MyST, with mystmd 1."""

    facts = MYST
    front_matter = FrontMatterRules(MYST.title, (YamlHandler(YAML_FENCE),), unique_keys=True)
    dates = LENIENT_DATES
    waits_for_date = False
    modified_keys = ()
    tag_keys = ("tags", "keywords")
    category_keys = ("subject",)
    excerpt_keys = ("description", "abstract")
    new_posts = NewPostCustoms()

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell by `myst.yml`, or by the two files that configure Jupyter Book 1."""
        return super().recognises(root, base, names) or {"_toc.yml", "_config.yml"} <= names

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that `myst.yml` describes."""
        config = read_config(root, base, MYST.markers)
        project, about = config.nested("project"), config.nested("site")
        excluded = _texts(config, "exclude")
        first = _first_page(root, base, project, excluded)
        settings = {_FIRST: first}
        folders = fields.flag(fields.nested(about, "options"), "folders") is True
        if folders:
            settings[_FOLDERS] = "yes"
        if not config.files:
            settings[_BY_SPHINX] = "yes"
        if "toc" not in project:
            settings |= _repeated(_pages(root, base, first, excluded), folders=folders)
        if isinstance(project.get("toc"), tuple):
            listed = (first, *_in_contents(project))
            settings |= _repeated(listed, folders=folders)
            settings |= {_LISTED + path: "yes" for path in listed if _WILD not in listed}
        site = Site(
            engine=MYST,
            timezone=UTC,
            base=base,
            title=fields.text(about, "title") or fields.text(project, "title") or "",
            authors=fields.unique(fields.people(fields.first(project, self.author_keys), {})),
            exclude_globs=excluded,
            made=() if config.files else tuple(above + name for above in _ABOVE for name in _SPHINX_PAGES),
            reworked="plugins" in project,
            settings=settings,
            config=config.files,
            values=config.values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder may hold pages: builds and hidden folders hold none."""
        name = folder.rpartition("/")[2]
        return not name.startswith(".") and name not in _UNREAD and _is_kept(site.exclude_globs, folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a page that the project does not leave out."""
        return super().role(site, path) if _is_kept(site.exclude_globs, path) else None

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date as the name has it, and the last part of the address."""
        stem = document.stem
        return loose_name(stem)[0], _slug(stem) or stem

    def slug(self, document: Document, named: str) -> str:
        """Return the slug of the name; the front matter has no say in it."""
        del document
        return named

    def title(self, document: Document, slug: str) -> str:
        """Return the title: the front matter's, else the first heading's, else the name's words."""
        stem = document.stem
        del slug
        return fields.text(document.metadata, "title") or _heading(document.body) or _words(stem)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the slug, below those of the folders where the site has them in its addresses.

        Jupyter Book 1.0 has Sphinx make pages, which are named as their files are.
        """
        del date, categories
        path, settings = document.path, document.site.settings
        if _BY_SPHINX in settings:
            return f"/{split_extension(path)[0]}.html"
        if path == settings[_FIRST]:
            return "/"
        if f"{_LISTED}{settings[_FIRST]}" in settings and _LISTED + path not in settings:
            return None
        if repeated := settings.get(_REPEATED + path):
            return f"/{repeated}"
        del slug
        return f"/{_place(path, folders=_FOLDERS in settings)}"


def _texts(config: Config, key: str) -> tuple[str, ...]:
    return fields.texts(config.nested("project"), key)


def _is_kept(excluded: tuple[str, ...], path: str) -> bool:
    return not any(fits(one, path) for one in excluded)


def _first_page(root: str, base: str, project: Mapping[str, Value], excluded: tuple[str, ...]) -> str:
    """Return the path of the first page: that of the contents, else of the files kept one by name, or the first."""
    contents = project.get("toc")
    first = contents[0] if isinstance(contents, tuple) and contents else None
    if isinstance(first, Mapping) and (named := as_text(first.get("file"))):
        return named if "." in named.rpartition("/")[2] else f"{named}.md"
    try:
        there = os.listdir(f"{root}/{base}")  # noqa: PTH208 - the names alone
        names = sorted(one for one in there if one.endswith(".md") and _is_kept(excluded, one))
    except OSError:
        return ""
    usual = {f"{one}.md": at for at, one in enumerate(_INDEX)}
    return min(names, key=lambda one: (usual.get(one.lower(), len(usual)), one), default="")


def _in_contents(project: Mapping[str, Value]) -> Iterator[str]:
    """Return the paths of the pages that the contents name, in their order, the first of all left aside."""
    waiting = [project.get("toc")]
    named: list[str] = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, Mapping):
            named.append(as_text(one.get("file")) or (_WILD if "pattern" in one else ""))
            waiting.append(one.get("children"))
    yield from (
        one if "." in one.rpartition("/")[2] or one == _WILD else f"{one}.md" for one in named[1:] if one
    )


def _pages(root: str, base: str, first: str, excluded: tuple[str, ...]) -> Iterator[str]:
    """Return the paths of the pages kept, in the order in which the project finds them (mystmd 1.11, `fromPath.js`)."""
    yield first
    waiting, real_root = [""], resolved(root)
    seen: set[str] = set()
    while waiting:
        folder = waiting.pop()
        real = resolved(f"{root}/{base}{folder}")
        if real in seen or not is_followed(real, real_root):
            continue  # or links in a circle would have no end
        seen.add(real)
        try:
            with os.scandir(real) as entries:
                found = sorted((*_order(one.name), one.is_dir(), one.name) for one in entries)
        except OSError:
            continue
        if folder and any(one[-1] in MYST.markers for one in found):
            continue
        kept = [one for one in found if not one[-1].startswith(".") and one[-1] not in _UNREAD]
        kept = [one for one in kept if _is_kept(excluded, folder + one[-1])]
        paths = (folder + one[-1] for one in kept if not one[-2] and one[-1].lower().endswith(_PAGES))
        yield from (path for path in paths if path != first)
        waiting += [f"{folder}{one[-1]}/" for one in reversed(kept) if one[-2]]


def _order(name: str) -> tuple[bool, tuple[tuple[bool, int, str], ...]]:
    """Return the place of a name: a first page is first, numbers go by their value, and signs say nothing."""
    parts = re.findall(r"\d+|[^\W\d_]+", name.casefold())
    numbered = tuple((False, int(one), "") if one.isdecimal() else (True, 0, one) for one in parts)
    return name.partition(".")[0] not in _INDEX, numbered


def _repeated(paths: Iterable[str], *, folders: bool) -> dict[str, str]:
    """Return the address of each page whose own one another page has before it (mystmd 1.11, `fileInfo`)."""
    counts: dict[str, int] = {}
    found: dict[str, str] = {}
    for path in paths:
        place = _place(path, folders=folders)
        counts[place] = counts.get(place, -1) + 1
        if counts[place]:
            found[_REPEATED + path] = f"{place}-{counts[place]}"
    return found


def _place(path: str, *, folders: bool) -> str:
    """Return the address of a page that has it for itself: its slug, below those of its folders if the site says so."""
    above, _, name = path.rpartition("/")
    slug = _slug(split_extension(name)[0]) or split_extension(name)[0]
    if not folders or not above:
        return slug
    inner = "/".join(map(_slug, above.split("/")))
    return inner if slug == "index" else f"{inner}/{slug}"


def _slug(name: str) -> str:
    """Return a name as a part of an address (mystmd 1.11, `createSlug`): without numbers that order it."""
    name = _unnumbered(name).replace("&", " and ").lower()
    return _RUN.sub("-", _NO_ADDRESS.sub("-", name)).strip("-")[:_LONGEST]


def _unnumbered(name: str) -> str:
    numbers = None if _YEAR.match(name) else _NUMBERS.match(name)
    return (name[numbers.end() :] if numbers else name) or name


def _words(name: str) -> str:
    """Return a name as a title (mystmd 1.11, `createTitle`)."""
    parts = " ".join(one for one in _WORDS.split(_unnumbered(name)) if one).split()
    return " ".join(part[:1].upper() + part[1:] for part in parts)


def _heading(body: str) -> str | None:
    """Return the text of the first heading of any level, outside of code and directives."""
    fence = ""
    for match in _HEADING.finditer(body[:_LOOKED_AT]):
        if match["fence"]:
            fence = "" if fence and match["fence"].startswith(fence) else fence or match["fence"]
        elif not fence:
            return plain(match["said"] or match["under"] or "") or None
    return None
