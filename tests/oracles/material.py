"""Material for MkDocs: a script builds an archive until its pages are ready for templates, and tells of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.links import Links, place_of
from tests.oracles.material_samples import samples
from tests.oracles.published import Published
from tests.oracles.recipe import run
from tuireader.archive.excerpts import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_SCRIPT: Final = """
import json, os, sys
from datetime import datetime, timezone
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin, event_priority

def drafted(post, blog):
    ahead = blog.draft_if_future_date and post.date.created > datetime.now(timezone.utc)
    return bool(ahead) if post.draft is None else post.draft

class Told(BasePlugin):
    html = {}
    slugs = {}

    @event_priority(-100)
    def on_files(self, files, *, config):
        for name, one in config.plugins.items():
            if name.startswith("material/blog"):
                self.slugs |= {id(post): post.config.slug or one._slugify_post(post) for post in one.blog.posts}
        return files

    @event_priority(-100)
    def on_page_content(self, html, *, page, config, files):
        self.html[page.file.src_uri] = html

    @event_priority(-100)
    def on_env(self, env, *, config, files):
        docs = os.path.relpath(config.docs_dir, sys.argv[1])
        plugins = [one for name, one in config.plugins.items() if name.startswith("material/blog")]
        posts = {id(post): one for one in plugins for post in one.blog.posts}
        found = []
        for file in files.documentation_pages():
            if file.abs_src_path is None or not os.path.exists(os.path.join(sys.argv[1], docs, file.src_uri)):
                continue
            page, blog = file.page, posts.get(id(file.page))
            told = {"path": os.path.join(docs, file.src_uri), "url": file.url, "title": page.title,
                    "tags": page.meta.get("tags") or [], "html": self.html.get(file.src_uri, "")}
            if blog is not None:
                separator = blog.config.post_excerpt_separator
                page.excerpt.render(blog.blog, separator)
                cut = separator in page.markdown
                told |= {"date": page.config.date.created.isoformat(), "draft": drafted(page.config, blog.config),
                         "categories": page.config.categories, "authors": [one.name for one in page.authors],
                         "slug": self.slugs[id(page)],
                         "excerpt": page.excerpt.content if cut else None}
            found.append(told)
        others = [file.url for file in files]
        print("FOUND" + json.dumps({"pages": found, "others": others, "site": config.site_url}, default=str))
        sys.stdout.flush()
        os._exit(0)

os.chdir(sys.argv[1])
config = load_config("mkdocs.yml")
config.plugins["told"] = Told()
build(config)
"""
_ANCHOR: Final = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


class MaterialRecipe:
    """Material for MkDocs, with MkDocs 1.6.1."""

    release = "9.8.2"

    def install(self, folder: Path) -> None:
        """Make an environment of Python with the release."""
        if not (folder / "bin" / "mkdocs").exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            run("python3", "-m", "venv", str(folder), within=folder.parent)
            packages = (f"mkdocs-material=={self.release}", "mkdocs==1.6.1", "Markdown==3.11.3")
            run(str(folder / "bin" / "pip"), "install", "-q", *packages, within=folder)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `material_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build the site as far as its pages are ready for the theme."""
        said = run(str(folder / "bin" / "python"), "-c", _SCRIPT, str(archive), within=archive)
        line = next(line for line in said.split("\n") if line.startswith("FOUND"))
        told = json.loads(line.removeprefix("FOUND"))
        places = {place_of(one["url"].removeprefix("./")): one["path"] for one in told["pages"]}
        others = {place_of(one.removeprefix("./")) for one in told["others"]}
        links = Links("", others, places)
        return {one["path"]: _published(one, links) for one in told["pages"]}


def _published(page: Mapping[str, Any], links: Links) -> Published:
    html = _ANCHOR.sub("", page["html"])
    address = "/" + unquote(page["url"].removeprefix("./"))
    found, dead = links.of(address, html)
    post = "date" in page
    return Published(
        title=text_of(page["title"]),
        instant=_instant(page["date"]) if post else None,
        tags=tuple(dict.fromkeys(" ".join(str(one).split()) for one in page["tags"])),
        categories=tuple(" ".join(one.split()) for one in page["categories"]) if post else None,
        authors=tuple(page["authors"]) if post else None,
        draft=page["draft"] if post else None,
        shown=not page["draft"] if post else None,
        slug=page["slug"] if post else None,
        address=address,
        excerpt=_excerpt(page["excerpt"]) if post and page["excerpt"] is not None else None,
        ids=ids_of(html),
        words=words_of(html),
        text=text_of(html),
        links=tuple(sorted(found)),
        dead=tuple(sorted(dead)),
    )


def _excerpt(html: str) -> str:
    """Return the text of an excerpt below its title."""
    return shortened(text_of(html.partition("</h2>")[2]))


def _instant(date: str) -> str:
    return f"{datetime.fromisoformat(date).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


RECIPE: Final = MaterialRecipe()
