"""Pelican: a script reads an archive as its build does, and prints what the templates are given."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin

from lxml import html as lxml_html

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.pelican_samples import samples
from tests.oracles.published import Published
from tests.oracles.recipe import run
from tuireader.archive.excerpts import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_SITE: Final = "http://site"
_SCRIPT: Final = """
import json, os, sys
from pelican import Pelican, signals
from pelican.settings import read_settings

def told(one, settings):
    date = getattr(one, "date", None)
    return {
        "path": os.path.relpath(one.source_path, sys.argv[1]),
        "kind": type(one).__name__,
        "title": one.title, "slug": getattr(one, "slug", None), "status": one.status, "url": one.url,
        "date": None if date is None or date.year == 9999 else date.isoformat(),
        "tags": [tag.name for tag in getattr(one, "tags", [])],
        "authors": [author.name for author in getattr(one, "authors", [])],
        "category": one.category.name if hasattr(one, "category") else None,
        "made": [part.url for part in (*getattr(one, "tags", []), *getattr(one, "authors", []),
                 *([one.category] if hasattr(one, "category") else []))],
        "summary": str(one.summary), "content": one.get_content("http://site"),
    }

def finished(generators):
    context = generators[0].context
    settings = generators[0].settings
    found = [told(one, settings) for one in context["generated_content"].values() if one is not None]
    files = [one.url for one in context["static_content"].values() if one is not None]
    print("FOUND" + json.dumps({"posts": found, "files": files, "index": settings["INDEX_SAVE_AS"]}))
    sys.stdout.flush()
    os._exit(0)

os.chdir(sys.argv[1])
signals.all_generators_finalized.connect(finished)
Pelican(read_settings("pelicanconf.py")).run()
"""
_DIRECT: Final = ("tags.html", "categories.html", "authors.html", "archives.html", "feeds/all.atom.xml")
_ID: Final = re.compile(r'\bid="([^"]+)"')


class PelicanRecipe:
    """Pelican with Python-Markdown 3.11 and typogrify."""

    release = "4.12.0"

    def install(self, folder: Path) -> None:
        """Make an environment of Python with the release."""
        if not (folder / "bin" / "pelican").exists():
            run("python3", "-m", "venv", str(folder), within=folder.parent.parent)
            packages = (
                f"pelican=={self.release}",
                "Markdown==3.11.3",
                "typogrify==2.1.0",
                "pymdown-extensions",
            )
            run(str(folder / "bin" / "pip"), "install", "-q", *packages, within=folder)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `pelican_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Read the archive as far as its pages are ready to be written."""
        said = run(str(folder / "bin" / "python"), "-c", _SCRIPT, str(archive), within=archive)
        line = next(line for line in said.split("\n") if line.startswith("FOUND"))
        site = json.loads(line.removeprefix("FOUND"))
        posts = site["posts"]
        pages = {_place(one["url"]): one for one in posts}
        made = {_place(url) for one in posts for url in one["made"]}
        made |= {_place(url) for url in (*site["files"], site["index"], *_DIRECT)}
        return {one["path"]: _published(one, pages, made) for one in posts}


def _place(address: str) -> str:
    return unquote(address).strip("/").removesuffix("index.html").strip("/")


def _links(page: Mapping[str, Any], pages: Mapping[str, Any], made: set[str]) -> tuple[list[str], list[str]]:
    found: list[str] = []
    dead: list[str] = []
    for link in lxml_html.fromstring(f"<div>{page['content']}</div>").iter("a"):
        written = str(link.get("href", ""))
        href = urljoin(f"{_SITE}/{page['url']}", written)
        path, _, fragment = href.partition("#")
        if not path.startswith(_SITE) or fragment.startswith(("fn:", "fnref:")):
            continue
        place = _place(path.removeprefix(_SITE).partition("?")[0])
        if place in pages:
            found.append(pages[place]["path"])
        lost = place in pages and fragment and fragment not in _ID.findall(pages[place]["content"])
        if lost or (place and place not in pages and place not in made):
            dead.append(" ".join(str(link.text_content()).split()))
    return found, dead


def _published(page: Mapping[str, Any], pages: Mapping[str, Any], made: set[str]) -> Published:
    content = page["content"]
    links, dead = _links(page, pages, made)
    article = page["kind"] == "Article"
    return Published(
        title=text_of(page["title"]) if isinstance(page["title"], str) else None,
        instant=_instant(page["date"]) if article else None,
        tags=tuple(" ".join(one.split()) for one in page["tags"]),
        categories=(" ".join(page["category"].split()),) if article else None,
        authors=tuple(" ".join(one.split()) for one in page["authors"]),
        draft=page["status"] == "draft",
        shown=page["status"] == "published",
        slug=page["slug"],
        address="/" + unquote(page["url"]).lstrip("/"),
        excerpt=shortened(text_of(page["summary"])),
        ids=ids_of(content),
        words=words_of(content),
        text=text_of(content),
        links=tuple(sorted(links)),
        dead=tuple(sorted(dead)),
    )


def _instant(date: str | None) -> str:
    return f"{datetime.fromisoformat(date).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if date else ""


RECIPE: Final = PelicanRecipe()
